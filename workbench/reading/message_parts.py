"""What a message is made of: its subject, its date, the parts that are its text, and the files it encloses."""

from __future__ import annotations

import email
import email.policy
import email.utils
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from enum import StrEnum

from workbench.safe_names import safe_name

# A message inside a message inside a message: deeper ones are offered whole, and not looked into.
DEEPEST_MESSAGE = 5
MOST_ENCLOSED = 500
MOST_BODIES = 200
_MESSAGE_TYPE = "message/rfc822"


class Form(StrEnum):
    """What the text of a message is written in."""

    PLAIN = "plain"
    PAGE = "page"
    RTF = "rtf"


@dataclass(frozen=True, slots=True)
class Body:
    """A part of the text of a message, as bytes. `charset` is what the message says, empty when it says nothing."""

    data: bytes
    form: Form
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in a message. `within` names the attached messages it stands in, outermost first."""

    name: str
    media_type: str
    data: bytes
    within: tuple[str, ...] = ()


@dataclass(slots=True)
class Letter:
    """A message taken apart. `date` is the day it was sent, as ISO 8601, or empty."""

    subject: str = ""
    date: str = ""
    bodies: list[Body] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)


def letter_of(data: bytes) -> Letter:
    """An EML message taken apart, however broken."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    letter = Letter(header(message, "Subject"), _day(header(message, "Date")))
    _take(message, letter, (), in_page=False)
    return letter


def header(message: Message, name: str) -> str:
    """A header in plain words; empty when there is none, or it is beyond reading."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError):
        # What the standard library makes of some malformed headers.
        return ""


def _day(date: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(date).date().isoformat() if date else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _take(part: Message, letter: Letter, within: tuple[str, ...], *, in_page: bool) -> None:
    """Sort one part, and what is in it. `in_page` is set for the pictures that belong to a page."""
    if len(letter.enclosed) >= MOST_ENCLOSED:
        return
    if part.get_content_type() == _MESSAGE_TYPE:
        _take_message(part, letter, within)
    elif part.get_content_maintype() == "multipart":
        inside = _parts(part)
        if part.get_content_subtype() == "alternative" and inside:
            inside = [_richest(inside)]
        for inner in inside:
            _take(inner, letter, within, in_page=in_page or part.get_content_subtype() == "related")
    else:
        _take_leaf(part, letter, within, in_page=in_page)


def _take_leaf(part: Message, letter: Letter, within: tuple[str, ...], *, in_page: bool) -> None:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    name = _file_name(part)
    is_text = part.get_content_type() in ("text/plain", "text/html")
    if is_text and not name and not _is_attachment(part):
        if not within and len(letter.bodies) < MOST_BODIES:
            form = Form.PAGE if part.get_content_subtype() == "html" else Form.PLAIN
            letter.bodies.append(Body(data, form, part.get_content_charset() or ""))
    elif not (in_page and part.get_content_maintype() == "image" and not _is_attachment(part)):
        letter.enclosed.append(Enclosed(safe_name(name or _plain_name(part)), part.get_content_type(), data, within))


def _take_message(part: Message, letter: Letter, within: tuple[str, ...]) -> None:
    inside = _parts(part)
    if not inside:
        return
    name = safe_name(f"{header(inside[0], 'Subject') or 'message'}.eml")
    letter.enclosed.append(Enclosed(name, _MESSAGE_TYPE, _as_bytes(inside[0]), within))
    if len(within) + 1 < DEEPEST_MESSAGE:
        _take(inside[0], letter, (*within, name), in_page=False)


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError):
        # A message too broken to be written as it was: its text at least.
        payload = message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _richest(parts: list[Message]) -> Message:
    """Of the same text in several forms the page: the plain form has lost tables, raised digits and strikes."""
    with_page = [part for part in parts if any(inner.get_content_type() == "text/html" for inner in part.walk())]
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    return (with_page or plain or parts)[-1]


def _is_attachment(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except (ValueError, AttributeError, TypeError):
        return False


def _file_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""


def _plain_name(part: Message) -> str:
    """A name for a file that came without one."""
    import mimetypes

    return "attachment" + (mimetypes.guess_extension(part.get_content_type()) or "")
