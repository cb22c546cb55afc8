"""The 100 that an index counts from: no level that the last change is of, unless the words say that it is since then.

"The index (2015 = 100) stood at 112.2, up 4.0% on the year" tells of a rise within the year; "112.2, up 12.2% since
2015" or "over ten years" of one from the base. Cue `counted-from` of the language file leads to the year of the base.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from workbench.model import Claim, Document, Kind, Operation, Relation
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.rules import LanguageRules, Rule, names_of, says
from workbench.relations.wording import between_spaces

_BASE = 100
_MOVES = frozenset({Operation.GROWTH, Operation.DIFFERENCE})
_AROUND = 60


def without_index_bases(
    relations: Sequence[Relation],
    document: Document,
    claims: Sequence[Claim],
    rules: LanguageRules,
    own: Sequence[Rule] = (),
) -> Iterator[Relation]:
    """All relations but contradicted changes from the base of an index that no words count from it.

    What an analyst's `own` rules say stands.
    """
    known = {claim.id: claim for claim in claims}
    starts = [claim.start for claim in claims]
    stands = names_of(own, rules.language)
    for relation in relations:
        if relation.rule not in stands and relation.operation in _MOVES and is_contradicted(relation, known):
            before, said = relation.role("before"), relation.role("rate") or relation.role("change")
            base = known.get(before.claim or "") if before is not None else None
            change = known.get(said.claim or "") if said is not None else None
            if base is not None and change is not None and _is_base(base):
                spans = _is_over_years(change, claims, starts) or _is_since(document, change, rules)
                if not spans:
                    continue
        yield relation


def _is_base(claim: Claim) -> bool:
    quantity = claim.quantity
    return quantity.kind is Kind.NUMBER and quantity.exact and quantity.value == _BASE


def _is_over_years(change: Claim, claims: Sequence[Claim], starts: Sequence[int]) -> bool:
    """Whether several years are told right behind a change: "an increase of 45% over ten years"."""
    return any(
        claim.quantity.kind is Kind.DURATION
        and claim.quantity.unit == "year"
        and (claim.quantity.value or 0) > 1
        and claim.sentence == change.sentence
        for claim in claims[bisect_left(starts, change.end) : bisect_right(starts, change.end + _AROUND)]
    )


def _is_since(document: Document, change: Claim, rules: LanguageRules) -> bool:
    """Whether the words beside a change, up to the ends of its sentence, count it from a time."""
    first, last = change.sentence
    near = document.text[max(first, change.start - _AROUND) : min(last, change.end + _AROUND)]
    return says(rules, "counted-from", between_spaces(near))
