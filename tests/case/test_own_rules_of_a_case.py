"""Rules of the analyst's own, kept in the case: used, switched off, undone, and no harm when they are broken."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.quota_rule import RULE, TEXT
from tests.tolerant_rules import BEYOND, RULES
from workbench.case import (
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    Case,
    ChangeSetting,
    EditClaim,
    EditRefusedError,
    RuleFile,
    Together,
    own_rules,
    rule_files,
    rule_files_text,
)
from workbench.case.codec import dump, load
from workbench.model import (
    Block,
    BlockKind,
    Document,
    Operand,
    Operation,
    Relation,
    Tolerance,
    ToleranceKind,
    Verdict,
)
from workbench.whatif import try_values

FILE = RuleFile("mine.toml", RULE)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Case, str]]:
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(TEXT))]
    with Case.create(tmp_path / "own.case", who="A. Analyst") as case:
        yield case, case.add_document(Document(TEXT, language="en", blocks=blocks))


def rules_met(case: Case, document: str) -> set[str]:
    return {relation.rule for relation in case.relations(document)}


def test_a_rule_of_ones_own_finds_what_no_other_does_and_undo_takes_it_back(opened: tuple[Case, str]) -> None:
    case, document = opened
    assert case.open_findings(document) == []
    change = case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([FILE])))
    assert change.flips.new
    assert "bound.en.quota" in rules_met(case, document)
    assert case.open_findings(document)
    case.undo()
    assert case.open_findings(document) == []
    assert case.setting(OWN_RULES_SETTING) is None
    case.redo()
    assert case.open_findings(document)


def test_it_is_switched_off_like_any_other_and_gone_when_its_file_is_taken_out(opened: tuple[Case, str]) -> None:
    case, document = opened
    case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([FILE])))
    case.do(ChangeSetting(RULES_OFF_SETTING, '["bound.quota"]'))
    assert rules_met(case, document) == set()
    case.undo()
    assert rules_met(case, document) == {"bound.en.quota"}
    case.do(ChangeSetting(OWN_RULES_SETTING, ""))
    assert rules_met(case, document) == set()


def test_an_id_with_two_letters_in_the_middle_is_switched_off_too(opened: tuple[Case, str]) -> None:
    case, document = opened
    file = RuleFile("mine.toml", RULE.replace("bound.quota", "bound.eu.quota"))
    case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([file])))
    assert rules_met(case, document) == {"bound.en.eu.quota"}
    case.do(ChangeSetting(RULES_OFF_SETTING, '["bound.eu.quota"]'))
    assert rules_met(case, document) == set()


def test_files_and_thresholds_changed_together_are_one_step(opened: tuple[Case, str]) -> None:
    case, document = opened
    case.do(
        Together(
            (
                ChangeSetting(OWN_RULES_SETTING, rule_files_text([FILE])),
                ChangeSetting(RULES_OFF_SETTING, '["share.soit"]'),
            )
        )
    )
    case.undo()
    assert case.setting(OWN_RULES_SETTING) is case.setting(RULES_OFF_SETTING) is None
    assert case.open_findings(document) == []


def test_own_rules_are_there_when_the_case_is_opened_again(opened: tuple[Case, str]) -> None:
    case, document = opened
    case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([FILE])))
    case.close()
    with Case.open(case.path) as again:
        again.recheck()
        assert rule_files(again.setting(OWN_RULES_SETTING)) == (FILE,)
        assert again.open_findings(document)


def test_what_a_rule_tolerates_and_says_lives_through_an_edit_and_another_opening(tmp_path: Path) -> None:
    text = BEYOND[0]
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(text))]
    with Case.create(tmp_path / "tolerant.case", who="A. Analyst") as case:
        document = case.add_document(Document(text, language="en", blocks=blocks))
        case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([RuleFile("tolerant.toml", RULES)])))
        (finding,) = case.open_findings(document)
        assert finding.explanation.title == "412 tonnes of a quota of 824 tonnes is 50%, not 52.1%"
        share = next(claim for claim in case.claims(document) if claim.text == "52.1%")
        case.do(EditClaim(document, share.id, {"value": "50.9%"}))
        assert case.open_findings(document) == []
        (finding,) = case.findings(document)
        assert "within the rule’s tolerance" in finding.explanation.working
        outcome = try_values(case, document, {share.id: "51.4%"})
        assert [row.verdicts[1] for row in outcome.rows] == [Verdict.INCONSISTENT]
        outcome = try_values(case, document, {share.id: "51%"})
        assert [row.verdicts[1] for row in outcome.rows] == [Verdict.CONSISTENT]
        case.undo()
    with Case.open(tmp_path / "tolerant.case") as again:
        again.recheck()
        (finding,) = again.open_findings(document)
        assert "The rule tolerates 1 point." in finding.explanation.working


def test_rules_for_every_case_are_used_beside_its_own_whose_namesakes_come_first(opened: tuple[Case, str]) -> None:
    case, document = opened
    case.do(ChangeSetting(STANDING_RULES_SETTING, rule_files_text([FILE])))
    assert rules_met(case, document) == {"bound.en.quota"}
    deaf = RuleFile("deaf.toml", RULE.replace("quota of {greater}", "quotum of {greater}"))
    case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([deaf])))
    assert rules_met(case, document) == set()
    case.undo()
    case.undo()
    assert case.setting(STANDING_RULES_SETTING) is None
    assert rules_met(case, document) == set()


def test_a_relation_with_a_tolerance_is_written_and_read(tmp_path: Path) -> None:
    relation = Relation(
        "r1",
        Operation.SUM,
        "own",
        (Operand("total", "c1"), Operand("part", "c2")),
        tolerance=Tolerance(ToleranceKind.PART, Fraction(1, 200)),
        message=(("", "{total}"), ("fr", "{part}")),
    )
    assert load(Relation, dump(relation)) == relation
    plain = replace(relation, tolerance=None, message=())
    assert "tolerance" not in dump(plain)
    assert load(Relation, dump(plain)) == plain


def test_the_rules_of_one_text_are_read_once() -> None:
    text = rule_files_text([FILE])
    assert own_rules(text) is own_rules(text)
    assert rule_files_text([]) == ""
    assert own_rules(None) == ()


@pytest.mark.parametrize(
    "value",
    [
        "{}",
        "[1]",
        '[{"name": "mine.toml"}]',
        '[{"name": "", "text": "x"}]',
        '[{"name": "mine.toml", "text": 1}]',
        '[{"name": "mine.toml", "text": "not toml"}]',
        '[{"name": "mine.toml", "text": ""}]',
        json.dumps([{"name": f"{n}.toml", "text": RULE.replace("quota", f"quota{n}")} for n in range(21)]),
        json.dumps([{"name": "mine.toml", "text": RULE + "#" * 200_001}]),
        json.dumps([{"name": "a.toml", "text": RULE}, {"name": "b.toml", "text": RULE}]),
        json.dumps([{"name": "a.toml", "text": RULE}, {"name": "a.toml", "text": RULE.replace("quota", "limit")}]),
        json.dumps([{"name": "a.toml", "text": RULE.replace("{lesser}", "{least}")}]),
        json.dumps([{"name": "a.toml", "text": RULE.replace("what =", "constants = 3\nwhat =")}]),
        json.dumps([{"name": "a.toml", "text": RULE.replace("what =", "default_sign = 'x'\nwhat =")}]),
        json.dumps([{"name": "a.toml", "text": RULE.replace("what =", "anchor = {}\nwhat =")}]),
    ],
)
def test_what_are_no_rules_is_refused(opened: tuple[Case, str], value: str) -> None:
    case, document = opened
    with pytest.raises(EditRefusedError):
        case.do(ChangeSetting(OWN_RULES_SETTING, value))
    assert case.setting(OWN_RULES_SETTING) is None
    assert case.open_findings(document) == []


def test_a_case_whose_rules_another_program_broke_opens_without_them(opened: tuple[Case, str]) -> None:
    case, document = opened
    case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([FILE])))
    case.close()
    good = {"name": "good.toml", "text": RULE.replace("bound.quota", "bound.good")}
    for broken, findings in (
        ("[{", 0),
        (json.dumps([{"name": "mine.toml", "text": "[[rule]]"}]), 0),
        # What is wrong with one file costs none of the others their rules.
        (json.dumps([{"name": "mine.toml", "text": "[[rule]]"}, good, {**good, "name": "twice.toml"}]), 1),
    ):
        with sqlite3.connect(case.path) as other:
            other.execute("UPDATE records SET payload = ? WHERE kind = 'setting'", (json.dumps({"value": broken}),))
        other.close()
        with Case.open(case.path) as again:
            again.recheck()
            assert len(again.open_findings(document)) == findings
