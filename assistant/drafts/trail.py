"""Where a draft stands among its versions, so that steps can be taken back after a restart, too."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

StepNumber = Annotated[int, Field(ge=0)]


class Trail(BaseModel):
    """The number of a state of the work, and the way to its neighbours. Every number is given once.

    ``step`` is 0 while the draft has no history; ``before`` the step it was changed from, 0 for none;
    ``undone`` the steps that were taken back from here and can be done again, the nearest first;
    ``last`` the highest number that was given, which the history tells when a draft is opened.
    """

    model_config = ConfigDict(frozen=True)

    step: StepNumber = 0
    before: StepNumber = 0
    undone: tuple[StepNumber, ...] = ()
    last: StepNumber = 0

    @classmethod
    def of(cls, session: dict[str, Any]) -> Self:
        """The trail told by a draft's session table; a trail that makes no sense is none, the work stands."""
        try:
            return cls.model_validate({key: session[key] for key in cls.model_fields if key in session})
        except ValidationError:
            return cls()

    def told(self) -> dict[str, Any]:
        """The entries of the session table."""
        return self.model_dump(exclude_defaults=True, exclude={"last"})

    def after(self, last: int) -> Self:
        """The same trail, knowing that numbers up to ``last`` were given."""
        return self.model_copy(update={"last": max(self.last, last)})

    @property
    def _given(self) -> int:
        return max(self.last, self.step, *self.undone, 0)

    def onward(self) -> Self:
        """The trail of a state that was made from this one."""
        return type(self)(step=self._given + 1, before=self.step)

    def back_to(self, earlier: Trail) -> Self:
        """The trail after going back from here to ``earlier``."""
        return type(self)(step=earlier.step, before=earlier.before, undone=(self.step, *self.undone), last=self._given)

    def on_to(self, later: Trail) -> Self:
        """The trail after doing again what led to ``later``."""
        return type(self)(step=later.step, before=self.step, undone=self.undone[1:], last=self._given)
