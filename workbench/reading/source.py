"""What a reader of one format is given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Document


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, and what is known about it before reading.

    `name` is what people call it; `path` is None for pasted text and standard input; `language` is the language
    the analyst says it is in, None to find out.
    """

    data: bytes
    name: str
    path: Path | None = None
    language: str | None = None

    @property
    def suffix(self) -> str:
        """The ending of its name in lower case, with the dot. A hint only: content decides what a file is."""
        return Path(self.name).suffix.lower()

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for a file: `progress` is told the share that is read, from 0 to 1; `cancelled` is asked many times a
    second and, when it says yes, reading stops with a `ReadingError`. `partial` is given the first pages of a long
    document as soon as they can be shown; the whole document replaces them."""

    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None
    partial: Callable[[Document], None] | None = None


UNWATCHED = Watch()
