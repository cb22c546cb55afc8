"""Totals of tables and weekdays of dates are checked in every language that has wordings for relations."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Verdict
from workbench.reading import read_bytes
from workbench.relations import relate

TOTALS = {"de": "Summe", "es": "Total", "it": "Totale", "pt": "Total", "nl": "Totaal"}
DATES = {
    "de": "Der Rat tagte am {}, 12. März 2024, im Rathaus.",
    "es": "El consejo se reunió el {} 12 de marzo de 2024 en el ayuntamiento.",
    "it": "Il consiglio si è riunito {} 12 marzo 2024 in municipio.",
    "pt": "O conselho reuniu-se na {}, 12 de março de 2024, na câmara.",
    "nl": "De raad vergaderde op {} 12 maart 2024 in het stadhuis.",
}
TUESDAYS = {"de": "Dienstag", "es": "martes", "it": "martedì", "pt": "terça-feira", "nl": "dinsdag"}
THURSDAYS = {"de": "Donnerstag", "es": "jueves", "it": "giovedì", "pt": "quinta-feira", "nl": "donderdag"}


def findings_of(text: str, language: str) -> list[Finding]:
    """What checking a text in Markdown shows."""
    document = read_bytes(text.encode(), "text.md")
    document.language = language
    claims = extract(document)
    return check(document, claims, relate(document, claims))


@pytest.mark.parametrize(("language", "label"), TOTALS.items())
@pytest.mark.parametrize(("total", "verdict"), [(286, Verdict.CONSISTENT), (296, Verdict.INCONSISTENT)])
def test_the_total_of_a_column_is_added_up(language: str, label: str, total: int, verdict: Verdict) -> None:
    text = f"| | 2024 |\n| --- | --- |\n| Essen | 131 |\n| Vigo | 104 |\n| Gent | 51 |\n| {label} | {total} |\n"
    assert [finding.verdict for finding in findings_of(text, language)] == [verdict]


@pytest.mark.parametrize("language", DATES)
def test_the_weekday_of_a_date_is_checked(language: str) -> None:
    right = findings_of(DATES[language].format(TUESDAYS[language]), language)
    wrong = findings_of(DATES[language].format(THURSDAYS[language]), language)
    assert all(finding.verdict is Verdict.CONSISTENT for finding in right)
    assert [finding.verdict for finding in wrong] == [Verdict.INCONSISTENT]


@pytest.mark.parametrize("language", DATES)
def test_a_column_of_percentages_has_no_total(language: str) -> None:
    text = f"| | % |\n| --- | --- |\n| Essen | 13,1 % |\n| Vigo | 10,4 % |\n| {TOTALS[language]} | 11,9 % |\n"
    assert findings_of(text, language) == []
