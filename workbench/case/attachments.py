"""Files kept with sources: out of the case again, under a name no system stumbles over, and only whole."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from workbench.case.case import Case
from workbench.case.errors import AttachmentDamagedError
from workbench.case.records import Source
from workbench.case.store import translated

_LONGEST_NAME = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def extract_attachment(case: Case, source: Source, folder: Path) -> Path:
    """Write the file kept with `source` into `folder`, under its own name or, where that is taken, one beside it.

    Raises `AttachmentDamagedError` when the case does not hold what was put in, `NotWritableError`, `DiskFullError`.
    """
    kept = case.attachment(source)
    if kept is None or sha256(kept[1]).hexdigest() != source.attachment:
        raise AttachmentDamagedError(name=source.attachment_name or "?")
    name = safe_name(source.attachment_name or kept[0])
    with translated(folder / name):
        descriptor, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(kept[1])
            target = _free(folder, name)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    return target


def safe_name(name: str) -> str:
    """A file name that leads out of no folder, hides nothing, and that every system takes."""
    last = re.split(r"[/\\]", name)[-1]
    clean = _UNSAFE.sub("_", last).strip(" .") or "file"
    if _DEVICES.fullmatch(clean):
        clean = f"_{clean}"
    stem, dot, suffix = clean.rpartition(".")
    return clean if len(clean) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix[:20]}"


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path
