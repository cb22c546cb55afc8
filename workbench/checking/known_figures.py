"""The analyst's known figures as they bear on a value of the text: of its period, taken back to it, or near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workbench.checking import ranges
from workbench.checking.expressions import fact_display
from workbench.checking.network import Fact, readings
from workbench.checking.ranges import Range
from workbench.checking.wording import Display, Words
from workbench.model import ReferenceFigure
from workbench.reference.matching import Match, Subject, match, place_key

_YEARS_TO_DOUBT = 2
_GROWTH_GRANTED = Fraction(15, 100)
_MOST_SOURCE = 48


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as it bears on one value: its ranges for the value's period, and how it came to be of that period."""

    match: Match
    boxes: tuple[Range, Range]
    text: str
    other_period: bool


class KnownFigures:
    """A table of figures, with the words to print them in."""

    def __init__(self, figures: Sequence[ReferenceFigure], words: Words) -> None:
        self._words = words
        self._by_place: dict[tuple[str | None, str], list[ReferenceFigure]] = {}
        for figure in figures:
            if figure.scope:
                self._by_place.setdefault((figure.quantity.unit or None, place_key(figure.scope)), []).append(figure)

    def bearing(self, subject: Subject, *, same_period_only: bool) -> list[Known]:
        """The figures that bear on a subject, those of its own period alone when there are any."""
        if not subject.scope:
            return []
        matches = match(subject, self._by_place.get((subject.unit or None, place_key(subject.scope)), ()))
        same = [self._known(one) for one in matches if one.years_apart == 0]
        grown = [self._taken_back(one, subject) for one in matches if one.years_apart == 1]
        known = same + [one for one in grown if one is not None]
        if known or same_period_only:
            return known
        near = [one for one in matches if 0 < one.years_apart <= _YEARS_TO_DOUBT]
        return [self._near(one) for one in near[:1]]

    def _known(self, one: Match) -> Known:
        boxes = readings(one.figure.quantity)
        return Known(one, (boxes[0], boxes[1]), self._figure_text(one.figure, boxes[0]), other_period=False)

    def _taken_back(self, one: Match, subject: Subject) -> Known | None:
        """A figure of the year after, taken back by the growth the table gives: 792 after +10.3 % was 718."""
        growth, figure = one.figure.growth_on_year, one.figure
        if growth is None or subject.period is None or figure.period.first <= subject.period.first:
            return None
        boxes = readings(figure.quantity)
        half = Fraction(1, 2) * Fraction(Decimal(1).scaleb(int(growth.as_tuple().exponent)))
        factor: Range = (
            1 + (Fraction(growth) - half) / 100,
            False,
            1 + (Fraction(growth) + half) / 100,
            True,
        )
        back = ranges.divide(boxes[0], factor), ranges.divide(boxes[1], factor)
        words = self._words
        sign = "+" if growth > 0 else ""
        text = words.text(
            "working",
            "figure_grown",
            value=words.interval(back[0], self._display(figure)),
            subject=figure.scope,
            period=str(subject.period),
            later=self.value_text(boxes[0], figure),
            later_period=str(figure.period),
            growth=sign + words.exact(Fraction(growth), Display(percent=True)),
            source=self._source(figure),
        )
        return Known(one, back, text, other_period=False)

    def _near(self, one: Match) -> Known:
        """A figure of another year, wide enough for a year's growth or decline in each year between."""
        boxes = readings(one.figure.quantity)
        spread = (1 + _GROWTH_GRANTED) ** one.years_apart
        factor: Range = (1 / spread, False, spread, False)
        widest = ranges.multiply(boxes[1], factor)
        if one.figure.quantity.hedge is not None and boxes[1][2] is None:
            widest = (widest[0], widest[1], None, True)
        return Known(one, (boxes[0], widest), self._figure_text(one.figure, boxes[0]), other_period=True)

    def _figure_text(self, figure: ReferenceFigure, box: Range) -> str:
        return self._words.text(
            "working",
            "figure",
            value=self.value_text(box, figure),
            subject=figure.scope or figure.indicator,
            period=str(figure.period),
            source=self._source(figure),
        )

    def _source(self, figure: ReferenceFigure) -> str:
        """Who says so, shortened when it is long."""
        source = figure.source
        if len(source) > _MOST_SOURCE:
            source = source[:_MOST_SOURCE].rsplit(" ", 1)[0] + self._words.text("numbers", "ellipsis")
        return self._words.text("numbers", "list") + source if source else ""

    def value_text(self, box: Range, figure: ReferenceFigure) -> str:
        """A figure in words: "2,400 billion or more", or its range when it has no number of its own."""
        display = self._display(figure)
        value = figure.quantity.value
        widest = readings(figure.quantity)[1]
        if value is not None and widest[2] is None:
            return self._words.interval(widest, display)
        return self._words.interval(box, display) if value is None else self._words.exact(Fraction(value), display)

    def _display(self, figure: ReferenceFigure) -> Display:
        return fact_display(Fact(readings(figure.quantity), Fraction(figure.quantity.value or 0), figure=figure))
