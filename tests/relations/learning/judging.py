"""Finding how much each thing known of a contradiction counts (a logistic regression with a ridge)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

from tests.relations.learning.contradictions import Contradiction

_RIDGE, _FOLDS = 3.0, 5
_HUNDREDTHS = 100
_FOR = ("chance", "against")


def learned(found: Sequence[Contradiction], flagged: Mapping[str, tuple[float, float]]) -> dict[str, object]:
    """The table of what counts, in hundredths, with the sureness from which a contradiction is asked about and told.

    These are such that so many sound passages are `flagged`, judged by what was learned from others: for each maker of
    relations the number that have a contradiction told, and the number that have one told or asked about.
    """
    amounts = {name: at for at, name in enumerate(sorted({name for one in found for name in one.known.amounts}))}
    signs = sorted({sign for one in found for sign in one.known.signs})
    columns = {sign: len(amounts) + at for at, sign in enumerate(signs)}
    table = np.zeros((len(found), len(amounts) + len(signs)))
    for row, one in enumerate(found):
        for name, amount in one.known.amounts.items():
            table[row, amounts[name]] = amount
        for sign in one.known.signs:
            table[row, columns[sign]] = 1
    true = np.array([one.true for one in found], dtype=float)
    weight = np.array([one.weight for one in found])
    # What is likelier is surer, and what else fits or holds makes less sure: chance may not tell otherwise.
    ends = [(0, None) if name.startswith(_FOR) else (None, 0) for name in amounts]
    bounds = [*ends, *[(None, None)] * len(signs)]
    folds = np.array([crc32(one.passage.encode()) % _FOLDS for one in found])
    sure = np.zeros(len(found))
    for fold in range(_FOLDS):
        rest = folds != fold
        sure[~rest] = table[~rest] @ _fitted(table[rest], true[rest], weight[rest], bounds)
    least = {
        maker: tuple(
            _from([(one, how) for one, how in zip(found, sure, strict=True) if one.known.maker == maker], shares)
        )
        for maker, shares in flagged.items()
    }
    weights = _fitted(table, true, weight, bounds)
    return {
        "amounts": {name: round(weights[at] * _HUNDREDTHS) for name, at in amounts.items()},
        "signs": {sign: round(weights[at] * _HUNDREDTHS) for sign, at in columns.items()},
        "told": {maker: round(told * _HUNDREDTHS) + 1 for maker, (told, _) in least.items()},
        "asked": {maker: round(asked * _HUNDREDTHS) + 1 for maker, (_, asked) in least.items()},
    }


def _from(judged: Sequence[tuple[Contradiction, float]], flagged: tuple[float, float]) -> Iterator[float]:
    """The sureness above which contradictions of so many sound passages are."""
    worst: dict[str, float] = {}
    for one, sure in judged:
        if not one.true:
            worst[one.passage] = max(worst.get(one.passage, sure), sure)
    falling = sorted(worst.values(), reverse=True)
    true = [sure for one, sure in judged if one.true]
    for count in flagged:
        least = falling[min(round(count), len(falling) - 1)]
        print(f"from {least:.2f}: {sum(sure > least for sure in true)} of {len(true)} true contradictions", flush=True)
        yield least


def _fitted(table: Any, true: Any, weight: Any, bounds: Any) -> Any:
    def loss(parts: Any) -> tuple[float, Any]:
        scores = table @ parts
        value = (weight * (np.logaddexp(0, scores) - true * scores)).sum() + _RIDGE * (parts @ parts) / 2
        return value, table.T @ (weight * (1 / (1 + np.exp(-scores)) - true)) + _RIDGE * parts

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
