"""Reported test statistics: "t(28) = 2.20, p = .03".

The notation is that of scientific articles in every language, so it is read here and not by wordings. Relations have
the operation ``statistics`` and the roles that `workbench.checking.statistics` names: `statistic`, `df1`, `df2`, `p`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from workbench.model import Binding, Claim, Constant, Document, Operand, Operation, Relation

ONE_TAILED = "one-tailed"
_LONGEST = 200  # characters from the name of a test to its p, and more
_NUMBER = r"\d{1,12}(?:,\d{3}){0,3}(?:[.,]\d{1,20})?|[.,]\d{1,20}"
_REPORTED = re.compile(
    rf"(?<![^\W_])(?:(?P<name>t|F|r|Q|[χΧχXx]\s?[2²]|[Cc]hi\s?[2²]|[Gg]\s?[2²])\s?(?P<mark>[2²]?)\s?"
    rf"[\(\[]\s?(?P<df1>\d{{1,7}}(?:\.\d{{1,6}})?)\s?(?:[,;]\s?(?P<df2>\d{{1,7}}(?:\.\d{{1,6}})?)\s?)?"
    rf"(?:[,;]\s?[Nn]\s?=\s?\d{{1,7}}\s?)?[\)\]]|(?P<normal>[zZ]))"
    rf"\s{{0,3}}[<>=≤≥]\s{{0,3}}[-−–]?\s?(?P<value>{_NUMBER})"
    rf"(?P<between>[^()\n]{{0,60}}?)(?<![^\W_])[pP]\s{{0,3}}(?:[<>=≤≥]\s{{0,3}})(?P<p>\d?[.,]\d{{1,20}}|[01])"
)
# Every notation above has one of these twice, and few texts have any.
_COMPARES = "=<>≤≥"
_ONE_SIDED = re.compile(r"one[- ](?:tailed|sided)|directional|unilat[ée]ra", re.IGNORECASE)
_TWO_SIDED = re.compile(r"two[- ](?:tailed|sided)|bilat[ée]ra", re.IGNORECASE)


def find_statistics(document: Document, claims: Sequence[Claim]) -> Iterator[Relation]:
    """A relation for each reported test whose statistic and p are among the claims, without ids."""
    text = document.text
    if not claims or ("p" not in text and "P" not in text) or not any(sign in text for sign in _COMPARES):
        return
    by_end = {claim.end: claim for claim in claims}
    doubts: tuple[str, ...] | None = None
    # Around an edit only the claims nearby are given: what stands elsewhere cannot be of them.
    first, last = min(claim.start for claim in claims), max(by_end)
    for found in _REPORTED.finditer(text, max(first - _LONGEST, 0), last):
        if ")" in found["between"] or _TWO_SIDED.search(found["between"]):
            continue
        statistic, p = by_end.get(found.end("value")), by_end.get(found.end("p"))
        if statistic is None or p is None:
            continue
        if doubts is None:
            doubts = (ONE_TAILED,) if _ONE_SIDED.search(text) else ()
        test, degrees = _test(found.groupdict())
        operands = (
            Operand("statistic", statistic.id),
            *(Operand(role, constant=Constant(value)) for role, value in degrees.items()),
            Operand("p", p.id),
        )
        yield Relation(
            "",
            Operation.STATISTICS,
            f"statistics.{test}",
            operands,
            found.start(),
            found.end(),
            Binding.CLAUSE,
            True,
            doubts,
        )


def _test(parts: Mapping[str, str | None]) -> tuple[str, dict[str, Fraction]]:
    """The test and its degrees of freedom, by the roles they play."""
    if parts["normal"]:
        return "z", {}
    name, first, second = parts["name"] or "", Fraction(parts["df1"] or 0), parts["df2"]
    if name == "F":
        return "F", {"df1": first, "df2": Fraction(second or 0)}
    if name in ("t", "r"):
        return name, {"df2": first}
    return "chi2", {"df1": first}
