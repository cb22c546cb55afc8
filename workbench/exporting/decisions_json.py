"""What people added to a document, as the JSON of a case has it beside the analysis: ``decisions``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import Decisions, Judged, SourceNote
from workbench.exporting.json_format import to_json


def with_decisions(analysis: Analysed, decisions: Decisions) -> dict[str, Any]:
    """The analysis as `to_json` gives it, with ``decisions``. Ids are those of its claims and findings."""
    keys = {finding.key: finding.id for finding in analysis.findings}
    decided = {
        "scale": [{"id": step.id, "name": step.name, "rating": step.rating} for step in decisions.scale],
        "verdicts": _verdicts(decisions.verdicts, decisions),
        "second_verdicts": _verdicts(decisions.second_verdicts, decisions),
        "notes": [{"claim": claim, "text": text} for claim, text in decisions.notes.items()],
        "findings": [
            {"finding": keys[key], "decision": judged.verdict, **_who(judged), "changed_since": judged.changed_since}
            for key, judged in decisions.findings.items()
            if key in keys
        ],
        "between_documents": [
            {
                "title": one.title,
                "text": one.text,
                "claims": list(one.claims),
                "decision": one.judged.verdict,
                **_who(one.judged),
            }
            for one in decisions.between
        ],
        "sources": [_source(source) for source in decisions.sources],
        "preparer": _signed(decisions.preparer, decisions.prepared),
        "reviewer": _signed(decisions.reviewer, decisions.reviewed),
        "questions": list(decisions.questions),
    }
    return {**to_json(analysis), "decisions": decided}


def _verdicts(verdicts: Mapping[str, Judged], decisions: Decisions) -> Sequence[Mapping[str, object]]:
    return [
        {
            "claim": claim,
            "verdict": judged.verdict,
            **_who(judged),
            "changed_since": claim in decisions.changed_since,
        }
        for claim, judged in verdicts.items()
    ]


def _who(judged: Judged) -> dict[str, object]:
    return {"by": judged.by, "at": _time(judged.at), "reason": judged.note}


def _source(source: SourceNote) -> dict[str, object]:
    return {
        "claim": source.claim or None,
        "title": source.title,
        "address": source.address,
        "accessed": source.accessed,
        "quote": source.quote,
        "primary": source.primary,
        "by": source.by,
        "attachment": source.attachment or None,
    }


def _signed(by: str, at: datetime | None) -> dict[str, object] | None:
    return {"by": by, "at": _time(at)} if by else None


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
