"""A check of what an edit touches, for texts too long to be checked whole between two keystrokes.

Relations are read anew in the sentences around the edit; what they are entangled with, through shared claims,
unstated values and known figures, is checked anew; all else stays as it was. A whole check afterwards, in a worker,
has the last word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.case.recheck import Derived, Inputs, signature, with_stable_ids
from workbench.model import Claim, Finding, Relation, Severity, Verdict

_CORE = 400
_AROUND = 2500
"""Characters on either side of an edit in which relations are replaced, and in which they are read."""

_VERDICTS = {verdict: rank for rank, verdict in enumerate(Verdict)}
_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}


def derive_around(inputs: Inputs, previous: Derived, touched: Sequence[Claim]) -> Derived:
    """Relations and findings after an edit of `touched` (their places count, and their ids)."""
    present = {claim.id: claim for claim in inputs.claims}
    relations, ids = _relations(inputs, previous, touched, present)
    before = _effective(previous.relations, inputs)
    after = _effective(relations, inputs)
    affected = _entangled([*before, *after], _seeds(before, after, touched))
    fresh = check_touched(inputs, after, affected)
    kept = [
        finding
        for finding in previous.findings
        if affected.isdisjoint(finding.claims) and present.keys() >= set(finding.claims)
    ]
    return Derived(relations, sorted(kept + _with_ids(fresh, previous.findings), key=_rank), ids)


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
        if present.keys() >= set(relation.claims)
        and (core.isdisjoint(relation.claims) or not read.issuperset(relation.claims))
    ]
    known = {signature(relation) for relation in kept}
    kept += [relation for relation in fresh if signature(relation) not in known]
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


def _effective(relations: Iterable[Relation], inputs: Inputs) -> list[Relation]:
    return [relation for relation in relations if signature(relation) not in inputs.suppressed] + list(inputs.added)


def _seeds(before: Sequence[Relation], after: Sequence[Relation], touched: Sequence[Claim]) -> set[str]:
    old = {signature(relation): relation for relation in before}
    new = {signature(relation): relation for relation in after}
    different = [old.get(mark) or new[mark] for mark in old.keys() ^ new.keys()]
    return {claim.id for claim in touched} | {claim for relation in different for claim in relation.claims}


def _entangled(relations: Sequence[Relation], seeds: set[str]) -> set[str]:
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


def _with_ids(fresh: Sequence[Finding], known: Sequence[Finding]) -> list[Finding]:
    """The fresh findings under the ids they had, or new ones."""
    by_key = {finding.key: finding.id for finding in known}
    following = max((int(finding.id[1:]) for finding in known if finding.id[1:].isdigit()), default=0) + 1
    names: dict[str, str] = {}
    for finding in fresh:
        if finding.key in by_key:
            names[finding.id] = by_key.pop(finding.key)
        else:
            names[finding.id] = f"f{following}"
            following += 1
    return [
        replace(
            finding,
            id=names[finding.id],
            repairs=tuple(
                replace(repair, settles=tuple(names[one] for one in repair.settles if one in names))
                for repair in finding.repairs
            ),
        )
        for finding in fresh
    ]


def _rank(finding: Finding) -> tuple[int, int, int, int]:
    return (
        _VERDICTS[finding.verdict],
        _SEVERITIES[finding.severity],
        -max((len(repair.settles) for repair in finding.repairs), default=0),
        finding.spans[0][0] if finding.spans else 0,
    )
