"""The Checks menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from workbench.case import AddRelation, Choice, DecideFinding, Preview, dismissal_reasons, preview
from workbench.model import Finding, Operation, Repair
from workbench.ui.commands.exports import folder_of
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.relate import RelateDialog
from workbench.ui.models.states import State, state_of


class FindingCommands(QObject):
    """Walk through the findings and decide on them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        explanation = parts.findings.explanation
        explanation.acted.connect(self._act)
        explanation.repair_tried.connect(self.try_repair)

    @property
    def _current(self) -> Finding | None:
        return self._session.finding(self._session.selection.now.finding)

    def _act(self, name: str) -> None:
        """What the buttons beneath the explanation ask for."""
        self._parts.actions[f"findings.{name}"].trigger()

    # Walking

    def next(self) -> None:
        """Select the next finding of the list."""
        self._step(1)

    def previous(self) -> None:
        """Select the finding before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        listed = [finding.id for finding in self._parts.findings.model.listed]
        if not listed:
            self._parts.status.tell(self._wording("findings.none_listed"))
            return
        now = self._session.selection.now
        current = now.finding
        if current in listed and not now.claims and step > 0:
            # The finding explained when the text was opened: its numbers have not been gone to yet.
            place = listed.index(current)
        elif current in listed:
            place = listed.index(current) + step
            if place == len(listed) and (still_open := self._first_open()) not in (None, current):
                # A finding that was settled moves down the list; those above it must not be passed over.
                self._parts.status.tell(self._wording("findings.still_open"))
                place = listed.index(still_open)
            if not 0 <= place < len(listed):
                self._parts.status.tell(self._wording("findings.last" if step > 0 else "findings.first"))
                return
        else:
            place = 0 if step > 0 else len(listed) - 1
        self._parts.show_dock("findings")
        self._session.selection.select_finding(listed[place])

    def _first_open(self) -> str | None:
        """The first listed finding that speaks against the text and waits for a decision."""
        for finding in self._parts.findings.model.listed:
            against = state_of(finding) in (State.INCONSISTENT, State.DOUBTFUL)
            if against and finding.key not in self._session.decisions:
                return finding.id
        return None

    def explain(self) -> None:
        """Go to the explanation of the current finding."""
        self._parts.show_dock("findings")
        self._parts.findings.list.setFocus()

    def locate(self) -> None:
        """Show the first number of the finding in the text."""
        finding = self._current
        claims = self._session.claims_of(finding) if finding is not None else []
        if claims:
            self._parts.show_dock("source")
            self._parts.source.view.show_span(claims[0].start, claims[0].end)
            self._parts.source.view.setFocus()

    # Deciding

    def accept(self) -> None:
        """The finding is right."""
        self._decide(Choice.ACCEPTED)

    def later(self) -> None:
        """Leave the finding for later."""
        self._decide(Choice.DEFERRED)

    def reopen(self) -> None:
        """Take the decision on the finding back."""
        self._decide(None)

    def _decide(self, choice: Choice | None, reason: str = "", note: str = "") -> None:
        finding, document = self._current, self._session.document_id
        if finding is None or document is None:
            return
        after = self._neighbour(finding.id)
        if self._session.do(DecideFinding(document, finding.key, choice, reason, note)) is not None:
            if choice in (Choice.DISMISSED, Choice.DEFERRED) and after is not None:
                self._session.selection.select_finding(after)
            key = choice.value if choice is not None else "reopened"
            self._parts.status.tell(self._wording(f"decision.told.{key}"))

    def _neighbour(self, finding: str) -> str | None:
        """The finding that takes the place of one that leaves the list."""
        listed = [entry.id for entry in self._parts.findings.model.listed]
        if finding not in listed or len(listed) < 2:
            return None
        place = listed.index(finding)
        return listed[place + 1] if place + 1 < len(listed) else listed[place - 1]

    def dismiss(self) -> None:
        """The finding is no error: ask why."""
        if self._current is None:
            return
        language = self._wording.language
        reasons = [(key, names[language]) for key, names in dismissal_reasons().items()]
        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("dismiss.title"),
            self._wording("dismiss.question"),
            reasons,
            lambda reason, note: self._decide(Choice.DISMISSED, reason, note),
        ).open()

    def copy(self) -> None:
        """Copy the explanation."""
        self._parts.findings.explanation.copy()
        self._parts.status.tell(self._wording("findings.copied"))

    def what_if(self) -> None:
        """Put the numbers of the finding, or the selected claims, on the list of values to try."""
        finding = self._current
        chosen = self._session.selection.now.claims
        claims = [claim for name in chosen if (claim := self._session.claim(name)) is not None]
        self._parts.show_dock("what_if")
        self._parts.what_if.add_claims(self._session.claims_of(finding) if finding is not None else claims)
        self._parts.what_if.stand_on(self._session.selection.now.claim)

    def try_repair(self, repair: Repair) -> None:
        """Try a possible slip in the what-if panel; neither text nor claims are changed."""
        finding = self._session.selection.now.finding
        self._session.selection.select_claims((repair.claim,), repair.claim, self)
        self._session.selection.keep_finding(finding, self)
        self._parts.show_dock("what_if")
        self._parts.what_if.try_value(repair.claim, repair.text)

    # Relations and known figures

    def relate(self) -> None:
        """Relate the selected claims by hand."""
        document = self._session.document_id
        chosen = self._session.selection.now.claims
        claims = [claim for name in chosen if (claim := self._session.claim(name)) is not None]
        if document is None or len(claims) < 2:
            return

        def asked(operation: Operation | None, by_role: tuple[str, ...], formula: str) -> AddRelation:
            if operation is None:
                return AddRelation(document, formula=formula)
            return AddRelation(document, operation, by_role)

        def try_out(operation: Operation | None, by_role: tuple[str, ...], formula: str) -> Preview:
            assert self._session.case is not None
            return preview(self._session.case, asked(operation, by_role, formula))

        def done(operation: Operation | None, by_role: tuple[str, ...], formula: str) -> bool:
            added = asked(operation, by_role, formula)
            before = {name for finding in self._session.findings for name in finding.relations}
            if self._session.do(added) is None:
                return False
            self._show_result(before)
            return True

        RelateDialog(self._parts.window, self._parts.look, claims, done, try_out, self._session.claim).open()

    def _show_result(self, before: set[str]) -> None:
        """Select the finding of the relation just added, which was not among those of `before`."""
        for finding in self._session.findings:
            if any(name.startswith("a") and name not in before for name in finding.relations):
                self._session.selection.select_finding(finding.id)
                return

    def references(self) -> None:
        """Load a table of known figures."""
        dialog = QFileDialog(self._parts.window, self._wording("references.title"), str(folder_of(self._parts)))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self._wording("references.tables"), self._wording("file.any")])
        dialog.fileSelected.connect(lambda name: self._parts.opening.load_references(Path(name)))
        dialog.open()

    def recheck(self) -> None:
        """Check the shown document again."""
        case, document = self._session.case, self._session.document_id
        if case is not None and document is not None:
            case.recheck((document,))
            self._parts.status.tell(self._wording("findings.rechecked"))
