"""Finding the weights under which what the passages label is likeliest (a conditional logit with a ridge)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tests.relations.learning.instances import Instance
from tests.relations.learning.sharing import shared
from workbench.relations.weighing.scales import HUNDREDTHS, parts_of

_ROUNDS, _LEAST = 120, 0.02
_EVEN, _LEAST_RIDGE, _MOST_RIDGE, _PRIOR = 3.0, 0.5, 80.0, 5
_SORT = re.compile("[:<>]")
Table = dict[str, dict[str, int]]
"""For each place of a frame the weight of each sign, in hundredths."""


@dataclass(slots=True)
class Problem:
    """All instances of one family as sparse matrices: signs a row of `parts`, parts a row of `candidates`."""

    names: dict[tuple[str, str], int] = field(default_factory=dict)
    sign_rows: array[int] = field(default_factory=lambda: array("i"))
    sign_columns: array[int] = field(default_factory=lambda: array("i"))
    part_rows: array[int] = field(default_factory=lambda: array("i"))
    part_columns: array[int] = field(default_factory=lambda: array("i"))
    shares: array[float] = field(default_factory=lambda: array("f"))
    instance: list[int] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    none: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    passage: list[str] = field(default_factory=list)
    parts: int = 0

    def add(self, one: Instance, weight: float) -> None:
        """Take an instance in, counting so much."""
        known: dict[tuple[str, int], int] = {}
        kept: list[Sequence[str]] = []
        for candidate, right in zip(one.candidates, one.right, strict=True):
            for number, (place, signs, share) in enumerate(parts_of(candidate, one.evidence)):
                key = (place, id(signs)) if number else (place, -len(self.right) - 1)
                kept.append(signs)
                if key not in known:
                    known[key] = self.parts
                    self.parts += 1
                    for sign in signs:
                        self.sign_rows.append(known[key])
                        self.sign_columns.append(self.names.setdefault((place, sign), len(self.names)))
                self.part_rows.append(len(self.right))
                self.part_columns.append(known[key])
                self.shares.append(share)
            self.instance.append(len(self.none))
            self.right.append(float(right))
        self.none.append(float(one.none))
        self.weight.append(weight)
        self.passage.append(one.passage.name.partition("-broken")[0])

    def matrix(self) -> Any:
        """How much of each sign each candidate has."""
        signs = csr_matrix(
            (np.ones(len(self.sign_rows), np.float32), (np.array(self.sign_rows), np.array(self.sign_columns))),
            shape=(self.parts, len(self.names)),
        )
        parts = csr_matrix(
            (np.array(self.shares, np.float32), (np.array(self.part_rows), np.array(self.part_columns))),
            shape=(len(self.right), self.parts),
        )
        return (parts @ signs).tocsr()

    def passages_of(self, matrix: Any) -> Any:
        """For each sign in how many passages it stands."""
        numbers = {name: at for at, name in enumerate(dict.fromkeys(self.passage))}
        rows = np.array([numbers[self.passage[one]] for one in self.instance])
        gather = csr_matrix((np.ones(len(rows), np.float32), (rows, np.arange(len(rows)))))
        present = (gather @ (matrix != 0).astype(np.float32)) != 0
        return np.asarray(present.sum(axis=0)).ravel()


class Family:
    """The instances of one family, ready for fitting: `own` are the columns of signs that have a part of their own."""

    def __init__(self, problem: Problem, fewest: int) -> None:
        matrix = problem.matrix()
        often = problem.passages_of(matrix)
        kept = np.flatnonzero(often >= fewest - 1)
        names = list(problem.names)
        self.names = [names[column] for column in kept]
        self.own = np.flatnonzero(often[kept] >= fewest)
        self.matrix = matrix[:, kept].tocsr()
        self.back = self.matrix.T.tocsr()
        self.owner = np.array(problem.instance)
        self.right, self.none = np.array(problem.right), np.array(problem.none)
        self.weight = np.array(problem.weight)
        self.sharing = csr_matrix((0, 0))

    def share(self, known: dict[tuple[str, str], int]) -> tuple[list[int], list[int]]:
        """Which columns share which parts; `known` numbers the shared parts of all families."""
        rows, columns = [], []
        for column, (place, sign) in enumerate(self.names):
            for name in shared(place):
                rows.append(column)
                columns.append(known.setdefault((name, sign), len(known)))
        return rows, columns

    def loss(self, weights: Any) -> tuple[float, Any]:
        """How unlikely what is labelled is under some weights, and the slope of that."""
        owner, count = self.owner, len(self.none)
        scores = (self.matrix @ weights.astype(np.float32)).astype(float)
        highest = np.zeros(count)
        np.maximum.at(highest, owner, scores)
        shares, nothing = np.exp(scores - highest[owner]), np.exp(-highest)
        whole = nothing + np.bincount(owner, shares, count)
        good = nothing * self.none + np.bincount(owner, shares * self.right, count)
        slope = self.weight[owner] * (shares / whole[owner] - shares * self.right / good[owner])
        return -(self.weight * (np.log(good) - np.log(whole))).sum(), self.back @ slope


class _Parts:
    """What the weights of all families are made of: the parts of their own, one family after the other, then shared."""

    def __init__(self, families: Mapping[str, Family]) -> None:
        self.families = families
        known: dict[tuple[str, str], int] = {}
        cells = {name: family.share(known) for name, family in families.items()}
        self.starts: dict[str, int] = {}
        self.shared_from = 0
        for name, family in families.items():
            rows, columns = cells[name]
            ones = np.ones(len(rows), np.float32)
            family.sharing = csr_matrix((ones, (rows, columns)), shape=(len(family.names), len(known)))
            self.starts[name] = self.shared_from
            self.shared_from += len(family.own)
        self.count = self.shared_from + len(known)
        sorts: dict[tuple[str, ...], int] = {}
        names = [("own", *_sort(family.names[at])) for family in families.values() for at in family.own]
        names += [_sort(name) for name in known]
        self.sorts = np.array([sorts.setdefault(name, len(sorts)) for name in names])

    def whole(self, parts: Any, name: str) -> Any:
        """The weights of a family."""
        family, at = self.families[name], self.starts[name]
        weights = family.sharing @ parts[self.shared_from :]
        weights[family.own] += parts[at : at + len(family.own)]
        return weights

    def fitted(self, ridges: Any, start: Any) -> tuple[Any, float]:
        """The likeliest parts under some ridges, and the loss."""

        def loss(parts: Any) -> tuple[float, Any]:
            value, slope = (ridges * parts * parts).sum() / 2, ridges * parts
            for name, family in self.families.items():
                lost, steep = family.loss(self.whole(parts, name))
                value += lost
                slope[self.starts[name] : self.starts[name] + len(family.own)] += steep[family.own]
                slope[self.shared_from :] += family.sharing.T @ steep
            return value, slope

        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
        return found.x, float(found.fun)

    def eased(self, ridge: float, parts: Any) -> Any:
        """A ridge for each part: weaker for the sorts of signs that matter, by what was found with an even one."""
        own = np.arange(self.count) < self.shared_from
        even = (parts[~own] ** 2).mean()
        count = np.bincount(self.sorts)
        spread = (np.bincount(self.sorts, parts**2) + _PRIOR * even) / (count + _PRIOR)
        each = np.clip(ridge * np.sqrt(even / spread), _LEAST_RIDGE, _MOST_RIDGE)[self.sorts]
        return np.where(own, 2 * each, each)


def _sort(name: tuple[str, str]) -> tuple[str, str]:
    """What signs that differ in a word or a number only have in common."""
    place, sign = name
    return place, _SORT.split(sign)[0]


def learned(problems: Mapping[str, Problem], ridge: float, fewest: int, least: float) -> tuple[dict[str, Table], float]:
    """The weights of all families, learned together, in hundredths, and the loss.

    A weight is the sum of a part of its own and of those it shares (`sharing`); `ridge` holds shared parts small, and
    own ones twice as much. They are found twice: first with one ridge for all, then with weaker ones for the sorts of
    signs whose weights came out large (relevance determination: MacKay, 1992). Signs in fewer than `fewest` passages
    have shared parts only; weights below `least` are left out.
    """
    parts = _Parts({name: Family(problem, fewest) for name, problem in problems.items()})
    even = np.where(np.arange(parts.count) < parts.shared_from, 2.0, 1.0) * _EVEN
    first, _ = parts.fitted(even, np.zeros(parts.count))
    found, loss = parts.fitted(parts.eased(ridge, first), first)
    tables: dict[str, Table] = {}
    for name, family in parts.families.items():
        table: Table = {}
        for (place, sign), value in zip(family.names, parts.whole(found, name), strict=True):
            if abs(value) >= least:
                table.setdefault(place, {})[sign] = round(value * HUNDREDTHS)
        tables[name] = table
    return tables, loss


@dataclass(slots=True)
class Gate:
    """What tells a number that is said of others by its own signs alone, so that few need a closer look."""

    signs: list[tuple[str, ...]] = field(default_factory=list)
    said: list[bool] = field(default_factory=list)
    passage: list[str] = field(default_factory=list)

    def add(self, one: Instance) -> None:
        """Take an instance in."""
        self.signs.append(one.evidence.of(one.index))
        self.said.append(not one.none)
        self.passage.append(one.passage.name.partition("-broken")[0])

    def learned(self, ridge: float, fewest: int) -> dict[str, int]:
        """The weights of all signs that stand in so many passages, in hundredths."""
        where: dict[str, set[str]] = {}
        for signs, passage in zip(self.signs, self.passage, strict=True):
            for sign in signs:
                where.setdefault(sign, set()).add(passage)
        names = {sign: at for at, sign in enumerate(sign for sign, found in where.items() if len(found) >= fewest)}
        cells = [(row, names[sign]) for row, signs in enumerate(self.signs) for sign in signs if sign in names]
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(self.signs), len(names)))
        back, said = matrix.T.tocsr(), np.array(self.said, dtype=float)

        def loss(weights: Any) -> tuple[float, Any]:
            scores = matrix @ weights
            value = np.logaddexp(0, scores).sum() - (said * scores).sum() + ridge * (weights @ weights) / 2
            return value, back @ (1 / (1 + np.exp(-scores)) - said) + ridge * weights

        found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
        return {
            sign: round(value * HUNDREDTHS) for sign, value in zip(names, found, strict=True) if abs(value) >= _LEAST
        }
