"""How Chinese joins words: lists, numbered clauses, titles. These are the filters of the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assistant.composing.typed import Typed, mark, unmark
from assistant.composing.values import Pending
from assistant.document import print_number

_TENTH, _WHOLE = Decimal("0.1"), Decimal(100)
_DIGITS = "零一二三四五六七八九"
_HAS_LINK = re.compile("[和与及、，]")
_HAS_STOP = re.compile("[；。！？]")
_NO_OBJECT = re.compile("[，；。：]|^(?:对|针对|关于|在|因|由于)")
_HAS_QUOTE = re.compile("[“”‘’]")
_COLUMN, _NAMES_COLUMN = re.compile("栏目"), re.compile("(?:栏|专题|专区|板块)[”』》]?$")
"""A noun of a tail, and how a word ends that says as much itself: 惠民政策专栏 is no 专栏栏目."""
_REST = re.compile("其[他它余]")
"""How what is none of the other parts is called (其他渠道): whatever the order, it stands at the end."""


def listed(items: Iterable[object], tail: str = "") -> str:
    """Words as a Chinese list: ``甲、乙和丙``; with a tail ``甲、乙等领域``, ``甲领域`` for a single one.

    其他 is the last. Titles in 《》 stand side by side without 、 (GB/T 15834). Where an item already holds a 和 or a
    、, the last joint is 、 too. A tail that the last item already ends with is not said twice.
    """
    texts = sorted(_texts(items), key=_is_rest)
    plain = [unmark(text) for text in texts]
    titles = all(text.startswith("《") and text.endswith("》") for text in plain)
    joint = "" if titles else "、"
    several = len(texts) > 1
    if tail.startswith("等") or not several or (not titles and any(_HAS_LINK.search(text) for text in plain)):
        whole = joint.join(texts)
    else:
        whole = f"{joint.join(texts[:-1])}和{texts[-1]}"
    return whole + _tail(tail, plain[-1] if plain else "", several)


def _tail(tail: str, last: str, several: bool) -> str:
    noun = tail.removeprefix("等")
    says_itself = not several and _COLUMN.fullmatch(noun) and _NAMES_COLUMN.search(last)
    if noun and (last.endswith(noun) or says_itself):
        return ""
    if tail != noun and (last.endswith("等") or not several):
        return noun
    return tail


def numbered(items: Iterable[object]) -> str:
    """Clauses as ``一是甲；二是乙``; a single one without number. No mark at the end.

    Where a clause holds a full stop or semicolon itself, the clauses are parted by full stops.
    """
    return numbered_marked(_texts(items))


def numbered_marked(texts: Sequence[str]) -> str:
    """The same of clauses that are marked text already."""
    if len(texts) < 2:
        return "".join(texts)
    joint = "。" if any(_HAS_STOP.search(text) for text in texts) else "；"
    return joint.join(f"{chinese_number(place)}是{text}" for place, text in enumerate(texts, start=1))


def chinese_number(value: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十二, 六十."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def in_words(count: object) -> object:
    """A number of things in Chinese: 三, 十二, but 两 for two."""
    if not isinstance(count, int):
        return count
    return "两" if count == 2 else chinese_number(count)


def titled(items: Iterable[object]) -> list[str]:
    """Names of documents in 《》, those that have them left alone."""
    return [text if "《" in text or isinstance(items, Pending) else f"《{text}》" for text in _texts(items)]


def concerning(problems: Iterable[object]) -> list[str]:
    """Problems as objects of 针对 or 关于: ``更新不够及时的问题``.

    All in quotes when one of them would not read as an object otherwise: it has pauses, or begins
    with a preposition of its own (针对对…).
    """
    texts = [str(problem) for problem in problems]
    plain = [unmark(text) for text in texts]
    if any(_NO_OBJECT.search(text) for text in plain) and not any(_HAS_QUOTE.search(text) for text in plain):
        return [f"“{text}”的问题" for text in texts]
    return [text if bare.endswith("问题") else f"{text}的问题" for text, bare in zip(texts, plain, strict=True)]


def paired(entries: Iterable[Any], preposition: str) -> str:
    """Last year's problems with what became of them: ``一是关于甲的问题，已经解决；二是…``."""
    known = list(entries)
    subjects = concerning(entry.problem for entry in known)
    return numbered_marked(
        [f"{preposition}{subject}，{entry.outcome}" for subject, entry in zip(subjects, known, strict=True)]
    )


def counted(parts: Iterable[Any], unit: str = "件", verb: str = "", name: str = "name") -> str:
    """Named counts as ``予以公开3件、部分公开1件``; ``verb`` stands between name and number. 其他 is the last.

    :param name: what holds the name of a part (``kind`` of an entry of a list).
    """
    return "、".join(f"{_member(part, name)}{verb}{_member(part, 'count')}{unit}" for part in _rest_last(parts, name))


def shared(parts: Iterable[Any], of: object, only: Iterable[object] = (), name: str = "name") -> str:
    """Named counts of applications with their shares of a whole: ``予以公开3件（占75%）、部分公开1件（占25%）``.

    :param only: the names of those whose share is said; all when ().
    """
    wanted = {unmark(str(each)) for each in only} if not isinstance(only, Pending) else set()
    return "、".join(
        f"{_member(part, name)}{_member(part, 'count')}件"
        + (_share(_member(part, "count"), of) if not wanted or unmark(str(_member(part, name))) in wanted else "")
        for part in _rest_last(parts, name)
    )


def _share(count: object, of: object) -> str:
    """A share in percent, rounded to one decimal; nothing where that would be 0, and 100 only for the whole."""
    if not isinstance(count, int) or not isinstance(of, int) or not of:
        return ""
    percent = (Decimal(100 * count) / of).quantize(_TENTH, ROUND_HALF_UP)
    if percent == _WHOLE and count < of:
        percent -= _TENTH
    return f"（占{print_number(percent)}%）" if percent else ""


def bracketed(parts: Iterable[Any], unit: str = "件", name: str = "name") -> str:
    """Named counts as ``工作动态（31条）、通知公告（16条）和财政信息（11条）``. 其他 is the last."""
    texts = [f"{_member(part, name)}（{_member(part, 'count')}{unit}）" for part in _rest_last(parts, name)]
    return "和".join(["、".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def parted(parts: Iterable[Any], unit: str = "件", name: str = "name") -> str:
    """Named counts with the number first: ``31条为工作动态、16条为通知公告``. 其他 is the last."""
    return "、".join(f"{_member(part, 'count')}{unit}为{_member(part, name)}" for part in _rest_last(parts, name))


def largest(parts: Iterable[Any], name: str = "name") -> list[Any]:
    """Named counts with the largest first, 其他 at the end however many it has; those alike stay in their order."""
    by_count = sorted(parts, key=lambda part: _member(part, "count"), reverse=True)
    return _rest_last(by_count, name)


def leads(parts: Iterable[Any]) -> bool:
    """Test ``is led``: whether the first of several named counts is more than each of the others."""
    first, *others = (_member(part, "count") for part in parts)
    return all(first > other for other in others)


def _rest_last(parts: Iterable[Any], name: str) -> list[Any]:
    return sorted(parts, key=lambda part: _is_rest(_member(part, name)))


def _is_rest(name: object) -> bool:
    return not isinstance(name, Pending) and _REST.match(unmark(str(name))) is not None


def _member(part: Any, name: str) -> Any:
    return part[name] if isinstance(part, dict) else getattr(part, name)


def at_most(items: Iterable[Any], count: int = 4) -> list[Any]:
    """The first few of a list: more than four parts make no sentence that is read."""
    return list(items)[:count]


def yuan(amount: object) -> object:
    """An amount of money as it is written on a receipt: 1600, 8600.50."""
    if not isinstance(amount, Decimal):
        return amount
    return print_number(amount) if amount == amount.to_integral_value() else f"{amount:.2f}"


def plain(value: object) -> str:
    """A typed text without its marks, to be compared; "" for none."""
    return "" if value is None else unmark(str(value))


def total(counts: Iterable[object], label: str = "") -> object:
    """The sum of those counts that apply; Pending while one of them is, as ``label`` where there are others."""
    applying = [count for count in counts if isinstance(count, int | Pending)]
    waiting = next((count for count in applying if isinstance(count, Pending)), None)
    if waiting is not None:
        return waiting.sum(label) if len(applying) > 1 else waiting
    return sum(count for count in applying if isinstance(count, int))


def pending(value: object) -> bool:
    """Test ``is pending``: whether the answer is still to come."""
    return isinstance(value, Pending) and bool(value)


def show(value: object) -> object:
    """How a template prints a value; refuses those that are no words and no figures.

    :raises TypeError: an answer that does not apply (None) or a yes/no: the template lacks a condition.
    """
    if value is None or isinstance(value, bool):
        raise TypeError(f"{value} cannot be printed")
    if isinstance(value, Decimal):
        return print_number(value)
    return value


def _texts(items: Iterable[object]) -> list[str]:
    """The items as marked text, each once, empty ones left out."""
    texts = (str(item) if isinstance(item, Typed | Pending) else str(item).strip() for item in items)
    return [text for text in dict.fromkeys(texts) if text and text != mark("")]
