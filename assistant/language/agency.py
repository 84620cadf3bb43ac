"""The name of an agency and the parts that it is made of."""

from __future__ import annotations

from assistant.language.words import pattern


def agency_parts(agency: str) -> list[str]:
    """The name cut behind each place in it and before the office: 临江县, 清河镇, 人民政府. Joined: the name."""
    return pattern("agency.parts").split(agency)
