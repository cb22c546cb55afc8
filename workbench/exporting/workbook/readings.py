"""The value of a claim or known figure with its two readings: inputs in blue, bounds as formulas of them."""

from __future__ import annotations

from decimal import Decimal

from workbench.checking.network import readings as two_readings
from workbench.checking.network import truncated
from workbench.checking.ranges import Range
from workbench.exporting.workbook import bounds
from workbench.exporting.workbook.book import Number, Table
from workbench.exporting.workbook.wording import Wording
from workbench.model import Hedge, Quantity
from workbench.model.readings import widest

HEDGES = tuple(Hedge)


def readings(quantity: Quantity) -> tuple[Range, Range, Range]:
    """The expected and the widest range, and what digits cut off instead of rounded allow."""
    expected_box, widest_box = two_readings(quantity)
    return expected_box, widest_box, truncated(quantity, widest_box)


def ends_text(box: Range, *, negative: bool) -> str:
    """Which ends of an interval belong to it, as the formulas of the sheet tell them."""
    low, low_open, high, high_open = box
    if low is None:
        low_open = negative
    if high is None:
        high_open = not negative
    return ("(" if low_open else "[") + (")" if high_open else "]")


def ends_formula_text(quantity: Quantity, box: Range) -> str:
    """`ends_text` of one reading of a quantity."""
    return ends_text(box, negative=is_negative(quantity))


def is_negative(quantity: Quantity) -> bool:
    """Whether the formulas mirror its reading: below zero, and not a range."""
    return quantity.value is not None and quantity.value < 0 and not quantity.is_range


def write_value(
    table: Table,
    quantity: Quantity,
    written: bounds.WrittenValue,
    texts: Wording,
    *,
    tried: bool = False,
    short: bool = False,
) -> None:
    """The inputs and formulas of one quantity, into the columns of these names in the current row.

    When it is `tried` on the sheet What-if, the formulas take the value used instead of the one written. `short` ones
    do not follow a hedge that is typed later: for the figures of a long document that no check uses.
    """
    table.put("value", written.value)
    table.put("value_high", written.value_high)
    table.put("scale", written.scale)
    table.put("unit", quantity.unit)
    table.put("hedge", "" if quantity.hedge is None else texts("hedges", quantity.hedge.value))
    table.put("reading", texts("readings", written.reading))
    table.put("step", written.step)
    point = None if quantity.value is None or quantity.is_range else quantity.value
    if written.live and short and quantity.hedge is None and not tried:
        _write_short(table, quantity, written, point)
    elif written.live:
        if tried:
            table.compute("used", _USED.replace("{yes}", texts("choices", "yes")), written.value)
        cells = _Cells(table, "{used}" if tried else "{value}", _lowest(quantity))
        cells.compute("point", 'IF({value_high}="",{value}*{scale},"")', point)
        _write_helpers(cells, quantity, written)
        _write_bounds(cells, quantity, written)
    else:
        _write_fixed(table, quantity, point)


_TRIED = "INDEX([what_if.yours],MATCH({id},[what_if.claim],0))"
_USED = f'IF(what_if_on="{{yes}}",IFERROR(IF({_TRIED}="",{{value}},{_TRIED}),{{value}}),{{value}})'


class _Cells:
    """Formulas of one row, with the cell that `value` stands for."""

    def __init__(self, table: Table, value: str, zero: str) -> None:
        self._table, self._value, self._zero = table, value, zero

    def compute(self, name: str, template: str, cached: Number | str | None) -> None:
        filled = template.replace("{value}", self._value).replace(bounds.ZERO, self._zero)
        self._table.compute(name, filled, cached)

    def put(self, name: str, value: Number) -> None:
        self._table.put(name, value)


def _lowest(quantity: Quantity) -> str:
    """What a number of this kind and unit goes down to under "less than": zero, or no limit."""
    return "0" if widest(Quantity(quantity.kind, Decimal(1), unit=quantity.unit, hedge=Hedge.UNDER)).low == 0 else '""'


def _write_short(table: Table, quantity: Quantity, written: bounds.WrittenValue, point: Decimal | None) -> None:
    reading = written.reading
    table.compute("point", 'IF({value_high}="",{value}*{scale},"")', point)
    if reading == bounds.ROUNDED:
        table.put("digit", quantity.coarse_step / written.scale)
    expected_box, widest_box, cut = readings(quantity)
    for prefix, box in (("", expected_box), ("widest_", widest_box)):
        table.compute(f"{prefix}low", bounds.plain_low(reading, widest=bool(prefix)), box[0])
        table.compute(f"{prefix}high", bounds.plain_high(reading, widest=bool(prefix)), box[2])
        table.put(f"{prefix}ends", ends_text(box, negative=is_negative(quantity)))
    table.put("cut_low", cut[0])
    table.put("cut_high", cut[2])
    table.put("cut_ends", ends_text(cut, negative=is_negative(quantity)))


def _write_helpers(table: _Cells, quantity: Quantity, written: bounds.WrittenValue) -> None:
    assert written.value is not None
    size, step = abs(written.value), written.step or Decimal(1)
    digit = bounds.coarse_of(size, step)
    if written.digit is not None:
        digit = written.digit
    table.compute("hedge_row", bounds.HEDGE_ROW, 0 if quantity.hedge is None else HEDGES.index(quantity.hedge) + 1)
    if written.reading == bounds.RANGE:
        return
    if written.digit is None:
        table.compute("digit", bounds.DIGIT, digit)
    else:
        table.put("digit", digit)
    above, below = bounds.neighbours(size, digit, written.scale)
    table.compute("above", bounds.ABOVE, above)
    table.compute("below", bounds.BELOW, below)


def _write_bounds(table: _Cells, quantity: Quantity, written: bounds.WrittenValue) -> None:
    reading, negative = written.reading, is_negative(quantity)
    for prefix, wide, box in zip(("", "widest_"), (False, True), readings(quantity)[:2], strict=True):
        table.compute(f"{prefix}low", bounds.low(reading, widest=wide, negative=negative), box[0])
        table.compute(f"{prefix}high", bounds.high(reading, widest=wide, negative=negative), box[2])
        table.compute(
            f"{prefix}ends",
            bounds.ends(reading, widest=wide, negative=negative),
            ends_text(box, negative=negative),
        )
    cut = readings(quantity)[2]
    table.compute("cut_low", bounds.cut_low(reading, negative=negative), cut[0])
    table.compute("cut_high", bounds.cut_high(reading, negative=negative), cut[2])
    table.compute("cut_ends", bounds.cut_ends(reading, negative=negative), ends_text(cut, negative=negative))


def _write_fixed(table: Table, quantity: Quantity, point: Decimal | None) -> None:
    """The few that no formula covers keep the bounds the program read."""
    table.put("point", point)
    for prefix, box in zip(("", "widest_", "cut_"), readings(quantity), strict=True):
        table.put(f"{prefix}low", box[0])
        table.put(f"{prefix}high", box[2])
        table.put(f"{prefix}ends", ends_text(box, negative=is_negative(quantity)))
