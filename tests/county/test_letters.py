"""Return letters and verdicts: what is told, what was mended since, and what the clerk has decided."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import Result

from assistant.county.letters import Sending, Wordings, letter_lines, next_round
from assistant.county.record import Key, Record, judged, read_record, write_record
from assistant.county.standing import standing
from assistant.county.writing import write_round
from assistant.errors import NianbaoError
from tests.county.conftest import Read
from tests.county.made_county import text_of

TODAY = date(2025, 2, 3)


def town(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """A town's report as a file of its name, with some of its words changed."""
    text = text_of(name)
    for was, now in changes:
        assert was in text, was
        text = text.replace(was, now)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two towns whose reports call themselves a bureau, and one that is right."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("甲水镇", "乙水镇"):
        town(folder, name, ("我镇", "我局"))
    town(folder, "丙水镇")
    return folder


def letter(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8-sig")


def test_each_unit_with_errors_gets_a_letter_that_says_what_where_how_and_by_when(
    reports: Path, tmp_path: Path, nianbao: Callable[..., Result]
) -> None:
    out = tmp_path / "out"
    done = nianbao("letters", reports, "-o", out, "--by", "2099-02-10", "--sender", "临江县政府办", "--contact", "1234")
    assert done.exception is None, done.exception
    assert {path.name for path in out.iterdir()} == {
        f"{name}.{kind}"
        for name in ("退回函-临江县甲水镇人民政府", "退回函-临江县乙水镇人民政府", "退回情况一览")
        for kind in ("docx", "txt")
    }
    text = letter(out, "退回函-临江县甲水镇人民政府.txt")
    assert "临江县甲水镇人民政府：" in text and "2099年2月10日前" in text and "临江县政府办" in text and "1234" in text
    assert "正文自称“我局”，本机关应当自称“我镇”" in text and "改法：" in text
    lines = [part.text for part in docx.Document(out / "退回函-临江县甲水镇人民政府.docx").paragraphs]
    assert [line for line in lines if line] == [line for line in text.splitlines() if line]
    overview = letter(out, "退回情况一览.txt")
    assert "这次退回2家" in overview and "丙水镇" not in overview
    error = nianbao("letters", reports, "-o", out, "--again").exception
    assert isinstance(error, NianbaoError) and "--force" in error.sentence()


def test_the_second_round_says_what_was_mended_and_what_was_not(
    reports: Path, tmp_path: Path, nianbao: Callable[..., Result]
) -> None:
    assert nianbao("letters", reports, "-o", tmp_path / "one").exception is None
    town(reports, "甲水镇")
    again = tmp_path / "two"
    assert nianbao("letters", reports, "-o", again).exception is None
    overview = letter(again, "退回情况一览.txt")
    assert "这次退回0家，已改好1家，没有重报1家" in overview
    assert {path.stem for path in again.iterdir()} == {"退回情况一览"}
    town(reports, "乙水镇", ("我镇", "我局"), ("2025年1月20日", "2025年9月20日"))
    third = tmp_path / "three"
    assert nianbao("letters", reports, "-o", third).exception is None
    text = letter(third, "退回函-临江县乙水镇人民政府-第2次.txt")
    assert "第2次" in text and "仍有" in text and "新的问题" in text
    assert re.search("自称“我局”.*（上次已经指出，没有改）", text)
    late = next(line for line in text.splitlines() if "9月" in line)
    assert "上次" not in late


def test_what_was_mended_is_named_beside_what_was_not(reports: Path, county: Read) -> None:
    """A unit that mends one thing of several gets a letter that names it."""
    before = standing(county.filings, county.roster)
    entry = next(
        entry
        for entry in before.filed
        if len([each for each in entry.standing if each.finding.severity == "error"]) > 1
    )
    first = next(each for each in next_round(before, Record()).letters if each.entry == entry)
    assert entry.filing is not None
    sent = Record().with_letter(_sent(first))
    mended, *kept = [told for told in entry.filing.findings if told.severity == "error"]
    corrected = entry.filing.model_copy(
        update={"digest": "new", "modified": entry.filing.modified + 1,
                "findings": tuple(each for each in entry.filing.findings if each != mended)}
    )  # fmt: skip
    others = [each for each in county.filings if each is not entry.filing]
    (second,) = [
        each for each in next_round(standing([*others, corrected], county.roster), sent).letters
        if each.entry.unit == entry.unit
    ]  # fmt: skip
    assert second.round == 2 and [told.message for told in second.mended] == [mended.message]
    assert {point.standing for point in second.points} == {"unchanged"} and len(second.faults) == len(kept)
    _, lines, _ = letter_lines(second, before, Sending(TODAY))
    place = next(number for number, line in enumerate(lines) if line.startswith("上次指出、这次已经改好的"))
    assert mended.message in lines[place + 1]


def _sent(letter_: object) -> object:
    from assistant.county.letters import Letter
    from assistant.county.record import SentLetter

    assert isinstance(letter_, Letter)
    return SentLetter(
        unit=letter_.entry.unit.name, round=letter_.round, on=TODAY, digest=letter_.digest,
        finding=tuple(point.told for point in letter_.points),
    )  # fmt: skip


class Disk:
    """Counts what is written to disk; at the write of that number it refuses, or the program ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._fsync, self.writes, self.fails = os.fsync, 0, {}
        monkeypatch.setattr(os, "fsync", self)

    def __call__(self, handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            self.writes += 1
            if self.writes in self.fails:
                raise self.fails[self.writes]
        self._fsync(handle)


WRITES = 8
"""The record, two letters and the overview as .docx and .txt, the record."""


BREAKS = [
    *((write, how, False) for how in ("refused", "ended") for write in range(1, WRITES + 1)),
    (4, "refused from then on", False), (WRITES, "refused from then on", False),
    (4, "ended", True), (WRITES, "ended", True), (WRITES, "refused", True),
]  # fmt: skip
"""At which write it breaks off, how, and whether the letters were written before."""


class Ended(BaseException):
    """The program ends, as by a power cut: nothing tidies up."""


@pytest.mark.parametrize(("write", "how", "again"), BREAKS)
def test_letters_and_record_agree_wherever_the_writing_of_a_round_breaks_off(
    write: int, how: str, again: bool, county: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = sorted(county.made.faulty)[:2]
    found = standing([each for each in county.filings if each.agency in wrong])
    path, folder, sending = tmp_path / "county.record.toml", tmp_path / "out", Sending(TODAY)
    sent = Record()
    if again:
        sent = write_round(next_round(found, sent), sent, path, folder, Sending(date(2025, 1, 31)))
    disk = Disk(monkeypatch)
    error = Ended() if how == "ended" else OSError(errno.ENOSPC, "full")
    disk.fails = dict.fromkeys(range(write, WRITES + 9 if how == "refused from then on" else write + 1), error)
    before = {each.name: each.read_bytes() for each in folder.iterdir()} if again else {}
    with pytest.raises(Ended if how == "ended" else NianbaoError):
        write_round(next_round(found, sent, again=again), sent, path, folder, sending, force=again)
    disk.fails = {}
    record = read_record(path)
    assert record.letter == sent.letter, "a round that is not written to its end does not count"
    after = {each.name: each.read_bytes() for each in folder.iterdir()} if folder.exists() else {}
    assert (after == before) or record.unfinished is not None, "what is there and was not before is known"
    if how != "ended" and not again:
        assert not folder.exists() and next_round(found, record).letters
    # Next time; a first round needs no permission to replace what it has left itself.
    redo = again or (record.unfinished is not None and record.unfinished.again)
    done = write_round(next_round(found, record, again=redo), record, path, folder, sending, force=again)
    assert read_record(path) == done and done.unfinished is None
    assert {(each.unit, each.round, each.on) for each in done.letter} == {(unit, 1, TODAY) for unit in wrong}
    assert {each.stem for each in folder.iterdir()} == {"退回情况一览", *(f"退回函-{unit}" for unit in wrong)}


def test_a_round_that_broke_off_leaves_no_letter_to_a_unit_that_has_mended_since(
    reports: Path, tmp_path: Path, nianbao: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    disk.fails = {WRITES: Ended()}
    out = tmp_path / "out"
    with pytest.raises(Ended):
        nianbao("letters", reports, "-o", out)
    changed = out / "退回函-临江县乙水镇人民政府.txt"
    changed.write_text("改过", encoding="utf-8")
    for name in ("甲水镇", "乙水镇"):
        town(reports, name)
    town(reports, "丙水镇", ("我镇", "我局"))
    done = nianbao("letters", reports, "-o", out)
    assert done.exception is None and "从头写" in done.stderr
    assert {path.stem for path in out.iterdir()} == {changed.stem, "退回函-临江县丙水镇人民政府", "退回情况一览"}
    assert len(list(out.iterdir())) == 5
    assert changed.read_text(encoding="utf-8") == "改过", "what somebody has changed is nobody's to take away"


def test_an_offices_own_wording_is_laid_over_ours_and_may_do_no_harm(
    reports: Path, tmp_path: Path, county: Read
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('opening = "你好，{{ unit }}，有{{ faults | length }}处。"\n', encoding="utf-8")
    now = standing(county.filings, county.roster)
    first = next_round(now, Record()).letters[0]
    _, lines, _ = letter_lines(first, now, Sending(TODAY, wordings=Wordings(own)))
    assert lines[1] == f"你好，{first.entry.unit.name}，有{len(first.faults)}处。"
    for text in ("opening = 3", "other = ''", "opening = '{{ ().__class__ }}'", "x", "opening = '{% for a in 3 %}'"):
        own.write_text(text, encoding="utf-8")
        with pytest.raises(NianbaoError) as refused:
            letter_lines(first, now, Sending(TODAY, wordings=Wordings(own)))
        assert "own.toml" in refused.value.sentence()


def test_verdicts_decide_letters_and_counts_and_outlive_the_store(
    reports: Path, tmp_path: Path, nianbao: Callable[..., Result]
) -> None:
    listed = nianbao("verdict", reports)
    identity = next(line.split()[0] for line in listed.output.splitlines() if "甲水镇" in line and "自称" in line)
    for mark, word in (("没有", "确认"), (identity, "好")):
        error = nianbao("verdict", reports, "--mark", mark, word).exception
        assert isinstance(error, NianbaoError) and (mark in error.sentence() or word in error.sentence())
    error = nianbao("verdict", reports, "--mark", identity, "不算问题").exception
    assert isinstance(error, NianbaoError) and "理由" in error.sentence()
    assert nianbao("verdict", reports, "--mark", identity, "不算问题", "--reason", "合署办公").exception is None
    (reports / "county.cache.sqlite").unlink()
    summary = nianbao("rollup", reports).output
    assert "有错误的1家：临江县乙水镇人民政府" in summary
    assert nianbao("letters", reports, "-o", tmp_path / "out").exception is None
    assert not (tmp_path / "out" / "退回函-临江县甲水镇人民政府.txt").exists()
    assert nianbao("verdict", reports, "--clear", identity).exception is None
    assert "有错误的2家" in nianbao("rollup", reports).output


def test_a_finding_that_is_to_be_looked_into_stands_in_no_letter(county: Read) -> None:
    now = standing(county.filings, county.roster)
    entry, found = next((entry, each) for entry, each in now.cases if each.finding.severity == "error")
    pending = judged(entry.unit.name, found.finding, "pending", "", TODAY)
    later = standing(county.filings, county.roster, record=Record().with_verdict(pending))
    told = [
        point.message
        for each in next_round(later, Record()).letters
        for point in each.points
        if each.entry.unit == entry.unit
    ]
    assert found.finding.message not in told
    confirmed = next(
        (entry, each) for entry, each in now.cases if each.finding.severity == "warning" and not entry.has_errors
    )
    given = judged(confirmed[0].unit.name, confirmed[1].finding, "confirmed", "", TODAY)
    later = standing(county.filings, county.roster, record=Record().with_verdict(given))
    units = {each.entry.unit.name for each in next_round(later, Record()).letters}
    assert units == {*county.made.faulty, confirmed[0].unit.name}


def test_a_verdict_holds_as_long_as_the_figures_stay(county: Read, tmp_path: Path) -> None:
    now = standing(county.filings, county.roster)
    entry, found = next(
        (entry, each) for entry, each in now.cases if each.finding.values and each.finding.severity == "error"
    )
    given = judged(entry.unit.name, found.finding, "dismissed", "已说明", TODAY)
    path = tmp_path / "county.record.toml"
    write_record(Record().with_verdict(given), path)
    record = read_record(path)
    assert record.verdict_on(entry.unit.name, found.finding) == given
    other = found.finding._replace(values=(*found.finding.values[:-1], "12345"))
    assert record.verdict_on(entry.unit.name, other) is None
    assert record.verdict_on("别的单位", found.finding) is None
    assert Key.of(entry.unit.name, other).place == Key.of(entry.unit.name, found.finding).place
    path.write_text("verdict = 3", encoding="utf-8")
    with pytest.raises(NianbaoError, match=r"county\.record\.toml"):
        read_record(path)
    assert path.read_text(encoding="utf-8") == "verdict = 3"
