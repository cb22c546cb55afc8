"""The files inside a saved message (EML, MSG): listed, read as documents, or taken out to be saved.

The message is taken apart in the child process that reads files; what comes out of it is read in another, as any
file is. Nothing is opened that nobody asked for.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from workbench.messages import interface_language, say
from workbench.model import Document
from workbench.new_files import write_new
from workbench.reading.files import LARGEST_FILE, load
from workbench.reading.formats import read_source
from workbench.reading.isolation import ask
from workbench.reading.source import UNWATCHED, Source, Watch
from workbench.reading.structured import holds_files


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message. `number` counts from 1; `name` is safe to save under; `size` is in bytes.

    `media_type` is what the message says it is ("application/pdf"); `is_readable` whether its content is of a format
    that can be read. `within` names the attached messages it stands in, outermost first.
    """

    number: int
    name: str
    media_type: str
    size: int
    is_readable: bool
    within: tuple[str, ...] = ()


def may_have_attachments(path: Path) -> bool:
    """Whether the file at `path` is a saved message. Raises `ReadingError` when it cannot be read."""
    return holds_files(Source(load(path), path.name))


def list_attachments(path: Path | str, *, watch: Watch = UNWATCHED) -> tuple[Attachment, ...]:
    """The files in the message at `path`, in its order, the first 500; none for a file that is no message.

    Raises `ReadingError`.
    """
    path = Path(path)
    source = Source(load(path), path.name, path)
    if not holds_files(source):
        return ()
    answer = ask(source, {"task": "enclosed"}, watch)
    return tuple(
        Attachment(number, file["name"], file["media_type"], file["size"], file["is_readable"], tuple(file["within"]))
        for number, file in enumerate(answer["files"], start=1)
    )


def attachment_bytes(path: Path | str, attachment: Attachment, *, watch: Watch = UNWATCHED) -> bytes:
    """The bytes of a file in the message at `path`. Raises `ReadingError`, also when the message has changed."""
    path = Path(path)
    source = Source(load(path, LARGEST_FILE), path.name, path)
    request = {"task": "enclosed", "number": attachment.number, "attachment": attachment.name}
    return base64.b64decode(ask(source, request, watch)["data"])


def read_attachment(
    path: Path | str, attachment: Attachment, *, language: str | None = None, watch: Watch = UNWATCHED
) -> Document:
    """A file in the message at `path` as a document; its first notice says where it comes from.

    It has no `path` of its own: for the pictures of its pages, save it (`save_attachment`) and read what was saved.
    Raises `ReadingError`.
    """
    data = attachment_bytes(path, attachment, watch=watch)
    document = read_source(Source(data, attachment.name, None, language), watch)
    document.notices.insert(0, say("formats.attached-to", interface_language(), quote=Path(path).name))
    return document


def save_attachment(path: Path | str, attachment: Attachment, folder: Path, *, watch: Watch = UNWATCHED) -> Path:
    """Write a file of the message at `path` into `folder`, under a name that is free there, and give its path.

    Saved twice, it is there once. Raises `ReadingError`, and `OSError` when it cannot be written.
    """
    return write_new(folder, attachment.name, attachment_bytes(path, attachment, watch=watch), again=True)
