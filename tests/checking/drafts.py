"""Short documents made of numbers and relations, for the tests of checking."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from workbench.checking import Settings, check
from workbench.model import (
    Binding,
    Claim,
    Constant,
    Document,
    Finding,
    Hedge,
    Kind,
    Operand,
    Operation,
    Quantity,
    ReferenceFigure,
    Relation,
    Unknown,
    Verdict,
)


class Draft:
    """A document that grows by numbers in words, and relations between them."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.text = ""
        self.claims: list[Claim] = []
        self.relations: list[Relation] = []

    def number(
        self,
        text: str,
        value: str,
        *,
        step: str = "1",
        unit: str | None = None,
        kind: Kind | None = None,
        hedge: Hedge | None = None,
        exact: bool = False,
        before: str = "",
        **context: object,
    ) -> str:
        """Add a number written as `text` (after `before`); returns the id of its claim."""
        start = len(self.text) + len(before)
        self.text += f"{before}{text}, "
        amount, size = Decimal(value), Decimal(step)
        coarse = size
        while amount and coarse and not exact and not amount % (coarse * 10):
            coarse *= 10
        if kind is None:
            kind = Kind.PERCENT if unit == "%" else Kind.MONEY if unit and unit.isupper() else Kind.COUNT
        quantity = Quantity(kind, amount, unit=unit, hedge=hedge, step=size, coarse_step=coarse, exact=exact)
        claim = Claim(f"c{len(self.claims) + 1}", start, start + len(text), text, quantity, **context)  # type: ignore[arg-type]
        self.claims.append(claim)
        return claim.id

    def relate(
        self,
        operation: Operation,
        *,
        rule: str = "",
        binding: Binding = Binding.CLAUSE,
        exhaustive: bool = True,
        doubts: tuple[str, ...] = (),
        **roles: object,
    ) -> None:
        """Relate numbers: a role is a claim's id (``-c2`` turns its sign), an `Unknown`, a number or a list of them."""
        operands = [
            operand
            for role, given in roles.items()
            for operand in (
                [_operand(role, one) for one in given] if isinstance(given, list) else [_operand(role, given)]
            )
        ]
        self.relations.append(
            Relation(
                f"r{len(self.relations) + 1}",
                operation,
                rule or f"{operation.value}.test",
                tuple(operands),
                binding=binding,
                exhaustive=exhaustive,
                doubts=doubts,
            )
        )

    def check(
        self,
        language: str | None = None,
        references: tuple[ReferenceFigure, ...] = (),
        settings: Settings | None = None,
    ) -> list[Finding]:
        """What checking the draft shows; every number stands in one sentence, the whole text."""
        claims = [replace(claim, sentence=(0, len(self.text))) for claim in self.claims]
        document = Document(self.text, language=self.language)
        return check(document, claims, self.relations, references=references, language=language, settings=settings)

    def verdict(self) -> Verdict:
        """The verdict of the only finding."""
        (finding,) = self.check()
        return finding.verdict


def _operand(role: str, given: object) -> Operand:
    if isinstance(given, Unknown):
        return Operand(role, unknown=given)
    if isinstance(given, (int, Fraction)):
        return Operand(role, constant=Constant(Fraction(given)))
    assert isinstance(given, str)
    return Operand(role, claim=given.removeprefix("-"), sign=-1 if given.startswith("-") else 1)


def trade_gap(gap: str) -> Draft:
    """The trade gap: a growth and a balance that speak of the same number."""
    draft = Draft()
    after = draft.number(f"${gap}bn", f"{gap}e9", step="1e8", unit="USD")
    rate = draft.number("24.4%", "24.4", step="0.1", unit="%")
    before = draft.number("$496.5bn", "496.5e9", step="1e8", unit="USD")
    exports = draft.number("$1.15 trillion", "1.15e12", step="1e10", unit="USD")
    imports = draft.number("$1.76 trillion", "1.76e12", step="1e10", unit="USD")
    draft.relate(Operation.GROWTH, after=after, before=before, rate=rate)
    draft.relate(Operation.BALANCE, net=after, gained=imports, spent=exports, binding=Binding.ACROSS)
    return draft
