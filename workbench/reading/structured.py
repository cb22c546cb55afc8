"""Formats with a structure of their own, recognised by what the bytes are, not by what the file is called."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.reading.assembling import Assembled
from workbench.reading.errors import ReadingError
from workbench.reading.signatures import foreign_format
from workbench.reading.source import Source

if TYPE_CHECKING:
    from workbench.reading.message_parts import Enclosed

STRUCTURED_SUFFIXES = (
    ".pdf", ".docx", ".docm", ".odt", ".fodt", ".rtf", ".doc", ".epub", ".html", ".htm", ".xhtml", ".eml", ".msg",
    ".csv", ".tsv", ".xlsx", ".xlsm",
)  # fmt: skip
# What is recognised only to be refused with its own sentence.
UNREADABLE = frozenset({"zip", "ole", "protected"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FLAT_ODT = b"<office:document"
_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|X-[\w-]+):", re.IGNORECASE
)


def structured_format(source: Source) -> str | None:
    """The name of the structured format of the bytes, or None when they are none: ``pdf``, ``docx``, ``odt``,
    ``flat odt``, ``epub``, ``workbook``, ``rtf``, ``html``, ``eml``, ``msg``, ``doc``, ``protected``, ``table``."""
    data = source.data
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _FLAT_ODT in data[:2000]:
        return "flat odt"
    if _HTML_START.match(head) or source.suffix in (".html", ".htm", ".xhtml"):
        return "html" if foreign_format(data) is None else None
    if source.suffix == ".eml" or (_HEADER.match(head) and len(_HEADER.findall(data[:4096])) >= 3):
        return "eml"
    if source.suffix in (".csv", ".tsv") and foreign_format(data) is None:
        return "table"
    return None


def assemble(
    source: Source,
    progress: Callable[[float], None] | None = None,
    partial: Callable[[Assembled], None] | None = None,
) -> Assembled:
    """The text of a structured file; `partial` is given the first pages of a long one. Raises `ReadingError`."""
    name = structured_format(source)
    if name == "pdf":
        from workbench.reading.pdf import read_pdf

        return read_pdf(source.data, progress=progress, partial=partial)
    if name == "workbook":
        from workbench.reading.workbook import read_workbook

        return read_workbook(source.data, source.language)
    reader = _readers().get(name or "")
    if reader is None:
        raise ReadingError("formats.protected" if name == "protected" else "formats.not-a-text")
    return reader(source.data)


def holds_files(source: Source) -> bool:
    """Whether it is a message, which may have files in it."""
    return structured_format(source) in ("eml", "msg")


def enclosed_files(source: Source) -> list[Enclosed]:
    """The files in a message. Raises `ReadingError` when it is damaged."""
    if structured_format(source) == "msg":
        from workbench.reading.outlook import letter_of_msg

        return letter_of_msg(source.data).enclosed
    from workbench.reading.message_parts import letter_of

    return letter_of(source.data).enclosed


def _readers() -> dict[str, Callable[[bytes], Assembled]]:
    from workbench.reading.docx import read_docx
    from workbench.reading.email_message import read_eml, read_msg
    from workbench.reading.epub import read_epub
    from workbench.reading.html import read_html
    from workbench.reading.legacy_word import read_legacy_word
    from workbench.reading.odt import read_flat_odt, read_odt
    from workbench.reading.rtf import read_rtf
    from workbench.reading.tables import read_delimited

    return {
        "docx": read_docx, "odt": read_odt, "flat odt": read_flat_odt, "epub": read_epub, "rtf": read_rtf,
        "html": read_html, "eml": read_eml, "msg": read_msg, "doc": read_legacy_word,
        "table": read_delimited,
    }  # fmt: skip


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return "docx"
    if b"epub" in kind:
        return "epub"
    if b"opendocument.text" in kind or "content.xml" in names:
        return "odt"
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    return "docx" if "_rels/.rels" in names else "zip"


def _compound(data: bytes) -> str:
    head = data[:100_000]
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "protected"
    if "__substg1.0_".encode("utf-16-le") in data:
        return "msg"
    return "doc" if "WordDocument".encode("utf-16-le") in data or b"Word.Document" in head else "ole"
