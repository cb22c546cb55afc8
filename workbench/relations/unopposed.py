"""What one rule makes of a text while no other is heard: tells why it made nothing of it beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.model import Claim, Document, Relation
from workbench.relations.composing import compose
from workbench.relations.matching import Match, find, find_across
from workbench.relations.relate import sentences_of
from workbench.relations.rules import LanguageRules, Rule


def unopposed(
    rule: Rule, document: Document, claims: Sequence[Claim], rules: LanguageRules
) -> tuple[Relation, ...] | None:
    """The relations, without ids, of all its wordings that the text says; ``None`` when it says none of them."""
    matches = [match for match in _matches(document, claims, rules) if match.rule is rule]
    if not matches:
        return None
    return tuple(relation for match in matches for relation in compose(match, rules, document))


def _matches(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Match]:
    sentences = sentences_of(document, sorted(claims, key=lambda claim: (claim.start, -claim.end)), rules)
    for sentence in sentences:
        yield from find(sentence.stream, rules)
    for first, second in pairwise(sentences):
        yield from find_across(first.stream, second.stream, rules)
