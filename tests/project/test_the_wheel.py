"""What people install is whole, holds nothing else, and works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench.version import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True, timeout=240)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_package_and_every_resource_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"workbench", f"workbench-{__version__}.dist-info"}
    resources = [path for path in (ROOT / "resources").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {f"workbench/{path.relative_to(ROOT).as_posix()}" for path in resources} <= set(names)
    samples = [path for path in (ROOT / "samples").iterdir() if path.is_file()]
    assert {f"workbench/resources/samples/{path.name}" for path in samples} <= set(names)
    assert "workbench/__main__.py" in names
    assert any(name.endswith("/LICENSE") for name in names)


def test_installed_it_checks_a_text_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    text = "Revenue rose 12% to $317.8 million in 2023, from $238.7 million in 2022."
    code = "import workbench, sys; print(workbench.__file__); from workbench.__main__ import main; sys.exit(main())"
    checked = subprocess.run(
        [sys.executable, "-c", code, "check", "-", "--json"],
        input=text.encode(),
        cwd=elsewhere,
        # Before the checkout that is installed in editable form.
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert checked.returncode == 1, checked.stderr
    where, _, result = checked.stdout.partition(b"\n")
    assert where.decode().startswith(str(target))
    assert [finding["verdict"] for finding in json.loads(result)["findings"]].count("inconsistent") == 1


def test_the_command_and_the_version_are_declared_once(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        declared = f"workbench-{__version__}.dist-info"
        assert "workbench = workbench.__main__:main" in archive.read(f"{declared}/entry_points.txt").decode()
        assert f"Version: {__version__}" in archive.read(f"{declared}/METADATA").decode()
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
