"""By which rules a text was checked, beside those of the program: told by every export that is read."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.exporting.analysed import Analysed
from workbench.exporting.plain_text import one_line

_MOST_NAMED = 12


def rule_files_used(analysis: Analysed) -> dict[str, tuple[str, ...]]:
    """The ids of the analyst's own rules that were used, by the name of the file they are from."""
    files: dict[str, tuple[str, ...]] = {}
    for rule in analysis.own_rules:
        if rule.id not in analysis.rules_off:
            name = one_line(rule.source)
            files[name] = (*files.get(name, ()), rule.id)
    return files


def rules_said(analysis: Analysed, own: str, off: str) -> list[str]:
    """Sentences for a report: the names of the files in `own`, the ids of the rules switched off in `off`.

    `own` has a place ``{files}`` and `off` a place ``{rules}``.
    """
    files = rule_files_used(analysis)
    said = [own.format(files=in_short(files))] if files else []
    if analysis.rules_off:
        said.append(off.format(rules=in_short(sorted(analysis.rules_off))))
    return said


def in_short(names: Iterable[str]) -> str:
    """Names with commas between; many are not all named."""
    known = list(names)
    more = [f"… (+{len(known) - _MOST_NAMED})"] if len(known) > _MOST_NAMED else []
    return ", ".join(known[:_MOST_NAMED] + more)
