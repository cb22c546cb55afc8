"""Saved e-mail: EML through the standard library, MSG (Outlook) through its property streams."""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage

from workbench.model import BlockKind
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.encodings import decode
from workbench.reading.errors import ReadingError
from workbench.reading.html import read_html

# MAPI property tags (MS-OXPROPS): subject, body as Unicode, body as HTML; the last four digits are the type.
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"


def read_eml(data: bytes) -> Assembled:
    """The subject and body of a message. Raises `ReadingError` when it has neither."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    out = Assembler()
    out.add(BlockKind.HEADING, str(message.get("Subject", "")), level=1)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        payload = body.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        if body.get_content_subtype() == "html":
            _add_page(content, body.get_content_charset(), out)
        else:
            _add_text(_decoded(content, body.get_content_charset()), out)
    if any(True for _ in message.iter_attachments()):
        out.notice("formats.attachments")
    return _finished(out)


def read_msg(data: bytes) -> Assembled:
    """The subject and body of an Outlook message. Raises `ReadingError` when it has neither."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {entry[-1]: entry for entry in file.listdir() if len(entry) == 1}

            def text(tag: str) -> str:
                for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
                    entry = streams.get(f"__substg1.0_{tag}{kind}")
                    if entry is not None:
                        return str(file.openstream(entry).read().decode(encoding, "replace"))
                return ""

            html = streams.get(f"__substg1.0_{_HTML}0102")
            page = file.openstream(html).read() if html is not None else b""
            subject, body = text(_SUBJECT), text(_BODY)
            attachments = any(entry[0].startswith("__attach") for entry in file.listdir())
    except (OSError, ValueError, IndexError) as error:
        raise ReadingError("formats.damaged") from error
    out = Assembler()
    out.add(BlockKind.HEADING, subject, level=1)
    if body.strip():
        _add_text(body, out)
    elif page:
        _add_page(page, None, out)
    if attachments:
        out.notice("formats.attachments")
    return _finished(out)


def _finished(out: Assembler) -> Assembled:
    result = out.assembled()
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def _decoded(content: bytes, charset: str | None) -> str:
    if charset:
        try:
            return content.decode(charset, "replace")
        except LookupError:
            pass
    return decode(content, "").text


def _add_text(text: str, out: Assembler) -> None:
    """Paragraphs stand apart by blank lines; quoted lines keep their marks."""
    paragraph: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            out.add(BlockKind.PARAGRAPH, "\n".join(paragraph))
            paragraph = []


def _add_page(content: bytes, charset: str | None, out: Assembler) -> None:
    try:
        page = read_html(_decoded(content, charset).encode("utf-8", "replace"), "utf-8", main_text=False)
    except ReadingError as error:
        if error.key != "formats.no-text":
            raise
        return
    out.extend(page)
