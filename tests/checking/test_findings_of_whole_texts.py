"""What a finding says of a whole text: titles, quotes and repairs as an analyst reads them."""

from __future__ import annotations

from workbench.analysis import analyse
from workbench.model import Finding, Verdict
from workbench.reading import read_bytes

BUDGET = """# Dépenses par mission (en millions d'euros)

| Mission | 2023 | 2024 |
| --- | ---: | ---: |
| Écoles | 74,2 | 78,9 |
| Routes | 31,7 | 29,5 |
| Parcs | 12,3 | 13,1 |
| Total | 118,2 | 124,5 |
"""


def wrong(text: str, language: str) -> Finding:
    found = [
        finding
        for finding in analyse(read_bytes(text.encode(), "text.md", language=language)).findings
        if finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)
    ]
    assert len(found) == 1
    return found[0]


def test_a_column_in_millions_is_held_against_its_total_as_printed() -> None:
    finding = wrong(BUDGET, "fr")
    assert finding.explanation.title == "La colonne fait 121,5, pas 124,5"
    assert "78,9 · 29,5 · 13,1 · 124,5" in finding.explanation.text
    assert "tableau" in finding.explanation.sure
    assert [repair.text for repair in finding.repairs][:1] == ["121,5"]
    assert all("," in repair.text for repair in finding.repairs)


def test_a_factor_in_words_is_said_once() -> None:
    finding = wrong("The plant wants 170 gigawatts, nine times the 8.5 gigawatts installed today.", "en")
    assert finding.explanation.title == "170 gigawatts is not 9 times 8.5 gigawatts"


def test_what_several_rounded_figures_allow_together_is_said() -> None:
    finding = wrong("The plant wants 70 gigawatts, nine times the 8.5 gigawatts installed today.", "en")
    assert finding.verdict is Verdict.DOUBTFUL
    assert "far end" in finding.explanation.maybe_not


def test_a_wrong_weekday_names_the_right_one_and_the_days_and_years_near_by() -> None:
    finding = wrong("The board meets on Wednesday, March 12, 2024 in Leeds.", "en")
    said = finding.explanation.would_fit
    assert "“Tuesday” instead of “Wednesday”" in said
    assert "“Wednesday, March 13, 2024”" in said
    assert {repair.value for repair in finding.repairs} == {2025}


def test_less_than_two_is_singular_in_french() -> None:
    text = (
        "Le déficit commercial s'est creusé à 8,7 milliards d'euros en mai 2024. Les exportations ont reculé à "
        "48,9 milliards d'euros tandis que les importations atteignaient 56,7 milliards."
    )
    assert "excès de 0,75\u00a0milliard." in wrong(text, "fr").explanation.working


def test_digits_are_cut_off_in_all_numbers_or_in_none() -> None:
    text = "Unemployment stood at 5.4% in September, down 0.3 percentage points from 5.9% in August."
    assert wrong(text, "en").verdict is Verdict.INCONSISTENT
    text = "Tourist arrivals reached 3.62 million in 2024, up 14% from 3.14 million in 2023."
    finding = wrong(text, "en")
    assert finding.verdict is Verdict.DOUBTFUL
    assert "cut off" in finding.explanation.maybe_not


def test_nearly_half_is_printed_beside_what_is_a_few_points_less() -> None:
    findings = analyse(read_bytes(b"Nearly half of adults (46%) agree.", "text.txt", language="en")).findings
    assert [finding.verdict for finding in findings] == [Verdict.CONSISTENT]
    assert wrong("Nearly half of adults (38%) agree.", "en").verdict is Verdict.INCONSISTENT
