"""Settings of a case that change its checks: thresholds, rules that are switched off, rules of the analyst's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.standing_rules import MOST_RULE_FILES, MOST_RULE_TEXT, RuleFile

if TYPE_CHECKING:
    from workbench.checking.settings import Settings
    from workbench.relations.rules import Rule

CHECK_SETTING = "checking"
"""JSON object with any of materiality-relative, materiality-absolute, significance, as decimal strings."""

RULES_OFF_SETTING = "rules-off"
"""JSON list of the rules that are switched off: their ids, or as relations name them ("share.fr.soit")."""

OWN_RULES_SETTING = "own-rules"
"""JSON list of the analyst's own rule files: objects with `name` and `text`, the TOML (docs/own-rules.md)."""

STANDING_RULES_SETTING = "standing-rules"
"""The same of the rule files for every case, as they were when the case was made or took them up."""

CHANGES_CHECKS = frozenset({CHECK_SETTING, RULES_OFF_SETTING, OWN_RULES_SETTING, STANDING_RULES_SETTING})
"""The settings after whose change every document is checked again."""

_LONGEST_NAME = 200
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
    # As written too: the id of a rule of one's own may have two letters in the middle that are no language.
    return frozenset(entries) | {rule_in_all_languages(entry) for entry in entries}


def rule_files(text: str | None) -> tuple[RuleFile, ...]:
    """The rule files a setting holds; none for ``None``. Raises `ValueError` for anything else, but reads no rule."""
    entries = [] if text is None else json.loads(text)
    if not isinstance(entries, list) or len(entries) > MOST_RULE_FILES or not all(map(_is_rule_file, entries)):
        raise ValueError(f"expected a list of up to {MOST_RULE_FILES} objects with name and text")
    files = tuple(RuleFile(entry["name"], entry["text"]) for entry in entries)
    if sum(len(file.text) for file in files) > MOST_RULE_TEXT or len({file.name for file in files}) < len(files):
        raise ValueError(f"expected rule files of different names, with up to {MOST_RULE_TEXT} characters in all")
    return files


def rule_files_text(files: Iterable[RuleFile]) -> str:
    """What `OWN_RULES_SETTING` holds for some files; "", which takes it away, for none."""
    entries = [{"name": file.name, "text": file.text} for file in files]
    return json.dumps(entries, ensure_ascii=False) if entries else ""


def own_rules(text: str | None) -> tuple[Rule, ...]:
    """The rules of the files a setting holds, validated; the same objects for the same text, so that they are compiled
    once. Their examples are not tried. Raises `ValueError` for anything else."""
    found = _own_rules(text)
    if isinstance(found, str):
        raise ValueError(found)
    return found


def usable_files(text: str | None) -> tuple[RuleFile, ...]:
    """The files of a setting that can be used, without those that an older program let pass, or another one wrote."""
    try:
        own_rules(text)
        return rule_files(text)
    except (ValueError, RecursionError):
        return _each_usable(text)


def usable_rules(text: str | None) -> tuple[Rule, ...]:
    """The rules of `usable_files`; the same objects for the same text."""
    try:
        return own_rules(text)
    except (ValueError, RecursionError):
        return own_rules(rule_files_text(_each_usable(text)) or None)


def all_rules(own: tuple[Rule, ...], standing: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of a case: those of its own files, and those for every case that have no namesake among them."""
    if not standing:
        return own
    names = {rule.id for rule in own}
    return (*own, *(rule for rule in standing if rule.id not in names))


@lru_cache(maxsize=8)
def _own_rules(text: str | None) -> tuple[Rule, ...] | str:
    """The rules, or what is wrong with them: that is kept too, so that a broken setting is not read at every check."""
    from workbench.own_rules import OwnRulesError, own_rules_of

    try:
        return own_rules_of(rule_files(text))
    except (ValueError, RecursionError, OwnRulesError) as fault:
        return str(fault)


@lru_cache(maxsize=8)
def _each_usable(text: str | None) -> tuple[RuleFile, ...]:
    try:
        files = rule_files(text)
    except (ValueError, RecursionError):
        return ()
    usable: list[RuleFile] = []
    for file in files:
        try:
            own_rules(rule_files_text([*usable, file]))
        except (ValueError, RecursionError):
            continue
        usable.append(file)
    return tuple(usable)


def _is_rule_file(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == {"name", "text"}
        and all(isinstance(value, str) for value in entry.values())
        and 0 < len(entry["name"]) <= _LONGEST_NAME
    )


def rule_in_all_languages(rule: str) -> str:
    """The id of a rule in all languages: "share.soit" for "share.fr.soit"."""
    family, language, name = [*rule.split(".", 2), "", ""][:3]
    return f"{family}.{name}" if name and len(language) == 2 else rule


def _number(value: object) -> Fraction:
    if not isinstance(value, str) or _DECIMAL.fullmatch(value) is None:
        raise ValueError("thresholds are given as decimal strings, not negative")
    return Fraction(value)
