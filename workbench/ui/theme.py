"""Light and dark, as data: resources/ui/themes/<name>.toml fills a palette and resources/ui/style.qss."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from workbench.resource_files import load_toml, resources
from workbench.ui.models.states import State

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme: `colours` by role (hex), `marks` and `fills` by claim state."""

    name: str
    colours: dict[str, str]
    marks: dict[State, str]
    fills: dict[State, str]

    def colour(self, role: str) -> QColor:
        """The colour of the role `role`."""
        return QColor(self.colours[role])

    def mark(self, state: State) -> QColor:
        """The colour that marks numbers in `state`."""
        return QColor(self.marks[state])

    def fill(self, state: State) -> QColor | None:
        """The faint fill behind numbers in `state`, if they have one."""
        return QColor(self.fills[state]) if state in self.fills else None


@cache
def load_theme(name: str) -> Theme:
    """The theme ``light`` or ``dark``."""
    table = load_toml("ui", "themes", f"{name}.toml")
    return Theme(
        name,
        table["colours"],
        {State(state): entry["mark"] for state, entry in table["states"].items()},
        {State(state): entry["fill"] for state, entry in table["states"].items() if "fill" in entry},
    )


def resolve_theme(choice: str) -> Theme:
    """The theme for a choice of `THEMES`; ``system`` follows the desktop and is light where it does not say."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return load_theme("dark" if dark else "light")
    return load_theme(choice if choice in THEMES else "light")


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion with the theme's palette and sheet."""
    if application.style().name() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette(theme))
    sheet = Template(resources().joinpath("ui", "style.qss").read_text(encoding="utf-8"))
    icons = resources().joinpath("ui", "icons").as_posix()
    application.setStyleSheet(sheet.substitute(theme.colours, icons=icons, name=theme.name))


def _palette(theme: Theme) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "base"),
        (role.AlternateBase, "alternate"),
        (role.Text, "text"),
        (role.Button, "button"),
        (role.ButtonText, "text"),
        (role.BrightText, "accent_text"),
        (role.ToolTipBase, "tip"),
        (role.ToolTipText, "tip_text"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "selection_text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.PlaceholderText, "muted"),
        (role.Light, "base"),
        (role.Midlight, "alternate"),
        (role.Mid, "border"),
        (role.Dark, "border_strong"),
        (role.Shadow, "shadow"),
        (role.Accent, "accent"),
    ):
        palette.setColor(target, theme.colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, theme.colour("disabled"))
    palette.setColor(group.Disabled, role.Highlight, theme.colour("border"))
    # A selection keeps its colour when the focus is in another panel: the same claim is marked in all of them.
    palette.setColor(group.Inactive, role.Highlight, theme.colour("selection"))
    palette.setColor(group.Inactive, role.HighlightedText, theme.colour("selection_text"))
    return palette
