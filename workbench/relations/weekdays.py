"""Weekdays printed beside full dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Claim, Constant, Document, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import tokens


def find_weekdays(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A relation for each date printed with its weekday, day, month and year, without ids."""
    for claim in claims:
        if claim.quantity.kind is not Kind.DATE or claim.date is None or claim.date.first != claim.date.last:
            continue
        if str(claim.date.first.year) not in claim.text:
            continue
        words = [word for word, _, _ in tokens(claim.text)]
        weekday = next((rules.weekdays.index(word) for word in words if word in rules.weekdays), None)
        if weekday is None:
            continue
        operands = (Operand("date", claim.id), Operand("weekday", constant=Constant(Fraction(weekday))))
        yield Relation("", Operation.CALENDAR, f"calendar.{rules.language}.weekday", operands, claim.start, claim.end)
