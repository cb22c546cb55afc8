"""What the case contains besides claims: the list of verdicts, the language of a text, tables of known figures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from workbench.case import (
    SCALE_SETTING,
    ChangeSetting,
    ReadAgain,
    RemoveReferenceTable,
    VerdictStep,
    default_scale,
    scale_text,
)
from workbench.model import Claim
from workbench.ui.commands.parts import Parts
from workbench.ui.commands.rules import RuleCommands
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.verdict_list import VerdictListDialog
from workbench.ui.tasks import Control


class ContentsCommands(QObject):
    """Changes what the whole case, or a whole document, is judged by."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        self._rules = RuleCommands(parts)

    def verdicts(self) -> None:
        """Edit the list of verdicts."""
        case = self._session.case
        if case is None:
            return

        def done(steps: tuple[VerdictStep, ...]) -> bool:
            if steps == case.verdict_scale():
                return True
            text = "" if steps == default_scale() else scale_text(steps)
            return self._session.do(ChangeSetting(SCALE_SETTING, text)) is not None

        VerdictListDialog(
            self._parts.window, self._parts.look, case.verdict_scale(), case.verdicts_in_use(), done
        ).open()

    def rules(self) -> None:
        """Switch rules on and off, add files of one's own, set thresholds."""
        self._rules.open()

    def language(self) -> None:
        """Read the shown text as one of another language."""
        from workbench.extraction.lexicon import available_languages

        document = self._session.document
        if document is None:
            return
        names = {code: self._wording(f"text_language.{code}") for code in available_languages()}
        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("text_language.title"),
            self._wording("text_language.question"),
            sorted(names.items(), key=lambda item: item[1].casefold()),
            lambda code, _: self.read_as(code),
            chosen=document.language[:2],
            with_words=False,
        ).open()

    def read_as(self, language: str) -> None:
        """Read the shown text anew in a language; what the analyst did stays, and one undo brings the old back."""
        session = self._session
        case, document_id, document = session.case, session.document_id, session.document
        if case is None or document_id is None or document is None:
            return

        def work(control: Control) -> tuple[Claim, ...]:

            from workbench.extraction import extract

            control.progress("extraction", 0.0)
            return tuple(extract(replace(document, language=language)))

        def done(claims: tuple[Claim, ...]) -> None:
            if session.case is case and session.do(ReadAgain(document_id, claims, language)) is not None:
                name = self._wording(f"text_language.{language}")
                self._parts.status.tell(self._wording("text_language.done", language=name, n=len(claims)))

        session.tasks.run("language", work, done, session.tell_error)

    def remove_table(self) -> None:
        """Take a table of known figures out of the case."""
        case = self._session.case
        tables = case.reference_tables() if case is not None else []
        if not tables:
            self._parts.status.tell(self._wording("references.none"))
            return

        def done(table: str, _: str) -> None:
            if self._session.do(RemoveReferenceTable(table)) is not None:
                self._parts.status.tell(self._wording("references.removed"))

        ChoiceDialog(
            self._parts.window,
            self._parts.look,
            self._wording("references.remove_title"),
            self._wording("references.remove_question"),
            [(table.id, self._wording("references.table", name=table.name, n=len(table.figures))) for table in tables],
            done,
            with_words=False,
        ).open()
