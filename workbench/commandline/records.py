"""The records `batch` reads, and what it writes for each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.commandline.faults import place_of
from workbench.commandline.terms import Terms
from workbench.messages import PlainError, say
from workbench.reading import read, read_text

# A record longer than this is refused unread: one line must not take all memory.
LONGEST_LINE = 100_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a JSONL file, as bytes; `number` counts from 1, `share` is how much of the input ends with it."""

    number: int
    data: bytes
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class File:
    """One file of a folder; `id` is its path inside the folder, with forward slashes; `share` as of a `Line`."""

    id: str
    path: Path
    share: float = 0.0


Entry = Line | File


class RecordError(PlainError):
    """A line is not a record; `id` is its identifier as far as it could be read."""

    id: Any = None


def checked(entry: Entry, terms: Terms) -> dict[str, Any]:
    """What `batch` writes for `entry`: the analysis of its text by `terms`, or the error. Never raises.

    A fault of the program in one text must not end a run over an archive: it is reported in the record's place.
    Errors are in English whatever the environment: other programs read them, and two runs must agree.
    """
    identity = entry.id if isinstance(entry, File) else None
    try:
        if isinstance(entry, File):
            return {"id": identity, **_found(terms.analysed(read(entry.path, language=terms.language)))}
        record = parse_line(entry)
        identity = record["id"]
        document = read_text(record["text"], language=record["lang"] or terms.language, verbatim=True)
        return {"id": identity, **_found(terms.analysed(document))}
    except RecordError as error:
        return {"id": error.id, "error": error.said("en")}
    except PlainError as error:
        return {"id": identity, "error": error.said("en")}
    except Exception as error:  # noqa: BLE001
        return {"id": identity, "error": say("commandline.internal", reason=place_of(error))}


def lost(entry: Entry, after: float, limit: int) -> dict[str, Any]:
    """What `batch` writes for an entry whose process ended `after` so many seconds; `limit` ends it, 0 for none."""
    if isinstance(entry, File):
        identity: Any = entry.id
    else:
        try:
            identity = parse_line(entry)["id"]
        except RecordError as error:
            identity = error.id
    slow = limit and after >= limit
    return {"id": identity, "error": say("commandline.too_slow" if slow else "commandline.worker_lost", seconds=limit)}


def parse_line(line: Line) -> dict[str, Any]:
    """`id` (any JSON value), `text` and `lang` (a known code, or None to find out) of a line. Raises `RecordError`."""
    if len(line.data) > LONGEST_LINE:
        raise RecordError("commandline.too_long_line", line=line.number, limit=LONGEST_LINE // 1_000_000)
    try:
        # A damaged byte costs one character of the text, not the record.
        value = json.loads(line.data.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise RecordError("commandline.not_json", line=line.number, reason=_one_line(error)) from None
    if not isinstance(value, dict):
        raise RecordError(
            "commandline.not_json", line=line.number, reason=_one_line(line.data.decode(errors="replace"))
        )
    try:
        if not isinstance(value.get("text"), str):
            raise RecordError("commandline.no_text", line=line.number)
        return {"id": value.get("id"), "text": value["text"], "lang": _language(value.get("lang"), line.number)}
    except RecordError as error:
        error.id = value.get("id")
        raise


def _language(word: Any, number: int) -> str | None:
    from workbench.reading.language import language_code

    if word in (None, "", "auto"):
        return None
    code = language_code(word) if isinstance(word, str) else None
    if code is None:
        raise RecordError("commandline.bad_language", line=number, word=_one_line(word))
    return code


def _found(analysis: Any) -> dict[str, Any]:
    from workbench.exporting import to_json

    found = to_json(analysis)
    return {
        "lang": found["document"]["language"],
        "claims": found["claims"],
        "relations": found["relations"],
        "findings": found["findings"],
    }


def _one_line(value: object) -> str:
    return " ".join(str(value).split())[:120]
