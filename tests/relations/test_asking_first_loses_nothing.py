"""What readers of relations look for first spares them work and loses no relation."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from itertools import groupby, pairwise

import pytest

from workbench import relations
from workbench.extraction import extract
from workbench.model import Document, Relation
from workbench.reading import read_text
from workbench.relations import relate
from workbench.relations.clauses import Clause
from workbench.relations.rules import COMPLEMENTS, built_in_rules, languages, rules_for, says
from workbench.relations.stream import build
from workbench.relations.wording import stands_in

_ASKING = [
    module
    for found in pkgutil.iter_modules(relations.__path__)
    if hasattr(module := importlib.import_module(f"workbench.relations.{found.name}"), "worth")
    and found.name != "asking"
]


def examples() -> dict[str, list[str]]:
    """The texts of all rules by language."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in built_in_rules():
        for example in rule.examples:
            found[example.language].append(example.text)
    return found


def related(documents: list[Document]) -> list[list[Relation]]:
    """The relations of each text."""
    return [relate(document, extract(document)) for document in documents]


@pytest.mark.parametrize("language", languages())
def test_readers_that_are_always_asked_find_no_more(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [read_text(text, language=language) for text in examples()[language]]
    known = related(documents)
    assert len(_ASKING) > 3
    for module in _ASKING:
        monkeypatch.setattr(module, "worth", lambda *_: True)
    assert related(documents) == known


@pytest.mark.parametrize("language", languages())
def test_what_words_say_is_heard_of_their_sentence(language: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    for text in examples()[language]:
        document = read_text(text, language=language)
        for _, members in groupby(extract(document), key=lambda claim: (claim.block, claim.sentence)):
            claims = sorted(members, key=lambda claim: (claim.start, -claim.end))
            stream = build(document, claims, rules.vocabulary, rules.hearing)
            clause = Clause(document, stream, 0, len(stream.text), [])
            spans = [(0, len(stream.text))]
            for place, claim in enumerate(stream.claims):
                if claim is not None:
                    spans += [(max(0, place - 6), place), (place + 1, min(len(stream.text), place + 7))]
            for name, bit in rules.hearing.bits.items():
                if not stream.heard & bit:
                    assert not any(says(rules, name, clause.words(*span)) for span in spans), (name, text)
            if not stream.heard & rules.hearing.bits[COMPLEMENTS]:
                names = [cue for group in rules.complements for cues in group for cue in cues]
                assert not any(stands_in(clause.words(*span), names) for span in spans), text


def test_a_word_grown_together_with_a_number_is_heard() -> None:
    rules = rules_for("en")
    assert rules is not None
    document = read_text("She won by a 25-vote majority over her rival, who had 340 votes.", language="en")
    claims = extract(document)
    stream = build(document, claims, rules.vocabulary, rules.hearing)
    assert stream.heard & rules.hearing.bits["gap-behind"]
    assert not stream.heard & rules.hearing.bits["months"]


@pytest.mark.parametrize("language", languages())
def test_every_wording_that_a_sentence_matches_is_asked(language: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    wordings = [wording for compiled in rules.rules for wording in compiled.wordings]
    matched = 0
    for text in examples()[language]:
        document = read_text(text, language=language)
        streams = []
        for _, members in groupby(extract(document), key=lambda claim: (claim.block, claim.sentence)):
            claims = sorted(members, key=lambda claim: (claim.start, -claim.end))
            streams.append(build(document, claims, rules.vocabulary, rules.hearing))
        crossing = [one.joined(other) for one, other in pairwise(streams)]
        for triggers, crosses, stretches in ((rules.within, False, streams), (rules.across, True, crossing)):
            for stretch in stretches:
                asked = {wording.source for _, wording in triggers.possible(stretch.text)}
                met = {one.source for one in wordings if one.crosses is crosses and one.expression.search(stretch.text)}
                matched += len(met)
                assert met <= asked, text
    assert matched
