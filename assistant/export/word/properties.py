"""The properties that a file manager shows: title, author, language, date. No program and no user is named."""

from __future__ import annotations

from datetime import date

from lxml import etree

from assistant.document import Document
from assistant.export.characters import printable
from assistant.standard import standard

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def core_properties(document: Document) -> etree._Element:
    """The core properties of a report. Its date is the day of signing, so that they do not change from run to run."""
    names = {"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS, "xsi": _INSTANCE}
    element = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    agency = printable(document.agency)
    _add(element, _DUBLIN, "title", printable(document.title))
    _add(element, _DUBLIN, "subject", standard().report_title)
    _add(element, _DUBLIN, "creator", agency)
    _add(element, _CORE, "lastModifiedBy", agency)
    _add(element, _DUBLIN, "language", "zh-CN")
    if document.signature.day:
        _add_day(element, "created", document.signature.day)
        _add_day(element, "modified", document.signature.day)
    return element


def _add(element: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(element, f"{{{namespace}}}{name}").text = text


def _add_day(element: etree._Element, name: str, day: date) -> None:
    moment = etree.SubElement(element, f"{{{_TERMS}}}{name}")
    moment.set(f"{{{_INSTANCE}}}type", "dcterms:W3CDTF")
    moment.text = f"{day.isoformat()}T00:00:00Z"
