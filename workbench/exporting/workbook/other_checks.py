"""The rows of Checks that are no single equation: conflicts of several relations, and what stays in words."""

from __future__ import annotations

from workbench.exporting.chained_checks import ChainedCheck
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Outcome, outcome_of
from workbench.exporting.workbook.book import Table
from workbench.exporting.workbook.calculator import Calculator, FormulaError, Value
from workbench.exporting.workbook.chains_sheet import chain_formulas
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
    table.put("formula", texts("formulas", "chain", relations=", ".join(finding.relations)))
    table.put("confidence", texts("levels", finding.confidence.value))
    table.put("ceiling", str(cells["ceiling"]))
    table.put("quote", cut(one_line(finding.explanation.text), _LONGEST_QUOTE))
    for name, template in chain_formulas(check, texts):
        try:
            value = calculator(template, cells)
        except FormulaError:
            value = ""
        cells[name] = (1.0 if value else 0.0) if isinstance(value, bool) else value
        table.compute(name, template, cells[name])
    link_to_finding(table, finding, finding_ids)
    return cells


def link_to_finding(table: Table, finding: Finding | None, finding_ids: frozenset[str]) -> None:
    """A link to the row of Findings, for a finding that is there."""
    if finding is not None and finding.id in finding_ids:
        shown = finding.id.replace('"', '""')
        table.link("link", "findings", f'MATCH("{shown}",[findings.id],0)', finding.id)


def write_in_words(table: Table, document: Document, finding: Finding, finding_ids: frozenset[str]) -> dict[str, Value]:
    """A finding that no formula covers: its result as the program found it, its working in words."""
    texts = table.book.texts
    result = texts("results", outcome_of(finding).value)
    # A comparison with a known figure names the check that gave the value; its own row has its own name.
    own = finding.operation == Operation.REFERENCE.value or not finding.relations
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
