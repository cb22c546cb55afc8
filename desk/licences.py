"""Gathers the licence of every package that is shipped: ``python desk/licences.py FOLDER``."""

from __future__ import annotations

import re
import sys
from collections import deque
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
# Data that asks for a line of credit.
CREDITS = "Place names: GeoNames (geonames.org), Creative Commons Attribution 4.0.\n"


def shipped() -> list[Distribution]:
    """The workbench's packages and all they need, by name."""
    found: dict[str, Distribution] = {}
    waiting = deque(["workbench"])
    while waiting:
        name = waiting.popleft()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            # Needed on another system, or an extra that is not shipped.
            continue
        for requirement in found[key].requires or []:
            match = _NAME.match(requirement)
            if match is not None and "extra ==" not in requirement:
                waiting.append(match.group())
    return [found[key] for key in sorted(found)]


def main(folder: Path) -> None:
    """Write one file for each package into `folder`, and an overview."""
    folder.mkdir(parents=True, exist_ok=True)
    overview = [CREDITS]
    for package in shipped():
        texts = [
            Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
            for file in package.files or []
            if _LICENCE_FILE.search(file.name) and file.suffix not in (".py", ".pyc")
        ]
        about = package.metadata
        licence = about.get("License-Expression") or (about.get("License") or "see its file").splitlines()[0]
        overview.append(f"{about['Name']} {package.version}: {licence}")
        if texts:
            (folder / f"{about['Name']}.txt").write_text("\n\n".join(texts), encoding="utf-8")
    (folder / "OVERVIEW.txt").write_text("\n".join(overview) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
