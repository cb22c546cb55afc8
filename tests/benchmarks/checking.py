"""How fast a text is read, related and checked."""

from __future__ import annotations

import re
import sys
import time

from tests.benchmarks.measuring import best, rate, table
from tests.benchmarks.texts import HOSTILE, long_text
from workbench.analysis import Analysis
from workbench.checking import check
from workbench.exporting import json_text, to_json
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


def stages() -> str:
    """Seconds of the processor for each million characters of one text: what grows with the text stays level"""
    rows = []
    for characters in (500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000):
        text = long_text("en", characters)
        seconds, document = best(lambda text=text: read_text(text), 1)
        spent = [seconds]
        seconds, claims = best(lambda document=document: extract(document), 1)
        spent.append(seconds)
        seconds, relations = best(lambda document=document, claims=claims: relate(document, claims), 1)
        spent.append(seconds)
        seconds, findings = best(
            lambda document=document, claims=claims, relations=relations: list(check(document, claims, relations)), 1
        )
        spent.append(seconds)
        # Explanations are written when they are first asked for: here.
        analysis = Analysis(document, claims, relations, findings)
        seconds, _ = best(lambda analysis=analysis: json_text(to_json(analysis)), 1)
        spent.append(seconds)
        found = f"{len(claims):,}", f"{len(findings):,}"
        rows.append((f"{characters:,}", *found, *(f"{1e6 * seconds / characters:.2f}" for seconds in spent)))
    return table(
        (
            "characters",
            "claims",
            "findings",
            "reading",
            "extraction",
            "relations",
            "checking",
            "JSON with explanations",
        ),
        rows,
    )


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
