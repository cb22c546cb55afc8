"""The HTML report opens offline, runs nothing and hides nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import lxml.html
import pytest

from workbench.analysis import Analysis, analyse
from workbench.exporting import write_html
from workbench.reading import read_text

NOW = datetime(2026, 5, 4, 9, 30)
TEXT = "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. Exports rose to $1.15 trillion."


def report(text: str, path: Path, language: str = "en") -> tuple[Analysis, lxml.html.HtmlElement]:
    analysis = analyse(read_text(text), language=language)
    write_html(analysis, path, language, now=NOW)
    return analysis, lxml.html.fromstring(path.read_text(encoding="utf-8"))


def test_every_claim_is_marked_in_the_text_with_its_words(tmp_path: Path) -> None:
    analysis, page = report(TEXT, tmp_path / "report.html")
    marks = {mark.get("id"): mark for mark in page.iter("mark")}
    assert set(marks) == {claim.id for claim in analysis.claims}
    for claim in analysis.claims:
        assert marks[claim.id].text == claim.text
        assert marks[claim.id].get("title")
    body = page.find_class("document")[0].text_content()
    assert "".join(letter for letter in body if letter not in "✗!≈✓⇒").strip() == TEXT


def test_findings_show_their_lines_and_a_number_line_that_says_the_same_in_words(tmp_path: Path) -> None:
    analysis, page = report(TEXT, tmp_path / "report.html")
    flagged = [finding for finding in analysis.findings if finding.verdict.value == "inconsistent"]
    assert flagged
    article = page.get_element_by_id(flagged[0].id)
    said = article.text_content()
    assert flagged[0].explanation.title in said
    assert flagged[0].explanation.working in said
    svg = article.find(".//svg")
    assert svg.get("role") == "img"
    assert svg.find("desc").text
    assert svg.find("desc").get("id") == svg.get("aria-labelledby")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> sales rose 5% to 20 million euros.",
        "A \"quoted\" 'thing' & <b>bold</b> of 30 million euros <img src=x onerror=alert(1)> ]]>",
        "Control \x00\x08\x1b and lone \ud800 surrogate near 40 million euros.",
        "</mark></div></body> 50 million euros",
    ],
)
def test_nothing_of_the_document_becomes_markup(text: str, tmp_path: Path) -> None:
    _, page = report(text, tmp_path / "report.html")
    assert not list(page.iter("script", "img", "iframe", "b", "object", "link"))
    assert not [element for element in page.iter() if any(name.startswith("on") for name in element.attrib)]
    assert len(page.findall(".//body")) == 1


def test_it_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    report(TEXT + " See http://example.org/x for 3 million euros.", path)
    page = lxml.html.fromstring(path.read_text(encoding="utf-8"))
    for element in page.iter():
        assert "src" not in element.attrib
        assert element.get("href", "#").startswith("#")
    assert "default-src 'none'" in path.read_text(encoding="utf-8")


def test_every_link_leads_to_something_on_the_page(tmp_path: Path) -> None:
    _, page = report(TEXT, tmp_path / "report.html")
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))
    for link in page.iter("a"):
        assert link.get("href")[1:] in names


def test_the_french_report_speaks_french_about_an_english_text(tmp_path: Path) -> None:
    _, page = report(TEXT, tmp_path / "report.html", "fr")
    assert page.get("lang") == "fr"
    assert "Constats" in page.text_content()
    assert page.find_class("document")[0].get("lang") == "en"
