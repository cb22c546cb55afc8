"""The check of one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.checking.agreement_findings import AgreementWriter
from workbench.checking.calendar_findings import CalendarWriter
from workbench.checking.conflict_findings import ConflictWriter
from workbench.checking.explain import Writer
from workbench.checking.findings import Basis
from workbench.checking.judge import judge
from workbench.checking.network import build, without_repetitions
from workbench.checking.references import ReferenceWriter
from workbench.checking.settings import Settings
from workbench.checking.statistics_findings import StatisticsWriter
from workbench.checking.wording import languages, words
from workbench.extraction.pauses import patient_collector
from workbench.model import Claim, Confidence, Document, Finding, ReferenceFigure, Relation, Severity, Verdict

_VERDICTS = (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.CONSISTENT, Verdict.IMPLIED)
_CONFIDENCES = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
_SEVERITIES = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


def check(
    document: Document,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    *,
    references: Sequence[ReferenceFigure] = (),
    language: str | None = None,
    settings: Settings | None = None,
) -> list[Finding]:
    """What the relations between the claims of a document show, the most telling first.

    Explanations are in `language` ("fr" or "en"; the document's own when there are texts for it, else English).
    """
    with patient_collector():
        return _check(document, claims, relations, references, language, settings or Settings())


def _check(
    document: Document,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    references: Sequence[ReferenceFigure],
    language: str | None,
    settings: Settings,
) -> list[Finding]:
    chosen = language or (document.language if document.language in languages() else "en")
    network = build(claims, relations, references)
    network.checks = without_repetitions(network.checks)
    judgement = judge(network, settings)
    texts = words(chosen)
    writer = Writer(document, network, texts)
    basis = Basis(network, judgement, writer, texts, settings, document.language)
    found = [*ConflictWriter(basis).findings(), *AgreementWriter(basis).findings()]
    known = {claim.id: claim for claim in claims}
    for special in (CalendarWriter, StatisticsWriter):
        found += special(document, known, writer, texts, settings).findings(relations)
    found += ReferenceWriter(claims, network, judgement, references, writer, texts, settings).findings()
    return _numbered(found)


def _numbered(found: Iterable[Finding]) -> list[Finding]:
    """The findings in order, with ids in that order; repairs name the findings they settle by them."""
    ordered = sorted(found, key=_order)
    names = {finding.id: f"f{number}" for number, finding in enumerate(ordered, 1) if finding.id}
    for number, finding in enumerate(ordered, 1):
        finding.id = f"f{number}"
        if finding.repairs:
            finding.repairs = tuple(
                replace(repair, settles=tuple(names[one] for one in repair.settles if one in names))
                for repair in finding.repairs
            )
    return ordered


def _order(finding: Finding) -> tuple[int, int, int, int, int]:
    """How much it matters and how sure it is count alike; of two that come out even, the surer stands first."""
    severity, confidence = _SEVERITIES.index(finding.severity), _CONFIDENCES.index(finding.confidence)
    return (
        _VERDICTS.index(finding.verdict),
        severity + confidence,
        confidence,
        -max((len(repair.settles) for repair in finding.repairs), default=0),
        finding.spans[0][0] if finding.spans else 0,
    )
