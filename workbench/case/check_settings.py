"""Settings of a case that change its checks: thresholds, and rules that are switched off."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.checking.settings import Settings

CHECK_SETTING = "checking"
"""JSON object with any of materiality-relative, materiality-absolute, significance, as decimal strings."""

RULES_OFF_SETTING = "rules-off"
"""JSON list of the rules that are switched off: their ids, or as relations name them ("share.fr.soit")."""

_MOST_RULES_OFF = 1000
_DECIMAL = re.compile(r"\d{1,20}(\.\d{1,20})?")


def check_settings(text: str | None) -> Settings | None:
    """The thresholds a setting gives; ``None``, the defaults, for ``None``. Raises `ValueError` for anything else."""
    if text is None:
        return None
    from workbench.checking.settings import Settings

    entries = json.loads(text)
    known = {"materiality-relative", "materiality-absolute", "significance"}
    if not isinstance(entries, dict) or not entries.keys() <= known:
        raise ValueError(f"expected an object with {', '.join(sorted(known))}")
    given = {name: _number(value) for name, value in entries.items()}
    defaults = Settings()
    return Settings(
        materiality_relative=given.get("materiality-relative", defaults.materiality_relative),
        materiality_absolute=given.get("materiality-absolute", defaults.materiality_absolute),
        significance=given.get("significance", defaults.significance),
    )


def rules_off(text: str | None) -> frozenset[str]:
    """The rules a setting switches off; none for ``None``. Raises `ValueError` for anything else."""
    entries = [] if text is None else json.loads(text)
    if not isinstance(entries, list) or len(entries) > _MOST_RULES_OFF or not all(isinstance(e, str) for e in entries):
        raise ValueError("expected a list of rule ids")
    return frozenset(rule_in_all_languages(entry) for entry in entries)


def rule_in_all_languages(rule: str) -> str:
    """The id of a rule in all languages: "share.soit" for "share.fr.soit"."""
    family, language, name = [*rule.split(".", 2), "", ""][:3]
    return f"{family}.{name}" if name and len(language) == 2 else rule


def _number(value: object) -> Fraction:
    if not isinstance(value, str) or _DECIMAL.fullmatch(value) is None:
        raise ValueError("thresholds are given as decimal strings, not negative")
    return Fraction(value)
