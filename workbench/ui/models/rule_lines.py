"""The rules of a case as the analyst goes through them: those of their own files first, then those of the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.case import (
    CHECK_SETTING,
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    Case,
    RuleFile,
    check_settings,
    own_rules,
    rule_files,
    rule_files_text,
    rules_off,
)

if TYPE_CHECKING:
    from workbench.relations.rules import Rule


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its id, its operation, what it says, and the file of one's own it is from ("": the program's)."""

    id: str
    operation: str
    what: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rule files of a case, the ids that are off, and the thresholds that are not the default, as decimals."""

    files: tuple[RuleFile, ...] = ()
    off: frozenset[str] = frozenset()
    thresholds: Mapping[str, str] | None = None


def lines_of(files: Sequence[RuleFile]) -> list[RuleLine]:
    """All rules by id, those of one's own first. Raises `ValueError` when the files cannot be used."""
    from workbench.relations.rules import built_in_rules

    own = own_rules(rule_files_text(files) or None)
    return [*_sorted(own, own=True), *_sorted(built_in_rules(), own=False)]


def choice_of(case: Case) -> tuple[RuleChoice, bool]:
    """What a case has chosen, and whether its rule files can be used; those that cannot are left out."""
    usable = True
    try:
        text = case.setting(OWN_RULES_SETTING)
        own_rules(text)
        files = rule_files(text)
    except (ValueError, RecursionError):
        files, usable = (), False
    try:
        off = rules_off(case.setting(RULES_OFF_SETTING))
    except (ValueError, RecursionError):
        off = frozenset()
    known = {line.id for line in lines_of(files)}
    return RuleChoice(files, off & known, _thresholds(case.setting(CHECK_SETTING))), usable


def settings_of(before: RuleChoice, after: RuleChoice) -> dict[str, str]:
    """The settings of the case that differ, with their new values; "" takes one away, so that the default counts."""
    changed = {}
    if after.files != before.files:
        changed[OWN_RULES_SETTING] = rule_files_text(after.files)
    if after.off != before.off:
        changed[RULES_OFF_SETTING] = json.dumps(sorted(after.off)) if after.off else ""
    if (after.thresholds or {}) != (before.thresholds or {}):
        changed[CHECK_SETTING] = json.dumps(after.thresholds) if after.thresholds else ""
    return changed


def _sorted(rules: Iterable[Rule], *, own: bool) -> list[RuleLine]:
    lines = [RuleLine(rule.id, rule.operation.value, rule.what, rule.source if own else "") for rule in rules]
    return sorted(lines, key=lambda line: line.id)


def _thresholds(text: str | None) -> dict[str, str]:
    try:
        check_settings(text)
        return {} if text is None else dict(json.loads(text))
    except (ValueError, RecursionError):
        return {}
