"""Whether equations that are joined in circles can all hold."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.checking.equations import Equation
from workbench.checking.propagation import Effort, propagate
from workbench.checking.ranges import Range


def fits_together(equations: Sequence[Equation], boxes: dict[int, Range], effort: Effort) -> bool:
    """Whether some choice of values within `boxes` fulfils all `equations`; narrows `boxes`."""
    return propagate(equations, boxes, effort)
