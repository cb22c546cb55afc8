"""The contradictions found in passages when nothing is given up, and whether the text is really wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unittest.mock import patch

from tests.relations.learning.passages import MISPRINTS, Passage, broken_copies
from workbench.analysis import Analysis, analyse
from workbench.model import Operand, Relation, Verdict
from workbench.reading import read_text
from workbench.relations.rules import built_in_rules, names_of
from workbench.relations.weighing import second_look
from workbench.relations.weighing.telling import Facts, Judge, Telling, Weighed, facts_of

OF_COPIES = 0.35
Key = tuple[str, frozenset[Operand]]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is known of one, whether the text is wrong there, and in which passage it stands."""

    known: Facts
    true: bool
    passage: str
    weight: float = 1.0


@dataclass(frozen=True)
class _Listening(Judge):
    """Tells everything, and keeps what was known of it."""

    heard: dict[Key, Facts]

    def of(self, weight: Weighed, relation: Relation, held: int, language: str) -> Telling:
        self.heard[_key(relation)] = facts_of(weight, relation, held, language)
        return Telling.TOLD


def contradictions(found: Iterable[Passage]) -> Iterator[Contradiction]:
    """Those of some passages, which are sound, and of their copies with one number broken.

    A contradiction in a copy that is not about the broken number is one of the sound passage too, and told there.
    """
    for passage in found:
        for copy in (passage, *broken_copies(passage), *broken_copies(passage, MISPRINTS)):
            analysis, heard = _listened(copy.text, copy.language)
            for relation in _told(analysis):
                true = copy.broken is not None and _is_about(relation, copy.broken, analysis)
                if _key(relation) in heard and true is (copy is not passage):
                    yield Contradiction(heard[_key(relation)], true, passage.name, OF_COPIES if true else 1.0)


def of_examples(language: str) -> Iterator[Contradiction]:
    """Those of the texts that rules prove themselves by: what a rule must flag is wrong, all others are sound."""
    for rule in built_in_rules():
        for number, example in enumerate(rule.examples):
            if example.language != language:
                continue
            flags = example.expect == "flag"
            analysis, heard = _listened(example.text, language)
            for relation in _told(analysis):
                if _key(relation) in heard and (not flags or relation.rule in names_of((rule,), language)):
                    yield Contradiction(heard[_key(relation)], flags, f"{rule.id}-{number}")


def _listened(text: str, language: str) -> tuple[Analysis, dict[Key, Facts]]:
    heard: dict[Key, Facts] = {}
    with patch.object(second_look, "judge", lambda: _Listening({}, {}, {}, {}, heard)):
        return analyse(read_text(text, language=language)), heard


def _key(relation: Relation) -> Key:
    return relation.operation.value, frozenset(relation.operands)


def _told(analysis: Analysis) -> Iterator[Relation]:
    told = {
        one for finding in analysis.findings if finding.verdict is Verdict.INCONSISTENT for one in finding.relations
    }
    return (relation for relation in analysis.relations if relation.id in told)


def _is_about(relation: Relation, place: tuple[int, int], analysis: Analysis) -> bool:
    own = set(relation.claims)
    return any(claim.id in own and claim.start < place[1] and place[0] < claim.end for claim in analysis.claims)
