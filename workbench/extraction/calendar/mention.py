"""A place in a text that names a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model import Period


class MentionKind(StrEnum):
    """What sort of time a mention names."""

    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal year"
    DECADE = "decade"
    RANGE = "range"
    RELATIVE = "relative"
    COMPARISON = "comparison"
    TIME = "clock time"


class Bearing(StrEnum):
    """How the words before a mention bend it: in it, from it on, up to it."""

    IN = "in"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names a time; no number inside it is a quantity.

    `period` is the days it names, absolute, or None where neither the text nor the document's date settles them.
    `weekday` is the weekday written with it (Monday is 0), which need not be the true one. `stated` says that the
    year stands in the text itself; otherwise it comes from the document's date. `shift` is a distance in months for
    mentions that count from another time of the sentence ("a year earlier" is -12) and for comparisons ("year on
    year" is 12), which say what a change is measured against and not when. `bearing` comes from the words before;
    with ``since`` the period already runs to the document's date, and with ``by`` or ``until`` it is the end named.
    """

    start: int
    end: int
    kind: MentionKind
    period: Period | None
    text: str
    weekday: int | None = None
    stated: bool = True
    shift: int | None = None
    bearing: Bearing = Bearing.IN
