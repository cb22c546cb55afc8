"""Operations of judgement: verdicts, second reader, notes, sources, findings, sign-off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from workbench.case.change import OPEN_VERDICTS, Selection, StepName
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.operation import Operation
from workbench.case.records import Choice, Decision, Note, RecordKind, SignOff, Source, Target, VerdictEntry
from workbench.case.scales import dismissal_reasons, verdict_scale

LARGEST_ATTACHMENT = 100 * 2**20
"""Bytes of a file that a case keeps with a source."""


@dataclass(frozen=True)
class SetVerdict(Operation):
    """The first reader's verdict on a claim or finding; "" takes it away. `verdict` is an id of the case's scale."""

    target: Target
    verdict: str
    reason: str = ""

    def plan(self, draft: Draft) -> None:
        """Keep who gave it and when."""
        _check_verdict(draft, self.verdict)
        entry = _verdict(draft, self.target, self.verdict, self.reason)
        _put(draft, RecordKind.VERDICT, self.target, entry)
        draft.reason = self.reason
        draft.select = selection_of(self.target)

    @property
    def name(self) -> StepName:
        """ "set the verdict of c3"."""
        return StepName("step.verdict" if self.verdict else "step.no-verdict", {"target": shown(self.target)})

    @property
    def merge_key(self) -> str:
        """The verdict of one target, while it is being chosen."""
        return f"verdict:{self.target.document}:{self.target.place}"


@dataclass(frozen=True)
class SetSecondVerdict(Operation):
    """The second reader's verdict. The same person cannot be both unless `override` says why."""

    target: Target
    verdict: str
    reason: str = ""
    override: str = ""

    def plan(self, draft: Draft) -> None:
        """Refuse the first reader."""
        _check_verdict(draft, self.verdict)
        first = draft.get(RecordKind.VERDICT, self.target.document, self.target.place, VerdictEntry)
        if first is not None and first.by == draft.who and not self.override:
            raise EditRefusedError("refused.same-reader", who=draft.who)
        entry = _verdict(draft, self.target, self.verdict, self.reason)
        _put(draft, RecordKind.SECOND_VERDICT, self.target, entry)
        draft.reason = self.override or self.reason
        draft.select = selection_of(self.target)

    @property
    def name(self) -> StepName:
        """ "second verdict on c3"."""
        return StepName("step.second-verdict", {"target": shown(self.target)})


@dataclass(frozen=True)
class SetNote(Operation):
    """The note on a claim, finding, document or the case; "" takes it away."""

    target: Target
    text: str

    def plan(self, draft: Draft) -> None:
        """Keep who wrote it and when."""
        text = self.text.strip()
        _put(draft, RecordKind.NOTE, self.target, Note(text, draft.who, draft.at) if text else None)
        draft.select = selection_of(self.target)

    @property
    def name(self) -> StepName:
        """ "edit the note on c3"."""
        return StepName("step.note", {"target": shown(self.target)})

    @property
    def merge_key(self) -> str:
        """The note of one target, while it is being typed."""
        return f"note:{self.target.document}:{self.target.place}"


@dataclass(frozen=True)
class AddSource(Operation):
    """Where a figure was checked: an address or a title, with access date, quote and perhaps a file to keep."""

    target: Target
    address: str = ""
    accessed: date | None = None
    quote: str = ""
    title: str = ""
    primary: bool = False
    attachment: bytes | None = None
    attachment_name: str = ""

    def plan(self, draft: Draft) -> None:
        """Keep the attached file once, by its hash."""
        if not (self.address.strip() or self.title.strip() or self.quote.strip() or self.attachment is not None):
            raise EditRefusedError("refused.empty-source")
        digest = None
        if self.attachment is not None and len(self.attachment) > LARGEST_ATTACHMENT:
            raise EditRefusedError("refused.too-big-file", limit=LARGEST_ATTACHMENT // 2**20)
        if self.attachment is not None:
            digest = sha256(self.attachment).hexdigest()
            draft.new_attachments[digest] = (self.attachment_name, self.attachment)
        place = self.target.document
        taken = [int(id_[1:]) for id_, _ in draft.items(RecordKind.SOURCE, place, Source) if id_[1:].isdigit()]
        source_id = f"s{1 + max(taken, default=0)}"
        source = Source(
            source_id, self.target, self.address.strip(), self.accessed or draft.at.date(), self.quote.strip(),
            self.title.strip(), self.primary, draft.who, draft.at, digest, self.attachment_name,
        )  # fmt: skip
        draft.put(RecordKind.SOURCE, place, source_id, source)
        draft.select = selection_of(self.target)

    @property
    def name(self) -> StepName:
        """ "add a source to c3"."""
        return StepName("step.add-source", {"target": shown(self.target)})


@dataclass(frozen=True)
class RemoveSource(Operation):
    """Take a source away; its attached file stays in the case for undo."""

    document: str
    source: str

    def plan(self, draft: Draft) -> None:
        """Drop it."""
        source = draft.get(RecordKind.SOURCE, self.document, self.source, Source)
        if source is None:
            raise EditRefusedError("refused.no-source", source=self.source)
        draft.drop(RecordKind.SOURCE, self.document, self.source)
        draft.select = selection_of(source.target)

    @property
    def name(self) -> StepName:
        """ "remove source s2"."""
        return StepName("step.remove-source", {"source": self.source})


@dataclass(frozen=True)
class DecideFinding(Operation):
    """Accept, dismiss or defer a finding, by its `Finding.key`; ``choice=None`` opens it again.

    Dismissing needs a `reason` of `dismissal_reasons`; accepting may carry a human `verdict`.
    """

    document: str
    finding: str
    choice: Choice | None
    reason: str = ""
    note: str = ""
    verdict: str = ""

    def plan(self, draft: Draft) -> None:
        """Keep the finding as it reads now beside the decision."""
        finding = next((f for f in draft.view.findings_of(self.document) if f.key == self.finding), None)
        known = draft.get(RecordKind.DECISION, self.document, self.finding, Decision)
        if finding is None and known is None:
            raise EditRefusedError("refused.no-finding", finding=self.finding)
        if self.choice is None:
            draft.drop(RecordKind.DECISION, self.document, self.finding)
        else:
            refuse_without_reason(self.choice, self.reason, self.note)
            claims = finding.claims if finding else known.claims if known else ()
            decision = Decision(
                self.choice,
                draft.who,
                draft.at,
                self.reason,
                self.note.strip(),
                finding.verdict if finding else known.verdict if known else None,
                finding.explanation.title if finding else known.title if known else "",
                finding.explanation.as_text() if finding else known.text if known else "",
                claims,
                draft.values_of(self.document, claims),
            )
            draft.put(RecordKind.DECISION, self.document, self.finding, decision)
        target = Target.finding(self.document, self.finding)
        if self.verdict:
            SetVerdict(target, self.verdict, self.note).plan(draft)
        draft.reason = "; ".join(part for part in (self.reason, self.note.strip()) if part)
        draft.select = selection_of(target)

    @property
    def name(self) -> StepName:
        """ "dismiss a finding"."""
        return StepName(f"step.finding-{self.choice.value}" if self.choice else "step.finding-reopened")


@dataclass(frozen=True)
class SignOffDocument(Operation):
    """Sign a document as "preparer" or "reviewer"; ``withdraw`` takes the signature back.

    Refused while findings that ask for a decision have none, unless `override` says why.
    """

    document: str
    part: str = "preparer"
    note: str = ""
    override: str = ""
    withdraw: bool = False

    def plan(self, draft: Draft) -> None:
        """Name what is still open."""
        draft.document(self.document)
        if self.part not in ("preparer", "reviewer"):
            raise EditRefusedError("refused.no-part", part=self.part)
        draft.select = Selection(self.document)
        if self.withdraw:
            draft.drop(RecordKind.SIGN_OFF, self.document, self.part)
            return
        waiting = [
            finding
            for finding in draft.view.findings_of(self.document)
            if finding.verdict in OPEN_VERDICTS and not is_closed(draft.view.counts(self.document, finding))
        ]
        if waiting and not self.override:
            raise EditRefusedError("refused.open-findings", count=len(waiting), first=waiting[0].explanation.title)
        other = draft.get(RecordKind.SIGN_OFF, self.document, _OTHER_PART[self.part], SignOff)
        if other is not None and other.by == draft.who and not self.override:
            raise EditRefusedError("refused.same-reader", who=draft.who)
        draft.put(RecordKind.SIGN_OFF, self.document, self.part, SignOff(self.part, draft.who, draft.at, self.note))
        draft.reason = self.override or self.note

    @property
    def name(self) -> StepName:
        """ "sign off d1"."""
        return StepName("step.withdraw-sign-off" if self.withdraw else "step.sign-off", {"document": self.document})


_OTHER_PART = {"preparer": "reviewer", "reviewer": "preparer"}


def selection_of(target: Target) -> Selection:
    """What to select for a target."""
    if target.kind == "claim":
        return Selection(target.document, (target.id,))
    if target.kind == "finding":
        return Selection(target.document, (), (target.id,))
    return Selection(target.document)


def refuse_without_reason(choice: Choice, reason: str, note: str) -> None:
    """Dismissing takes a reason, and "other" takes words. Raises `EditRefusedError`."""
    if choice is Choice.DISMISSED and reason not in dismissal_reasons():
        raise EditRefusedError("refused.no-reason", reasons=", ".join(dismissal_reasons()))
    if choice is Choice.DISMISSED and reason == "other" and not note.strip():
        raise EditRefusedError("refused.other-needs-words")


def is_closed(decision: Decision | None) -> bool:
    """Whether a decision leaves nothing to decide."""
    return decision is not None and decision.choice is not Choice.DEFERRED


def shown(target: Target) -> str:
    """The target in the name of a step."""
    if target.kind == "finding":
        return "@term.finding"
    return target.id or target.document or "@term.case"


def _verdict(draft: Draft, target: Target, verdict: str, reason: str) -> VerdictEntry | None:
    values = draft.values_of(target.document, (target.id,)) if target.kind == "claim" else ()
    return VerdictEntry(verdict, draft.who, draft.at, reason, values) if verdict else None


def _check_verdict(draft: Draft, verdict: str) -> None:
    if verdict and verdict not in {step.id for step in verdict_scale(draft.view)}:
        raise EditRefusedError("refused.no-verdict", verdict=verdict)


def _put(draft: Draft, kind: RecordKind, target: Target, record: VerdictEntry | Note | None) -> None:
    if target.kind == "claim":
        draft.claim(target.document, target.id)
    if record is None:
        draft.drop(kind, target.document, target.place)
    else:
        draft.put(kind, target.document, target.place, record)
