"""The installed command, run as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from workbench.version import __version__

SAMPLE = Path(__file__).parents[2] / "samples" / "wuxi-iot-summit.fr.txt"


def workbench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


def test_versions_of_what_matters_are_shown() -> None:
    shown = workbench("--version")
    assert shown.returncode == 0
    lines = shown.stdout.decode().splitlines()
    assert lines[0] == f"workbench {__version__}"
    assert any(line.startswith("Python 3") for line in lines)
    assert any(line.startswith("PySide6-Essentials 6") for line in lines)


def test_json_is_utf_8_where_the_terminal_is_not() -> None:
    checked = workbench("check", str(SAMPLE), "--json", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout.decode("utf-8"))["document"]["language"] == "fr"


def test_a_report_is_printed_where_the_terminal_lacks_letters() -> None:
    checked = workbench("check", str(SAMPLE), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="")
    assert checked.returncode == 0, checked.stderr
    assert b"Wuxi" in checked.stdout


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m workbench extract {SAMPLE} {SAMPLE} --json | head -c 10"
    piped = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120)
    assert b"Traceback" not in piped.stderr
    assert b"Exception" not in piped.stderr


def test_without_a_display_the_window_says_so() -> None:
    shown = workbench(str(SAMPLE), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert shown.returncode == 2
    assert b"display" in shown.stderr
    assert shown.stderr.count(b"\n") == 1


def test_checking_loads_neither_qt_nor_the_heavy_libraries() -> None:
    heavy = ("PySide6", "pandas", "numpy", "openpyxl", "xlsxwriter", "scipy", "py3langid", "trafilatura")
    code = (
        "import sys; from workbench.__main__ import main; main(['check', sys.argv[1]]);"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, check=True, timeout=120)
    assert run.stderr.strip() == b"[]"
