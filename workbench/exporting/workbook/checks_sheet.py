"""The sheets Links and Checks: the operands of every check, and its recomputation from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import READINGS, Operand, Outcome, Recomputation, Shape, is_loose, outcome_of
from workbench.exporting.workbook import check_formulas
from workbench.exporting.workbook.book import HEADER_ROWS, UNBOUNDED, Book, Table, as_float
from workbench.exporting.workbook.calculator import Calculator, ColumnStore, FormulaError, Value
from workbench.exporting.workbook.columns import COLUMNS
from workbench.exporting.workbook.readings import ends_formula_text
from workbench.exporting.workbook.wording import Wording
from workbench.model import Binding, Claim, Document, Finding, Operation

_LINK_COLUMNS = tuple(column.name for column in COLUMNS["links"])
_CHECK_COLUMNS = tuple(column.name for column in COLUMNS["checks"])
_LONGEST_QUOTE = 400


def write_links(
    book: Book,
    checks: Sequence[Recomputation],
    store: ColumnStore,
    claim_rows: Mapping[str, int],
    figure_rows: Mapping[str, int],
) -> None:
    """One row an operand. What the rows hold is kept in `store` for the formulas of Checks."""
    table = Table(book, "links")
    for check in checks:
        operands = [*check.operands, *([check.years_operand] if check.years_operand is not None else [])]
        for operand in operands:
            if table.full:
                continue
            row = _write_link(table, check, operand, claim_rows, figure_rows)
            store.append("links", row, _LINK_COLUMNS)
            table.next_row()
    table.finish()


def _write_link(
    table: Table,
    check: Recomputation,
    operand: Operand,
    claim_rows: Mapping[str, int],
    figure_rows: Mapping[str, int],
) -> dict[str, Value]:
    texts, fact = table.book.texts, operand.fact
    row: dict[str, Value] = {
        "key": f"{check.relation.id}|{operand.place}",
        "check": check.relation.id,
        "place": operand.place,
        "role": texts.known("operands", operand.role),
        "factor": as_float(operand.factor),
        "offset": as_float(operand.offset),
    }
    if fact.claim is not None:
        row["operand"], row["quote"] = fact.claim.id, cut(one_line(fact.claim.text), _LONGEST_QUOTE)
        source, known = "claims", claim_rows.get(fact.claim.id, 0)
    elif fact.figure is not None:
        row["operand"], row["quote"] = fact.figure.id, cut(one_line(fact.figure.indicator), _LONGEST_QUOTE)
        source, known = "references", figure_rows.get(fact.figure.id, 0)
    else:
        row["operand"] = texts("verdicts", "implied") if fact.unknown is not None else ""
        row["quote"] = cut(one_line(fact.unknown.name), _LONGEST_QUOTE) if fact.unknown is not None else ""
        source, known = "", 0
    for name, value in row.items():
        table.put(name, value)
    row.update(_bounds(operand))
    if source:
        row["row"] = float(known)
        _write_live(table, operand, source, row)
    else:
        for name in (*_BOUNDS, "point"):
            table.put(name, row[name])
    if operand.place == "stated" and fact.claim is not None:
        _write_precision(table, fact.claim, row)
    return row


_BOUNDS = tuple(f"{prefix}{name}" for prefix in ("", "widest_", "cut_") for name in ("low", "high", "ends"))


def _bounds(operand: Operand) -> dict[str, Value]:
    """What the cells of one operand hold now."""
    found: dict[str, Value] = {}
    factor, offset = operand.factor, operand.offset
    for reading in READINGS:
        prefix = check_formulas.PREFIXES[reading][1]
        low, high = operand.range(reading)[0], operand.range(reading)[2]
        # An end without limit stands as a huge number, which sign and unit change too.
        found[f"{prefix}low"] = -UNBOUNDED * abs(float(factor)) + float(offset) if low is None else as_float(low)
        found[f"{prefix}high"] = UNBOUNDED * abs(float(factor)) + float(offset) if high is None else as_float(high)
        box = operand.fact.box(reading)
        quantity = operand.fact.written
        ends = "()" if quantity is None and box[0] is None else "[]"
        if quantity is not None:
            ends = ends_formula_text(quantity, box)
        found[f"{prefix}ends"] = ends if factor > 0 else _turned(ends)
    found["point"] = "" if operand.point is None else as_float(operand.point)
    return found


def _turned(ends: str) -> str:
    return ("[" if ends[1] == "]" else "(") + ("]" if ends[0] == "[" else ")")


def _write_live(table: Table, operand: Operand, source: str, row: Mapping[str, Value]) -> None:
    """Bounds and point looked up in the sheet of claims or references."""
    table.compute("row", f"IFERROR(MATCH({{operand}},[{source}.id],0),0)", row["row"])
    for prefix in ("", "widest_", "cut_"):
        low, high, ends = (f"INDEX([{source}.{prefix}{name}],{{row}})" for name in ("low", "high", "ends"))
        least = f'IF({low}="",-1E+99,{low})'
        most = f'IF({high}="",1E+99,{high})'
        for name, mine, other, none in (("low", least, most, "-1E+99"), ("high", most, least, "1E+99")):
            table.compute(
                f"{prefix}{name}",
                f"IF({{row}}=0,{none},IF({{factor}}>0,{mine},{other})*{{factor}}+{{offset}})",
                row[f"{prefix}{name}"],
            )
        turned = f'IF(RIGHT({ends},1)="]","[","(")&IF(LEFT({ends},1)="[","]",")")'
        table.compute(f"{prefix}ends", f'IF({{row}}=0,"()",IF({{factor}}>0,{ends},{turned}))', row[f"{prefix}ends"])
    point = f"INDEX([{source}.point],{{row}})"
    table.compute("point", f'IF({{row}}=0,"",IF({point}="","",{point}*{{factor}}+{{offset}}))', row["point"])


def _write_precision(table: Table, claim: Claim, row: dict[str, Value]) -> None:
    """The step of the stated number, and whether any value of its interval agrees with it."""
    row["step"] = as_float(claim.quantity.step)
    row["loose"] = 1.0 if is_loose(claim) else 0.0
    if claim.quantity.exact and claim.quantity.is_range:
        table.put("step", row["step"])
    else:
        step = "INDEX([claims.step],{row})*INDEX([claims.scale],{row})"
        table.compute("step", f"IF({{row}}=0,0,{step})", row["step"])
    if claim.quantity.in_words:
        table.put("loose", 1)
    else:
        table.compute("loose", 'IF({row}=0,0,IF(INDEX([claims.hedge],{row})="",0,1))', row["loose"])


def write_checks(
    book: Book,
    document: Document,
    checks: Sequence[Recomputation],
    others: Sequence[Finding],
    store: ColumnStore,
    calculator: Calculator,
    finding_ids: frozenset[str],
) -> dict[str, dict[str, Value]]:
    """One row a check; `others` are findings that no formula covers. Gives the cells of each row, by check id."""
    table = Table(book, "checks")
    written: dict[str, dict[str, Value]] = {}
    for check in checks:
        if table.full:
            continue
        written[check.relation.id] = _write_check(table, document, check, calculator, finding_ids)
        store.append("checks", written[check.relation.id], _CHECK_COLUMNS)
        table.next_row()
    for finding in others:
        if table.full:
            continue
        row = _write_other(table, document, finding, finding_ids)
        store.append("checks", row, _CHECK_COLUMNS)
        table.next_row()
    table.finish()
    mark_results(table, "result")
    mark_unbounded(table, (("a_low", "overlap"), ("wide_a_low", "wide_stated_high"), ("cut_a_low", "cut_stated_high")))
    return written


def _write_check(
    table: Table, document: Document, check: Recomputation, calculator: Calculator, finding_ids: frozenset[str]
) -> dict[str, Value]:
    texts = table.book.texts
    cells: dict[str, Value] = {"id": check.relation.id, "ceiling": texts("choices", "yes" if check.capped else "no")}
    table.put("id", check.relation.id)
    table.put("operation", texts("operations", check.relation.operation.value))
    table.put("formula", in_words(check, texts))
    confidence = check.finding.confidence.value if check.finding is not None else _CONFIDENCE[check.relation.binding]
    table.put("confidence", texts("levels", confidence))
    table.put("quote", quote(document, check.relation.start, check.relation.end, check.claims))
    table.put("ceiling", cells["ceiling"])
    for name, template in _formulas(check, texts):
        try:
            value = calculator(template, cells)
        except FormulaError:
            value = ""
        value = (1.0 if value else 0.0) if isinstance(value, bool) else value
        cells[name] = value
        table.compute(name, template, value)
    _write_link_to_finding(table, check.finding, finding_ids)
    return cells


_CONFIDENCE = {
    Binding.ANALYST: "high",
    Binding.CLAUSE: "high",
    Binding.SENTENCE: "high",
    Binding.ACROSS: "medium",
    Binding.KIND: "low",
}


def _formulas(check: Recomputation, texts: Wording) -> Iterator[tuple[str, str]]:
    yield from check_formulas.row_formulas(check)
    if check.years_operand is not None:
        yield from check_formulas.years_formulas(check.years_operand.place)
    for reading in READINGS:
        yield from check_formulas.reading_formulas(check, reading)
    yield from check_formulas.point_formulas(check)
    yield from check_formulas.closing_formulas(check, texts)


def _write_link_to_finding(table: Table, finding: Finding | None, finding_ids: frozenset[str]) -> None:
    if finding is not None and finding.id in finding_ids:
        shown = finding.id.replace('"', '""')
        table.link("link", "findings", f'MATCH("{shown}",[findings.id],0)', finding.id)


def _write_other(table: Table, document: Document, finding: Finding, finding_ids: frozenset[str]) -> dict[str, Value]:
    """A check of the calendar or of statistics: its result as the program found it, its working in words."""
    texts = table.book.texts
    result = texts("results", outcome_of(finding).value)
    # A comparison with a known figure names the check that gave the value; its own row has its own name.
    own = finding.operation == Operation.REFERENCE.value or not finding.relations
    name = finding.id if own else finding.relations[0]
    table.put("id", name)
    table.put("operation", texts.known("operations", finding.operation))
    table.put("formula", texts("formulas", "words"))
    table.put("confidence", texts("levels", finding.confidence.value))
    table.put("result", result)
    table.put("tick", _TICKS_IN_WORDS.get(outcome_of(finding), "TR" if finding.figures else "Rx"))
    spans = finding.spans or ((0, 0),)
    table.put("quote", one_line(cut(document.text[spans[0][0] : spans[-1][1]], _LONGEST_QUOTE)))
    _write_link_to_finding(table, finding, finding_ids)
    return {"id": name, "result": result}


_TICKS_IN_WORDS = {Outcome.INCONSISTENT: "X", Outcome.DOUBTFUL: "X", Outcome.ROUNDING: "≈", Outcome.UNKNOWN: ""}


def in_words(check: Recomputation, texts: Wording) -> str:
    """The equation of a check with the names of its operands."""
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
