"""Titles as they are read in the list of findings: every number in its unit, what is worked out as far as it tells."""

from __future__ import annotations

import pytest

from tests.checking.drafts import Draft
from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Hedge, Operation, RepairKind, Unknown, Verdict
from workbench.reading import read_text
from workbench.relations import relate


def findings(text: str, language: str) -> list[Finding]:
    document = read_text(text, language=language)
    claims = extract(document)
    return check(document, claims, relate(document, claims))


def titles(text: str, language: str, verdict: Verdict) -> list[str]:
    """The titles of one verdict, their spaces as plain ones."""
    found = (one.explanation.title for one in findings(text, language) if one.verdict is verdict)
    return [" ".join(title.split()) for title in found]


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        # Too long with the unit three times over: said once for all, on no side alone.
        (
            "en",
            "The surplus of the region, €14.2 million, is the difference between revenue of €751.6 million and "
            "spending of €738.4 million.",
            "751.6 − 738.4 = 13.2, not €14.2 million",
        ),
        # What of many millions it is stays with the number that is told in them.
        (
            "fr",
            "La clinique a payé 4,2 millions d'euros de vacations pour 5 400 gardes, soit 1 700 euros par garde.",
            "4,2 millions pour 5 400, c’est 777,78, pas 1 700 euros",
        ),
        (
            "en",
            "The studio spent $58 million on 12 pictures, so $8 million a picture.",
            "$58 million over 12 is $4.833 million, not $8 million",
        ),
    ],
    ids=["unit once", "scale kept", "endless quotient"],
)
def test_units_and_digits_of_a_conflict(language: str, text: str, title: str) -> None:
    assert titles(text, language, Verdict.INCONSISTENT) == [title]


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        (
            "fr",
            "L'Ebitda se monte à 134 millions d'euros, soit 16,8 % des ventes.",
            "ventes : 792..803 millions d'euros",
        ),
        ("en", "Of the 214 schools inspected, 61% were good.", "61% (214 schools): 130..131"),
        ("fr", "Sur les 16 écoles interrogées, 44 % signalent une pénurie.", "44 % (16 écoles) : 7"),
        ("en", "Some 43.8% of the 16 municipalities voted for the budget.", "43.8% of the 16 municipalities: 7"),
    ],
)
def test_an_implied_value_is_named_as_it_is_worked_out(language: str, text: str, title: str) -> None:
    assert titles(text, language, Verdict.IMPLIED) == [title]


def test_a_share_above_its_whole_is_wrong_and_implies_nothing() -> None:
    for text in (
        "In all, 2,410 households, or 112% of all households, have broadband.",
        "Of the 214 schools inspected, 161% were good.",
    ):
        (finding,) = findings(text, "en")
        assert finding.verdict is Verdict.INCONSISTENT
        assert RepairKind.SIGN not in {repair.kind for repair in finding.repairs}


def test_an_implied_value_that_other_relations_narrow_says_so() -> None:
    draft = Draft()
    women = draft.number("about 5,600", "5600", hedge=Hedge.ABOUT)
    draft.relate(
        Operation.SHARE, part=women, share=draft.number("45%", "45", unit="%"), whole=Unknown("staff", "staff")
    )
    (alone,) = draft.check()
    assert alone.explanation.title.removeprefix("staff: ") in alone.explanation.working
    assert "everything else" not in alone.explanation.working
    draft.relate(Operation.SUM, total=women, part=[draft.number("2,801", "2801"), draft.number("2,815", "2815")])
    (implied,) = (finding for finding in draft.check() if finding.implied is not None)
    assert implied.explanation.title != alone.explanation.title
    told = implied.explanation.title.removeprefix("staff: ")
    assert implied.explanation.working.endswith(f"With everything else the text says: {told}.")
