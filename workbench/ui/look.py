"""What every view needs to look right: the theme, the texts, and icons in the theme's colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QIcon

from workbench.ui.icons import icon
from workbench.ui.theme import Theme
from workbench.ui.wording import Wording

SPACE = 4
"""The step of all distances, in pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """One theme and one language."""

    theme: Theme
    wording: Wording

    def icon(self, name: str, role: str = "text", *, large: bool = False) -> QIcon:
        """The icon `name` in the colour of `role`; `large` ones stay sharp to 48 pixels and beyond."""
        return icon(name, self.theme.colours[role], self.theme.colours["disabled"], large=large)
