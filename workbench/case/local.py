"""A check of what an edit touches, for texts too long to be checked whole between two keystrokes.

Relations are read anew in the sentences around the edit; what they are entangled with, through shared claims,
unstated values and known figures, is checked anew; all else stays as it was. A whole check afterwards, in a worker,
has the last word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from workbench.case.recheck import Derived, Inputs, as_before, effective, with_stable_ids
from workbench.model import Claim, Finding, Relation, Severity, Verdict

_CORE = 400
_AROUND = 1500
"""Characters on either side of an edit in which relations are replaced, and in which they are read."""

_MOST = 300
"""Claims that are edited, or checked anew, at once."""

_VERDICTS = {verdict: rank for rank, verdict in enumerate(Verdict)}
_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}


def derive_around(inputs: Inputs, previous: Derived, touched: Sequence[Claim]) -> Derived | None:
    """Relations and findings after an edit of `touched` (their places count, and their ids).

    ``None`` when that is too much between two keystrokes: a bulk step, or numbers entangled with half the text.
    """
    if len(touched) > _MOST:
        return None
    present = {claim.id: claim for claim in inputs.claims}
    relations, ids = _relations(inputs, previous, touched, present)
    after = [*effective(relations, inputs), *inputs.added]
    # Relations are the same when their ids are. Those of before and after, each once.
    before = {relation.id: relation for relation in effective(previous.relations, inputs)}
    now = {relation.id: relation for relation in after}
    different = [before.get(name) or now[name] for name in before.keys() ^ now.keys()]
    seeds = {claim.id for claim in touched} | {claim for relation in different for claim in relation.claims}
    affected = _entangled((before | now).values(), seeds)
    if len(affected) > _MOST:
        return None
    fresh = inputs.checked(
        [present[claim] for claim in present if claim in affected],
        [relation for relation in after if not affected.isdisjoint(relation.claims)],
    )
    # Claims that are no longer there were touched, and so are among those affected.
    kept = [finding for finding in previous.findings if affected.isdisjoint(finding.claims)]
    return Derived(relations, sorted(kept + as_before(fresh, previous.findings), key=_rank), ids)


def check_touched(inputs: Inputs, relations: Sequence[Relation], touched: Iterable[str]) -> list[Finding]:
    """Findings on the claims in `touched` (ids) and all that relations entangle them with."""
    affected = _entangled(relations, set(touched))
    return inputs.checked(
        [claim for claim in inputs.claims if claim.id in affected],
        [relation for relation in relations if not affected.isdisjoint(relation.claims)],
    )


def _relations(
    inputs: Inputs, previous: Derived, touched: Sequence[Claim], present: dict[str, Claim]
) -> tuple[list[Relation], dict[str, str]]:
    core = {claim.id for claim in _near(inputs.claims, touched, _CORE)} | {claim.id for claim in touched}
    around = _near(inputs.claims, touched, _AROUND)
    read = {claim.id for claim in around}
    fresh, ids = with_stable_ids(inputs.related(around), previous.ids)
    fresh = [relation for relation in fresh if not core.isdisjoint(relation.claims)]
    kept = [
        relation
        for relation in previous.relations
        if core.isdisjoint(claims := relation.claims)
        or not (read.issuperset(claims) or any(claim not in present for claim in claims))
    ]
    known = {relation.id for relation in kept}
    kept += [relation for relation in fresh if relation.id not in known]
    return sorted(kept, key=lambda relation: (relation.start, relation.end)), ids


def _near(claims: Sequence[Claim], touched: Sequence[Claim], distance: int) -> list[Claim]:
    """The claims within `distance` of the sentences of `touched`; `claims` are in the order of the text."""
    found: dict[int, None] = {}
    for claim in touched:
        low = min(claim.start, claim.sentence[0] or claim.start) - distance
        high = max(claim.end, claim.sentence[1]) + distance
        first = bisect_left(claims, low, key=_start)
        last = bisect_right(claims, high, lo=first, key=_start)
        found.update(dict.fromkeys(number for number in range(first, last) if claims[number].end <= high))
    return [claims[number] for number in sorted(found)]


def _start(claim: Claim) -> int:
    return claim.start


def _entangled(relations: Iterable[Relation], seeds: set[str]) -> set[str]:
    """The claims that `seeds` reach over relations."""
    by_node: dict[str, list[int]] = {}
    nodes = [_nodes(relation) for relation in relations]
    for number, names in enumerate(nodes):
        for name in names:
            by_node.setdefault(name, []).append(number)
    waiting = [f"c:{claim}" for claim in seeds]
    reached, walked = set(waiting), set[int]()
    while waiting:
        for number in by_node.get(waiting.pop(), ()):
            if number not in walked:
                walked.add(number)
                news = nodes[number] - reached
                reached |= news
                waiting += news
    return {name[2:] for name in reached if name.startswith("c:")}


def _nodes(relation: Relation) -> set[str]:
    names = set()
    for operand in relation.operands:
        if operand.claim is not None:
            names.add(f"c:{operand.claim}")
        elif operand.figure is not None:
            names.add(f"f:{operand.figure}")
        elif operand.unknown is not None:
            names.add(f"u:{operand.unknown.key}")
    return names


def _rank(finding: Finding) -> tuple[int, int, int, int]:
    return (
        _VERDICTS[finding.verdict],
        _SEVERITIES[finding.severity],
        -max(len(repair.settles) for repair in finding.repairs) if finding.repairs else 0,
        finding.spans[0][0] if finding.spans else 0,
    )
