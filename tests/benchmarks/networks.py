"""How fast relations are judged together, and how fast repairs are found."""

from __future__ import annotations

from tests.benchmarks.measuring import best, table
from tests.checking.drafts import Draft
from tests.checking.entangled import SHAPES, entangled
from tests.exporting.generated_cases import many
from workbench.checking import check
from workbench.model import Document, Finding, Operation, Verdict

_RELATIONS = 10_000
_CONFLICTS = 1_000


def networks() -> str:
    """Relations judged together, conflicts repaired, in processor seconds"""
    rows = []
    made = many(seed=20221126, each=_RELATIONS // 16)
    seconds, findings = best(lambda: check(made.document, made.claims, made.relations))
    rows.append((f"{len(made.relations):,} relations of every kind, many of them wrong", seconds, findings))
    for name, draft in (
        (f"{_CONFLICTS:,} changes that agree", _changes(right=True)),
        (f"{_CONFLICTS:,} changes that do not, each with its repairs", _changes(right=False)),
        ("a table of 14 × 14 numbers footed both ways, all in one network", _footed(14, wrong=False)),
        ("the same with one wrong number", _footed(14, wrong=True)),
        ("200 numbers in a chain, each pair of neighbours in two relations", _chain(200, wrong=True)),
    ):
        document = Document(draft.text, language=draft.language)
        seconds, findings = best(lambda draft=draft, document=document: check(document, draft.claims, draft.relations))
        rows.append((name, seconds, findings))
    for shape in SHAPES:
        for wrong in (0, 2, 5, 20):
            net = entangled(shape, wrong=wrong, unsaid=10)
            document = Document(net.draft.text, language="en")
            seconds, findings = best(
                lambda net=net, document=document: check(document, net.draft.claims, net.draft.relations)
            )
            rows.append((f"{net.size} entangled, {shape}: {wrong} % wrong, 10 % unsaid", seconds, findings))
    return table(("judged", "s", "inconsistent", "findings"), [_row(*row) for row in rows])


def _row(name: str, seconds: float, findings: list[Finding]) -> tuple[str, ...]:
    wrong = sum(finding.verdict is Verdict.INCONSISTENT for finding in findings)
    return name, f"{seconds:.2f}", f"{wrong:,}", f"{len(findings):,}"


def _changes(right: bool) -> Draft:
    draft = Draft()
    for number in range(_CONFLICTS):
        before, after = 2_000 + 7 * number, 2_500 + 9 * number
        rate = round(100 * (after / before - 1), 1) + (0 if right else 4)
        one = draft.number(f"{before:,}", str(before))
        other = draft.number(f"{after:,}", str(after))
        share = draft.number(f"{rate:.1f} %", f"{rate:.1f}", step="0.1", unit="%")
        draft.relate(Operation.GROWTH, before=one, after=other, rate=share)
    return draft


def _footed(size: int, wrong: bool) -> Draft:
    draft = Draft()
    values = [[100 + 13 * row * column + row + 2 * column for column in range(size)] for row in range(size)]
    cells = [[draft.number(str(value), str(value)) for value in line] for line in values]
    rows = [sum(line) for line in values]
    columns = [sum(column) for column in zip(*values, strict=True)]
    row_totals = [draft.number(str(value), str(value)) for value in rows]
    column_totals = [draft.number(str(value), str(value)) for value in columns]
    grand = sum(rows) + (500 if wrong else 0)
    whole = draft.number(str(grand), str(grand))
    for total, line in zip(row_totals, cells, strict=True):
        draft.relate(Operation.FOOTING, total=total, part=line)
    for total, column in zip(column_totals, zip(*cells, strict=True), strict=True):
        draft.relate(Operation.FOOTING, total=total, part=list(column))
    draft.relate(Operation.FOOTING, total=whole, part=row_totals)
    draft.relate(Operation.FOOTING, total=whole, part=column_totals)
    return draft


def _chain(length: int, wrong: bool) -> Draft:
    """Numbers that each grow from the one before: rate and difference both stated."""
    draft = Draft()
    values = [1_000 + 37 * place + place * place for place in range(length)]
    ids = [draft.number(str(value), str(value)) for value in values]
    for (one, before), (other, after) in zip(
        zip(ids, values, strict=True), list(zip(ids, values, strict=True))[1:], strict=False
    ):
        rate = round(100 * (after / before - 1), 2)
        share = draft.number(f"{rate} %", str(rate), step="0.01", unit="%")
        change = draft.number(str(after - before), str(after - before))
        draft.relate(Operation.GROWTH, before=one, after=other, rate=share)
        draft.relate(Operation.DIFFERENCE, before=one, after=other, change=change)
    if wrong:
        draft.relate(Operation.SUM, total=ids[-1], part=[ids[0], ids[1]])
    return draft
