"""The five calls in one: extract, relate, match the known figures, check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.checking import Settings, check
from workbench.extraction import extract
from workbench.model import Claim, Document, Finding, ReferenceFigure, Relation
from workbench.relations import Rule, relate

# The share of the whole work that is done when a stage begins, measured on news texts.
_STAGES = {"extraction": 0.0, "relations": 0.6, "checking": 0.75, "done": 1.0}


@dataclass(slots=True)
class Analysis:
    """A document with everything found in it, and by what: known figures, thresholds, rules of the analyst's own, and
    the ids of those switched off."""

    document: Document
    claims: list[Claim] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    references: list[ReferenceFigure] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    own_rules: Sequence[Rule] = ()
    rules_off: frozenset[str] = frozenset()


class AnalysisCancelledError(Exception):
    """The analyst stopped the analysis; nothing was changed."""


def analyse(
    document: Document,
    references: Sequence[ReferenceFigure] = (),
    language: str | None = None,
    progress: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    rules: Sequence[Rule] = (),
    off: frozenset[str] = frozenset(),
    settings: Settings | None = None,
) -> Analysis:
    """Extract the claims of `document`, relate and check them, against `references` too.

    Explanations are written in `language` (the document's own by default). `rules` are the analyst's own, `off` the ids
    of those left out, and `settings` the thresholds of the check, such as materiality. `progress` is told the name of
    each stage with the share of the work done, from 0 to 1. `cancelled` is asked between stages; when it says yes,
    `AnalysisCancelledError` is raised.
    """

    def begin(stage: str) -> None:
        if cancelled is not None and cancelled():
            raise AnalysisCancelledError
        if progress is not None:
            progress(stage, _STAGES[stage])

    begin("extraction")
    claims = list(extract(document))
    begin("relations")
    relations = list(relate(document, claims, tuple(rules), off))
    begin("checking")
    settings = settings or Settings()
    findings = list(check(document, claims, relations, references=references, language=language, settings=settings))
    begin("done")
    return Analysis(document, claims, relations, findings, list(references), settings, tuple(rules), off)
