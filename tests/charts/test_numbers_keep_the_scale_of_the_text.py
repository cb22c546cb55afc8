"""The number line writes its numbers as the text does."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workbench.analysis import analyse
from workbench.charts import comparison_power, lay_out, written_power
from workbench.charts.wording import NumberWording
from workbench.reading import read_text


@pytest.mark.parametrize(
    ("text", "language", "number", "power"),
    [
        ("Sales reached 3,676 million euros.", "en", "3,676 million euros", 6),
        ("The region has 75,000 jobs.", "en", "75,000", 0),
        ("La dette atteint 15 664 milliards d'euros.", "fr", "15 664 milliards", 9),
        ("The gap hit $671.7bn.", "en", "$671.7bn", 9),
    ],
)
def test_the_scale_is_read_from_the_text(text: str, language: str, number: str, power: int) -> None:
    claims = analyse(read_text(text), language=language).claims
    claim = next(claim for claim in claims if claim.text.startswith(number))
    assert written_power(claim) == power


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        (
            "Sales rose to 3,676 million euros from 3,100 million euros, a gain of 500 million euros.",
            "million EUR",
            "3,676",
        ),
        ("It has 95,000 jobs in all: 50,000 in industry and 30,000 in services, a total of 95,000 jobs.", "", "95,000"),
    ],
)
def test_axis_and_words_are_in_the_scale_of_the_text(text: str, unit: str, shown: str) -> None:
    analysis = analyse(read_text(text), language="en")
    claims = {claim.id: claim for claim in analysis.claims}
    finding = next(one for one in analysis.findings if one.comparison is not None and one.verdict.value != "implied")
    assert finding.comparison is not None
    line = lay_out(
        finding.comparison,
        width=640,
        line_height=16,
        text_width=lambda label: 8.0 * len(label),
        power=comparison_power(finding.comparison, claims),
    )
    assert line.unit == unit
    assert shown in line.text
    # The same figures as the explanation has.
    assert shown in finding.explanation.working or shown in finding.explanation.title


@pytest.mark.parametrize(
    ("largest", "power", "exponent"),
    [
        (75_000, 0, 0),
        (1_250_000, 0, 0),
        (3_676 * 10**6, 6, 6),
        # A scale that the numbers do not reach, or burst, is not kept.
        (75_000, 6, 0),
        (394 * 10**6, 9, 6),
        (15 * 10**15, 6, 12),
        (5 * 10**12, 0, 12),
        (350 * 10**9, 8, 6),
    ],
)
def test_a_scale_is_kept_as_long_as_numbers_stay_readable(largest: int, power: int, exponent: int) -> None:
    assert NumberWording("en", "EUR", Fraction(largest), power=power).exponent == exponent
    assert NumberWording("en", "%", Fraction(largest), power=power).exponent == 0


@pytest.mark.parametrize(
    ("language", "unit", "shown"),
    [
        ("en", "penny", "148.6\u00a0pence"),
        ("en", "penny / liter", "148.6\u00a0pence / l"),
        ("en", "kilometer / hour", "148.6\u00a0km/h"),
        ("fr", "barrel / day", "148,6\u00a0barils / jour"),
        ("en", "bushel", "148.6\u00a0bushel"),
        ("fr", "EUR", "148,6\u00a0EUR"),
    ],
)
def test_units_are_told_in_words_of_the_language(language: str, unit: str, shown: str) -> None:
    wording = NumberWording(language, unit, Fraction(1486, 10))
    assert wording.with_unit(Fraction(1486, 10)) == shown
