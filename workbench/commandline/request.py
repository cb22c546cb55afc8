"""What the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Request:
    """The arguments as parsed. `command` is None for the window; `json` is "-" for standard output; `language` is
    that of the documents, None to find out; `scheduler` is the address of a Dask scheduler."""

    command: str | None = None
    files: list[str] = field(default_factory=list)
    language: str | None = None
    references: list[Path] = field(default_factory=list)
    xlsx: Path | None = None
    html: Path | None = None
    json: str | None = None
    output: Path | None = None
    jobs: int = 1
    scheduler: str | None = None
