"""Files kept with sources: out of the case again, under a name no system stumbles over, and only whole."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from workbench.case.case import Case
from workbench.case.errors import AttachmentDamagedError
from workbench.case.records import Source
from workbench.case.store import translated
from workbench.new_files import write_new
from workbench.safe_names import safe_name


def extract_attachment(case: Case, source: Source, folder: Path) -> Path:
    """Write the file kept with `source` into `folder`, under its own name or, where that is taken, one beside it.

    Raises `AttachmentDamagedError` when the case does not hold what was put in, `NotWritableError`, `DiskFullError`.
    """
    kept = case.attachment(source)
    if kept is None or sha256(kept[1]).hexdigest() != source.attachment:
        raise AttachmentDamagedError(name=source.attachment_name or "?")
    name = safe_name(source.attachment_name or kept[0])
    with translated(folder / name):
        return write_new(folder, name, kept[1])
