"""The formats that can be read. A new one is a reader beside this file and one entry here."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from workbench.model import Document
from workbench.reading.errors import ReadingError
from workbench.reading.isolation import read_structured
from workbench.reading.plain_text import MARKDOWN_SUFFIXES, is_text, read_plain_text
from workbench.reading.signatures import foreign_format
from workbench.reading.source import UNWATCHED, Source, Watch
from workbench.reading.structured import STRUCTURED_SUFFIXES, UNREADABLE, structured_format


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `recognises` looks at the content (a name may lie) and is cheap; `read` may import what it
    needs and raises `ReadingError`. `suffixes` only serve to list the files of a folder and of the open dialog."""

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source, Watch], Document]


# In the order they are asked: text last, since most bytes could be text.
FORMATS: tuple[Format, ...] = (
    Format("structured", STRUCTURED_SUFFIXES, lambda source: structured_format(source) is not None, read_structured),
    Format("text", (".txt", ".text", *MARKDOWN_SUFFIXES), is_text, read_plain_text),
)


def read_source(source: Source, watch: Watch = UNWATCHED) -> Document:
    """The document in `source`, by the first format that recognises it. Raises `ReadingError`."""
    if not source.data:
        raise ReadingError("reading.empty", name=source.name)
    for entry in FORMATS:
        if entry.recognises(source):
            return entry.read(source, watch)
    what = foreign_format(source.data)
    if what is None:
        raise ReadingError("reading.not_text", name=source.name)
    if what == "SQLite" and source.name.lower().endswith(".case"):
        raise ReadingError("reading.case", name=source.name)
    raise ReadingError("reading.binary", name=source.name, what=what)


def is_readable(source: Source) -> bool:
    """Whether `source` looks, by its content, like something that can be read. A cheap guess; reading may yet fail."""
    name = structured_format(source)
    if name is not None:
        return name not in UNREADABLE
    has_mark = source.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return bool(source.data) and is_text(source) and (has_mark or b"\0" not in source.data[:4096])


def readable_suffixes() -> tuple[str, ...]:
    """The endings of the names of files that can be read, in lower case with the dot."""
    return tuple(dict.fromkeys(suffix for entry in FORMATS for suffix in entry.suffixes))
