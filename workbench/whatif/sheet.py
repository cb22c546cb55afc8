"""A sheet of lines, computed from top to bottom: each may use the claims and the lines named above it.

Numbers without a unit are exact; numbers with one, and claims, are read as a reader would (see the two readings), so
results are intervals. Nothing here changes a claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.case.typed import plain_number, read_quantity
from workbench.charts.wording import NumberWording
from workbench.messages import say
from workbench.model import Claim, Interval
from workbench.whatif.errors import LineError
from workbench.whatif.parser import compute
from workbench.whatif.value import Value, unit_name, value_of

MOST_LINES = 500
_VAST = 10**21


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of one line: a `value`, or a `fault`, or neither for empty lines and comments."""

    line: str
    name: str = ""
    value: Value | None = None
    fault: LineError | None = None

    def text(self, language: str) -> str:
        """ "700 bn CNY (693.1 to 707.1)", or the sentence of what is wrong, or ""."""
        if self.fault is not None:
            return self.fault.said(language)
        return "" if self.value is None else value_text(self.value, language)


class Sheet:
    """The lines over the claims of one document; other documents of the case are known as ``d2.c3``."""

    def __init__(
        self,
        claims: Sequence[Claim],
        language: str,
        *,
        others: Mapping[str, Sequence[Claim]] | None = None,
        tried: Mapping[str, Claim] | None = None,
    ) -> None:
        self._language = language
        self._claims = {"": list(claims), **{name: list(found) for name, found in (others or {}).items()}}
        self._tried = dict(tried or {})
        self._names: dict[str, Value] = {}

    def compute(self, lines: Sequence[str]) -> list[LineResult]:
        """All lines in order. Faults stay in their line."""
        self._names = {}
        results = []
        for number, line in enumerate(lines):
            results.append(self._line(line) if number < MOST_LINES else LineResult(line, fault=LineError("too-many")))
        return results

    def _line(self, line: str) -> LineResult:
        try:
            found = compute(line, self)
        except LineError as fault:
            return LineResult(line, fault=fault)
        if found is None:
            return LineResult(line)
        name, value = found
        self._names["prev"] = value
        if name:
            self._names[name] = value
        return LineResult(line, name, value)

    def claim(self, document: str, claim: str, place: int) -> Value:
        """The value of a claim, as tried if it is being tried."""
        if not document and claim in self._tried:
            return value_of(self._tried[claim].quantity)
        for known in self._known(document, place):
            if known.id == claim:
                return value_of(known.quantity)
        raise LineError("no-claim", place=place, claim=claim)

    def claims_between(self, document: str, first: str, last: str, place: int) -> list[Value]:
        """The values from one claim to another in the order of the text; dates are passed over."""
        known = sorted(self._known(document, place), key=lambda claim: claim.start)
        ids = [claim.id for claim in known]
        if first not in ids or last not in ids:
            raise LineError("no-claim", place=place, claim=last if first in ids else first)
        low, high = sorted((ids.index(first), ids.index(last)))
        return [self.claim(document, one.id, place) for one in known[low : high + 1] if one.date is None]

    def name(self, name: str, place: int) -> Value:
        """A line named above, or ``prev``, the one before."""
        if name not in self._names:
            raise LineError("no-name", place=place, name=name)
        return self._names[name]

    def quantity(self, text: str, place: int) -> Value:
        """A quantity as written; bare numbers are exact."""
        bare = plain_number(text, self._language)
        if bare is not None and bare.value is not None:
            return Value.exactly(Fraction(bare.value))
        read = read_quantity(text.replace("~", "about ", 1) if text.startswith("~") else text, self._language)
        if read is None:
            raise LineError("unreadable", place=place, text=text)
        return value_of(read)

    def _known(self, document: str, place: int) -> Sequence[Claim]:
        if document not in self._claims:
            raise LineError("no-document", place=place, document=document)
        return self._claims[document]


def value_text(value: Value, language: str) -> str:
    """The number with its unit, then the expected interval where it is more than a point."""
    unit = "%" if value.percent else unit_name(value.unit)
    scale = 100 if value.percent else 1
    shown = value.point if value.point is not None else value.expected.midpoint
    number = say("whatif.anything", language) if shown is None else _number(shown * scale, unit, language, 6)
    if value.expected.is_point:
        return number
    return f"{number} ({interval_text(value.expected.scaled(scale), unit, language)})"


def interval_text(interval: Interval, unit: str | None, language: str) -> str:
    """ "693.1 bn to 707.1 bn CNY", "at least 1.4 tn CNY"."""
    low = None if interval.low is None else _number(interval.low, unit, language, 5)
    high = None if interval.high is None else _number(interval.high, unit, language, 5)
    if low is None and high is None:
        return say("whatif.anything", language)
    if low is None or high is None:
        key = "whatif.at-most" if low is None else "whatif.at-least"
        return say(key, language, value=high if low is None else low)
    return say("whatif.between", language, low=low, high=high)


def _number(number: Fraction, unit: str | None, language: str, digits: int) -> str:
    """A number with its unit; as a power of ten where its digits would fill the line."""
    if not number or Fraction(1, _VAST) < abs(number) < _VAST:
        return NumberWording(language, unit, None).with_unit(number, digits)
    exponent = len(str(abs(number.numerator))) - len(str(number.denominator))
    mantissa = number / Fraction(10) ** exponent
    if abs(mantissa) < 1:
        mantissa, exponent = mantissa * 10, exponent - 1
    power = f"{NumberWording(language, None, None).with_unit(mantissa, digits)} × 10^{exponent}"
    return f"{power} {unit}" if unit else power
