"""What the log says of a change: which field, from what, to what."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

from workbench.case.records import (
    ClaimEntry,
    Decision,
    DocumentEntry,
    Key,
    Note,
    Record,
    RecordKind,
    ReferenceTable,
    RelationEntry,
    Setting,
    Sheet,
    SignOff,
    Source,
    Suppressed,
    VerdictEntry,
)
from workbench.case.typed import FIELDS

_SILENT = frozenset({"by", "at", "next_claim", "id", "original", "edited", "claim", "values"})

Difference = tuple[str, str | None, str | None]


def differences(key: Key, before: Record | None, after: Record | None) -> list[Difference]:
    """Field, old and new as text; one line with an empty field for what came or went as a whole."""
    if before is None or after is None:
        return [("", None if before is None else summary(before), None if after is None else summary(after))]
    found: list[Difference] = []
    if isinstance(before, ClaimEntry) and isinstance(after, ClaimEntry):
        for name, read in FIELDS.items():
            found.append((name, shown(read(before.claim)), shown(read(after.claim))))
        found.append(("text", before.claim.text, after.claim.text))
    for field in fields(before):
        if field.name not in _SILENT:
            found.append((field.name, shown(getattr(before, field.name)), shown(getattr(after, field.name))))
    different = [line for line in found if line[1] != line[2]]
    if not different and key[0] is not RecordKind.DOCUMENT:
        different = [("by", getattr(before, "by", None), getattr(after, "by", None))]
    return different


def summary(record: Record) -> str:
    """One line for a record as a whole."""
    match record:
        case ClaimEntry():
            return record.claim.text
        case RelationEntry():
            return record.formula or f"{record.relation.operation.value}: {', '.join(record.relation.claims)}"
        case VerdictEntry():
            return record.verdict
        case Note():
            return record.text
        case Source():
            return record.address or record.title or record.quote or record.attachment_name
        case Decision():
            return f"{record.choice.value}: {record.title}"
        case SignOff():
            return f"{record.part}: {record.by}"
        case DocumentEntry():
            return record.title
        case ReferenceTable():
            return f"{record.name} ({len(record.figures)})"
        case Setting():
            return record.value
        case Suppressed():
            return record.signature
        case Sheet():
            return "\n".join(record.lines)


def shown(value: object) -> str | None:
    """A field's value in the log; ``None`` stays ``None``."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(shown(item) or "" for item in value)
    return str(value)
