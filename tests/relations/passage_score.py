"""``python -m tests.relations.passage_score en fr``: what is caught and what is flagged on written passages.

Without more words, the held-out passages, of which no rule and no weight knows; names of files add others. A broken
copy is caught when a finding ``inconsistent`` is about the number that was broken or another of its relation, hinted
when one ``doubtful`` is; a sound passage is flagged when any finding is ``inconsistent``.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.relations.learning.passages import HELD_OUT, Passage, broken_copies, passages
from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

_VERDICTS = (Verdict.INCONSISTENT, Verdict.DOUBTFUL)


def verdict_on(passage: Passage) -> Verdict | None:
    """The worst verdict on a passage; on a broken one, of the findings about the relations of the broken number."""
    analysis = analyse(read_text(passage.text, language=passage.language))
    places = {claim.id: (claim.start, claim.end) for claim in analysis.claims}
    touched = list(_broken_relations(passage))
    found = set()
    for finding in analysis.findings:
        spans = [places[claim] for claim in finding.claims if claim in places]
        if passage.broken is None or any(
            start < last and first < end for start, end in spans for first, last in touched
        ):
            found.add(finding.verdict)
    return next((verdict for verdict in _VERDICTS if verdict in found), None)


def _broken_relations(passage: Passage) -> Iterator[tuple[int, int]]:
    if passage.broken is not None:
        start, end = passage.broken
        for label in passage.labels:
            if any(first < end and start < last for first, last in label.places):
                yield from label.places


def frame_of(passage: Passage) -> str:
    """The frame of the relation that was broken."""
    start, end = passage.broken or (0, 0)
    for label in passage.labels:
        if any(first < end and start < last for first, last in label.places):
            return label.frame
    return "none"


def score(found: Iterator[Passage]) -> None:
    """Print the rates over some passages and their broken copies."""
    broken: dict[str, Counter[Verdict | None]] = defaultdict(Counter)
    sound: Counter[Verdict | None] = Counter()
    for passage in found:
        sound[verdict_on(passage)] += 1
        for copy in broken_copies(passage):
            verdict = verdict_on(copy)
            for row in ("all", frame_of(copy)):
                broken[row][verdict] += 1
    print(f"{'relation':12}{'broken':>8}{'caught %':>10}{'hinted %':>10}")
    for row, counts in sorted(broken.items()):
        print(row.ljust(12) + f"{counts.total():8}{_percent(counts, 0):>10}{_percent(counts, 1):>10}")
    print(f"sound {sound.total()}, flagged {_percent(sound, 0)} %, doubtful only {_percent(sound, 1)} %")


def _percent(counts: Counter[Verdict | None], verdict: int) -> str:
    return f"{100 * counts[_VERDICTS[verdict]] / max(1, counts.total()):.1f}"


if __name__ == "__main__":
    folder = Path(sys.argv.pop(1)) if Path(sys.argv[1]).is_dir() else HELD_OUT
    for language in sys.argv[1:]:
        print(language)
        score(passages(language, folder))
