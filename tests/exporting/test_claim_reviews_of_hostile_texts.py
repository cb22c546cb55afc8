"""A ClaimReview can be pasted into any page, whatever the text it reviews holds."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from workbench.analysis import analyse
from workbench.exporting.claim_review import Publisher, Speaker, write_claim_reviews
from workbench.exporting.decisions import Decisions, Judged, ScaleStep, SourceNote
from workbench.reading import read_text

NOW = datetime(2026, 5, 4, 9, 30)
# The fields that readers of the markup know (schema.org), each with the type of what it holds.
THING = {"@type": str, "name": str, "url": str, "sameAs": str}
FIELDS: dict[str, Any] = {
    "@context": str,
    "@type": str,
    "url": str,
    "claimReviewed": str,
    "datePublished": str,
    "author": THING,
    "reviewRating": {"@type": str, "ratingValue": int, "bestRating": int, "worstRating": int, "alternateName": str},
    "itemReviewed": {
        "@type": str,
        "@id": str,
        "author": THING,
        "datePublished": str,
        "firstAppearance": THING,
        "appearance": [THING],
    },
    "citation": [THING],
}
NEEDED = ("@context", "@type", "url", "claimReviewed", "datePublished", "author", "reviewRating", "itemReviewed")
HOSTILE = (
    "</script><script>alert(1)</script> Sales of 20 million euros <!-- ]]>",
    "Sales \x00\x07\x1b of 20 million euros \ud800\udfff \ufffe",
    "\u202eSales of 20 million euros\u2066 turned around, بلغت 20 مليون",
    "Sales " + "of everything and " * 20_000 + "of 20 million euros " + "and more " * 20_000,
    "Sales of 20 million euros\u2028over\u2029lines\r\nand\ttabs \"quoted\" \\ 'so'",
)


def misfits(value: Any, allowed: Any, place: str = "$") -> list[str]:
    """Where `value` has what the list of fields does not."""
    if isinstance(allowed, dict):
        if not isinstance(value, dict):
            return [place]
        unknown = [f"{place}.{name}" for name in value if name not in allowed]
        known = [found for name in value if name in allowed for found in misfits(value[name], allowed[name], name)]
        return unknown + known
    if isinstance(allowed, list):
        if not isinstance(value, list):
            return [place]
        return [found for one in value for found in misfits(one, allowed[0], place)]
    return [] if isinstance(value, allowed) and not isinstance(value, bool) and value != "" else [place]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "control", "direction", "huge", "lines"])
def test_a_review_of_a_hostile_text_has_known_fields_and_harmless_characters(text: str, tmp_path: Path) -> None:
    analysis = analyse(read_text(text))
    claim = next(claim for claim in analysis.claims if "20 million" in claim.text)
    decisions = Decisions(
        verdicts={claim.id: Judged("own", "AB", NOW)},
        sources=[SourceNote("s1", claim.id, text[:200], "https://example.org/a")],
        scale=[ScaleStep("own", text[:200], 2)],
    )
    speaker = Speaker(text[:200], "https://example.org/b", "https://example.org/c")
    publisher = Publisher(text[:200], "https://example.org/reviews/1")
    (path,) = write_claim_reviews(analysis, tmp_path, decisions, publisher, speaker=speaker)
    written = path.read_text(encoding="utf-8")
    assert "<" not in written
    assert not [letter for letter in written if ord(letter) < 32 and letter != "\n"]
    assert not set("\u2028\u2029") & set(written)
    assert len(written) < 6000
    review = json.loads(written)
    assert misfits(review, FIELDS) == []
    assert all(name in review for name in NEEDED)
    assert review["@type"] == "ClaimReview"
    assert "20 million" in review["claimReviewed"]
    assert not set("\u202e\u2066") & set(review["claimReviewed"])
    assert review["reviewRating"]["ratingValue"] == 2
    assert review["citation"][0]["url"] == "https://example.org/a"


def test_the_list_of_fields_refuses_others() -> None:
    assert misfits({"@type": "ClaimReview", "rating": 5}, FIELDS) == ["$.rating"]
    assert misfits({"reviewRating": {"ratingValue": "5"}}, FIELDS) == ["ratingValue"]
    assert misfits({"author": {"name": ""}}, FIELDS) == ["name"]
