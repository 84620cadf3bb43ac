"""The roster: made, corrected by hand, and found by the names that files carry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from assistant.county.roster import Roster, Unit, read_roster, roster_of, whole_area, write_roster
from assistant.errors import NianbaoError

UNITS = (
    Unit(
        name="临江县自然资源局", kind="county_department", contact="王 0570-1234", deadline=date(2025, 1, 20),
        aliases=("县自然资源局",), former=("临江县国土资源局", "临江县林业局"),
    ),
    Unit(name="=临江县清河镇人民政府", kind="town"),
    Unit(name="临江县石桥镇人民政府"),
)  # fmt: skip


@pytest.mark.parametrize("ending", ["toml", "xlsx"])
def test_a_roster_comes_back_as_it_was_written(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"county.{ending}"
    write_roster(Roster(unit=UNITS), path)
    assert read_roster(path) == Roster(unit=UNITS)


@pytest.mark.parametrize(
    ("agency", "unit"),
    [
        ("临江县自然资源局", "临江县自然资源局"),
        ("临江县国土资源局", "临江县自然资源局"),
        ("自然资源局", "临江县自然资源局"),
        ("清河镇", "临江县清河镇人民政府"),
        ("江州市临江县清河镇人民政府", "临江县清河镇人民政府"),
        ("临江县 清河镇人民政府", "临江县清河镇人民政府"),
        ("青山县自然资源局", ""),
        ("花园街道", "临江县花园街道办事处"),
        ("双河镇人民政府", ""),
        ("临江县人民政府办公室", "临江县人民政府办公室"),
        ("临江县人民政府", ""),
        ("局", ""),
    ],
)
def test_a_file_finds_its_unit_by_the_name_that_it_carries(agency: str, unit: str) -> None:
    roster = Roster(
        unit=(
            Unit(name="临江县自然资源局", former=("临江县国土资源局",)), Unit(name="临江县清河镇人民政府"),
            Unit(name="临江县花园街道办事处"), Unit(name="临江县人民政府办公室"),
            Unit(name="临江县东双河镇人民政府"), Unit(name="临江县西双河镇人民政府"),
        )
    )  # fmt: skip
    found = roster.unit_of(agency)
    assert (found.name if found is not None else "") == unit


def test_a_made_roster_names_each_agency_once_in_full() -> None:
    named = [("清河镇", "town"), ("临江县清河镇人民政府", "town"), ("临江县水利局", "county_department"), ("", "")]
    made = roster_of(named, 2024)
    assert [(unit.name, unit.kind, unit.aliases) for unit in made.unit] == [
        ("临江县水利局", "county_department", ()), ("临江县清河镇人民政府", "town", ("清河镇",)),
    ]  # fmt: skip
    assert made == roster_of(reversed(named), 2024)


def test_the_report_of_the_whole_area_is_none_of_its_units() -> None:
    names = ["临江县人民政府", "临江县水利局", "临江县清河镇人民政府", "临江县人民政府办公室", "江州市东山县人民政府"]
    assert whole_area(names) == {"临江县人民政府"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "一个单位也没有"),
        ("unit = [", "TOML"),
        ('[[unit]]\nname = "甲镇"\n[[unit]]\nname = "甲镇人民政府"\n', "同一个名称"),
        ('[[unit]]\nname = "甲局"\nformer = ["乙局"]\n[[unit]]\nname = "乙局"\n', "同一个名称"),
        ('[[unit]]\nname = "甲局"\nkind = "衙门"\n', "衙门"),
        ('[[unit]]\nname = "甲局"\nhead = "张"\n', "unit.1.head"),
        ('[[unit]]\nname = "甲局"\ndeadline = 7\n', "unit.1.deadline"),
    ],
)
def test_a_roster_that_is_wrong_is_refused_in_one_sentence(
    tmp_path: Path, nianbao: Callable[..., Result], text: str, why: str
) -> None:
    path = tmp_path / "county.toml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    error = nianbao("rollup", tmp_path, "--roster", path).exception
    assert isinstance(error, NianbaoError) and why in error.sentence() and error.sentence().endswith("。")


def test_bad_input_of_the_commands_is_one_sentence_and_writes_nothing(
    tmp_path: Path, nianbao: Callable[..., Result]
) -> None:
    reports, empty = tmp_path / "reports", tmp_path / "empty"
    empty.mkdir()
    reports.mkdir()
    (reports / "菜单.txt").write_text("今天吃什么", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for arguments, why in (
        (("rollup", empty), "empty"),
        (("rollup", tmp_path / "nowhere"), "nowhere"),
        (("rollup", reports, "--roster", tmp_path / "no.toml"), "no.toml"),
        (("rollup", reports, "--last", empty), "--last"),
        (("rollup", reports, "--last", reports), "--last"),
        (("rollup", reports, "--own", "没有这份草稿"), "没有这份草稿"),
        (("rollup", reports, "-o", tmp_path / "sum.exe"), ".xlsx"),
        (("rollup", reports, "-o", reports / "sum.docx"), "文件夹"),
        (("rollup", reports, "--into", "没有这份草稿"), "没有一份能读的年报"),
        (("rollup", reports, "--roster", reports / "菜单.txt"), "名册"),
        (("roster", reports, "-o", tmp_path / "r.toml"), "名册"),
        (("letters", reports, "-o", reports / "letters"), "文件夹"),
        (("letters", reports, "-o", tmp_path / "letters", "--by", "明天"), "明天"),
        (("letters", reports, "-o", tmp_path / "letters", "--by", "2020-01-01"), "2020-01-01"),
        (("verdict", reports, "--mark", "0123", "确认"), "没有一份能读的年报"),
    ):
        error = nianbao(*arguments).exception
        assert isinstance(error, NianbaoError), (arguments, error)
        assert why in error.sentence() and error.sentence().endswith("。"), (arguments, error.sentence())
    left = [path for path in sorted(tmp_path.rglob("*")) if not path.name.endswith(".cache.sqlite")]
    assert [path for path in left if "nianbao-home" not in path.parts] == before


def test_nothing_is_kept_where_there_is_nothing_to_read(
    tmp_path: Path, nianbao: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    for names in (("nowhere",), ("empty",), ("nowhere.docx", "--last", "empty")):
        assert isinstance(nianbao("rollup", *names).exception, NianbaoError)
    assert not list(tmp_path.rglob("*.sqlite"))
