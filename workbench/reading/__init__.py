"""Files, bytes and text to documents. Every format is recognised by its content, never by its name alone."""

from workbench.reading.errors import ReadingError
from workbench.reading.files import read, read_bytes, read_scan
from workbench.reading.formats import readable_suffixes
from workbench.reading.plain_text import read_text
from workbench.reading.recognition import can_recognise
from workbench.reading.source import Watch

__all__ = [
    "ReadingError",
    "Watch",
    "can_recognise",
    "read",
    "read_bytes",
    "read_scan",
    "read_text",
    "readable_suffixes",
]
