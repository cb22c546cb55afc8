"""Rules proven by their own examples: each must come out as it says, by the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.messages import PlainError
from workbench.model import Block, BlockKind, Document, Finding, Relation, Verdict
from workbench.own_rules import OwnRulesError

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.relations.rules import Example, Rule

_SHOWN = 120


class ExampleOutcomeError(PlainError):
    """How an example came out instead, as part of a sentence."""


def failing(
    rules: Iterable[Rule], beside: Sequence[Rule], stop: Callable[[], None] = lambda: None
) -> Iterator[OwnRulesError]:
    """What is wrong with each example of `rules` that fails, as all those `beside` them are used.

    One fails when it is not flagged, passed or left alone as it says. `stop` is called before each is tried, and may
    raise what ends the trying.
    """
    from workbench.relations.rules import quoted

    for rule in rules:
        for example in rule.examples:
            stop()
            fault = _fault(rule, example, beside)
            if fault is not None:
                name, fields = fault
                text = quoted(example.text, _SHOWN)
                yield OwnRulesError(f"commandline.{name}", rule=rule.id, text=text, expect=example.expect, **fields)


def _fault(rule: Rule, example: Example, rules: Sequence[Rule]) -> tuple[str, dict[str, object]] | None:
    """The sentence for an example that does not come out as it says, with its fields; ``None`` for one that does."""
    from workbench.analysis import analyse
    from workbench.checking.network import build
    from workbench.model.relation import RESULT_ROLE

    blocks = [Block(BlockKind.PARAGRAPH, 0, len(example.text))]
    analysis = analyse(Document(example.text, language=example.language, blocks=blocks), rules=rules)
    names = rule.names(example.language)
    own = {relation.id for relation in analysis.relations if relation.rule in names}
    if example.expect == "alone":
        return ("rule_example", {"why": ExampleOutcomeError("commandline.example_met")}) if own else None
    if not own:
        return _unmet(rule, analysis, rules)
    checks = build(analysis.claims, analysis.relations).checks
    if rule.operation in RESULT_ROLE and not any(check.relation.id in own for check in checks):
        # It would find nothing, and stand before the rule of the program that does.
        return "rule_example_unchecked", {}
    # What another rule finds in the text does not prove this one, but a sound text is sound by all.
    told = [one for one in analysis.findings if example.expect == "pass" or own.intersection(one.relations)]
    wrong = next((one for one in told if one.verdict is Verdict.INCONSISTENT), None)
    asked = next((one for one in told if one.verdict is Verdict.DOUBTFUL), None)
    if example.expect == "flag":
        if wrong is not None:
            return None
        why = "example_agrees" if asked is None else "example_doubted"
        return "rule_example", {"why": ExampleOutcomeError(f"commandline.{why}", **_about(asked, analysis, rules))}
    if wrong is None and asked is None:
        return None
    why = "example_doubted" if wrong is None else "example_flagged"
    return "rule_example", {"why": ExampleOutcomeError(f"commandline.{why}", **_about(wrong or asked, analysis, rules))}


def _unmet(rule: Rule, analysis: Analysis, rules: Sequence[Rule]) -> tuple[str, dict[str, object]]:
    """Why a rule made nothing of a text that it should have."""
    from workbench.relations.rules import rules_for
    from workbench.relations.unopposed import unopposed

    language = rules_for(analysis.document.language, tuple(rules))
    alone = None if language is None else unopposed(rule, analysis.document, analysis.claims, language)
    if alone is None:
        return "rule_example_unmet", {}
    if not alone:
        return "rule_example_unjoined", {}
    numbers = {claim for relation in alone for claim in relation.claims}
    takers = [relation for relation in analysis.relations if len(numbers.intersection(relation.claims)) > 1]
    if not takers:
        return "rule_example_elsewhere", {}
    return "rule_example_taken", {"others": _named(takers, analysis.document.language, rules)}


def _about(finding: Finding | None, analysis: Analysis, rules: Sequence[Rule]) -> dict[str, object]:
    from workbench.relations.rules import quoted

    if finding is None:
        return {}
    relations = [relation for relation in analysis.relations if relation.id in finding.relations]
    others = _named(relations, analysis.document.language, rules) or finding.operation
    return {"others": others, "title": quoted(finding.explanation.title, _SHOWN)}


def _named(relations: Iterable[Relation], language: str, rules: Sequence[Rule]) -> str:
    """The ids of the rules that relations are from, as the analyst knows them."""
    from workbench.relations.rules import built_in_rules

    known = {name: rule.id for rule in (*built_in_rules(), *rules) for name in rule.names(language)}
    return ", ".join(dict.fromkeys(known.get(relation.rule, relation.rule) for relation in relations))
