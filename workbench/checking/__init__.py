"""Relations to findings: what the numbers of a text cannot both be, what they imply, and what would repair them."""

from workbench.checking.checker import check
from workbench.checking.settings import Settings

__all__ = ["Settings", "check"]
