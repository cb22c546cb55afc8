"""A folder of data adds a language, and nothing else has to know of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import workbench
from workbench.resource_files import resources

PACKAGE = Path(workbench.__file__).parent
LEFT_OUT = ("calendar.toml", "context.toml", "sentences.toml", "tables.toml")
SCRIPT = """
import json
from workbench.analysis import analyse
from workbench.exporting.tables import table_format
from workbench.language_facts import known_languages
from workbench.model import Document
claims = analyse(Document({text!r}, language="qq")).claims
print(json.dumps({{
    "claims": [[c.text, str(c.quantity.value), c.quantity.unit, c.indicator, c.scope, str(c.period)] for c in claims],
    "known": "qq" in known_languages(),
    "comma": table_format("qq").decimal_mark,
}}))
"""


def test_numbers_are_read_in_a_new_folder_and_nothing_is_made_up_of_its_times_and_subjects(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__", "ui"))
    if not (tmp_path / "workbench" / "resources").is_dir():
        shutil.copytree(resources(), tmp_path / "resources")
    data = next(path for path in (tmp_path / "workbench" / "resources", tmp_path / "resources") if path.is_dir())
    shutil.copytree(data / "languages" / "nl", data / "languages" / "qq", ignore=shutil.ignore_patterns(*LEFT_OUT))
    script = SCRIPT.format(text="In maart 2024 steeg de omzet van Philips met 6,5 procent tot ruim 2,3 miljard euro.")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    found = json.loads(done.stdout)
    read = {text: rest for text, *rest in found["claims"]}
    assert read["6,5 procent"] == ["6.5", "%", None, None, "None"]
    assert read["2,3 miljard euro"] == ["2300000000", "EUR", None, None, "None"]
    assert found["known"]
    assert found["comma"] == ","
