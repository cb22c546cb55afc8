"""Rule files that an analyst wants for every case and every run: those of one folder, kept in the program's settings.

The folder is `rules` beside the settings file of the window, or the one that the environment variable
`WORKBENCH_RULES` names. `workbench check` and `batch` read it (`--no-standing-rules` leaves it out); the window keeps
in each case the files it was checked with, so that a case says the same when the folder has changed since.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.messages import PlainError
from workbench.rule_faults import fault_of

if TYPE_CHECKING:
    from workbench.relations.rules import Rule

FOLDER_VARIABLE = "WORKBENCH_RULES"
MOST_RULE_FILES = 20
MOST_RULE_TEXT = 200_000
"""Characters of all rule files of a case, or of the settings, together."""


class RuleFile(NamedTuple):
    """A rule file by its name, and the TOML that it holds."""

    name: str
    text: str


class StandingRulesError(PlainError):
    """The folder of rule files cannot be read or written, or holds more than can be used."""


def standing_folder() -> Path:
    """Where the rule files for every case lie; it need not be there."""
    named = os.environ.get(FOLDER_VARIABLE, "")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("workbench", appauthor=False) / "rules"


def standing_files() -> tuple[RuleFile, ...]:
    """The rule files for every case, by name. Raises `StandingRulesError`."""
    folder = standing_folder()
    files = []
    try:
        if not folder.exists():
            return ()
        paths = rule_files_in(folder)
        if len(paths) > MOST_RULE_FILES or sum(path.stat().st_size for path in paths) > 4 * MOST_RULE_TEXT:
            raise StandingRulesError("rules.too_many_files", folder=folder, files=MOST_RULE_FILES, most=MOST_RULE_TEXT)
        for path in paths:
            try:
                files.append(RuleFile(path.name, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")))
            except UnicodeDecodeError:
                raise StandingRulesError("rules.not_utf8", file=path) from None
    except OSError as error:
        raise StandingRulesError("rules.folder", folder=folder, reason=fault_of(error)) from None
    if sum(len(file.text) for file in files) > MOST_RULE_TEXT:
        raise StandingRulesError("rules.too_many_files", folder=folder, files=MOST_RULE_FILES, most=MOST_RULE_TEXT)
    return tuple(files)


def rule_files_in(folder: Path) -> list[Path]:
    """The rule files of a folder by name: those that end in ".toml" and are not hidden. Raises `OSError`.

    Hidden are drafts, and what some systems put beside a file on a disk of another.
    """
    named = (path for path in folder.iterdir() if path.suffix.lower() == ".toml" and not path.name.startswith("."))
    return sorted(path for path in named if path.is_file())


def rules_of(files: tuple[RuleFile, ...]) -> tuple[Rule, ...]:
    """Their rules, validated but for their examples (see `workbench.proven_rules`). Raises `OwnRulesError`."""
    if not files:
        return ()
    from workbench.own_rules import own_rules_of

    return own_rules_of(files)


def standing_name(name: str) -> str:
    """The name of a file in the folder, of which those that end in ".toml" are read."""
    name = name.lstrip(".") or "rules"
    return name if name.lower().endswith(".toml") else f"{name}.toml"


def keep_standing_files(files: Iterable[RuleFile], before: Iterable[RuleFile] | None = None) -> None:
    """Make `files` those of the folder: new ones written, others taken away. Raises `StandingRulesError`.

    Where the analyst chose them from those `before`, what differs is written or taken away, and nothing else: a file
    that could not be read, or came or changed since, stays as it is.
    """
    folder, wanted = standing_folder(), {file.name: file.text for file in files}
    known = None if before is None else {file.name: file.text for file in before}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in wanted.items():
            if known is None or known.get(name) != text:
                _write(folder / Path(name).name, text.encode())
        for path in rule_files_in(folder):
            if path.name not in wanted and (known is None or path.name in known):
                path.unlink()
    except OSError as error:
        raise StandingRulesError("rules.folder", folder=folder, reason=fault_of(error)) from None


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and not at all what is there already."""
    if path.is_file() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
