"""ClaimReview (schema.org) for the claims a person has given a verdict on: one JSON-LD file a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import Decisions, ScaleStep, SourceNote, verdict_scale
from workbench.exporting.json_format import json_text
from workbench.exporting.plain_text import one_line
from workbench.exporting.whole_file import whole_file
from workbench.model import Claim

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# Signs that turn the direction of writing, left open: they would turn the rest of a page.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOST_AROUND = 500
BEST, WORST = 5, 1


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews, and where; what stands at `url` is what readers are sent to."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose claim it is: a name and an address that says who that is. `appearance` is where the text can be read."""

    name: str = ""
    same_as: str = ""
    appearance: str = ""


def write_claim_reviews(
    analysis: Analysed,
    folder: str | Path,
    decisions: Decisions,
    publisher: Publisher,
    *,
    speaker: Speaker | None = None,
    language: str = "en",
    today: date | None = None,
) -> list[Path]:
    """Write a file for every claim with a verdict that has a rating; gives their paths. `folder` is made if needed."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    steps = {step.id: step for step in verdict_scale(language, decisions)}
    written = []
    for claim in analysis.claims:
        judged = decisions.verdicts.get(claim.id)
        step = steps.get(judged.verdict) if judged is not None else None
        if judged is None or step is None or step.rating is None:
            continue
        evidence = [source for source in decisions.sources if source.claim == claim.id]
        review = claim_review(
            analysis, claim, step, publisher, speaker or Speaker(), judged.at, today, evidence=evidence
        )
        path = target / f"claim-review-{_UNSAFE.sub('-', claim.id)}.json"
        with whole_file(path) as file:
            # Such a file is pasted into pages as a script; no text in it may end that, or begin another.
            file.write(json_text(review, indent=2).replace("<", "\\u003c") + "\n")
        written.append(path)
    return written


def claim_review(
    analysis: Analysed,
    claim: Claim,
    step: ScaleStep,
    publisher: Publisher,
    speaker: Speaker,
    decided: datetime | None = None,
    today: date | None = None,
    *,
    evidence: Sequence[SourceNote] = (),
) -> dict[str, Any]:
    """One review as JSON-LD. What is not known is left out rather than made up."""
    document = analysis.document
    published = decided.date() if decided is not None else today or date.today()
    author = (
        {"@type": "Organization", "name": one_line(speaker.name), "sameAs": one_line(speaker.same_as)}
        if speaker.name
        else None
    )
    appearance = {"@type": "CreativeWork", "url": one_line(speaker.appearance)} if speaker.appearance else None
    reviewed = {
        "@type": "Claim",
        "@id": f"urn:sha256:{document.sha256}#char={claim.start},{claim.end}",
        "author": _known(author),
        "datePublished": document.date.isoformat() if document.date is not None else None,
        "firstAppearance": appearance,
        "appearance": [appearance] if appearance is not None else None,
    }
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": one_line(publisher.url),
        "claimReviewed": _sentence(analysis, claim),
        "datePublished": published.isoformat(),
        "author": {"@type": "Organization", "name": one_line(publisher.name), "url": one_line(publisher.url)},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": step.rating,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": one_line(step.name),
        },
        "itemReviewed": _known(reviewed),
    }
    if evidence:
        review["citation"] = [
            _known({"@type": "CreativeWork", "name": one_line(source.title), "url": one_line(source.address)})
            for source in evidence
        ]
    return review


def _known(entries: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if entries is None else {key: value for key, value in entries.items() if value not in (None, "")}


def _sentence(analysis: Analysed, claim: Claim) -> str:
    start, end = claim.sentence
    if not start <= claim.start < end:
        start, end = claim.start, claim.end
    # A text without sentence marks is one sentence however long it is.
    start, end = max(start, claim.start - _MOST_AROUND), min(max(end, claim.end), claim.end + _MOST_AROUND)
    return one_line(_TURNING.sub("", analysis.document.text[start:end]))
