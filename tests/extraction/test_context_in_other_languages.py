"""Of whom and when a claim speaks, in the languages beside French and English."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.extraction import extract
from workbench.extraction.lexicon import available_languages
from workbench.model import Claim, Document, Kind
from workbench.resource_files import load_toml

TODAY = date(2025, 6, 15)
CONTEXTS = [
    (language, entry["text"], entry["claim"], entry["days"], entry["scope"])
    for language in available_languages()
    for entry in load_toml("languages", language, "examples.toml").get("contexts", ())
]


def claim_of(language: str, sentence: str, begins: str) -> Claim:
    claims = extract(Document(sentence, language=language, date=TODAY))
    return next(c for c in claims if c.quantity.kind is not Kind.DATE and c.text.startswith(begins))


@pytest.mark.parametrize(("language", "sentence", "begins", "days", "scope"), CONTEXTS)
def test_period_and_scope(language: str, sentence: str, begins: str, days: str, scope: str) -> None:
    claim = claim_of(language, sentence, begins)
    assert claim.period is not None
    assert f"{claim.period.first}..{claim.period.last}" == days
    assert claim.scope == scope


def test_a_subject_behind_its_verb_is_what_is_measured() -> None:
    assert claim_of("de", "Im zweiten Quartal sank der Gewinn auf 538 Millionen Euro.", "538").indicator == "Gewinn"
    assert claim_of("nl", "In april daalde de inflatie tot 3,1 procent.", "3,1").indicator == "inflatie"


def test_a_number_with_a_stop_before_a_month_ends_no_sentence() -> None:
    first, second = (claim_of("de", "Am 3. März kamen 40 Gäste. Am Tag darauf 50.", begins) for begins in ("40", "50"))
    assert first.sentence != second.sentence
    assert first.sentence[0] == 0
