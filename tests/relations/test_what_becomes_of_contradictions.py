"""Contradictions are told, asked about or given up by how sure one can be that the text is wrong."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Operation, Relation, Verdict
from workbench.reading import read_text
from workbench.relations.weighing.telling import BY_RULE, BY_SIGNS, Judge, Telling, Weighed, facts_of, judge


def _verdicts(language: str, text: str) -> set[Verdict]:
    return {finding.verdict for finding in analyse(read_text(text, language=language)).findings}


_RELATION = Relation("", Operation.DIFFERENCE, "difference.weighed", (), 0, 0)


def _weighed(chance: float, fitting: float = 0.0, signs: tuple[str, ...] = ()) -> Weighed:
    return Weighed("difference", chance, 1 - chance - fitting, fitting, True, True, False, signs)


def test_what_is_known_is_added_up_and_held_against_what_is_needed() -> None:
    signs = {"near: <1.05": 50, "misprints: 0": -300}
    asking = Judge({"chance, made by signs": 100}, signs, {BY_RULE: 500, BY_SIGNS: 0}, {BY_RULE: 900, BY_SIGNS: 100})
    assert asking.of(_weighed(0.5), _RELATION, 0, "en") is Telling.ASKED
    assert asking.of(_weighed(0.8), _RELATION, 0, "en") is Telling.TOLD
    assert asking.of(_weighed(0.2), _RELATION, 0, "en") is Telling.GIVEN_UP
    assert asking.of(_weighed(0.5, signs=("near: <1.05", "near: <1.05")), _RELATION, 0, "en") is Telling.TOLD
    assert asking.of(_weighed(0.8, signs=("misprints: 0",)), _RELATION, 0, "en") is Telling.GIVEN_UP


def test_what_is_likelier_is_surer_and_what_else_holds_or_fits_makes_less_sure() -> None:
    learned = judge()

    def sureness(weight: Weighed, held: int = 0) -> float:
        known = facts_of(weight, _RELATION, held, "en")
        return sum(learned.amounts[name] * amount for name, amount in known.amounts.items())

    assert sureness(_weighed(0.9)) > sureness(_weighed(0.5)) > sureness(_weighed(0.2))
    assert sureness(_weighed(0.5)) > sureness(_weighed(0.5, fitting=0.4))
    assert sureness(_weighed(0.5)) > sureness(_weighed(0.5), held=2)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Voters turned the bond issue down, 2,817 to 2,590, according to unofficial returns: a margin of 327."),
        ("fr", "La liste l'emporte avec 2 817 voix, devant les 2 590 du maire sortant : 327 voix d'écart."),
    ],
)
def test_a_misprint_in_numbers_that_no_rule_joins_is_told(language: str, text: str) -> None:
    assert Verdict.INCONSISTENT in _verdicts(language, text)
    sound = text.replace("327", "227")
    assert Verdict.INCONSISTENT not in _verdicts(language, sound)


def test_a_change_that_is_far_off_without_a_slip_is_not_told() -> None:
    text = "The rent was 804 euros a month last year and is 822 euros now: 216 euros more in a year."
    assert Verdict.INCONSISTENT not in _verdicts("en", text)


def test_a_difference_that_is_right_does_not_excuse_a_rate_of_the_same_two() -> None:
    text = "The yard built 41,260 vans, up by 3,120 from 38,140 a year before, a rise of 12.2%."
    assert Verdict.INCONSISTENT in _verdicts("en", text)
    assert Verdict.INCONSISTENT not in _verdicts("en", text.replace("12.2%", "8.2%"))
