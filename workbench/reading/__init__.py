"""Files, bytes and text to documents. Every format is recognised by its content, never by its name alone."""

from workbench.reading.errors import ReadingError
from workbench.reading.files import read, read_bytes
from workbench.reading.formats import readable_suffixes
from workbench.reading.plain_text import read_text
from workbench.reading.source import Watch

__all__ = ["ReadingError", "Watch", "read", "read_bytes", "read_text", "readable_suffixes"]
