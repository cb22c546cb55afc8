"""From a path, or bytes, to a document."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from workbench.messages import interface_language, say
from workbench.model import Document
from workbench.reading.errors import ReadingError
from workbench.reading.formats import read_source
from workbench.reading.isolation import read_pictures
from workbench.reading.source import UNWATCHED, Source, Watch

LARGEST_FILE = 100_000_000

_REASONS = {errno.EACCES: "no_permission", errno.EPERM: "no_permission", errno.ENAMETOOLONG: "long_name"}


def read(path: Path | str, *, language: str | None = None, watch: Watch = UNWATCHED) -> Document:
    """The document in the file at `path`; `language` is found out unless given. Raises `ReadingError`."""
    path = Path(path)
    data = load(path)
    return read_source(Source(data, path.name, path, language), watch)


def read_scan(path: Path | str, *, language: str | None = None, watch: Watch = UNWATCHED) -> Document:
    """The document in a PDF of pictures, its text recognised (see `can_recognise`). Raises `ReadingError`."""
    path = Path(path)
    return read_pictures(Source(load(path), path.name, path, language), watch)


def read_bytes(data: bytes, name: str, *, language: str | None = None) -> Document:
    """The document in `data`, called `name` in messages. Raises `ReadingError`."""
    if len(data) > LARGEST_FILE:
        raise ReadingError("reading.too_large", name=name, limit=LARGEST_FILE // 1_000_000)
    return read_source(Source(data, name, None, language))


def load(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file of at most `largest` bytes. Raises `ReadingError`."""
    try:
        if path.is_dir():
            raise ReadingError("reading.folder", name=str(path))
        if path.exists() and not path.is_file():
            raise ReadingError("reading.not_a_file", name=str(path))
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(largest + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise ReadingError("reading.missing", name=str(path)) from None
    except (OSError, ValueError) as error:
        # ValueError: a name with a null character in it.
        raise ReadingError("reading.forbidden", name=str(path), reason=why(error)) from None
    if len(data) > largest:
        raise ReadingError("reading.too_large", name=path.name, limit=largest // 1_000_000)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        # Half of one version and half of another is a text that nobody wrote.
        raise ReadingError("reading.changed", name=path.name)
    return data


def why(error: OSError | ValueError) -> str:
    """Why a file could not be opened, as part of a sentence; the system's own words for what is rare."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    if known is not None:
        return say(f"reading.{known}", interface_language())
    return getattr(error, "strerror", None) or str(error)
