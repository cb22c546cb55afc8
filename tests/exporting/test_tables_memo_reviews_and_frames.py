"""CSV, Word, ClaimReview and pandas: what other programs open."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from tests.exporting.generated_cases import Made, many
from workbench.analysis import analyse
from workbench.exporting import Decisions, ExportCancelledError
from workbench.exporting.claim_review import Publisher, Speaker, write_claim_reviews
from workbench.exporting.decisions import Judged
from workbench.exporting.frames import checks_frame, claims_frame, findings_frame
from workbench.exporting.memo import write_memo
from workbench.exporting.tables import CSV, CSV_FRENCH, TSV, table_format, write_claims_table, write_findings_table
from workbench.model import Claim, Document, Kind, Quantity
from workbench.reading import read_text

TEXT = "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. About 3.5 tonnes were lost."
NOW = datetime(2026, 5, 4, 9, 30)


def cells(path: Path, separator: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def test_a_french_spreadsheet_opens_the_table_with_its_own_marks(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    analysis = analyse(read_text(TEXT))
    write_claims_table(analysis, path, table_format("fr"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = cells(path, ";")
    assert [row["text"] for row in rows] == [claim.text for claim in analysis.claims]
    share = next(row for row in rows if row["text"] == "24.4%")
    assert (share["value"], share["expected_low"], share["expected_high"]) == ("24,4", "24,35", "24,45")
    write_claims_table(analysis, path, table_format("en"))
    assert next(row for row in cells(path, ",") if row["text"] == "24.4%")["value"] == "24.4"
    assert table_format("en", tabs=True) == TSV


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-5 apples", "@SUM(A1)", "\t=2", "\r=3", "=cmd|'/C calc'!A0"])
def test_no_cell_begins_like_a_formula(text: str, tmp_path: Path) -> None:
    quantity = Quantity(Kind.NUMBER, Decimal(-5), step=Decimal(1), coarse_step=Decimal(1))
    claim = Claim("c1", 0, len(text), text, quantity, indicator=text, scope=text)
    for form in (CSV, CSV_FRENCH, TSV):
        path = tmp_path / "claims"
        write_claims_table(Made(Document(text), [claim]), path, form)
        row = cells(path, form.separator)[0]
        for name in ("text", "indicator", "scope"):
            assert row[name][0] == "'"
        # A negative number is a number and stays one.
        assert row["value"] == "-5"


def test_findings_come_out_whole_and_a_cancelled_table_leaves_nothing(tmp_path: Path) -> None:
    made = many(seed=4, each=2)
    path = tmp_path / "findings.csv"
    with pytest.raises(ExportCancelledError):
        write_findings_table(made, path, cancelled=lambda: True)
    assert not list(tmp_path.iterdir())
    write_findings_table(made, path)
    assert [row["finding_id"] for row in cells(path, ",")] == [finding.id for finding in made.findings]


def test_the_memo_is_a_well_formed_word_file_with_every_flagged_finding(tmp_path: Path) -> None:
    for language in ("en", "fr"):
        path = tmp_path / f"memo.{language}.docx"
        analysis = analyse(read_text(TEXT + " <w:b/> \x01 \ud800 of 5 euros"), language=language)
        write_memo(analysis, path, language, now=NOW)
        with zipfile.ZipFile(path) as archive:
            parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
        said = "".join(parts["word/document.xml"].itertext())
        for finding in analysis.findings:
            assert (finding.explanation.title in said) is (finding.verdict.value in ("inconsistent", "doubtful"))
    first = path.read_bytes()
    write_memo(analysis, path, "fr", now=NOW)
    assert path.read_bytes() == first


def test_a_claim_review_has_the_fields_of_the_list_and_invents_none(tmp_path: Path) -> None:
    analysis = analyse(read_text(TEXT))
    gap = next(claim for claim in analysis.claims if "671.7" in claim.text)
    decisions = Decisions(
        verdicts={gap.id: Judged("wrong", "AB", NOW), analysis.claims[1].id: Judged("ask-author", "AB", NOW)}
    )
    publisher = Publisher("The Checkers", "https://checkers.example/reviews/1")
    paths = write_claim_reviews(analysis, tmp_path / "reviews", decisions, publisher)
    assert len(paths) == 1
    review = json.loads(paths[0].read_text(encoding="utf-8"))
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"].startswith("The gap hit $671.7bn")
    assert review["datePublished"] == "2026-05-04"
    assert review["reviewRating"] == {
        "@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Wrong",
    }  # fmt: skip
    assert review["itemReviewed"]["@id"].endswith(f"#char={gap.start},{gap.end}")
    assert "author" not in review["itemReviewed"]
    assert "appearance" not in review["itemReviewed"]
    speaker = Speaker("Trade Office", "https://trade.example", "https://trade.example/release")
    (path,) = write_claim_reviews(
        analysis, tmp_path / "more", decisions, publisher, speaker=speaker, today=date(2026, 5, 5)
    )
    item = json.loads(path.read_text(encoding="utf-8"))["itemReviewed"]
    assert item["author"] == {"@type": "Organization", "name": "Trade Office", "sameAs": "https://trade.example"}
    assert item["firstAppearance"]["url"] == item["appearance"][0]["url"] == "https://trade.example/release"


def test_frames_hold_the_results_with_numbers_as_numbers() -> None:
    analysis = analyse(read_text(TEXT))
    claims, checks, findings = claims_frame(analysis), checks_frame(analysis), findings_frame(analysis)
    assert list(claims.index) == [claim.id for claim in analysis.claims]
    assert claims["value"].dtype == float
    assert claims.loc[claims["text"] == "24.4%", "low"].item() == 24.35
    assert "inconsistent" in set(claims["state"])
    assert list(checks["result"]) == ["inconsistent"]
    assert checks["point"].item() == pytest.approx(35.287, abs=1e-3)
    assert findings["verdict"].iloc[0] == "inconsistent"
    empty = analyse(read_text("Nothing here."))
    for frame in (claims_frame(empty), checks_frame(empty), findings_frame(empty)):
        assert isinstance(frame, pd.DataFrame)
        assert len(frame) == 0
        assert len(frame.columns) > 5


def test_the_frame_of_checks_has_dates_and_tests_too() -> None:
    text = "He led the museum for 25 years, from 1995 to 2010. The effect was clear, t(28) = 2.20, p = .03."
    checks = checks_frame(analyse(read_text(text), language="en")).set_index("operation")
    assert checks.loc["calendar", ["low", "high", "stated_low", "result"]].tolist() == [15, 15, 24.5, "inconsistent"]
    assert checks.loc["statistics", "low"] == pytest.approx(0.03584, abs=1e-5)
    assert checks.loc["statistics", "result"] == "inconsistent"
