"""A page saved as one file (.mht): the HTML part taken out. Source: RFC 2557."""

from __future__ import annotations

import email.errors
import email.message
import email.parser
import email.policy

_MAX_PARTS = 500
"""Parts of a saved page: its pictures and styles; more would make the parser nest and crawl."""


def html_part(data: bytes) -> bytes:
    """The page itself, b"" when the file holds none."""
    if data.lower().count(b"boundary") > _MAX_PARTS:
        return b""
    message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
    parts = message.get_payload() if message.is_multipart() else [message]
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, email.message.Message) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else b""
    return b""
