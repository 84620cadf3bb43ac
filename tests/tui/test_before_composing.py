"""Every widget and screen with children can be drawn, sized, asked and called before its children are there."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.widget import Widget

import assistant.tui
from assistant.checks.inspection import inspected
from assistant.composing import ClerkText
from assistant.county.filing import filing_of
from assistant.county.standing import standing
from assistant.county.task import Task
from assistant.county.work import CountyWork
from assistant.drafts import Draft, DraftStore, RecycleBin
from assistant.drafts.proposals import proposals
from assistant.drafts.readiness import readiness
from assistant.interview import load_script
from assistant.interview.acceptance import Offer
from assistant.interview.coach import lacking
from assistant.session.preview import view_of
from assistant.session.session import Session
from assistant.session.telling import Telling
from assistant.tui import NianbaoApp
from assistant.tui.inputs import input_for
from assistant.tui.inputs.base import AnswerInput
from assistant.tui.inputs.cases.case_editor import CaseEditor
from assistant.tui.inputs.cases.case_questions import Chooser
from assistant.tui.inputs.cases.register_reader import RegisterReader
from assistant.tui.inputs.cases.requests_input import RequestsInput
from assistant.tui.inputs.choosing import ChoiceInput, ChoicesInput, YesNoInput
from assistant.tui.inputs.lines import LineInput
from assistant.tui.inputs.list_input import EntryEditor, ListInput
from assistant.tui.inputs.paragraph import ParagraphInput
from assistant.tui.inputs.rows import Row
from assistant.tui.inputs.table.table_input import PastePreview, TableInput
from assistant.tui.inputs.table.unlocking import UnlockPrompt
from assistant.tui.screens.coach import CoachScreen
from assistant.tui.screens.collection import CollectionFileScreen, PasteScreen
from assistant.tui.screens.conversation import ConversationScreen, asked, input_context
from assistant.tui.screens.county import CountyScreen
from assistant.tui.screens.county_boxes import (
    CountyReading,
    DismissalScreen,
    DraftChoice,
    LettersScreen,
    TextScreen,
    WorkbookScreen,
)
from assistant.tui.screens.county_sum import SumScreen
from assistant.tui.screens.county_unit import ReportScreen, UnitScreen
from assistant.tui.screens.dialogs import ChoiceScreen, ConfirmScreen, MessageScreen, ReasonScreen, SayScreen
from assistant.tui.screens.export import ExportScreen
from assistant.tui.screens.files import FilePrompt, FolderPrompt, SaveCopyScreen
from assistant.tui.screens.findings import FindingsScreen
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.last_year import LastYearScreen
from assistant.tui.screens.opening import FirstQuestion, OpeningScreen
from assistant.tui.screens.preview import EditParagraph, PreviewScreen
from assistant.tui.screens.proposals import ProposalsScreen
from assistant.tui.screens.recycle_bin import RecycleBinScreen
from assistant.tui.screens.search import CommandsScreen, JumpScreen, SearchList
from assistant.tui.screens.sign_off import SignOffScreen
from assistant.tui.screens.ticking import TickScreen
from assistant.tui.screens.told import ToldScreen
from assistant.tui.widgets.closing_card import ClosingCard
from assistant.tui.widgets.live_preview import LivePreview
from assistant.tui.widgets.outline import Outline
from assistant.tui.widgets.page import Page, pieces_of
from assistant.tui.widgets.path_box import PathBox
from assistant.tui.widgets.question_card import QuestionCard
from tests.tui.desk import TODAY, sample, until

SCRIPT = load_script()
LINE = "overview.website_items"
_LOOK_UPS = (
    "query", "query_one", "query_exactly_one", "query_children", "query_ancestor",
    "get_child_by_id", "get_child_by_type", "get_widget_by_id",
)  # fmt: skip
_PATIENCE = 30.0
"""Seconds after which a call that waits for what is held back counts as hanging."""


def session(key: str = LINE) -> Session:
    return Session(DraftStore(), until(key), SCRIPT, TODAY)


READY = readiness(sample(), SCRIPT)
FINDING = readiness(Draft(), SCRIPT).findings[0]
TASK = Task(("没有这个文件夹",))


def county() -> CountyWork:
    """A county of one unit, with its report."""
    filing = filing_of(inspected("年报.docx", READY.document, None, "年报.docx"), "", 0)
    return CountyWork(TASK, standing([filing]))


OFFER = Offer(SCRIPT.question(LINE), "26", "26条", "last_year")


@dataclass(frozen=True)
class Case:
    """A class with children: how one of it comes on the screen, and what is called on it meanwhile."""

    kind: type[Widget]
    begin: Callable[[NianbaoApp], object]
    calls: Callable[[Any], Awaitable[object]] | None = None


def pushed(make: Callable[[], Screen[Any]]) -> Callable[[NianbaoApp], object]:
    return lambda app: app.push_screen(make())


def at(key: str) -> Callable[[NianbaoApp], object]:
    return pushed(lambda: ConversationScreen(session(key), Path()))


async def _card(card: QuestionCard) -> None:
    for key in (LINE, "overview.leader"):
        work = session(key)
        question = SCRIPT.question(key)
        await card.show(asked(work, question), input_for(question, input_context(work, question)))


async def _outline(outline: Outline) -> None:
    outline.show(session().interview)


async def _live(live: LivePreview) -> None:
    live.show_preview(session().preview_input())
    await live._dispatch_message(LivePreview.Composed(1, view_of(READY.document, READY.document, None), None))


async def _closing(card: ClosingCard) -> None:
    card.report(READY)
    await card._dispatch_message(events.Key("1", "1"))


async def _page(page: Page) -> None:
    page.point("overview.lead")
    page.action_point(1)
    page.action_end(-1)
    assert pieces_of(READY.document, ClerkText())


async def _path(box: PathBox) -> None:
    box.value = "报告"
    box.action_move("cursor_down")
    box.action_complete()
    assert box.value == "报告"


async def _search(found: SearchList) -> None:
    found.action_list("cursor_down")


async def _conversation(screen: ConversationScreen) -> None:
    screen.show_saved()
    await screen.show_question(refresh=True)
    await screen.leave()
    screen.leave_at_once()
    screen.action_transcript()
    screen.action_wording()
    await screen._dispatch_message(ConversationScreen.Checked(READY, show=False))


async def _choice(screen: ChoiceScreen) -> None:
    screen.action_scroll(1)
    await screen._dispatch_message(events.Key("x", "x"))


async def _edit(screen: EditParagraph) -> None:
    screen.action_put_last()


async def _preview(screen: PreviewScreen) -> None:
    await screen.action_compare()
    screen.action_wording()


async def _export(screen: ExportScreen) -> None:
    await screen._dispatch_message(ExportScreen.Checked(READY, ()))
    screen._dispatch_message(ExportScreen.Written(Path("报告.docx"), draft=False)).close()


async def _findings(screen: FindingsScreen) -> None:
    screen.action_choose()
    screen.action_reason()


async def _last_year(screen: LastYearScreen) -> None:
    screen.action_mark()


async def _home(screen: HomeScreen) -> None:
    await screen._dispatch_message(HomeScreen.Listed((), (), "", ""))


async def _bin(screen: RecycleBinScreen) -> None:
    await screen._dispatch_message(RecycleBinScreen.Listed((), ""))
    screen.action_restore()


async def _input(answer_input: AnswerInput) -> None:
    answer_input.refuse("不行")
    answer_input.set_notice("")


CASES = (
    Case(ConversationScreen, at(LINE), _conversation),
    Case(QuestionCard, at(LINE), _card),
    Case(Outline, at(LINE), _outline),
    Case(LivePreview, at(LINE), _live),
    Case(ClosingCard, at(LINE), _closing),
    Case(LineInput, at(LINE), _input),
    Case(ParagraphInput, at("other.matters"), _input),
    Case(YesNoInput, at("overview.in_assessment"), _input),
    Case(ChoiceInput, at("overview.leader"), _input),
    Case(ChoicesInput, at("overview.proactive_more"), _input),
    Case(ListInput, at("overview.review_systems"), _input),
    Case(EntryEditor, at("overview.review_systems")),
    Case(TableInput, at("disclosure"), _input),
    Case(PastePreview, at("disclosure")),
    Case(UnlockPrompt, at("disclosure")),
    Case(RequestsInput, at("requests"), _input),
    Case(CaseEditor, at("requests")),
    Case(Chooser, at("requests")),
    Case(RegisterReader, at("requests")),
    Case(PreviewScreen, pushed(lambda: PreviewScreen(session(), Path())), _preview),
    Case(Page, pushed(lambda: PreviewScreen(session(), Path())), _page),
    Case(ExportScreen, pushed(lambda: ExportScreen(session(), Path(), lambda: None)), _export),
    Case(SaveCopyScreen, pushed(lambda: SaveCopyScreen(sample(), Path()))),
    Case(FindingsScreen, pushed(lambda: FindingsScreen("报告", [FINDING], READY.document, session())), _findings),
    Case(ReasonScreen, pushed(lambda: ReasonScreen(session(), FINDING))),
    Case(FilePrompt, pushed(lambda: FilePrompt("check", Path(), (".docx",)))),
    Case(PathBox, pushed(lambda: FilePrompt("check", Path(), (".docx",))), _path),
    Case(JumpScreen, pushed(lambda: JumpScreen(session().interview))),
    Case(SearchList, pushed(lambda: JumpScreen(session().interview)), _search),
    Case(CommandsScreen, pushed(lambda: CommandsScreen(("help",)))),
    Case(HelpScreen, pushed(lambda: HelpScreen(session().interview, session().question))),
    Case(LastYearScreen, pushed(lambda: LastYearScreen(session().section("overview"), [OFFER], {})), _last_year),
    Case(ChoiceScreen, pushed(lambda: ChoiceScreen("标题", ["说明"], {"go": "走"})), _choice),
    Case(MessageScreen, pushed(lambda: MessageScreen("标题", "说明"))),
    Case(SayScreen, pushed(lambda: SayScreen(lambda text: None, "什么"))),
    Case(ToldScreen, pushed(lambda: ToldScreen(Telling(session(), "网站26条")))),
    Case(TickScreen, pushed(lambda: TickScreen("哪些？", "勾选", [Row("甲"), Row("乙")]))),
    Case(PasteScreen, pushed(PasteScreen)),
    Case(CollectionFileScreen, pushed(lambda: CollectionFileScreen(sample(), SCRIPT, Path()))),
    Case(SignOffScreen, pushed(lambda: SignOffScreen(session()))),
    Case(ProposalsScreen, pushed(lambda: ProposalsScreen(proposals(sample())))),
    Case(CoachScreen, pushed(lambda: CoachScreen(lacking(session().interview)))),
    Case(ConfirmScreen, pushed(lambda: ConfirmScreen("好吗？", "Y", "N"))),
    Case(EditParagraph, pushed(lambda: EditParagraph("甲", "乙", ClerkText(), "overview.lead", "丙")), _edit),
    Case(OpeningScreen, pushed(lambda: OpeningScreen(FirstQuestion("单位", "哪个单位？", "甲镇"), lambda: None))),
    Case(HomeScreen, pushed(lambda: HomeScreen(DraftStore(), Path(), date.today(), lambda _: None)), _home),
    Case(FolderPrompt, pushed(lambda: FolderPrompt("county", Path()))),
    Case(CountyReading, pushed(lambda: CountyReading(TASK))),
    Case(CountyScreen, pushed(lambda: CountyScreen(county(), DraftStore(), Path(), TODAY))),
    Case(UnitScreen, pushed(lambda: UnitScreen(county(), READY.document.agency, TODAY))),
    Case(SumScreen, pushed(lambda: SumScreen(county()))),
    Case(ReportScreen, pushed(lambda: ReportScreen("报告", READY.document))),
    Case(DismissalScreen, pushed(lambda: DismissalScreen("合计不等"))),
    Case(LettersScreen, pushed(lambda: LettersScreen(3, Path(), TODAY))),
    Case(WorkbookScreen, pushed(lambda: WorkbookScreen("汇总", Path(), lambda path: None))),
    Case(DraftChoice, pushed(lambda: DraftChoice((), 3))),
    Case(TextScreen, pushed(lambda: TextScreen("退回函", "请改。"))),
    Case(RecycleBinScreen, pushed(lambda: RecycleBinScreen(RecycleBin(DraftStore()))), _bin),
)


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(assistant.tui.__path__, "assistant.tui."):
        yield importlib.import_module(found.name)


def composing_classes() -> set[type[Widget]]:
    """The classes of the room that compose children and have no subclass that does so in their place."""
    known = {
        found
        for module in modules()
        for found in vars(module).values()
        if inspect.isclass(found) and issubclass(found, Widget) and found.__module__.startswith("assistant.tui")
    }
    composing = {
        found
        for found in known
        if any("compose" in vars(base) for base in found.__mro__ if "assistant" in base.__module__)
    }
    return {
        found for found in composing if not any(other is not found and issubclass(other, found) for other in composing)
    }


def test_no_part_is_looked_up_among_children() -> None:
    """A look-up fails while the children are not there yet and when they are gone: parts are held instead."""
    found = [
        f"{path.name}:{node.lineno} {node.attr}"
        for path in sorted(Path(assistant.tui.__path__[0]).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in _LOOK_UPS
    ]
    assert found == []


def test_every_class_with_children_is_among_the_cases() -> None:
    missing = composing_classes() - {case.kind for case in CASES}
    assert not missing


async def touched(node: Widget) -> None:
    """Everything that Textual, the application or another part may ask of a widget at any moment."""
    for event in (events.Resize(Size(80, 24), Size(80, 24)), events.Show(), events.Blur(), events.Focus()):
        await node._dispatch_message(event)
    node.focus()
    node.get_content_height(Size(80, 24), Size(80, 24), 80)
    node.render_lines(Region(0, 0, 80, 5))
    for bindings in node._bindings.key_to_bindings.values():
        for binding in bindings:
            node.check_action(binding.action.partition("(")[0], ())
    for base in type(node).__mro__:
        if base.__module__.startswith("assistant."):
            for name, what in vars(base).items():
                if isinstance(what, property) and not name.startswith("_"):
                    getattr(node, name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind.__name__)
async def test_nothing_goes_wrong_before_the_children_are_there(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, released = asyncio.Event(), asyncio.Event()
    held: list[Widget] = []
    compose = Widget._compose

    async def hold(node: Widget) -> None:
        if type(node) is case.kind and not held:
            held.append(node)
            reached.set()
            await released.wait()
        await compose(node)

    app = NianbaoApp(DraftStore(), None, date(2025, 1, 6), Path())
    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(Widget, "_compose", hold)
        try:
            async with asyncio.timeout(_PATIENCE):
                case.begin(app)
                await reached.wait()
                (node,) = held
                assert not node.is_mounted and not node.children
                with node._context():
                    await touched(node)
                    if case.calls is not None:
                        await case.calls(node)
        finally:
            released.set()
        await node._mounted_event.wait()
        while not all(worker.is_finished for worker in app.workers):
            await pilot.pause()
        await pilot.pause()
        with node._context():
            await touched(node)


async def test_a_card_asked_before_it_is_composed_shows_the_last_question(monkeypatch: pytest.MonkeyPatch) -> None:
    released, compose = asyncio.Event(), Widget._compose
    reached: asyncio.Queue[QuestionCard] = asyncio.Queue()

    async def hold(node: Widget) -> None:
        if isinstance(node, QuestionCard):
            reached.put_nowait(node)
            await released.wait()
        await compose(node)

    app = NianbaoApp(DraftStore(), None, date(2025, 1, 6), Path())
    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(Widget, "_compose", hold)
        screen = ConversationScreen(session(), Path())
        try:
            async with asyncio.timeout(_PATIENCE):
                app.push_screen(screen)
                card = await reached.get()
                await screen.show_question()
        finally:
            released.set()
        await card._mounted_event.wait()
        await pilot.pause()
        assert card.input is not None and card.input.is_attached and card.input.question.key == LINE
        assert [type(child) for child in card.children].count(type(card.input)) == 1
        assert app.focused is card.input.editor
