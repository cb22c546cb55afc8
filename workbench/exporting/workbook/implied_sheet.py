"""The sheet Implied: values the text implies without stating them, narrowed by every check that bears on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Operand, Recomputation, Shape
from workbench.exporting.workbook.book import HEADER_ROWS, Book, Table, as_float
from workbench.exporting.workbook.calculator import Calculator, FormulaError, Value
from workbench.exporting.workbook.check_formulas import behind_tolerance, number_text
from workbench.exporting.workbook.checks_sheet import in_words
from workbench.model import Finding, Operation, ReferenceFigure, Unknown

# Stands in templates for the word that marks an unstated operand in Links.
IMPLIED = "\x02"


@dataclass(frozen=True, slots=True)
class _Row:
    unknown: Unknown
    check: Recomputation
    operand: Operand


def write_implied(
    book: Book,
    checks: Sequence[Recomputation],
    findings: Sequence[Finding],
    figures: Mapping[str, ReferenceFigure],
    calculator: Calculator,
    finding_ids: frozenset[str],
) -> None:
    """One row for each unstated value and check that gives it, those of one value together.

    `finding_ids` are those that the sheet Findings has.
    """
    table = Table(book, "implied")
    rows, known = _rows(checks, findings)
    in_rows = {row.unknown.key for row in rows}
    of_key: dict[str, list[_Row]] = {}
    for row in rows:
        of_key.setdefault(row.unknown.key, []).append(row)
    for key, group in of_key.items():
        first = table.row
        lives = [_Live(table, row, calculator) for row in group]
        narrowed = _narrowed([live.cells for live in lives])
        for live in lives:
            live.write()
            _write_narrowed(table, first, len(group), narrowed)
            _write_reference(table, key, known, figures, narrowed)
            _write_finding_link(table, key, findings, finding_ids)
            table.next_row()
    for finding in findings:
        if finding.implied is not None and finding.implied.key not in in_rows:
            _write_fixed(table, finding)
            table.next_row()
    _mark(table)


def _rows(checks: Sequence[Recomputation], findings: Sequence[Finding]) -> tuple[list[_Row], dict[str, str]]:
    """The rows to write, and for each unstated value the known figure it was held against."""
    rows: list[_Row] = []
    known: dict[str, str] = {}
    compared = {
        finding.relations[0]: finding.figures[0]
        for finding in findings
        if finding.operation == Operation.REFERENCE.value and len(finding.relations) == 1 and finding.figures
    }
    for check in checks:
        unstated = [operand for operand in check.operands if operand.fact.unknown is not None]
        if len(unstated) != 1:
            continue
        unknown = unstated[0].fact.unknown
        assert unknown is not None
        figure = next((operand.fact.figure for operand in check.operands if operand.fact.figure is not None), None)
        if check.relation.operation is Operation.REFERENCE and figure is not None:
            known.setdefault(unknown.key, figure.id)
        elif _solvable(check, unstated[0]):
            rows.append(_Row(unknown, check, unstated[0]))
            if check.relation.id in compared:
                known.setdefault(unknown.key, compared[check.relation.id])
    return rows, known


def _solvable(check: Recomputation, operand: Operand) -> bool:
    if check.shape in (Shape.PRODUCT, Shape.POWER, Shape.MORE):
        return False
    return check.shape is not Shape.ROOT or operand.place == "stated"


class _Live:
    """One row as formulas with their values."""

    def __init__(self, table: Table, row: _Row, calculator: Calculator) -> None:
        self._table, self._row = table, row
        self.cells: dict[str, Value] = {"check": row.check.relation.id}
        self._formulas: list[tuple[str, str]] = []
        word = table.book.texts("verdicts", "implied")
        for name, template in _formulas(row):
            template = template.replace(IMPLIED, word)
            try:
                value = calculator(template, self.cells)
            except FormulaError:
                value = ""
            self.cells[name] = value
            self._formulas.append((name, template))

    def write(self) -> None:
        """Put them into the current row of the table."""
        table, unknown, check = self._table, self._row.unknown, self._row.check
        _write_context(table, unknown.name, unknown.scope, unknown.period, unknown.unit, unknown.key)
        table.put("check", check.relation.id)
        table.put("formula", in_words(check, table.book.texts))
        for name, template in self._formulas:
            table.compute(name, template, self.cells[name])


def _write_context(table: Table, name: str, scope: str | None, period: str | None, unit: str | None, key: str) -> None:
    table.put("name", cut(one_line(name), 500))
    table.put("scope", one_line(scope or ""))
    table.put("period", period or "")
    table.put("unit", unit or "")
    table.put("key", one_line(key))


def _formulas(row: _Row) -> list[tuple[str, str]]:
    check, operand = row.check, row.operand
    if operand.place == "stated":
        match = "MATCH({check},[checks.id],0)"
        low, high = f"INDEX([checks.low],{match})", f"INDEX([checks.high],{match})"
        return [("low", _open(low)), ("high", _open(high))]
    made = [("a_row", 'MATCH({check}&"|stated",[links.key],0)')]
    other = check.operand("b" if operand.place == "a" else "a")
    if other is not None and not check.shape.adds_parts:
        made.append(("b_row", f'MATCH({{check}}&"|{other.place}",[links.key],0)'))
    low, high = _solved(check, operand)
    if operand.offset or operand.factor != 1:
        low, high = _unscaled(low, operand), _unscaled(high, operand)
        if operand.factor < 0:
            low, high = high, low
    return [*made, ("low", _open(low)), ("high", _open(high))]


def _solved(check: Recomputation, operand: Operand) -> tuple[str, str]:
    """Low and high of the operand's term, from the stated value and the other operand."""
    low, high = (f"INDEX([links.{end}],{{a_row}})" for end in ("low", "high"))
    if check.slack is not None:
        low, high = behind_tolerance(low, high, "MATCH({check},[checks.id],0)")
    low, high = _in_operand_unit(low, check), _in_operand_unit(high, check)
    if check.shape is Shape.SAME:
        return low, high
    if check.shape.adds_parts:
        stated = f'"<>{IMPLIED}"'
        others = {
            end: f'SUMIFS([links.{end}],[links.key],{{check}}&"|part",[links.operand],{stated})'
            for end in ("low", "high")
        }
        most = f"{high}-{others['low']}"
        return (f"{low}-{others['high']}" if check.shape is Shape.SUM else "-1E+99"), most
    other_low, other_high = "INDEX([links.low],{b_row})", "INDEX([links.high],{b_row})"
    if check.shape is Shape.MINUS:
        if operand.place == "a":
            return f"{low}+{other_low}", f"{high}+{other_high}"
        return f"{other_low}-{high}", f"{other_high}-{low}"
    if operand.place == "a":
        corners = ",".join(f"({one})*{two}" for one in (low, high) for two in (other_low, other_high))
        return f"MIN({corners})", f"MAX({corners})"
    corners = ",".join(f"{one}/({two})" for one in (other_low, other_high) for two in (low, high))
    spans_zero = f"{low}<=0,{high}>=0"
    return f"IF(AND({spans_zero}),-1E+99,MIN({corners}))", f"IF(AND({spans_zero}),1E+99,MAX({corners}))"


def _in_operand_unit(cell: str, check: Recomputation) -> str:
    """The stated value turned back into what the operands give."""
    if check.scale != 1:
        cell = (
            f"{cell}/{number_text(check.scale)}"
            if check.scale.denominator == 1
            else f"{cell}*{number_text(1 / check.scale)}"
        )
    return f"({cell}+{number_text(check.offset)})" if check.offset else cell


def _unscaled(formula: str, operand: Operand) -> str:
    return f"({formula}-{number_text(operand.offset)})/({number_text(operand.factor)})"


def _open(formula: str) -> str:
    """Empty for an end without limit."""
    return f'IFERROR(IF(ABS({formula})>=1E+60,"",{formula}),"")'


def _narrowed(rows: Sequence[dict[str, Value]]) -> tuple[Value, Value]:
    lows = [float(row["low"]) for row in rows if not isinstance(row["low"], str)]
    highs = [float(row["high"]) for row in rows if not isinstance(row["high"], str)]
    return (max(lows) if lows else ""), (min(highs) if highs else "")


def _write_narrowed(table: Table, first: int, count: int, narrowed: tuple[Value, Value]) -> None:
    letter = table.book.grammar.letter
    for end, choose, value in (("low", "MAX", narrowed[0]), ("high", "MIN", narrowed[1])):
        column = letter("implied", end)
        box = f"${column}${first + 1}:${column}${first + count}"
        table.compute(f"narrowed_{end}", f'IF(COUNT({box})=0,"",{choose}({box}))', _as_cell(value))
    conflict = table.book.texts("text", "conflict")
    table.compute(
        "empty",
        'IF(OR({narrowed_low}="",{narrowed_high}=""),"",'
        f'IF({{narrowed_low}}>{{narrowed_high}}*(1+1E-12),"{conflict}",""))',
        conflict if _apart(narrowed[0], narrowed[1]) else "",
    )


def _apart(low: Value, high: Value) -> bool:
    return not isinstance(low, str) and not isinstance(high, str) and float(low) > float(high) * (1 + 1e-12)


def _write_reference(
    table: Table,
    key: str,
    known: Mapping[str, str],
    figures: Mapping[str, ReferenceFigure],
    narrowed: tuple[Value, Value],
) -> None:
    """The known figure that this value was held against, and whether the two meet."""
    texts = table.book.texts
    figure = figures.get(known.get(key, ""))
    table.put("reference", "" if figure is None else figure.id)
    box = figure.expected if figure is not None else None
    values: list[Value] = [
        "" if box is None or figure is None or figure.quantity.value is None else as_float(figure.quantity.value),
        "" if box is None or box.low is None else as_float(box.low),
        "" if box is None or box.high is None else as_float(box.high),
    ]
    for name, column, value in zip(
        ("reference_value", "reference_low", "reference_high"), ("point", "low", "high"), values, strict=True
    ):
        found = f"INDEX([references.{column}],MATCH({{reference}},[references.id],0))"
        table.compute(name, f'IF({{reference}}="","",IFERROR(IF({found}="","",{found}),""))', _as_cell(value))
    agrees, differs = texts("text", "agrees"), texts("text", "differs")
    apart = _apart(narrowed[0], values[2]) or _apart(values[1], narrowed[1])
    table.compute(
        "agrees",
        'IF({reference}="","",IF(OR(AND({narrowed_low}<>"",{reference_high}<>"",'
        '{narrowed_low}>IF({reference_high}="",0,{reference_high})*(1+1E-12)),'
        'AND({reference_low}<>"",{narrowed_high}<>"",'
        '{reference_low}>IF({narrowed_high}="",0,{narrowed_high})*(1+1E-12))),'
        f'"{differs}","{agrees}"))',
        "" if figure is None else differs if apart else agrees,
    )


def _write_finding_link(table: Table, key: str, findings: Sequence[Finding], finding_ids: frozenset[str]) -> None:
    """The finding about a value, one that asks for a decision first; a link where Findings has it."""
    about = [one for one in findings if one.implied is not None and one.implied.key == key]
    found = min(about, key=lambda one: one.id not in finding_ids, default=None)
    if found is not None and found.id in finding_ids:
        table.link("finding", "findings", f'MATCH("{found.id}",[findings.id],0)', found.id)
    elif found is not None:
        table.put("finding", found.id, "text")


def _write_fixed(table: Table, finding: Finding) -> None:
    """A value that only several relations together give: its interval as the program found it."""
    implied = finding.implied
    assert implied is not None
    _write_context(table, implied.name, implied.scope, implied.period, implied.unit, implied.key)
    table.put("check", ", ".join(finding.relations))
    table.put("formula", cut(one_line(finding.explanation.working), 1000))
    for name in ("low", "narrowed_low"):
        table.put(name, implied.expected.low)
    for name in ("high", "narrowed_high"):
        table.put(name, implied.expected.high)
    table.put("finding", finding.id, "text")


def _as_cell(value: Value) -> str | float:
    return value if isinstance(value, str) else float(value)


def _mark(table: Table) -> None:
    texts, last = table.book.texts, max(table.row - 1, HEADER_ROWS)
    red = table.book.file.add_format(
        {"bg_color": "#F9DEDC", "font_color": "#8C1D18", "bold": True, "num_format": '"✗ "@'}
    )
    for column, word in (("empty", "conflict"), ("agrees", "differs")):
        place = table.index[column]
        table.sheet.conditional_format(
            HEADER_ROWS,
            place,
            last,
            place,
            {"type": "cell", "criteria": "==", "value": f'"{texts("text", word)}"', "format": red},
        )
