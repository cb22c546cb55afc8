"""The texts of an archive, one after another: JSONL, CSV, Parquet, or a folder of documents."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from workbench.commandline.records import LONGEST_LINE, Entry, File, Line
from workbench.messages import PlainError
from workbench.reading import ReadingError, readable_suffixes
from workbench.reading.files import why

_PARQUET_ROWS = 256
_TABLES = (".csv", ".tsv")
# Hidden files, those macOS keeps beside others, and those of Word while a document is open.
_NO_DOCUMENTS = (".", "~$")


class BatchInputError(PlainError):
    """The input of a batch holds nothing that can be checked."""


@contextmanager
def entries(source: str, results: Sequence[Path] = ()) -> Iterator[Iterable[Entry]]:
    """The entries of `source` (a file, a folder, or "-" for JSONL on standard input), open while they are read.

    CSV, TSV and Parquet files need a column `text`, and may have `id` and `lang`; without `id` rows are numbered from
    1. Of a folder the `results` of a former batch are left out. Raises `BatchInputError`, `ReadingError`.
    """
    path = Path(source)
    if source == "-":
        if sys.stdin is None:
            raise BatchInputError("commandline.no_standard_input")
        yield _lines(sys.stdin.buffer)
    elif path.is_dir():
        yield _files(path, results)
    else:
        with _opened(path) as file:
            kind = path.suffix.lower()
            if kind == ".parquet":
                yield _parquet_rows(file, path.name)
            elif kind in _TABLES:
                yield _csv_rows(file, path.name)
            elif kind == ".json" and not _begins_with_a_record(file):
                raise BatchInputError("commandline.no_lines", name=source)
            elif kind in readable_suffixes() and not _begins_with_a_record(file):
                raise BatchInputError("commandline.one_text", name=source)
            else:
                yield _lines(file)


def fingerprint(source: str, results: Sequence[Path] = ()) -> str | None:
    """Tells whether `source` is still what it was: names, sizes and times of its files. None for standard input."""
    path = Path(source)
    if source == "-":
        return None
    files = [entry.path for entry in _files(path, results)] if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        try:
            found = file.stat()
        except (OSError, ValueError):
            return None
        digest.update(f"{file.resolve()}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ReadingError("reading.missing", name=str(path)) from None
    except (OSError, ValueError) as error:
        raise ReadingError("reading.forbidden", name=str(path), reason=why(error)) from None


def _begins_with_a_record(file: IO[bytes]) -> bool:
    start = file.read(1000) if file.seekable() else b"{"
    if file.seekable():
        file.seek(0)
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _lines(file: IO[bytes]) -> Iterator[Entry]:
    """The lines of `file` that are not blank; of one that is too long only as much as shows that it is."""
    number, read, size = 0, 0, _size(file)
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        read += len(line)
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
            read += len(rest)
        if line.strip():
            yield Line(number, line, min(read / size, 1.0) if size else 0.0)


def _size(file: IO[bytes]) -> int:
    """The bytes of a file; 0 when nobody can tell beforehand, as of a pipe."""
    try:
        found = os.fstat(file.fileno())
    except (OSError, ValueError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _csv_rows(file: IO[bytes], name: str) -> Iterator[Entry]:
    csv.field_size_limit(LONGEST_LINE)
    size = _size(file)
    with io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text:
        first = text.readline()
        text.seek(0)
        reader = csv.DictReader(text, delimiter=max(",;\t", key=first.count))
        try:
            if "text" not in (reader.fieldnames or ()):
                raise BatchInputError("commandline.no_text_column", name=name)
            for number, row in enumerate(reader, 1):
                yield _row(number, row, file.tell() / size if size else 0.0)
        except csv.Error as error:
            raise BatchInputError("commandline.damaged_table", name=name, reason=str(error)) from error


def _parquet_rows(file: IO[bytes], name: str) -> Iterator[Entry]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise BatchInputError("commandline.no_pyarrow", name=name) from error
    try:
        table = parquet.ParquetFile(file)
        columns = [column for column in ("id", "text", "lang") if column in table.schema_arrow.names]
        if "text" not in columns:
            raise BatchInputError("commandline.no_text_column", name=name)
        number, total = 0, table.metadata.num_rows
        for batch in table.iter_batches(_PARQUET_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _row(number, row, number / total)
    except ArrowException as error:
        raise BatchInputError("commandline.damaged_table", name=name, reason=str(error).splitlines()[0]) from error


def _row(number: int, row: dict[str, Any], share: float) -> Line:
    identity = row.get("id")
    record = {"id": number if identity in (None, "") else identity, "text": row.get("text"), "lang": row.get("lang")}
    return Line(number, json.dumps(record, default=str).encode(), share)


def _files(folder: Path, results: Sequence[Path]) -> list[File]:
    suffixes, left_out = readable_suffixes(), {path.resolve() for path in results}
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in suffixes
        and not path.name.startswith(_NO_DOCUMENTS)
        and path.is_file()
        and path.resolve() not in left_out
    ]
    if not found:
        raise BatchInputError("commandline.nothing_in_folder", name=str(folder), suffixes=" ".join(suffixes))
    total = len(found)
    return [
        File(path.relative_to(folder).as_posix(), path, number / total) for number, path in enumerate(found, start=1)
    ]
