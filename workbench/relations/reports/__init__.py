"""What only the whole of a report says: numbers related over sentences and paragraphs, by name and by what adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.model import Claim, Document, Relation
from workbench.relations.reports.lists import RULE as SUM
from workbench.relations.reports.lists import find_lists, without_parts_as_totals
from workbench.relations.reports.lives import RULES as LIVES
from workbench.relations.reports.lives import find_lives
from workbench.relations.reports.page import Page
from workbench.relations.reports.products import RULE as AVERAGE
from workbench.relations.reports.products import find_products
from workbench.relations.reports.shares import RULE as SHARE
from workbench.relations.reports.shares import find_shares
from workbench.relations.rules import LanguageRules

__all__ = ["with_reports"]


def with_reports(
    document: Document, claims: Sequence[Claim], relations: Sequence[Relation], rules: LanguageRules
) -> list[Relation]:
    """The relations that are known, and those that a report tells over several sentences, without ids."""
    found = list(_found(document, claims, relations, rules))
    return [*without_parts_as_totals(relations, found), *found]


def _found(
    document: Document, claims: Sequence[Claim], relations: Sequence[Relation], rules: LanguageRules
) -> Iterator[Relation]:
    heard = rules.unworded
    if SHARE not in heard:
        return
    page = Page(document, claims, relations, rules)
    if SUM in heard:
        lists = list(find_lists(page, heard[SUM]))
        yield from lists
        page.learn(lists)
    yield from find_shares(page, heard[SHARE])
    if AVERAGE in heard:
        yield from find_products(page, heard[AVERAGE])
    yield from find_lives(page, {name: heard[name] for name in LIVES if name in heard})
