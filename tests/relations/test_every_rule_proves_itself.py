"""Every example of every rule goes through extraction, relating and checking."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Block, BlockKind, Document, Finding, Relation, Verdict
from workbench.reading import read_bytes
from workbench.relations import relate
from workbench.relations.rules import Example, Rule, built_in_rules, languages, rules_for

_CASES = [(rule, example) for rule in built_in_rules() for example in rule.examples]


def read(example: Example) -> tuple[list[Relation], list[Finding]]:
    """The relations and findings of an example."""
    text = example.text
    if "\n" in text:
        document = read_bytes(text.encode(), "example.md")
        document.language = example.language
    else:
        document = Document(text, language=example.language, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    relations = relate(document, claims)
    return relations, check(document, claims, relations)


def of_rule(rule: Rule, example: Example, relations: list[Relation]) -> list[Relation]:
    """The relations that the rule itself made."""
    family = rule.id.partition(".")[2]
    if rule.compose == "change":
        return [found for found in relations if found.rule.endswith(f".{example.language}.{family}")]
    names = (rule.name(example.language), rule.id)
    return [found for found in relations if found.rule in names or found.rule.startswith(f"{rule.id}.")]


@pytest.mark.parametrize(
    ("rule", "example"), _CASES, ids=[f"{rule.id}: {example.text[:60]}" for rule, example in _CASES]
)
def test_the_example_is_related_and_judged_as_it_says(rule: Rule, example: Example) -> None:
    relations, findings = read(example)
    own = of_rule(rule, example, relations)
    names = {found.id for found in own}
    wrong = [found for found in findings if found.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)]
    if example.expect == "alone":
        assert not own
        assert not wrong
    elif example.expect == "pass":
        assert own
        assert not wrong
    else:
        assert any(found.verdict is Verdict.INCONSISTENT and names & set(found.relations) for found in findings)


def test_every_rule_has_documentation_and_every_wording_language_an_example() -> None:
    for rule in built_in_rules():
        assert rule.what
        assert rule.limits
        if rule.wordings:
            assert {"flag", "pass"} & {example.expect for example in rule.examples}, rule.id


@pytest.mark.parametrize("language", languages())
def test_every_wording_of_the_language_can_be_matched(language: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    for compiled in rules.rules:
        for wording in compiled.wordings:
            wording.expression.search("")
