"""When a draft was last written, as a clerk would say it."""

from __future__ import annotations

from datetime import datetime

from assistant.tui.words import say


def ago(moment: datetime, now: datetime) -> str:
    """今天 09:12, 昨天 17:30, 3天前, or the date when it is longer ago than a month."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return say("time.today", hour=moment.hour, minute=moment.minute)
    if days == 1:
        return say("time.yesterday", hour=moment.hour, minute=moment.minute)
    if days <= 30:
        return say("time.days", days=days)
    return say("time.day", year=moment.year, month=moment.month, day=moment.day)
