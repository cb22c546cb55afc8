"""``make bench``: how fast the parts are, as tables for docs/performance.md. Names of tables may be given."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import best, peak_memory, rate, table
from tests.benchmarks.texts import HOSTILE, SAMPLES, long_text
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


def start() -> str:
    """Seconds from a cold start of the process to its end"""
    release = str(SAMPLES / "wuxi-iot-summit.fr.txt")
    figures = str(SAMPLES / "wuxi-iot-figures.csv")
    rows = []
    for name, arguments in (
        ("`workbench --version`", ["--version"]),
        ("`workbench extract` on a page", ["extract", release, "--json"]),
        ("`workbench check` on a page", ["check", release, "--json"]),
        ("the same with a table of figures", ["check", release, "--reference", figures, "--json"]),
    ):
        command = [sys.executable, "-m", "workbench", *arguments]
        seconds, _ = best(
            lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL, check=False),
            times=5,
            clock=time.perf_counter,
        )
        rows.append((name, f"{seconds:.2f}"))
    return table(("command", "s"), rows)


def batch() -> str:
    """Documents a second of `workbench batch` with one and two processes."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        for count in (1_000, 4_000):
            _write_archive(source, count)
            seconds = {}
            for jobs in (1, 2):
                command = [sys.executable, "-m", "workbench", "batch", str(source), "-o", str(target)]
                started = time.perf_counter()
                subprocess.run([*command, "--jobs", str(jobs)], stderr=subprocess.DEVNULL, check=True)
                seconds[jobs] = time.perf_counter() - started
            size = source.stat().st_size / 1e6
            rows.append(
                (
                    f"{count:,} releases, {size:.1f} MB",
                    f"{count / seconds[1]:.0f}",
                    f"{count / seconds[2]:.0f}",
                    f"{seconds[1] / seconds[2]:.2f}",
                )
            )
    return table(("documents/s", "1 process", "2 processes", "gain"), rows)


def _write_archive(path: Path, count: int) -> None:
    texts = {language: long_text(language, 600 * count) for language in ("en", "fr")}
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            language = ("en", "fr")[number % 2]
            text = texts[language][number // 2 * 1_200 : number // 2 * 1_200 + 1_200]
            file.write(json.dumps({"id": number, "text": text, "lang": language}) + "\n")


TABLES = {"parts": parts, "growth": growth, "hostile": hostile, "start": start, "batch": batch}


def main() -> None:
    """Print the tables asked for, or all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], help=", ".join(TABLES))
    chosen = parser.parse_args().tables or list(TABLES)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start.")
    for name in chosen:
        print(f"\n### {name}\n\n{(TABLES[name].__doc__ or '').strip()}\n\n{TABLES[name]()}", flush=True)
    print(f"\nPeak memory of this process: {peak_memory():.0f} MB.")


if __name__ == "__main__":
    main()
