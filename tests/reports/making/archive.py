"""A page saved with its parts (RFC 2557), with fixed boundaries so that it comes out the same every time."""

from __future__ import annotations

import base64
import quopri


def saved_page(page: str) -> bytes:
    """The page as a browser saves it, with one picture beside it."""
    body = quopri.encodestring(page.encode()).decode()
    picture = base64.b64encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").decode()
    return f"""From: <Saved by Blink>
Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----Boundary--1"

------Boundary--1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

{body}
------Boundary--1
Content-Type: image/gif
Content-Transfer-Encoding: base64

{picture}
------Boundary--1--
""".replace("\n", "\r\n").encode()
