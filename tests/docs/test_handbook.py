"""The handbook says what the program does: generated pages are true, commands run, the built pages ask for nothing."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from assistant import resources
from assistant.cli import group
from assistant.drafts import DraftStore, read_draft
from assistant.drafts.readiness import readiness
from assistant.export import publish
from assistant.register.template import template_bytes
from assistant.report import with_answer
from docs.make_handbook import DATA, HANDBOOK, pages, row_keys
from tests.packs.zips import sample_files, zipped
from tests.samples import finished_samples
from tests.web.browser import CHROMIUM, chromium

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```sh(?P<info>[^\n]*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`nianbao (?P<rest>[^`\n]+)`")
NOT_RUN = "no-run"
PROGRAM = "nianbao"
FAULTS_FOUND = {"check": 1, "doctor": 1}
"""Commands that may end so: the files of the handbook have their faults."""


class Block(NamedTuple):
    page: str
    line: str
    run: bool


def blocks() -> Iterator[Block]:
    """Every line of every shell block of the handbook and of README."""
    for path in [*sorted(HANDBOOK.rglob("*.md")), *sorted(ROOT.glob("README*.md"))]:
        for found in BLOCK.finditer(path.read_text(encoding="utf-8")):
            for line in found["text"].splitlines():
                yield Block(path.relative_to(ROOT).as_posix(), line, NOT_RUN not in found["info"])


def called(line: str) -> Iterator[list[str]]:
    """The calls of our program in a line of a shell, each as its arguments."""
    for part in line.split("&&"):
        words = shlex.split(part, comments=True)
        if words and Path(words[0]).name == PROGRAM:
            yield words[1:]


def test_the_generated_pages_are_as_the_rules_and_the_standard_are() -> None:
    for name, text in pages().items():
        assert (HANDBOOK / name).read_text(encoding="utf-8") == text, "run python -m docs.make_handbook"


def test_every_row_has_its_examples_and_no_other_has() -> None:
    assert list(DATA["rows"]) == row_keys()
    for key, told in DATA["rows"].items():
        assert set(told) == {"yes", "no"} and all(told.values()), key


def test_every_page_is_in_the_nav_and_the_nav_names_none_else() -> None:
    text = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    named = set(re.findall(r'"([^"]+\.md)"', text))
    assert named == {path.relative_to(HANDBOOK).as_posix() for path in HANDBOOK.rglob("*.md")}


# -- commands --------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the handbook names, and a data folder with its draft."""
    place = tmp_path_factory.mktemp("handbook")
    sample = read_draft(finished_samples() / "yongle-2024.toml").changed(name="")
    copied = with_answer(sample.report, "overview.website_items", 27)
    former = with_answer(with_answer(sample.report, "agency.signed_on", date(2024, 1, 9)), "agency.year", 2023)
    for name, draft in (
        ("永乐镇.docx", sample),
        ("改回的稿子.docx", sample.changed(report=copied)),
        ("去年/永乐镇.docx", sample.changed(report=former)),
        ("全县年报/永乐镇.docx", sample),
        ("全县年报/住建局.docx", read_draft(finished_samples() / "linhe-housing-2024.toml")),
    ):
        (place / name).parent.mkdir(exist_ok=True)
        publish(readiness(draft).document, place / name)
    shutil.copytree(finished_samples(), place / "samples")
    (place / "台账.xlsx").write_bytes(template_bytes())
    zipped(place / "临江县.zip", sample_files())
    for folder, file in (("我们的问题", "prompts/questions.toml"), ("我们的说法", "templates/wordings.toml")):
        (place / folder).mkdir()
        (place / folder / Path(file).name).write_text(sample_files()[file], encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_HOME", str(place / "home"))
        DraftStore().create(sample.report, "永乐镇")
    return place


def with_a_gap(home: Path, folder: Path) -> None:
    """Take an answer out of the draft, which colleagues tell."""
    store = DraftStore(home)
    draft = store.load("永乐镇")
    store.save(draft.changed(report=with_answer(draft.report, "overview.website_items", None)))
    document = readiness(draft).document
    assert document.agency
    (folder / "填好的清单.txt").write_text("政府网站公开条数：26条\n", encoding="utf-8")


@pytest.mark.parametrize(
    "block", [block for block in dict.fromkeys(blocks()) if block.run], ids=lambda block: f"{block.page}:{block.line}"
)
def test_the_command_runs(
    block: Block, papers: Path, tmp_path: Path, data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "办公"
    shutil.copytree(papers, folder)
    shutil.copytree(folder / "home", data_home)
    monkeypatch.chdir(folder)
    for name in ("NIANBAO_PROMPTS", "NIANBAO_TEMPLATES", "NIANBAO_PACKS"):
        monkeypatch.setenv(name, "")
    calls = list(called(block.line))
    assert calls, f"{block.line}: no command of ours; mark the block {{.{NOT_RUN}}}"
    for arguments in calls:
        if arguments[0] == "ask":
            with_a_gap(data_home, folder)
        if arguments[:2] == ["pack", "remove"]:
            CliRunner().invoke(group, ["pack", "install", "临江县.zip"], catch_exceptions=False)
        done = CliRunner().invoke(group, arguments, standalone_mode=False)
        assert done.exception is None, done.exception
        code = done.return_value if isinstance(done.return_value, int) else 0
        assert code in (0, FAULTS_FOUND.get(arguments[0], 0)), done.output
    resources.use_packs([])


def commands_told() -> list[str]:
    """What is told but not run here: it opens the screen, installs something, or stands amid a text."""
    found = [block.line for block in blocks() if not block.run]
    for path in [*sorted(HANDBOOK.rglob("*.md")), *sorted(ROOT.glob("README*.md"))]:
        found += [f"{PROGRAM} {match['rest']}" for match in INLINE.finditer(path.read_text(encoding="utf-8"))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("line", commands_told())
def test_a_command_that_is_only_told_exists_with_its_options(line: str) -> None:
    for arguments in called(line):
        command: click.Command = group
        words = iter(word for word in arguments if word not in ("-", "…"))
        for word in words:
            if word.startswith("-"):
                options = [
                    each for each in command.params if word.partition("=")[0] in (*each.opts, *each.secondary_opts)
                ]
                assert options or word == "--help", f"{line}: {word}"
                if options and isinstance(options[0], click.Option) and not options[0].is_flag and "=" not in word:
                    next(words, "")  # its value
            elif isinstance(command, click.Group):
                found = command.get_command(click.Context(command), word)
                assert found is not None, f"{line}: {word}"
                command = found


# -- the built pages -------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook, built as ``just handbook`` does, into a folder of the test's own."""
    if find_spec("zensical") is None:
        pytest.skip("zensical is not installed (pip install -e '.[docs]')")
    place = tmp_path_factory.mktemp("site")
    config = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    shutil.copytree(HANDBOOK, place / "docs" / "handbook")  # what is built lies within the folder of the settings
    config = config.replace('base_path = ["."]', f'base_path = ["{ROOT.as_posix()}"]')
    (place / "zensical.toml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "-f", str(place / "zensical.toml")]
    quiet = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=place, env=quiet)
    assert done.returncode == 0 and "Warning" not in done.stdout + done.stderr, done.stdout + done.stderr
    return place / "build" / "handbook"


LOADS = ("link", "script", "img", "iframe", "source", "video")


class Asked(HTMLParser):
    """What a page makes a browser load, and the text of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.classes |= set((told.get("class") or "").split())
        where = told.get("href" if tag == "link" else "src") if tag in LOADS else None
        if where and told.get("rel") != "canonical":
            self.loads.append(where)


def test_the_built_pages_ask_no_other_host_for_anything(site: Path) -> None:
    built = sorted(site.rglob("*.html"))
    assert len(built) > len(pages())
    for page in built:
        asked = Asked()
        asked.feed(page.read_text(encoding="utf-8"))
        for where in asked.loads:
            assert not re.match(r"(?:[a-z]+:)?//", where), f"{page.name}: {where}"
            if not where.startswith(("data:", "#")):
                above = site if where.startswith("/") else page.parent  # the page of what is not found may be anywhere
                assert (above / re.split("[?#]", where.lstrip("/"))[0]).exists(), f"{page.name}: {where}"
        # The theme fetches what draws these from elsewhere.
        assert not asked.classes & {"mermaid", "glightbox", "pyodide"}, page.name
    for style in site.rglob("*.css"):
        assert not re.search(r"(?:@import|url\()\s*['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style.name


def test_the_search_knows_the_words_of_a_clerk(site: Path) -> None:
    for index in ("search.json", "search.js"):  # from a server, and from a page that is opened from disk
        text = (site / index).read_text(encoding="utf-8")
        assert all(word in text for word in ("上年结转", "勾稽关系", "收集清单")), index


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed, so nobody searched the pages")
async def test_the_search_box_speaks_chinese_in_a_page_opened_from_disk(site: Path, tmp_path: Path) -> None:
    dialog = "[...document.body.children].map(element => element.shadowRoot).find(Boolean)?.querySelector('dialog')"
    async with chromium(tmp_path) as page:
        await page.open((site / "index.html").as_uri())
        # The page binds its buttons some time after they stand there.
        button = "document.querySelector('[for=__search]')?.click()"
        await page.until_value(f"{dialog}?.open || ({button}, false)")
        await page.until_value(f"{dialog}.querySelector('input').placeholder == '查找'")
        await page.insert("上年结转")
        await page.until_value(f"/找到\\d+处/.test({dialog}.querySelector('[role=status]').textContent)")
        assert await page.value(f"/[a-z]/i.test({dialog}.querySelector('[role=status]').textContent)") is False
        assert all(asked.startswith(("file:", "data:")) for asked in page.requests)


def test_the_settings_load_no_font_from_elsewhere() -> None:
    config = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    assert config["project"]["theme"]["font"] is False
