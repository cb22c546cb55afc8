"""Headlines, bullets and tables against the text: only what is of the same figure is held against it."""

from __future__ import annotations

import pytest

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Operation, Verdict
from workbench.reading import read_bytes
from workbench.relations import relate


def restated(text: str, language: str) -> list[Finding]:
    """The findings about figures stated twice in a text of Markdown."""
    document = read_bytes(text.encode(), "report.md")
    document.language = language
    claims = extract(document)
    found = check(document, claims, relate(document, claims))
    return [finding for finding in found if finding.operation == Operation.RESTATEMENT.value]


def wrong(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "# Le port traite 52,4 millions de tonnes\n\nLe port a traité 54,2 millions de tonnes l'an dernier.",
        ),
        ("en", "# City to plant 1,240 trees\n\nThe city said on Friday that it will plant 1,420 trees by spring."),
        ("fr", "- Bénéfice net : 41,3 millions d'euros\n\nLe bénéfice net s'établit à 43,1 millions d'euros."),
        (
            "en",
            "Net income rose to $61.4 million in 2023.\n\n| | 2022 | 2023 |\n| --- | --- | --- |\n"
            "| Net income | $55.0 million | $64.1 million |\n| Taxes | $12.0 million | $14.2 million |\n",
        ),
    ],
)
def test_two_values_of_one_figure_are_held_against_each_other(language: str, text: str) -> None:
    (finding,) = wrong(restated(text, language))
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.repairs


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "# Le port traite 54 millions de tonnes\n\nLe port a traité 54,2 millions de tonnes l'an dernier."),
        ("en", "# City to plant some 1,400 trees\n\nThe city will plant 1,420 trees by spring."),
    ],
)
def test_a_rounded_headline_agrees(language: str, text: str) -> None:
    findings = restated(text, language)
    assert findings
    assert not wrong(findings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "# Le groupe supprime 1 240 postes\n\nEn Europe, le groupe supprime 1 510 postes, dont 1 240 en France.",
        ),
        ("fr", "# Le budget atteint 241 millions d'euros\n\nLe budget atteignait 215 millions d'euros en mars."),
        (
            "fr",
            "# Le budget atteint 241 millions d'euros\n\nLe budget était de 215 millions d'euros. "
            "Il atteint aujourd'hui 241 millions d'euros.",
        ),
        ("fr", "# 48 % des Français favorables au projet\n\nIls étaient 55 % de Français favorables au projet."),
        (
            "fr",
            "- Ventes : 312,4 millions d'euros\n\nLes ventes internationales atteignent 120,3 millions d'euros.",
        ),
        ("en", "# Shares fall 3%\n\nShares in the company fell 4.5% before closing down 3%."),
        ("en", "# Strike hits 310 flights\n\nOn Tuesday the strike is expected to hit 450 flights."),
        (
            "en",
            "Net income was $21.4 million in the first quarter of 2023.\n\n| | 2022 | 2023 |\n| --- | --- | --- |\n"
            "| Net income | $55.0 million | $64.1 million |\n| Taxes | $12.0 million | $14.2 million |\n",
        ),
        (
            "en",
            "Adjusted net income was $71.4 million in 2023.\n\n| | 2022 | 2023 |\n| --- | --- | --- |\n"
            "| Net income | $55.0 million | $64.1 million |\n| Taxes | $12.0 million | $14.2 million |\n",
        ),
    ],
)
def test_another_figure_is_left_alone(language: str, text: str) -> None:
    assert not wrong(restated(text, language))
