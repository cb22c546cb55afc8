"""Several relations over shared numbers: conflicts none of them has alone, witnesses, values narrowed by all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.checking.drafts import Draft, trade_gap
from workbench.checking import Settings, check
from workbench.checking.conflicts import smallest_conflict, smallest_conflicts, without_conflicts
from workbench.model import Binding, Confidence, Document, Kind, Operation, Severity, Unknown, Verdict


def decrease(rate: str) -> Draft:
    """A level, its change and its rate, the old level unsaid."""
    draft = Draft()
    after = draft.number("$1.016 billion", "1.016e9", step="1e6", unit="USD")
    change = draft.number("$11 million", "11e6", step="1e6", unit="USD")
    percent = draft.number(f"{rate}%", rate, unit="%")
    before = Unknown("before", "revenue a year earlier", "USD")
    draft.relate(Operation.DIFFERENCE, after=after, before=before, change=f"-{change}")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=f"-{percent}")
    return draft


def test_two_relations_conflict_over_a_value_that_the_text_does_not_state() -> None:
    (finding,) = decrease("5").check()
    assert finding.verdict is Verdict.INCONSISTENT
    assert set(finding.relations) == {"r1", "r2"}
    assert set(finding.claims) == {"c1", "c2", "c3"}
    assert any(repair.text == "1%" for repair in finding.repairs)


def test_two_relations_that_meet_make_the_value_consistent_and_narrow_it() -> None:
    (finding,) = decrease("1").check()
    assert finding.verdict is Verdict.CONSISTENT
    assert finding.implied is not None
    assert finding.implied.expected.low == Fraction(1_026_000_000)
    assert finding.implied.expected.high == Fraction(1_028_000_000)


def test_one_wrong_number_in_two_relations_is_two_conflicts_each_the_witness_of_the_other() -> None:
    findings = trade_gap("671.7").check()
    assert [finding.verdict for finding in findings] == [Verdict.INCONSISTENT] * 2
    for finding in findings:
        assert finding.comparison is not None
        assert [row.source for row in finding.comparison.rows] == ["stated", "computed", "witness"]
        assert finding.confidence is Confidence.HIGH


def test_the_right_number_leaves_nothing_to_flag() -> None:
    assert {finding.verdict for finding in trade_gap("617.7").check()} == {Verdict.CONSISTENT}


def test_shares_of_an_unknown_whole_that_exceed_it_conflict_at_every_scale() -> None:
    draft = Draft()
    total = Unknown("total", "the total", "EUR")
    parts = [Unknown(f"part{number}", f"part {number}", "EUR") for number in range(3)]
    for part, share in zip(parts, ("50", "40", "30"), strict=True):
        draft.relate(Operation.SHARE, part=part, share=draft.number(f"{share}%", share, unit="%"), whole=total)
    level = draft.number("at least 5 euros", "5", unit="EUR")
    draft.relate(Operation.BOUND, greater=total, lesser=level)
    draft.relate(Operation.SUM, total=total, part=parts)
    flagged = [finding for finding in draft.check() if finding.verdict is Verdict.INCONSISTENT]
    assert len(flagged) == 1
    assert set(flagged[0].claims) >= {"c1", "c2", "c3"}


def test_a_cycle_of_ratios_conflicts_though_no_level_is_known() -> None:
    draft = Draft()
    levels = [Unknown(f"level{number}", f"level {number}") for number in range(3)]
    for first, second in ((0, 1), (1, 2), (2, 0)):
        factor = draft.number("three times", "3", kind=Kind.MULTIPLE)
        draft.relate(Operation.MULTIPLE, result=levels[first], base=levels[second], factor=factor)
    for level in levels:
        draft.relate(Operation.BOUND, greater=level, lesser=draft.number("10", "10"))
    flagged = [finding for finding in draft.check() if finding.verdict is Verdict.INCONSISTENT]
    assert flagged
    assert set(flagged[0].relations) >= {"r1", "r2", "r3"}


def test_a_network_beyond_the_effort_allowed_is_judged_pair_by_pair_and_says_so() -> None:
    draft = decrease("5")
    findings = draft.check(settings=Settings(effort=1))
    assert [finding.verdict for finding in findings] == [Verdict.INCONSISTENT]
    agreeing = decrease("1").check(settings=Settings(effort=1))
    assert any("pair by pair" in doubt for finding in agreeing for doubt in finding.doubts)


def test_a_conflict_holds_nothing_that_it_does_not_need() -> None:
    wrong = {2, 5}
    assert smallest_conflict(range(8), lambda some: not wrong <= set(some)) == (2, 5)
    assert smallest_conflict(range(8), lambda some: True) == ()


def test_all_smallest_conflicts_are_found_up_to_a_bound() -> None:
    conflicts = [{0, 1}, {1, 2, 3}, {4, 5}]
    found = list(smallest_conflicts(range(7), lambda some: not any(one <= set(some) for one in conflicts), 10))
    assert {frozenset(one) for one in found} == {frozenset(one) for one in conflicts}
    bounded = smallest_conflicts(range(7), lambda some: not any(one <= set(some) for one in conflicts), 2)
    assert len(list(bounded)) == 2


def test_leaving_out_the_worst_of_each_conflict_leaves_none() -> None:
    assert without_conflicts(range(7), [(0, 1), (1, 2, 3), (4, 5)]) == [0, 2, 3, 4, 6]
    assert without_conflicts([2, 1], []) == [2, 1]


def test_findings_come_in_order_with_names_that_stay() -> None:
    draft = trade_gap("671.7")
    first, again = draft.check(), draft.check("fr")
    assert [finding.id for finding in first] == ["f1", "f2"]
    assert [finding.key for finding in first] == [finding.key for finding in again]
    assert len({finding.key for finding in first}) == 2


def test_sentences_joined_only_by_an_unstated_value_raise_a_doubt_at_most() -> None:
    draft = decrease("5")
    flat = draft.check()
    assert [finding.verdict for finding in flat] == [Verdict.INCONSISTENT]
    apart = Draft()
    whole = Unknown("whole", "the members")
    for part, share in (("200", "20"), ("900", "30")):
        ids = apart.number(part, part), apart.number(f"{share}%", share, unit="%")
        apart.relate(Operation.SHARE, part=ids[0], share=ids[1], whole=whole)
    claims = [replace(claim, sentence=(number // 2, number // 2 + 1)) for number, claim in enumerate(apart.claims)]
    findings = check(Document(apart.text), claims, apart.relations)
    assert [finding.verdict for finding in findings] == [Verdict.DOUBTFUL]


def test_a_sure_finding_stands_before_a_graver_one_that_may_be_none() -> None:
    draft = Draft()
    whole, parts = draft.number("312", "312"), [draft.number("121", "121"), draft.number("63", "63")]
    draft.relate(Operation.SUM, total=whole, part=parts, binding=Binding.ACROSS, doubts=("not-exhaustive",))
    before, after = draft.number("2,013", "2013"), draft.number("2,215", "2215")
    draft.relate(Operation.GROWTH, before=before, after=after, rate=draft.number("9.6%", "9.6", step="0.1", unit="%"))
    first, second = draft.check()
    assert (first.operation, first.severity, first.confidence) == ("growth", Severity.MEDIUM, Confidence.HIGH)
    assert (second.operation, second.severity, second.confidence) == ("sum", Severity.HIGH, Confidence.LOW)


def test_a_list_and_its_beginning_are_two_readings_and_no_conflict() -> None:
    draft = Draft()
    total = draft.number("66 million", "66e6", step="1e6")
    parts = [draft.number(f"{part} million", f"{part}e6", step="1e5") for part in ("63.9", "1.9", "0.2")]
    draft.relate(Operation.SUM, total=total, part=parts[:2])
    draft.relate(Operation.SUM, total=total, part=parts, exhaustive=False)
    assert {finding.verdict for finding in draft.check()} == {Verdict.CONSISTENT}
