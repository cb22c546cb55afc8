"""The rows of Checks that are no single equation: conflicts of several relations, and what stays in words."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.exporting.chained_checks import ChainedCheck
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Outcome, outcome_of
from workbench.exporting.workbook.book import Table
from workbench.exporting.workbook.calculator import Calculator, Value, computed
from workbench.exporting.workbook.chains_sheet import chain_formulas
from workbench.exporting.workbook.wording import Wording
from workbench.model import Document, Finding, Operation

_LONGEST_QUOTE = 400


def write_chained(
    table: Table, check: ChainedCheck, calculator: Calculator, finding_ids: frozenset[str]
) -> dict[str, Value]:
    """A conflict of several relations, or a comparison with a known figure: the two sides of its chain."""
    texts, finding = table.book.texts, check.finding
    compared = finding.operation == Operation.REFERENCE.value
    cells: dict[str, Value] = {"id": finding.id, "ceiling": texts("choices", "yes" if check.capped else "no")}
    table.put("id", finding.id)
    table.put("operation", texts("operations", "reference" if compared else "together"))
    words = texts("formulas", "chain" if check.chain.exact else "circle", relations=", ".join(finding.relations))
    table.put("formula", words)
    table.put("confidence", texts("levels", finding.confidence.value))
    table.put("ceiling", str(cells["ceiling"]))
    table.put("quote", cut(one_line(finding.explanation.text), _LONGEST_QUOTE))
    for name, (template, value) in computed(calculator, chain_formulas(check, texts), cells).items():
        table.compute(name, template, value)
    link_to_finding(table, finding, finding_ids)
    return cells


def write_whole_count(
    table: Table, finding: Finding, calculator: Calculator, finding_ids: frozenset[str]
) -> dict[str, Value]:
    """A percentage of a small group: the counts it allows, and whether a whole one is among them."""
    texts = table.book.texts
    cells: dict[str, Value] = {"id": finding.id, "check": finding.relations[0]}
    table.put("id", finding.id)
    table.put("operation", texts("operations", "whole_count"))
    table.put("formula", texts("formulas", "whole_count", relation=finding.relations[0]))
    table.put("confidence", texts("levels", finding.confidence.value))
    table.put("quote", cut(one_line(finding.explanation.text), _LONGEST_QUOTE))
    for name, (template, value) in computed(
        calculator, _whole_count_formulas(finding.relations[0], texts), cells
    ).items():
        table.compute(name, template, value)
    link_to_finding(table, finding, finding_ids)
    return cells


def _whole_count_formulas(relation: str, texts: Wording) -> Iterator[tuple[str, str]]:
    for place, of in (("a", "stated"), ("b", "b")):
        yield f"{place}_row", f'MATCH("{relation}|{of}",[links.key],0)'
    yield "b_low", "INDEX([links.point],{b_row})"
    yield "b_high", "{b_low}"
    for p, links in (("", ""), ("wide_", "widest_")):
        for end in ("low", "high"):
            yield f"{p}a_{end}", f"INDEX([links.{links}{end}],{{a_row}})"
            # Nine decimals, so that a whole count is whole to a spreadsheet too.
            yield f"{p}{end}", f"ROUND({{{p}a_{end}}}*{{b_low}}/100,9)"
        ends = f"INDEX([links.{links}ends],{{a_row}})"
        first = f'-INT(-{{{p}low}})+IF(AND(LEFT({ends},1)="(",INT({{{p}low}})={{{p}low}}),1,0)'
        last = f'INT({{{p}high}})-IF(AND(RIGHT({ends},1)=")",INT({{{p}high}})={{{p}high}}),1,0)'
        yield f"{p}fits", f"IF({first}<={last},1,0)"
    yield "complete", "1"
    yield "agrees", "1"
    found, doubtful = texts("results", "consistent"), texts("results", "doubtful")
    yield "result", f'IF(OR({{fits}}=1,{{wide_fits}}=1),"{found}","{doubtful}")'
    yield "tick", 'IF(OR({fits}=1,{wide_fits}=1),"Rx","X")'


def link_to_finding(table: Table, finding: Finding | None, finding_ids: frozenset[str]) -> None:
    """A link to the row of Findings, for a finding that is there."""
    if finding is not None and finding.id in finding_ids:
        shown = finding.id.replace('"', '""')
        table.link("link", "findings", f'MATCH("{shown}",[findings.id],0)', finding.id)


def write_in_words(table: Table, document: Document, finding: Finding, finding_ids: frozenset[str]) -> dict[str, Value]:
    """A finding that no formula covers: its result as the program found it, its working in words."""
    texts = table.book.texts
    result = texts("results", outcome_of(finding).value)
    # What is about several checks, or one beside a known figure, is no row of a check and has its own name.
    own = finding.operation == Operation.REFERENCE.value or len(finding.relations) != 1
    name = finding.id if own else finding.relations[0]
    table.put("id", name)
    table.put("operation", texts.known("operations", finding.operation))
    table.put("formula", texts("formulas", "words"))
    table.put("confidence", texts("levels", finding.confidence.value))
    table.put("result", result)
    table.put("tick", _TICKS_IN_WORDS.get(outcome_of(finding), "TR" if finding.figures else "Rx"))
    spans = finding.spans or ((0, 0),)
    table.put("quote", one_line(cut(document.text[spans[0][0] : spans[-1][1]], _LONGEST_QUOTE)))
    link_to_finding(table, finding, finding_ids)
    return {"id": name, "result": result}


_TICKS_IN_WORDS = {Outcome.INCONSISTENT: "X", Outcome.DOUBTFUL: "X", Outcome.ROUNDING: "≈", Outcome.UNKNOWN: ""}
