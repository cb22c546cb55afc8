"""Versions of a text side by side by their figures, decisions carried over, documents of a case checked together."""

from workbench.comparing.carrying import CarryOver, Recheck, claim_pairs, to_check_again
from workbench.comparing.compare import MOST_VERSIONS, Row, compare
from workbench.comparing.handover import Versions, state_name, versions_with, with_versions
from workbench.comparing.likeness import State
from workbench.comparing.together import CrossCheck, Side, check_together

__all__ = [
    "MOST_VERSIONS",
    "CarryOver",
    "CrossCheck",
    "Recheck",
    "Row",
    "Side",
    "State",
    "Versions",
    "check_together",
    "claim_pairs",
    "compare",
    "state_name",
    "to_check_again",
    "versions_with",
    "with_versions",
]
