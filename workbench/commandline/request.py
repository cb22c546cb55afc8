"""What the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

COMMANDS = ("check", "extract", "batch")


@dataclass
class Request:
    """The arguments as parsed.

    `command` is None for the window; `json` is "-" for standard output; `language` is that of the documents, None to
    find out; `rules` are files of an analyst's own rules, `standing` says whether those for every run are used too, and
    `without` are ids of rules to leave out; `materiality` is the
    part of a computed value by which a number may differ from it, 0 for none; `attachments` asks for the files in
    messages too; `scheduler` is the address of a Dask scheduler; `seconds` is what one document may take, 0 for no
    limit; `part_rows` asks for Parquet parts of that many documents.
    """

    command: str | None = None
    files: list[str] = field(default_factory=list)
    language: str | None = None
    attachments: bool = False
    references: list[Path] = field(default_factory=list)
    rules: list[Path] = field(default_factory=list)
    standing: bool = True
    without: list[str] = field(default_factory=list)
    materiality: Fraction = Fraction(0)
    xlsx: Path | None = None
    html: Path | None = None
    json: str | None = None
    output: Path | None = None
    jobs: int = 1
    scheduler: str | None = None
    seconds: int = 120
    summary: Path | None = None
    part_rows: int | None = None
