"""The sheet Chains: the steps that lead several relations to one value, one a row.

The two rows of a finding that are marked A and B must meet; Checks says whether they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.checking.network import Fact, Reading
from workbench.exporting.chained_checks import ChainedCheck
from workbench.exporting.chains import READINGS, Act, Given, Keep, Node, Step
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Shape
from workbench.exporting.workbook.book import UNBOUNDED, Book, Table, as_float
from workbench.exporting.workbook.calculator import Calculator, ColumnStore, Value, computed
from workbench.exporting.workbook.check_formulas import PREFIXES, combined_formulas, ends_formula, number_text
from workbench.exporting.workbook.columns import COLUMNS
from workbench.exporting.workbook.formulas import letters
from workbench.exporting.workbook.readings import ends_formula_text
from workbench.exporting.workbook.wording import Wording

_COLUMNS = tuple(column.name for column in COLUMNS["chains"])
_SHAPES = {
    Act.SAME: Shape.SAME,
    Act.MINUS: Shape.MINUS,
    Act.PRODUCT: Shape.PRODUCT,
    Act.QUOTIENT: Shape.QUOTIENT,
    Act.POWER: Shape.POWER,
    Act.ROOT: Shape.ROOT,
}


def write_chains(
    book: Book,
    chained: Sequence[ChainedCheck],
    store: ColumnStore,
    calculator: Calculator,
    claim_rows: Mapping[str, int],
    figure_rows: Mapping[str, int],
) -> None:
    """The steps of every finding, each after those it needs; what they hold is kept in `store` for Checks."""
    table = Table(book, "chains")
    rows = {"claims": claim_rows, "references": figure_rows}
    for check in chained:
        steps = check.chain.steps()
        places: dict[int, _Place] = {}
        for number, step in enumerate(steps, 1):
            if table.full:
                continue
            side = {id(check.chain.left): "A", id(check.chain.right): "B"}.get(id(step), "")
            row = _Row(table, step, places, rows, calculator)
            row.write(check.finding.id, number, side)
            places[id(step)] = _Place(number, table.row, row.cells)
            key = f"{check.finding.id}|{side}" if side else ""
            store.append("chains", {**row.cells, "key": key}, _COLUMNS)
            table.next_row()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a step stands, and what its cells hold."""

    number: int
    row: int
    cells: Mapping[str, Value]


class _Row:
    """One step as formulas with their values."""

    def __init__(
        self,
        table: Table,
        step: Step,
        places: Mapping[int, _Place],
        rows: Mapping[str, Mapping[str, int]],
        calculator: Calculator,
    ) -> None:
        self._table, self._step, self._places, self._rows = table, step, places, rows
        self._calculator = calculator
        self.cells: dict[str, Value] = {}

    def write(self, finding: str, number: int, side: str) -> None:
        """Put the step into the current row of the table."""
        table, step, texts = self._table, self._step, self._table.book.texts
        table.put("finding", finding)
        table.put("step", number)
        table.put("side", side)
        table.put("key", f"{finding}|{side}" if side else "")
        table.put("what", "" if step.fact is None else _name(step.fact))
        table.put("check", "" if step.check is None else step.check.relation.id)
        table.put("act", _in_words(step, texts))
        self._operand("a", step.a)
        if step.b is not None:
            self._operand("b", step.b)
        for reading in READINGS:
            formulas = _result_formulas(step, PREFIXES[reading][0])
            for name, (formula, value) in computed(self._calculator, formulas, self.cells).items():
                table.compute(name, formula, value)

    def _operand(self, place: str, node: Node) -> None:
        table, texts = self._table, self._table.book.texts
        if isinstance(node, Step):
            known = self._places[id(node)]
            table.put(place, texts("text", "step", number=known.number))
            for reading in READINGS:
                p = PREFIXES[reading][0]
                for name in ("low", "high", "ends", "empty"):
                    address = f"{letters(table.index[p + name])}{known.row + 1}"
                    self._put_formula(f"{p}{place}_{name}", address, known.cells[p + name])
            return
        fact = node.fact
        source, name = _source(fact)
        unstated = texts("verdicts", "implied") if fact.unknown is not None else ""
        table.put(place, name or (texts("acts", node.what) if node.what else unstated))
        if source:
            row = float(self._rows[source].get(name, 0))
            self._put_formula(f"{place}_row", f"IFERROR(MATCH({{{place}}},[{source}.id],0),0)", row)
        for reading in READINGS:
            held = _held(node, reading)
            formulas = _given_formulas(node, source, place, PREFIXES[reading][1]) if source else {}
            for end, value in held.items():
                column = f"{PREFIXES[reading][0]}{place}_{end}"
                self.cells[column] = value
                if end in formulas:
                    self._put_formula(column, formulas[end], value)
                elif end != "empty":
                    table.put(column, value)

    def _put_formula(self, name: str, formula: str, value: Value) -> None:
        self.cells[name] = value
        self._table.compute(name, formula, value)


def _source(fact: Fact) -> tuple[str, str]:
    """The sheet that a fact is read from and its id there."""
    if fact.claim is not None:
        return "claims", fact.claim.id
    return ("references", fact.figure.id) if fact.figure is not None else ("", "")


def _name(fact: Fact) -> str:
    if fact.claim is not None:
        return cut(one_line(f"{fact.claim.id} {fact.claim.text}"), 200)
    if fact.unknown is not None:
        return cut(one_line(fact.unknown.name), 200)
    return "" if fact.figure is None else cut(one_line(fact.figure.indicator), 200)


def _in_words(step: Step, texts: Wording) -> str:
    words = texts("acts", step.act.value)
    if step.keep is not Keep.BOTH:
        words = f"{texts('acts', f'keep_{step.keep.value}')} {words}"
    bare = words if step.act is Act.SAME else f"({words})"
    if step.offset:
        words = f"({bare} {'−' if step.offset > 0 else '+'} {number_text(abs(step.offset))})"
        bare = words
    if step.factor != 1:
        by = step.factor if step.factor.denominator == 1 else 1 / step.factor
        words = f"{bare} {'/' if step.factor.denominator == 1 else '×'} {number_text(by)}"
    return words


def _held(node: Given, reading: Reading) -> dict[str, Value]:
    """What the cells of a given operand hold now."""
    low, low_open, high, high_open = node.range(reading)
    fact, size = node.fact, abs(float(node.factor))
    written, box = fact.written, fact.box(reading)
    if written is None:
        ends = ("(" if low_open else "[") + (")" if high_open else "]")
    else:
        ends = ends_formula_text(written, box)
        ends = ends if node.factor > 0 else _turned(ends)
    return {
        "low": -UNBOUNDED * size + float(node.offset) if low is None else as_float(low),
        "high": UNBOUNDED * size + float(node.offset) if high is None else as_float(high),
        "ends": ends,
        "empty": 0.0,
    }


def _turned(ends: str) -> str:
    return ("[" if ends[1] == "]" else "(") + ("]" if ends[0] == "[" else ")")


def _given_formulas(node: Given, source: str, place: str, prefix: str) -> dict[str, str]:
    """Low, high and ends of an operand looked up in its sheet, times its factor, plus its offset."""
    row = f"{{{place}_row}}"
    low, high, ends = (f"INDEX([{source}.{prefix}{name}],{row})" for name in ("low", "high", "ends"))
    least, most = f'IF({low}="",-1E+99,{low})', f'IF({high}="",1E+99,{high})'
    if node.factor < 0:
        least, most = most, least
        ends = f'IF(RIGHT({ends},1)="]","[","(")&IF(LEFT({ends},1)="[","]",")")'
    by = "" if node.factor == 1 else f"*({number_text(node.factor)})"
    plus = f"+({number_text(node.offset)})" if node.offset else ""
    return {"low": f"{least}{by}{plus}", "high": f"{most}{by}{plus}", "ends": ends}


def _result_formulas(step: Step, p: str) -> Iterator[tuple[str, str]]:
    """Low, high, ends and emptiness of a step in one reading."""
    low, high = _ends_of_act(step, p)
    ends = _belonging(step, p)
    if step.keep is Keep.LOW:
        high, ends = "1E+99", f'{"""("(")""" if step.strict else f"LEFT({ends},1)"}&")"'
    elif step.keep is Keep.HIGH:
        low, ends = "-1E+99", f'"("&{"""(")")""" if step.strict else f"RIGHT({ends},1)"}'
    low, high = _solved(low, step), _solved(high, step)
    if step.factor < 0:
        low, high = high, low
        ends = f'IF(RIGHT({ends},1)="]","[","(")&IF(LEFT({ends},1)="[","]",")")'
    yield f"{p}low", f"IFERROR(MAX(-1E+99,MIN(1E+99,{low})),-1E+99)"
    yield f"{p}high", f"IFERROR(MAX(-1E+99,MIN(1E+99,{high})),1E+99)"
    yield f"{p}ends", ends
    yield f"{p}empty", _emptiness(step, p)


def _ends_of_act(step: Step, p: str) -> tuple[str, str]:
    a_low, a_high, b_low, b_high = (f"{{{p}{name}}}" for name in ("a_low", "a_high", "b_low", "b_high"))
    if step.act is Act.PLUS:
        return f"{a_low}+{b_low}", f"{a_high}+{b_high}"
    if step.act is Act.MEET:
        return f"MAX({a_low},{b_low})", f"MIN({a_high},{b_high})"
    low, high = (
        end.replace("{years_low}", str(step.exponents[0])).replace("{years_high}", str(step.exponents[1]))
        for end in combined_formulas(_SHAPES[step.act], p)
    )
    if step.act in (Act.QUOTIENT, Act.ROOT):
        # Anything times zero is zero: where both can be zero, nothing follows.
        both = f"AND({a_low}<=0,{a_high}>=0,{b_low}<=0,{b_high}>=0)"
        return f"IF({both},{'0' if step.act is Act.ROOT else '-1E+99'},{low})", f"IF({both},1E+99,{high})"
    return low, high


def _belonging(step: Step, p: str) -> str:
    """Which ends belong to the result."""

    def cell(operand: str) -> str:
        return f"{{{p}{operand}_ends}}"

    if step.act is Act.PLUS:
        low = f'IF(OR(LEFT({cell("a")},1)="(",LEFT({cell("b")},1)="("),"(","[")'
        high = f'IF(OR(RIGHT({cell("a")},1)=")",RIGHT({cell("b")},1)=")"),")","]")'
        return f"{low}&{high}"
    if step.act is Act.MEET:
        a_low, a_high, b_low, b_high = (f"{{{p}{name}}}" for name in ("a_low", "a_high", "b_low", "b_high"))
        both_low = f'IF(OR(LEFT({cell("a")},1)="(",LEFT({cell("b")},1)="("),"(","[")'
        both_high = f'IF(OR(RIGHT({cell("a")},1)=")",RIGHT({cell("b")},1)=")"),")","]")'
        low = f"IF({a_low}>{b_low},LEFT({cell('a')},1),IF({a_low}<{b_low},LEFT({cell('b')},1),{both_low}))"
        high = f"IF({a_high}<{b_high},RIGHT({cell('a')},1),IF({a_high}>{b_high},RIGHT({cell('b')},1),{both_high}))"
        return f"{low}&{high}"
    return ends_formula(_SHAPES[step.act], p, cell)


def _solved(formula: str, step: Step) -> str:
    """``(act - offset) / factor``, nothing written for nothing."""
    if step.offset:
        formula = f"({formula})-({number_text(step.offset)})"
    if step.factor == 1:
        return formula
    if step.factor.denominator == 1:
        return f"({formula})/({number_text(step.factor)})"
    return f"({formula})*({number_text(1 / step.factor)})"


def _emptiness(step: Step, p: str) -> str:
    """1 when nothing is left: an operand has nothing, or the two of a meeting do not meet."""
    one = [f"{{{p}{place}_empty}}=1" for place, node in (("a", step.a), ("b", step.b)) if isinstance(node, Step)]
    if step.act is Act.MEET:
        low, high, ends = f"{{{p}low}}", f"{{{p}high}}", f"{{{p}ends}}"
        slack = f"2E-12*MIN(ABS({low}),ABS({high}))"
        one += [f"{low}>{high}+{slack}", f'AND({low}>={high}-{slack},{low}<>{high},{ends}<>"[]")']
        one.append(f'AND({low}={high},{ends}<>"[]")')
    elif step.act is Act.POWER:
        one.append(f"{{{p}b_high}}<0")
    elif step.act is Act.ROOT:
        one.append(f"AND({{{p}a_high}}<0,{{{p}b_low}}>0)")
    return f"IF(OR({','.join(one)}),1,0)" if one else "0"


def chain_formulas(check: ChainedCheck, texts: Wording) -> Iterator[tuple[str, str]]:
    """The row of Checks for a finding with a chain: its two sides, and whether they meet."""
    for place, side in (("a", "A"), ("stated", "B")):
        yield f"{place}_row", f'MATCH({{id}}&"|{side}",[chains.key],0)'
    for reading in READINGS if check.cut else READINGS[:2]:
        p = PREFIXES[reading][0]
        for place, name in (("a", ""), ("stated", "stated_")):
            for end in ("low", "high"):
                yield f"{p}{name}{end}", f"INDEX([chains.{p}{end}],{{{place}_row}})"
        yield f"{p}ends", f"INDEX([chains.{p}ends],{{a_row}})"
        low, high, stated_low, stated_high = (f"{{{p}{name}}}" for name in ("low", "high", "stated_low", "stated_high"))
        yield (
            f"{p}slack",
            f"1E-12*(MIN(ABS({low}),ABS({high}))+MIN(ABS({stated_low}),ABS({stated_high})))",
        )
        left, right, slack = f"{{{p}ends}}", f"INDEX([chains.{p}ends],{{stated_row}})", f"{{{p}slack}}"
        above = (
            f'OR({stated_low}<{high}-{slack},AND({stated_low}<={high}+{slack},LEFT({right},1)="[",RIGHT({left},1)="]"))'
        )
        below = (
            f'OR({low}<{stated_high}-{slack},AND({low}<={stated_high}+{slack},LEFT({left},1)="[",RIGHT({right},1)="]"))'
        )
        empty = f"INDEX([chains.{p}empty],{{a_row}})+INDEX([chains.{p}empty],{{stated_row}})"
        yield f"{p}fits", f"IF(AND({empty}=0,{above},{below}),1,0)"
    yield from _closing(texts)


def _closing(texts: Wording) -> Iterator[tuple[str, str]]:
    words = {name: f'"{texts("results", name)}"' for name in ("consistent", "doubtful", "inconsistent")}
    yes = f'"{texts("choices", "yes")}"'
    yield "complete", "1"
    yield "agrees", "1"
    yield "overlap", "MIN({stated_high},{high})-MAX({stated_low},{low})"
    yield "distance", "IF({fits}=1,0,MAX(0,-{overlap}))"
    yield "relative", "{distance}/MAX(MIN(ABS({low}),ABS({high})),1E-100)"
    yield (
        "result",
        f"IF({{fits}}=1,{words['consistent']},IF(OR({{wide_fits}}=1,{{cut_fits}}=1,{{ceiling}}={yes}),"
        f"{words['doubtful']},{words['inconsistent']}))",
    )
    yield "tick", 'IF({fits}=1,"Rx","X")'
