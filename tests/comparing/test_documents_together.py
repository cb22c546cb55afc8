"""Figures of one document checked against those of another in the same case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.case_texts import claim_reading
from workbench.case import Case, EditClaim
from workbench.comparing import check_together
from workbench.model import Document, Verdict


def documents(tmp_path: Path, *texts: str) -> Case:
    case = Case.create(tmp_path / "together.case")
    for text in texts:
        case.add_document(Document(text, language="en"))
    return case


def set_context(case: Case, document: str, text: str, **fields: str) -> None:
    case.do(EditClaim(document, claim_reading(case, document, text), fields))


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ("It made 650 billion yuan.", Verdict.CONSISTENT),
        ("It made 650.2 billion yuan.", Verdict.CONSISTENT),
        ("It made 652 billion yuan.", Verdict.DOUBTFUL),
        ("It made 720 billion yuan.", Verdict.INCONSISTENT),
    ],
)
def test_a_figure_is_checked_against_that_of_another_document(tmp_path: Path, second: str, verdict: Verdict) -> None:
    with documents(tmp_path, "It made 650 billion yuan.", second) as case:
        for document in ("d1", "d2"):
            set_context(case, document, "billion", indicator="industry output", scope="Jiangsu", period="2021")
        (check,) = check_together(case)
        assert check.verdict is verdict
        assert (check.scope, check.period) == ("Jiangsu", "2021")


@pytest.mark.parametrize(
    "other", [{"scope": "Wuxi"}, {"period": "2020"}, {"indicator": "population"}, {"scope": ""}, {"period": ""}]
)
def test_figures_on_different_things_are_not_compared(tmp_path: Path, other: dict[str, str]) -> None:
    context = {"indicator": "industry output", "scope": "Jiangsu", "period": "2021"}
    with documents(tmp_path, "It made 650 billion yuan.", "It made 720 billion yuan.") as case:
        set_context(case, "d1", "billion", **context)
        set_context(case, "d2", "billion", **(context | other))
        assert check_together(case) == []


WUXI = (
    "En 2021, la production de l'industrie de l'Internet des objets de Wuxi a atteint 350 milliards de yuans, soit "
    "50 % de celle du Jiangsu."
)
JIANGSU = "En 2021, la production de l'industrie de l'Internet des objets du Jiangsu a atteint {} milliards de yuans."


@pytest.mark.parametrize(("stated", "verdict"), [("700", Verdict.CONSISTENT), ("900", Verdict.INCONSISTENT)])
def test_what_one_text_implies_is_checked_against_what_another_states(
    tmp_path: Path, stated: str, verdict: Verdict
) -> None:
    with Case.create(tmp_path / "a.case") as case:
        for text in (WUXI, JIANGSU.format(stated)):
            case.add_document(Document(text, language="fr"))
        (check,) = check_together(case)
        assert check.verdict is verdict
        assert (check.first.document, check.second.document) == ("d1", "d2")
        assert check.first.finding
        assert check.second.claim is not None


@pytest.mark.parametrize(("stated", "verdict"), [("31.3", Verdict.CONSISTENT), ("34.2", Verdict.DOUBTFUL)])
def test_the_level_before_a_growth_is_checked_with_doubt_since_its_year_is_supposed(
    tmp_path: Path, stated: str, verdict: Verdict
) -> None:
    with documents(
        tmp_path,
        f"In 2021 sales stood at ${stated} million.",
        "In 2022 sales stood at $38.5 million, up $7.2 million or 23%.",
    ) as case:
        set_context(case, "d1", stated, indicator="sales", scope="Acme", period="2021")
        set_context(case, "d2", "38.5", indicator="sales", scope="Acme", period="2022")
        assert {check.verdict for check in check_together(case)} == {verdict}
        assert all(check.first.supposed or check.second.supposed for check in check_together(case))
