"""The one selection that all views share: which claims, which of them is current, which finding."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Selected:
    """Ids of the selected claims, of the current one among them, and of the current finding."""

    claims: tuple[str, ...] = ()
    claim: str | None = None
    finding: str | None = None


class Selection(QObject):
    """Views tell it what was chosen and follow `changed`, which carries the view that chose.

    `findings_about` gives the ids of the findings that join a claim, the one that most needs a look first;
    `claims_of` the claims a finding joins.
    """

    changed = Signal(object)

    def __init__(
        self,
        findings_about: Callable[[str], Sequence[str]],
        claims_of: Callable[[str], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._findings_about, self._claims_of = findings_about, claims_of
        self.now = Selected()
        self._before: list[Selected] = []

    def select_claims(self, claims: Sequence[str], current: str | None = None, origin: object = None) -> None:
        """Select claims; the finding stays if it is about the current one, else becomes the first that is."""
        current = current if current in claims else (claims[0] if claims else None)
        finding = self.now.finding
        if current is not None:
            about = self._findings_about(current)
            if finding not in about:
                finding = about[0] if about else None
        self._set(Selected(tuple(claims), current, finding), origin)

    def select_finding(self, finding: str | None, origin: object = None) -> None:
        """Select a finding with the claims it joins."""
        claims = tuple(self._claims_of(finding)) if finding is not None else ()
        self._set(Selected(claims, claims[0] if claims else None, finding), origin)

    def keep_finding(self, finding: str | None, origin: object = None) -> None:
        """Change the finding alone."""
        self._set(Selected(self.now.claims, self.now.claim, finding), origin)

    def back(self) -> bool:
        """Return to what was selected before; whether there was something."""
        if not self._before:
            return False
        self.now = self._before.pop()
        self.changed.emit(None)
        return True

    def rename_findings(self, names: Mapping[str, str]) -> None:
        """Findings have other ids after a check; those not among `names` (old to new) are no longer made."""
        self.now = self._renamed(self.now, names)
        self._before = [self._renamed(chosen, names) for chosen in self._before]

    def retain_claims(self, present: Container[str]) -> None:
        """Claims came and went: those that are gone are selected no more, nor by going back."""
        self.now = self._among(self.now, present)
        self._before = [self._among(chosen, present) for chosen in self._before]

    @staticmethod
    def _among(chosen: Selected, present: Container[str]) -> Selected:
        if all(claim in present for claim in chosen.claims):
            return chosen
        claims = tuple(claim for claim in chosen.claims if claim in present)
        return replace(
            chosen, claims=claims, claim=chosen.claim if chosen.claim in claims else next(iter(claims), None)
        )

    def _renamed(self, chosen: Selected, names: Mapping[str, str]) -> Selected:
        finding = names.get(chosen.finding) if chosen.finding is not None else None
        if finding is None and chosen.finding is not None and chosen.claim is not None:
            finding = next(iter(self._findings_about(chosen.claim)), None)
        return replace(chosen, finding=finding)

    def clear(self) -> None:
        """Select nothing and forget the way here: another text is shown."""
        self._before.clear()
        self.now = Selected()
        self.changed.emit(None)

    def _set(self, chosen: Selected, origin: object) -> None:
        if chosen == self.now:
            return
        if self.now != Selected():
            self._before.append(self.now)
            del self._before[:-_REMEMBERED]
        self.now = chosen
        self.changed.emit(origin)
