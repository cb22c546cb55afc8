"""The one change that makes a conflict hold: every kind of slip, ranked, checked against all the number is in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checking.drafts import Draft, trade_gap
from workbench.checking import Settings, check
from workbench.checking.slips import requantified, slips
from workbench.checking.written import read_written
from workbench.extraction import extract
from workbench.model import Block, BlockKind, Document, Kind, Operation, Quantity, Repair, RepairKind, Verdict
from workbench.relations import relate


def repairs(draft: Draft) -> list[Repair]:
    """All repairs of all findings, best first."""
    return [repair for finding in draft.check() for repair in finding.repairs]


def share(part: str, percent: str, whole: str, language: str = "en") -> Draft:
    """A part, its share and the whole."""
    draft = Draft(language)
    first = draft.number(part, part.replace(",", "").replace(" ", ""))
    rate = draft.number(percent, percent.rstrip("% "), step="1" if "." not in percent else "0.1", unit="%")
    draft.relate(
        Operation.SHARE, part=first, share=rate, whole=draft.number(whole, whole.replace(",", "").replace(" ", ""))
    )
    return draft


def test_two_digits_swapped_settle_both_conflicts_and_come_first() -> None:
    findings = trade_gap("671.7").check()
    assert len(findings) == 2
    for finding in findings:
        best = finding.repairs[0]
        assert (best.kind, best.text, best.value) == (RepairKind.DIGITS_SWAPPED, "$617.7bn", Decimal("617.7e9"))
        assert best.settles == ("f1", "f2")


@pytest.mark.parametrize(
    ("part", "percent", "whole", "kind", "text"),
    [
        ("5,159", "13%", "36,149", RepairKind.ONE_DIGIT, "39,149"),
        ("5,159", "31%", "39,149", RepairKind.DIGITS_SWAPPED, "13%"),
        ("51,590", "13%", "39,149", RepairKind.DECIMAL_SHIFT, "5,159"),
        ("5,1599", "13%", "39,149", RepairKind.DIGIT_ADDED, "5,159"),
        ("516", "13%", "39,149", RepairKind.DIGIT_DROPPED, "5,116"),
        ("39,149", "13%", "5,159", RepairKind.BASE_EXCHANGED, "5,159"),
    ],
)
def test_each_kind_of_slip_is_found(part: str, percent: str, whole: str, kind: RepairKind, text: str) -> None:
    found = repairs(share(part, percent, whole))
    assert any(repair.kind is kind and repair.text == text for repair in found), found


def test_a_slip_of_scale_replaces_the_scale_word_in_the_language_of_the_text() -> None:
    for language, words in (("en", "million billion"), ("fr", "millions milliards")):
        draft = Draft(language)
        small, large = words.split()
        parts = [draft.number(f"1800 {small}", "1800e6", step="1e6"), draft.number(f"700 {small}", "700e6", step="1e6")]
        total = draft.number(f"2,5 {small}", "2.5e6", step="1e5")
        draft.relate(Operation.SUM, total=total, part=parts)
        found = repairs(draft)
        assert (found[0].kind, found[0].text) == (RepairKind.SCALE, f"2,5 {large}")


def test_the_sign_of_a_rate() -> None:
    draft = Draft()
    after, before = draft.number("90", "90"), draft.number("120", "120")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=draft.number("25%", "25", unit="%"))
    assert any(repair.kind is RepairKind.SIGN and repair.value == -25 for repair in repairs(draft))


def test_points_written_as_percent_and_percent_as_points() -> None:
    draft = Draft()
    after, before = draft.number("12%", "12", unit="%"), draft.number("8%", "8", unit="%")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=draft.number("4%", "4", unit="%"))
    assert any(r.kind is RepairKind.PERCENT_POINTS and "4 points" in r.text for r in repairs(draft))
    draft = Draft()
    after, before = draft.number("12%", "12", unit="%"), draft.number("8%", "8", unit="%")
    change = draft.number("50 points", "50", unit="percentage point", kind=Kind.PERCENT)
    draft.relate(Operation.POINTS, after=after, before=before, change=change)
    assert any(r.kind is RepairKind.PERCENT_POINTS and r.text == "50%" for r in repairs(draft))


def test_texts_keep_the_number_format_of_the_document() -> None:
    draft = Draft("fr")
    after = draft.number("671,7 milliards d’euros", "671.7e9", step="1e8", unit="EUR")
    before = draft.number("496,5 milliards d’euros", "496.5e9", step="1e8", unit="EUR")
    draft.relate(
        Operation.GROWTH, after=after, before=before, rate=draft.number("24,4 %", "24.4", step="0.1", unit="%")
    )
    assert repairs(draft)[0].text == "617,7 milliards d’euros"


def test_a_repair_that_breaks_another_relation_of_its_number_is_not_offered() -> None:
    draft = share("5,159", "31%", "39,149")
    (percent,) = [claim.id for claim in draft.claims if claim.quantity.unit == "%"]
    draft.relate(Operation.RESTATEMENT, first=percent, second=draft.number("31%", "31", unit="%"))
    assert not any(repair.claim == percent for repair in repairs(draft))


def test_a_computed_value_stands_in_where_no_slip_explains_the_conflict() -> None:
    draft = Draft()
    after, before = draft.number("$671.7bn", "671.7e9", step="1e8"), draft.number("$496.5bn", "496.5e9", step="1e8")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=draft.number("24.4%", "24.4", step="0.1", unit="%"))
    computed = [repair for repair in repairs(draft) if repair.kind is RepairKind.COMPUTED]
    assert any(repair.text == "35.3%" for repair in computed)


def test_what_holds_has_no_repairs() -> None:
    assert repairs(trade_gap("617.7")) == []


@given(
    st.integers(1, 10**9),
    st.integers(0, 3),
    st.sampled_from([("", ""), (",", "."), (".", ","), ("\u202f", ","), (" ", ".")]),
)
def test_written_numbers_are_read_back_as_they_were_written(digits: int, decimals: int, marks: tuple[str, str]) -> None:
    group, mark = marks[0], marks[1] or "."
    value = Decimal(digits).scaleb(-decimals)
    whole = str(digits).rjust(decimals + 1, "0")
    head, tail = (whole[:-decimals], whole[-decimals:]) if decimals else (whole, "")
    grouped = f"{int(head):,}".replace(",", group) if group else head
    text = grouped + (mark + tail if tail else "")
    step = Decimal(1).scaleb(-decimals)
    written = read_written(text, Quantity(Kind.NUMBER, value, step=step, coarse_step=step))
    assert written is not None
    assert written.number * Decimal(10) ** written.scale == value
    assert written.with_digits(written.coefficient, written.decimals) == text


@given(st.integers(1, 10**7), st.integers(0, 2))
def test_slips_give_each_other_number_once_and_never_the_number_itself(digits: int, decimals: int) -> None:
    value = Decimal(digits).scaleb(-decimals)
    step = Decimal(1).scaleb(-decimals)
    quantity = Quantity(Kind.NUMBER, value, step=step, coarse_step=step)
    written = read_written(f"{value:f}", quantity)
    assert written is not None
    found = [slip.quantity.value for slip in slips(written, quantity)]
    assert value not in found
    assert len(found) == len(set(found))


def test_a_number_of_thousands_of_digits_is_no_harder_than_another() -> None:
    digits = "9" * 5000
    many = requantified(Quantity(Kind.NUMBER, Decimal(5)), Decimal(digits + "000"), Decimal(1))
    assert many.coarse_step == 1000
    assert requantified(many, Decimal(f"-{digits}.50"), Decimal("0.01")).coarse_step == Decimal("0.1")


def test_no_part_below_zero_where_all_are_above() -> None:
    draft = Draft()
    parts = [draft.number(f"{value} kg", value, unit="kilogram", kind=Kind.QUANTITY) for value in ("30", "45", "5")]
    draft.relate(Operation.SUM, total=draft.number("70 kg", "70", unit="kilogram", kind=Kind.QUANTITY), part=parts)
    found = repairs(draft)
    assert found
    assert all(repair.value >= 0 for repair in found)


def repairs_of_text(text: str, language: str) -> list[Repair]:
    """All repairs of what a sentence asserts."""
    document = Document(text, language=language, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    found = check(document, claims, relate(document, claims))
    return [repair for finding in found for repair in finding.repairs]


@pytest.mark.parametrize(
    ("language", "text", "repaired"),
    [
        ("en", "The plant costs €512 million ($553 million) and the road $314 million ($339 million).", "€314 million"),
        (
            "fr",
            "L'usine coûte 512 millions d'euros (553 millions de dollars), "
            "la route 314 millions de dollars (339 millions de dollars).",
            "314 millions d'euros",
        ),
    ],
)
def test_a_wrong_currency_sign_is_named_by_the_exchange_rate_of_the_text(
    language: str, text: str, repaired: str
) -> None:
    first = repairs_of_text(text, language)[0]
    assert first.kind is RepairKind.CURRENCY
    assert first.text == repaired


def test_the_neighbouring_year_of_a_yearly_rate() -> None:
    text = "Revenue grew from $717 million in 2017 to $916 million in 2020, a compound annual growth rate of 6.3%."
    found = {(repair.kind, repair.text) for repair in repairs_of_text(text, "en")}
    assert {(RepairKind.YEAR, "2021"), (RepairKind.YEAR, "2016")} <= found


def test_a_text_full_of_conflicts_gets_all_of_them_and_repairs_of_the_first() -> None:
    draft = Draft()
    for number in range(60):
        before = draft.number(f"{2_000 + number:,}", str(2_000 + number))
        after = draft.number(f"{2_500 + number:,}", str(2_500 + number))
        rate = draft.number("41.3 %", "41.3", step="0.1", unit="%")
        draft.relate(Operation.GROWTH, before=before, after=after, rate=rate)
    found = draft.check(settings=Settings(slips_tried=300))
    assert sum(finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL) for finding in found) == 60
    assert 0 < sum(bool(finding.repairs) for finding in found) < 60
    assert all(finding.explanation.would_fit for finding in found)
    assert all(finding.repairs for finding in draft.check())
