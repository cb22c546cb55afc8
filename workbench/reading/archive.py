"""Parts of zip files (DOCX, ODT, EPUB, XLSX), read with a hard cap so that no archive bomb unfolds."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from workbench.reading.errors import ReadingError

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)
MOST_BYTES = 300_000_000
MOST_BYTES_PACKED_TIGHT = 50_000_000
TIGHT = 200


class Archive:
    """A zip file in memory. Names are looked up exactly; a damaged or over-large part raises `ReadingError`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except (*_BROKEN, NotImplementedError) as error:
            raise ReadingError("formats.damaged") from error

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, or None when there is none of that name."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise ReadingError("formats.protected")
        size = info.file_size
        if size > MOST_BYTES or (size > MOST_BYTES_PACKED_TIGHT and size > TIGHT * max(info.compress_size, 1)):
            raise ReadingError("formats.bomb")
        try:
            with self._zip.open(info) as file:
                data = file.read(size + 1)
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            raise ReadingError("formats.damaged") from error
        if len(data) > size:
            raise ReadingError("formats.bomb")
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None when there is none of that name."""
        data = self.part(name)
        return None if data is None else parse_xml(data)


def refuse_entities(data: bytes) -> None:
    """Raise `ReadingError` for XML that has a document type, which may define entities."""
    head = data[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\0!\0D\0O\0C" in head:
        raise ReadingError("formats.entities")


def parse_xml(data: bytes) -> etree._Element:
    """The root element; document types, entities and anything outside the file are refused."""
    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError("formats.damaged") from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")):
        raise ReadingError("formats.entities")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    value = element.get(name)
    if value is not None:
        return value
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements with one of these local names."""
    return (child for child in element if local(child) in names)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child element of that local name."""
    if element is None:
        return None
    return next(children(element, name), None)
