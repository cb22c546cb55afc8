"""Promises about the repository that no single module can keep."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from workbench import model

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "fr")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_messages_exist_in_every_interface_language_with_the_same_fields() -> None:
    files = sorted((ROOT / "resources" / "messages").glob("*.toml"))
    assert files
    for file in files:
        for key, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert set(texts) == set(LANGUAGES), f"{file.name} [{key}]"
            fields = {language: set(re.findall(r"\{(\w+)", text)) for language, text in texts.items()}
            assert fields["en"] == fields["fr"], f"{file.name} [{key}]"


def test_french_messages_have_their_apostrophes_and_no_break_spaces() -> None:
    for file in sorted((ROOT / "resources" / "messages").glob("*.toml")):
        for key, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert not re.search(r" [:;?!%»]|« |\w'\w", texts["fr"]), f"{file.name} [{key}]"


def test_messages_asked_for_in_the_code_exist() -> None:
    asked = re.compile(r"(?:say|Error)\(\s*[\"'](reading|reference|commandline)\.([a-z_]+)[\"']")
    for file in (ROOT / "workbench").rglob("*.py"):
        for room, name in asked.findall(file.read_text(encoding="utf-8")):
            table = tomllib.loads((ROOT / "resources" / "messages" / f"{room}.toml").read_text(encoding="utf-8"))
            assert name in table, f"{room}.{name} in {file.name}"


def test_no_file_of_the_package_is_too_long_to_hold_one_idea() -> None:
    long = {file.name: count for file in tracked("workbench/*.py") if (count := _lines(file)) > 500}
    assert long == {}


def test_locked_requirements_are_hashed_and_name_no_address() -> None:
    for name in ("requirements.txt", "requirements-build.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^(--index|--extra-index|--find-links|-i |-f )", text, re.MULTILINE)
        pinned = re.findall(r"^[a-z0-9._-]+(?:\[[^\]]*\])?==", text, re.MULTILINE)
        assert pinned
        entries = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries)


def test_every_dependency_is_locked_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for requirement in project["project"]["dependencies"]:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert f"\n{name[0].lower()}==" in f"\n{locked}", requirement
        assert name[0].lower() in explained, requirement


def test_links_between_the_pages_of_the_documentation_lead_somewhere() -> None:
    for page in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_named_in_the_pages_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for target in re.findall(r"`?make ([a-z-]+)`", (ROOT / name).read_text(encoding="utf-8")):
        assert target in targets


def test_the_glossary_has_every_class_of_the_model_and_every_operation_verdict_and_slip() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    missing = {name for name in model.__all__ if name != "ANY" and f"`{name}`" not in glossary}
    for values in (model.Operation, model.Verdict, model.RepairKind):
        missing |= {value.value for value in values if f"| `{value.value}` |" not in glossary}
    assert missing == set()


def _lines(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")
