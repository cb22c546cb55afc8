"""Outlook messages (MSG): property streams in a compound file.

Sources: Microsoft, [MS-OXMSG] (streams and their names), [MS-OXPROPS] (property tags), [MS-OXRTFCP] (compressed RTF).
"""

from __future__ import annotations

import email.utils
import io
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from workbench.reading.errors import ReadingError
from workbench.reading.message_parts import DEEPEST_MESSAGE, MOST_ENCLOSED, Body, Enclosed, Form, Letter
from workbench.reading.packed_rtf import unpacked_rtf
from workbench.safe_names import safe_name

_SUBJECT, _PLAIN, _PAGE, _RTF = "0037", "1000", "1013", "1009"
_FILE, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MEDIA_TYPE = "3701", "3707", "3704", "3001", "370E"
_SENT, _DELIVERED = 0x0039, 0x0E06
_PAGE_ENCODING, _ENCODING = 0x3FDE, 0x3FFD
_UNICODE, _NARROW, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_MESSAGE_TYPE = "message/rfc822"
# Where the entries of a property stream begin: at the top, in a message inside, in an attachment.
_TOP, _INSIDE, _ATTACHMENT = 32, 24, 8
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Place = tuple[str, ...]


def letter_of_msg(data: bytes) -> Letter:
    """An Outlook message taken apart. Raises `ReadingError` when it is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _Store(file, (), _TOP).letter(())
    except (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError, RecursionError) as error:
        # What olefile raises for chains of sectors that lead nowhere, or to themselves.
        raise ReadingError("formats.damaged") from error


@dataclass(frozen=True, slots=True)
class _Store:
    """A message, or an attachment, in its folder of the compound file."""

    file: Any
    place: Place
    start: int

    def letter(self, within: tuple[str, ...]) -> Letter:
        """What the message is made of; files of messages inside it too, down to `DEEPEST_MESSAGE`."""
        letter = Letter(self.text(_SUBJECT), self.day(), list(self._bodies()))
        for folder in self._folders():
            if len(letter.enclosed) >= MOST_ENCLOSED:
                break
            letter.enclosed += _Store(self.file, (*self.place, folder), _ATTACHMENT).enclosed(within)
        return letter

    def enclosed(self, within: tuple[str, ...]) -> list[Enclosed]:
        """The file of an attachment; of a message attached, it and its files."""
        name = self.text(_LONG_NAME) or self.text(_SHORT_NAME) or self.text(_SHOWN_NAME)
        inside = (*self.place, f"__substg1.0_{_FILE}{_OBJECT}")
        if self.file.exists(list(inside)) and self.file.get_type(list(inside)) == 1:
            if len(within) + 1 >= DEEPEST_MESSAGE:
                return []
            letter = _Store(self.file, inside, _INSIDE).letter((*within, safe_name(f"{name or 'message'}.eml")))
            name = safe_name(f"{letter.subject or name or 'message'}.eml")
            return [Enclosed(name, _MESSAGE_TYPE, _as_eml(letter), within), *letter.enclosed]
        data = self.stream(_FILE, _BINARY)
        if data is None:
            return []
        media_type = self.text(_MEDIA_TYPE) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return [Enclosed(safe_name(name), media_type.lower(), data, within)]

    def stream(self, tag: str, kind: str) -> bytes | None:
        """The bytes of a property, None when there is none."""
        path = [*self.place, f"__substg1.0_{tag}{kind}"]
        if not self.file.exists(path) or self.file.get_type(path) != 2:
            return None
        return bytes(self.file.openstream(path).read())

    def text(self, tag: str) -> str:
        """A property of words; empty when there is none."""
        wide = self.stream(tag, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.stream(tag, _NARROW)
        return "" if narrow is None else _decoded(narrow, self._code_page(_ENCODING)).rstrip("\0")

    def day(self) -> str:
        """The day the message was sent, as ISO 8601; empty when it does not say."""
        entries = self._entries()
        ticks = int.from_bytes(entries.get(_SENT) or entries.get(_DELIVERED) or b"", "little")
        try:
            return (_EPOCH + timedelta(microseconds=ticks // 10)).date().isoformat() if ticks else ""
        except OverflowError:
            return ""

    def _bodies(self) -> Iterator[Body]:
        """The text in the richest form there is: the plain one has lost tables, raised digits and strikes."""
        page, rtf = self.stream(_PAGE, _BINARY), self.stream(_RTF, _BINARY)
        wide_page, plain = self.stream(_PAGE, _UNICODE), self.text(_PLAIN)
        if page:
            yield Body(page, Form.PAGE, self._code_page(_PAGE_ENCODING))
        elif wide_page:
            yield Body(wide_page, Form.PAGE, "utf-16-le")
        elif rtf and (unpacked := unpacked_rtf(rtf)) is not None:
            yield Body(unpacked, Form.RTF)
        elif plain.strip():
            yield Body(plain.encode("utf-8", "replace"), Form.PLAIN, "utf-8")

    def _folders(self) -> list[str]:
        depth = len(self.place)
        return sorted(
            {
                entry[depth]
                for entry in self.file.listdir()
                if len(entry) > depth + 1
                and tuple(entry[:depth]) == self.place
                and entry[depth].startswith("__attach_version1.0_")
            }
        )

    def _entries(self) -> dict[int, bytes]:
        path = [*self.place, "__properties_version1.0"]
        if not self.file.exists(path):
            return {}
        data = self.file.openstream(path).read()
        return {
            int.from_bytes(data[at + 2 : at + 4], "little"): data[at + 8 : at + 16]
            for at in range(self.start, len(data) - 15, 16)
        }

    def _code_page(self, tag: int) -> str:
        value = self._entries().get(tag)
        if value is None:
            return ""
        number = int.from_bytes(value[:4], "little")
        return {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}.get(number, f"cp{number}")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset or "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _as_eml(letter: Letter) -> bytes:
    """A message inside a message as a file of its own."""
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())
    if letter.date:
        message["Date"] = email.utils.format_datetime(datetime.fromisoformat(letter.date))
    for body in letter.bodies:
        subtype = {Form.PLAIN: "plain", Form.PAGE: "html", Form.RTF: "rtf"}[body.form]
        part = EmailMessage()
        part.set_content(body.data, "text", subtype, disposition="inline")
        if body.charset:
            part.set_param("charset", body.charset)
        message.make_mixed() if not message.is_multipart() else None
        message.attach(part)
    for file in letter.enclosed:
        if len(file.within) <= 1:
            main, _, sub = file.media_type.partition("/")
            is_plain = main.isalnum() and sub and main != "message"
            message.add_attachment(file.data, main if is_plain else "application", sub if is_plain else "octet-stream",
                                   filename=file.name)  # fmt: skip
    return message.as_bytes()
