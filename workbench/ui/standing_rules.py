"""Rule files as the window uses them: a case keeps those it is checked with, and tells of others, and of what is wrong
with its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from workbench.case import (
    STANDING_RULES_SETTING,
    Case,
    CaseError,
    ChangeSetting,
    RuleFile,
    all_rules,
    own_rules,
    rule_files,
    rule_files_text,
)
from workbench.messages import PlainError
from workbench.proven_rules import Unproven, unproven
from workbench.standing_rules import StandingRulesError, standing_files
from workbench.ui.wording import Wording

if TYPE_CHECKING:
    from workbench.relations.rules import Rule


def make_ready() -> None:
    """Read the rules for every case, so that they are known when a case takes them up; for a worker."""
    try:
        own_rules(rule_files_text(standing_files()) or None)
    except (StandingRulesError, ValueError):
        # Said when a case would take them up.
        return


def take_up(case: Case, wording: Wording) -> str:
    """Let a new case be checked with the rules for every case; gives what is wrong with them, or ""."""
    try:
        files = standing_files()
        if files:
            from workbench.own_rules import own_rules_of

            text = rule_files_text(files)
            try:
                own_rules(text)
            except ValueError:
                own_rules_of(files)  # says what is wrong, in the language of the window
            case.do(ChangeSetting(STANDING_RULES_SETTING, text), recheck=False)
    except (CaseError, PlainError) as fault:
        return wording("rules.standing_left_out", problem=fault.said(wording.language))
    return ""


def news(case: Case, wording: Wording) -> str:
    """How the rules for every case differ from those that a case is checked with; "" when they do not."""
    try:
        now = standing_files()
    except StandingRulesError as fault:
        return fault.said(wording.language)
    try:
        kept = rule_files(case.setting(STANDING_RULES_SETTING))
    except (ValueError, RecursionError):
        kept = ()
    if now == kept:
        return ""
    return wording("rules.standing_differ", files=differing(now, kept, wording))


def rules_in(text: str | None) -> tuple[Rule, ...]:
    """The rules of a setting. Raises `OwnRulesError`, which tells in any language what is wrong, or `ValueError`."""
    try:
        return own_rules(text)
    except ValueError:
        from workbench.own_rules import own_rules_of

        return own_rules_of(rule_files(text))


def fault_said(fault: Exception, wording: Wording) -> str:
    """What is wrong with rule files, in the language of the window."""
    return fault.said(wording.language) if isinstance(fault, PlainError) else str(fault)


def unproven_of(texts: Sequence[str | None], stop: Callable[[], None]) -> tuple[Unproven, ...]:
    """The examples that fail of the rules of a case, by its two settings; for a worker. Raises as `rules_in` does."""
    own, standing = (rules_in(text) for text in texts)
    files = [file for text in texts for file in rule_files(text)]
    return unproven(all_rules(own, standing), files, stop)


def unproven_said(found: Sequence[Unproven], wording: Wording) -> str:
    """The first of them in one sentence; "" for none."""
    if not found:
        return ""
    problem = found[0].fault.said(wording.language)
    return wording("rules.unproven", n=len(found), name=found[0].name, problem=problem)


def differing(now: Iterable[RuleFile], kept: Iterable[RuleFile], wording: Wording) -> str:
    """The names of the files that are new, gone or changed `now` that others were `kept`."""
    before, after = dict(kept), dict(now)
    told = []
    for name in sorted({*before, *after}):
        if name not in before:
            told.append(wording("rules.standing_new", name=name))
        elif name not in after:
            told.append(wording("rules.standing_gone", name=name))
        elif before[name] != after[name]:
            told.append(wording("rules.standing_changed", name=name))
    return ", ".join(told)


def use_now(case: Case) -> ChangeSetting | None:
    """The step that takes up the rules for every case as they are now; ``None`` when they cannot be read."""
    try:
        return ChangeSetting(STANDING_RULES_SETTING, rule_files_text(standing_files()))
    except StandingRulesError:
        return None
