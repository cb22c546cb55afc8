"""What is known about the document shown: its rows, states and findings, gathered once and then kept up to date.

A step among 15,000 claims touches a handful: only these are looked at again, and views are told which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.case import (
    Case,
    Change,
    Choice,
    ClaimEntry,
    Origin,
    RecordKind,
    Standing,
    Status,
    Target,
    What,
    differing,
)
from workbench.model import Finding
from workbench.ui.models.claim_rows import ClaimRow, Pages
from workbench.ui.models.finding_list import ranked
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import State
from workbench.ui.wording import Wording

_STATES = {
    Status.INCONSISTENT: State.INCONSISTENT,
    Status.DOUBTFUL: State.DOUBTFUL,
    Status.WITHIN_ROUNDING: State.ROUNDING,
    Status.CONSISTENT: State.CONSISTENT,
    Status.IMPLIED: State.IMPLIED,
    Status.UNCHECKED: State.UNCHECKED,
}
_OF_CLAIMS = (RecordKind.VERDICT, RecordKind.SECOND_VERDICT, RecordKind.NOTE)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step left otherwise than it was: the `claims` whose rows read anew; `moved` when claims came, went or
    stand elsewhere; `findings` when these or what was decided on them differ."""

    claims: frozenset[str]
    moved: bool
    findings: bool


class Contents:
    """The document `document` of `case`, in the words of `wording`; nothing when there is no case."""

    def __init__(self, case: Case | None = None, document: str | None = None, wording: Wording | None = None) -> None:
        self.rows: list[ClaimRow] = []
        self.spans = ClaimSpans()
        self.states: dict[str, State] = {}
        self.decided: set[str] = set()
        self.idle: set[str] = set()
        self.veiled: set[str] = set()
        self.findings: list[Finding] = []
        self.decisions: dict[str, str] = {}
        self.by_id: dict[str, Finding] = {}
        self.about: dict[str, list[str]] = {}
        self._source: list[Finding] = []
        self._row_of: dict[str, ClaimRow] = {}
        if case is None or document is None or wording is None:
            return
        self._case, self._document = case, document
        self._names = {step.id: step.name(wording.language) for step in case.verdict_scale()}
        self._hidden = wording("second.hidden")
        self._pages = Pages(case.document(document))
        judged = {target.id for target, _ in case.all_verdicts(document) if target.kind == "claim"}
        judged |= {target.id for target, _ in case.all_verdicts(document, second=True)}
        judged |= {target.id for target, _ in case.all_notes(document) if target.kind == "claim"}
        self._list_rows()
        self._take_findings()
        self._update(self._row_of, judged)

    def row(self, claim: str) -> ClaimRow | None:
        """The row of a claim."""
        return self._row_of.get(claim)

    def follow(self, change: Change) -> Touched | None:
        """Take over what a step changed; ``None`` when that is too much to tell, and all has to be gathered anew."""
        if change.what == {What.DECISIONS} and not change.documents:
            return Touched(frozenset(), moved=False, findings=False)  # between documents
        if not change.documents or What.SETTINGS in change.what:
            return None
        document = self._document
        records = [(kind, id_) for kind, place, id_ in change.records if place == document]
        edited = {id_ for kind, id_ in records if kind is RecordKind.CLAIM}
        judged = {
            id_.removeprefix("claim:") for kind, id_ in records if kind in _OF_CLAIMS and id_.startswith("claim:")
        }
        decided = {id_ for kind, id_ in records if kind is RecordKind.DECISION}
        # Decisions stand and fall with the numbers of their findings, and so do the states of these.
        touched = (
            edited | judged | {c for claim in edited for f in self.about.get(claim, ()) for c in self.by_id[f].claims}
        )
        gone, new = differing(self._source, self._case.findings(document))
        touched |= {claim for finding in (*gone, *new) for claim in finding.claims}
        touched |= {claim for finding in self._source if finding.key in decided for claim in finding.claims}
        moved = any(self._is_elsewhere(claim) for claim in edited)
        if moved:
            self._list_rows()
        for claim in edited:
            self._take_entry(claim)
        if gone or new or decided:
            self._take_findings()
        self._update(touched, edited | judged)
        return Touched(frozenset(touched), moved, bool(gone or new or decided))

    def _is_elsewhere(self, claim: str) -> bool:
        entry, row = self._case.entry(self._document, claim), self._row_of.get(claim)
        if entry is None or row is None:
            return entry is not None or row is not None
        return (entry.claim.start, entry.claim.end) != (row.claim.start, row.claim.end)

    def _list_rows(self) -> None:
        """A row for every claim, in the order of the text; rows known before stay the same objects."""
        known, entries = self._row_of, self._case.entries(self._document)
        self.rows = []
        for number, entry in enumerate(entries, start=1):
            row = known.get(entry.claim.id) or ClaimRow(entry.claim, number)
            row.number, row.page = number, self._pages.at(entry.claim.start)
            _fill(row, entry)
            self.rows.append(row)
        self._row_of = {row.claim.id: row for row in self.rows}
        self.spans = ClaimSpans(row.claim for row in self.rows)

    def _take_entry(self, claim: str) -> None:
        entry, row = self._case.entry(self._document, claim), self._row_of.get(claim)
        if entry is not None and row is not None:
            _fill(row, entry)
            self.spans.replace(entry.claim)

    def _take_findings(self) -> None:
        case, document = self._case, self._document
        self._source = case.findings(document)
        self.findings = ranked(self._source)
        self.by_id = {finding.id: finding for finding in self.findings}
        self.decisions = {
            finding.key: decision.choice.value
            for finding in self.findings
            if (decision := case.decision(document, finding.key)) is not None
        }
        dismissed = Choice.DISMISSED.value
        self.about = {}
        apart: list[Finding] = []
        for finding in self.findings:
            if self.decisions and self.decisions.get(finding.key) == dismissed:
                apart.append(finding)
                continue
            for claim in finding.claims:
                self.about.setdefault(claim, []).append(finding.id)
        for finding in apart:
            for claim in finding.claims:
                self.about.setdefault(claim, []).append(finding.id)

    def _update(self, claims: Iterable[str], judged: set[str]) -> None:
        """States, ticks and, for those `judged`, verdicts and notes of some claims."""
        statuses = self._case.statuses(self._document)
        accepted = Choice.ACCEPTED.value
        settled = {key for key, choice in self.decisions.items() if choice == accepted}
        for claim in claims:
            row, status = self._row_of.get(claim), statuses.get(claim)
            if status is None:
                self.states.pop(claim, None)
            else:
                self.states[claim] = _STATES[status.status]
            if row is None:
                for group in (self.decided, self.idle, self.veiled):
                    group.discard(claim)
                continue
            row.state = self.states.get(claim, State.UNCHECKED)
            if claim in judged:
                self._judge(row)
            about = self.about.get(claim, ()) if settled else ()
            _put(self.decided, claim, row.decided or any(self.by_id[name].key in settled for name in about))
            _put(self.idle, claim, row.is_idle_date)

    def _judge(self, row: ClaimRow) -> None:
        """The verdicts and the note of a claim. What the first reader said is not for others before they have given
        their own verdict."""
        target = Target.claim(self._document, row.claim.id)
        review = self._case.review(target, self._case.who)
        first, note = self._case.verdict(target), self._case.note(target)
        said = [self._names.get(given.verdict, given.verdict) for given in (first, review.second) if given is not None]
        row.verdict = self._hidden if review.first_hidden else " ≠ ".join(dict.fromkeys(said))
        row.note = note.text if note is not None else ""
        row.decided = first is not None
        row.forget_words()
        _put(self.veiled, row.claim.id, review.first_hidden)


def _fill(row: ClaimRow, entry: ClaimEntry) -> None:
    """What the case says of a claim."""
    if row.claim is not entry.claim:
        row.forget_words()
    row.claim = entry.claim
    row.edited, row.by_analyst = entry.edited, entry.origin is Origin.ANALYST
    row.counts = entry.standing is Standing.ACTIVE


def _put(group: set[str], claim: str, belongs: bool) -> None:
    (group.add if belongs else group.discard)(claim)
