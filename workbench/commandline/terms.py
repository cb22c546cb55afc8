"""By what texts are checked: known figures, rules of the analyst's own, rules left out, and materiality."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.commandline.output import tell
from workbench.commandline.request import Request
from workbench.messages import interface_language
from workbench.model import Document, ReferenceFigure
from workbench.reading import ReadingError
from workbench.reading.files import why
from workbench.standing_rules import RuleFile, rules_of, standing_files, standing_folder

if TYPE_CHECKING:
    from workbench.analysis import Analysis
    from workbench.checking import Settings
    from workbench.relations import Rule


@dataclass(frozen=True)
class Terms:
    """What holds for every text of a run. `language` is that of the texts that do not say their own."""

    references: Sequence[ReferenceFigure] = ()
    rules: Sequence[Rule] = ()
    off: frozenset[str] = frozenset()
    settings: Settings | None = None
    language: str | None = None

    def analysed(self, document: Document, explanations: str | None = None) -> Analysis:
        """The analysis of a text, explained in the language `explanations`, its own by default."""
        from workbench.analysis import analyse

        return analyse(
            document, self.references, explanations, rules=self.rules, off=self.off, settings=self.settings
        )  # fmt: skip


def load_terms(request: Request) -> Terms:
    """The terms asked for; rules that stand for every run are told of, since nobody named them this time.

    Raises `ReferenceTableError`, `ReadingError`, `OwnRulesError` and `StandingRulesError` for what cannot be used.
    """
    terms = Terms(_references(request.references), language=request.language)
    files = standing_files() if request.standing else ()
    standing = rules_of(files)
    if request.rules or request.without or standing:
        from workbench.own_rules import load_own_rules, switched_off

        own = load_own_rules(request.rules)
        named = {rule.id for rule in own}
        rules = (*own, *(rule for rule in standing if rule.id not in named))
        terms = replace(terms, rules=rules, off=switched_off(request.without, rules))
        used = {rule.id for rule in rules[len(own) :]} - terms.off
        if used:
            tell("standing_rules", count=len(used), folder=standing_folder())
            _tell_unproven(standing, files, used)
    if request.materiality:
        from workbench.checking import Settings

        terms = replace(terms, settings=Settings(materiality_relative=request.materiality))
    return terms


def _tell_unproven(rules: Sequence[Rule], files: Sequence[RuleFile], used: Collection[str]) -> None:
    """Say when rules that nobody named, or tried, this time do not come out as their examples say."""
    from workbench.proven_rules import unproven

    failing = [one for one in unproven(rules, files) if one.rule in used]
    if failing:
        first = failing[0]
        key = "standing_unproven" if len(failing) == 1 else "standing_unproven_several"
        fault = first.fault.said(interface_language())
        tell(key, name=first.name, rule=first.rule, fault=fault, count=len(failing))


def terms_fingerprint(request: Request) -> str | None:
    """Tells whether texts would be checked by the same terms: what the files hold, and the options. None for no terms.

    Raises `ReadingError`.
    """
    terms = {
        "references": [_digest(path) for path in request.references],
        "rules": [_digest(path) for path in request.rules],
        "standing": [file.text for file in standing_files()] if request.standing else [],
        "without": sorted(set(request.without)),
        "materiality": str(request.materiality) if request.materiality else None,
        "language": request.language,
    }
    if not any(terms.values()):
        return None
    return hashlib.sha256(json.dumps(terms).encode()).hexdigest()


@dataclass(frozen=True)
class Packed:
    """Terms on their way to other processes, where they are unpacked once and not with every handful of texts."""

    terms: Terms
    data: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", pickle.dumps(self.terms))

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (self.data,)


@lru_cache(maxsize=1)
def _unpacked(data: bytes) -> Packed:
    return Packed(pickle.loads(data))


def _references(paths: Sequence[Path]) -> Sequence[ReferenceFigure]:
    if not paths:
        return ()
    from workbench.reference import load

    return [figure for path in paths for figure in load(path)]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadingError("reading.forbidden", name=str(path), reason=why(error)) from None
