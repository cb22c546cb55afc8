"""How many steps the search for repairs may take over the conflicts of one network."""

from __future__ import annotations

from collections import Counter

from workbench.checking.judge import Judgement
from workbench.checking.network import Network, components
from workbench.checking.propagation import Effort

# A conflict may take more than its equal part: most take next to nothing.
_GENEROUS = 3


class RepairSteps:
    """The steps left for each group of entangled checks, lent to its conflicts one after the other."""

    def __init__(self, network: Network, judgement: Judgement, steps: int) -> None:
        self._group_of: dict[int, int] = {}
        for number, group in enumerate(components(network, range(len(network.checks)))):
            self._group_of.update(dict.fromkeys(group, number))
        self._groups = [self._group_of[conflict.checks[0]] for conflict in judgement.conflicts]
        self._waiting = Counter(self._groups)
        self._left = dict.fromkeys(self._waiting, steps)

    def lend(self, conflict: int) -> Effort:
        """The steps that the search for the repairs of a conflict may take; ask once for each."""
        group = self._groups[conflict]
        part = min(self._left[group], _GENEROUS * self._left[group] // self._waiting[group])
        self._waiting[group] -= 1
        self._left[group] -= part
        return Effort(part)

    def take_back(self, conflict: int, rest: Effort) -> None:
        """Keep for the other conflicts what was not spent."""
        self._left[self._groups[conflict]] += max(rest.left, 0)
