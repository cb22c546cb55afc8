"""The lists an analyst chooses from: human verdicts, reasons to dismiss. Data, with the case's own list first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from workbench.case.draft import CaseView
from workbench.case.records import RecordKind, VerdictEntry
from workbench.resource_files import load_toml

SCALE_SETTING = "verdict-scale"


@dataclass(frozen=True, slots=True)
class VerdictStep:
    """A step of the verdict scale; `rating` is 1 (wrong) to 5 (exact) for ClaimReview, ``None`` for no rating."""

    id: str
    en: str
    fr: str
    rating: int | None = None

    def name(self, language: str) -> str:
        """What the list shows."""
        return self.fr if language.startswith("fr") else self.en


@cache
def default_scale() -> tuple[VerdictStep, ...]:
    """The scale a new case starts with."""
    return tuple(_step(entry) for entry in load_toml("case", "verdicts.toml")["verdict"])


def verdict_scale(view: CaseView) -> tuple[VerdictStep, ...]:
    """The scale of a case: its own when it has one."""
    return view.setting(SCALE_SETTING, parse_scale)


def verdicts_in_use(view: CaseView) -> Counter[str]:
    """How often each step was given, by first and second readers, on whatever is still in the file."""
    given = (view.records[kind].values() for kind in (RecordKind.VERDICT, RecordKind.SECOND_VERDICT))
    return Counter(entry.verdict for entries in given for entry in entries if isinstance(entry, VerdictEntry))


def new_step_id(steps: Iterable[VerdictStep]) -> str:
    """An id for a step the analyst adds, which none of `steps` has."""
    taken = {step.id for step in steps}
    return next(name for number in count(1) if (name := f"own-{number}") not in taken)


def parse_scale(text: str | None) -> tuple[VerdictStep, ...]:
    """A scale from its JSON text, the default one for ``None``. Raises `ValueError` when it is none."""
    if text is None:
        return default_scale()
    entries = json.loads(text)
    if not isinstance(entries, list) or not entries:
        raise ValueError("a verdict scale is a list of steps")
    steps = tuple(_step(entry) for entry in entries)
    if len({step.id for step in steps}) != len(steps):
        raise ValueError("two steps of the verdict scale have one id")
    return steps


def scale_text(steps: tuple[VerdictStep, ...]) -> str:
    """The JSON text of a scale, for `ChangeSetting`."""
    return json.dumps(
        [{"id": step.id, "en": step.en, "fr": step.fr, "rating": step.rating} for step in steps], ensure_ascii=False
    )


@cache
def dismissal_reasons() -> dict[str, dict[str, str]]:
    """Reasons to dismiss a finding: id to its name by language."""
    return {str(key): dict(names) for key, names in load_toml("case", "verdicts.toml")["dismissal"].items()}


def _step(entry: Any) -> VerdictStep:
    if not isinstance(entry, dict) or not {"id", "en", "fr"} <= entry.keys():
        raise ValueError("a step of the verdict scale needs an id and names in English and French")
    rating = entry.get("rating")
    if rating is not None and rating not in range(1, 6):
        raise ValueError("a rating is a number from 1 to 5")
    if not (str(entry["en"]).strip() and str(entry["fr"]).strip()):
        raise ValueError("a step of the verdict scale has no name")
    return VerdictStep(str(entry["id"]), str(entry["en"]), str(entry["fr"]), rating)
