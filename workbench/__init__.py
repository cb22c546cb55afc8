"""Check the arithmetic between the numbers of a text.

For scripts and notebooks::

    import workbench

    analysis = workbench.check("The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn.")
    analysis.findings[0].explanation.title
    workbench.claims_frame(analysis)
    workbench.write_workbook(analysis, "gap.xlsx")

Nothing else of the package is loaded before it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.version import __version__

if TYPE_CHECKING:
    from workbench.analysis import Analysis, analyse
    from workbench.exporting import to_json, write_html, write_workbook
    from workbench.exporting.frames import checks_frame, claims_frame, findings_frame
    from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation
    from workbench.reading import read, read_bytes, read_text
    from workbench.reference import load as load_references

__all__ = [
    "Analysis",
    "Claim",
    "Document",
    "Finding",
    "ReferenceFigure",
    "Relation",
    "__version__",
    "analyse",
    "check",
    "checks_frame",
    "claims_frame",
    "findings_frame",
    "load_references",
    "read",
    "read_bytes",
    "read_text",
    "to_json",
    "write_html",
    "write_workbook",
]

# Where each name lives, as (module, name there).
_HOMES = {
    "Analysis": ("workbench.analysis", "Analysis"),
    "analyse": ("workbench.analysis", "analyse"),
    **{name: ("workbench.exporting.frames", name) for name in ("checks_frame", "claims_frame", "findings_frame")},
    **{name: ("workbench.exporting", name) for name in ("to_json", "write_html", "write_workbook")},
    **{name: ("workbench.model", name) for name in ("Claim", "Document", "Finding", "ReferenceFigure", "Relation")},
    **{name: ("workbench.reading", name) for name in ("read", "read_bytes", "read_text")},
    "load_references": ("workbench.reference", "load"),
}
_LONGEST_PATH = 1024


def check(
    text_or_path: str | os.PathLike[str],
    references: str | os.PathLike[str] | Iterable[ReferenceFigure | str | os.PathLike[str]] = (),
    *,
    language: str | None = None,
    rules: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    off: str | Iterable[str] = (),
) -> Analysis:
    """Read a text or a file, and check its numbers among themselves and against the known figures.

    A `Path` is a file; so is a text of one line that names one that exists. Everything else is the text itself.
    `references` are known figures, tables of them (paths), or one table. `language` is that of the explanations, the
    text's own by default; `rules` are files of your own rules (docs/own-rules.md), `off` the ids of rules to leave out.
    The result has `document`, `claims`, `relations`, `findings` and `references`. Raises
    `workbench.reading.ReadingError`, `workbench.reference.ReferenceTableError` and `workbench.own_rules.OwnRulesError`
    for files that cannot be read or used.
    """
    from workbench.analysis import analyse
    from workbench.own_rules import load_own_rules, switched_off
    from workbench.reading import read, read_text
    from workbench.reference import load

    tables = [references] if isinstance(references, str | os.PathLike) else references
    figures: list[ReferenceFigure] = []
    for entry in tables:
        if isinstance(entry, str | os.PathLike):
            figures += load(Path(entry))
        else:
            figures.append(entry)
    path = _path_of(text_or_path)
    document = read_text(str(text_or_path)) if path is None else read(path)
    own = load_own_rules(map(Path, [rules] if isinstance(rules, str | os.PathLike) else rules))
    without = [off] if isinstance(off, str) else list(off)
    return analyse(document, figures, language, rules=own, off=switched_off(without, own) if without else frozenset())


def _path_of(text_or_path: str | os.PathLike[str]) -> Path | None:
    """The file that is meant; ``None`` for a text."""
    if not isinstance(text_or_path, str):
        return Path(text_or_path)
    if len(text_or_path) > _LONGEST_PATH or not text_or_path.isprintable():
        return None
    try:
        return Path(text_or_path) if Path(text_or_path).is_file() else None
    except OSError:
        return None


if not TYPE_CHECKING:  # type checkers know the names from the imports above, and only those

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first asked for."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, there = _HOMES[name]
        value = getattr(import_module(module), there)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
