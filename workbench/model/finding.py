"""What checking shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.model.interval import Interval


class Verdict(StrEnum):
    """What checking one relation, or a set of them together, shows."""

    INCONSISTENT = "inconsistent"
    DOUBTFUL = "doubtful"
    CONSISTENT = "consistent"
    IMPLIED = "implied"


class Confidence(StrEnum):
    """How sure it is that the text relates the numbers this way."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """How much it would matter if it is an error."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RepairKind(StrEnum):
    """The slips that one change can undo."""

    DIGITS_SWAPPED = "digits-swapped"
    ONE_DIGIT = "one-digit"
    DIGIT_DROPPED = "digit-dropped"
    DIGIT_ADDED = "digit-added"
    DECIMAL_SHIFT = "decimal-shift"
    SCALE = "scale"
    PERCENT_POINTS = "percent-points"
    BASE_EXCHANGED = "base-exchanged"
    SIGN = "sign"
    YEAR = "year"
    CURRENCY = "currency"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Repair:
    """A possible slip: `claim` would have to read `text` (value `value`, base units).

    `settles` are the ids of the findings that disappear with it. Never applied unasked.
    """

    claim: str
    value: Decimal
    kind: RepairKind
    text: str
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImpliedValue:
    """What the stated numbers give for a value the text does not state."""

    key: str
    name: str
    unit: str | None
    expected: Interval
    widest: Interval
    indicator: str | None = None
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of the number line: what somebody says (`source` is "stated", "computed", "reference" or "witness").

    `value` is the number written, when one was; `label` is ready to print in the language of the finding.
    """

    source: str
    label: str
    value: Decimal | None
    expected: Interval
    widest: Interval
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows that ought to meet, in one `unit`; the first is what the text states."""

    unit: str | None
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The six lines of a finding, ready to print in one language."""

    title: str
    text: str
    working: str
    would_fit: str
    sure: str
    maybe_not: str

    def as_text(self) -> str:
        """The lines after the title, joined for plain text."""
        lines = (self.text, self.working, self.would_fit, self.sure, self.maybe_not)
        return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class Finding:
    """What checking one relation, or a set of them together, shows.

    `claims` and `relations` are ids; `spans` the places in the text to mark. `key` is stable between two checks of
    the same text, so that a dismissed finding stays dismissed. `within_rounding` is true for numbers that agree
    only because they are rounded; `pairwise` for numbers too entangled to be checked all together, so that only every
    two of their relations were. `explanation` is in the language the check was asked for.
    """

    id: str
    operation: str
    verdict: Verdict
    claims: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    confidence: Confidence
    severity: Severity
    explanation: Explanation
    relations: tuple[str, ...] = ()
    within_rounding: bool = False
    doubts: tuple[str, ...] = ()
    implied: ImpliedValue | None = None
    repairs: tuple[Repair, ...] = ()
    comparison: Comparison | None = None
    figures: tuple[str, ...] = ()
    key: str = ""
    pairwise: bool = False
