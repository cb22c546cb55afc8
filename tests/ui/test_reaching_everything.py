"""Every control has a name for screen readers and is reached by keyboard; every text is there in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QToolBar,
    QWidget,
)

from tests.ui.conftest import TRADE, Desk
from workbench.case import AddReferenceTable
from workbench.model import Kind, Quantity, ReferenceFigure
from workbench.resource_files import load_toml
from workbench.ui.actions import action_specs
from workbench.ui.dialogs.settings import SettingsDialog
from workbench.ui.views.number_line import NumberLineView
from workbench.ui.wording import INTERFACE_LANGUAGES, Wording, catalogue

_ROOT = Path(__file__).parents[2]
_KINDS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
_INNER = re.compile(r"qt_|ScrollLeft|ScrollRight|CloseButton|QTableCornerButton|QSpinBox")


def nameless(root: QWidget) -> list[str]:
    """The visible controls under `root` that say nothing to a screen reader."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, _KINDS) or isinstance(widget, QScrollBar) or not widget.isVisible():
            continue
        inner = _INNER.search(widget.objectName()) or _INNER.search(type(widget).__name__)
        parent = widget.parentWidget()
        if inner or isinstance(parent, QComboBox) or type(widget).__name__ in ("CloseButton", "QHeaderView"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName() or text or widget.toolTip()):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(parent).__name__}")
    return found


def roleless(root: QWidget) -> list[str]:
    """The visible widgets under `root` that the keyboard reaches and that do not say what they are.

    Qt gives drawings and scrolled panes no role of their own: their name has to say it.
    """
    vague = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border)
    found = []
    for widget in root.findChildren(QWidget):
        drawn = isinstance(widget, (NumberLineView, QGraphicsView, QScrollArea)) and widget.accessibleName()
        inner = drawn or isinstance(widget.parentWidget(), QAbstractScrollArea)
        if inner or not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or told.role() in vague:
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    return found


def test_every_control_says_what_it_is(desk: Desk) -> None:
    vague = set(roleless(desk.window))
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    desk.trigger("edit.find")
    for dock in desk.window.docks.all.values():
        dock.show()
        dock.raise_()
        vague |= set(roleless(desk.window))
    assert vague == set()
    table = QAccessible.queryAccessibleInterface(desk.window.claims.table)
    assert table.role() == QAccessible.Role.Table
    text = QAccessible.queryAccessibleInterface(desk.window.source.view)
    assert text.role() == QAccessible.Role.EditableText
    assert text.state().readOnly


def test_every_control_has_a_name_with_and_without_a_document(desk: Desk) -> None:
    assert nameless(desk.window) == []
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    desk.trigger("edit.find")
    for dock in desk.window.docks.all.values():
        dock.raise_()
        assert nameless(desk.window) == []


@pytest.mark.parametrize(
    "action",
    [
        "file.paste",
        "edit.settings",
        "claims.verdict",
        "claims.second_verdict",
        "claims.note",
        "claims.source",
        "claims.sign_off",
        "contents.rules",
        "contents.verdicts",
        "contents.language",
        "contents.remove_table",
        "findings.dismiss",
        "help.keys",
        "help.about",
        "help.palette",
    ],
)
def test_every_dialog_has_names_and_closes_on_escape(desk: Desk, action: str) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    if action == "contents.remove_table":
        figure = ReferenceFigure("g1", "trade gap", "", None, Quantity(Kind.MONEY, Decimal(617), unit="USD"))
        desk.session.do(AddReferenceTable("known.csv", (figure,)))
    desk.trigger(action)
    dialog = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    assert nameless(dialog) == []
    assert dialog.windowTitle() or dialog.accessibleName()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def unexplained(root: QWidget) -> set[str]:
    """The visible controls under `root` of which a screen reader has no name, or nothing to say beyond it.

    Labels, rows of tabs and the buttons that end every dialog are all said with their names.
    """
    found = set()
    for widget in (widget for widget in root.findChildren(QWidget) if widget.isVisible()):
        parent = widget.parentWidget()
        inner = isinstance(parent, (QAbstractScrollArea, QComboBox, QAbstractSpinBox))
        inner = inner or bool(_INNER.search(widget.objectName()) or _INNER.search(type(widget).__name__))
        said = isinstance(widget, (QLabel, QTabBar)) or isinstance(parent, (QDialogButtonBox, QTabBar))
        reached = isinstance(widget, QAbstractButton) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if inner or said or not reached:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        assert told is not None
        if not told.text(QAccessible.Text.Name) or not told.text(QAccessible.Text.Description):
            found.add(f"{type(widget).__name__} {widget.accessibleName()} in {type(parent).__name__}")
    return found


def test_every_control_says_what_it_is_for(desk: Desk) -> None:
    assert unexplained(desk.window) == set()
    desk.paste(TRADE)
    desk.paste("The gap hit $617.7bn in 2004.")
    desk.press(Qt.Key.Key_F8)
    desk.trigger("edit.find")
    for dock in desk.window.docks.all.values():
        dock.show()
        dock.raise_()
        desk.wait()
        assert unexplained(desk.window) == set()


_NO_DIALOGS = {"claims.delete", "claims.not_a_claim", "file.close_document", "file.new_case", "file.quit", "help.log"}


def test_every_control_of_every_dialog_says_what_it_is_for(desk: Desk) -> None:
    desk.paste(TRADE)
    met = set()
    for name, action in list(desk.window.actions_):
        if name in _NO_DIALOGS or name.startswith(("view.", "documents.", "edit.undo", "edit.redo")):
            continue
        claims = [row.claim.id for row in desk.session.rows][:2]
        desk.session.selection.select_finding(desk.session.findings[0].id)
        desk.session.selection.select_claims(claims[: 2 if name == "findings.relate" else 1])
        if not action.isEnabled():
            continue
        action.trigger()
        desk.wait()
        for dialog in [dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible()]:
            met.add(type(dialog).__name__)
            if not isinstance(dialog, QFileDialog):
                assert unexplained(dialog) == set(), name
            dialog.close()
    assert {"ChoiceDialog", "RelateDialog", "SettingsDialog", "SourceDialog", "TextDialog", "VerdictListDialog"} <= met


def test_tab_reaches_every_panel(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.activateWindow()
    desk.window.source.view.setFocus()
    reached = set()
    for _ in range(60):
        desk.press(Qt.Key.Key_Tab)
        focused = desk.window.focusWidget()
        for name in ("source", "claims", "findings"):
            panel = getattr(desk.window, name)
            if focused is not None and panel.isAncestorOf(focused):
                reached.add(name)
    assert reached == {"source", "claims", "findings"}


def test_no_two_actions_share_a_shortcut() -> None:
    keys = [key for spec in action_specs().values() for key in spec.shortcuts]
    assert len(keys) == len(set(keys))


def test_every_action_is_in_a_menu_and_has_a_text_in_every_language() -> None:
    arrangement = (
        (_ROOT / "resources" / "ui" / "actions.toml").read_text(encoding="utf-8").split("[arrangement.menus]")[1]
    )
    for spec in action_specs().values():
        assert f'"{spec.id}"' in arrangement, spec.id
        for language in INTERFACE_LANGUAGES:
            assert Wording(language).has(f"action.{spec.id}")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_text_has_the_same_fields_in_every_language(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)
    assert english.keys() == other.keys()
    for key, text in english.items():
        forms = [text] if isinstance(text, str) else list(text.values())
        translated = other[key]
        others = [translated] if isinstance(translated, str) else list(translated.values())
        wanted = set().union(*(re.findall(r"\{(\w+)\}", form) for form in forms))
        given = set().union(*(re.findall(r"\{(\w+)\}", form) for form in others))
        assert wanted == given, key


def test_french_typography() -> None:
    for key, text in catalogue("fr").items():
        for form in [text] if isinstance(text, str) else text.values():
            if key in ("claims.filter_hint", "claims.filter_tip", "figures.gap", "figures.group"):
                continue
            assert not re.search(r" [:;?!%»]|« ", form), f"{key}: plain space in {form!r}"
            assert not re.search(r"[^\s\u00a0{}\d][;?!»]", form), f"{key}: no space in {form!r}"


def french(table: object) -> Iterator[str]:
    """Every French text of a data file that holds both languages side by side."""
    if isinstance(table, dict):
        for key, part in table.items():
            if key == "fr" and isinstance(part, str):
                yield part
            else:
                yield from french(part)
    elif isinstance(table, list):
        for part in table:
            yield from french(part)


def test_french_apostrophes_are_curly_everywhere_on_screen() -> None:
    texts = [form for text in catalogue("fr").values() for form in ([text] if isinstance(text, str) else text.values())]
    for name in (("messages", "case.toml"), ("case", "verdicts.toml")):
        texts += french(load_toml(*name))
    assert [text for text in texts if re.search(r"\w'\w", text)] == []


@pytest.mark.parametrize(
    "action",
    [
        "claims.note",
        "claims.second_verdict",
        "claims.sign_off",
        "claims.source",
        "claims.verdict",
        "contents.language",
        "contents.rules",
        "contents.verdicts",
        "edit.settings",
        "export.table",
        "file.paste",
        "findings.dismiss",
        "findings.relate",
    ],
)
def test_the_tab_key_reaches_every_control_of_a_dialog_and_shows_where_it_is(desk: Desk, action: str) -> None:
    desk.paste(TRADE)
    desk.press(Qt.Key.Key_F8)
    desk.trigger(action)
    dialog = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    with desk.qtbot.waitActive(dialog):
        dialog.activateWindow()
    desk.qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or desk.window))
    wanted = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _INNER.search(widget.objectName()) and not isinstance(widget.parentWidget(), QComboBox)
        and not isinstance(widget, QTabWidget)  # its row of tabs has the focus for it
    }  # fmt: skip
    met = set()
    for _ in range(3 * len(wanted) + 9):
        now = QApplication.focusWidget()
        assert now is not None
        with_focus = now.grab().toImage()
        desk.qtbot.keyClick(now, Qt.Key.Key_Tab)
        if isinstance(now, QDateEdit) and QApplication.focusWidget() is now:
            continue  # from year to month to day first
        assert QApplication.focusWidget() is not now
        assert now.grab().toImage() != with_focus, f"{type(now).__name__} {now.accessibleName()} looks the same"
        met.add(now)
    assert wanted <= met, [f"{type(widget).__name__} {widget.accessibleName()}" for widget in wanted - met]
    dialog.close()


def test_every_text_the_code_asks_for_exists() -> None:
    texts = catalogue("en")
    for path in (_ROOT / "workbench" / "ui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for key in re.findall(r'wording\(\s*"([a-z_.\-]+)"', source):
            assert key in texts, f"{path.name}: {key}"


def test_every_text_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (_ROOT / "workbench" / "ui").rglob("*.py"))
    prefixes = set(re.findall(r"""f["']([a-z_]+(?:\.[a-z_]+)*)\.\{""", source)) | {
        "action",
        "action_tip",
        "filter_is",
        "keys",
        "menu",
        "figures.unit",
    }
    for key in catalogue("en"):
        used = f'"{key}"' in source or f"'{key}'" in source or any(key.startswith(f"{prefix}.") for prefix in prefixes)
        named_after = key.removesuffix("_tip")
        assert used or f'"{named_after}"' in source, key


def test_a_shortcut_can_be_changed(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("edit.settings")
    dialog = desk.window.findChild(SettingsDialog)
    row = list(action_specs()).index("findings.next")
    dialog.table.setCurrentCell(row, 0)
    dialog.keys.setKeySequence("F9")
    dialog._take()
    dialog.accept()
    desk.window.source.view.setFocus()
    desk.press(Qt.Key.Key_F9)
    assert desk.session.selection.now.finding is not None
    assert desk.settings.shortcuts == {"findings.next": "F9"}


def test_a_shortcut_that_is_taken_is_refused(desk: Desk) -> None:
    desk.trigger("edit.settings")
    dialog = desk.window.findChild(SettingsDialog)
    dialog.table.setCurrentCell(list(action_specs()).index("findings.next"), 0)
    dialog.keys.setKeySequence("Ctrl+K")
    dialog._take()
    assert "Command palette" in dialog.clash.text()
    assert dialog.shortcuts() == {}


def test_the_palette_runs_what_is_found(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("help.palette")
    palette = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    desk.qtbot.keyClicks(palette.box, "next finding")
    desk.qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert desk.session.selection.now.finding is not None


def test_no_tool_is_out_of_sight_in_a_small_window(desk: Desk) -> None:
    desk.paste(TRADE)
    tools = desk.window.findChild(QToolBar)
    for width in (1024, 1600, 800):
        desk.window.resize(width, 700)
        desk.qtbot.waitUntil(lambda width=width: desk.window.width() == width)
        desk.qtbot.waitUntil(lambda: all(tools.widgetForAction(action).isVisible() for action in tools.actions()))
