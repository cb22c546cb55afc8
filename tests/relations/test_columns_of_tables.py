"""Columns of changes and of shares, and what is left alone among them."""

from __future__ import annotations

from workbench.checking import check
from workbench.extraction import extract
from workbench.model import Finding, Relation, Verdict
from workbench.reading import read_bytes
from workbench.relations import relate

HEAD = "| Country | 2022 | 2023 | {change} |\n| --- | --- | --- | --- |\n"


def read(text: str) -> tuple[list[Relation], list[Finding]]:
    document = read_bytes(text.encode(), "table.md")
    document.language = "en"
    claims = extract(document)
    relations = relate(document, claims)
    found = check(document, claims, relations)
    return relations, [finding for finding in found if finding.verdict is Verdict.INCONSISTENT]


def rules(relations: list[Relation]) -> set[str]:
    return {relation.rule for relation in relations}


def test_the_row_whose_change_is_wrong_is_the_one_that_is_flagged() -> None:
    rows = "| France | 1,204 | 1,387 | 15.2% |\n| Germany | 980 | 912 | -6.9% |\n| Italy | 455 | 512 | 21.5% |\n"
    relations, wrong = read(HEAD.format(change="Change") + rows)
    assert len([relation for relation in relations if relation.rule == "growth.table"]) == 3
    assert [finding.explanation.title for finding in wrong] == ["512 is not 21.5% above 455"]
    assert any(repair.text == "12.5%" for repair in wrong[0].repairs)


def test_changes_in_points_and_in_the_unit_of_the_levels() -> None:
    rows = ("| France | 12.1% | 13.4% | 1.3 pts |", "| Germany | 9.4% | 8.1% | -1.3 pts |")
    points = "\n".join((*rows, "| Italy | 7.0% | 7.9% | 1.9 pts |", ""))
    relations, wrong = read(HEAD.format(change="Change") + points)
    assert "growth.table.points" in rules(relations)
    assert len(wrong) == 1
    levels = "| France | 1,204 | 1,387 | 183 |\n| Germany | 980 | 912 | -68 |\n| Italy | 455 | 512 | 75 |\n"
    relations, wrong = read(HEAD.format(change="Difference") + levels)
    assert "growth.table.difference" in rules(relations)
    assert len(wrong) == 1


def test_a_column_that_is_worked_out_from_something_else_is_left_alone() -> None:
    rows = "| France | 1,204 | 1,387 | 9.1% |\n| Germany | 980 | 912 | 2.4% |\n| Italy | 455 | 512 | 12.5% |\n"
    relations, wrong = read(HEAD.format(change="Change") + rows)
    assert "growth.table" not in rules(relations)
    assert not wrong


def test_an_organic_change_is_left_alone() -> None:
    rows = "| France | 1,204 | 1,387 | 15.2% |\n| Germany | 980 | 912 | -6.9% |\n| Italy | 455 | 512 | 21.5% |\n"
    relations, _ = read(HEAD.format(change="Organic change") + rows)
    assert "growth.table" not in rules(relations)


def test_three_years_and_a_change_that_names_none_are_left_alone() -> None:
    text = (
        "| Country | 2021 | 2022 | 2023 | Change |\n| --- | --- | --- | --- | --- |\n"
        "| France | 1,100 | 1,204 | 1,387 | 15.2% |\n| Germany | 901 | 980 | 912 | -6.9% |\n"
    )
    relations, _ = read(text)
    assert "growth.table" not in rules(relations)
    relations, _ = read(text.replace("| Change", "| Change 2023/2022"))
    assert "growth.table" in rules(relations)


def test_shares_are_held_against_the_total_and_add_up_to_a_hundred() -> None:
    text = (
        "| Country | Sales | Share |\n| --- | --- | --- |\n| France | 1,387 | 41.3% |\n| Germany | 912 | 27.2% |\n"
        "| Italy | 512 | 25.2% |\n| Spain | 547 | 16.3% |\n| Total | 3,358 | 100.0% |\n"
    )
    relations, wrong = read(text)
    assert {"share.table", "footing.total"} <= rules(relations)
    assert {finding.operation for finding in wrong} == {"share", "footing"}
    assert all(any(repair.text == "15.2%" for repair in finding.repairs) for finding in wrong)
