"""The number line of a finding: what each source says on one axis, and the gap between those that fail to meet.

Thin bar: widest reading. Thick bar: expected reading. Tick: the number written. Arrow: an end without limit. The axis
is linear, logarithmic when the ends differ by more than fifty times. Positions are in the unit of `width` (pixels or
points), x to the right and y downwards from the top left corner; nothing here draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from workbench.charts.wording import NumberWording, magnitude
from workbench.model import Comparison, ComparisonRow, Interval

LOG_RATIO = 50
_MARGIN = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a row from `left` to `right`; an arrow where the reading goes on beyond the axis."""

    left: float
    right: float
    arrow_left: bool = False
    arrow_right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One source. `y` is the middle of its bars, `shown` is `label` cut to its room, `tick` the written number.

    `source` is that of the comparison row ("stated", "computed", "reference", "witness"); `claim` the claim it shows.
    """

    label: str
    shown: str
    source: str
    y: float
    thin: Bar
    thick: Bar
    tick: float | None
    claim: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis, its label centred on `x` unless that leaves the drawing (then `label_x` is the middle)."""

    x: float
    label: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The shaded stretch that no reading covers, between rows `first` and `second`; `label_x` is the label's middle."""

    left: float
    right: float
    first: int
    second: int
    label: str
    label_x: float


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The whole drawing. `text` says the same in words; `unit` names what the axis counts."""

    width: float
    height: float
    plot_left: float
    plot_right: float
    axis_y: float
    gap_label_y: float
    tick_label_y: float
    row_height: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    gap: Gap | None
    unit: str
    logarithmic: bool
    text: str


def lay_out(
    comparison: Comparison,
    *,
    width: float,
    line_height: float,
    text_width: Callable[[str], float],
    language: str = "en",
    power: int | None = None,
) -> NumberLine:
    """Where everything of the number line of `comparison` stands in a drawing `width` wide.

    `line_height` and `text_width` describe the font of the labels, in the same unit as `width`; `power` is the scale
    that the text writes its numbers in (`comparison_power`), when it is known.
    """
    axis = _Axis.of(comparison)
    wording = NumberWording(language, comparison.unit, None if axis.logarithmic else axis.largest, power=power)
    label_room = min(max((text_width(row.label) for row in comparison.rows), default=0.0), 0.45 * width)
    plot_left = label_room + line_height * 0.8 if comparison.rows else 0.0
    plot_right = width - line_height * 0.6
    place = _Place(axis, plot_left, plot_right)
    row_height = 1.7 * line_height
    gap = _gap(comparison, place, wording, text_width, width)
    top = 1.4 * line_height if gap is not None else 0.3 * line_height
    rows = tuple(
        _row(row, top + (index + 0.5) * row_height, place, wording, label_room, text_width)
        for index, row in enumerate(comparison.rows)
    )
    axis_y = top + len(rows) * row_height + 0.2 * line_height
    return NumberLine(
        width=width,
        height=axis_y + 2.9 * line_height,
        plot_left=plot_left,
        plot_right=plot_right,
        axis_y=axis_y,
        gap_label_y=0.6 * line_height,
        tick_label_y=axis_y + 0.95 * line_height,
        row_height=row_height,
        rows=rows,
        ticks=_ticks(axis, place, wording, text_width, width),
        gap=gap,
        unit=wording.unit,
        logarithmic=axis.logarithmic,
        text=_in_words(rows, gap, wording),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    low: Fraction
    high: Fraction
    logarithmic: bool
    largest: Fraction

    @classmethod
    def of(cls, comparison: Comparison) -> _Axis:
        points = _points(comparison)
        if not points:
            return cls(Fraction(0), Fraction(1), False, Fraction(1))
        largest = max(abs(point) for point in points)
        smallest = min((point for point in points if point > 0), default=Fraction(0))
        if min(points) >= 0 and smallest and max(points) > LOG_RATIO * smallest:
            # Ten per cent of a decade on either side keeps ends and arrows off the border.
            return cls(smallest * Fraction(4, 5), max(points) * Fraction(5, 4), True, largest)
        low, high = min(points), max(points)
        room = (high - low) * _MARGIN or abs(high) * _MARGIN or Fraction(1)
        return cls(low - room, high + room, False, largest)


def _points(comparison: Comparison) -> list[Fraction]:
    points: list[Fraction] = []
    for row in comparison.rows:
        for interval in (row.expected, row.widest):
            points.extend(end for end in (interval.low, interval.high) if end is not None)
        if row.value is not None:
            points.append(Fraction(row.value))
    return points


@dataclass(frozen=True, slots=True)
class _Place:
    """From numbers to x."""

    axis: _Axis
    left: float
    right: float

    def x(self, value: Fraction) -> float:
        axis = self.axis
        if axis.logarithmic:
            if value <= axis.low:
                return self.left
            part = _log(value / axis.low) / _log(axis.high / axis.low)
        else:
            part = float((value - axis.low) / (axis.high - axis.low))
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)

    def bar(self, interval: Interval) -> Bar:
        off_axis = interval.low is None or (self.axis.logarithmic and interval.low <= 0)
        return Bar(
            self.left if interval.low is None else self.x(interval.low),
            self.right if interval.high is None else self.x(interval.high),
            off_axis,
            interval.high is None,
        )


def _log(value: Fraction) -> float:
    # The logarithms of the parts: the quotient may be beyond a float.
    return math.log10(value.numerator) - math.log10(value.denominator)


def _row(
    row: ComparisonRow,
    y: float,
    place: _Place,
    wording: NumberWording,
    room: float,
    text_width: Callable[[str], float],
) -> Row:
    reading, widest = wording.interval(row.expected), wording.interval(row.widest)
    written = row.value is not None and not row.expected.is_point
    key = ("written" if written else "row") + ("" if reading == widest else "_widest")
    value = "" if row.value is None else wording.with_unit(Fraction(row.value), 15)
    return Row(
        label=row.label,
        shown=_cut(row.label, room, text_width),
        source=row.source,
        y=y,
        thin=place.bar(row.widest),
        thick=place.bar(row.expected),
        tick=None if row.value is None else place.x(Fraction(row.value)),
        claim=row.claim,
        text=wording.text(key, label=row.label, reading=reading, widest=widest, value=value),
    )


def _cut(text: str, room: float, text_width: Callable[[str], float]) -> str:
    if text_width(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_width(text[:middle] + "…") <= room else (low, middle - 1)
    whole_words = text[:low] if text[low : low + 1].isspace() else text[:low].rpartition(" ")[0]
    # No sign of a sum is left hanging; one long word is cut where the room ends.
    kept = whole_words.rstrip(" \u00a0\u202f+-−×/=") if len(whole_words) > low // 2 else text[:low].rstrip()
    return kept + "…"


def _gap(
    comparison: Comparison,
    place: _Place,
    wording: NumberWording,
    text_width: Callable[[str], float],
    width: float,
) -> Gap | None:
    """The gap between the first row and the first other that fails to meet it, in the widest reading if it fails there.

    When the first row meets all others, the first two rows that miss one another are taken.
    """
    rows = comparison.rows
    pairs = [(a, b) for a in range(len(rows)) for b in range(a + 1, len(rows))]
    for reading in ("widest", "expected"):
        for first, second in pairs:
            one: Interval = getattr(rows[first], reading)
            other: Interval = getattr(rows[second], reading)
            distance = Fraction(0) if one.meets(other) else one.distance(other)
            if not distance:
                continue
            below = one.high is not None and other.low is not None and one.high < other.low
            low, high = (one.high, other.low) if below else (other.high, one.low)
            assert low is not None
            assert high is not None
            if place.axis.logarithmic and low > 0:
                label = wording.text("factor_short" if below else "factor_over", size=wording.factor(high / low))
            else:
                # The explanation tells the gap of the expected reading, of which this may be a part.
                wider = rows[first].expected.distance(rows[second].expected) > distance
                side = ("at_least_short" if below else "at_least_over") if wider else ("short" if below else "over")
                label = wording.text(side, size=wording.size(distance))
            left, right = place.x(low), place.x(high)
            half = text_width(label) / 2
            middle = max(half, min((left + right) / 2, width - half))
            return Gap(left, right, first, second, label, middle)
    return None


def _ticks(
    axis: _Axis, place: _Place, wording: NumberWording, text_width: Callable[[str], float], width: float
) -> tuple[Tick, ...]:
    """Round numbers along the axis, as many as stand side by side with room to breathe."""
    space = text_width("0") * 2
    ticks: tuple[Tick, ...] = ()
    for values, decimals in _log_candidates(axis) if axis.logarithmic else _linear_candidates(axis, wording.exponent):
        ticks = tuple(_tick(value, decimals, place, wording, text_width, width) for value in values)
        halves = [text_width(tick.label) / 2 for tick in ticks]
        apart = all(
            ticks[i].label_x + halves[i] + space <= ticks[i + 1].label_x - halves[i + 1] for i in range(len(ticks) - 1)
        )
        if apart and len(ticks) <= 7:
            return ticks
    return ticks[:1]


def _tick(
    value: Fraction,
    decimals: int,
    place: _Place,
    wording: NumberWording,
    text_width: Callable[[str], float],
    width: float,
) -> Tick:
    label = wording.on_axis(value, decimals)
    x, half = place.x(value), text_width(label) / 2
    return Tick(x, label, max(half, min(x, width - half)))


def _linear_candidates(axis: _Axis, exponent: int) -> list[tuple[list[Fraction], int]]:
    """Multiples of 1, 2 or 5 times a power of ten on the axis, dense to sparse, with the decimals they need."""
    span = axis.high - axis.low
    power = magnitude(span) - 2
    candidates = []
    for step_power in range(power, power + 4):
        for factor in (1, 2, 5):
            step = factor * Fraction(10) ** step_power
            first, last = math.ceil(axis.low / step), math.floor(axis.high / step)
            if last - first < 12:
                candidates.append(([n * step for n in range(first, last + 1)], max(0, exponent - step_power)))
    return [entry for entry in candidates if entry[0]]


def _log_candidates(axis: _Axis) -> list[tuple[list[Fraction], int]]:
    low_power = math.floor(_log(axis.low)) if axis.low >= 1 else -math.ceil(_log(1 / axis.low))
    high_power = math.ceil(_log(axis.high))
    candidates = []
    for factors, stride in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3), ((1,), 6), ((1,), 12)):
        values = [
            factor * Fraction(10) ** power for power in range(low_power, high_power + 1, stride) for factor in factors
        ]
        # Enough decimals for the smallest; zeros at the end are not printed.
        candidates.append(([value for value in values if axis.low <= value <= axis.high], max(0, 15 - low_power)))
    return [entry for entry in candidates if entry[0]]


def _in_words(rows: tuple[Row, ...], gap: Gap | None, wording: NumberWording) -> str:
    lines = [f"{row.text}." for row in rows]
    if gap is not None:
        lines.append(wording.text("gap", gap=gap.label))
    return "\n".join(lines)
