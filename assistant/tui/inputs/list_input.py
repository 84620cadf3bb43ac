"""The input for lists: what is written so far, ready entries to add, a place to write one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.files import visible
from assistant.interview import Question, Raw
from assistant.interview.messages import shorten
from assistant.session.entries import Entries, Entry
from assistant.texts import INPUTS
from assistant.tui.inputs.base import AnswerInput, InputContext
from assistant.tui.inputs.lines import PASTE_LIMIT, Line, cleaned, too_much
from assistant.tui.inputs.rows import Row, Rows, plain_key


class EntryEditor(Widget):
    """Enter goes to the next field and, on the last one, ends the entry; Esc puts it aside."""

    DEFAULT_CSS = """
    EntryEditor {
        height: auto;
        layout: vertical;
        background: $surface;
        padding: 0 1;
        .which { color: $text-primary; text-style: bold; }
        .note { color: $quiet; }
        .field { color: $foreground 80%; }
        Line { padding: 0 1; background: $panel; &:focus { background-tint: $foreground 8%; } }
    }
    """

    class Finished(Message):
        """The entry is written."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class PutAside(Message):
        """The clerk left with Esc."""

    class Changed(Message):
        """A field changed or another one has the keyboard."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._asks = {field.key: field.ask for field in question.fields} or {"": ""}
        examples = {field.key: field.example for field in question.fields} or {"": question.example}
        self._lines = {
            key: Line(
                self._asks[key] or question.title,
                hint_text=INPUTS.say("placeholder.example", example=text) if text else "",
            )
            for key, text in examples.items()
        }
        self._start = 0
        self._which = Static("", classes="which", markup=False)
        self._note = Static("", classes="note", markup=False)

    def compose(self) -> ComposeResult:
        yield self._which
        for number, (key, line) in enumerate(self._lines.items()):
            if self._asks[key]:
                yield Static(visible(self._asks[key]), classes="field", markup=False)
            yield line
            if number == 0:
                yield self._note

    # -- content -------------------------------------------------------------------------------
    @property
    def entry(self) -> Entry:
        return {key: line.value.strip() for key, line in self._lines.items()}

    def load(self, entry: Entry, which: str, note: str = "", at_gap: bool = False) -> None:
        """Show ``entry`` under the heading ``which``, with a note to it where there is one.

        :param at_gap: start in the first empty field rather than in the first.
        """
        empty = (place for place, key in enumerate(self._lines) if not entry.get(key, "").strip())
        self._start = next(empty, 0) if at_gap else 0
        self._which.update(which)
        self._note.update(visible(note))
        self._note.display = bool(note)
        for key, line in self._lines.items():
            line.set_text(entry.get(key, ""))

    # -- where the keyboard is -----------------------------------------------------------------
    @property
    def line(self) -> Line:
        """The field that has the keyboard, else the one to start with."""
        return next((line for line in self._fields if line.has_focus), self._fields[self._start])

    @property
    def _fields(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    @property
    def hint(self) -> str:
        if len(self._fields) == 1:
            return INPUTS.say("hint.entry_only")
        return INPUTS.say("hint.entry_last" if self.line is self._fields[-1] else "hint.entry_next")

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.post_message(self.PutAside())
        elif event.key in ("up", "down"):
            event.stop()
            self._step(-1 if event.key == "up" else 1)

    def _step(self, by: int) -> bool:
        """Go to the field above or below; False when there is none."""
        at = self._fields.index(self.line) + by
        if not 0 <= at < len(self._fields):
            return False
        self._fields[at].focus()
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.post_message(self.Changed())

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._step(1):
            self.post_message(self.Finished(self.entry))


OWN_KEY = "A"
ACCEPT_KEY = "Ctrl+S"


@dataclass(frozen=True)
class Place:
    """What a row stands for: the entry or ready entry of that number, the end, an own entry, a heading."""

    kind: Literal["entry", "done", "heading", "offer", "own"]
    number: int = 0


def list_rows(question: Question, entries: Entries, offers: Sequence[Entry]) -> tuple[tuple[Place, ...], list[Row]]:
    """The places of a list and their rows, in order. A ready entry that is in the list is not offered again."""
    found = [(Place("entry", number), _entry(question, number, item)) for number, item in enumerate(entries.items)]
    found.append((Place("done"), Row(INPUTS.say("label.done" if len(entries) else "label.done_empty"), ACCEPT_KEY)))
    rest = [(number, offer) for number, offer in enumerate(offers) if not entries.has(offer)]
    if rest:
        found.append((Place("heading"), Row(INPUTS.say("label.offers"), heading=True)))
    found += [(Place("offer", number), _offer(question, number, offer)) for number, offer in rest]
    found.append((Place("own"), Row(INPUTS.say("label.own_entry"), OWN_KEY)))
    return tuple(place for place, _ in found), [row for _, row in found]


def _entry(question: Question, number: int, entry: Entry) -> Row:
    mark = INPUTS.say("label.entry", number=number + 1)
    if not question.fields:
        return Row(entry[""], mark=mark)
    first, *rest = (
        INPUTS.say("label.part", ask=field.ask, value=entry[field.key] or INPUTS.say("label.part_empty"))
        for field in question.fields
    )
    return Row(first, mark=mark, more=tuple(rest))


def _offer(question: Question, number: int, offer: Entry) -> Row:
    """A ready entry on one line; its other fields are seen while it is pointed at."""
    key = str(number + 1) if number < 9 else ""
    if not question.fields:
        return Row(offer[""], key)
    rest = (
        INPUTS.say("label.part", ask=field.ask, value=offer[field.key])
        for field in question.fields[1:]
        if offer[field.key]
    )
    return Row(offer[question.fields[0].key], key, detail="；".join(rest))


class ListInput(AnswerInput):
    """Entries above, then the row that ends the question, then ready entries and one's own.

    Enter does what the pointed row says; everything else is a shortcut.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,ctrl+enter", "accept", show=False, priority=True)]
    DEFAULT_CSS = """
    ListInput {
        EntryEditor { display: none; }
        &.-writing EntryEditor { display: block; }
        &.-writing Rows { display: none; }
    }
    """

    def __init__(self, question: Question, ask_context: InputContext) -> None:
        super().__init__(question, ask_context)
        self._entries = Entries(question)
        self._offers = tuple(self._entries.entry(offer) for offer in question.offers)
        self._rows = Rows()
        self._entry_editor = EntryEditor(question)
        self._places: tuple[Place, ...] = ()
        self._writing: int | None = None
        self._aside: Entry = {}

    def compose_editor(self) -> ComposeResult:
        yield self._rows
        yield self._entry_editor

    @property
    def editor(self) -> Widget:
        return self._entry_editor.line if self.writing else self._rows

    @property
    def writing(self) -> bool:
        """Whether an entry is open."""
        return self.has_class("-writing")

    # -- content -------------------------------------------------------------------------------
    def begin(self) -> None:
        self.put(self.ask_context.default or [])

    def put(self, raw: Raw) -> None:
        self._entries.load(raw)
        nothing_to_do = len(self._entries) or self.ask_context.default is not None
        self._show("done" if nothing_to_do else "own")
        self._tell_gap()

    def content(self) -> Raw:
        """The entries, one that is being written in its place."""
        items = list(self._entries.items)
        if self.writing and any(self._entry_editor.entry.values()):
            place = len(items) if self._writing is None else self._writing
            items[place : place + 1] = [self._entry_editor.entry]
        return self._entries.raw(items)

    def refuse(self, message: str) -> None:
        super().refuse(message)
        gap = self._entries.incomplete()
        if gap is not None and not self.writing:
            self._show("entry", gap)

    def _tell_gap(self) -> bool:
        """Open the first entry that lacks a part, as last year's problems lack their outcome; whether there is one."""
        gap = self._entries.incomplete()
        if gap is not None:
            self.write(gap, at_gap=True)
        return gap is not None

    # -- what the rows do ----------------------------------------------------------------------
    def action_accept(self) -> None:
        if self.writing:
            self._finish(self._entry_editor.entry)
        self.submit(self._entries.raw())

    def enter(self) -> None:
        """Do what the pointed row says."""
        place = self._place
        if place.kind == "done":
            self.action_accept()
        elif place.kind == "entry":
            self.write(place.number)
        elif place.kind == "offer":
            self._add_offer(place.number)
        else:
            self.write(None)

    def write(self, index: int | None, first: str = "", at_gap: bool = False) -> None:
        """Open the entry at ``index``, or a new one (None), which starts with ``first`` or what was put aside."""
        self._writing = index
        if index is None:
            aside = {**self._aside}
            if first:
                aside = {**aside, self._entries.keys[0]: aside.get(self._entries.keys[0], "") + first}
            self._entry_editor.load(aside, INPUTS.say("label.entry_new", number=len(self._entries) + 1))
        else:
            entry = self._entries[index]
            which = INPUTS.say(
                "label.entry_gap" if at_gap else "label.entry_of", number=index + 1, count=len(self._entries)
            )
            note = self.ask_context.notes.get(entry[self._entries.keys[0]], "")
            self._entry_editor.load(entry, which, note, at_gap)
        self.add_class("-writing")
        self._set_hint()
        self.set_notice("")
        self.focus()

    def _close(self, kind: Literal["entry", "done"], number: int = 0) -> None:
        self.remove_class("-writing")
        self._show(kind, number)
        self.focus()
        self.changed()

    def _finish(self, entry: Entry) -> None:
        new = self._writing is None
        was_gap = self._writing is not None and not all(self._entries[self._writing].values())
        at = self._entries.put(self._writing, entry)
        if new:
            self._aside = {}
        self._close("done" if new or (was_gap and all(entry.values())) else "entry", at)
        if all(entry.values()):
            self._tell_gap()

    def _add_offer(self, number: int) -> None:
        self._entries.put(None, dict(self._offers[number]))
        rest = [place for place in range(len(self._offers)) if not self._entries.has(self._offers[place])]
        following = next((place for place in rest if place > number), rest[-1] if rest else None)
        if following is not None:
            self._show("offer", following)
        else:
            self._show("done")
        self.changed()
        self._tell_gap()

    # -- keys ----------------------------------------------------------------------------------
    def on_key(self, event: events.Key) -> None:
        if self.writing:
            if event.is_printable and event.character:
                # Sent to the rows before the line had the keyboard: the rest of what an input method committed.
                event.stop()
                self._entry_editor.line.add(event.character)
        elif self._key_on_rows(event):
            event.stop()

    def _key_on_rows(self, event: events.Key) -> bool:
        actions = {
            "enter": self.enter, "delete": self._remove, "backspace": self._remove, "d": self._remove,
            "shift+up": self._up, "alt+up": self._up, "k": self._up,
            "shift+down": self._down, "alt+down": self._down, "j": self._down,
            "z": self._bring_back,
        }  # fmt: skip
        action = actions.get(event.key.lower() if len(event.key) == 1 else event.key)
        if action is not None:
            action()
            return True
        if not event.is_printable or not event.character:
            return False
        if plain_key(event.character) == plain_key(OWN_KEY):
            self.write(None)
        elif not self._rows.moved_by(event.character) and not event.character.isascii():
            self.write(None, event.character)
        return True

    def _remove(self) -> None:
        if self._place.kind == "entry":
            removed = self._entries.remove(self._place.number)
            self._show("entry", self._place.number)
            self.changed()
            self.set_notice(INPUTS.say("notice.removed", text=shorten(removed[self._entries.keys[0]])))

    def _bring_back(self) -> None:
        at = self._entries.bring_back()
        if at is not None:
            self._show("entry", at)
            self.changed()
            self.set_notice(INPUTS.say("notice.restored", text=shorten(self._entries[at][self._entries.keys[0]])))

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self._place.kind == "entry":
            self._show("entry", self._entries.move(self._place.number, by))
            self.changed()

    # -- messages ------------------------------------------------------------------------------
    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if len(event.text) > PASTE_LIMIT:
            self.set_notice(too_much(self.question.title, len(event.text)), refused=True)
            return
        pasted = self._entries.from_lines(cleaned(event.text).text)
        for entry in pasted:
            self._entries.put(None, entry)
        self._show("done")
        self.changed()
        if pasted:
            self.set_notice(INPUTS.say("notice.pasted_entries", count=len(pasted)))

    def on_rows_clicked(self, event: Rows.Clicked) -> None:
        event.stop()
        self.enter()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._set_hint()

    def on_entry_editor_changed(self, event: EntryEditor.Changed) -> None:
        event.stop()
        self._set_hint()
        self.changed()

    def on_entry_editor_finished(self, event: EntryEditor.Finished) -> None:
        event.stop()
        self._finish(event.entry)

    def on_entry_editor_put_aside(self, event: EntryEditor.PutAside) -> None:
        event.stop()
        written = self._entry_editor.entry
        new = self._writing is None
        self._aside = written if new else self._aside
        self._close("done" if new else "entry", self._writing or 0)
        if new and any(written.values()):
            self.set_notice(INPUTS.say("notice.put_aside"))

    def on_line_notice(self, event: Line.Notice) -> None:
        event.stop()
        self.call_later(self.set_notice, event.text, event.refused)

    # -- rows ----------------------------------------------------------------------------------
    @property
    def _place(self) -> Place:
        return self._places[self._rows.index]

    def _show(self, kind: str, number: int = 0) -> None:
        """Lay the rows out anew, the pointer on the place called so, or the nearest one."""
        self._places, rows = list_rows(self.question, self._entries, self._offers)
        same = [index for index, place in enumerate(self._places) if place.kind == kind]
        exact = [index for index in same if self._places[index].number >= number]
        done = next(index for index, place in enumerate(self._places) if place.kind == "done")
        self._rows.show(rows, exact[0] if exact else same[-1] if same else done)
        self._set_hint()

    def _set_hint(self) -> None:
        if self.writing:
            self.hint = self._entry_editor.hint
        elif self._place.kind == "done" and self._offers:
            self.hint = INPUTS.say("hint.list_done_offers")
        else:
            self.hint = INPUTS.say(f"hint.list_{self._place.kind}")
