"""The six lines of an explanation, in French and English, with their typography."""

from __future__ import annotations

import pickle
import re
import string
import tomllib
from fractions import Fraction
from typing import Any

import pytest

from tests.checking.drafts import Draft, trade_gap
from workbench.checking.ranges import ANY, Range
from workbench.checking.wording import Display, words
from workbench.model import Explanation, Operation, RepairKind, Unknown, Verdict
from workbench.relations.rules import built_in_rules
from workbench.resource_files import resources


def keys(table: dict[str, Any], prefix: str = "") -> dict[str, set[str]]:
    """Every text of a table with the names of its fields."""
    found: dict[str, set[str]] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= keys(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            found[prefix + key] = {name for _, name, _, _ in string.Formatter().parse(value) if name}
    return found


def loaded(language: str) -> dict[str, Any]:
    return tomllib.loads(resources().joinpath("explanations", f"{language}.toml").read_text(encoding="utf-8"))


def test_both_languages_say_the_same_things_with_the_same_fields() -> None:
    english, french = keys(loaded("en")), keys(loaded("fr"))
    assert set(english) ^ set(french) <= {"numbers.scales.12", "numbers.scales_of_one.12"}
    # A French title may name fewer of the numbers, never others.
    assert all(french[key] <= english[key] for key in french)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_for_doubt_that_a_rule_names_has_words(language: str) -> None:
    named = {doubt for rule in built_in_rules() for doubt in rule.doubts}
    assert named
    assert named <= set(loaded(language)["doubts"])


def test_every_kind_of_repair_and_every_verdict_has_words() -> None:
    for language in ("en", "fr"):
        table = loaded(language)
        assert set(table["kinds"]) == {kind.value for kind in RepairKind}
        assert set(table["titles"]["conflict"]) == set(table["titles"]["doubt"]) == set(table["titles"]["agreement"])


def test_french_signs_have_their_no_break_spaces() -> None:
    text = resources().joinpath("explanations", "fr.toml").read_text(encoding="utf-8")
    for line in text.splitlines():
        value = line.partition(" = ")[2]
        if line.startswith("#") or not value.startswith('"'):
            continue
        said = tomllib.loads(f"x = {value}")["x"]
        assert not re.search(r"[^\u00a0\u202f][:;?!»%](?!\w)", said.replace("^", "")), said
        assert "'" not in said, said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_six_lines_of_a_conflict(language: str) -> None:
    lines = trade_gap("671.7").check(language)[0].explanation
    said = {
        "en": (
            "$671.7bn is not 24.4% above $496.5bn",
            "496.45..496.55 × 1.2435..1.2445 = 617.34..617.96\u00a0billion; stated 671.65..671.75\u00a0billion; "
            "over by 54\u00a0billion.",
        ),
        "fr": (
            "$671.7bn, pas 24.4% de plus que $496.5bn",
            "496,45..496,55 × 1,2435..1,2445 = 617,34..617,96\u00a0milliards\u00a0; "
            "annoncé 671,65..671,75\u00a0milliards\u00a0; excès de 54\u00a0milliards.",
        ),
    }[language]
    assert (lines.title, lines.working) == said
    assert "$617.7bn" in lines.would_fit
    assert "1" in lines.sure
    assert lines.text.count("$671.7bn") == 1
    assert lines.maybe_not
    assert lines.as_text().count("\n") == 4


@pytest.mark.parametrize("language", ["en", "fr"])
def test_titles_have_sixty_signs_at_most(language: str) -> None:
    long = "milliards de yuans de l’industrie de l’Internet des objets"
    for operation, roles in (
        (Operation.SHARE, ("part", "share", "whole")),
        (Operation.GROWTH, ("after", "rate", "before")),
        (Operation.DIFFERENCE, ("after", "before", "change")),
        (Operation.BALANCE, ("net", "gained", "spent")),
        (Operation.MULTIPLE, ("result", "factor", "base")),
        (Operation.AVERAGE, ("total", "count", "per")),
    ):
        for last in ("7", "700000"):
            draft = Draft("fr")
            ids = [draft.number(f"{number} {long}", number) for number in ("123456789", "3", last)]
            draft.relate(operation, **dict(zip(roles, ids, strict=True)))
            for finding in draft.check(language):
                assert 0 < len(finding.explanation.title) <= 60, finding.explanation.title
    draft = Draft("fr")
    part = draft.number("12", "12")
    name = "l’ampleur de l’industrie de l’Internet des objets de toute la province du Jiangsu"
    draft.relate(Operation.MULTIPLE, result=part, factor=3, base=Unknown("u", name))
    (finding,) = draft.check(language)
    assert len(finding.explanation.title) <= 60


def test_numbers_are_printed_in_the_language_of_the_reader() -> None:
    english, french = words("en"), words("fr")
    assert english.number(Fraction(-1234567, 100), 2) == "−12,345.67"
    assert french.number(Fraction(-1234567, 100), 2) == "−12\u202f345,67"
    assert english.value(Fraction(25, 2), Display(percent=True)) == "12.5%"
    assert french.value(Fraction(25, 2), Display(percent=True)) == "12,5\u00a0%"
    assert english.value(Fraction(2_500_000_000), Display(power=9)) == "2.5\u00a0billion"
    assert french.value(Fraction(2_500_000_000), Display(power=9)) == "2,5\u00a0milliards"
    assert french.value(Fraction(2_400_000_000_000), Display(power=12)) == "2\u202f400\u00a0milliards"


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (ANY, "any value"),
        ((Fraction(350), False, None, True), "350 or more"),
        ((Fraction(350), True, None, True), "more than 350"),
        ((None, True, Fraction(350), False), "350 or less"),
        ((Fraction(99, 2), False, Fraction(101, 2), True), "49.5..50.5"),
        ((Fraction(7), False, Fraction(7), False), "7"),
    ],
)
def test_intervals_in_words(box: Range, text: str) -> None:
    assert words("en").interval(box, Display()) == text


def test_findings_that_hold_are_written_when_read_and_travel_between_processes() -> None:
    findings = trade_gap("617.7").check()
    copies = pickle.loads(pickle.dumps(findings))
    assert copies == findings
    assert all(type(copy.explanation) is Explanation for copy in copies)
    assert all(finding.verdict is Verdict.CONSISTENT and finding.explanation.title for finding in findings)
    assert all(copy.comparison is not None and copy.comparison.rows for copy in copies)


def test_a_decrease_and_a_deficit_are_worked_out_the_way_they_are_printed() -> None:
    draft = Draft()
    after, before = draft.number("291", "291", exact=True), draft.number("328", "328", exact=True)
    fewer = draft.number("57", "57", exact=True)
    draft.relate(Operation.DIFFERENCE, after=after, before=before, change=f"-{fewer}")
    (finding,) = draft.check()
    assert finding.explanation.title == "328 − 291 = 37, not 57"
    draft = Draft()
    net = draft.number("50", "50", exact=True)
    exports, imports = draft.number("115", "115", exact=True), draft.number("176", "176", exact=True)
    draft.relate(Operation.BALANCE, net=f"-{net}", gained=exports, spent=imports)
    (finding,) = draft.check()
    assert finding.explanation.title == "176 − 115 = 61, not 50"
    assert finding.explanation.working.startswith("176 − 115 = 61; stated 50;"), "the balance is what is worked out"


def test_known_ways_to_a_wrong_rate_are_named() -> None:
    for rate, years, name in (
        ("223", None, "as a percentage of the old one"),
        ("55.2", None, "as a percentage of the new figure"),
        ("123.2", 3, "all the years together"),
    ):
        draft = Draft()
        before, after = draft.number("280,001 €", "280001"), draft.number("625,001 €", "625001")
        growth = draft.number(f"{rate}%", rate, step="0.1" if "." in rate else "1", unit="%")
        more = {} if years is None else {"years": years}
        draft.relate(Operation.GROWTH, after=after, before=before, rate=growth, **more)
        (finding,) = draft.check()
        assert finding.verdict is Verdict.INCONSISTENT
        assert name in finding.explanation.working


def test_numbers_that_are_alike_to_six_digits_are_told_in_full() -> None:
    draft = Draft()
    total = draft.number("$895,796,630.65", "895796630.65", step="0.01", unit="USD")
    parts = [
        draft.number(f"${text}", text.replace(",", ""), step="0.01", unit="USD")
        for text in ("599,298,600.83", "296,498,029.89")
    ]
    draft.relate(Operation.SUM, total=total, part=parts)
    (finding,) = draft.check()
    assert finding.explanation.title == "The parts add up to $895,796,630.72, not $895,796,630.65"
    assert "= 296,498,029.82; stated 296,498,029.89" in finding.explanation.working


def test_a_title_too_long_says_its_unit_once() -> None:
    draft = Draft(language="fr")
    after = draft.number("38,1 millions d'euros", "38.1e6", step="1e5", unit="EUR")
    before = draft.number("28,4 millions d'euros", "28.4e6", step="1e5", unit="EUR")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=draft.number("12 %", "12", step="1", unit="%"))
    (finding,) = draft.check()
    assert " ".join(finding.explanation.title.split()) == "38,1, pas 12 % de plus que 28,4 millions d'euros"


def test_only_what_could_excuse_a_sum_is_named_as_a_doubt() -> None:
    doubts = ("not-exhaustive", "overlapping")
    for total, left_out in (("900", True), ("600", False)):
        draft = Draft()
        parts = [draft.number(one, one) for one in ("412", "331")]
        draft.relate(Operation.SUM, total=draft.number(total, total), part=parts, doubts=doubts)
        (finding,) = draft.check()
        assert ("the list may leave out some parts" in finding.doubts) is left_out
        assert ("the parts may overlap" in finding.doubts) is not left_out
