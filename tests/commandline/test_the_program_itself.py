"""The installed command, run as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.commandline.check import Documents
from workbench.commandline.main import run
from workbench.commandline.request import Request
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


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """The exit status is that of the workbench, also at the beginning of a pipe."""
    command = command.replace("workbench ", f"{sys.executable} -m workbench ")
    return subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=120)


def test_a_reader_that_stops_early_is_told_as_the_shell_tells_it() -> None:
    # Neither 0 (nothing inconsistent) nor 1 would be true of a check that nobody waited for.
    piped = shell(f"workbench extract {SAMPLE} {SAMPLE} {SAMPLE} {SAMPLE} --json | true")
    assert piped.returncode == 141
    assert piped.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["check {}", "check {} --json", "extract {}", "check --help", "check --version"])
def test_output_that_cannot_be_written_is_one_sentence_and_status_2(words: str) -> None:
    full = shell(f"workbench {words.format(SAMPLE)} > /dev/full")
    assert full.returncode == 2
    assert full.stderr == b"workbench: standard output cannot be written: the disk is full;" + (
        b" free some space, or send it elsewhere.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such redirections")
@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("check {} >&-", 2, b"standard output is closed"),
        ("check {} --json >&-", 2, b"standard output is closed"),
        ("check - <&-", 2, b"standard input is closed"),
        ("batch - -o {}.never <&-", 2, b"standard input is closed"),
        ("check missing.txt 2>&-", 2, b""),
        ("extract {} 2>&-", 0, b""),
    ],
)
def test_closed_streams_are_one_sentence(words: str, status: int, told: bytes) -> None:
    closed = shell(f"workbench {words.format(SAMPLE)}")
    assert closed.returncode == status
    assert told in closed.stderr
    assert closed.stderr.count(b"\n") == (1 if told else 0)


def test_a_fault_of_the_program_is_not_the_status_of_an_inconsistent_text(capsys: pytest.CaptureFixture[str]) -> None:
    # A request that no command line can make.
    no_path: Any = 42
    assert run(Request("check", [str(SAMPLE)], references=[no_path])) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "fault" in told
    assert ".py:" in told


def test_a_fault_in_one_document_is_told_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: object) -> Any:
        raise ZeroDivisionError("nothing there")

    documents = Documents(Request("check", [str(SAMPLE), str(SAMPLE)]))
    assert list(documents.analysed(fail)) == []
    assert documents.failed == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "Internet des objets" in told[0]
    assert "nothing there" in told[0]


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
