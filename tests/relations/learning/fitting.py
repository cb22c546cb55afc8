"""Finding the weights under which what the passages label is likeliest (a conditional logit with a ridge)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tests.relations.learning.instances import Instance
from workbench.relations.weighing.scales import HUNDREDTHS, parts_of

_ROUNDS, _LEAST = 100, 0.02


@dataclass(slots=True)
class Problem:
    """All instances of one family as sparse matrices: signs a row of `parts`, parts a row of `candidates`."""

    names: dict[tuple[str, str], int] = field(default_factory=dict)
    sign_rows: list[int] = field(default_factory=list)
    sign_columns: list[int] = field(default_factory=list)
    part_rows: list[int] = field(default_factory=list)
    part_columns: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
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

    def learned(self, ridge: float, fewest: int, least: float) -> tuple[dict[str, dict[str, int]], float]:
        """The weights of all signs that stand in so many passages, in hundredths, and the loss."""
        matrix, owner = self._matrix()
        kept = self._common(matrix, owner, fewest)
        matrix = matrix[:, kept].tocsr()
        back = matrix.T.tocsr()
        right, none, weight = np.array(self.right), np.array(self.none), np.array(self.weight)
        count = len(none)

        def loss(weights: Any) -> tuple[float, Any]:
            scores = matrix @ weights
            highest = np.zeros(count)
            np.maximum.at(highest, owner, scores)
            shares, nothing = np.exp(scores - highest[owner]), np.exp(-highest)
            whole = nothing + np.bincount(owner, shares, count)
            good = nothing * none + np.bincount(owner, shares * right, count)
            slope = weight[owner] * (shares / whole[owner] - shares * right / good[owner])
            value = -(weight * (np.log(good) - np.log(whole))).sum() + ridge * (weights @ weights) / 2
            return value, back @ slope + ridge * weights

        found = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
        names = list(self.names)
        table: dict[str, dict[str, int]] = {}
        for column, value in zip(kept, found.x, strict=True):
            if abs(value) >= least:
                place, sign = names[column]
                table.setdefault(place, {})[sign] = round(value * HUNDREDTHS)
        return table, float(found.fun)

    def _matrix(self) -> tuple[Any, Any]:
        signs = csr_matrix(
            (np.ones(len(self.sign_rows)), (self.sign_rows, self.sign_columns)), shape=(self.parts, len(self.names))
        )
        parts = csr_matrix((self.shares, (self.part_rows, self.part_columns)), shape=(len(self.right), self.parts))
        return (parts @ signs).tocsr(), np.array(self.instance)

    def _common(self, matrix: Any, owner: Any, fewest: int) -> Any:
        """The columns of signs that stand in at least so many passages."""
        numbers = {name: at for at, name in enumerate(dict.fromkeys(self.passage))}
        rows = np.array([numbers[self.passage[one]] for one in owner])
        gather = csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))))
        present = (gather @ (matrix != 0).astype(float)) != 0
        return np.flatnonzero(np.asarray(present.sum(axis=0)).ravel() >= fewest)


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
