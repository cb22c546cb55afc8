"""The output of a batch as Parquet: one file, or a folder of parts, a row for each document under a key of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from workbench.commandline.output import OutputError
from workbench.exporting.plain_text import printable

_ROWS_AT_ONCE = 256
_BYTES_AT_ONCE = 20_000_000
_PART = "part-{:05d}.parquet"


def parquet_writer(output: Path, part_rows: int | None) -> Callable[[Path, Path], None]:
    """What makes Parquet of the lines of a batch: a file, or a folder of parts of `part_rows` rows each.

    Raises `OutputError` when pyarrow is missing or `output` is something else already, before any work is done.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise OutputError("commandline.no_pyarrow_output", name=str(output)) from error
    if part_rows is None:
        if output.is_dir():
            raise OutputError("commandline.output_is_folder", name=str(output))
        return _write_file
    if output.exists() and not _holds_parts_only(output):
        raise OutputError("commandline.parts_exist", name=str(output))
    return partial(_write_parts, part_rows)


def _write_file(lines: Path, output: Path) -> None:
    draft = output.with_name(f"{output.name}.draft")
    try:
        _write(lines, lambda _: draft, None)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


def _write_parts(part_rows: int, lines: Path, output: Path) -> None:
    draft = output.with_name(f"{output.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        _write(lines, lambda number: draft / _PART.format(number), part_rows)
        if output.exists():
            shutil.rmtree(output)
        draft.replace(output)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _holds_parts_only(folder: Path) -> bool:
    return folder.is_dir() and all(path.match("part-*.parquet") for path in folder.iterdir())


def _write(lines: Path, name: Callable[[int], Path], part_rows: int | None) -> None:
    """Write the lines into one file after another, each begun when the one before has `part_rows` rows."""
    import pyarrow
    from pyarrow import parquet

    schema = _schema()
    number = written = 0
    file = parquet.ParquetWriter(name(0), schema, compression="zstd")
    try:
        for rows in _handfuls(lines, part_rows):
            if part_rows is not None and written == part_rows:
                file.close()
                number, written = number + 1, 0
                file = parquet.ParquetWriter(name(number), schema, compression="zstd")
            file.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            written += len(rows)
    finally:
        file.close()


def _handfuls(lines: Path, part_rows: int | None) -> Iterator[list[dict[str, Any]]]:
    """Rows in handfuls that never reach over the end of a part."""
    rows: list[dict[str, Any]] = []
    size = 0
    with lines.open("rb") as file:
        for key, line in enumerate(file):
            rows.append(_row(key, line))
            size += len(line)
            ends_part = part_rows is not None and (key + 1) % part_rows == 0
            if ends_part or len(rows) == _ROWS_AT_ONCE or size >= _BYTES_AT_ONCE:
                yield rows
                rows, size = [], 0
    if rows:
        yield rows


def _row(key: int, line: bytes) -> dict[str, Any]:
    # Arrow holds UTF-8 only; a lone surrogate, escaped in JSON, has no place there.
    record = _clean(json.loads(line)) if b"\\ud" in line else json.loads(line)
    identity = record["id"]
    text = identity if isinstance(identity, str) or identity is None else json.dumps(identity, ensure_ascii=False)
    return {**record, "key": key, "id": text}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value) if any("\ud800" <= character <= "\udfff" for character in value) else value
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {name: _clean(item) for name, item in value.items()}
    return value


def _schema() -> Any:
    """`key` counts documents from 0; `id` is the record's own, as JSON unless it is a string; the rest as in JSONL."""
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()

    def struct(names: str, **others: Any) -> Any:
        return pa.struct([(name, others.get(name, text)) for name in names.split()])

    ends = pa.list_(text)
    claim = struct(
        "id start end text kind value value_high unit per hedge expected widest indicator scope period counted role",
        start=whole, end=whole, expected=ends, widest=ends,
    )  # fmt: skip
    relation = struct("id operation rule claims start end", claims=ends, start=whole, end=whole)
    finding = struct(
        "id operation verdict claims spans confidence severity within_rounding title explanation doubts implied"
        " repairs",
        claims=ends, spans=pa.list_(pa.list_(whole)), within_rounding=pa.bool_(), doubts=ends,
        implied=struct("name unit expected widest", expected=ends, widest=ends),
        repairs=pa.list_(struct("claim value kind text")),
    )  # fmt: skip
    return pa.schema(
        [
            ("key", whole), ("id", text), ("lang", text), ("error", text), ("claims", pa.list_(claim)),
            ("relations", pa.list_(relation)), ("findings", pa.list_(finding)),
        ]
    )  # fmt: skip
