"""A line of the log as people read it: when, who, which step, of what, from what to what, why. Free of Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from workbench.case import LogRow, StepName
from workbench.case.wording import known, say
from workbench.ui.figures import grouped
from workbench.ui.wording import Wording

_SECOND = 19  # characters of a time down to the second


def log_cells(
    row: LogRow, wording: Wording, verdicts: Mapping[str, str], hidden: Callable[[LogRow], bool]
) -> tuple[str, ...]:
    """The cells of a line. `verdicts` are the names of the scale; what `hidden` says of is not for this reader."""
    step = StepName(row.name, row.parts).text(wording.language)
    if row.action != "do":
        step = f"{say(f'action.{row.action}', wording.language)} {step}"
    when = row.at[: _SECOND - 3].replace("T", " ")
    if hidden(row):
        veil = wording("second.hidden")
        return when, row.who, step, _thing(row, wording), "", veil, ""
    old, new = (_value(row, text, wording, verdicts) for text in (row.old, row.new))
    return when, row.who, step, _thing(row, wording), old, new, _reason(row, wording)


def _thing(row: LogRow, wording: Wording) -> str:
    """The claim or what else it is about, and the field."""
    kind, _, name = row.id.rpartition(":")
    thing = "" if kind == "finding" or row.kind == "decision" else name
    if thing == "sheet":
        thing = wording("what_if.sheet")
    field = row.field
    if field and known(f"field.{field}"):
        field = say(f"field.{field}", wording.language)
    elif field and wording.has(f"log_field.{field}"):
        field = wording(f"log_field.{field}")
    return " · ".join(part for part in (thing, field) if part)


def _value(row: LogRow, text: str | None, wording: Wording, verdicts: Mapping[str, str]) -> str:
    if not text:
        return ""
    if row.kind in ("verdict", "second verdict") and row.field in ("", "verdict"):
        return verdicts.get(text, text)
    if row.kind == "decision":
        choice, colon, rest = text.partition(": ")
        return (
            f"{wording(f'decision.{choice}')}{colon and wording('log.colon')}{rest}"
            if wording.has(f"decision.{choice}")
            else text
        )
    if row.kind == "sign-off":
        part, colon, rest = text.partition(": ")
        return (
            f"{wording(f'sign_off.{part}')}{colon and wording('log.colon')}{rest}"
            if wording.has(f"sign_off.{part}")
            else text
        )
    if row.field == "standing":
        return wording("log.counts") if text == "active" else wording("state.not_a_claim")
    for group in ("role", "hedge", "kind"):
        if row.field == group and wording.has(f"{group}.{text}"):
            return wording(f"{group}.{text}")
    if row.field == "value":
        return "–".join(_number(part, wording) for part in text.split("; "))
    return text


def _number(text: str, wording: Wording) -> str:
    try:
        return grouped(Decimal(text), wording)
    except InvalidOperation:
        return text


def _reason(row: LogRow, wording: Wording) -> str:
    """Why; the reason to dismiss in the reader's language, with the analyst's own words after it."""
    from workbench.case import dismissal_reasons

    first, _, rest = row.reason.partition("; ")
    names = dismissal_reasons().get(first)
    if row.kind != "decision" or names is None:
        return row.reason
    name = names.get(wording.language, names["en"])
    return f"{name} – {rest}" if rest else name
