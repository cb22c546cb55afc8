"""Writes one export of about 10,000 claims in a process of its own; prints its seconds, its memory and its size."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measuring import peak_memory
from tests.benchmarks.texts import long_text
from workbench.analysis import Analysis, analyse
from workbench.exporting import json_text, to_json, write_html, write_workbook
from workbench.exporting.frames import claims_frame
from workbench.reading import read_text

_CHARACTERS = 550_000


def _json(analysis: Analysis, path: Path) -> None:
    path.write_text(json_text(to_json(analysis)), encoding="utf-8")


WRITERS = {
    "workbook, with formulas, links and text": write_workbook,
    "claims by pandas with XlsxWriter, values only": (
        lambda analysis, path: claims_frame(analysis).to_excel(path, engine="xlsxwriter")
    ),
    "claims by pandas with openpyxl, values only": (
        lambda analysis, path: claims_frame(analysis).to_excel(path, engine="openpyxl")
    ),
    "HTML report": write_html,
    "JSON": _json,
}


def main(name: str) -> None:
    """Write the export `name` and print what it took as JSON."""
    analysis = analyse(read_text(long_text("en", _CHARACTERS)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out.xlsx")
        started = time.process_time()
        WRITERS[name](analysis, path)
        print(json.dumps([time.process_time() - started, peak_memory(), path.stat().st_size / 1e6]))


if __name__ == "__main__":
    main(sys.argv[1])
