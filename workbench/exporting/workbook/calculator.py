"""Computes the formulas of the workbook as a spreadsheet would, for the values stored beside them.

Covers the functions the sheets use, in double precision, with IF and IFERROR evaluated lazily. A formula is read once
into nested closures and then run for every row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from workbench.checking import distributions

Value: TypeAlias = float | str | bool
Cells: TypeAlias = Mapping[str, Value]
Run: TypeAlias = Callable[[Cells], Value]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)|(?P<text>\"(?:[^\"]|\"\")*\")|\{(?P<cell>\w+)\}"
    r"|\[(?P<column>\w+\.\w+)\]|(?P<name>[A-Za-z_][\w.]*)|(?P<sign><>|<=|>=|[-+*/^&=<>(),]))"
)


class FormulaError(Exception):
    """What a spreadsheet shows as #DIV/0!, #N/A or #NUM!."""


class ColumnStore:
    """The columns of tables already written, as formulas on other sheets see them. Rows count from `first_row`."""

    def __init__(self, first_row: int) -> None:
        self._first_row = first_row
        self._values: dict[str, list[Value]] = {}
        self._rows_of: dict[str, dict[Value, list[int]]] = {}

    def append(self, table: str, row: Mapping[str, Value], columns: Sequence[str]) -> None:
        """Add a row; what is missing in it is an empty cell."""
        for name in columns:
            column = f"{table}.{name}"
            values = self._values.setdefault(column, [])
            value = row.get(name, "")
            self._rows_of.setdefault(column, {}).setdefault(value, []).append(len(values))
            values.append(value)

    def column(self, table: str, name: str) -> list[Value]:
        """All cells of a column."""
        return list(self._values.get(f"{table}.{name}", []))

    def at(self, column: str, row: float) -> Value:
        """The cell in sheet row `row`."""
        place = int(row) - self._first_row
        values = self._values.get(column, [])
        if not 0 <= place < len(values):
            raise FormulaError
        return values[place]

    def match(self, value: Value, column: str) -> float:
        """The sheet row of the first cell equal to `value`."""
        rows = self._rows_of.get(column, {}).get(value)
        if not rows:
            raise FormulaError
        return float(rows[0] + self._first_row)

    def chosen(self, criteria: Sequence[tuple[str, Value]]) -> list[int]:
        """The places of the rows that meet all criteria, as COUNTIFS reads them."""
        (first, wanted), *rest = criteria
        if isinstance(wanted, str) and _is_pattern(wanted):
            places = list(range(len(self._values.get(first, []))))
            rest = list(criteria)
        else:
            places = self._rows_of.get(first, {}).get(wanted, [])
        return [
            place
            for place in places
            if all(_meets(self._values.get(column, [])[place], value) for column, value in rest)
        ]

    def numbers(self, column: str, places: Sequence[int]) -> list[float]:
        """The numbers among some cells of a column."""
        values = self._values.get(column, [])
        return [float(value) for place in places if not isinstance(value := values[place], str)]


def _is_pattern(text: str) -> bool:
    return text[:1] in "<>=" or "*" in text


def _meets(value: Value, wanted: Value) -> bool:
    if isinstance(wanted, str) and wanted.startswith(">"):
        return not isinstance(value, str) and float(value) > float(wanted[1:])
    if isinstance(wanted, str) and wanted.startswith("<>"):
        return value != wanted[2:]
    if isinstance(wanted, str) and wanted.endswith("*"):
        return isinstance(value, str) and value.startswith(wanted[:-1])
    if isinstance(wanted, str) and wanted.startswith("*"):
        return isinstance(value, str) and value.endswith(wanted[1:])
    return value == wanted and isinstance(value, str) == isinstance(wanted, str)


class Calculator:
    """Runs formula templates over the cells of a row, the columns of other sheets and the named cells."""

    def __init__(self, store: ColumnStore, names: Mapping[str, Value]) -> None:
        self._store = store
        self._names = names
        self._compiled: dict[str, Run] = {}

    def __call__(self, template: str, cells: Cells) -> Value:
        """The value of the formula for one row. Raises `FormulaError` where a spreadsheet shows an error."""
        run = self._compiled.get(template)
        if run is None:
            run = self._compiled[template] = _Parser(template, self._store, self._names).formula()
        return run(cells)


def computed(
    calculator: Calculator, formulas: Iterable[tuple[str, str]], cells: dict[str, Value]
) -> dict[str, tuple[str, Value]]:
    """The formula and value of each column of a row, one after the other; `cells` takes the values in.

    An error stands as an empty text, and a truth value as 1 or 0, as the cells of the sheets have them.
    """
    found: dict[str, tuple[str, Value]] = {}
    for name, template in formulas:
        try:
            value = calculator(template, cells)
        except FormulaError:
            value = ""
        cells[name] = (1.0 if value else 0.0) if isinstance(value, bool) else value
        found[name] = template, cells[name]
    return found


class _Parser:
    """Recursive descent from text to closures, in the order of precedence of spreadsheets."""

    def __init__(self, text: str, store: ColumnStore, names: Mapping[str, Value]) -> None:
        self._tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)]
        self._place = 0
        self._store = store
        self._names = names

    def formula(self) -> Run:
        run = self._comparison()
        if self._place != len(self._tokens):
            raise ValueError(f"cannot read the formula at {self._tokens[self._place]}")
        return run

    def _peek(self) -> str:
        kind, text = self._tokens[self._place] if self._place < len(self._tokens) else ("", "")
        return text if kind == "sign" else ""

    def _take(self) -> tuple[str, str]:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def _binary(self, signs: tuple[str, ...], deeper: Callable[[], Run]) -> Run:
        run = deeper()
        while self._peek() in signs:
            sign = self._take()[1]
            run = _combined(sign, run, deeper())
        return run

    def _comparison(self) -> Run:
        return self._binary(("=", "<>", "<", ">", "<=", ">="), self._joined)

    def _joined(self) -> Run:
        return self._binary(("&",), self._sum)

    def _sum(self) -> Run:
        return self._binary(("+", "-"), self._product)

    def _product(self) -> Run:
        return self._binary(("*", "/"), self._power)

    def _power(self) -> Run:
        return self._binary(("^",), self._signed)

    def _signed(self) -> Run:
        if self._peek() == "-":
            self._take()
            run = self._signed()
            return lambda cells: -_number(run(cells))
        return self._single()

    def _single(self) -> Run:
        kind, text = self._take()
        if kind == "number":
            number = float(text)
            return lambda cells: number
        if kind == "text":
            plain = text[1:-1].replace('""', '"')
            return lambda cells: plain
        if kind == "cell":
            return lambda cells: cells.get(text, "")
        if kind == "sign" and text == "(":
            run = self._comparison()
            self._take()
            return run
        if kind == "name":
            if self._peek() != "(":
                value = self._names[text] if text != "TRUE" else True
                return lambda cells: value
            return self._call(text)
        raise ValueError(f"cannot read {text!r} in a formula")

    def _call(self, name: str) -> Run:
        self._take()
        arguments: list[Run] = []
        columns: list[str] = []
        while self._peek() != ")":
            if self._tokens[self._place][0] == "column":
                columns.append(self._take()[1])
            else:
                arguments.append(self._comparison())
            if self._peek() == ",":
                self._take()
        self._take()
        if columns:
            return self._look_up(name, columns, arguments)
        return _function(name, arguments)

    def _look_up(self, name: str, columns: list[str], arguments: list[Run]) -> Run:
        store = self._store
        if name == "INDEX":
            return lambda cells: store.at(columns[0], _number(arguments[0](cells)))
        if name == "MATCH":
            return lambda cells: store.match(arguments[0](cells), columns[0])
        if name == "COUNTIFS":
            return lambda cells: float(
                len(store.chosen([(column, run(cells)) for column, run in zip(columns, arguments, strict=True)]))
            )
        if name == "SUMIFS":
            return lambda cells: sum(
                store.numbers(
                    columns[0],
                    store.chosen([(column, run(cells)) for column, run in zip(columns[1:], arguments, strict=True)]),
                )
            )
        raise ValueError(f"unknown function {name}")


def _function(name: str, arguments: list[Run]) -> Run:
    if name == "IF":
        condition, yes, no = arguments
        return lambda cells: yes(cells) if condition(cells) else no(cells)
    if name == "IFERROR":
        first, otherwise = arguments
        return lambda cells: _or_else(first, otherwise, cells)
    if name == "AND":
        return lambda cells: all(run(cells) for run in arguments)
    if name == "OR":
        return lambda cells: any(run(cells) for run in arguments)
    if name == "NOT":
        return lambda cells: not arguments[0](cells)
    if name in ("MIN", "MAX"):
        choose: Callable[[list[float]], float] = min if name == "MIN" else max
        # A text among the arguments would be an error in a spreadsheet too.
        return lambda cells: choose([_number(run(cells)) for run in arguments])
    if name == "ABS":
        return lambda cells: abs(_number(arguments[0](cells)))
    if name == "INT":
        return lambda cells: float(_number(arguments[0](cells)) // 1)
    if name in _OF_NUMBERS:
        compute = _OF_NUMBERS[name]
        return lambda cells: _computed(compute, [_number(run(cells)) for run in arguments])
    if name in ("LEFT", "RIGHT"):
        return lambda cells: _cut(name, str(arguments[0](cells)), int(_number(arguments[1](cells))))
    raise ValueError(f"unknown function {name}")


def _cut(name: str, text: str, count: int) -> str:
    return text[:count] if name == "LEFT" else text[-count:]


def _or_else(first: Run, otherwise: Run, cells: Cells) -> Value:
    try:
        return first(cells)
    except FormulaError:
        return otherwise(cells)


def _combined(sign: str, left: Run, right: Run) -> Run:
    if sign == "&":
        return lambda cells: _text(left(cells)) + _text(right(cells))
    if sign in _ARITHMETIC:
        compute = _ARITHMETIC[sign]
        return lambda cells: compute(_number(left(cells)), _number(right(cells)))
    compare = _COMPARISONS[sign]
    return lambda cells: compare(left(cells), right(cells))


def _computed(compute: Callable[..., float], numbers: list[float]) -> float:
    try:
        return float(compute(*numbers))
    except (ArithmeticError, ValueError) as error:
        raise FormulaError from error


def _day(year: float, month: float, day: float) -> int:
    """The day number of a date after February 1900."""
    return date(int(year), int(month), int(day)).toordinal() - _BEFORE_DAY_ONE


def _rounded(value: float, digits: float) -> float:
    """Half away from zero, as spreadsheets round."""
    size: float = 10.0**digits
    return math.copysign(math.floor(abs(value) * size + 0.5), value) / size


_BEFORE_DAY_ONE = date(1899, 12, 30).toordinal()
_OF_NUMBERS: dict[str, Callable[..., float]] = {
    "DATE": _day,
    "WEEKDAY": lambda day, kind: date.fromordinal(int(day) + _BEFORE_DAY_ONE).isoweekday(),
    "ROUND": _rounded,
    "_xlfn.NORM.S.DIST": lambda z, cumulative: math.erfc(-z / math.sqrt(2)) / 2,
    "_xlfn.T.DIST.2T": distributions.student_two_sided,
    "_xlfn.F.DIST.RT": distributions.fisher_upper,
    "_xlfn.CHISQ.DIST.RT": distributions.chi_square_upper,
    "_xlfn.GAMMA.DIST": lambda x, a, b, cumulative: 1 - distributions.incomplete_gamma_upper(a, x / b),
    "_xlfn.BETA.DIST": lambda x, a, b, cumulative: distributions.incomplete_beta(x, a, b),
}


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except (ZeroDivisionError, OverflowError) as error:
        raise FormulaError from error
    if isinstance(result, complex):
        raise FormulaError
    return float(result)


def _quotient(a: float, b: float) -> float:
    if not b:
        raise FormulaError
    return a / b


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _quotient,
    "^": _power,
}


def _rank(value: Value) -> tuple[int, float, str]:
    """Spreadsheets order numbers before texts, and texts without regard to case."""
    return (1, 0.0, value.lower()) if isinstance(value, str) else (0, float(value), "")


_COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda a, b: _rank(a) == _rank(b),
    "<>": lambda a, b: _rank(a) != _rank(b),
    "<": lambda a, b: _rank(a) < _rank(b),
    ">": lambda a, b: _rank(a) > _rank(b),
    "<=": lambda a, b: _rank(a) <= _rank(b),
    ">=": lambda a, b: _rank(a) >= _rank(b),
}


def _number(value: Value) -> float:
    if isinstance(value, str):
        raise FormulaError
    return float(value)


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value).is_integer() else repr(float(value))
