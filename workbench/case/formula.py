"""Relations typed as formulas between claims: ``c3 = c4 * c7``, ``c3 = c4 + c5 - c6``, ``c3 > c4``.

    formula    := side comparison side
    comparison := "=" | "≈" | ">" | ">=" | "≥" | "<" | "<=" | "≤"
    side       := term (("+" | "-") term)*
    term       := factor (("*" | "×" | "/" | "÷") factor)*
    factor     := claim | number ["%"] | "(" "1" ("+" | "-") claim ")"

Each side must have a shape that one of the equations of the model has; anything longer is asked to be split.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from workbench.case.errors import EditRefusedError
from workbench.model import Claim, Constant, Kind, Operand, Operation

FindClaim = Callable[[str], Claim]

_TOKEN = re.compile(r"\s*(?:([cC]\d{1,9})|(\d{1,30}(?:[.,]\d{1,30})?)\s*(%?)|(>=|<=|[=≈<>≥≤+\-−*×/÷()]))")
_SAME_SIGN = {"×": "*", "÷": "/", "−": "-", "≥": ">=", "≤": "<=", "≈": "="}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Factor:
    """A claim, a fixed number, or one plus (minus) a claim."""

    claim: Claim | None = None
    constant: Fraction | None = None
    growth: int = 0

    def operand(self, role: str, sign: int = 1) -> Operand:
        if self.claim is not None:
            return Operand(role, self.claim.id, sign=sign)
        assert self.constant is not None
        return Operand(role, constant=Constant(self.constant * sign))


@dataclass(frozen=True, slots=True)
class _Term:
    """A product of `over` divided by all of `under`, with a sign."""

    over: tuple[_Factor, ...]
    under: tuple[_Factor, ...] = ()
    sign: int = 1

    @property
    def single(self) -> _Factor | None:
        return self.over[0] if len(self.over) == 1 and not self.under and not self.over[0].growth else None


_Side = tuple[_Term, ...]


def relation_from_formula(formula: str, find: FindClaim) -> tuple[Operation, tuple[Operand, ...]]:
    """The equation and its operands. Raises `EditRefusedError` for what cannot be read or is no single equation."""
    parser = _Parser(formula, find)
    left = parser.side()
    comparison = parser.comparison()
    right = parser.side()
    parser.finish()
    found = _order(left, comparison, right) if comparison != "=" else _equation(left, right) or _equation(right, left)
    if found is None:
        raise EditRefusedError("refused.formula-shape", formula=formula[:80])
    claims = [operand.claim for operand in found[1] if operand.claim is not None]
    if not claims or len(claims) != len(set(claims)):
        raise EditRefusedError("refused.formula-claims", formula=formula[:80])
    return found


class _Parser:
    def __init__(self, formula: str, find: FindClaim) -> None:
        self._formula = formula
        self._find = find
        self._tokens = self._split(formula)
        self._place = 0

    def _split(self, formula: str) -> list[str]:
        if len(formula) > _LONGEST:
            raise EditRefusedError("refused.formula", formula=formula[:80])
        tokens, place = [], 0
        text = formula.strip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise EditRefusedError("refused.formula", formula=formula[:80])
            claim, number, percent, sign = match.groups()
            tokens.append(claim.lower() if claim else (number + percent) if number else _SAME_SIGN.get(sign, sign))
            place = match.end()
        return tokens

    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self._next()
        if wanted and token not in wanted:
            raise EditRefusedError("refused.formula", formula=self._formula[:80])
        self._place += 1
        return token

    def comparison(self) -> str:
        return self._take("=", ">", ">=", "<", "<=")

    def finish(self) -> None:
        if self._place != len(self._tokens):
            raise EditRefusedError("refused.formula", formula=self._formula[:80])

    def side(self) -> _Side:
        terms = [self._term(self._signs(1))]
        while self._next() in ("+", "-"):
            terms.append(self._term(self._signs(1)))
        return tuple(terms)

    def _signs(self, sign: int) -> int:
        if self._next() in ("+", "-"):
            return -sign if self._take() == "-" else sign
        return sign

    def _term(self, sign: int) -> _Term:
        over, under = [self._factor()], list[_Factor]()
        while self._next() in ("*", "/"):
            (over if self._take() == "*" else under).append(self._factor())
        return _Term(tuple(over), tuple(under), sign)

    def _factor(self) -> _Factor:
        token = self._take()
        if token == "(":
            self._take("1")
            sign = 1 if self._take("+", "-") == "+" else -1
            inner = self._factor()
            self._take(")")
            if inner.claim is None:
                raise EditRefusedError("refused.formula", formula=self._formula[:80])
            return _Factor(inner.claim, growth=sign)
        if token.startswith("c"):
            return _Factor(self._find(token))
        if token[:1].isdigit():
            number = Fraction(token.rstrip("%").replace(",", "."))
            return _Factor(constant=number / 100 if token.endswith("%") else number)
        raise EditRefusedError("refused.formula", formula=self._formula[:80])


def _order(left: _Side, comparison: str, right: _Side) -> tuple[Operation, tuple[Operand, ...]] | None:
    if len(left) != 1 or len(right) != 1:
        return None
    first, second = left[0].single, right[0].single
    if first is None or second is None or left[0].sign < 0 or right[0].sign < 0:
        return None
    if comparison.startswith("<"):
        first, second = second, first
    operation = Operation.BOUND if comparison.endswith("=") else Operation.ORDER
    return operation, (first.operand("greater"), second.operand("lesser"))


def _equation(left: _Side, right: _Side) -> tuple[Operation, tuple[Operand, ...]] | None:
    """The equation with a single claim on the left."""
    result = left[0].single if len(left) == 1 and left[0].sign > 0 else None
    if result is None:
        return None
    if len(right) == 1:
        return _product(result, right[0])
    parts = [(term.single, term.sign) for term in right]
    if any(part is None for part, _ in parts):
        return None
    if len(parts) == 2 and parts[0][1] > 0 > parts[1][1]:
        return _difference(result, parts[0][0], parts[1][0])
    return Operation.SUM, (
        result.operand("total"),
        *(part.operand("part", sign) for part, sign in parts if part is not None),
    )


def _difference(
    change: _Factor, after: _Factor | None, before: _Factor | None
) -> tuple[Operation, tuple[Operand, ...]]:
    assert after is not None
    assert before is not None
    rates = all(_is(factor, Kind.PERCENT) for factor in (after, before))
    operation = Operation.POINTS if rates else Operation.DIFFERENCE
    return operation, (after.operand("after"), before.operand("before"), change.operand("change"))


def _product(result: _Factor, term: _Term) -> tuple[Operation, tuple[Operand, ...]] | None:
    if term.sign < 0:
        return None
    over, under = term.over, term.under
    if len(over) == 1 and not under and not over[0].growth:
        return Operation.RESTATEMENT, (result.operand("first"), over[0].operand("second"))
    if len(over) == 2 and not under:
        return _two_factors(result, over[0], over[1])
    if len(over) == 1 and len(under) == 1 and not over[0].growth:
        return _quotient(result, over[0], under[0])
    return None


def _two_factors(result: _Factor, first: _Factor, second: _Factor) -> tuple[Operation, tuple[Operand, ...]] | None:
    if first.growth and second.growth:
        return None
    if first.growth or second.growth:
        base, rate = (second, first) if first.growth else (first, second)
        plain = _Factor(rate.claim)
        return Operation.GROWTH, (
            result.operand("after"),
            base.operand("before"),
            plain.operand("rate", rate.growth),
        )
    if _is(second, Kind.PERCENT) or _is(first, Kind.PERCENT):
        share, whole = (second, first) if _is(second, Kind.PERCENT) else (first, second)
        return Operation.SHARE, (result.operand("part"), share.operand("share"), whole.operand("whole"))
    if first.constant is not None or second.constant is not None or _is_factor(first) or _is_factor(second):
        factor, base = (first, second) if first.constant is not None or _is_factor(first) else (second, first)
        return Operation.MULTIPLE, (result.operand("result"), base.operand("base"), factor.operand("factor"))
    return Operation.RATIO, (result.operand("total"), first.operand("count"), second.operand("per"))


def _quotient(result: _Factor, over: _Factor, under: _Factor) -> tuple[Operation, tuple[Operand, ...]] | None:
    if under.growth:
        plain = _Factor(under.claim)
        return Operation.GROWTH, (over.operand("after"), result.operand("before"), plain.operand("rate", under.growth))
    if _is(result, Kind.PERCENT):
        return Operation.SHARE, (over.operand("part"), result.operand("share"), under.operand("whole"))
    if _is(under, Kind.PERCENT):
        return Operation.SHARE, (over.operand("part"), under.operand("share"), result.operand("whole"))
    if under.constant is not None or _is_factor(under):
        return Operation.MULTIPLE, (over.operand("result"), result.operand("base"), under.operand("factor"))
    if _is_factor(result):
        return Operation.MULTIPLE, (over.operand("result"), under.operand("base"), result.operand("factor"))
    return Operation.RATIO, (over.operand("total"), under.operand("count"), result.operand("per"))


def _is(factor: _Factor, kind: Kind) -> bool:
    return factor.claim is not None and factor.claim.quantity.kind is kind


def _is_factor(factor: _Factor) -> bool:
    return _is(factor, Kind.MULTIPLE) or _is(factor, Kind.RATIO)
