"""The list of verdicts is the case's own: changed in one step, never to the loss of a verdict that was given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.case.case_texts import claim_reading
from workbench.case import (
    SCALE_SETTING,
    Case,
    ChangeSetting,
    EditRefusedError,
    SetSecondVerdict,
    SetVerdict,
    Target,
    VerdictStep,
    analysis_of,
    decisions_of,
    default_scale,
    new_step_id,
    scale_text,
)
from workbench.exporting import write_workbook


def test_steps_are_added_renamed_and_reordered_in_one_undoable_step(case: Case, path: Path) -> None:
    steps = case.verdict_scale()
    added = VerdictStep(new_step_id(steps), "To be rounded", "À arrondir", 4)
    wanted = (added, replace(steps[1], en="Nearly"), steps[0], *steps[2:])
    change = case.do(ChangeSetting(SCALE_SETTING, scale_text(wanted)))
    assert change.name is not None
    assert change.name.text("fr") == "modifier la liste des verdicts"
    assert case.verdict_scale() == wanted
    case.close()
    with Case.open(path) as again:
        assert again.verdict_scale() == wanted
        again.undo()
        assert again.verdict_scale() == default_scale()


@pytest.mark.parametrize("second", [False, True])
def test_a_verdict_that_was_given_cannot_be_taken_off(case: Case, gap: str, second: bool) -> None:
    target = Target.claim(gap, claim_reading(case, gap, "671.7"))
    give = SetSecondVerdict(target, "wrong") if second else SetVerdict(target, "wrong")
    case.do(give)
    assert case.verdicts_in_use() == {"wrong": 1}
    left = tuple(step for step in case.verdict_scale() if step.id != "wrong")
    with pytest.raises(EditRefusedError) as refused:
        case.do(ChangeSetting(SCALE_SETTING, scale_text(left)))
    assert "Wrong" in str(refused.value)
    case.do(type(give)(target, ""))
    case.do(ChangeSetting(SCALE_SETTING, scale_text(left)))
    assert "wrong" not in {step.id for step in case.verdict_scale()}


def test_the_first_list_does_not_come_back_over_verdicts_of_ones_own(case: Case, gap: str) -> None:
    own = (*default_scale(), VerdictStep("own-1", "Rounded", "Arrondi"))
    case.do(ChangeSetting(SCALE_SETTING, scale_text(own)))
    case.do(SetVerdict(Target.of_document(gap), "own-1"))
    with pytest.raises(EditRefusedError):
        case.do(ChangeSetting(SCALE_SETTING, ""))


def test_a_step_needs_a_name_in_both_languages(case: Case) -> None:
    nameless = (*default_scale(), VerdictStep("own-1", "Rounded", " "))
    with pytest.raises(EditRefusedError):
        case.do(ChangeSetting(SCALE_SETTING, scale_text(nameless)))


def test_the_workbook_offers_the_list_of_the_case(case: Case, gap: str, tmp_path: Path) -> None:
    own = (VerdictStep("own-1", "To be rounded", "À arrondir", 4), *default_scale()[1:])
    case.do(ChangeSetting(SCALE_SETTING, scale_text(own)))
    case.do(SetVerdict(Target.claim(gap, claim_reading(case, gap, "671.7")), "own-1"))
    write_workbook(
        analysis_of(case, gap), tmp_path / "out.xlsx", language="fr", decisions=decisions_of(case, gap, "fr")
    )
    sheets = load_workbook(tmp_path / "out.xlsx")
    words = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert "À arrondir" in words
    lists = next(sheet for sheet in sheets if sheet.title in ("Listes", "Lists"))
    assert "À arrondir" in {cell.value for row in lists.iter_rows() for cell in row}
