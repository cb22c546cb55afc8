"""What each claim measures, of whom or where, when, and in what role.

The engine knows no language; the words are in ``resources/languages/<code>/context.toml`` and the places in
``resources/gazetteer``.
"""

from workbench.extraction.context.filling import add_context
from workbench.extraction.context.wholes import Whole, whole_of

__all__ = ["Whole", "add_context", "whole_of"]
