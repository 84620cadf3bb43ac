"""The list of what is wanted from whom, and a filled one or a reply read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from assistant.drafts import Draft
from assistant.drafts.collected import Collected, collected_files, collected_text, with_collected
from assistant.drafts.collection import Wanted, by_office, offices, wanted, write_collection
from assistant.errors import NianbaoError
from assistant.interview import Interview, load_script
from assistant.reading.docx.names import Names
from assistant.report import read
from tests.tui.desk import until

COUNTS = ("integer", "money")


@pytest.fixture
def draft() -> Draft:
    """The sample of a town, from its first figure on unanswered."""
    return until("overview.website_items")


def told(found: Collected) -> dict[str, str]:
    return {answer.key + (f".{answer.cell}" if answer.cell else ""): answer.shown for answer in found.answers}


def test_every_question_but_those_of_the_clerk_names_the_office_that_knows_its_answer() -> None:
    own = {question.key for question in load_script().questions if not question.whom}
    assert own == {"agency.name", "agency.kind", "agency.self_word", "agency.year", "agency.signed_on"}


def test_what_is_open_stands_under_its_office_with_a_blank_and_never_blocks(draft: Draft) -> None:
    blanks = wanted(draft)
    assert {blank.question.key for blank in blanks}.isdisjoint({"agency.name", "overview.leader"})
    found = by_office(blanks)
    assert [blank.label for blank in found["财政所"]] == ["行政事业性收费·本年收费金额"]
    assert "政府网站公开条数" in [blank.label for blank in found["信息中心"]]
    assert offices(found["财政所"]) == "财政所1项"
    training = next(blank for blank in blanks if blank.question.key == "overview.trainings")
    assert training.optional and training.unit == "次"


def fill_text(text: str, values: dict[str, int]) -> str:
    lines = []
    for line in text.splitlines():
        label = line.partition("：")[0]
        lines.append(line.replace("＿＿＿＿", str(values[label]), 1) if label in values else line)
    return "\n".join(lines)


def fill_docx(data: bytes, values: dict[str, int]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                n = Names(root)
                for row in root.iter(n("tr")):
                    label, blank = list(row.iterchildren(n("tc")))[:2]
                    value = values.get("".join(label.itertext()))
                    if value is not None:
                        run = etree.SubElement(next(blank.iter(n("p"))), n("r"))
                        etree.SubElement(run, n("t")).text = str(value)
                part = etree.tostring(root)
            copy.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("ending", [".txt", ".docx"])
def test_a_filled_list_is_read_back_figure_for_figure(draft: Draft, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"收集清单{ending}"
    blanks = write_collection(draft, path)
    counted = [blank for blank in blanks if blank.question.kind in COUNTS or blank.cell]
    values = {blank.label: 3 + place for place, blank in enumerate(counted)}
    assert len(values) == len(counted) > 20
    if ending == ".txt":
        path.write_text(fill_text(path.read_text(encoding="utf-8-sig"), values), encoding="utf-8-sig")
    else:
        path.write_bytes(fill_docx(path.read_bytes(), values))
    found = collected_files(draft, [path])
    assert found.problems == ()
    after = with_collected(draft, found.answers, "file")
    assert {blank.label: value_of(after, blank) for blank in counted} == values
    assert after.origins.of("overview.trainings") == "file" and "trainings" in (
        after.report.overview.supervision_more or []
    )
    left = {blank.question.key for blank in wanted(after)}
    assert left.isdisjoint(blank.question.key for blank in counted) and "requests" in left


def value_of(draft: Draft, blank: Wanted) -> int:
    value = read(draft.report, blank.question.key)
    return int(value.cells.get(blank.cell, 0) if blank.cell else value)


def test_an_empty_list_says_nothing(draft: Draft, tmp_path: Path) -> None:
    for name in ("清单.txt", "清单.docx"):
        write_collection(draft, tmp_path / name)
        assert collected_files(draft, [tmp_path / name]) == Collected((), ())


@pytest.mark.parametrize(
    ("reply", "answers"),
    [
        ("培训：3次，120人次", {"overview.trainings": "3次", "overview.trainees": "120人次"}),
        (
            "各位好\n网站58条，公众号120条，公示栏没统计",
            {"overview.website_items": "58条", "overview.new_media_items": "120条"},
        ),
        ("1. 政府网站公开条数：58", {"overview.website_items": "58条"}),
        ("参加培训：2次，5人次", {"overview.trainings_attended": "2次", "overview.attendees": "5人次"}),
        ("主管科室：党政综合办公室\n检查\t4次", {"overview.office": "党政综合办公室", "overview.checks": "4次"}),
        ("分类条数：工作动态15条，财政信息10条", {"overview.items_by_kind": "工作动态15条；财政信息10条"}),
        ("问题和措施：解读少→多做图解；更新慢→建台账", {"problems.items": "解读少 → 多做图解；更新慢 → 建台账"}),
        ("政府网站公开条数：还没统计\n公示栏：＿＿＿＿条（上年26条）", {}),
    ],
)
def test_a_reply_in_labelled_lines(draft: Draft, reply: str, answers: dict[str, str]) -> None:
    found = collected_text(draft, reply)
    assert told(found) == answers and found.problems == ()


def test_what_is_not_understood_is_named_and_nothing_is_guessed(draft: Draft) -> None:
    found = collected_text(
        draft, "公众号约120条\n开会8次\n网站58条\n政府网站公开条数：60条\n行政许可·本年处理决定数量：12"
    )
    assert told(found) == {"overview.website_items": "58条"}
    whys = dict(found.problems)
    assert "准数" in whys["公众号约120条"] and "没有认出" in whys["开会8次"]
    assert "已经填过" in whys["政府网站公开条数：60条"]
    # A table is answered as a whole: what nobody said must not become 0.
    assert "9格没有报" in whys["主动公开政府信息情况表"]
    whole = collected_text(draft, "行政许可·本年处理决定数量：12\n主动公开政府信息情况表（全部）：没有")
    figures = with_collected(draft, whole.answers, "sentence").report.disclosure
    assert figures is not None and figures.cells == {"permits": 12}
    assert whole.without_parts(draft, whole.answers) == list(whole.answers)
    for left in whole.answers:
        believed = [answer for answer in whole.answers if answer is not left]
        assert whole.without_parts(draft, believed) == [], "a cell that is not believed would stand as 0"


def test_no_example_answer_is_put_where_it_does_not_belong(draft: Draft) -> None:
    """A line with the title of a question and its own example answers that question and no other."""
    script = load_script()
    interview = Interview(script, draft.report)
    for question in interview.path:
        if question.whom and question.kind in COUNTS and question.example:
            found = collected_text(draft, f"{question.title}：{question.example}{question.unit}")
            assert {answer.key for answer in found.answers} <= {question.key}, question.key


def test_another_ending_and_a_file_in_the_way_are_refused(draft: Draft, tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match="xlsx"):
        write_collection(draft, tmp_path / "清单.xlsx")
    (tmp_path / "清单.txt").write_text("我的", encoding="utf-8")
    with pytest.raises(NianbaoError, match="已经有了"):
        write_collection(draft, tmp_path / "清单.txt")
    assert (tmp_path / "清单.txt").read_text(encoding="utf-8") == "我的"
