"""A known value with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbench.model.interval import Interval
from workbench.model.period import Period
from workbench.model.quantity import Quantity
from workbench.model.readings import expected, widest


@dataclass(frozen=True, slots=True)
class ReferenceFigure:
    """A known value from a table the analyst loads, with its scope, period and source.

    `growth_on_year` is in percent; `share_of` names the whole of which it is `share_percent`.
    """

    id: str
    indicator: str
    scope: str
    period: Period
    quantity: Quantity
    source: str = ""
    url: str = ""
    growth_on_year: Decimal | None = None
    share_of: str | None = None
    share_percent: Decimal | None = None
    row: int = 0

    @property
    def expected(self) -> Interval:
        """What an ordinary careful reader takes the number to mean."""
        return expected(self.quantity)

    @property
    def widest(self) -> Interval:
        """The most a charitable reader could grant."""
        return widest(self.quantity)
