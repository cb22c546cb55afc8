"""The Claims menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from workbench.case import (
    AddClaim,
    DeleteClaim,
    MarkNotAClaim,
    MergeClaims,
    MoveEnds,
    Operation,
    ResetClaim,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
    SplitClaim,
    Target,
    Together,
)
from workbench.model import Claim
from workbench.ui.commands.parts import Parts
from workbench.ui.commands.sources import SourceCommands
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.models.word_steps import end_later, end_sooner, places_to_split, start_later, start_sooner
from workbench.ui.views.message_bar import Message

_WITHDRAW = "withdraw "


class ClaimCommands(QObject):
    """Walk through the claims and change them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        self._sources = SourceCommands(parts)

    def _chosen(self) -> tuple[str, ...]:
        return self._session.selection.now.claims

    # Walking

    def next(self) -> None:
        """Select the next claim of the text."""
        self._step(1)

    def previous(self) -> None:
        """Select the claim before."""
        self._step(-1)

    def _neighbour(self, step: int) -> Claim | None:
        """The claim after (or before) the current one; dates nobody asked about are passed over."""
        spans = self._session.spans
        claim = spans.neighbour(self._session.selection.now.claim, step)
        idle = frozenset() if self._parts.settings.dates else self._session.contents.idle
        while claim is not None and claim.id in idle:
            claim = spans.neighbour(claim.id, step)
        return claim

    def _step(self, step: int) -> None:
        claim = self._neighbour(step)
        if claim is None:
            self._parts.status.tell(self._wording("claims.last" if step > 0 else "claims.first"))
        else:
            self._session.selection.select_claims((claim.id,), claim.id, self)

    def select_next(self) -> None:
        """Take the next claim of the text to those selected."""
        self._reach(1)

    def select_previous(self) -> None:
        """Take the claim before to those selected."""
        self._reach(-1)

    def _reach(self, step: int) -> None:
        """Selected claims stay selected; going back over one lets it go."""
        now = self._session.selection.now
        claim = self._neighbour(step)
        if claim is None:
            self._parts.status.tell(self._wording("claims.last" if step > 0 else "claims.first"))
        elif claim.id in now.claims:
            left = tuple(other for other in now.claims if other != now.claim)
            self._session.selection.select_claims(left, claim.id, self)
        else:
            self._session.selection.select_claims((*now.claims, claim.id), claim.id, self)

    # Changing

    def edit(self) -> None:
        """Edit the value in the table, or the cell the table stands on; in the what-if panel, the value tried there."""
        claim = self._session.selection.now.claim
        panel = self._parts.claims
        if self._parts.what_if.edit_focused() or claim is None:
            return
        self._parts.show_dock("claims")
        index = panel.table.currentIndex()
        if panel.table.hasFocus() and panel.can_edit(index):
            panel.table.edit(index)
        else:
            panel.edit(claim, "value")

    def add(self) -> None:
        """Make a claim of the selected words."""
        span, document = self._parts.source.view.selected_span(), self._session.document_id
        if span is not None and document is not None:
            self._session.do(AddClaim(document, *span))

    def split(self) -> None:
        """Cut the claim in two where the text cursor stands in it, else where both halves are numbers."""
        document, text = self._session.document_id, self._session.document
        current = self._session.selection.now.claim
        claim = self._session.claim(current) if current is not None else None
        if claim is None or document is None or text is None or self._session.case is None:
            return
        cursor = self._parts.source.view.cursor_offset()
        if not claim.start < cursor < claim.end:
            places = places_to_split(text.text, claim.start, claim.end)
            cuts = (at for at in places if self._session.case.would_do(SplitClaim(document, claim.id, at)))
            cursor = next(cuts, places[0] if places else claim.start)
        self._session.do(SplitClaim(document, claim.id, cursor))

    def start_sooner(self) -> None:
        """Take the word before into the claim."""
        self._move_ends(lambda text, claim: (start_sooner(text, claim.start), claim.end))

    def start_later(self) -> None:
        """Leave the first word of the claim out."""
        self._move_ends(lambda text, claim: (start_later(text, claim.start, claim.end), claim.end))

    def end_later(self) -> None:
        """Take the next word into the claim."""
        self._move_ends(lambda text, claim: (claim.start, end_later(text, claim.end)))

    def end_sooner(self) -> None:
        """Leave the last word of the claim out."""
        self._move_ends(lambda text, claim: (claim.start, end_sooner(text, claim.start, claim.end)))

    def _move_ends(self, move: Callable[[str, Claim], tuple[int, int]]) -> None:
        document, current = self._session.document_id, self._session.selection.now.claim
        claim = self._session.claim(current) if current is not None else None
        if document is None or claim is None or self._session.document is None:
            return
        start, end = move(self._session.document.text, claim)
        if (start, end) == (claim.start, claim.end):
            self._parts.status.tell(self._wording("claims.no_further"))
        elif self._session.do(MoveEnds(document, claim.id, start, end)) is not None:
            moved = self._session.claim(claim.id)
            if moved is not None:
                self._parts.status.tell(self._wording("claims.moved", text=" ".join(moved.text.split())))

    def merge(self) -> None:
        """Make one claim of the selected neighbours."""
        if self._session.document_id is not None:
            self._session.do(MergeClaims(self._session.document_id, self._chosen()))

    def delete(self) -> None:
        """Take the selected claims away."""
        self._each(lambda document, claim: DeleteClaim(document, claim))

    def not_a_claim(self) -> None:
        """Keep the selected numbers out of every check, or take that back."""
        counting = {row.claim.id: row.counts for row in self._session.rows}
        self._each(lambda document, claim: MarkNotAClaim(document, claim, is_claim=not counting.get(claim, True)))

    def reset(self) -> None:
        """Take the selected claims back to what the text says."""
        self._each(lambda document, claim: ResetClaim(document, claim))

    def _each(self, make: Callable[[str, str], Operation]) -> None:
        """One step that does the same to every selected claim."""
        document, chosen = self._session.document_id, self._chosen()
        if document is not None and chosen:
            self._session.do(Together(tuple(make(document, claim) for claim in chosen)))

    # Judging

    def verdict(self) -> None:
        """Give the analyst's verdict on the selected claims."""
        case, document, chosen = self._session.case, self._session.document_id, self._chosen()
        current = self._session.selection.now.claim
        if case is None or document is None or current is None:
            return
        if not self._session.veiled.isdisjoint(chosen):
            # Somebody else judged it first: this reader's verdict is the second, given without seeing the first.
            self.second_verdict()
            return
        known = case.review(Target.claim(document, current), case.who).first
        scale = [(step.id, step.name(self._wording.language)) for step in case.verdict_scale()]

        def done(verdict: str, reason: str) -> None:
            self._each(lambda document, claim: SetVerdict(Target.claim(document, claim), verdict, reason))

        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("verdict.title"),
            self._wording("verdict.question", n=len(chosen)),
            [*scale, ("", self._wording("verdict.none"))],
            done,
            chosen=known.verdict if known is not None else "",
            words=known.reason if known is not None else "",
        ).open()

    def second_verdict(self) -> None:
        """Give the second reader's verdict; the first stays hidden until then."""
        case, document, chosen = self._session.case, self._session.document_id, self._chosen()
        if case is None or document is None or not chosen:
            return
        scale = [(step.id, step.name(self._wording.language)) for step in case.verdict_scale()]
        names = dict(scale)

        def done(verdict: str, reason: str) -> None:
            self._each(lambda document, claim: SetSecondVerdict(Target.claim(document, claim), verdict, reason))
            review = case.review(Target.claim(document, chosen[0]), case.who)
            if review.agree:
                self._parts.status.tell(self._wording("second.agree"))
            elif review.first is not None and review.second is not None:
                first = names.get(review.first.verdict, review.first.verdict)
                second = names.get(review.second.verdict, review.second.verdict)
                told = Message(self._wording("second.differ", first=first, second=second), "warning")
                self._session.told.emit(told)

        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("second.title"),
            self._wording("second.question", n=len(chosen)),
            scale,
            done,
        ).open()

    def source(self) -> None:
        """Say where the current claim was checked."""
        document, current = self._session.document_id, self._session.selection.now.claim
        claim = self._session.claim(current) if current is not None else None
        if document is None or claim is None:
            return
        self._sources.show(document, claim)

    def sign_off(self) -> None:
        """Sign the document; refused while findings wait for a decision."""
        document = self._session.document_id
        if document is None:
            return

        case = self._session.case
        signed = case.sign_offs(document) if case is not None else {}

        def done(part: str, note: str) -> None:
            withdraw = part.startswith(_WITHDRAW)
            part = part.removeprefix(_WITHDRAW)
            if self._session.do(SignOffDocument(document, part, note, withdraw=withdraw)) is not None:
                self._parts.status.tell(self._wording("sign_off.withdrawn" if withdraw else "sign_off.done"))

        choices = [(part, self._wording(f"sign_off.{part}")) for part in ("preparer", "reviewer")]
        for part, signature in signed.items():
            name = self._wording(f"sign_off.{part}")
            day = signature.at.date().isoformat()
            choices.append(
                (f"{_WITHDRAW}{part}", self._wording("sign_off.withdraw", part=name, who=signature.by, day=day))
            )
        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("sign_off.title"),
            self._wording("sign_off.question"),
            choices,
            done,
        ).open()

    def note(self) -> None:
        """Write a note on the current claim."""
        case, document = self._session.case, self._session.document_id
        current = self._session.selection.now.claim
        if case is None or document is None or current is None:
            return
        target = Target.claim(document, current)
        note = case.note(target)
        claim = self._session.claim(current)
        TextDialog(
            self._parts.window,
            self._wording("note.title"),
            self._wording("note.question", text=" ".join(claim.text.split()) if claim is not None else current),
            lambda text: self._session.do(SetNote(target, text.strip())),
            text=note.text if note is not None else "",
        ).open()

    # The table

    def copy(self) -> None:
        """Copy the selected rows as cells."""
        self._parts.claims.copy()
        self._parts.status.tell(self._wording("claims.copied"))

    def filter(self) -> None:
        """Go to the filter box."""
        self._parts.show_dock("claims")
        self._parts.claims.box.setFocus()
        self._parts.claims.box.selectAll()

    def clear_filter(self) -> None:
        """Show all claims again."""
        self._parts.claims.set_filter("")
