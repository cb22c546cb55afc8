"""The sheet Checks: the recomputation of every check from its operands in Links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.exporting.chained_checks import ChainedCheck
from workbench.exporting.plain_text import one_line
from workbench.exporting.recomputation import READINGS, Recomputation, Shape
from workbench.exporting.special_checks import Rule, SpecialCheck
from workbench.exporting.workbook import check_formulas
from workbench.exporting.workbook.book import HEADER_ROWS, Book, Table
from workbench.exporting.workbook.calculator import Calculator, ColumnStore, Value, computed
from workbench.exporting.workbook.columns import COLUMNS
from workbench.exporting.workbook.links_sheet import DAY_FORMAT
from workbench.exporting.workbook.other_checks import link_to_finding, write_chained, write_in_words, write_whole_count
from workbench.exporting.workbook.special_formulas import special_formulas
from workbench.exporting.workbook.wording import Wording
from workbench.model import Binding, Claim, Document, Finding, Operation

_CHECK_COLUMNS = tuple(column.name for column in COLUMNS["checks"])
_LONGEST_QUOTE = 400


def write_checks(
    book: Book,
    document: Document,
    checks: Sequence[Recomputation | SpecialCheck],
    chained: Sequence[ChainedCheck],
    others: Sequence[Finding],
    store: ColumnStore,
    calculator: Calculator,
    finding_ids: frozenset[str],
) -> dict[str, dict[str, Value]]:
    """One row a check, then those in chains; `others` are findings that no formula covers.

    Gives the cells of each row with formulas, by the id of the check.
    """
    table = Table(book, "checks")
    written: dict[str, dict[str, Value]] = {}
    for check in checks:
        if table.full:
            continue
        found = _computed(check, calculator, book.texts)
        if isinstance(check, SpecialCheck) and found["result"][1] != book.texts("results", check.outcome.value):
            # What the program found and these formulas do not: the result stays in words.
            row = write_in_words(table, document, check.finding, finding_ids)
        else:
            row = _write_check(table, document, check, found, finding_ids)
            written[check.relation.id] = row
        store.append("checks", row, _CHECK_COLUMNS)
        table.next_row()
    for chain in chained:
        if table.full:
            continue
        row = write_chained(table, chain, calculator, finding_ids)
        written[chain.finding.id] = row
        store.append("checks", row, _CHECK_COLUMNS)
        table.next_row()
    for finding in others:
        if table.full:
            continue
        row = _write_finding(table, document, finding, checks, calculator, finding_ids)
        if "tick" in row:
            written[finding.id] = row
        store.append("checks", row, _CHECK_COLUMNS)
        table.next_row()
    table.finish()
    mark_results(table, "result")
    mark_unbounded(table, (("a_low", "overlap"), ("wide_a_low", "wide_stated_high"), ("cut_a_low", "cut_stated_high")))
    return written


def _write_finding(
    table: Table,
    document: Document,
    finding: Finding,
    checks: Sequence[Recomputation | SpecialCheck],
    calculator: Calculator,
    finding_ids: frozenset[str],
) -> dict[str, Value]:
    """A finding beside the checks: live for a percentage that no count gives, in words for the others."""
    about = next((check for check in checks if (check.relation.id,) == finding.relations), None)
    if finding.operation == Operation.SHARE.value and isinstance(about, Recomputation) and not about.complete:
        stated, whole = about.operand("stated"), about.operand("b")
        if stated is not None and whole is not None and (stated.role, whole.role) == ("share", "whole"):
            return write_whole_count(table, finding, calculator, finding_ids)
    return write_in_words(table, document, finding, finding_ids)


def _computed(
    check: Recomputation | SpecialCheck, calculator: Calculator, texts: Wording
) -> dict[str, tuple[str, Value]]:
    """The formula and the value of each column of a check."""
    cells: dict[str, Value] = {"id": check.relation.id, "ceiling": texts("choices", "yes" if check.capped else "no")}
    cells |= _tolerance(check)
    return computed(calculator, _formulas(check, texts), cells)


def _write_check(
    table: Table,
    document: Document,
    check: Recomputation | SpecialCheck,
    found: Mapping[str, tuple[str, Value]],
    finding_ids: frozenset[str],
) -> dict[str, Value]:
    texts = table.book.texts
    table.put("id", check.relation.id)
    table.put("operation", texts("operations", check.relation.operation.value))
    table.put("formula", in_words(check, texts))
    confidence = check.finding.confidence.value if check.finding is not None else _CONFIDENCE[check.relation.binding]
    table.put("confidence", texts("levels", confidence))
    table.put("quote", quote(document, check.relation.start, check.relation.end, check.claims))
    table.put("ceiling", texts("choices", "yes" if check.capped else "no"))
    tolerance = _tolerance(check)
    for name, amount in tolerance.items():
        table.put(name, amount)
    days = isinstance(check, SpecialCheck) and check.rule.of_calendar
    for name, (template, value) in found.items():
        is_day = days and name in _OPERAND_ENDS
        table.compute(name, template, value, number_format=DAY_FORMAT if is_day else "")
    link_to_finding(table, check.finding, finding_ids)
    return {"id": check.relation.id, **tolerance, **{name: value for name, (_, value) in found.items()}}


def _tolerance(check: Recomputation | SpecialCheck) -> dict[str, float]:
    return check_formulas.tolerance_cells(check) if isinstance(check, Recomputation) else {}


_OPERAND_ENDS = ("a_low", "a_high", "b_low", "b_high")
_CONFIDENCE = {
    Binding.ANALYST: "high",
    Binding.CLAUSE: "high",
    Binding.SENTENCE: "high",
    Binding.ACROSS: "medium",
    Binding.KIND: "low",
}


def _formulas(check: Recomputation | SpecialCheck, texts: Wording) -> Iterator[tuple[str, str]]:
    if isinstance(check, SpecialCheck):
        yield from special_formulas(check, texts)
        return
    yield from check_formulas.row_formulas(check)
    if check.years_operand is not None:
        yield from check_formulas.years_formulas(check.years_operand.place)
    for reading in READINGS:
        yield from check_formulas.reading_formulas(check, reading)
    yield from check_formulas.point_formulas(check)
    yield from check_formulas.closing_formulas(check, texts)


def in_words(check: Recomputation | SpecialCheck, texts: Wording) -> str:
    """The equation of a check with the names of its operands, and what is tolerated."""
    if isinstance(check, SpecialCheck):
        return _special_in_words(check, texts)
    if check.slack is not None:
        amount = check.slack.part * 100 or check.slack.distance
        number = check_formulas.number_text(amount).replace(".", texts("text", "decimal"))
        key = "tolerated_part" if check.slack.part else "tolerated"
        return f"{_equation_in_words(check, texts)} {texts('formulas', key, amount=number)}"
    return _equation_in_words(check, texts)


def _equation_in_words(check: Recomputation, texts: Wording) -> str:
    names: dict[str, list[str]] = {place: [] for place in ("a", "b", "part", "stated")}
    for operand in check.operands:
        names[operand.place].append(texts.known("operands", operand.role))
    a, b = " ".join(names["a"]), " ".join(names["b"])
    stated = " ".join(names["stated"])
    percent = check.scale == 100
    if check.relation.operation is Operation.SHARE and check.shape is Shape.QUOTIENT:
        return f"{stated} = {texts('formulas', 'share' if percent else 'share_plain')}"
    if check.relation.operation is Operation.GROWTH and check.shape in (Shape.QUOTIENT, Shape.ROOT):
        return f"{stated} = {texts('formulas', 'growth_years' if check.shape is Shape.ROOT else 'growth')}"
    signs = {Shape.QUOTIENT: "/", Shape.PRODUCT: "×", Shape.POWER: "×", Shape.MINUS: "−"}
    if check.shape in signs:
        return f"{stated} = {a} {signs[check.shape]} {b}" + (" × 100" if percent else "")
    if check.shape is Shape.SAME:
        return f"{stated} = {a}"
    if len(names["part"]) == 1:
        sign = {Shape.SUM: "=", Shape.AT_LEAST: "≥", Shape.MORE: ">"}[check.shape]
        return f"{stated} {sign} {names['part'][0]}"
    sign = "=" if check.shape is Shape.SUM else "≥"
    return f"{stated} {sign} {texts('formulas', 'sum')} ({len(names['part'])})"


def _special_in_words(check: SpecialCheck, texts: Wording) -> str:
    stated = check.operand("stated")
    assert stated is not None
    unit = stated.fact.unit or ""
    said = texts("formulas", check.rule.value, unit=unit)
    return f"{texts.known('operands', stated.role)} = {said}" if check.rule is not Rule.GRIM else said


def quote(document: Document, start: int, end: int, claims: Sequence[Claim]) -> str:
    """The words of a relation on one line, the numbers it joins in brackets."""
    inside = sorted(claims, key=lambda claim: claim.start)
    if inside:
        start = min(claim.start for claim in inside) if end <= start else min(start, inside[0].start)
        end = max(end, *(claim.end for claim in inside))
    if end - start > _LONGEST_QUOTE:
        return one_line(" … ".join(f"[{claim.text}]" for claim in inside))
    parts: list[str] = []
    at = start
    for claim in inside:
        if claim.start >= at:
            parts += [document.text[at : claim.start], f"[{claim.text}]"]
            at = claim.end
    parts.append(document.text[at:end])
    return one_line("".join(parts))


def mark_results(table: Table, column: str, *, first_row: int = HEADER_ROWS) -> None:
    """Colour, sign and weight for each class of result: never colour alone."""
    book, place = table.book, table.index[column]
    last = max(table.row - 1, first_row)
    for key, properties in RESULT_MARKS.items():
        table.sheet.conditional_format(
            first_row,
            place,
            last,
            place,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{book.texts("results", key)}"',
                "format": book.file.add_format(properties),
            },
        )


RESULT_MARKS: dict[str, dict[str, object]] = {
    "inconsistent": {"bg_color": "#F9DEDC", "font_color": "#8C1D18", "bold": True, "num_format": '"✗ "@'},
    "doubtful": {"bg_color": "#FFE8C7", "font_color": "#6B3F00", "bold": True, "num_format": '"! "@'},
    "rounding": {"bg_color": "#E3F3E8", "font_color": "#1B6B43", "num_format": '"≈ "@'},
    "consistent": {"font_color": "#1B6B43", "num_format": '"✓ "@'},
    "unknown": {"font_color": "#5B6570", "italic": True, "num_format": '"? "@'},
}


def mark_unbounded(table: Table, blocks: Sequence[tuple[str, str]]) -> None:
    """Show huge numbers that stand for no limit as the sign of infinity, from the first column of a block to the last.

    The cells have formulas, so that a format of the number as it is now would not be enough.
    """
    plus = table.book.file.add_format({"num_format": '"∞"', "font_color": "#5B6570"})
    minus = table.book.file.add_format({"num_format": '"−∞"', "font_color": "#5B6570"})
    last = max(table.row - 1, HEADER_ROWS)
    for first, final in blocks:
        box = (HEADER_ROWS, table.index[first], last, table.index[final])
        for criteria, value, style in ((">=", 1e60, plus), ("<=", -1e60, minus)):
            table.sheet.conditional_format(
                *box, {"type": "cell", "criteria": criteria, "value": value, "format": style}
            )
