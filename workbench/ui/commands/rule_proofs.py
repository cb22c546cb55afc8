"""Rule files of a case that can no longer be used, or no longer come out as their examples say: told once, in the bar.

They are tried by a worker when the texts have been checked: nobody waits for them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.case import OWN_RULES_SETTING, STANDING_RULES_SETTING, Case
from workbench.proven_rules import Unproven
from workbench.ui.commands.parts import Parts
from workbench.ui.standing_rules import fault_said, unproven_of, unproven_said
from workbench.ui.tasks import Control
from workbench.ui.views.message_bar import Message

_KIND = "proofs"
_SETTINGS = (OWN_RULES_SETTING, STANDING_RULES_SETTING)


class RuleProofs(QObject):
    """Looks at the rule files of a case when it was opened, or they are others than before."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session, self._wording = parts.session, parts.look.wording
        self._looked_at: tuple[object, ...] = ()
        parts.session.changed.connect(lambda _: self._look())

    def _look(self) -> None:
        case = self._session.case
        if case is None or not all(case.is_checked(entry.id) for entry in case.documents()):
            return
        texts = [case.setting(name) for name in _SETTINGS]
        now = (case, *texts)
        if now == self._looked_at:
            return
        self._looked_at = now
        if not any(texts):
            return

        def work(control: Control) -> tuple[Unproven, ...]:
            control.progress("rules", 0.0)
            return unproven_of(texts, control.check)

        def done(found: tuple[Unproven, ...]) -> None:
            if found:
                self._tell(case, unproven_said(found, self._wording))

        def failed(error: Exception) -> None:
            self._tell(case, self._wording("rules.left_out", problem=fault_said(error, self._wording)))

        self._session.tasks.run(_KIND, work, done, failed)

    def _tell(self, case: Case, text: str) -> None:
        def show() -> None:
            if self._session.case is case:
                self._parts.actions["contents.rules"].trigger()

        message = Message(text, "warning", self._wording("rules.show"), show, patient=True)
        self._session.told.emit(message)
