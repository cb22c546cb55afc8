"""What leaves the case: the analysis and decisions for the exports, and the correction note."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from workbench.case.case import Case
from workbench.case.change import StepName
from workbench.case.decide_across import BETWEEN
from workbench.case.records import Choice, ClaimEntry, Decision, RecordKind, Source, Target
from workbench.case.store import LogRow
from workbench.case.wording import say
from workbench.model import Claim, Quantity

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.exporting.decisions import Decisions, Judged, LogEntry, SourceNote

ASK_AUTHOR = "ask-author"
"""The step of the verdict scale that puts a claim among the questions for the author."""

_AN_ERROR = 3
"""Verdicts of this rating or less say that the text must be corrected."""


def analysis_of(case: Case, document: str, *, dismissed: bool = False) -> Analysis:
    """The document with its claims, relations and findings as they are in the case, safe to be read by a worker.

    Findings that were dismissed are left out, unless `dismissed` asks for them, to be shown with that decision.
    """
    from workbench.analysis import Analysis
    from workbench.checking.settings import Settings

    findings = [
        finding
        for finding in case.findings(document)
        if dismissed
        or not (case.decision_counts(document, finding) and _choice(case, document, finding.key) is Choice.DISMISSED)
    ]
    return Analysis(
        case.document(document),
        list(case.claims(document)),
        list(case.relations(document)),
        findings,
        list(case.figures()),
        case.thresholds() or Settings(),
        *case.rules_used(),
    )


def decisions_of(case: Case, document: str, language: str, *, reader: str | None = None) -> Decisions:
    """Everything a person added to a document, for the exports. Names of steps in the log are in `language`.

    With a `reader`, first verdicts that are hidden from them stay hidden, and so do the questions these ask.
    """
    from workbench.exporting.decisions import BetweenDocuments, Decisions, ScaleStep

    signed = case.sign_offs(document)
    preparer, reviewer = signed.get("preparer"), signed.get("reviewer")
    found = {finding.key: finding for finding in case.findings(document)}
    hidden = set() if reader is None else _hidden(case, document, reader)
    verdicts = _judged(case, document, RecordKind.VERDICT, "claim")
    return Decisions(
        verdicts={claim: judged for claim, judged in verdicts.items() if claim not in hidden},
        second_verdicts=_judged(case, document, RecordKind.SECOND_VERDICT, "claim"),
        notes=_notes(case, document),
        findings={
            key: _as_judged(decision, counts=case.decision_counts(document, found[key]))
            for key, decision in case.all_decisions(document)
            if key in found
        },
        between=[
            BetweenDocuments(decision.title, decision.text, decision.claims, _as_judged(decision, counts=True))
            for decision in case.decisions_between().values()
            if any(place.partition(":")[0] == document for place in decision.claims)
        ],
        sources=[_source(source) for source in case.all_sources(document)],
        log=[_log_entry(line, language) for line in case.log(document)],
        preparer="" if preparer is None else preparer.by,
        prepared=None if preparer is None else preparer.at,
        reviewer="" if reviewer is None else reviewer.by,
        reviewed=None if reviewer is None else reviewer.at,
        questions=_questions(case, document, hidden),
        changed_since=frozenset(id_ for id_, status in case.statuses(document).items() if status.changed_since),
        scale=[ScaleStep(step.id, step.name(language), step.rating) for step in case.verdict_scale()],
    )


def correction_note(case: Case, document: str, language: str) -> str:
    """A note that names each wrong figure, what it was, what it should be, why, and on what source.

    A figure is in it when the first verdict rates it 3 or less, or a finding that joins it was accepted and its value
    was edited. "" when there is nothing to correct.
    """
    entry = next(entry for entry in case.documents() if entry.id == document)
    lines = [line for claim in case.entries(document) for line in _correction(case, document, claim, language)]
    if not lines:
        return ""
    people = sorted({signed.by for signed in case.sign_offs(document).values()} or {case.who})
    when = datetime.now().astimezone().date().isoformat()
    title = entry.title or document
    heading = say("note.heading", language, title=title)
    return "\n".join([heading, "", *lines, "", say("note.signed", language, who=", ".join(people), date=when)]) + "\n"


def quantity_text(quantity: Quantity, language: str) -> str:
    """A quantity as people read it: "617.7 bn USD", "10–15 %"."""
    from workbench.charts.wording import NumberWording

    ends = [value for value in (quantity.value, quantity.value_high) if value is not None]
    if not ends:
        return "?"
    wording = NumberWording(language, quantity.unit, None)
    text = "–".join(wording.with_unit(Fraction(value), 12) for value in ends)
    return text if quantity.hedge is None else say(f"hedge.{quantity.hedge.value}", language, value=text)


def _correction(case: Case, document: str, entry: ClaimEntry, language: str) -> Iterator[str]:
    claim = entry.claim
    verdict = case.verdict(Target.claim(document, claim.id))
    ratings = {step.id: step.rating for step in case.verdict_scale()}
    rating = None if verdict is None else ratings.get(verdict.verdict)
    was_edited = entry.original is not None and bool({"value", "unit", "hedge"} & set(entry.edited))
    accepted = [
        decision
        for key, decision in case.all_decisions(document)
        if decision.choice is Choice.ACCEPTED and claim.id in decision.claims
    ]
    judged_wrong = rating is not None and rating <= _AN_ERROR
    if not judged_wrong and not (accepted and was_edited):
        return
    place = _place(case, document, claim)
    if was_edited:
        new = quantity_text(claim.quantity, language)
        yield say("note.should-read", language, old=claim.text, place=place, new=new)
    else:
        yield say("note.is-wrong", language, old=claim.text, place=place)
    reasons = [verdict.reason] if verdict is not None else []
    reasons += [decision.note or decision.title for decision in accepted]
    for reason in dict.fromkeys(filter(None, reasons)):
        yield "  " + say("note.reason", language, reason=reason)
    for source in case.sources(Target.claim(document, claim.id)):
        where = source.title or source.address
        if source.title and source.address:
            where = f"{source.title}, {source.address}"
        accessed = "" if source.accessed is None else source.accessed.isoformat()
        yield "  " + say("note.source", language, source=where or source.quote, date=accessed)


def _place(case: Case, document: str, claim: Claim) -> str:
    text = case.document(document).text
    start, end = claim.sentence if claim.sentence != (0, 0) else (claim.start, claim.end)
    return " ".join(text[max(start, claim.start - 120) : min(end, claim.end + 120)].split())


def _judged(case: Case, document: str, kind: RecordKind, what: str) -> dict[str, Judged]:
    from workbench.exporting.decisions import Judged

    return {
        target.id: Judged(entry.verdict, entry.by, entry.at, entry.reason)
        for target, entry in case.all_verdicts(document, second=kind is RecordKind.SECOND_VERDICT)
        if target.kind == what
    }


def _notes(case: Case, document: str) -> dict[str, str]:
    notes = ((claim.id, case.note(Target.claim(document, claim.id))) for claim in case.claims(document))
    return {claim: note.text for claim, note in notes if note is not None}


def _source(source: Source) -> SourceNote:
    from workbench.exporting.decisions import SourceNote

    return SourceNote(
        source.id,
        source.target.id if source.target.kind == "claim" else "",
        source.title,
        source.address,
        "" if source.accessed is None else source.accessed.isoformat(),
        source.quote,
        source.primary,
        source.by,
        source.attachment or "",
        source.attachment_name,
    )


def _log_entry(line: LogRow, language: str) -> LogEntry:
    from workbench.exporting.decisions import LogEntry

    what = StepName(line.name, line.parts).text(language)
    action = "" if line.action == "do" else f"{say(f'action.{line.action}', language)} "
    about = "" if line.id.startswith(BETWEEN) else line.id
    place = " ".join(part for part in (line.document, about) if part and not part.startswith(f"{line.document}:"))
    return LogEntry(
        datetime.fromisoformat(line.at), line.who, place or line.kind, line.field or f"{action}{what}",
        line.old or "", line.new or "", line.reason,
    )  # fmt: skip


def _hidden(case: Case, document: str, reader: str) -> set[str]:
    """The claims whose first verdict `reader` may not see before giving a second."""
    targets = (target for target, _ in case.all_verdicts(document) if target.kind == "claim")
    return {target.id for target in targets if case.review(target, reader).first_hidden}


def _questions(case: Case, document: str, hidden: Set[str]) -> list[str]:
    """What to ask the author: the claims with that verdict, in the words of their reason or sentence."""
    asked = []
    for target, entry in case.all_verdicts(document):
        if entry.verdict == ASK_AUTHOR and target.kind == "claim" and target.id not in hidden:
            claim = case.entry(document, target.id)
            text = "" if claim is None else claim.claim.text
            asked.append(f"{target.id} ({text}): {entry.reason}" if entry.reason else f"{target.id} ({text})")
    return asked


def _choice(case: Case, document: str, key: str) -> Choice | None:
    decision = case.decision(document, key)
    return None if decision is None else decision.choice


def _as_judged(decision: Decision, *, counts: bool) -> Judged:
    from workbench.exporting.decisions import Judged

    note = "; ".join(part for part in (decision.reason, decision.note) if part)
    return Judged(decision.choice.value, decision.by, decision.at, note, changed_since=not counts)
