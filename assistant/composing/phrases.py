"""The phrase book of one paragraph as data: its sentences with their facts, and the orders they may stand in.

Read from ``templates/<section>/<name>.toml``. A sentence prints only when all that it needs is given; a plan
orders the sentences and sets the marks between them.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import DataFileError
from assistant.texts import DATA_FILES

REST = "*"
"""In a plan: every sentence that the plan does not name, in the order of the book."""
LEAD_MARK = "："
"""In a numbered plan: what stands before this mark leads up to the points."""
_SLOT = re.compile(r"(\*|[a-z][a-z0-9_]*\??)([，；：。])")
_POINTS = range(3, 6)
"""How many points a numbered plan may have."""
_IN_A_ROW = 3
"""Unnamed sentences that commas join before a full stop."""
_STRENGTH = "，；。"


@dataclass(frozen=True)
class Place:
    """One place of a plan: the sentence (or :data:`REST`) and the mark behind it."""

    slot: str
    mark: str
    optional: bool = False


class Sentence(BaseModel):
    """A sentence: its key, the expressions that must hold, its wordings without a mark at the end.

    Of several sentences with the same ``slot`` the first prints whose needs are met. ``apart``:
    no comma joins it to its neighbours. ``spare``: it tells no answer, so that only plans that name it
    print it. ``covers``: the slots of which it says everything in one sentence; only plans that name it print it,
    and then in their stead. ``follows``: the slots on which its words rest, the likeliest first; it stands behind
    the first of them that is said, and nowhere without them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    slot: str = ""
    needs: tuple[str, ...] = ()
    wordings: tuple[str, ...] = Field(min_length=1)
    apart: bool = False
    spare: bool = False
    covers: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()

    @property
    def only_named(self) -> bool:
        """Whether it prints only where a plan names it."""
        return self.spare or bool(self.covers)

    @property
    def place(self) -> str:
        """The slot in which it stands in a plan."""
        return self.slot or self.key


class Plan(BaseModel):
    """An order of the sentences with the marks between them.

    ``name`` tells the clerk what it is. ``order`` is written as ``total，kinds。*；``: a slot and the mark
    behind it; ``?`` after a slot lets the plan be used without it, ``*`` stands for all others.
    ``numbered``: the parts between ``；`` are 一是…；二是…, what stands before ``：`` leads up to them. ``lead`` are
    words that lead up to the points instead; they say who and when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    order: str
    numbered: bool = False
    lead: str = ""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The order, place by place; all other sentences stand at the end where it does not say."""
        found = [
            Place(match[1].rstrip("?"), match[2], match[1].endswith("?") or match[1] == REST)
            for match in _SLOT.finditer(self.order)
        ]
        if all(place.slot != REST for place in found):
            found.append(Place(REST, "；" if self.numbered else "。", True))
        return tuple(found)

    @model_validator(mode="after")
    def _is_an_order(self) -> Self:
        if _SLOT.sub("", self.order):
            raise ValueError(DATA_FILES.say("phrases.no_order", order=self.order))
        if self.numbered and not self.lead and LEAD_MARK not in self.order:
            raise ValueError(DATA_FILES.say("phrases.no_lead", name=self.name))
        return self


class Phrases(BaseModel):
    """All that one paragraph may say.

    ``openings`` say who and when, once in a paragraph, where a wording has ``{{ subject }}``; ``define``
    names expressions that several sentences use.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    openings: tuple[str, ...] = Field(default=("",), min_length=1)
    define: dict[str, str] = {}
    plan: tuple[Plan, ...] = Field(min_length=1)
    sentence: tuple[Sentence, ...] = Field(min_length=1)

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The slots in the order of the book."""
        return tuple(dict.fromkeys(sentence.place for sentence in self.sentence))

    @cached_property
    def covers(self) -> dict[str, frozenset[str]]:
        """What the slots that say several things in one sentence say, by slot."""
        return {sentence.place: frozenset(sentence.covers) for sentence in self.sentence if sentence.covers}

    @cached_property
    def follows(self) -> dict[str, tuple[str, ...]]:
        """On what the slots rest whose words say nothing by themselves, by slot."""
        return {sentence.place: sentence.follows for sentence in self.sentence if sentence.follows}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        keys = Counter(sentence.key for sentence in self.sentence)
        for key, times in keys.items():
            if times > 1:
                raise ValueError(DATA_FILES.say("phrases.twice", key=key))
        for sentence in self.sentence:
            self._names_slots(sentence)
        for plan in self.plan:
            named = Counter(place.slot for place in plan.places)
            for slot, times in named.items():
                if slot != REST and slot not in self.slots:
                    raise ValueError(DATA_FILES.say("phrases.no_slot", name=plan.name, slot=slot))
                if times > 1:
                    raise ValueError(DATA_FILES.say("phrases.slot_twice", name=plan.name, slot=slot))
        return self

    def _names_slots(self, sentence: Sentence) -> None:
        """Hold what a sentence covers and follows against the slots; one slot covers and follows the same."""
        for slot in (*sentence.covers, *sentence.follows):
            if slot not in self.slots:
                raise ValueError(DATA_FILES.say("phrases.no_slot_beside", key=sentence.key, slot=slot))
        covers = self.covers.get(sentence.place, frozenset())
        if frozenset(sentence.covers) != covers or sentence.follows != self.follows.get(sentence.place, ()):
            raise ValueError(DATA_FILES.say("phrases.unlike", key=sentence.key, slot=sentence.place))

    def supported(self, said: frozenset[str]) -> frozenset[str]:
        """The slots of ``said`` without those that rest on something that is not said."""
        return frozenset(
            slot for slot in said if slot not in self.follows or any(other in said for other in self.follows[slot])
        )

    def eligible(self, said: frozenset[str]) -> tuple[int, ...]:
        """The plans (by number, from 0) that fit the slots that have something to say; all when none fits."""
        fitting = tuple(number for number, plan in enumerate(self.plan) if self._fits(plan, said))
        return fitting or tuple(range(len(self.plan)))

    def _fits(self, plan: Plan, said: frozenset[str]) -> bool:
        if not all(place.optional or place.slot in said for place in plan.places):
            return False
        return not plan.numbered or self.is_numbered(plan, said)

    def is_numbered(self, plan: Plan, said: frozenset[str]) -> bool:
        """Whether a numbered plan has points enough to be numbered, and not too many."""
        return len(self.points(plan, said)) in _POINTS

    def order(self, plan: Plan, said: frozenset[str]) -> tuple[Place, ...]:
        """The places of a plan that have something to say, the unnamed ones put in, what rests on others behind them.

        The mark behind a place that says nothing goes to the one before it, where it is the stronger.
        """
        found: list[Place] = []
        for place in self._expanded(plan, said):
            if place.slot in said:
                found.append(place)
            elif found and _STRENGTH.find(place.mark) > _STRENGTH.find(found[-1].mark):
                found[-1] = replace(found[-1], mark=place.mark)
        named = {place.slot for place in plan.places}
        for slot in [place.slot for place in found if place.slot in self.follows]:
            self._put_behind(found, slot, as_named=slot in named)
        return tuple(found)

    def _put_behind(self, places: list[Place], slot: str, as_named: bool) -> None:
        """Move a slot behind the first of those that it rests on, joined by a comma.

        :param as_named: leave it where nothing but others of its sort is between, with the mark that the plan sets.
        """
        slots = [place.slot for place in places]
        at, rests_on = slots.index(slot), self.follows[slot]
        before = next((slots.index(other) for wanted in rests_on for other in slots if self._says(other, wanted)), None)
        if before is None:
            return
        if as_named and before < at and all(other in self.follows for other in slots[before + 1 : at]):
            return
        moved = places.pop(at)
        if at and _STRENGTH.find(moved.mark) > _STRENGTH.find(places[at - 1].mark):
            places[at - 1] = replace(places[at - 1], mark=moved.mark)
        before -= at < before
        mark = places[before].mark
        places[before] = replace(places[before], mark="，")
        places.insert(before + 1, replace(moved, mark=mark))

    def _says(self, slot: str, wanted: str) -> bool:
        return slot == wanted or wanted in self.covers.get(slot, ())

    def points(self, plan: Plan, said: frozenset[str]) -> list[tuple[str, ...]]:
        """The points of a numbered plan by their slots: what stands between its ``；``, the unnamed one by one."""
        found: list[tuple[str, ...]] = []
        current: list[str] = []
        places = self.order(plan, said)
        lead = next((number for number, place in enumerate(places) if place.mark == LEAD_MARK), -1)
        for place in places[lead + 1 :]:
            current.append(place.slot)
            if place.mark != "，":
                found.append(tuple(current))
                current = []
        return [*found, tuple(current)] if current else found

    def _expanded(self, plan: Plan, said: frozenset[str]) -> list[Place]:
        named = {place.slot for place in plan.places}
        unsaid = {sentence.place for sentence in self.sentence if sentence.only_named}
        covered = {slot for other in named & said for slot in self.covers.get(other, ())}
        apart = {place.slot: self._apart(place.slot, said, named) for place in plan.places if place.slot not in said}
        placed = {slot for slots in apart.values() for slot in slots}
        rest = [slot for slot in self.slots if slot in said and slot not in named | unsaid | covered | placed]
        found: list[Place] = []
        for place in plan.places:
            if place.slot != REST:
                found += [Place(slot, "。") for slot in apart.get(place.slot, ())]
                found.append(replace(place, slot="") if place.slot in covered else place)
                continue
            for number, slot in enumerate(rest, start=1):
                long = place.mark == "，" and number % _IN_A_ROW == 0
                found.append(Place(slot, "。" if long else place.mark))
        return found

    def _apart(self, slot: str, said: frozenset[str], named: set[str]) -> list[str]:
        """What stands in the place of a sentence that says several things and is not said: each of them by itself."""
        covers = self.covers.get(slot, frozenset())
        return [each for each in self.slots if each in covers & said and each not in named]

    def with_sentence(self, added: Sentence) -> Self:
        """A copy with a further sentence, which stands where a plan has room for those that it does not name.

        :raises ValidationError: it does not fit together with the others.
        """
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**parts, "sentence": (*self.sentence, added)})

    def with_wordings(self, added: dict[str, tuple[str, ...]]) -> Self:
        """A copy with further wordings, by the key of the sentence."""
        sentences = tuple(
            sentence.model_copy(update={"wordings": (*sentence.wordings, *added.get(sentence.key, ()))})
            for sentence in self.sentence
        )
        return self.model_copy(update={"sentence": sentences})


def read_phrases(text: str, file: str) -> Phrases:
    """The phrase book of a paragraph.

    :param file: how the file is called, for messages.
    :raises DataFileError: no TOML, or it does not fit together.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
        return Phrases.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"[{part}]" for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise DataFileError(*DATA_FILES.refusal("phrases.wrong", file=file, place=place, reason=reason)) from None
    except (ValueError, RecursionError) as error:
        raise DataFileError(*DATA_FILES.refusal("phrases.wrong", file=file, place="", reason=error)) from None
