"""Rule files of an analyst: read and named; `workbench.rule_examples` proves them before they are used.

A file has the form of those in `resources/rules` (docs/own-rules.md). Its rules are used beside those of the product,
in `workbench check --rules FILE`, `workbench.check(..., rules=FILE)` and `workbench.analysis.analyse(..., rules=...)`;
any rule, of the product too, can be switched off by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.messages import PlainError
from workbench.rule_faults import fault_of
from workbench.standing_rules import RuleFile, rule_files_in

if TYPE_CHECKING:
    from workbench.relations.rules import Rule


class OwnRulesError(PlainError):
    """A rule file that cannot be used, an example that does not come out as it says, or a rule that does not exist."""


def rule_paths(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: a folder stands for the files in it whose names end in ".toml", by name.

    Raises `OwnRulesError` for a folder without any, or that cannot be read.
    """
    found: list[Path] = []
    for path in paths:
        try:
            inside = rule_files_in(path)
        except (NotADirectoryError, FileNotFoundError):
            found.append(path)
            continue
        except OSError as error:
            raise OwnRulesError("rules.not_opened", file=path, reason=fault_of(error)) from None
        if not inside:
            raise OwnRulesError("rules.empty_folder", folder=path)
        found += inside
    return found


def load_own_rules(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """The rules of all files, and of those in all folders. Raises `OwnRulesError` for the first that is wrong, with the
    rule and what to change."""
    from workbench.proven_rules import one_by_one
    from workbench.relations.rules import rule_text, rules_of_text, validated

    files: list[RuleFile] = []

    def read(path: Path) -> tuple[Rule, ...]:
        file = RuleFile(path.name, rule_text(path))
        files.append(file)
        return validated(rules_of_text(file.text, file.name))

    rules = _together((str(path), partial(read, path)) for path in rule_paths(paths))
    for failed in one_by_one(rules, files):
        raise failed.fault
    return rules


def own_rules_of(files: Iterable[tuple[str, str]]) -> tuple[Rule, ...]:
    """The rules of files given as name and text, validated but for their examples. Raises `OwnRulesError`."""
    from workbench.relations.rules import rules_of_text, validated

    def read(name: str, text: str) -> tuple[Rule, ...]:
        return validated(rules_of_text(text, name))

    return _together((name, partial(read, name, text)) for name, text in files)


def _together(files: Iterable[tuple[str, Callable[[], tuple[Rule, ...]]]]) -> tuple[Rule, ...]:
    """The rules of files that are known by name and read when asked for."""
    from workbench.relations.rules import RuleFileError

    rules: list[Rule] = []
    for name, read in files:
        try:
            found = read()
        except RuleFileError as error:
            if "file" in error.fields:
                raise OwnRulesError(error.key, **{**error.fields, "file": name}) from None
            raise OwnRulesError("commandline.rule_file", name=name, problem=error) from None
        known = {rule.id for rule in rules}
        twice = next((rule.id for rule in found if rule.id in known), None)
        if twice is not None:
            raise OwnRulesError("commandline.rule_twice", name=name, rule=twice)
        rules += found
    return tuple(rules)


def switched_off(names: Iterable[str], rules: Sequence[Rule] = ()) -> frozenset[str]:
    """The ids of rules to leave out. Raises `OwnRulesError` for one that no rule has."""
    from workbench.relations.rules import built_in_rules

    known = {rule.id for rule in (*built_in_rules(), *rules)}
    off = frozenset(names)
    unknown = sorted(off - known)
    if unknown:
        raise OwnRulesError("commandline.no_such_rule", rule=unknown[0])
    return off
