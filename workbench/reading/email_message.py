"""Saved e-mail, EML and MSG: the subject and the text; the files in it are offered beside (see `attachments`)."""

from __future__ import annotations

import contextlib
import re

from workbench.model import BlockKind
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.blocks import plain_blocks
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError
from workbench.reading.html import read_html
from workbench.reading.message_parts import Body, Form, Letter, letter_of
from workbench.reading.rtf import read_rtf

_MOST_NAMED = 8
_LINE_END = re.compile("\r\n?")
# Of charsets that messages name wrongly, what they mean by them (WHATWG Encoding Standard).
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


def read_eml(data: bytes) -> Assembled:
    """The subject and text of a message. Raises `ReadingError` when it has neither."""
    return _assembled(letter_of(data))


def read_msg(data: bytes) -> Assembled:
    """The subject and text of an Outlook message. Raises `ReadingError` when it has neither."""
    from workbench.reading.outlook import letter_of_msg

    return _assembled(letter_of_msg(data))


def _assembled(letter: Letter) -> Assembled:
    out = Assembler()
    out.add(BlockKind.HEADING, letter.subject, level=1)
    language = ""
    for body in letter.bodies:
        try:
            found = _read(body)
        except ReadingError as error:
            if error.key != "formats.no-text":
                raise
            continue
        out.extend(found)
        language = language or found.language
    for file in letter.enclosed[:_MOST_NAMED]:
        out.notice("formats.attachments", file.name)
    if len(letter.enclosed) > _MOST_NAMED:
        out.notice("formats.attachments", "…")
    result = out.assembled(title=letter.subject, language=language)
    result.date = letter.date
    if not result.text:
        # A message that is nothing but its files says so.
        raise ReadingError("formats.only-attachments" if letter.enclosed else "formats.no-text")
    return result


def _read(body: Body) -> Assembled:
    if body.form is Form.RTF:
        return read_rtf(body.data)
    if body.form is Form.PAGE and not body.charset:
        return read_html(body.data, main_text=False)
    text = _decoded(body)
    if body.form is Form.PAGE:
        return read_html(text.encode("utf-8", "replace"), "utf-8", main_text=False)
    text = _LINE_END.sub("\n", text)
    return Assembled(text, plain_blocks(text))


def _decoded(body: Body) -> str:
    """The text as its charset has it; a charset that does not fit the bytes is not believed."""
    charset = _MEANT.get(body.charset.lower(), body.charset.lower()) or "ascii"
    if charset == "cp1252" and not body.data.isascii():
        # Accents that happen to be well-formed UTF-8 are UTF-8.
        with contextlib.suppress(UnicodeError):
            return body.data.decode("utf-8")
    try:
        return body.data.decode(charset)
    except (LookupError, UnicodeError):
        return decode(body.data, "").text
