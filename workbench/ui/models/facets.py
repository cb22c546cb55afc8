"""What the filter can be narrowed by, with how many claims each choice keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.ui.models.claim_rows import ClaimRow
from workbench.ui.models.states import RANKS

FACETS = ("verdict", "unit", "scope", "role")
_MOST = 8


def facets(rows: Sequence[ClaimRow]) -> dict[str, list[tuple[str, int]]]:
    """For each of `FACETS` the values present with their counts, the most frequent first (states by rank)."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for row in rows:
        claim = row.claim
        counts["verdict"][row.state.value] += 1
        if claim.quantity.unit:
            counts["unit"][claim.quantity.unit] += 1
        if claim.scope:
            counts["scope"][claim.scope] += 1
        counts["role"][claim.role.value] += 1
    listed = {name: counter.most_common(_MOST) for name, counter in counts.items()}
    order = {state.value: rank for state, rank in RANKS.items()}
    listed["verdict"].sort(key=lambda item: order[item[0]])
    return listed
