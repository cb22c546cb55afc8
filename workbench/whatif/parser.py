"""Recursive descent over the tokens of a line, computing as it goes.

line    := [name ("=" | ":")] sum ["in" unit]
sum     := product (("+" | "-") product)*
product := signed (("*" | "/" | "of") signed)*
signed  := ("+" | "-") signed | power
power   := operand ["^" signed]
operand := quantity | claim | name | function "(" argument (";" argument)* ")" | "(" sum ")" ["%"]
argument:= claim ":" claim | sum
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Protocol

from workbench.resource_files import load_toml
from workbench.whatif.errors import LineError
from workbench.whatif.tokens import Kind, Token, tokens
from workbench.whatif.value import Value, unit_text

_DEEPEST = 60


class Names(Protocol):
    """What a line may speak of."""

    def claim(self, document: str, claim: str, place: int) -> Value:
        """The value of a claim ("" for the document of the sheet). Raises `LineError`."""

    def claims_between(self, document: str, first: str, last: str, place: int) -> list[Value]:
        """The values of all claims from one to another in the order of the text. Raises `LineError`."""

    def name(self, name: str, place: int) -> Value:
        """A line named above. Raises `LineError`."""

    def quantity(self, text: str, place: int) -> Value:
        """A quantity as written. Raises `LineError`."""


def compute(line: str, names: Names) -> tuple[str, Value] | None:
    """The name a line gives its result ("" for none) and its value; ``None`` for an empty line or a comment.

    Raises `LineError` with the place of the fault.
    """
    text = line.split("#", 1)[0]
    if not text.strip():
        return None
    parser = _Parser(tokens(text), names)
    name = parser.definition()
    value = parser.sum(0)
    value = parser.conversion(value)
    parser.finish()
    return name, value


class _Parser:
    def __init__(self, found: Sequence[Token], names: Names) -> None:
        self._tokens = found
        self._names = names
        self._place = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _is(self, *signs: str) -> bool:
        return self._next.kind is Kind.SIGN and self._next.text in signs

    def _take(self) -> Token:
        token = self._next
        self._place += token.kind is not Kind.END
        return token

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise LineError("expected", place=self._next.place, sign=sign)
        self._take()

    def finish(self) -> None:
        if self._next.kind is not Kind.END:
            raise LineError("left-over", place=self._next.place, text=self._next.text)

    def definition(self) -> str:
        first, second = self._tokens[0], self._tokens[min(1, len(self._tokens) - 1)]
        if first.kind is Kind.NAME and second.kind is Kind.SIGN and second.text in ("=", ":"):
            self._place = 2
            return first.text
        return ""

    def conversion(self, value: Value) -> Value:
        if self._next.kind is not Kind.CONVERT:
            return value
        place = self._take().place
        if self._is("%"):
            self._take()
            if value.unit:
                raise LineError("no-conversion", place=place, unit="%")
            return replace(value, percent=True)
        raise LineError("no-conversion", place=place, unit=self._next.text or "?")

    def sum(self, depth: int) -> Value:
        value = self._product(depth)
        while self._is("+", "-"):
            sign = self._take()
            other = self._product(depth)
            value = value.plus(-other if sign.text == "-" else other, sign.place)
        return value

    def _product(self, depth: int) -> Value:
        value = self._signed(depth)
        while self._is("*", "/") or self._next.kind is Kind.OF:
            sign = self._take()
            other = self._signed(depth)
            if sign.text == "/":
                value = value.over(other, sign.place)
            elif sign.kind is Kind.OF and not value.percent and not value.is_plain:
                raise LineError("of", place=sign.place)
            else:
                value = value.times(other)
        return value

    def _signed(self, depth: int) -> Value:
        if depth > _DEEPEST:
            raise LineError("too-deep", place=self._next.place)
        if self._is("+", "-"):
            sign = self._take()
            value = self._signed(depth + 1)
            return -value if sign.text == "-" else value
        return self._power(depth)

    def _power(self, depth: int) -> Value:
        value = self._operand(depth)
        if not self._is("^"):
            return value
        place = self._take().place
        exponent = self._signed(depth + 1)
        if not exponent.is_plain or exponent.point is None or exponent.point.denominator != 1:
            raise LineError("exponent", place=place)
        return value.power(int(exponent.point), place)

    def _operand(self, depth: int) -> Value:
        token = self._take()
        if token.kind is Kind.QUANTITY:
            return self._names.quantity(token.text, token.place)
        if token.kind is Kind.CLAIM:
            return self._names.claim(token.document, token.text, token.place)
        if token.kind is Kind.SIGN and token.text == "(":
            value = self.sum(depth + 1)
            self._expect(")")
            return self._in_percent(value)
        if token.kind in (Kind.NAME, Kind.CONVERT, Kind.OF):
            return self._function(token, depth) if self._is("(") else self._names.name(token.text, token.place)
        raise LineError("operand", place=token.place)

    def _in_percent(self, value: Value) -> Value:
        if not self._is("%"):
            return value
        place = self._take().place
        if not value.is_plain:
            raise LineError("no-conversion", place=place, unit="%")
        return replace(value.times(Value.exactly(Fraction(1, 100))), percent=True)

    def _function(self, token: Token, depth: int) -> Value:
        function = _functions().get(token.text)
        if function is None:
            raise LineError("function", place=token.place, name=token.text, known=", ".join(sorted(_functions())))
        self._expect("(")
        values: list[Value] = []
        while not self._is(")"):
            values += self._argument(depth + 1)
            if not self._is(";", ","):
                break
            self._take()
        self._expect(")")
        if not values:
            raise LineError("no-arguments", place=token.place, name=token.text)
        return function(values, token.place)

    def _argument(self, depth: int) -> list[Value]:
        first, colon = self._next, self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        if first.kind is Kind.CLAIM and colon.kind is Kind.SIGN and colon.text == ":":
            self._place += 2
            last = self._take()
            if last.kind is not Kind.CLAIM or last.document not in ("", first.document):
                raise LineError("range", place=last.place)
            return self._names.claims_between(first.document, first.text, last.text, first.place)
        return [self.sum(depth)]


def _sum(values: Sequence[Value], place: int) -> Value:
    total = values[0]
    for value in values[1:]:
        total = total.plus(value, place)
    return total


def _mean(values: Sequence[Value], place: int) -> Value:
    return _sum(values, place).over(Value.exactly(Fraction(len(values))), place)


def _growth(values: Sequence[Value], place: int) -> Value:
    """From an old value to a new one, in percent."""
    if len(values) != 2:
        raise LineError("two-arguments", place=place)
    old, new = values
    ratio = new.over(old, place)
    if ratio.unit:
        raise LineError("unlike", place=place, first=unit_text(old), second=unit_text(new))
    return replace(replace(ratio, percent=False).plus(Value.exactly(Fraction(-1))), percent=True)


def _share(values: Sequence[Value], place: int) -> Value:
    """A part of a whole, in percent."""
    if len(values) != 2:
        raise LineError("two-arguments", place=place)
    part, whole = values
    ratio = part.over(whole, place)
    if ratio.unit:
        raise LineError("unlike", place=place, first=unit_text(part), second=unit_text(whole))
    return replace(ratio, percent=True)


_COMPUTED: dict[str, Callable[[Sequence[Value], int], Value]] = {
    "sum": _sum,
    "mean": _mean,
    "growth": _growth,
    "share": _share,
}


@cache
def _functions() -> dict[str, Callable[[Sequence[Value], int], Value]]:
    """Functions by the words that call them."""
    words: dict[str, list[str]] = load_toml("whatif", "words.toml")["functions"]
    return {word: _COMPUTED[name] for name, known in words.items() for word in known}
