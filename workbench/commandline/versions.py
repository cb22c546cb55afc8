"""What `workbench --version` says: the versions that matter when two results differ."""

from __future__ import annotations

import platform
import sqlite3
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from workbench.version import __version__

_PACKAGES = (
    "PySide6-Essentials", "pandas", "openpyxl", "XlsxWriter", "lxml", "pypdfium2", "trafilatura", "scipy", "babel",
    "chardet", "py3langid",
)  # fmt: skip
# Of the extras: named where they are installed.
_EXTRA_PACKAGES = ("distributed",)


def versions() -> list[str]:
    """One line each for the workbench, Python, the system, SQLite and the libraries results depend on."""
    lines = [
        f"workbench {__version__}",
        f"Python {platform.python_version()} ({platform.system()} {platform.release()}, {platform.machine()})",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    for package in _PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            lines.append(f"{package} -")
    for package in _EXTRA_PACKAGES:
        with suppress(PackageNotFoundError):
            lines.append(f"{package} {version(package)}")
    return lines
