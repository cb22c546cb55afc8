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


EN_TABLE = (
    "\n\n| | 2022 | 2023 |\n| --- | --- | --- |\n| Revenue ($ million) | 200.2 | 231.7 |\n"
    "| Operating costs ($ million) | 150.4 | 163.8 |\n| Operating margin (%) | 11.5 | 12.7 |\n"
)
FR_TABLE = (
    "\n\n| Année | Chiffre d'affaires (M€) | Résultat net (M€) |\n| --- | --- | --- |\n"
    "| 2022 | 200,4 | 15,1 |\n| 2023 | 224,6 | 16,3 |\n"
)
HTML_TABLE = (
    "<table><tr><th>($ million)</th><th>2022</th><th>2023</th></tr><tr><td>Revenue</td><td>200</td><td>230</td></tr>"
    "<tr><td>Operating costs</td><td>150</td><td>163</td></tr></table>"
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue rose 10% to $237.1 million in 2023." + EN_TABLE),
        ("en", "Revenue reached $221.7 million in 2023." + EN_TABLE),
        ("en", "Revenue reached $23.7 million in 2023." + EN_TABLE),
        ("en", "Revenue reached $231.7 billion in 2023." + EN_TABLE),
        ("en", "Revenue grew from $202.0 million in 2022 to $231.7 million in 2023." + EN_TABLE),
        ("en", "The operating margin was 17.2% in 2023." + EN_TABLE),
        ("fr", "Le chiffre d'affaires a progressé de 10 % à 242,6 millions d'euros en 2023." + FR_TABLE),
        ("fr", "En 2022, le chiffre d'affaires s'est élevé à 204,4 millions d'euros." + FR_TABLE),
    ],
)
def test_a_slip_between_a_sentence_and_the_cell_of_its_row_and_column_is_flagged(language: str, text: str) -> None:
    (finding,) = wrong(restated(text, language))
    assert finding.verdict is Verdict.INCONSISTENT


def test_a_table_of_a_web_page_is_held_against_its_text() -> None:
    page = f"<html lang='en'><body><p>Revenue rose 10% to $220 million in 2023.</p>{HTML_TABLE}</body></html>"
    document = read_bytes(page.encode(), "page.html")
    claims = extract(document)
    found = check(document, claims, relate(document, claims))
    assert [finding.operation for finding in wrong(found)] == [Operation.RESTATEMENT.value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue was $231.7 million in 2023." + EN_TABLE),
        ("en", "In 2023, revenue reached $232 million." + EN_TABLE),
        ("en", "Revenue exceeded $230 million in 2023." + EN_TABLE),
        ("en", "In 2023 the operating margin was 12.7%." + EN_TABLE),
        ("fr", "En 2022, le chiffre d'affaires s'est élevé à 200 millions d'euros." + FR_TABLE),
    ],
)
def test_a_sentence_that_rounds_its_cell_agrees(language: str, text: str) -> None:
    (finding,) = restated(text, language)
    assert finding.verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    "text",
    [
        "Revenue reached $189.2 million in 2023.",
        "In 2023, revenue reached $231 million.",
        "Revenue reached $237.1 million in 2021.",
        "Revenue reached $237.1 million.",
        "Revenue reached $237.1 million in the first nine months of 2023.",
        "Adjusted revenue reached $237.1 million in 2023.",
        "Organic revenue reached $237.1 million in 2023.",
        "Revenue in Europe reached $237.1 million in 2023.",
        "European revenue reached $237.1 million in 2023.",
        "Cloud revenue reached $237.1 million in 2023.",
        "Revenue, at constant exchange rates, reached $237.1 million in 2023.",
        "Revenue reached $237.1 million in 2023, excluding acquisitions.",
        "Revenue reached €237.1 million in 2023.",
        "Like-for-like revenue reached $237.1 million in 2023.",
        "Before acquisitions, revenue reached $237.1 million in 2023.",
        "Revenue would have reached $237.1 million in 2023 without the strike.",
        "The group had aimed for revenue of $237.1 million in 2023.",
        "Revenue was budgeted at $237.1 million in 2023.",
        "Revenue from Norway reached $237.1 million in 2023.",
        "Costs reached $168.3 million in 2023.",
    ],
)
def test_a_sentence_of_another_figure_than_the_cell_is_left_alone(text: str) -> None:
    assert not restated(text + EN_TABLE, "en")


@pytest.mark.parametrize(
    "text",
    [
        "En Norvège, le chiffre d'affaires a atteint 242,6 millions d'euros en 2023.",
        "Le chiffre d'affaires aurait atteint 242,6 millions d'euros en 2023 sans la grève.",
        "Les analystes attendaient un chiffre d'affaires de 242,6 millions d'euros en 2023.",
        "Le chiffre d'affaires de la filiale a atteint 242,6 millions d'euros en 2023.",
        "Au premier semestre 2023, le chiffre d'affaires a atteint 242,6 millions d'euros.",
    ],
)
def test_a_french_sentence_of_another_figure_than_the_cell_is_left_alone(text: str) -> None:
    assert not restated(text + FR_TABLE, "fr")


def test_a_table_whose_caption_tells_another_scope_is_left_alone() -> None:
    text = "Revenue reached $237.1 million in 2023."
    assert wrong(restated(f"{text}\n\nKey figures{EN_TABLE}", "en"))
    assert not restated(f"{text}\n\nAdjusted figures{EN_TABLE}", "en")
    assert not restated(f"{text}\n\nRetail segment{EN_TABLE}", "en")


def test_a_table_whose_scale_is_told_elsewhere_is_left_alone() -> None:
    table = "\n\n| | 2022 | 2023 |\n| --- | --- | --- |\n| Revenue | $200,200 | $231,700 |\n"
    assert not restated("Revenue reached $231.7 million in 2023." + table, "en")
    assert not restated("Revenue reached $237.1 million in 2023." + table, "en")


def test_two_tables_that_differ_say_neither_which_is_meant() -> None:
    other = "\n\nThe segment:" + EN_TABLE.replace("231.7", "180.3")
    assert not restated("Revenue reached $237.1 million in 2023." + EN_TABLE + other, "en")
    twice = "\n\nThe accounts:" + EN_TABLE
    assert wrong(restated("Revenue reached $237.1 million in 2023." + EN_TABLE + twice, "en"))
