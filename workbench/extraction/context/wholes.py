"""What a share is a share of."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model import Claim, Document, Role


@dataclass(frozen=True, slots=True)
class Whole:
    """The thing a share is taken of, and of whom or where it is."""

    indicator: str | None
    scope: str | None

    @property
    def name(self) -> str:
        """Ready to print: the indicator, a comma, the scope."""
        return ", ".join(part for part in (self.indicator, self.scope) if part)


def whole_of(document: Document, claim: Claim) -> Whole | None:
    """The whole of a claim that is a share, as `add_context` found it; None for other roles or nameless wholes."""
    if claim.role is not Role.SHARE or (claim.indicator is None and claim.scope is None):
        return None
    return Whole(claim.indicator, claim.scope)
