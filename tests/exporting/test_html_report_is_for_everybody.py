"""The report is read with a screen reader, in the dark, on paper, offline, and says what changed since a decision."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from workbench.analysis import analyse
from workbench.exporting import write_html
from workbench.exporting.decisions import Decisions, Judged, SourceNote
from workbench.exporting.memo import write_memo
from workbench.reading import read, read_text
from workbench.reference import load
from workbench.resource_files import resources

SAMPLES = Path(__file__).parents[2] / "samples"
NOW = datetime(2026, 5, 4, 9, 30)
NAMES = ("ink", "muted", "accent", "inconsistent", "doubtful", "consistent", "implied")


@pytest.fixture(params=sorted(path.name for path in SAMPLES.glob("*.txt")))
def page(request: pytest.FixtureRequest, tmp_path: Path) -> lxml.html.HtmlElement:
    analysis = analyse(read(SAMPLES / request.param), load(SAMPLES / "wuxi-iot-figures.csv"))
    decisions = Decisions(sources=[SourceNote("s1", "c1", "A source", "https://example.org")], notes={"c1": "a note"})
    write_html(analysis, tmp_path / "report.html", decisions=decisions, now=NOW)
    return lxml.html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))


def test_headings_go_down_one_level_at_a_time_and_everything_has_a_name(page: lxml.html.HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = {element.get("id") for element in page.iter() if element.get("id")}
    assert len(names) == sum(1 for element in page.iter() if element.get("id"))
    for element in page.iter():
        named = element.get("aria-labelledby")
        assert named is None or named in names
        if element.tag == "a":
            assert (element.get("href") or "").removeprefix("#") in names
    for section in page.iter("section", "table"):
        assert section.get("aria-labelledby")
    assert all(cell.get("scope") == "col" for cell in page.iter("th"))
    assert page.get("lang") in ("en", "fr")


def test_pictures_say_what_they_show_and_signs_what_they_mean(page: lxml.html.HtmlElement) -> None:
    pictures = list(page.iter("{http://www.w3.org/2000/svg}svg", "svg"))
    assert pictures
    for picture in pictures:
        assert picture.get("role") == "img"
        description = picture.find("{*}desc")
        assert len((description if description is not None else picture.find("desc")).text) > 20
    for sign in page.find_class("sign"):
        assert sign.get("aria-hidden") == "true" or sign.get("aria-label")
    for mark in page.iter("mark"):
        assert mark.get("title")


def test_nothing_is_fetched_and_nothing_is_run(page: lxml.html.HtmlElement) -> None:
    assert not list(page.iter("script", "link", "iframe", "object", "embed", "img", "form"))
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action")
            assert name != "href" or value.startswith("#")
    style = "".join(element.text or "" for element in page.iter("style"))
    assert "url(" not in style
    assert "@import" not in style


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+):\s*(#[0-9a-f]{3,6})", block))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(letter * 2 for letter in digits) if len(digits) == 3 else digits
    parts = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_can_be_read_in_light_and_in_dark() -> None:
    css = resources().joinpath("exporting", "report.css").read_text(encoding="utf-8")
    light, dark = (colours(block) for block in re.findall(r":root\s*\{([^}]*)\}", css)[:2])
    assert light["paper"] != dark["paper"]
    for theme in (light, dark):
        for name in NAMES:
            assert contrast(theme[name], theme["paper"]) >= 4.5, (name, theme[name])
    assert "@media print" in css
    assert "prefers-color-scheme: dark" in css
    # Paper is white whatever the screen is.
    assert re.search(r"@media screen and \(prefers-color-scheme: dark\)", css)


def test_decisions_made_before_a_change_and_kept_files_are_named(tmp_path: Path) -> None:
    analysis = analyse(read_text("The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn."))
    gap, finding = analysis.claims[0], analysis.findings[0]
    decisions = Decisions(
        verdicts={gap.id: Judged("wrong", "AB", NOW, "see the release")},
        notes={gap.id: "asked <the author>"},
        findings={finding.key: Judged("accepted", "AB", NOW, "to correct", changed_since=True)},
        sources=[SourceNote("s1", gap.id, "Release", attachment="c0ffee" * 10 + "beef", attachment_name="gap.pdf")],
        changed_since=frozenset({gap.id}),
        preparer="A. Baker",
    )
    write_html(analysis, tmp_path / "report.html", "en", decisions=decisions, now=NOW)
    page = lxml.html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))
    article = page.get_element_by_id(finding.id).text_content()
    assert "accepted · AB · to correct" in article
    assert "changed since" in article
    figures = next(table for table in page.iter("table") if table.get("aria-labelledby") == "figures")
    row = next(row for row in figures.iter("tr") if row.text_content().startswith(gap.id))
    for expected in ("Wrong", "see the release", "asked <the author>", "changed since"):
        assert expected in row.text_content()
    said = page.text_content()
    assert f"gap.pdf (SHA-256 {'c0ffee' * 10}beef)" in said
    assert "Prepared by A. Baker" in said
    # The memo says the same of the decision.
    write_memo(analysis, tmp_path / "memo.docx", "en", decisions=decisions, now=NOW)
    with zipfile.ZipFile(tmp_path / "memo.docx") as archive:
        assert "changed since" in archive.read("word/document.xml").decode("utf-8")
