"""What if: a sheet of computed lines, and other values tried on the claims of a case. Nothing leaks until adopted."""

from workbench.whatif.errors import LineError
from workbench.whatif.scenario import CheckRow, Outcome, try_values
from workbench.whatif.sheet import LineResult, Sheet, interval_text, value_text
from workbench.whatif.value import Value

__all__ = [
    "CheckRow",
    "LineError",
    "LineResult",
    "Outcome",
    "Sheet",
    "Value",
    "interval_text",
    "try_values",
    "value_text",
]
