"""Writing results: JSON as UTF-8 whatever the terminal, reports in what the terminal can show, failures in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        raise OutputError("commandline.cannot_write", name=str(path), reason=_reason(error)) from error


def write_json(results: list[dict[str, Any]], several: bool, target: str) -> None:
    """One object, or an array when `several`, to the file `target` or to standard output ("-").

    A file takes the new result whole or keeps what it held; a pipe or a device is written to as it is.
    """
    from workbench.exporting import json_text
    from workbench.exporting.whole_file import whole_file

    text = json_text(results if several else results[0], indent=2) + "\n"
    if target == "-":
        with _printing():
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.buffer.flush()
        return
    with writing(Path(target)) as path:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_text(text, encoding="utf-8")
        else:
            with whole_file(path) as file:
                file.write(text)
    tell("written", name=target)


def is_result(path: Path) -> bool:
    """Whether a file holds nothing, or JSON that this program wrote: what a new result may take the place of."""
    try:
        with path.open("rb") as file:
            start = file.read(200).split()
    except OSError:
        return False
    return not start or (start[0] in (b"{", b"[") and b'"workbench/1",' in start)


def write_report(text: str) -> None:
    """`text` to standard output; letters the terminal has no code for show as "?"."""
    with _printing():
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(text)


def finish_printing() -> None:
    """Hand over what is still to be printed. Raises `OutputError`, and `BrokenPipeError` when nobody reads on."""
    if sys.stdout is not None:
        with _printing():
            sys.stdout.flush()


def stop_printing() -> None:
    """Nothing more goes to standard output: Python would complain once more when it flushes at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _printing() -> Iterator[None]:
    """Turns what the system says of standard output into an `OutputError`; a reader who left is told as such."""
    if sys.stdout is None:
        raise OutputError("commandline.no_standard_output")
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        stop_printing()
        raise OutputError("commandline.cannot_print", reason=_reason(error)) from error


def _reason(error: OSError) -> str:
    from workbench.exporting.errors import reason_of

    return reason_of(error, interface_language())


def complain(error: PlainError) -> None:
    """The reason on one line of standard error."""
    sentence = " ".join(error.said(interface_language()).split())
    _tell(f"workbench: {sentence}")


def tell(key: str, **fields: object) -> None:
    """A sentence about the progress of the work, on standard error."""
    _tell(say(f"commandline.{key}", interface_language(), **fields))


def _tell(text: str) -> None:
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    # Where standard error cannot be written either, there is nobody left to tell.
    with suppress(OSError):
        sys.stderr.write(text.encode(encoding, errors="replace").decode(encoding) + "\n")
