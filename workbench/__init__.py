"""Check the arithmetic between the numbers of a text."""

from workbench.version import __version__

__all__ = ["__version__"]
