"""What a passage teaches: for each number the combinations around it, and which of them the labels name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.relations.learning.passages import FRAMES, Passage
from workbench.extraction import extract
from workbench.reading import read_text
from workbench.relations.relate import sentences_of, told_by_rules
from workbench.relations.rules import rules_for
from workbench.relations.weighing.candidates import FAMILIES, Candidate, Combinations, Family, is_plain
from workbench.relations.weighing.evidence import Evidence
from workbench.relations.weighing.passage import Passage as Seen
from workbench.relations.weighing.rules_say import RulesSay


@dataclass(slots=True)
class Instance:
    """A number with its combinations. `right` marks those it is said of, `none` whether it may be said of nothing."""

    family: str
    passage: Passage
    evidence: Evidence
    index: int
    candidates: list[Candidate]
    right: list[bool]
    none: bool


def instances(passage: Passage) -> Iterator[Instance]:
    """What each number of a passage teaches.

    A number no label is of is said of nothing, or, in a sound passage, of what fits: labels may be wanting.
    """
    document = read_text(passage.text, language=passage.language)
    rules = rules_for(passage.language)
    assert rules is not None
    claims = sorted(extract(document), key=lambda claim: (claim.start, -claim.end))
    sentences = sentences_of(document, claims, rules)
    say = RulesSay(told_by_rules(document, claims, sentences, rules))
    for _, members in groupby(sentences, key=lambda sentence: sentence.claims[0].block):
        yield from _in_block(passage, Seen(document, list(members), rules), say)


def _in_block(passage: Passage, seen: Seen, say: RulesSay) -> Iterator[Instance]:
    evidence, combinations = Evidence(seen, say), Combinations(seen)
    labelled: dict[int, list[tuple[str, tuple[int | None, ...]]]] = {}
    for label in passage.labels:
        members = tuple(_at(seen, place) for place in label.places)
        anchor = members[0] if label.frame == "sum" else members[2]
        if anchor is not None:
            labelled.setdefault(anchor, []).append((label.frame, members))
    for family in FAMILIES:
        for index, number in enumerate(seen.numbers):
            if is_plain(number) and family.asks(number):
                found = list(family.candidates(combinations, index))
                if found:
                    named = _named(family, labelled.get(index, []))
                    instance = _instance(family, passage, evidence, index, found, named)
                    if instance is not None:
                        yield instance


def _named(
    family: Family, labels: list[tuple[str, tuple[int | None, ...]]]
) -> list[tuple[str, tuple[int | None, ...]]]:
    frames = ("growth", "share", "unsaid") if family.name == "percentage" else (family.name,)
    return [label for label in labels if label[0] in frames]


def _instance(
    family: Family,
    passage: Passage,
    evidence: Evidence,
    index: int,
    candidates: list[Candidate],
    named: list[tuple[str, tuple[int | None, ...]]],
) -> Instance | None:
    right = [any(_is(candidate, label) for label in named) for candidate in candidates]
    if passage.broken is None and any(
        chosen and not candidate.fits for chosen, candidate in zip(right, candidates, strict=True)
    ):
        # The numbers were read otherwise than the label means them.
        return None
    if any(right):
        return Instance(family.name, passage, evidence, index, candidates, right, none=False)
    if named:
        return None
    if passage.broken is None:
        right = [candidate.fits for candidate in candidates]
    return Instance(family.name, passage, evidence, index, candidates, right, none=True)


def _is(candidate: Candidate, label: tuple[str, tuple[int | None, ...]]) -> bool:
    frame, members = label
    if candidate.frame != frame:
        return False
    if frame == "sum":
        return set(candidate.parts) == set(members[1:])
    roles = dict(candidate.roles)
    return all(roles[role] == member for role, member in zip(FRAMES_BY_NAME[frame], members, strict=True))


FRAMES_BY_NAME = dict(FRAMES.values())
"""The roles of each frame, in the order labels name them."""


def _at(seen: Seen, place: tuple[int, int]) -> int | None:
    start, end = place
    return next(
        (at for at, number in enumerate(seen.numbers) if number.claim.start < end and start < number.claim.end), None
    )
