"""What a text asserts between its claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workbench.model.tolerance import Tolerance

LOOSELY_TOLD = "loosely-told"
"""The doubt of rules that join numbers by few words: where no slip explains the gap, they may speak of other things."""


class Operation(StrEnum):
    """The families of equations. The roles named here are those of the operands, and the network solves the equation.

    ============== ==================================== ================================================
    operation      roles                                equation
    ============== ==================================== ================================================
    share          part, share, whole                   part = share x whole (a percent is divided by 100)
    growth         after, before, rate [, years]        after = before x (1 + rate) ^ years
    difference     after, before, change                after - before = change
    points         after, before, change                the same between two percentages
    sum            total, part ...                      total = sum of parts (at least that when not exhaustive)
    balance        net, gained, spent                   net = gained - spent
    multiple       result, base, factor                 result = factor x base
    ratio          total, count, per                    total = count x per
    average        total, count, per                    total = count x per
    conversion     amount, converted, rate              amount = rate x converted
    restatement    first, second                        first = second
    calendar       roles of the rule                    see workbench.checking.calendar
    order          greater, lesser                      greater > lesser
    bound          greater, lesser                      greater >= lesser
    footing        total, part ...                      total = sum of parts in a table
    statistics     roles of the rule                    see workbench.checking.statistics
    reference      claim, figure                        a claim against a known figure
    ============== ==================================== ================================================
    """

    SHARE = "share"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    POINTS = "points"
    SUM = "sum"
    BALANCE = "balance"
    MULTIPLE = "multiple"
    RATIO = "ratio"
    AVERAGE = "average"
    CONVERSION = "conversion"
    RESTATEMENT = "restatement"
    CALENDAR = "calendar"
    ORDER = "order"
    BOUND = "bound"
    FOOTING = "footing"
    STATISTICS = "statistics"
    REFERENCE = "reference"


EQUATION_ROLES = {
    Operation.SHARE: ("part", "share", "whole"),
    Operation.GROWTH: ("after", "before", "rate"),
    Operation.DIFFERENCE: ("after", "before", "change"),
    Operation.POINTS: ("after", "before", "change"),
    Operation.SUM: ("total", "part"),
    Operation.FOOTING: ("total", "part"),
    Operation.BALANCE: ("net", "gained", "spent"),
    Operation.MULTIPLE: ("result", "base", "factor"),
    Operation.RATIO: ("total", "count", "per"),
    Operation.AVERAGE: ("total", "count", "per"),
    Operation.CONVERSION: ("amount", "converted", "rate"),
    Operation.RESTATEMENT: ("first", "second"),
    Operation.ORDER: ("greater", "lesser"),
    Operation.BOUND: ("greater", "lesser"),
}
"""The roles of each equation; "part" may stand in it several times."""

RESULT_ROLE = {
    Operation.SHARE: "share",
    Operation.GROWTH: "rate",
    Operation.DIFFERENCE: "change",
    Operation.POINTS: "change",
    Operation.SUM: "total",
    Operation.FOOTING: "total",
    Operation.BALANCE: "net",
    Operation.MULTIPLE: "factor",
    Operation.RATIO: "per",
    Operation.AVERAGE: "per",
    Operation.CONVERSION: "converted",
    Operation.RESTATEMENT: "second",
    Operation.REFERENCE: "figure",
    Operation.ORDER: "greater",
    Operation.BOUND: "greater",
}
"""The role whose stated value is held against what the others give, when nothing says which number is wrong.

A tolerance is granted to the number in it.
"""


class Binding(StrEnum):
    """How surely the text joins the operands; confidence of a finding starts from it."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    ACROSS = "across sentences"
    KIND = "by kind only"
    ANALYST = "by the analyst"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value the text implies without stating it. Relations that name the same `key` speak of the same value."""

    key: str
    name: str
    unit: str | None = None
    indicator: str | None = None
    scope: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that a wording fixes without writing it ("doubled", "more than half", the 100 of a whole in percent)."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Operand:
    """One place in a relation: a claim (by id), a known figure (by id), an `Unknown` or a `Constant`.

    `sign` -1 turns a number the text prints without its sign ("down 7.8 %", "37 fewer").
    """

    role: str
    claim: str | None = None
    figure: str | None = None
    unknown: Unknown | None = None
    constant: Constant | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation or inequality between claims that the text asserts, or the analyst adds.

    `start` and `end` span the words that assert it. `exhaustive` is false for one-sided lists ("dont",
    "including"): parts above the total conflict, parts below do not. `doubts` are keys of
    resources/explanations: why this reading of the text may be wrong. `tolerance` is how far what is said may lie from
    what is computed, and `message` what its rule says where they differ, as pairs of language ("" for all) and a
    sentence with the roles in braces.
    """

    id: str
    operation: Operation
    rule: str
    operands: tuple[Operand, ...]
    start: int = 0
    end: int = 0
    binding: Binding = Binding.CLAUSE
    exhaustive: bool = True
    doubts: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    message: tuple[tuple[str, str], ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims it joins, in the order of its operands."""
        return tuple(operand.claim for operand in self.operands if operand.claim is not None)

    def role(self, name: str) -> Operand | None:
        """The first operand in the role `name`."""
        return next((operand for operand in self.operands if operand.role == name), None)

    def roles(self, name: str) -> Iterator[Operand]:
        """All operands in the role `name`."""
        return (operand for operand in self.operands if operand.role == name)
