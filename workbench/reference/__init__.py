"""Known figures: loading the analyst's tables, and which claims they speak of."""

from workbench.reference.errors import ReferenceTableError
from workbench.reference.loading import load

__all__ = ["ReferenceTableError", "load"]
