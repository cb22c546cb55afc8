"""The sheet Claims: every figure of the text with its context, its value as an input, its bounds as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from workbench.checking.network import claim_fact
from workbench.checking.written import read_written
from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import Decisions, verdict_scale
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.workbook import bounds
from workbench.exporting.workbook.book import HEADER_ROWS, Book, Table
from workbench.exporting.workbook.readings import write_value
from workbench.exporting.workbook.text_sheet import Place
from workbench.model import Claim, Document, Quantity, Relation

_LONGEST_QUOTE = 320
# From so many claims on, those in no check have shorter formulas; the file would be three times as large.
_LONG = 3000


def write_claims(
    book: Book,
    analysis: Analysed,
    decisions: Decisions,
    places: Mapping[str, Place],
    figures: Mapping[str, str],
    tried: Set[str],
) -> None:
    """One row a claim.

    `places` says where in the sheet Text each stands, `figures` which reference it meets, `tried` which of them the
    sheet What-if lists.
    """
    table = Table(book, "claims")
    long = len(analysis.claims) > _LONG
    used = {id_ for relation in analysis.relations for id_ in relation.claims}
    bases = base_claims(analysis.relations)
    names = {step.id: step.name for step in verdict_scale(book.texts.language, decisions)}
    for claim in analysis.claims:
        if table.full:
            continue
        short = long and claim.id not in used
        _write_claim(table, claim, analysis.document, places, figures, claim.id in tried, short)
        table.put("base_claim", bases.get(claim.id, ""))
        _write_decisions(table, claim, decisions, names)
        table.next_row()
    table.finish()
    _validate(table)
    _mark_changed(table)


def base_claims(relations: Sequence[Relation]) -> dict[str, str]:
    """For each percentage, rate or factor of the text the claim that it is a part, change or multiple of."""
    found: dict[str, str] = {}
    for relation in relations:
        for share, whole in _BASES:
            one, base = relation.role(share), relation.role(whole)
            if one is not None and base is not None and one.claim is not None and base.claim is not None:
                found.setdefault(one.claim, base.claim)
    return found


_BASES = (("share", "whole"), ("rate", "before"), ("factor", "base"), ("change", "before"))


def quantity_read(claim: Claim) -> Quantity:
    """The quantity as checking reads it, which knows from the text which zeros count."""
    return claim_fact(claim).written or claim.quantity


def written_claim(claim: Claim, language: str) -> bounds.WrittenValue:
    """How the text of a claim writes its number: 350, times a thousand million."""
    quantity = quantity_read(claim)
    power = 0
    if quantity.value is not None and not quantity.in_words:
        written = read_written(claim.text, quantity, language)
        power = 0 if written is None else max(0, written.scale)
    return bounds.written_value(quantity, power)


def quote_of(document: Document, claim: Claim) -> str:
    """The sentence of a claim on one line, its number in brackets."""
    start, end = claim.sentence if claim.sentence[0] <= claim.start < claim.sentence[1] else (claim.start, claim.end)
    end = max(end, claim.end)
    text = document.text
    if end - start > _LONGEST_QUOTE:
        start = max(start, claim.start - _LONGEST_QUOTE // 2)
        end = min(end, claim.end + _LONGEST_QUOTE // 2)
    return one_line(f"{text[start : claim.start]}[{claim.text}]{text[claim.end : end]}")


def _write_claim(
    table: Table,
    claim: Claim,
    document: Document,
    places: Mapping[str, Place],
    figures: Mapping[str, str],
    tried: bool,
    short: bool,
) -> None:
    texts = table.book.texts
    quantity = quantity_read(claim)
    place = places.get(claim.id)
    table.put("id", claim.id)
    table.put("page", place.page if place is not None and place.page else None)
    table.put("paragraph", None if place is None else place.number)
    table.put("quote", quote_of(document, claim))
    table.put("quantity", one_line(claim.indicator or ""))
    table.put("scope", one_line(claim.scope or ""))
    # The days that a date names are its value: checks of the calendar read them here.
    period = claim.date or claim.period
    table.put("period_start", period.first if period is not None else None)
    table.put("period_end", period.last if period is not None else None)
    table.put("kind", texts("kinds", quantity.kind.value))
    table.put("base", texts("roles", claim.role.value))
    table.put("counted", one_line(claim.counted or ""))
    write_value(table, quantity, written_claim(claim, document.language), texts, tried=tried, short=short)
    table.put("reference", figures.get(claim.id, ""))
    if place is not None:
        row = f"MATCH({place.number},[text.number],0)"
        label = (
            texts("text", "page", number=place.page) if place.page else texts("text", "paragraph", number=place.number)
        )
        table.link("link", "text", row, label)


def _write_decisions(table: Table, claim: Claim, decisions: Decisions, names: Mapping[str, str]) -> None:
    first, second = decisions.verdicts.get(claim.id), decisions.second_verdicts.get(claim.id)
    table.put("verdict", "" if first is None else names.get(first.verdict, first.verdict))
    table.put("note", decisions.notes.get(claim.id, ""))
    table.put("checked_by", "" if first is None else first.by)
    table.put("checked_on", None if first is None or first.at is None else first.at.date())
    table.put("second_reader", "" if second is None else second.by)
    table.put("second_on", None if second is None or second.at is None else second.at.date())
    if claim.id in decisions.changed_since:
        table.put("changed", table.book.texts("text", "recheck"))
    table.put("source", sources_text(decisions, claim.id))
    files = "; ".join(source.file for source in decisions.sources if source.claim == claim.id and source.file)
    table.put("attached", cut(one_line(files), 2000))


def sources_text(decisions: Decisions, claim: str) -> str:
    """The sources of a claim as its cell shows them."""
    sources = [source for source in decisions.sources if source.claim == claim]
    # What this cell lists is read back as the sources of the claim: their files have a column of their own.
    shown = "; ".join(" ".join(part for part in (source.title, source.address) if part) for source in sources)
    return cut(one_line(shown), 2000)


def _mark_changed(table: Table) -> None:
    """A blue frame around the rows of claims that changed since they were ticked, beside the word that says so."""
    letter = table.book.grammar.letter("claims", "changed")
    last = max(table.row - 1, HEADER_ROWS)
    frame = table.book.file.add_format({"border": 1, "border_color": "#1F3FA8"})
    rule = {"type": "formula", "criteria": f'=${letter}{HEADER_ROWS + 1}<>""', "format": frame}
    table.sheet.conditional_format(HEADER_ROWS, 0, last, table.index["changed"], rule)


def _validate(table: Table) -> None:
    """Lists to choose from and types to keep to, with a message in the language of the workbook."""
    texts, last = table.book.texts, max(table.row - 1, HEADER_ROWS)
    lists = {"hedge": ("h_names", "hedge"), "kind": ("kind_names", "kind"), "verdict": ("verdict_names", "verdict")}
    for column, (source, message) in lists.items():
        place = table.index[column]
        table.sheet.data_validation(
            HEADER_ROWS,
            place,
            last,
            place,
            {
                "validate": "list",
                "source": f"={source}",
                "error_title": texts("messages", "title"),
                "error_message": texts("messages", message),
            },
        )
    for column in ("value", "value_high", "scale", "step"):
        _validate_column(table, column, last, {"validate": "decimal", "criteria": ">=", "value": -1e90}, "number")
    for column in ("checked_by", "second_reader"):
        rule: dict[str, object] = {"validate": "length", "criteria": "between", "minimum": 2, "maximum": 40}
        _validate_column(table, column, last, rule, "initials")
    for column in ("checked_on", "second_on"):
        rule = {
            "validate": "custom",
            "value": f"={table.book.grammar.letter('claims', column)}{HEADER_ROWS + 1}<=TODAY()",
        }
        _validate_column(table, column, last, rule, "date")


def _validate_column(table: Table, column: str, last: int, rule: dict[str, object], message: str) -> None:
    texts, place = table.book.texts, table.index[column]
    table.sheet.data_validation(
        HEADER_ROWS,
        place,
        last,
        place,
        {
            **rule,
            "error_type": "warning",
            "error_title": texts("messages", "title"),
            "error_message": texts("messages", message),
        },
    )
