"""How fast a text is read, related and checked."""

from __future__ import annotations

import re
import sys
import time

from tests.benchmarks.measuring import best, rate, table
from tests.benchmarks.texts import HOSTILE, long_text
from workbench.checking import check
from workbench.extraction import extract
from workbench.reading import read_text
from workbench.relations import relate

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# A hostile text longer than the last one that took this long is not tried.
_PATIENCE = 8.0


def parts() -> str:
    """Characters a processor second on 1 MB of each language, beside a plain scan for digits in the same run."""
    rows = []
    for language in ("en", "fr"):
        text = long_text(language, 1_000_000)
        scan, _ = best(lambda text=text: _DIGITS.findall(text))
        reading, document = best(lambda text=text: read_text(text))
        extraction, claims = best(lambda document=document: extract(document))
        relating, relations = best(lambda document=document, claims=claims: relate(document, claims))
        checking, findings = best(
            lambda document=document, claims=claims, relations=relations: check(document, claims, relations)
        )
        together = reading + extraction + relating + checking
        for name, seconds, count in (
            ("digits by `re`", scan, ""),
            ("reading", reading, f"{len(document.blocks)} blocks"),
            ("extraction", extraction, f"{len(claims)} claims"),
            ("relations", relating, f"{len(relations)} relations"),
            ("checking", checking, f"{len(findings)} findings"),
            ("all four", together, ""),
        ):
            rows.append((f"{language}: {name}", f"{seconds:.2f}", rate(len(text), seconds), count))
    return table(("1 MB", "s", "characters/s", "found"), rows)


def growth() -> str:
    """Seconds of the processor for texts of the same kind, each twice as long as the one before."""
    rows = []
    for language in ("en", "fr"):
        row = [language]
        for characters in (125_000, 250_000, 500_000, 1_000_000):
            seconds = _whole(long_text(language, characters))
            row.append(f"{seconds:.2f}")
        rows.append(row)
    return table(("samples", "125 k", "250 k", "500 k", "1 M"), rows)


def hostile() -> str:
    """Seconds of the processor for texts that are one thing without end, each twice as long as the one before."""
    rows = []
    sizes = (12_500, 25_000, 50_000, 100_000)
    for name, unit in HOSTILE.items():
        row, last = [name], 0.0
        for characters in sizes:
            if last > _PATIENCE:
                row.append("-")
                continue
            last = _whole(unit * (characters // len(unit)))
            row.append(f"{last:.2f}")
        rows.append(row)
        print("   ", *row, file=sys.stderr)
    return table(("characters", *(f"{size / 1000:g} k" for size in sizes)), rows)


def _whole(text: str) -> float:
    """Seconds to read, extract, relate and check `text` once."""
    started = time.process_time()
    document = read_text(text)
    claims = extract(document)
    check(document, claims, relate(document, claims))
    return time.process_time() - started
