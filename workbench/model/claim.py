"""A quantity in its context."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.interval import Interval
from workbench.model.period import Period
from workbench.model.quantity import Quantity
from workbench.model.readings import expected, widest


class Role(StrEnum):
    """What part the quantity plays in its sentence."""

    LEVEL = "level"
    SHARE = "share"
    CHANGE = "change"
    RATE = "rate"
    DIFFERENCE = "difference"
    MULTIPLE = "multiple"
    RANK = "rank"
    BOUND = "bound"
    DATE = "date"
    DURATION = "duration"


@dataclass(slots=True)
class Claim:
    """A quantity with what it measures, of whom or where, and when.

    `start` and `end` are code points into `Document.text`, and ``text == document.text[start:end]`` always: the
    number with its unit ("350 milliards de yuans"), without its hedge word. `evidence_start` is where the hedge or
    sign that belongs to it begins (equal to `start` without one). `sentence` is the span of the sentence it stands
    in and `block` the index of its block. `date` is what a claim of kind ``date`` names.
    """

    id: str
    start: int
    end: int
    text: str
    quantity: Quantity
    indicator: str | None = None
    scope: str | None = None
    period: Period | None = None
    counted: str | None = None
    role: Role = Role.LEVEL
    sentence: tuple[int, int] = (0, 0)
    block: int = 0
    date: Period | None = None
    evidence_start: int = -1

    def __post_init__(self) -> None:
        if self.evidence_start < 0:
            self.evidence_start = self.start

    @property
    def expected(self) -> Interval:
        """What an ordinary careful reader takes the number to mean."""
        return expected(self.quantity)

    @property
    def widest(self) -> Interval:
        """The most a charitable reader could grant."""
        return widest(self.quantity)
