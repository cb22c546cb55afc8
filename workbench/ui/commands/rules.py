"""Rules and thresholds of a case: changed in one step, which undo takes back for every case too when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from workbench.case import (
    STANDING_RULES_SETTING,
    Case,
    Change,
    ChangeSetting,
    RuleFile,
    Together,
    all_rules,
    rule_files_text,
)
from workbench.messages import PlainError
from workbench.proven_rules import Unproven
from workbench.standing_rules import StandingRulesError, keep_standing_files, standing_files
from workbench.ui.commands.exports import folder_of
from workbench.ui.commands.parts import Parts
from workbench.ui.dialogs.rules import RulesDialog
from workbench.ui.models.rule_lines import RuleChoice, choice_of, settings_of
from workbench.ui.standing_rules import differing, fault_said, news, rules_in, unproven_of, unproven_said
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message


@dataclass(frozen=True, slots=True)
class _Kept:
    """A step of a case that changed the rules for every case too: both, before and after."""

    case: Case
    settings: tuple[str | None, str | None]
    files: tuple[tuple[RuleFile, ...], tuple[RuleFile, ...]]


class RuleCommands(QObject):
    """Opens the dialog of rules and thresholds, and does what was chosen in it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        self._kept: list[_Kept] = []
        parts.session.changed.connect(self._on_change)

    def open(self) -> None:
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
            rules_in(rule_files_text(now) or None)
        except (PlainError, ValueError) as fault:
            problems.append(self._wording("rules.standing_left_out", problem=fault_said(fault, self._wording)))
            now = before.standing
        if now != before.standing and not problems:
            problems.append(f"{news(case, self._wording)} {self._wording('rules.standing_ok')}")
        dialog = RulesDialog(
            self._parts.window,
            self._parts.look,
            replace(before, standing=now),
            " ".join(problems),
            self._prove,
            folder_of(self._parts),
            lambda after: self._take(case, before, now, after),
        )
        dialog.finished.connect(lambda _: session.tasks.cancel("rules"))
        dialog.open()
        if not problems and (before.files or now):
            texts = [rule_files_text(files) or None for files in (before.files, now)]

            def told(found: Sequence[Unproven]) -> None:
                if found:
                    dialog.rules.tell_problem(unproven_said(found, self._wording))

            session.tasks.run("rules", lambda control: unproven_of(texts, control.check), told, session.tell_error)

    def _take(self, case: Case, before: RuleChoice, now: tuple[RuleFile, ...], after: RuleChoice) -> bool:
        """Do what was chosen, for every case and then for this one; nothing when either cannot be done."""
        if after.standing != now and not self._keep(after.standing, now):
            return False
        changes = [ChangeSetting(name, value) for name, value in settings_of(before, after).items()]
        if changes and self._session.do(Together(tuple(changes)), recheck=False) is None:
            if after.standing != now:
                self._keep(now, after.standing)
            return False
        if after.standing != now:
            settings = rule_files_text(before.standing) or None, rule_files_text(after.standing) or None
            self._kept.append(_Kept(case, settings, (now, after.standing)))
            told = differing(after.standing, now, self._wording)
            self._parts.status.tell(self._wording("rules.standing_kept", files=told))
        return True

    def _keep(self, files: Sequence[RuleFile], before: Sequence[RuleFile]) -> bool:
        try:
            keep_standing_files(files, before)
        except StandingRulesError as fault:
            self._session.tell_error(fault)
            return False
        return True

    def _prove(
        self,
        files: Sequence[RuleFile],
        standing: Sequence[RuleFile],
        added: RuleFile,
        told: Callable[[str], None],
    ) -> None:
        """Try the examples of the file `added` in a worker; `told` gets what is wrong in one sentence, or ""."""

        def work(control: Control) -> None:
            from workbench.rule_examples import failing

            control.progress("rules", 0.0)
            own, everywhere = (rules_in(rule_files_text(some) or None) for some in (files, standing))
            tried = own if added in files else everywhere
            beside = all_rules(own, everywhere)
            for fault in failing([rule for rule in tried if rule.source == added.name], beside, control.check):
                raise fault

        def failed(error: Exception) -> None:
            if isinstance(error, PlainError):
                told(error.said(self._wording.language))
            else:
                told(self._wording("rules.unusable", name=added.name, what=error))

        self._session.tasks.run("rules", work, lambda _: told(""), failed)

    # What undo does not reach

    def _on_change(self, change: Change) -> None:
        """After the step that changed the rules for every case was taken back, or done again, offer the same there."""
        case = self._session.case
        if case is None or change.action not in ("undo", "redo"):
            return
        to, back = (0, 1) if change.action == "undo" else (1, 0)
        setting = case.setting(STANDING_RULES_SETTING)
        for kept in reversed(self._kept):
            if kept.case is not case or kept.settings[to] != setting or kept.settings[0] == kept.settings[1]:
                continue
            wanted, there = kept.files[to], kept.files[back]
            if wanted != there and self._stand(there):
                self._offer(change.action, wanted, there)
                return

    def _stand(self, files: Sequence[RuleFile]) -> bool:
        """Whether the rules for every case are those still, and nobody has changed them since."""
        try:
            return standing_files() == tuple(sorted(files))
        except StandingRulesError:
            return False

    def _offer(self, action: str, wanted: Sequence[RuleFile], there: Sequence[RuleFile]) -> None:
        def do() -> None:
            if self._keep(wanted, there):
                self._parts.status.tell(self._wording("rules.standing_also_done"))

        told = differing(there, wanted, self._wording) if action == "undo" else differing(wanted, there, self._wording)
        message = self._wording(f"rules.standing_{action}", files=told)
        self._session.told.emit(Message(message, "info", self._wording("rules.standing_also"), do))
