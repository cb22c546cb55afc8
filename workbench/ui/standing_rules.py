"""Rule files for every case, as the window uses them: a case keeps those it is checked with, and tells of others."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.case import (
    STANDING_RULES_SETTING,
    Case,
    CaseError,
    ChangeSetting,
    RuleFile,
    own_rules,
    rule_files,
    rule_files_text,
)
from workbench.messages import PlainError
from workbench.standing_rules import StandingRulesError, standing_files
from workbench.ui.wording import Wording


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
    return wording("rules.standing_differ", files=_differing(now, kept, wording))


def _differing(now: Sequence[RuleFile], kept: Sequence[RuleFile], wording: Wording) -> str:
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
