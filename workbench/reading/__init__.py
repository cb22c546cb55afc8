"""Files, bytes and text to documents. Every format is recognised by its content, never by its name alone."""

from workbench.reading.attachments import (
    Attachment,
    attachment_bytes,
    list_attachments,
    may_have_attachments,
    read_attachment,
    save_attachment,
)
from workbench.reading.errors import ReadingError
from workbench.reading.files import read, read_bytes, read_scan
from workbench.reading.formats import readable_suffixes
from workbench.reading.plain_text import read_text
from workbench.reading.recognition import can_recognise
from workbench.reading.source import Watch

__all__ = [
    "Attachment",
    "ReadingError",
    "Watch",
    "attachment_bytes",
    "can_recognise",
    "list_attachments",
    "may_have_attachments",
    "read",
    "read_attachment",
    "read_bytes",
    "read_scan",
    "read_text",
    "readable_suffixes",
    "save_attachment",
]
