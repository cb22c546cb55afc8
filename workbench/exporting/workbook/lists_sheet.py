"""The sheet Lists: what cells may be filled with, and what each hedge does to a number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from workbench.checking import Settings
from workbench.exporting.decisions import Decisions, verdict_scale
from workbench.exporting.workbook.book import Book, Page
from workbench.exporting.workbook.formulas import letters, quoted_sheet
from workbench.exporting.workbook.readings import HEDGES
from workbench.model import Hedge
from workbench.resource_files import load_toml

_FIRST = 2
_SIDES = {Hedge.OVER: 1, Hedge.AT_LEAST: 1, Hedge.UNDER: -1, Hedge.AT_MOST: -1, Hedge.UP_TO: -1}
_WORDS_ENDS = {Hedge.OVER: "(]", Hedge.UNDER: "[)"}
# The named tolerance that a factor of a hedge is computed from: hedge, reading, end.
_TOLERANCES = {
    (Hedge.ABOUT, "expected", "low"): ("1-tol_about", "tol_about"),
    (Hedge.ABOUT, "expected", "high"): ("1+tol_about", "tol_about"),
    (Hedge.ABOUT, "widest", "low"): ("1-tol_about_widest", "tol_about_widest"),
    (Hedge.ABOUT, "widest", "high"): ("1+tol_about_widest", "tol_about_widest"),
    (Hedge.NEARLY, "expected", "low"): ("1-tol_near_low", "tol_near_low"),
    (Hedge.NEARLY, "widest", "low"): ("1-tol_near_low_widest", "tol_near_low_widest"),
    (Hedge.NEARLY, "widest", "high"): ("1+tol_near_high_widest", "tol_near_high_widest"),
}


def named_inputs(settings: Settings) -> dict[str, Decimal | Fraction]:
    """The named input cells of the first sheet with their values: tolerances, and the materiality of the check."""
    return {
        **_tolerances(),
        "materiality_rel": settings.materiality_relative,
        "materiality_abs": settings.materiality_absolute or Fraction(0),
    }


def _tolerances() -> dict[str, Decimal]:
    """The named cells that the table of readings fills."""
    table = load_toml("readings.toml")

    def below(row: str, reading: str) -> Decimal:
        return 1 - Decimal(table[row][reading]["low"])

    return {
        "tol_about": below("about", "expected"),
        "tol_about_widest": below("about", "widest"),
        "tol_near_low": below("nearly", "expected"),
        "tol_near_low_widest": below("nearly", "widest"),
        "tol_near_high_widest": Decimal(table["nearly"]["widest"]["high"]) - 1,
        "tol_multiple": below("multiple", "expected"),
        "tol_multiple_widest": below("multiple", "widest"),
        "tol_words": Decimal(table["fraction"]["expected"]["points"]),
        "tol_words_widest": Decimal(table["fraction"]["widest"]["points"]),
    }


def write_lists(book: Book, units: list[str], decisions: Decisions) -> None:
    """All lists side by side, each a column with a name of its own."""
    page = Page(book, "lists")
    texts = book.texts
    table = load_toml("readings.toml")
    steps = verdict_scale(texts.language, decisions)
    columns: list[tuple[str, str, list[Any]]] = [
        ("hedges", "h_names", [texts("hedges", hedge.value) for hedge in HEDGES]),
        ("code", "", [hedge.value for hedge in HEDGES]),
        ("low", "h_low", [(hedge, "expected", "low") for hedge in HEDGES]),
        ("high", "h_high", [(hedge, "expected", "high") for hedge in HEDGES]),
        ("ends", "h_ends", [_ends(table, hedge, "expected") for hedge in HEDGES]),
        ("widest_low", "h_wide_low", [(hedge, "widest", "low") for hedge in HEDGES]),
        ("widest_high", "h_wide_high", [(hedge, "widest", "high") for hedge in HEDGES]),
        ("widest_ends", "h_wide_ends", [_ends(table, hedge, "widest") for hedge in HEDGES]),
        ("side", "h_side", [_SIDES.get(hedge, 0) for hedge in HEDGES]),
        ("words_ends", "h_words_ends", [_WORDS_ENDS.get(hedge, "[]") for hedge in HEDGES]),
        ("verdicts", "verdict_names", [step.name for step in steps]),
        ("rating", "", [step.rating if step.rating is not None else "" for step in steps]),
        ("kinds", "kind_names", list(texts.table("kinds").values())),
        ("decisions", "decision_names", [texts("choices", key) for key in ("accepted", "dismissed", "deferred")]),
        ("answers", "answer_names", [texts("choices", key) for key in ("yes", "no")]),
        ("sources", "source_names", [texts("choices", key) for key in ("primary", "secondary")]),
        ("results", "result_names", list(texts.table("results").values())),
        ("units", "unit_names", units or [""]),
    ]
    page.text(0, 0, texts("lists", "codes"), "muted")
    for place, (heading, _, _) in enumerate(columns):
        page.text(1, place, texts("lists", heading), "header")
    for row in range(max(len(entries) for _, _, entries in columns)):
        for place, (_, _, entries) in enumerate(columns):
            if row < len(entries):
                _put(page, table, _FIRST + row, place, entries[row])
    for place, (_, name, entries) in enumerate(columns):
        page.sheet.set_column(place, place, 16)
        if name:
            letter = letters(place)
            last = _FIRST + len(entries)
            book.file.define_name(name, f"={quoted_sheet(page.name)}!${letter}${_FIRST + 1}:${letter}${last}")
    page.sheet.freeze_panes(2, 0)


def _put(page: Page, table: dict[str, Any], row: int, place: int, entry: Any) -> None:
    if isinstance(entry, tuple):
        hedge, reading, end = entry
        _put_rule(page, row, place, table[hedge.value][reading][end], _TOLERANCES.get((hedge, reading, end)))
    elif isinstance(entry, str):
        page.text(row, place, entry)
    else:
        page.number(row, place, entry)


def _put_rule(page: Page, row: int, place: int, rule: str, tolerance: tuple[str, str] | None) -> None:
    """The rule of one end: a word, or a factor, which follows a named tolerance where there is one."""
    if rule in ("round", "zero", "open"):
        page.text(row, place, rule)
        return
    factor = Decimal(1) if rule == "itself" else Decimal(rule)
    if tolerance is not None:
        formula, name = tolerance
        if factor == (1 - _tolerances()[name] if "-" in formula else 1 + _tolerances()[name]):
            page.formula(row, place, formula, float(factor))
            return
    page.number(row, place, factor, "input")


def _ends(table: dict[str, Any], hedge: Hedge, reading: str) -> str:
    """Which ends belong, or the word that says they follow from the number itself."""
    if hedge is Hedge.ABOUT or hedge is Hedge.NEARLY:
        return hedge.value
    entry = table[hedge.value][reading]
    low = "(" if entry.get("low_open", False) else "["
    return low + (")" if entry.get("high_open", False) or entry["high"] == "open" else "]")
