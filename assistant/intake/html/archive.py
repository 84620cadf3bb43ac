"""A page saved as one file (.mht): its HTML parts taken out. Source: RFC 2557."""

from __future__ import annotations

import email.errors
import email.message
import email.parser
import email.policy
from collections.abc import Iterator

_MAX_PARTS = 500
"""Parts of a saved page: its pictures and styles; more would make the parser nest and crawl."""

_MAX_PAGES = 12
"""HTML parts: the page itself and what stands in its frames."""


def html_parts(data: bytes) -> list[bytes]:
    """The page itself and the pages in its frames; none when the file holds no page."""
    if data.lower().count(b"boundary") > _MAX_PARTS:
        return []
    message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
    return list(_pages(message))[:_MAX_PAGES]


def _pages(message: email.message.Message) -> Iterator[bytes]:
    parts = message.get_payload() if message.is_multipart() else [message]
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, email.message.Message) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload
