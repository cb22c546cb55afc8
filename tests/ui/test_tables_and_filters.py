"""The claims table and its filter box."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.modeltest import ModelTester

from tests.ui.conftest import CLAUSE, TRADE, Desk
from workbench.case import EditClaim
from workbench.model import (
    Claim,
    Confidence,
    Explanation,
    Finding,
    Hedge,
    Kind,
    Period,
    Quantity,
    Role,
    Severity,
    Verdict,
)
from workbench.ui.models.claim_columns import POSITION
from workbench.ui.models.claim_filter import amount, parse, toggled
from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.models.claim_table import ClaimTableModel
from workbench.ui.models.facets import facets
from workbench.ui.models.finding_list import FindingListModel, ranked
from workbench.ui.models.listing import Line, ListingModel
from workbench.ui.models.states import State
from workbench.ui.theme import load_theme
from workbench.ui.wording import Wording


def row(
    number: int,
    text: str,
    value: str,
    unit: str | None = None,
    scope: str | None = None,
    state: State = State.UNCHECKED,
    hedge: Hedge | None = None,
) -> ClaimRow:
    quantity = Quantity(Kind.MONEY if unit else Kind.COUNT, Decimal(value), unit=unit, hedge=hedge)
    claim = Claim(
        f"c{number}",
        number * 10,
        number * 10 + len(text),
        text,
        quantity,
        scope=scope,
        period=Period.year(2020 + number),
    )
    return ClaimRow(claim, number, state)


ROWS = [
    row(1, "350 billion yuan", "350000000000", "CNY", "Wuxi", State.INCONSISTENT, Hedge.OVER),
    row(2, "€20 million", "20000000", "EUR", "Jiangsu", State.CONSISTENT),
    row(3, "11 academics", "11", None, None),
    row(4, "2.4 trillion yuan", "2400000000000", "CNY", "Jiangsu", State.DOUBTFUL),
    row(5, "-3 million euros", "-3000000", "EUR", "Wuxi", State.IMPLIED),
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("verdict:inconsistent", [1]),
        ("état:incohérent", [1]),
        ("state:inc", [1]),
        ("-verdict:unchecked", [1, 2, 4, 5]),
        ("unit:CNY", [1, 4]),
        ("unit:yuan", [1, 4]),
        ("unité:€", [2, 5]),
        ("scope:jiangsu", [2, 4]),
        ("périmètre:Wuxi unit:EUR", [5]),
        (">1e9", [1, 4]),
        (">=20m", [1, 2, 4]),
        ("<0", [5]),
        ("=11", [3]),
        (">1e9 scope:Jiangsu", [4]),
        ("hedge:over", [1]),
        ("is:hedged", [1]),
        ("is:checked", [1, 2, 4, 5]),
        ("period:2022", [2]),
        ("academics", [3]),
        ('"billion yuan"', [1]),
        ("-yuan", [2, 3, 5]),
        ("verdict:", [1, 2, 3, 4, 5]),
        ("nothing like this", []),
    ],
)
def test_the_filter_keeps(typed: str, kept: list[int]) -> None:
    assert [row.number for row in parse(typed).apply(ROWS)] == kept


def test_an_unknown_field_is_named_and_searched_as_words() -> None:
    chosen = parse("colour:red")
    assert chosen.unknown == ("colour",)
    assert chosen.apply(ROWS) == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1e9", "1e9"), ("350bn", "350e9"), ("1,5 md", "1.5e9"), ("25%", "25"), ("-3", "-3"), ("−3", "-3")],
)
def test_amounts_as_typed(typed: str, value: str) -> None:
    assert amount(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "bn", "1.2.3", "12 parsecs", "1" * 5000])
def test_what_is_no_amount(typed: str) -> None:
    assert amount(typed) is None


def test_a_facet_puts_its_term_in_and_takes_it_out() -> None:
    once = toggled("yuan", "scope", "Hong Kong")
    assert once == 'yuan scope:"Hong Kong"'
    assert toggled(once, "scope", "Hong Kong") == "yuan"
    assert toggled("unit:EUR", "unit", "CNY") == "unit:CNY"


def test_facets_count_what_is_there() -> None:
    counted = facets(ROWS)
    assert counted["verdict"][0] == ("inconsistent", 1)
    assert ("CNY", 2) in counted["unit"]
    assert ("Wuxi", 2) in counted["scope"]


@pytest.fixture
def table(qtbot) -> ClaimTableModel:
    model = ClaimTableModel(Wording("en"), load_theme("light"), lambda *_: True, lambda _: "")
    model.set_rows(list(ROWS))
    return model


def test_the_models_keep_qts_contract(table: ClaimTableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table)
    findings = FindingListModel(Wording("en"))
    qtmodeltester.check(findings)
    findings.set_findings(
        [
            finding("f1", Verdict.CONSISTENT),
            finding("f2", Verdict.INCONSISTENT),
            finding("f3", Verdict.DOUBTFUL, 9, ("c1", "c2")),
            finding("f4", Verdict.INCONSISTENT, 20, ("c7",)),
        ],
        {},
    )
    assert findings.rowCount(findings.index(1, 0)) == 2
    listing = ListingModel(["a", "b"], frozenset({1}))
    qtmodeltester.check(listing)
    listing.set_lines([Line(("x", "1")), Line(("y", "2"))])
    table.sort(2, Qt.SortOrder.DescendingOrder)
    table.set_filter(parse("unit:CNY"))
    table.set_filter(parse(""))


def finding(name: str, verdict: Verdict, start: int = 0, claims: tuple[str, ...] = ("c1",)) -> Finding:
    explanation = Explanation(f"Title of {name}", "", "", "", "", "")
    return Finding(
        name, "share", verdict, claims, ((start, start + 1),), Confidence.HIGH, Severity.HIGH, explanation, key=name
    )


def test_sorting_keeps_hold_of_rows(table: ClaimTableModel) -> None:
    held = QPersistentModelIndex(table.index(0, 0))
    table.sort(2, Qt.SortOrder.DescendingOrder)
    assert [row.number for row in table.rows] == [4, 1, 2, 3, 5]
    assert held.row() == 1


def test_empty_cells_sort_last(table: ClaimTableModel) -> None:
    table.sort(5, Qt.SortOrder.AscendingOrder)
    assert table.rows[-1].number == 3


def test_findings_are_ranked_under_headings() -> None:
    model = FindingListModel(Wording("en"))
    model.set_findings(
        ranked(
            [finding("f1", Verdict.CONSISTENT), finding("f2", Verdict.IMPLIED), finding("f3", Verdict.INCONSISTENT)]
        ),
        {},
    )
    shown = [model.index(n, 0).data() for n in range(model.rowCount())]
    assert shown == [
        "Inconsistent (1)", "Title of f3", "Implied (1)", "Title of f2", "Consistent (1)", "Title of f1",
    ]  # fmt: skip


def test_dates_are_listed_only_when_asked_for_or_found_wrong() -> None:
    model = ClaimTableModel(Wording("en"), load_theme("light"), lambda *_: True, lambda _: "")
    quiet = Claim("d1", 0, 4, "2021", Quantity(Kind.DATE, Decimal(2021)), role=Role.DATE, date=Period.year(2021))
    wrong = Claim("d2", 9, 13, "2031", Quantity(Kind.DATE, Decimal(2031)), role=Role.DATE, date=Period.year(2031))
    model.set_rows([ClaimRow(quiet, 1), ClaimRow(wrong, 2, State.INCONSISTENT)])
    assert [row.claim.id for row in model.rows] == ["d2"]
    model.set_dates(True)
    assert [row.claim.id for row in model.rows] == ["d1", "d2"]


def test_typing_in_the_box_filters_and_counts(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.window.source.view.setFocus()
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.claims.box.hasFocus()
    desk.qtbot.keyClicks(desk.window.claims.box, "unit:USD >1e12")
    desk.qtbot.waitUntil(lambda: desk.window.claims.model.rowCount() == 2)
    assert desk.window.claims.count.text() == "2 of 5"
    desk.trigger("claims.clear_filter")
    assert desk.window.claims.count.text() == "5 claims"


def test_the_facets_menu_narrows_the_list(desk: Desk) -> None:
    desk.paste(TRADE)
    menu = QMenu()
    desk.window.claims._fill_facets(menu)
    action = next(action for action in menu.actions() if action.text().startswith("USD"))
    action.trigger()
    assert desk.window.claims.box.text() == "unit:USD"
    assert desk.window.claims.model.rowCount() == 4
    menu.deleteLater()


def test_rows_are_copied_as_cells(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("claims.copy")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 6
    assert lines[0].split("\t")[1] == "As written"
    assert lines[1].split("\t")[1] == "$671.7bn"
    assert len({line.count("\t") for line in lines}) == 1


def test_columns_come_back_as_they_were(desk: Desk) -> None:
    desk.paste(TRADE)
    header = desk.window.claims.table.horizontalHeader()
    header.moveSection(2, 5)
    state = desk.window.claims.columns_state()
    desk.trigger("view.reset_layout")
    assert header.visualIndex(2) == 2
    desk.window.claims.restore_columns(state)
    assert header.visualIndex(2) == 5


def test_columns_take_the_width_of_what_they_hold_until_set_by_hand(desk: Desk) -> None:
    desk.paste(TRADE)
    table = desk.window.claims.table
    value = POSITION["value"]
    metrics = table.fontMetrics()
    widest = max(metrics.horizontalAdvance(str(table.model().index(row, value).data())) for row in range(5))
    assert widest < table.columnWidth(value) < 3 * widest
    border = table.horizontalHeader().sectionViewportPosition(value) + table.columnWidth(value) - 2
    header = table.horizontalHeader().viewport()
    at = QPoint(border, header.height() // 2)
    desk.qtbot.mousePress(header, Qt.MouseButton.LeftButton, pos=at)
    desk.qtbot.mouseMove(header, at + QPoint(60, 0))
    desk.qtbot.mouseRelease(header, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 0))
    wide = table.columnWidth(value)
    kept = desk.window.claims.columns_state()
    desk.window.claims.default_columns()
    desk.window.claims.restore_columns(kept)
    assert table.columnWidth(value) == wide
    desk.paste(f"{TRADE} Sales came to 3 million euros.")
    assert table.columnWidth(value) == wide


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("en", "verdict:banana", "banana"),
        ("en", "colour:red", "colour"),
        ("en", ">many", ">many"),
        ("fr", "état:banane", "incohérent"),
        ("en", "is:edited hedge:abot", "about"),
        ("en", "verdict:incon >1e9 unit:USD 'gap'", ""),
        ("en", "verdict:", ""),
    ],
)
def test_what_the_filter_cannot_mean_is_said_beneath_it(desk: Desk, language: str, typed: str, told: str) -> None:
    desk.settings.language = language
    desk.paste(TRADE)
    panel = desk.window.claims
    panel.box.insert(typed)  # the keys of the test take no accents
    desk.qtbot.waitUntil(lambda: not panel._wait.isActive())
    assert panel._problem.isVisible() is bool(told)
    assert told in panel._problem.text()
    panel.box.clear()
    desk.qtbot.waitUntil(lambda: not panel._problem.isVisible())


@pytest.mark.parametrize(("column", "typed", "whole"), [("scope", "Jia", "Jiangsu"), ("period", "20", "2021")])
def test_cells_are_completed_from_what_the_text_has(desk: Desk, column: str, typed: str, whole: str) -> None:
    desk.paste(CLAUSE)
    claim = desk.claim("350 milliards de yuans")
    desk.window.claims.edit(claim, column)
    editor = desk.window.claims.table.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    desk.qtbot.keyClicks(editor, typed)
    completer = editor.completer()
    offered = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert whole in offered
    desk.qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_all_that_is_selected_is_changed_in_one_step(desk: Desk) -> None:
    desk.paste(TRADE)
    table = desk.window.claims.table
    table.setFocus()
    desk.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = desk.window.claims.selected_ids()
    assert len(chosen) == 2
    desk.trigger("claims.not_a_claim")
    assert [row.claim.id for row in desk.session.rows if not row.counts] == chosen
    desk.trigger("claims.reset")
    assert all(row.counts for row in desk.session.rows)
    desk.trigger("edit.undo")
    desk.trigger("edit.undo")
    assert all(row.counts for row in desk.session.rows)
    desk.session.selection.select_claims(tuple(chosen))
    desk.trigger("claims.delete")
    assert not set(chosen) & set(desk.ids_shown())
    desk.trigger("edit.undo")
    assert set(chosen) <= set(desk.ids_shown())


def test_a_value_that_grows_is_never_cut(desk: Desk) -> None:
    desk.paste("En 2024, les ventes ont atteint 12 à 15 millions d'euros, soit 30 % du total de 61 millions d'euros.")
    panel = desk.window.claims
    place = POSITION["value"]

    def is_cut() -> bool:
        metrics = panel.fontMetrics()
        texts = (str(panel.model.index(row, place).data()) for row in range(panel.model.rowCount()))
        return any(metrics.horizontalAdvance(text) > panel.table.columnWidth(place) for text in texts)

    desk.session.selection.select_claims((desk.session.rows[1].claim.id,))
    assert not is_cut()
    desk.trigger("claims.split")
    assert not is_cut()
    desk.session.undo()
    assert not is_cut()
    desk.session.do(EditClaim(desk.session.document_id, desk.session.rows[1].claim.id, {"value": "1 234 567 891,25"}))
    assert not is_cut()


def test_what_an_undo_takes_away_is_selected_no_more(desk: Desk) -> None:
    desk.paste("En 2024, les ventes ont atteint 12 à 15 millions d'euros, soit 30 % du total de 61 millions d'euros.")
    whole = desk.session.rows[1].claim.id
    desk.session.selection.select_claims((whole,))
    desk.trigger("claims.split")
    halves = desk.session.selection.now.claims
    assert len(halves) == 2
    desk.session.selection.select_claims((desk.session.rows[-1].claim.id,))
    desk.session.undo()
    present = {row.claim.id for row in desk.session.rows}
    assert present >= set(desk.session.selection.now.claims)
    while desk.session.selection.back():
        assert present >= set(desk.session.selection.now.claims)
