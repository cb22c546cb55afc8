"""Means of whole numbers in the notation of articles: "(N = 25) ... on a 7-point scale (M = 3.48)".

Only some means are possible for so many whole numbers (GRIM: Brown and Heathers, 2017). Relations have the operation
``statistics`` and the roles `mean` and `n` of `workbench.checking.statistics`. The words that say a scale of whole
numbers was used, and those that say that several of them were added up, are the cues `whole-items` and
`several-items` of the language file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.model import Binding, Claim, Document, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules, says
from workbench.relations.wording import tokens

_MEAN = re.compile(r"(?<![^\W_])[Mm]\s{0,2}=\s{0,2}$")
_SIZE = re.compile(r"(?<![^\W_])[Nn]\s{0,2}=\s{0,2}$")
_BEFORE = 8
_LONGEST = 600
_FEWEST = 2


def find_means(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A relation for each mean beside the only N of its sentence, without ids."""
    if "=" not in document.text or "whole-items" not in rules.cues:
        return
    sizes: dict[tuple[int, int], list[Claim]] = {}
    means: list[Claim] = []
    for claim in claims:
        before = document.text[max(0, claim.start - _BEFORE) : claim.start]
        if not before.endswith(("=", "= ", "=\u00a0", "=\u202f")):
            continue
        if _SIZE.search(before) and claim.quantity.value == int(claim.quantity.value or 0):
            sizes.setdefault(claim.sentence, []).append(claim)
        elif _MEAN.search(before) and claim.quantity.kind is Kind.NUMBER and 0 < claim.quantity.step < 1:
            means.append(claim)
    for mean in means:
        start, end = mean.sentence
        known = sizes.get(mean.sentence, [])
        if len(known) != 1 or (known[0].quantity.value or 0) < _FEWEST or end - start > _LONGEST:
            continue
        words = f" {' '.join(word for word, _, _ in tokens(document.text[start:end]))} "
        if not says(rules, "whole-items", words) or says(rules, "several-items", words):
            continue
        first, last = sorted((mean, known[0]), key=lambda claim: claim.start)
        operands = (Operand("mean", mean.id), Operand("n", known[0].id))
        yield Relation("", Operation.STATISTICS, "statistics.grim", operands, first.start, last.end, Binding.CLAUSE)
