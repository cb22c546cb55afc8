"""Files that are written beside others: whole or not at all, on the disk, and over nothing that was there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_new(folder: Path, name: str, data: bytes, *, again: bool = False) -> Path:
    """Write `data` into `folder` under `name` or, where that is taken, "name (2)", and give the path.

    With `again`, a file of that name that holds the same is left as it is, and its path given. Raises `OSError`.
    """
    descriptor, draft_name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    draft = Path(draft_name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A file made for the owner only becomes one like any other.
        umask = os.umask(0o022)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        number, stem, suffix = 1, Path(name).stem, Path(name).suffix
        while True:
            target = folder / (name if number == 1 else f"{stem} ({number}){suffix}")
            if _took(draft, target):
                break
            if again and target.is_file() and target.read_bytes() == data:
                draft.unlink()
                return target
            number += 1
        flush(folder)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return target


def _took(draft: Path, target: Path) -> bool:
    """Give the draft its name unless something has it; a link, unlike a renaming, never takes another's place."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError:
        # A file system without links.
        if os.path.lexists(target):
            return False
        draft.replace(target)
        return True
    draft.unlink()
    return True


def flush(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk. Windows opens no folder; there renaming lasts without it."""
    with suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
