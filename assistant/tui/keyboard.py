"""Keys take effect one after the other, and none while an answer is being put on disk.

Textual hands every key at once to the widget that has the focus at that moment, and priority
bindings even before that. When keys come faster than their effects, a letter would fall into the
input of the question before, and an accepting Ctrl+S overtake the text that it accepts.
"""

from __future__ import annotations

import gc
import unicodedata
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Generic

from textual import events
from textual.app import App, ReturnType
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

LOOK_EVERY = 1.0
"""Seconds between two looks whether there is time to tidy."""
_QUIET = 1.5
"""Seconds without a key after which the clerk is thinking."""
_MOST_KEYS = 200
"""Keys after which the memory is tidied though no pause came: who never rests would fill it."""
_YOUNG, _MIDDLE, _NEVER = 10_000, 10, 1_000_000
"""The thresholds of the generations: one short collection or none for an answer, and never the full one."""
_USUAL = (700, 10, 10)
"""Python's own."""


class IdleCollector:
    """Decides when the full garbage collection runs: never by itself, once in every pause that follows keys.

    Where no pause comes it runs every two hundred keys.

    Objects that exist at :meth:`begin` and at the first pause stay until the program ends and are not
    collected again (``gc.freeze``); later objects are never frozen, or they could not be freed.

    :param collect: runs a full collection.
    """

    def __init__(self, collect: Callable[[], object] = gc.collect, clock: Callable[[], float] = monotonic) -> None:
        self._collect = collect
        self._clock = clock
        self._last_key = clock()
        self._keys = 0
        self._settled = False

    def begin(self) -> None:
        """Turn off Python's own full collections, and exclude the objects that exist now.

        Collections may have been off before: little that is loaded ever goes, and looking for it makes the start slow.
        """
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        gc.enable()

    def end(self) -> None:
        """Restore Python's own thresholds and include all objects again."""
        gc.unfreeze()
        gc.set_threshold(*_USUAL)

    def busy(self) -> None:
        """Note that a key was pressed: the pause is measured from now."""
        self._last_key = self._clock()
        self._keys += 1

    def collect_when_idle(self) -> None:
        """Run a full collection if no key was pressed for long enough since the last one."""
        pause = self._clock() - self._last_key >= _QUIET
        if self._keys >= _MOST_KEYS or (self._keys and pause):
            self._keys = 0
            self._collect()
            if not self._settled:
                self._settled = True
                gc.freeze()


_PATIENCE = 2.0
"""Seconds after which a key is delivered although the one before is still being handled."""


@dataclass(frozen=True)
class _Way:
    """One key on its way from its widget up to the application; ``node`` has it now, ``again`` in the second pass."""

    app: SequentialKeysApp[Any]
    target: MessagePump
    turn: int
    node: MessagePump
    again: bool = False

    def arrive(self) -> None:
        """Called when ``node`` has handled all messages that were in its queue before."""
        self.app.after(self)


class SequentialKeysApp(App[ReturnType], Generic[ReturnType]):
    """An application that delivers a key only when everything caused by the one before has been handled."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[events.Key | events.Paste] = deque()
        self._kept: deque[events.Key | events.Paste] = deque()
        self._holder: Screen[object] | None = None
        self._shut = False
        self._queued: Callable[[events.Key | events.Paste], object] | None = None
        self._turn = 0
        self._resting = True
        self._rescue: Timer | None = None
        self.idle_collector: IdleCollector | None = None
        """Set before the application runs, where it has a process of its own."""

    def on_mount(self) -> None:
        if self.idle_collector is not None:
            self.set_interval(LOOK_EVERY, self.idle_collector.collect_when_idle)

    @property
    def at_rest(self) -> bool:
        """Whether all keys and their effects have been handled; work in threads does not count."""
        return self._resting and not self._keys and not self._kept

    def shut_keys(self, queued: Callable[[events.Key | events.Paste], object]) -> None:
        """Queue every key until :meth:`release_keys`; for the time before a screen can handle them.

        :param queued: called with each of them when it is queued.
        """
        self._shut, self._queued = True, queued

    def hold_keys(self) -> None:
        """Queue keys pressed on this screen until :meth:`release_keys`; a dialog over it still gets its keys."""
        self._holder = self.screen
        self._kept.extend(self._keys)
        self._keys.clear()

    def release_keys(self) -> None:
        """Deliver the queued keys, in their order, to the widget that has the focus then.

        Runs after the messages already queued in the application, among them the new input's request for the focus.
        """
        self.call_later(self._let_go)

    async def _let_go(self) -> None:
        self._holder, self._shut, self._queued = None, False, None
        self._keys.extendleft(reversed(self._kept))
        self._kept.clear()
        await self._next_key()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self.idle_collector is not None:
                self.idle_collector.busy()
            kept = self._shut or (self._holder is not None and self._holder is self.screen)
            (self._kept if kept else self._keys).append(event)
            if self._shut and self._queued is not None:
                self._queued(event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """A letter does the same when it is large (Caps Lock) or full-width, as input methods send it."""
        if await super()._check_bindings(key, priority):
            return True
        plain = unicodedata.normalize("NFKC", key).lower() if len(key) == 1 and key.isalpha() else key
        return plain != key and await super()._check_bindings(plain, priority)

    async def _next_key(self) -> None:
        if not self._keys:
            return
        if not self._resting:
            # Keys come fast: if the handling of one never ends, the timer still delivers the others.
            self._rescue = self._rescue or self.set_timer(_PATIENCE, self._come_to_rest)
            return
        self._resting = False
        self._turn += 1
        target = self.screen.focused or self.screen
        await super().on_event(self._keys.popleft())
        self._follow(target, _Way(self, target, self._turn, target))

    def _follow(self, node: MessagePump, way: _Way) -> None:
        """Wait until ``node`` has handled its queue; go on with its parent when it is closed."""
        # A message of our own: ``call_later`` makes a partial, whose signature Textual looks up each time anew.
        while not node.post_message(events.Callback(callback=replace(way, node=node).arrive)):
            if node is self or node._parent is None:  # what is closed takes no more messages
                self._come_to_rest()
                return
            node = node._parent

    def after(self, way: _Way) -> None:
        """Go on to the parent of the node that has handled its queue, or to a screen that the key opened."""
        node = way.node
        if way.turn != self._turn:
            return
        if node.message_queue_size:
            self._follow(node, way)
        elif node is self:
            self._at_the_top(way)
        elif node._parent is self and node is not self.screen:
            # The key opened another screen, which gets the next key once it is mounted.
            self._follow(self.screen, way)
        else:
            self._follow(node._parent or self, way)

    def _at_the_top(self, way: _Way) -> None:
        """Make a second pass: the application handles keys that no widget used, and widgets handle the effects."""
        if way.again:
            self._come_to_rest()
        else:
            self._follow(way.target, replace(way, again=True))

    def _come_to_rest(self) -> None:
        self._resting = True
        self._turn += 1
        if self._rescue is not None:
            self._rescue.stop()
            self._rescue = None
        self.call_later(self._next_key)
