"""Sentences about claims and texts that several views say: the hover tip, the counts of the status bar."""

from __future__ import annotations

from collections import Counter
from html import escape

from workbench.model import Claim
from workbench.ui.figures import period_text, reading_in_words, unit_name, value_text
from workbench.ui.models.states import SIGNS, State
from workbench.ui.session import Session
from workbench.ui.wording import Wording


def claim_tip(claim: Claim, session: Session, wording: Wording) -> str:
    """The reading of a claim in words, as HTML for a tip."""
    state = session.states.get(claim.id, State.UNCHECKED)
    head = f"{escape(value_text(claim.quantity, wording))} {escape(unit_name(claim.quantity.unit, wording))}".strip()
    if claim.date is not None:
        head = escape(period_text(claim.date, wording))
    context = [part for part in (claim.indicator, claim.scope, period_text(claim.period, wording)) if part]
    lines = [f"<b>{head}</b> &nbsp; {SIGNS[state]} {escape(wording(f'state.{state}'))}"]
    if context:
        lines.append(escape(" · ".join(context)))
    lines += [escape(line) for line in reading_in_words(claim, wording)]
    return f"<qt><div style='white-space:pre-wrap'>{'<br>'.join(lines)}</div></qt>"


def claim_words(claim: Claim, wording: Wording) -> str:
    """The same in plain words, for a table's tip."""
    return "\n".join(reading_in_words(claim, wording))


def counts(session: Session, wording: Wording, listed: Counter[State], claims: int) -> str:
    """What the shown document holds: language, `claims`, findings by state as `listed`."""
    document = session.document
    if document is None:
        return ""
    parts = [document.language, wording("status.claims", n=claims)]
    for state in (State.INCONSISTENT, State.DOUBTFUL, State.IMPLIED):
        if listed[state]:
            parts.append(wording(f"status.{state}", n=listed[state]))
    agreeing = listed[State.CONSISTENT] + listed[State.ROUNDING]
    if agreeing:
        parts.append(wording("status.consistent", n=agreeing))
    return "  ·  ".join(parts)
