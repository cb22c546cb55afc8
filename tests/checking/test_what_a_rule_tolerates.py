"""How far what is said may lie from what is computed is what its rule says, exactly, in all that is judged."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerant_rules import BEYOND, RULES, UNSTATED, WITHIN
from workbench.analysis import Analysis, analyse
from workbench.checking import check
from workbench.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    Interval,
    Kind,
    Operand,
    Operation,
    Quantity,
    Relation,
    Slack,
    Tolerance,
    ToleranceKind,
    Verdict,
)
from workbench.relations.rules import RuleFileError, rules_of_text, validated

OWN = validated(rules_of_text(RULES, "tolerant.toml"))
EXACT = st.decimals(min_value=1, max_value=10_000, places=2)


def analysed(text: str, language: str = "en") -> Analysis:
    document = Document(text, language="en", blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    return analyse(document, language=language, rules=OWN)


def exact(name: str, value: Decimal, unit: str | None = None) -> Claim:
    """A claim that is just its value."""
    quantity = Quantity(Kind.NUMBER, value, unit=unit, exact=True)
    return Claim(name, 0, 1, "1", quantity)


@pytest.mark.parametrize("text", WITHIN)
def test_within_the_tolerance_it_fits_and_the_working_says_by_what(text: str) -> None:
    (finding,) = analysed(text).findings
    assert finding.verdict is Verdict.CONSISTENT
    assert not finding.within_rounding
    assert "within the rule’s tolerance of" in finding.explanation.working
    assert "tolerance" in finding.explanation.would_fit
    (strict,) = check_without_tolerance(text)
    assert strict.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)


def check_without_tolerance(text: str) -> list[object]:
    analysis = analysed(text)
    strict = [replace(relation, tolerance=None) for relation in analysis.relations]
    return list(check(analysis.document, analysis.claims, strict))


@pytest.mark.parametrize("text", BEYOND)
def test_beyond_it_is_a_finding_that_names_the_tolerance_and_repairs_keep_to_it(text: str) -> None:
    analysis = analysed(text)
    (finding,) = analysis.findings
    assert finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
    assert "The rule tolerates" in finding.explanation.working
    assert finding.repairs
    for repair in finding.repairs[:4]:
        claims = [
            replace(claim, quantity=replace(claim.quantity, value=repair.value)) if claim.id == repair.claim else claim
            for claim in analysis.claims
        ]
        after = check(analysis.document, claims, analysis.relations)
        assert after[0].verdict in (Verdict.CONSISTENT, Verdict.DOUBTFUL), repair


def test_the_message_of_the_rule_is_the_title_in_the_language_asked_for() -> None:
    (finding,) = analysed(BEYOND[0]).findings
    assert finding.explanation.title == "412 tonnes of a quota of 824 tonnes is 50%, not 52.1%"
    (finding,) = analysed(BEYOND[0], "fr").findings
    assert finding.explanation.title.startswith("412 tonnes d'un quota de 824 tonnes font 50")
    assert "La règle tolère 1\u00a0point" in finding.explanation.working
    # One message for all languages, and a list of numbers in one role.
    (finding,) = analysed(BEYOND[1], "fr").findings
    assert "6,001 tonnes et 4,003 tonnes" in finding.explanation.title
    assert "10,141 tonnes" in finding.explanation.title


def test_a_message_as_long_as_a_file_may_have_is_said_whole() -> None:
    start = "{part} of a quota of {whole} is {expected}, not {share}"
    long = f"{start} {'house style ' * 30}"[:299] + "."
    own = validated(rules_of_text(RULES.replace(start, long), "tolerant.toml"))
    document = Document(BEYOND[0], language="en", blocks=[Block(BlockKind.PARAGRAPH, 0, len(BEYOND[0]))])
    (finding,) = analyse(document, rules=own).findings
    title = finding.explanation.title
    assert title.startswith("412 tonnes of a quota of 824 tonnes is 50%, not 52.1% house style")
    assert title.endswith(long[len(start) :])
    with pytest.raises(RuleFileError, match="between 1 and 300 characters"):
        rules_of_text(RULES.replace(start, f"{long}."), "tolerant.toml")


def test_a_rule_without_a_message_and_one_that_holds_have_the_usual_title() -> None:
    assert analysed(BEYOND[2]).findings[0].explanation.title == "133 tonnes − 121 tonnes = 12 tonnes, not 19 tonnes"
    assert analysed(WITHIN[0]).findings[0].explanation.title == "Within tolerance: 50%, stated 51%"


def test_what_the_text_implies_is_as_wide_as_the_rule_tolerates() -> None:
    analysis = analysed(UNSTATED)
    (finding,) = analysis.findings
    assert finding.implied is not None
    # 351.5 to 352.5 tonnes are 49.25 to 51.35 %.
    assert finding.implied.expected.low == Fraction(3515, 10) / Fraction(5135, 10000)
    assert finding.implied.expected.high == Fraction(3525, 10) / Fraction(4925, 10000)
    assert "The rule tolerates 1 point." in finding.explanation.working


@given(computed=EXACT, said=EXACT, amount=st.decimals(min_value="0.01", max_value=50, places=2))
def test_a_part_is_of_the_computed_value_and_exact(computed: Decimal, said: Decimal, amount: Decimal) -> None:
    tolerance = Tolerance(ToleranceKind.PART, Fraction(amount) / 100)
    verdict = _of_sum(computed, said, tolerance)
    fits = abs(Fraction(said) - Fraction(computed)) <= Fraction(amount) / 100 * Fraction(computed)
    assert (verdict is Verdict.CONSISTENT) is fits


@given(computed=EXACT, said=EXACT, amount=st.decimals(min_value="0.01", max_value=5000, places=2))
def test_a_number_is_a_distance_and_exact(computed: Decimal, said: Decimal, amount: Decimal) -> None:
    verdict = _of_sum(computed, said, Tolerance(ToleranceKind.UNITS, Fraction(amount)))
    assert (verdict is Verdict.CONSISTENT) is (abs(said - computed) <= amount)


def _of_sum(computed: Decimal, said: Decimal, tolerance: Tolerance) -> Verdict:
    claims = [exact("a", computed / 2), exact("b", computed / 2), exact("t", said)]
    operands = (Operand("total", "t"), Operand("part", "a"), Operand("part", "b"))
    relation = Relation("r1", Operation.SUM, "sum.own", operands, tolerance=tolerance)
    (finding,) = check(Document("1", language="en"), claims, [relation])
    return finding.verdict


@given(
    low=st.fractions(-1000, 1000),
    width=st.fractions(0, 100),
    part=st.fractions(0, Fraction(1, 2)),
    distance=st.fractions(0, 10),
    place=st.fractions(0, 1),
)
def test_what_may_be_said_and_what_may_come_out_are_each_other_s_mirror(
    low: Fraction, width: Fraction, part: Fraction, distance: Fraction, place: Fraction
) -> None:
    slack = Slack(part=part) if distance > 5 else Slack(distance=distance)
    computed = Interval(low, low + width)
    granted = slack.granted(computed)
    assert granted.low is not None
    assert granted.high is not None
    said = granted.low + (granted.high - granted.low) * place
    assert slack.behind(Interval.exactly(said)).meets(computed)
    assert not slack.behind(Interval.exactly(granted.high + 1)).meets(computed)


def test_points_are_points_in_every_way_to_write_a_percentage() -> None:
    point = Tolerance(ToleranceKind.POINTS, Fraction(1, 2))
    assert point.slack("%") == Slack(distance=Fraction(1, 2))
    assert point.slack("basis point") == Slack(distance=Fraction(50))
    assert point.slack(None, fraction=True) == Slack(distance=Fraction(1, 200))
    assert point.slack("EUR") is None


def test_two_relations_together_conflict_only_beyond_what_is_tolerated() -> None:
    """Two parts of one unstated whole, one of them told with a tolerance."""
    analysis = analysed(UNSTATED)
    whole = analysis.relations[0].role("whole")
    assert whole is not None
    for total, verdicts in ((712, {Verdict.CONSISTENT}), (900, {Verdict.INCONSISTENT, Verdict.DOUBTFUL})):
        stated = exact("t", Decimal(total), analysis.claims[0].quantity.unit)
        same = Relation("r2", Operation.RESTATEMENT, "own", (Operand("first", "t"), replace(whole, role="second")))
        found = check(analysis.document, [*analysis.claims, stated], [*analysis.relations, same])
        told = {finding.verdict for finding in found if finding.verdict is not Verdict.IMPLIED}
        assert told
        assert told <= verdicts
