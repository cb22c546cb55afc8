"""Files that appear only when they are complete."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: str | Path, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A text file that takes its name when the block ends well; an error leaves what was there before."""
    with _draft(Path(path)) as draft, draft.open("w", encoding=encoding, newline="", errors="replace") as file:
        yield file


@contextmanager
def whole_bytes(path: str | Path) -> Iterator[IO[bytes]]:
    """The same for bytes."""
    with _draft(Path(path)) as draft, draft.open("wb") as file:
        yield file


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    # Taking the place of a folder cannot succeed, taking that of a device would destroy it: said before any work.
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
    # What a link leads to is written, and the link stays.
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        # A file made for the owner only becomes one like any other.
        umask = os.umask(0o022)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
