"""What an analyst waits for: the start of a command and of the window, opening a document, the table of claims."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from tests.benchmarks.exporting import WRITERS
from tests.benchmarks.measuring import best, table
from tests.benchmarks.texts import SAMPLES, long_text

_RELEASE = str(SAMPLES / "wuxi-iot-summit.fr.txt")
_FIGURES = str(SAMPLES / "wuxi-iot-figures.csv")
_RELEASES = Path(__file__).parents[1] / "reading" / "releases"
_ROWS = 100_000


def start() -> str:
    """Seconds of commands from a cold start to their end; of the window, until it shows and its text is checked"""
    rows = []
    for name, arguments in (
        ("`workbench --version`", ["--version"]),
        ("`workbench extract` on a page", ["extract", _RELEASE, "--json"]),
        ("`workbench check` on a page", ["check", _RELEASE, "--json"]),
        ("the same with a table of figures", ["check", _RELEASE, "--reference", _FIGURES, "--json"]),
    ):
        command = [sys.executable, "-m", "workbench", *arguments]
        seconds, _ = best(
            lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL, check=False),
            times=5,
            clock=time.perf_counter,
        )
        rows.append((name, f"{seconds:.2f}"))
    shown, checked = min(_window() for _ in range(5))
    rows += [("the window shows", f"{shown:.2f}"), ("its page is checked", f"{checked:.2f}")]
    return table(("command", "s"), rows)


def _window() -> tuple[float, float]:
    """Seconds until the window has been drawn and until its text is checked, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STARTED": repr(time.time())}
        environment |= dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), folder)
        arguments = [f"{folder}/settings.ini", f"{folder}/log", _RELEASE]
        command = [sys.executable, "-m", "tests.benchmarks.window_start", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    shown, checked = done.stdout.split()[:2]
    return float(shown), float(checked)


def opening() -> str:
    """Seconds by the clock to read a release of one page in every format, the reading process's start included"""
    from workbench.reading import read

    rows = []
    for path in sorted(_RELEASES.glob("port.en.*")):
        seconds, document = best(lambda path=path: read(path), clock=time.perf_counter)
        rows.append(
            (path.suffix[1:], f"{path.stat().st_size / 1000:.0f} kB", f"{seconds:.2f}", str(len(document.text)))
        )
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (
            ("txt", long_text("en", 2_000_000)),
            ("html", f"<html><body><p>{long_text('en', 2_000_000)}</p></body></html>".replace("\n\n", "</p><p>")),
        ):
            path = Path(folder, f"long.{name}")
            path.write_text(text, encoding="utf-8")
            seconds, document = best(lambda path=path: read(path), clock=time.perf_counter)
            rows.append((f"{name} of 2 MB", "2 MB", f"{seconds:.2f}", f"{len(document.text):,}"))
    return table(("format", "size", "s", "characters"), rows)


def claims_table() -> str:
    """Milliseconds to filter and sort the table of 100,000 claims"""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    from workbench.model import Claim, Kind, Period, Quantity
    from workbench.ui.models.claim_columns import COLUMNS
    from workbench.ui.models.claim_filter import parse
    from workbench.ui.models.claim_rows import ClaimRow
    from workbench.ui.models.claim_table import ClaimTableModel
    from workbench.ui.models.states import State
    from workbench.ui.theme import load_theme
    from workbench.ui.wording import Wording

    application = QGuiApplication.instance() or QGuiApplication([])
    units, scopes = ("CNY", "EUR", None, "%"), ("Jiangsu", "Chine", "Wuxi", None)
    states = list(State)
    claims = [
        ClaimRow(
            Claim(
                f"c{number}",
                10 * number,
                10 * number + 5,
                f"{number * 7919 % 99_991}",
                Quantity(Kind.MONEY, Decimal(number * 7919 % 99_991) * 10 ** (number % 6), unit=units[number % 4]),
                indicator=f"sales of shop {number % 977}",
                scope=scopes[number % 3],
                period=Period.year(1990 + number % 37),
            ),
            number,
            states[number % len(states)],
        )
        for number in range(1, _ROWS + 1)
    ]
    model = ClaimTableModel(Wording("en"), load_theme("light"), lambda *_: False, lambda claim: claim.text)
    model.set_rows(claims)
    rows = []
    for text in ("unit:CNY", "verdict:inconsistent", "scope:Jiangsu >1e6", "shop 12", "unit:CNY >1e5 shop -scope:Wuxi"):
        seconds, _ = best(lambda text=text: model.set_filter(parse(text)), times=5)
        rows.append((f"filter `{text}`", f"{1000 * seconds:.0f}", f"{len(model.rows):,}"))
    model.set_filter(parse(""))
    for place, column in enumerate(COLUMNS):
        if column.key in ("number", "value", "indicator", "period", "state"):
            seconds, _ = best(lambda place=place: model.sort(place, Qt.SortOrder.DescendingOrder), times=5)
            rows.append((f"sort by {column.key}", f"{1000 * seconds:.0f}", f"{len(model.rows):,}"))
    del application
    return table(("100,000 claims", "ms", "rows"), rows)


def export() -> str:
    """Seconds and memory to write 10,000 claims, beside plain pandas writing the cells of its table of claims"""
    rows = []
    for name in WRITERS:
        command = [sys.executable, "-m", "tests.benchmarks.exporting", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, megabytes, size = json.loads(done.stdout)
        rows.append((name, f"{seconds:.1f}", f"{megabytes:.0f}", f"{size:.1f}"))
    return table(("10,000 claims", "s", "MB of the process, analysis included", "MB of the file"), rows)
