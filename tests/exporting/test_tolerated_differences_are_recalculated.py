"""What a rule tolerates is an input of the workbook: a colleague's recalculation says what the program said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.exporting.spreadsheets import (
    address,
    formula_cells,
    needs_libreoffice,
    recalculated,
    rows_by_name,
    same,
)
from tests.tolerant_rules import BEYOND, RULES, UNSTATED, WITHIN
from workbench.analysis import Analysis, analyse
from workbench.exporting import to_json, write_html, write_workbook
from workbench.exporting.chained_checks import chained_checks
from workbench.exporting.recomputation import outcome_of
from workbench.exporting.workbook.wording import wording
from workbench.model import Block, BlockKind, Document, Operand, Operation, Relation, Verdict
from workbench.relations.rules import rules_of_text, validated

TEXT = "\n\n".join((*WITHIN, *BEYOND, UNSTATED))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    blocks, at = [], 0
    for paragraph in TEXT.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    own = validated(rules_of_text(RULES, "tolerant.toml"))
    return analyse(Document(TEXT, language="en", blocks=blocks), rules=own)


@needs_libreoffice
@pytest.mark.libreoffice
def test_the_recalculated_workbook_says_what_the_program_said(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "tolerant.xlsx"
    write_workbook(analysis, path)
    computed = recalculated(path, tmp_path)
    rows = {str(row["id"]): row for row in rows_by_name(computed["Checks"])}
    words = wording("en").table("results")
    single = [finding for finding in analysis.findings if finding.implied is None]
    assert len(single) == len(WITHIN) + len(BEYOND)
    for finding in single:
        row = rows[finding.relations[0]]
        assert row["result"] == words[outcome_of(finding).value], row
        assert (row["tick"] == "tol") is (finding.verdict is Verdict.CONSISTENT), row
        assert "tolerated" in str(row["formula"])
    (implied,) = [finding.implied for finding in analysis.findings if finding.implied is not None]
    (narrowed,) = rows_by_name(computed["Implied"])
    assert narrowed["low"] == pytest.approx(float(implied.expected.low or 0))
    assert narrowed["high"] == pytest.approx(float(implied.expected.high or 0))
    for sheet, place, stored in formula_cells(path):
        assert same(stored, computed[sheet][place].value), (sheet, place, stored)


@needs_libreoffice
@pytest.mark.libreoffice
def test_another_tolerance_in_the_sheet_changes_the_result(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "tolerant.xlsx"
    write_workbook(analysis, path)
    sheet = openpyxl.load_workbook(path)["Checks"]
    flagged = next(one for one in analysis.findings if one.operation == "share" and one.verdict is Verdict.INCONSISTENT)
    passed = next(one for one in analysis.findings if one.operation == "sum" and one.verdict is Verdict.CONSISTENT)
    changes = {
        ("Checks", address(sheet, "tol_distance", flagged.relations[0])): 5,
        ("Checks", address(sheet, "tol_part", passed.relations[0])): 0,
    }
    rows = {str(row["id"]): row for row in rows_by_name(recalculated(path, tmp_path, changes)["Checks"])}
    assert rows[flagged.relations[0]]["result"] == wording("en")("results", "consistent")
    assert rows[passed.relations[0]]["result"] == wording("en")("results", "inconsistent")


def test_several_relations_together_keep_to_the_tolerance_step_by_step(analysis: Analysis) -> None:
    """A whole that one rule implies within its tolerance, and a number too far from it."""
    (told,) = [relation for relation in analysis.relations if relation.rule == "share.en.harbour"]
    whole = told.role("whole")
    assert whole is not None
    (known,) = [claim for claim in analysis.claims if claim.text.startswith("10,141")]
    same_thing = Relation(
        "r99", Operation.RESTATEMENT, "own", (Operand("first", known.id), Operand("second", unknown=whole.unknown))
    )
    from workbench.checking import check

    relations = [told, same_thing]
    findings = list(check(analysis.document, analysis.claims, relations))
    together = Analysis(analysis.document, analysis.claims, relations, findings)
    (chained,) = chained_checks(together)
    assert chained.outcome is outcome_of(chained.finding)
    assert any(step.check is not None and step.check.relation is told for step in chained.chain.steps())
    assert "The rule tolerates 1 point." in chained.finding.explanation.working


def test_the_message_of_a_rule_is_in_every_export(analysis: Analysis, tmp_path: Path) -> None:
    title = "412 tonnes of a quota of 824 tonnes is 50%, not 52.1%"
    assert title in {finding["title"] for finding in to_json(analysis)["findings"]}
    write_html(analysis, tmp_path / "report.html", "en")
    assert title in (tmp_path / "report.html").read_text(encoding="utf-8")
    write_workbook(analysis, tmp_path / "book.xlsx")
    rows = rows_by_name(openpyxl.load_workbook(tmp_path / "book.xlsx")["Findings"])
    assert title in {row["title"] for row in rows}
