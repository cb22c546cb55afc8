"""Which claims stand where in the text, found by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from workbench.model import Claim


class ClaimSpans:
    """The claims of one text in the order they stand in it. Overlapping claims are allowed."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.claims: list[Claim] = sorted(claims, key=lambda claim: (claim.start, -claim.end))
        self._starts = [claim.start for claim in self.claims]
        self._longest = max((claim.end - claim.start for claim in self.claims), default=0)
        self.position = {claim.id: index for index, claim in enumerate(self.claims)}

    def replace(self, claim: Claim) -> None:
        """Another reading of a claim that stands where it stood."""
        self.claims[self.position[claim.id]] = claim

    def within(self, start: int, end: int) -> Sequence[Claim]:
        """The claims that share a character with ``text[start:end]``."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [claim for claim in self.claims[low:high] if claim.end > start]

    def at(self, offset: int) -> list[Claim]:
        """The claims over the character at `offset`, the shortest first."""
        low = bisect_left(self._starts, offset - self._longest)
        high = bisect_right(self._starts, offset)
        found = [claim for claim in self.claims[low:high] if claim.end > offset]
        return sorted(found, key=lambda claim: claim.end - claim.start)

    def neighbour(self, claim: str | None, step: int) -> Claim | None:
        """The claim `step` places after (or before) `claim`, without wrapping; the first (or last) from none."""
        if not self.claims:
            return None
        place = self.position.get(claim) if claim is not None else None
        if place is None:
            return self.claims[0 if step > 0 else -1]
        target = place + step
        return self.claims[target] if 0 <= target < len(self.claims) else None
