"""Decisions on the old version go over to the new one; what changed asks to be checked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.case_texts import GAP, claim_reading, snapshot
from workbench.case import (
    AddRelation,
    AddSource,
    Case,
    Choice,
    DecideFinding,
    DeleteClaim,
    EditClaim,
    MarkNotAClaim,
    SetNote,
    SetVerdict,
    Standing,
    Target,
    decisions_of,
)
from workbench.comparing import (
    CarryOver,
    State,
    claim_pairs,
    compare,
    state_name,
    to_check_again,
    with_versions,
)
from workbench.model import Document

SECOND = "A corrected text.\n" + GAP.replace("$496.5bn", "$499.5bn")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    with Case.create(tmp_path / "two.case", who="Ann") as opened:
        opened.add_document(Document(GAP, title="v1", language="en"))
        opened.add_document(Document(SECOND, title="v2", language="en"))
        yield opened


def rows(case: Case):
    return compare([(case.document(entry.id), case.claims(entry.id)) for entry in case.documents()])


def test_ticks_go_over_and_what_changed_asks_to_be_checked_again(case: Case) -> None:
    same, changed = claim_reading(case, "d1", "671.7"), claim_reading(case, "d1", "496.5")
    for claim in (same, changed):
        case.do(SetVerdict(Target.claim("d1", claim), "exact"))
    found = rows(case)
    case.do(CarryOver("d1", "d2", claim_pairs(found)))
    assert case.verdict(Target.claim("d2", claim_reading(case, "d2", "671.7"))).verdict == "exact"
    assert case.verdict(Target.claim("d2", claim_reading(case, "d2", "499.5"))) is None
    (again,) = to_check_again(case, "d1", found)
    assert (again.old, again.new, again.state) == (changed, claim_reading(case, "d2", "499.5"), State.CHANGED)


def test_all_kinds_of_work_go_over_in_one_step(case: Case) -> None:
    gap, rate = claim_reading(case, "d1", "671.7"), claim_reading(case, "d1", "24.4")
    imports, exports = claim_reading(case, "d1", "1.76"), claim_reading(case, "d1", "1.15")
    finding = next(f for f in case.open_findings("d1") if set(f.claims) == {gap, imports, exports})
    case.do(DecideFinding("d1", finding.key, Choice.DISMISSED, "other-scope"))
    case.do(EditClaim("d1", imports, {"scope": "United States"}))
    case.do(SetNote(Target.claim("d1", gap), "called the bureau"))
    case.do(AddSource(Target.claim("d1", gap), "https://example.org", attachment=b"x", attachment_name="x.txt"))
    case.do(MarkNotAClaim("d1", rate))
    case.do(AddRelation("d1", formula=f"{imports} > {exports}"))
    before = snapshot(case)
    pairs = claim_pairs(rows(case)) | {rate: claim_reading(case, "d2", "24.4")}
    change = case.do(CarryOver("d1", "d2", pairs))
    assert change.name.text("fr") == "reprendre les décisions de d1 dans d2"
    new_gap = claim_reading(case, "d2", "671.7")
    assert case.note(Target.claim("d2", new_gap)).text == "called the bureau"
    (source,) = case.sources(Target.claim("d2", new_gap))
    assert case.attachment(source) == ("x.txt", b"x")
    assert case.entry("d2", pairs[rate]).standing is Standing.NOT_A_CLAIM
    assert case.entry("d2", pairs[imports]).claim.scope == "United States"
    assert case.entry("d2", pairs[imports]).original.scope != "United States"
    assert any(relation.claims == (pairs[imports], pairs[exports]) for relation in case.relations("d2"))
    case.undo()
    assert snapshot(case) == before


def test_a_dismissed_finding_stays_dismissed_in_the_next_version(case: Case) -> None:
    for finding in case.open_findings("d1"):
        case.do(DecideFinding("d1", finding.key, Choice.DISMISSED, "rounding"))
    before = len(case.open_findings("d2"))
    case.do(CarryOver("d1", "d2", claim_pairs(rows(case))))
    after = case.open_findings("d2")
    assert len(after) < before
    changed = claim_reading(case, "d2", "499.5")
    assert all(changed in finding.claims for finding in after)


def test_work_on_the_new_version_is_not_overwritten(case: Case) -> None:
    old, new = claim_reading(case, "d1", "671.7"), claim_reading(case, "d2", "671.7")
    case.do(SetVerdict(Target.claim("d1", old), "exact"))
    case.do(SetVerdict(Target.claim("d2", new), "wrong"))
    case.do(CarryOver("d1", "d2", claim_pairs(rows(case))))
    assert case.verdict(Target.claim("d2", new)).verdict == "wrong"


def test_a_claim_that_went_missing_is_refused_without_a_trace(case: Case) -> None:
    from workbench.case import EditRefusedError

    pairs = claim_pairs(rows(case))
    case.do(DeleteClaim("d2", claim_reading(case, "d2", "671.7")))
    before = snapshot(case)
    with pytest.raises(EditRefusedError):
        case.do(CarryOver("d1", "d2", pairs))
    assert snapshot(case) == before


@pytest.mark.parametrize(("language", "asked"), [("en", "changed: check again"), ("fr", "modifié\u00a0: à revérifier")])
def test_the_exports_get_the_table_of_versions(case: Case, language: str, asked: str) -> None:
    case.do(SetVerdict(Target.claim("d1", claim_reading(case, "d1", "496.5")), "exact"))
    given = with_versions(decisions_of(case, "d1", language), case, ("d1", "d2"), rows(case), language)
    assert list(given.version_names) == ["v1", "v2"]
    (line,) = (line for line in given.versions if line.written[0] == "$496.5bn")
    assert (line.written, line.change, line.ticked) == (("$496.5bn", "$499.5bn"), asked, True)


def test_every_state_has_a_name_in_both_languages() -> None:
    names = {language: [state_name(state, language) for state in State] for language in ("en", "fr")}
    assert all(len(set(found)) == len(State) for found in names.values())
