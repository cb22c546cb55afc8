"""Writing results: JSON as UTF-8 whatever the terminal, reports in what the terminal can show, failures in words."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbench.messages import PlainError, interface_language, say


class OutputError(PlainError):
    """A result could not be written where it was asked for."""


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Turns what the system says while `path` is written into an `OutputError`."""
    try:
        yield path
    except OSError as error:
        from workbench.exporting.errors import reason_of

        reason = reason_of(error, interface_language())
        raise OutputError("commandline.cannot_write", name=str(path), reason=reason) from error


def write_json(results: list[dict[str, Any]], several: bool, target: str) -> None:
    """One object, or an array when `several`, to the file `target` or to standard output ("-")."""
    from workbench.exporting import json_text

    text = json_text(results if several else results[0], indent=2) + "\n"
    if target != "-":
        with writing(Path(target)) as path:
            path.write_text(text, encoding="utf-8")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def write_report(text: str) -> None:
    """`text` to standard output; letters the terminal has no code for show as "?"."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)


def complain(error: PlainError) -> None:
    """The reason on one line of standard error."""
    sentence = " ".join(error.said(interface_language()).split())
    sys.stderr.write(f"workbench: {_shown(sentence)}\n")


def tell(key: str, **fields: object) -> None:
    """A sentence about the progress of the work, on standard error."""
    sys.stderr.write(_shown(say(f"commandline.{key}", interface_language(), **fields)) + "\n")


def _shown(text: str) -> str:
    encoding = sys.stderr.encoding or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)
