"""A screen that opens in a box over another one."""

from __future__ import annotations

from typing import Generic

from textual.screen import ModalScreen, ScreenResultType


class BoxScreen(ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A modal screen of which nothing is seen while another one lies over it: boxes differ in size."""

    def on_screen_suspend(self) -> None:
        self._show_box(False)

    def on_screen_resume(self) -> None:
        self._show_box(True)

    def _show_box(self, shown: bool) -> None:
        for child in self.children:
            child.visible = shown
