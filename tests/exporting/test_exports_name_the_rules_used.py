"""Whoever reads an export sees by which rules of the analyst's own it was made, and which were switched off."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.exporting.json_schema import errors
from tests.quota_rule import RULE, TEXT
from workbench.analysis import Analysis, analyse
from workbench.case import (
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    Case,
    ChangeSetting,
    RuleFile,
    analysis_of,
    rule_files_text,
)
from workbench.exporting import to_json, write_html, write_workbook
from workbench.exporting.memo import write_memo
from workbench.exporting.rules_used import in_short
from workbench.model import Block, BlockKind, Document
from workbench.own_rules import own_rules_of
from workbench.resource_files import resources

HOUSE = RULE.replace("bound.quota", "bound.house")
DOCUMENT = Document(TEXT, language="en", blocks=[Block(BlockKind.PARAGRAPH, 0, len(TEXT))])
OWN = own_rules_of([("mine.toml", RULE), ('<b>="house".toml', HOUSE)])
OFF = frozenset({"share.soit"})


@pytest.fixture
def analysis() -> Analysis:
    return analyse(DOCUMENT, rules=OWN, off=OFF)


def sheet(path: Path, name: str) -> dict[str, list[str]]:
    """The pairs of words of a sheet."""
    pairs: dict[str, list[str]] = {}
    for label, text, *_ in openpyxl.load_workbook(path)[name].iter_rows(values_only=True, max_col=2):
        pairs.setdefault(str(label), []).append(str(text))
    return pairs


@pytest.mark.parametrize(
    ("language", "name", "files", "off"),
    [
        ("en", "Read me", "Own rules", "Rules switched off"),
        ("fr", "Lisez-moi", "Règles propres", "Règles désactivées"),
    ],
)
def test_a_workbook_and_reports_name_them(
    analysis: Analysis, tmp_path: Path, language: str, name: str, files: str, off: str
) -> None:
    write_workbook(analysis, tmp_path / "out.xlsx", language=language)
    told = sheet(tmp_path / "out.xlsx", name)
    assert told[files] == ["mine.toml: bound.quota", '<b>="house".toml: bound.house']
    assert told[off] == ["share.soit"]
    write_html(analysis, tmp_path / "out.html", language)
    page = (tmp_path / "out.html").read_text(encoding="utf-8").replace("\u00a0", "")
    assert f'{files}: mine.toml, &lt;b&gt;="house".toml' in page
    assert f"{off}: share.soit" in page
    write_memo(analysis, tmp_path / "out.docx", language)
    memo = zipfile.ZipFile(tmp_path / "out.docx").read("word/document.xml").decode().replace("\u00a0", "")
    assert f"{files}: mine.toml" in memo
    assert f"{off}: share.soit" in memo


def test_json_names_them_and_keeps_its_contract(analysis: Analysis) -> None:
    found = to_json(analysis)
    schema = json.loads((resources() / "exporting" / "workbench-1.schema.json").read_text(encoding="utf-8"))
    assert errors(found, schema, schema) == []
    assert found["rules"] == {
        "files": [
            {"name": "mine.toml", "rules": ["bound.quota"]},
            {"name": '<b>="house".toml', "rules": ["bound.house"]},
        ],
        "off": ["share.soit"],
    }


def test_where_there_are_none_nothing_is_said(tmp_path: Path) -> None:
    plain = analyse(DOCUMENT)
    assert "rules" not in to_json(plain)
    write_workbook(plain, tmp_path / "out.xlsx", language="en")
    assert "Own rules" not in sheet(tmp_path / "out.xlsx", "Read me")
    write_html(plain, tmp_path / "out.html", "en")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Own rules" not in page
    assert "switched off" not in page


def test_a_case_names_its_own_those_for_every_case_and_what_is_off(tmp_path: Path) -> None:
    with Case.create(tmp_path / "own.case", who="A. Analyst") as case:
        document = case.add_document(DOCUMENT)
        case.do(ChangeSetting(OWN_RULES_SETTING, rule_files_text([RuleFile("mine.toml", RULE)])))
        case.do(ChangeSetting(STANDING_RULES_SETTING, rule_files_text([RuleFile("house.toml", HOUSE)])))
        case.do(ChangeSetting(RULES_OFF_SETTING, '["bound.quota", "share.soit", "no.rule"]'))
        found = to_json(analysis_of(case, document))["rules"]
    assert found == {"files": [{"name": "house.toml", "rules": ["bound.house"]}], "off": ["bound.quota", "share.soit"]}


def test_many_names_are_not_all_named() -> None:
    assert in_short(f"r{number}" for number in range(20)).endswith("r10, r11, … (+8)")
