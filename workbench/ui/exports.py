"""What an export is made from: a snapshot of a document of the case, with what the analyst decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workbench.case import Case, StepName, Target, VerdictEntry

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.exporting import Decisions
    from workbench.exporting.decisions import Judged


def snapshot(case: Case, document: str) -> Analysis:
    """The document with what was found in it, safe to be read by a worker."""
    from workbench.analysis import Analysis

    return Analysis(
        case.document(document),
        list(case.claims(document)),
        list(case.relations(document)),
        list(case.findings(document)),
        list(case.figures()),
    )


def decisions(case: Case, document: str, language: str) -> Decisions:
    """Verdicts, notes, sources, decisions, signatures and log of a document. A hidden first verdict stays hidden."""
    from workbench.exporting import Decisions
    from workbench.exporting.decisions import LogEntry, SourceNote

    verdicts, second, notes, sources = {}, {}, {}, []
    targets = [(claim.id, Target.claim(document, claim.id)) for claim in case.claims(document)]
    for claim, target in [*targets, ("", Target.of_document(document))]:
        review, note = case.review(target, case.who), case.note(target)
        if claim and review.first is not None:
            verdicts[claim] = _judged(review.first)
        if claim and review.second is not None:
            second[claim] = _judged(review.second)
        if claim and note is not None:
            notes[claim] = note.text
        sources += [
            SourceNote(
                source.id,
                claim,
                source.title,
                source.address,
                source.accessed.isoformat() if source.accessed is not None else "",
                source.quote,
                source.primary,
                source.by,
            )
            for source in case.sources(target)
        ]
    decided = {
        finding.key: _decided(decision.choice.value, decision.by, decision.at, decision.reason, decision.note)
        for finding in case.findings(document)
        if (decision := case.decision(document, finding.key)) is not None
    }
    log = [
        LogEntry(
            datetime.fromisoformat(row.at),
            row.who,
            f"{StepName(row.name, row.parts).text(language)} ({row.id})",
            row.field,
            row.old or "",
            row.new or "",
            row.reason,
        )
        for row in case.log(document)
    ]
    signatures = case.sign_offs(document)
    preparer, reviewer = signatures.get("preparer"), signatures.get("reviewer")
    return Decisions(
        verdicts,
        second,
        notes,
        decided,
        sources,
        log,
        preparer=preparer.by if preparer is not None else "",
        prepared=preparer.at if preparer is not None else None,
        reviewer=reviewer.by if reviewer is not None else "",
        reviewed=reviewer.at if reviewer is not None else None,
    )


def _judged(entry: VerdictEntry) -> Judged:
    from workbench.exporting.decisions import Judged

    return Judged(entry.verdict, entry.by, entry.at, entry.reason)


def _decided(choice: str, by: str, at: datetime, reason: str, note: str) -> Judged:
    from workbench.exporting.decisions import Judged

    return Judged(choice, by, at, "; ".join(part for part in (reason, note) if part))
