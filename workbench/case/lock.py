"""One writer for each case file.

A file beside the case (``name.case.lock``) is locked through the operating system, which frees it however the
process ends, and says who holds it. The system's lock does not reach other computers over every network folder,
so a lock file that names another host counts as held until the analyst says otherwise (`take_over`).
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from workbench.case.errors import CaseLockedError, NotWritableError
from workbench.version import __version__

_SIZE = 4096
_LOCKED_BYTE = 1 << 30
"""Far behind the owner's name, since Windows lets nobody read a byte that is locked."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a case open."""

    host: str
    pid: int
    program: str
    who: str
    since: str


def this_process() -> Owner:
    """The owner that this process would be."""
    return Owner(
        platform.node(), os.getpid(), f"workbench {__version__}", user_name(), datetime.now().astimezone().isoformat()
    )


def user_name() -> str:
    """The login name; "?" where the system has none for this user id."""
    try:
        return getpass.getuser().encode("utf-8", "replace").decode()
    except (KeyError, OSError, ImportError):
        return "?"


class FileLock:
    """The lock of one case file, held from `acquire` to `release`."""

    def __init__(self, path: Path) -> None:
        self.path = lock_path(path)
        self._case = path
        self._descriptor: int | None = None

    def acquire(self, *, take_over: bool = False) -> None:
        """Take the lock. Raises `CaseLockedError` with its owner, `NotWritableError` where no lock file can be made."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as fault:
            raise NotWritableError(path=self._case, reason=fault.strerror or fault) from fault
        if not _try_lock(descriptor):
            owner = _read_owner(descriptor)
            os.close(descriptor)
            raise CaseLockedError(path=self._case, owner=owner or Owner("?", 0, "?", "?", ""))
        if not self._is_ours(descriptor):
            # Another process removed the file between our opening and locking it: its successor counts.
            os.close(descriptor)
            self.acquire(take_over=take_over)
            return
        owner = _read_owner(descriptor)
        if owner is not None and owner.host != platform.node() and not take_over:
            os.close(descriptor)
            raise CaseLockedError(path=self._case, owner=owner)
        try:
            _write_owner(descriptor, this_process())
        except OSError as fault:
            os.close(descriptor)
            raise NotWritableError(path=self._case, reason=fault.strerror or fault) from fault
        self._descriptor = descriptor

    def _is_ours(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Give the lock back; the file goes too, so that no litter stays beside the case."""
        if self._descriptor is None:
            return
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        if sys.platform != "win32":
            # Removed while still locked, so that nobody locks a file that is about to vanish.
            with suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None
        if sys.platform == "win32":
            with suppress(OSError):
                self.path.unlink()


def lock_path(path: Path) -> Path:
    """Where the lock file of a case stands."""
    return path.with_name(f".{path.name}.lock")


def owner_of(path: Path) -> Owner | None:
    """Who has the case at `path` open; ``None`` when nobody has."""
    try:
        descriptor = os.open(lock_path(path), os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        owner = _read_owner(descriptor)
        if owner is not None and owner.host != platform.node():
            return owner
        return None if _try_lock(descriptor) else owner
    finally:
        os.close(descriptor)


def _read_owner(descriptor: int) -> Owner | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        return Owner(**json.loads(os.read(descriptor, _SIZE) or b"null"))
    except (ValueError, TypeError, OSError):
        return None


def _write_owner(descriptor: int, owner: Owner) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(asdict(owner)).encode())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
