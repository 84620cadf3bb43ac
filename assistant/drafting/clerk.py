"""What the clerk decided about the wording: which phrasing of a paragraph, and paragraphs of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.report import printable

MAX_PARAGRAPH = 40_000


def one_paragraph(text: str) -> str:
    """The lines of a pasted paragraph run on: hard line breaks are the editor's, not the report's."""
    return printable("".join(line.strip() for line in text.replace("\t", " ").splitlines()))


ParagraphText = Annotated[str, StringConstraints(max_length=MAX_PARAGRAPH), AfterValidator(one_paragraph)]
WordingIndex = Annotated[int, Field(ge=0)]


class Edit(BaseModel):
    """A paragraph in the clerk's own words.

    ``text`` replaces the generated text (line breaks are run together; "" leaves the paragraph
    out); ``based_on`` is the generated text that it replaced.

    :raises ValidationError: more than 40,000 characters, or type ``control_character``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: ParagraphText
    based_on: ParagraphText


class ClerkText(BaseModel):
    """The clerk's choices by paragraph key; frozen, changed by copies. Stored in drafts as TOML.

    ``wordings`` counts from 0. Keys of paragraphs that a report does not have are kept and ignored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    wordings: Mapping[str, WordingIndex] = {}
    edits: Mapping[str, Edit] = {}

    def with_wording(self, key: str, index: int) -> Self:
        """A copy that uses wording ``index`` for the paragraph. :raises ValidationError: negative."""
        return self._with(wordings={**self.wordings, key: index})

    def with_edit(self, key: str, text: str, based_on: str) -> Self:
        """A copy with the clerk's text for the paragraph. :raises ValidationError: as :class:`Edit`."""
        return self._with(edits={**self.edits, key: Edit(text=text, based_on=based_on)})

    def without_edit(self, key: str) -> Self:
        """A copy in which the paragraph is generated again."""
        return self._with(edits={other: edit for other, edit in self.edits.items() if other != key})

    def _with(self, **changed: object) -> Self:
        return type(self).model_validate({"wordings": self.wordings, "edits": self.edits, **changed})


NO_CLERK_TEXT = ClerkText()
