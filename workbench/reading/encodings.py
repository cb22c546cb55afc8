"""Bytes to text: byte-order mark, then strict UTF-8, then a guess among the encodings our languages are written in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from workbench.reading.errors import ReadingError

# UTF-32 before UTF-16: the little-endian mark of the one starts with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (
    "windows-1252", "iso-8859-1", "iso-8859-15", "mac-roman",
    "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be",
)  # fmt: skip
# A guess needs no more than this; decoding then takes the whole.
_SAMPLE_BYTES = 200_000
# UTF-8 with a few damaged bytes is still UTF-8: at most one damaged byte in this many.
_DAMAGE_RATIO = 200


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in. `guessed` when nothing in the file says so; `damaged` counts the bytes
    that could not be read and became U+FFFD."""

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(data: bytes, name: str) -> Decoded:
    """The text in `data`. Raises `ReadingError` (naming `name`) when no encoding fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _with_damage(data, "utf-8")
    return _guess(data, name)


def _with_damage(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, damaged=text.count("\ufffd"))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are mostly well-formed UTF-8 sequences: chance does not make those."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    well_formed = len(text) - len(text.encode("ascii", errors="ignore")) - damaged
    return damaged * _DAMAGE_RATIO <= len(data) and well_formed > 2 * damaged


def _guess(data: bytes, name: str) -> Decoded:
    import chardet

    found = chardet.detect(_sample(data), include_encodings=list(_CANDIDATES))
    encoding = found.get("encoding")
    if not encoding:
        if b"\0" in data:
            raise ReadingError("reading.not_text", name=name)
        raise ReadingError("reading.undecodable", name=name)
    # Windows-1252 is what files called Latin-1 really hold: it adds the euro sign and curly quotes.
    encoding = "windows-1252" if encoding.lower() in ("iso-8859-1", "ascii") else encoding.lower()
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, guessed=True, damaged=text.count("\ufffd"))


def _sample(data: bytes) -> bytes:
    """Enough of `data` to guess from: where its bytes beyond ASCII are, not only its beginning."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    first = next((i for i in range(0, len(data), 4096) if not data[i : i + 4096].isascii()), 0)
    return data[first : first + _SAMPLE_BYTES]
