"""What the case contains besides claims: the list of verdicts, the language of a text, tables of known figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from workbench.case import (
    SCALE_SETTING,
    ChangeSetting,
    ReadAgain,
    RemoveReferenceTable,
    RuleFile,
    Together,
    VerdictStep,
    default_scale,
    own_rules,
    rule_files_text,
    scale_text,
)
from workbench.messages import PlainError
from workbench.model import Claim
from workbench.proven_rules import Unproven
from workbench.standing_rules import StandingRulesError, keep_standing_files, standing_files
from workbench.ui.commands.exports import folder_of
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.choice import ChoiceDialog
from workbench.ui.dialogs.rules import RulesDialog
from workbench.ui.dialogs.verdict_list import VerdictListDialog
from workbench.ui.models.rule_lines import RuleChoice, choice_of, settings_of
from workbench.ui.standing_rules import fault_said, news, unproven_of, unproven_said
from workbench.ui.tasks import Control


class ContentsCommands(QObject):
    """Changes what the whole case, or a whole document, is judged by."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording

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
        """Switch rules on and off, add files of one's own, set thresholds: one step, checked again in a worker."""
        session = self._session
        case = session.case
        if case is None:
            return
        before, broken = choice_of(case)
        problems = []
        if broken is not None:
            problems.append(self._wording("rules.left_out", problem=fault_said(broken, self._wording)))
        try:
            now = standing_files()
            own_rules(rule_files_text(now) or None)
        except (PlainError, ValueError) as fault:
            problems.append(self._wording("rules.standing_left_out", problem=fault_said(fault, self._wording)))
            now = before.standing
        if now != before.standing and not problems:
            problems.append(f"{news(case, self._wording)} {self._wording('rules.standing_ok')}")

        def done(after: RuleChoice) -> bool:
            if after.standing != now:
                try:
                    keep_standing_files(after.standing, now)
                except StandingRulesError as fault:
                    session.tell_error(fault)
                    return False
            changes = [ChangeSetting(name, value) for name, value in settings_of(before, after).items()]
            return not changes or session.do(Together(tuple(changes)), recheck=False) is not None

        dialog = RulesDialog(
            self._parts.window,
            self._parts.look,
            replace(before, standing=now),
            " ".join(problems),
            self._prove,
            folder_of(self._parts),
            done,
        )
        dialog.finished.connect(lambda _: session.tasks.cancel("rules"))
        dialog.open()
        if not problems and (before.files or now):
            texts = [rule_files_text(files) or None for files in (before.files, now)]

            def told(found: Sequence[Unproven]) -> None:
                if found:
                    dialog.rules.tell_problem(unproven_said(found, self._wording))

            session.tasks.run("rules", lambda control: unproven_of(texts, control.check), told, session.tell_error)

    def _prove(self, files: Sequence[RuleFile], name: str, told: Callable[[str], None]) -> None:
        """Try the examples of the file `name` in a worker; `told` gets what is wrong in one sentence, or ""."""

        def work(control: Control) -> None:
            from workbench.own_rules import own_rules_of
            from workbench.rule_examples import prove

            control.progress("rules", 0.0)
            own_rules_of(files)  # says what is wrong, in the words of the command line
            rules = own_rules(rule_files_text(files))
            prove([rule for rule in rules if rule.source == name], rules)

        def failed(error: Exception) -> None:
            if isinstance(error, PlainError):
                told(error.said(self._wording.language))
            else:
                told(self._wording("rules.unusable", name=name, what=error))

        self._session.tasks.run("rules", work, lambda _: told(""), failed)

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
            from dataclasses import replace

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
