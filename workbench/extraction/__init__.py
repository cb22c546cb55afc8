"""Documents to claims: the engine; languages are data in ``resources/languages/<code>/``."""

from workbench.extraction.pipeline import extract

__all__ = ["extract"]
