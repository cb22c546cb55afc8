"""Whether rule files that were taken up before still come out as their examples say, with this program.

What came out once is remembered in the cache of the program's user, so that examples are tried when a file or the
program has changed, and not at every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench.own_rules import OwnRulesError
from workbench.standing_rules import RuleFile
from workbench.version import __version__

if TYPE_CHECKING:
    from workbench.relations.rules import Rule

_KEPT = 200
_DIGEST = 64


class Unproven(NamedTuple):
    """A rule of the file `name` one of whose examples fails, and how."""

    rule: str
    name: str
    fault: OwnRulesError


def unproven(
    rules: Sequence[Rule], files: Iterable[RuleFile], stop: Callable[[], None] = lambda: None
) -> tuple[Unproven, ...]:
    """The examples of `rules`, which are those of `files`, that fail. Nothing is tried that came out before.

    `stop` is called before each example, and may raise what ends the trying.
    """
    return tuple(one_by_one(rules, files, stop))


def one_by_one(
    rules: Sequence[Rule], files: Iterable[RuleFile], stop: Callable[[], None] = lambda: None
) -> Iterator[Unproven]:
    """The same, each as soon as it is found."""
    mark = _mark(files)
    if not rules or mark in _marks():
        return
    from workbench.rule_examples import failing

    all_came_out = True
    for rule in rules:
        for fault in failing([rule], rules, stop):
            all_came_out = False
            yield Unproven(rule.id, Path(rule.source).name, fault)
    if all_came_out:
        _remember(mark)


def _mark(files: Iterable[RuleFile]) -> str:
    held = [__version__, *([file.name, file.text] for file in files)]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()


def _place() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("workbench", appauthor=False) / "proven-rules"


def _marks() -> list[str]:
    """What is remembered, the newest last; nothing where it cannot be read."""
    try:
        with _place().open("rb") as file:
            words = file.read(_KEPT * (_DIGEST + 1)).decode("ascii", errors="replace").split()
    except OSError:
        return []
    return [word for word in words if len(word) == _DIGEST and word.isalnum()]


def _remember(mark: str) -> None:
    """Where it cannot be written, the examples are tried again next time."""
    place = _place()
    kept = "\n".join([*_marks(), mark][-_KEPT:]) + "\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(kept)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return
