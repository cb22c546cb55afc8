"""The rules of a case as the analyst goes through them: those of the case's own files, those of the files for every
case, then those of the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.case import (
    CHECK_SETTING,
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    Case,
    RuleFile,
    check_settings,
    own_rules,
    rule_files,
    rule_files_text,
    rules_off,
    usable_files,
)
from workbench.messages import PlainError
from workbench.ui.standing_rules import rules_in

if TYPE_CHECKING:
    from workbench.model import Tolerance
    from workbench.relations.rules import Rule


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its id, its operation, what it does, and the file of one's own it is from ("": the program's).

    `standing` is true for a file for every case; `message` is what the rule says where numbers differ.
    """

    id: str
    operation: str
    what: str
    file: str = ""
    standing: bool = False
    tolerance: Tolerance | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rule files of a case, the ids that are off, and the thresholds that are not the default, as decimals.

    `standing` are the files for every case: as the case took them up, or as they are now.
    """

    files: tuple[RuleFile, ...] = ()
    off: frozenset[str] = frozenset()
    thresholds: Mapping[str, str] | None = None
    standing: tuple[RuleFile, ...] = ()


def lines_of(files: Sequence[RuleFile], standing: Sequence[RuleFile] = (), language: str = "en") -> list[RuleLine]:
    """All rules by id, those of one's own first. Raises `ValueError` when the files cannot be used."""
    from workbench.relations.rules import built_in_rules

    own = own_rules(rule_files_text(files) or None)
    names = {rule.id for rule in own}
    everywhere = [rule for rule in own_rules(rule_files_text(standing) or None) if rule.id not in names]
    return [
        *_sorted(own, language, own=True),
        *_sorted(everywhere, language, own=True, standing=True),
        *_sorted(built_in_rules(), language, own=False),
    ]


def choice_of(case: Case) -> tuple[RuleChoice, Exception | None]:
    """What a case has chosen, and what is wrong with its rule files; those that cannot be used are left out."""
    files, problem = _files_of(case.setting(OWN_RULES_SETTING))
    standing, another = _files_of(case.setting(STANDING_RULES_SETTING))
    try:
        off = rules_off(case.setting(RULES_OFF_SETTING))
    except (ValueError, RecursionError):
        off = frozenset()
    known = {line.id for line in lines_of(files, standing)}
    thresholds = _thresholds(case.setting(CHECK_SETTING))
    return RuleChoice(files, off & known, thresholds, standing), problem or another


def _files_of(text: str | None) -> tuple[tuple[RuleFile, ...], Exception | None]:
    try:
        rules_in(text)
        return rule_files(text), None
    except (PlainError, ValueError, RecursionError) as problem:
        return usable_files(text), problem


def settings_of(before: RuleChoice, after: RuleChoice) -> dict[str, str]:
    """The settings of the case that differ, with their new values; "" takes one away, so that the default counts."""
    changed = {}
    if after.files != before.files:
        changed[OWN_RULES_SETTING] = rule_files_text(after.files)
    if after.standing != before.standing:
        changed[STANDING_RULES_SETTING] = rule_files_text(after.standing)
    if after.off != before.off:
        changed[RULES_OFF_SETTING] = json.dumps(sorted(after.off)) if after.off else ""
    if (after.thresholds or {}) != (before.thresholds or {}):
        changed[CHECK_SETTING] = json.dumps(after.thresholds) if after.thresholds else ""
    return changed


def _sorted(rules: Iterable[Rule], language: str, *, own: bool, standing: bool = False) -> list[RuleLine]:
    lines = [
        RuleLine(
            rule.id,
            rule.operation.value,
            rule.says(language),
            rule.source if own else "",
            standing,
            rule.tolerance,
            dict(rule.message).get(language) or next((text for _, text in rule.message), ""),
        )
        for rule in rules
    ]
    return sorted(lines, key=lambda line: line.id)


def _thresholds(text: str | None) -> dict[str, str]:
    try:
        check_settings(text)
        return {} if text is None else dict(json.loads(text))
    except (ValueError, RecursionError):
        return {}
