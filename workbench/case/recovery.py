"""Where cases live that were not saved under a name yet: in the user's data folder, so that no edit is ever lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from platformdirs import user_data_path

from workbench.case.errors import CaseError, NotWritableError
from workbench.case.lock import owner_of
from workbench.case.store import Store


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A case nobody saved under a name: where it is, when it was last changed, and the titles of its documents."""

    path: Path
    changed: datetime
    titles: tuple[str, ...]
    steps: int


def recovery_folder() -> Path:
    """The folder of unsaved cases; made when missing. Raises `NotWritableError`."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NotWritableError(path=folder, reason=fault.strerror or fault) from fault
    return folder


def new_recovery_path() -> Path:
    """A name no other unsaved case has."""
    return recovery_folder() / f"{datetime.now():%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.case"


def is_recovery_path(path: Path) -> bool:
    """Whether a case lives among the unsaved ones."""
    return path.parent == _folder()


def _folder() -> Path:
    return user_data_path("workbench", appauthor=False) / "unsaved"


def unsaved_cases() -> list[Unsaved]:
    """Unsaved cases that no running window has open, newest first. Empty ones are cleared away."""
    found = []
    for path in recovery_folder().glob("*.case"):
        if owner_of(path) is not None:
            continue
        described = _describe(path)
        if described is not None:
            found.append(described)
    return sorted(found, key=lambda case: case.changed, reverse=True)


def _describe(path: Path) -> Unsaved | None:
    try:
        store = Store.open(path)
    except CaseError:
        # Not even a header: the process died while it made the file, before anything was in it.
        if path.exists() and path.stat().st_size == 0:
            path.unlink(missing_ok=True)
            return None
        return Unsaved(path, datetime.fromtimestamp(path.stat().st_mtime).astimezone(), (), 0)
    try:
        titles = store.query("SELECT json_extract(payload, '$.title') FROM records WHERE kind = 'document' ORDER BY id")
        steps = int(str(store.query("SELECT count(*) FROM steps")[0][0]))
    except CaseError:
        titles, steps = [], 1
    finally:
        store.close()
    if not steps:
        with suppress(OSError):
            path.unlink()
        return None
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return Unsaved(path, changed, tuple(str(row[0]) for row in titles), steps)
