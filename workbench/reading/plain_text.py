"""Plain text and Markdown files, pasted text and standard input."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from workbench.messages import interface_language, say
from workbench.model import Document
from workbench.reading.blocks import plain_blocks
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError
from workbench.reading.language import detect
from workbench.reading.markdown import looks_like_markdown, markdown_blocks
from workbench.reading.release_date import release_date
from workbench.reading.signatures import foreign_format
from workbench.reading.source import UNWATCHED, Source, Watch
from workbench.reading.title import title_of

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
_LINE_END = re.compile("\r\n?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x84\x86-\x9f]")
# Text has next to none of these; bytes that are no text are full of them.
_MOST_CONTROLS = 0.01
# Some 5,000 pages. Checking holds about 100 bytes for every character, and nobody reads the findings of more at once.
LONGEST_TEXT = 10_000_000


def is_text(source: Source) -> bool:
    """Whether the bytes may be text: no known signature of something else."""
    return foreign_format(source.data) is None


def read_plain_text(source: Source, _watch: Watch = UNWATCHED) -> Document:
    """The document in the bytes of a text or Markdown file. Raises `ReadingError`."""
    decoded = decode(source.data, source.name)
    controls = len(_CONTROLS.findall(decoded.text))
    damage = decoded.damaged * 20 > len(decoded.text)
    if controls > _MOST_CONTROLS * len(decoded.text) + 2 or damage:
        raise ReadingError("reading.not_text", name=source.name)
    language = interface_language()
    notices = []
    if decoded.guessed:
        notices.append(say("reading.guessed_encoding", language, encoding=decoded.encoding))
    if decoded.damaged:
        notices.append(say("reading.replaced", language, count=decoded.damaged))
    if controls:
        notices.append(say("reading.controls", language, count=controls))
    text = _LINE_END.sub("\n", _CONTROLS.sub("", decoded.text))
    if not text.strip():
        raise ReadingError("reading.blank", name=source.name)
    _refuse_endless(text, source.name)
    markdown = source.suffix in MARKDOWN_SUFFIXES or (source.suffix != ".txt" and looks_like_markdown(text))
    document = _document(text, source.language, source.name, source.path, markdown=markdown)
    document.sha256 = source.sha256
    document.encoding = decoded.encoding
    document.notices = notices
    return document


def read_text(text: str, *, language: str | None = None, name: str = "", verbatim: bool = False) -> Document:
    """The document in `text` that was pasted or comes from another program.

    Line ends become ``\\n`` unless `verbatim`: then ``Document.text`` is `text` itself, and offsets fit it.
    Raises `ReadingError` for a text that is too long.
    """
    _refuse_endless(text, name or "-")
    kept = text if verbatim else _LINE_END.sub("\n", text)
    document = _document(kept, language, name, None, markdown=False)
    document.sha256 = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return document


def _refuse_endless(text: str, name: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ReadingError("reading.too_long", name=name, limit=LONGEST_TEXT // 1_000_000)


def _document(text: str, language: str | None, name: str, path: Path | None, *, markdown: bool) -> Document:
    pages = tuple(match.end() for match in re.finditer("\f", text.rstrip())) if not markdown else ()
    blocks = markdown_blocks(text) if markdown else plain_blocks(text, pages)
    language = language or detect(text)
    return Document(
        text,
        title=title_of(text, blocks, name),
        language=language,
        date=release_date(text, blocks, language),
        path=path,
        blocks=blocks,
        pages=len(pages) + 1 if pages else 0,
    )
