"""`workbench batch`: many texts, in order, on several processes, whatever single ones do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from workbench.commandline.output import OutputError, tell, writing
from workbench.commandline.pool import run_in_order
from workbench.commandline.records import LONGEST_LINE, Entry, File, Line, checked, lost
from workbench.commandline.request import Request
from workbench.messages import PlainError
from workbench.reading import ReadingError, readable_suffixes

# Entries are handed to a process by handfuls: enough to make handing over cheap, few enough to bound memory.
_HANDFUL_ENTRIES = 64
_HANDFUL_BYTES = 200_000


class BatchInputError(PlainError):
    """The input of a batch holds nothing to check."""


def batch(request: Request) -> int:
    """Check every text of a JSONL file or folder; gives 0. A text that cannot be checked gets a record that says so."""
    output = request.output
    assert output is not None
    started = time.monotonic()
    done = failed = 0
    # The result appears under its name only when it is whole.
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.part")
    if output.is_dir():
        raise OutputError("commandline.output_is_folder", name=str(output))
    try:
        with _entries(request.files[0]) as entries, writing(output), unfinished.open("wb") as file:
            for line, ok in run_in_order(_handfuls(entries), _work, _lost, request.jobs):
                file.write(line)
                done += 1
                failed += not ok
        with writing(output):
            unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    tell("batch_done", done=done, failed=failed, seconds=f"{seconds:.1f}", rate=round(done / max(seconds, 0.001)))
    return 0


def _work(entries: Sequence[Entry]) -> list[tuple[bytes, bool]]:
    return [_written(checked(entry)) for entry in entries]


def _lost(entry: Entry) -> tuple[bytes, bool]:
    return _written(lost(entry))


def _written(result: dict[str, object]) -> tuple[bytes, bool]:
    """A line of output, and whether the entry was checked."""
    from workbench.exporting import json_text

    return f"{json_text(result)}\n".encode(), "error" not in result


def _handfuls(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    handful: list[Entry] = []
    size = 0
    for entry in entries:
        handful.append(entry)
        size += len(entry.data) if isinstance(entry, Line) else _HANDFUL_BYTES // 4
        if len(handful) >= _HANDFUL_ENTRIES or size >= _HANDFUL_BYTES:
            yield handful
            handful, size = [], 0
    if handful:
        yield handful


@contextmanager
def _entries(source: str) -> Iterator[Iterable[Entry]]:
    """The entries of the JSONL file or folder `source`, open for as long as they are read."""
    path = Path(source)
    if source == "-":
        yield _lines(sys.stdin.buffer)
    elif path.is_dir():
        yield _files(path)
    else:
        with _opened(path) as file:
            yield _lines(file)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ReadingError("reading.missing", name=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadingError("reading.forbidden", name=str(path), reason=reason) from None


def _lines(file: IO[bytes]) -> Iterator[Entry]:
    """The lines of `file` that are not blank; of one that is too long only as much as shows that it is."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        if line.strip():
            yield Line(number, line)


def _files(folder: Path) -> list[Entry]:
    suffixes = readable_suffixes()
    found = [
        File(path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in suffixes and path.is_file()
    ]
    if not found:
        raise BatchInputError("commandline.nothing_in_folder", name=str(folder), suffixes=" ".join(suffixes))
    return list(found)
