"""The columns of the claims table, as data: what each shows, how it sorts, whether it can be edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workbench.ui.figures import interval_text, period_text, unit_name, value_text
from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.models.states import DECIDED, RANKS, SIGNS
from workbench.ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names it in settings and texts (``column.<key>``); `width` is in characters; `field` is what is edited."""

    key: str
    width: int
    text: Callable[[ClaimRow, Wording], str]
    sort: Callable[[ClaimRow], Any]
    shown: bool = True
    right: bool = False
    field: str | None = None


_LAST = Decimal("Infinity")


def _last(text: str | None) -> tuple[bool, str]:
    """Sorts empty cells after all others."""
    return (not text, (text or "").casefold())


def _number(row: ClaimRow, _: Wording) -> str:
    tick = f" {DECIDED}" if row.decided else ""
    return f"{SIGNS[row.state]} {row.claim.id}{tick}"


def _value(row: ClaimRow, wording: Wording) -> str:
    if row.claim.date is not None:
        return period_text(row.claim.date, wording)
    return value_text(row.claim.quantity, wording)


def _value_key(row: ClaimRow) -> Decimal:
    """Values by size, then what has none; one number a row keeps sorting fast."""
    value = row.value
    return _LAST if value is None or row.claim.date is not None else value


def _period_key(row: ClaimRow) -> tuple[date, date]:
    period = row.claim.period
    return (date.max, date.max) if period is None else (period.first, period.last)


def _unit(row: ClaimRow, wording: Wording) -> str:
    return unit_name(row.claim.quantity.unit, wording) or (row.claim.counted or "")


COLUMNS: tuple[Column, ...] = (
    Column("number", 7, _number, lambda row: row.number),
    Column("written", 20, lambda row, _: " ".join(row.claim.text.split()), lambda row: _last(row.claim.text)),
    Column("value", 13, _value, _value_key, right=True, field="value"),
    Column("unit", 9, _unit, lambda row: _last(row.claim.quantity.unit or row.claim.counted), field="unit"),
    Column(
        "indicator",
        24,
        lambda row, _: row.claim.indicator or "",
        lambda row: _last(row.claim.indicator),
        field="indicator",
    ),
    Column("scope", 13, lambda row, _: row.claim.scope or "", lambda row: _last(row.claim.scope), field="scope"),
    Column(
        "period",
        12,
        lambda row, wording: period_text(row.claim.period, wording),
        _period_key,
        field="period",
    ),
    Column("role", 9, lambda row, wording: wording(f"role.{row.claim.role}"), lambda row: row.claim.role, field="role"),
    Column(
        "hedge",
        9,
        lambda row, wording: wording(f"hedge.{row.claim.quantity.hedge or 'none'}"),
        lambda row: _last(row.claim.quantity.hedge),
        shown=False,
        field="hedge",
    ),
    Column(
        "state",
        14,
        lambda row, wording: wording(f"state.{row.state}") if row.counts else wording("state.not_a_claim"),
        lambda row: (RANKS[row.state], row.number),
        shown=False,
    ),
    Column("verdict", 14, lambda row, _: row.verdict, lambda row: _last(row.verdict), shown=False),
    Column("note", 20, lambda row, _: row.note, lambda row: _last(row.note), shown=False),
    Column(
        "expected",
        20,
        lambda row, wording: interval_text(row.claim.expected, row.claim.quantity.unit, wording),
        _value_key,
        shown=False,
    ),
    Column(
        "widest",
        20,
        lambda row, wording: interval_text(row.claim.widest, row.claim.quantity.unit, wording),
        _value_key,
        shown=False,
    ),
    Column(
        "kind",
        10,
        lambda row, wording: wording(f"kind.{row.claim.quantity.kind}"),
        lambda row: row.claim.quantity.kind,
        shown=False,
    ),
    Column("page", 6, lambda row, _: str(row.page or ""), lambda row: row.page, shown=False, right=True),
)
POSITION = {column.key: index for index, column in enumerate(COLUMNS)}
