"""One relation and its numbers: consistent, doubtful, inconsistent, for every operation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.checking.drafts import Draft
from workbench.checking import Settings
from workbench.model import Binding, Hedge, Kind, Operation, Unknown, Verdict

INCONSISTENT, DOUBTFUL, CONSISTENT = Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("part", "share", "verdict"),
    [("123", "84", CONSISTENT), ("123", "83", DOUBTFUL), ("123", "85", INCONSISTENT), ("123", "48", INCONSISTENT)],
)
def test_a_share_is_part_over_whole(part: str, share: str, verdict: Verdict) -> None:
    draft = Draft()
    ids = draft.number(part, part, exact=True), draft.number(f"{share}%", share, unit="%")
    whole = draft.number("147", "147", exact=True)
    draft.relate(Operation.SHARE, part=ids[0], share=ids[1], whole=whole)
    assert draft.verdict() is verdict


@pytest.mark.parametrize(("rate", "verdict"), [("7.8", CONSISTENT), ("7.9", INCONSISTENT), ("5.8", INCONSISTENT)])
def test_a_decrease_printed_without_its_sign(rate: str, verdict: Verdict) -> None:
    draft = Draft()
    after, before = draft.number("1,005,282", "1005282"), draft.number("1,090,705", "1090705")
    down = draft.number(f"{rate}%", rate, step="0.1", unit="%")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=f"-{down}")
    assert draft.verdict() is verdict


def test_growth_compounded_over_years() -> None:
    for rate, verdict in (("8.5", CONSISTENT), ("27.8", INCONSISTENT)):
        draft = Draft()
        before = draft.number("$717 million", "717e6", step="1e6", unit="USD")
        after = draft.number("$916 million", "916e6", step="1e6", unit="USD")
        growth = draft.number(f"{rate}%", rate, step="0.1", unit="%")
        draft.relate(Operation.GROWTH, after=after, before=before, rate=growth, years=3)
        assert draft.verdict() is verdict


def test_rounded_inputs_of_a_percentage_are_granted() -> None:
    draft = Draft("fr")
    before, after = draft.number("458 €", "458", unit="EUR"), draft.number("471 €", "471", unit="EUR")
    rate = draft.number("2,97 %", "2.97", step="0.01", unit="%")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=rate)
    (finding,) = draft.check()
    assert finding.verdict is CONSISTENT
    assert finding.within_rounding


def test_a_sum_of_rounded_parts_may_miss_the_rounded_total() -> None:
    draft = Draft("fr")
    parts = [draft.number("103 000", "103000", step="1000"), draft.number("124 000", "124000", step="1000")]
    total = draft.number("226 000", "226000", step="1000")
    draft.relate(Operation.SUM, total=total, part=parts)
    (finding,) = draft.check()
    assert finding.verdict is CONSISTENT
    assert finding.within_rounding


def test_a_sum_of_counts_is_exact() -> None:
    draft = Draft()
    parts = [draft.number("12", "12", exact=True), draft.number("13", "13", exact=True)]
    draft.relate(Operation.SUM, total=draft.number("26", "26", exact=True), part=parts)
    assert draft.verdict() is INCONSISTENT


@pytest.mark.parametrize(("total", "verdict"), [("40", CONSISTENT), ("20", INCONSISTENT)])
def test_a_list_that_is_not_exhaustive_conflicts_on_one_side_only(total: str, verdict: Verdict) -> None:
    draft = Draft("fr")
    parts = [draft.number("12", "12", exact=True), draft.number("13", "13", exact=True)]
    draft.relate(Operation.SUM, total=draft.number(total, total, exact=True), part=parts, exhaustive=False)
    assert draft.verdict() is verdict


def test_shares_of_one_whole_add_up_to_a_hundred() -> None:
    for last, verdict in (("17", CONSISTENT), ("27", INCONSISTENT)):
        draft = Draft()
        parts = [draft.number(f"{one}%", one, unit="%") for one in ("80", "3", last)]
        draft.relate(Operation.SUM, total=100, part=parts)
        assert draft.verdict() is verdict


def test_points_between_two_percentages_in_points_and_basis_points() -> None:
    for text, value, unit, verdict in (
        ("80 basis points", "80", "basis point", CONSISTENT),
        ("0.8 point", "0.8", "percentage point", CONSISTENT),
        ("20 basis points", "20", "basis point", INCONSISTENT),
    ):
        draft = Draft()
        after = draft.number("40.0%", "40.0", step="0.1", unit="%")
        before = draft.number("39.2%", "39.2", step="0.1", unit="%")
        change = draft.number(text, value, step="0.1" if "." in value else "1", unit=unit, kind=Kind.PERCENT)
        draft.relate(Operation.POINTS, after=after, before=before, change=change)
        assert draft.verdict() is verdict, text


def test_a_difference_a_balance_a_multiple_and_an_average() -> None:
    for change, verdict in (("37", CONSISTENT), ("77", INCONSISTENT)):
        draft = Draft()
        after, before = draft.number("291", "291", exact=True), draft.number("328", "328", exact=True)
        fewer = draft.number(change, change, exact=True)
        draft.relate(Operation.DIFFERENCE, after=after, before=before, change=f"-{fewer}")
        assert draft.verdict() is verdict
    for base, verdict in (("121", CONSISTENT), ("150", INCONSISTENT)):
        draft = Draft()
        result, start = draft.number("247", "247"), draft.number(base, base)
        draft.relate(Operation.MULTIPLE, result=result, base=start, factor=draft.number("x2", "2", kind=Kind.MULTIPLE))
        assert draft.verdict() is verdict
    for each, verdict in (("698", CONSISTENT), ("498", INCONSISTENT)):
        draft = Draft()
        total = draft.number("20,242.98 euros", "20242.98", step="0.01", unit="EUR")
        count = draft.number("29", "29", exact=True)
        per = draft.number(f"{each} euros", each, unit="EUR")
        draft.relate(Operation.AVERAGE, total=total, count=count, per=per)
        assert draft.verdict() is verdict


def test_an_average_of_counts_is_rounded_though_it_is_a_small_whole_number() -> None:
    for text, verdict in (("411 352", CONSISTENT), ("491 352", INCONSISTENT)):
        draft = Draft("fr")
        total = draft.number(text, text.replace(" ", ""))
        per = draft.number("47", "47", step="0", exact=True)
        draft.relate(Operation.AVERAGE, total=total, count=8760, per=per)
        (finding,) = draft.check()
        assert finding.verdict is verdict
        if verdict is INCONSISTENT:
            assert finding.repairs[0].text == "411 352"


def test_a_fraction_in_words_restates_a_percentage() -> None:
    for percent, verdict in (("67", CONSISTENT), ("37", INCONSISTENT)):
        draft = Draft()
        first = draft.number("two thirds", "0.6667", step="0", kind=Kind.RATIO)
        draft.claims[0].quantity = replace(draft.claims[0].quantity, in_words=True)
        draft.relate(Operation.RESTATEMENT, first=first, second=draft.number(f"{percent}%", percent, unit="%"))
        assert draft.verdict() is verdict


def test_units_of_one_kind_are_converted_exactly() -> None:
    for miles, verdict in (("9.9", CONSISTENT), ("8.2", INCONSISTENT)):
        draft = Draft()
        amount = draft.number("16 km", "16", unit="kilometer", kind=Kind.QUANTITY)
        other = draft.number(f"{miles} miles", miles, step="0.1", unit="mile", kind=Kind.QUANTITY)
        draft.relate(Operation.CONVERSION, amount=amount, converted=other)
        assert draft.verdict() is verdict


def test_degrees_are_converted_with_their_own_zeros() -> None:
    for fahrenheit, verdict in (("86", CONSISTENT), ("68", INCONSISTENT)):
        draft = Draft()
        amount = draft.number("30 °C", "30", unit="degree_Celsius", kind=Kind.QUANTITY)
        other = draft.number(f"{fahrenheit} °F", fahrenheit, unit="degree_Fahrenheit", kind=Kind.QUANTITY)
        draft.relate(Operation.CONVERSION, amount=amount, converted=other)
        assert draft.verdict() is verdict


def test_more_than_half_against_a_percentage() -> None:
    for percent, verdicts in (("52", []), ("48", [INCONSISTENT])):
        draft = Draft()
        share = draft.number(f"{percent}%", percent, unit="%")
        draft.relate(Operation.ORDER, greater=share, lesser=Fraction(1, 2))
        findings = draft.check()
        assert [finding.verdict for finding in findings] == verdicts
        assert all(finding.explanation.title == "48% is not more than 50%" for finding in findings)


def test_different_currencies_are_never_compared() -> None:
    draft = Draft()
    after, before = draft.number("$5m", "5e6", step="1e6", unit="USD"), draft.number("€4m", "4e6", unit="EUR")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=draft.number("90%", "90", unit="%"))
    assert draft.check() == []


def test_over_has_no_upper_end_in_the_widest_reading() -> None:
    draft = Draft()
    part = draft.number("350", "350", hedge=Hedge.OVER, before="over ")
    share, whole = draft.number("25%", "25", unit="%"), draft.number("2,400", "2400")
    draft.relate(Operation.SHARE, part=part, share=share, whole=whole)
    (finding,) = draft.check()
    assert finding.verdict is DOUBTFUL
    assert any("350" in doubt for doubt in finding.doubts)


def test_half_a_step_that_is_only_touched_does_not_meet() -> None:
    # 12.5 rounds up: [12.5, 13.5) does not hold 13.5, which 27 of 200 would need for 13.
    draft = Draft()
    part, whole = draft.number("27", "27", exact=True), draft.number("200", "200", exact=True)
    draft.relate(Operation.SHARE, part=part, share=draft.number("13%", "13", unit="%"), whole=whole)
    assert draft.verdict() is DOUBTFUL, "13.5 cut off to 13"


def test_digits_cut_off_instead_of_rounded_raise_a_doubt_at_most() -> None:
    draft = Draft()
    part, whole = draft.number("418", "418", exact=True), draft.number("1,000", "1000", exact=True)
    draft.relate(Operation.SHARE, part=part, share=draft.number("41%", "41", unit="%"), whole=whole)
    (finding,) = draft.check()
    assert finding.verdict is DOUBTFUL
    assert any("cut off" in doubt for doubt in finding.doubts)


def test_a_zero_after_the_decimal_point_is_a_digit() -> None:
    draft = Draft()
    after = draft.number("$96.0 million", "96.0e6", step="1e5", unit="USD")
    before = draft.number("$89.5 million", "89.5e6", step="1e5", unit="USD")
    change = draft.number("$6.0 million", "6.0e6", step="1e5", unit="USD")
    draft.relate(Operation.DIFFERENCE, after=after, before=before, change=change)
    assert draft.verdict() is INCONSISTENT


def test_numbers_joined_by_kind_only_are_never_more_than_doubtful() -> None:
    draft = Draft()
    after, before = draft.number("400", "401"), draft.number("200", "201")
    rate = draft.number("11%", "11", unit="%")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=rate, binding=Binding.KIND)
    assert draft.verdict() is DOUBTFUL


def test_what_is_below_the_materiality_of_the_analyst_is_let_pass() -> None:
    draft = Draft()
    parts = [draft.number("10,001", "10001"), draft.number("20,002", "20002")]
    draft.relate(Operation.SUM, total=draft.number("30,013", "30013"), part=parts)
    assert draft.verdict() is INCONSISTENT
    (finding,) = draft.check(settings=Settings(materiality_relative=Fraction(1, 100)))
    assert finding.verdict is CONSISTENT
    assert finding.doubts


def test_an_unstated_value_is_implied_in_both_readings() -> None:
    draft = Draft("fr")
    part = draft.number("350 milliards", "350e9", step="1e9", unit="CNY", hedge=Hedge.OVER)
    share = draft.number("50 %", "50", unit="%")
    whole = Unknown("whole", "le total du Jiangsu", "CNY")
    draft.relate(Operation.SHARE, part=part, share=share, whole=whole)
    (finding,) = draft.check()
    assert finding.verdict is Verdict.IMPLIED
    assert finding.implied is not None
    low, high = finding.implied.expected.low, finding.implied.expected.high
    assert low == Fraction(350, 1) * 10**9 / Fraction(505, 1000)
    assert high == Fraction(400, 1) * 10**9 / Fraction(495, 1000)
    assert finding.implied.widest.high is None


def test_a_percentage_of_a_small_group_must_be_a_whole_number_of_it() -> None:
    for percent, doubtful in (("29", False), ("35", True)):
        draft = Draft()
        share = draft.number(f"{percent}%", percent, unit="%")
        whole = draft.number("7", "7", exact=True)
        draft.relate(Operation.SHARE, part=Unknown("part", "those who agree"), share=share, whole=whole)
        verdicts = [finding.verdict for finding in draft.check()]
        assert (DOUBTFUL in verdicts) is doubtful
        assert INCONSISTENT not in verdicts
