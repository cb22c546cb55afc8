"""The sheet Links: the operands of every check, one a row, looked up in Claims and References."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.checking.network import Reading
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import READINGS, Look, Operand, Recomputation, is_loose
from workbench.exporting.special_checks import SpecialCheck, is_year, names_year
from workbench.exporting.workbook import check_formulas
from workbench.exporting.workbook.book import UNBOUNDED, Book, Table, as_float
from workbench.exporting.workbook.calculator import ColumnStore, Value
from workbench.exporting.workbook.columns import COLUMNS
from workbench.exporting.workbook.readings import ends_formula_text, ends_text
from workbench.model import Claim

_LINK_COLUMNS = tuple(column.name for column in COLUMNS["links"])
_LONGEST_QUOTE = 400
_BOUNDS = tuple(f"{prefix}{name}" for prefix in ("", "widest_", "cut_") for name in ("low", "high", "ends"))
# A day as people read it, though it is the number 20221126: spreadsheets have no dates before 1900.
DAY_FORMAT = '0000"-"00"-"00'


def write_links(
    book: Book,
    checks: Sequence[Recomputation | SpecialCheck],
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
    check: Recomputation | SpecialCheck,
    operand: Operand,
    claim_rows: Mapping[str, int],
    figure_rows: Mapping[str, int],
) -> dict[str, Value]:
    texts, fact = table.book.texts, operand.fact
    row: dict[str, Value] = {
        "key": f"{check.relation.id}|{operand.place}",
        "check": check.relation.id,
        "place": texts("places", operand.place),
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
        table.compute("row", f"IFERROR(MATCH({{operand}},[{source}.id],0),0)", row["row"])
    if fact.claim is not None and operand.look is not Look.BOUNDS:
        _write_look(table, operand, fact.claim, row)
    elif source:
        _write_live(table, source, row)
    else:
        days = DAY_FORMAT if operand.look.of_days else ""
        for name in (*_BOUNDS, "point"):
            table.put(name, row[name], number_format=days)
    if operand.look is Look.BOUNDS and operand.place == "stated" and fact.claim is not None:
        _write_precision(table, fact.claim, row)
    return row


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
        ends = ends_text(box, negative=False) if quantity is None else ends_formula_text(quantity, box)
        if quantity is None and box[0] is None:
            ends = "()"
        found[f"{prefix}ends"] = ends if factor > 0 else _turned(ends)
    found["point"] = "" if operand.point is None else as_float(operand.point)
    return found


def _turned(ends: str) -> str:
    return ("[" if ends[1] == "]" else "(") + ("]" if ends[0] == "[" else ")")


def _write_live(table: Table, source: str, row: Mapping[str, Value]) -> None:
    """Bounds and point looked up in the sheet of claims or references."""
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


def _write_look(table: Table, operand: Operand, claim: Claim, row: Mapping[str, Value]) -> None:
    """The days that a claim names, or the size and p that a report of a test allows; one reading of them."""
    formulas = _day_formulas(claim, operand) if operand.look.of_days else _report_formulas(operand)
    days = DAY_FORMAT if operand.look.of_days else ""
    for name, formula in formulas:
        table.compute(name, f"IF({{row}}=0,0,{formula})", row[name], number_format=days)
    table.put("ends", row["ends"])
    if row["point"] != "":
        point = "INDEX([claims.point],{row})"
        table.compute("point", f'IF({{row}}=0,"",IF({point}="","",ABS({point})))', row["point"])


def _day_formulas(claim: Claim, operand: Operand) -> tuple[tuple[str, str], tuple[str, str]]:
    """The first and last day as 20221126; dates that a spreadsheet does not have stand in Claims as texts."""
    if operand.look is Look.DAYS and names_year(claim):
        year = "INDEX([claims.point],{row})*10000"
        return ("low", f"{year}+101"), ("high", f"{year}+1231")

    def day(column: str) -> str:
        cell = f"INDEX([claims.{column}],{{row}})"
        parts = f"YEAR({cell})*10000+MONTH({cell})*100+DAY({cell})"
        return f'IF(ISNUMBER({cell}),{parts},IFERROR(VALUE(SUBSTITUTE({cell},"-","")),0))'

    if operand.look is Look.DAYS:
        return ("low", day("period_start")), ("high", day("period_end"))
    end = day("period_start" if operand.look is Look.FIRST else "period_end")
    if is_year(operand):
        year = f"INT(({end})/10000)*10000"
        return ("low", f"{year}+101"), ("high", f"{year}+1231")
    box = operand.range(Reading.EXPECTED)
    if box[0] == box[2]:
        return ("low", end), ("high", end)
    month = f"INT(({end})/100)*100"
    last = "DAY(DATE(INT({low}/10000)+2000,INT({low}/100)-100*INT({low}/10000)+1,1)-1)"
    return ("low", f"{month}+1"), ("high", f"{{low}}-1+{last}")


def _report_formulas(operand: Operand) -> tuple[tuple[str, str], tuple[str, str]]:
    """The ends of a reported statistic, without its sign, or of a reported p."""
    size, half = "ABS(INDEX([claims.point],{row}))", "INDEX([claims.step],{row})*INDEX([claims.scale],{row})/2"
    most = "1" if operand.look is Look.PROBABILITY else "1E+99"
    if operand.sign == "<":
        return ("low", "0"), ("high", size)
    if operand.sign == ">":
        return ("low", size), ("high", most)
    return ("low", f"MAX(0,{size}-{half})"), ("high", f"{size}+{half}")


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
