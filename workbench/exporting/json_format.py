"""The JSON contract ``workbench/1`` (published as resources/exporting/workbench-1.schema.json).

Numbers are decimal strings in base units, ``None`` for an unbounded end; a range has both `value` and `value_high`.
"""

from __future__ import annotations

import json
from typing import Any

from workbench.exporting.analysed import Analysed
from workbench.exporting.decimal_text import bound_text, decimal_text
from workbench.exporting.rules_used import rule_files_used
from workbench.model import Claim, Document, Finding, Interval, Relation, Repair

SCHEMA = "workbench/1"


def to_json(analysis: Analysed) -> dict[str, Any]:
    """The whole analysis as the object that ``workbench check --json`` prints.

    `rules` are named only where rules of the analyst's own were used, or any was switched off.
    """
    files = rule_files_used(analysis)
    rules = {
        "files": [{"name": name, "rules": list(ids)} for name, ids in files.items()],
        "off": sorted(analysis.rules_off),
    }
    return {
        "schema": SCHEMA,
        "document": document_to_json(analysis.document),
        "claims": [claim_to_json(claim) for claim in analysis.claims],
        "relations": [relation_to_json(relation) for relation in analysis.relations],
        "findings": [finding_to_json(finding) for finding in analysis.findings],
        **({"rules": rules} if files or analysis.rules_off else {}),
    }


def document_to_json(document: Document) -> dict[str, Any]:
    """Title, language, digest and length in code points."""
    return {
        "title": document.title,
        "language": document.language,
        "sha256": document.sha256,
        "characters": len(document.text),
    }


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """One number in its context, with its two readings."""
    quantity = claim.quantity
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "kind": quantity.kind.value,
        "value": None if quantity.value is None else decimal_text(quantity.value),
        "value_high": None if quantity.value_high is None else decimal_text(quantity.value_high),
        "unit": quantity.unit,
        "per": quantity.per,
        "hedge": None if quantity.hedge is None else quantity.hedge.value,
        "expected": interval_to_json(claim.expected),
        "widest": interval_to_json(claim.widest),
        "indicator": claim.indicator,
        "scope": claim.scope,
        "period": None if claim.period is None else str(claim.period),
        "counted": claim.counted,
        "role": claim.role.value,
    }


def relation_to_json(relation: Relation) -> dict[str, Any]:
    """One relation with the claims it joins and the span of the words that assert it."""
    return {
        "id": relation.id,
        "operation": relation.operation.value,
        "rule": relation.rule,
        "claims": list(relation.claims),
        "start": relation.start,
        "end": relation.end,
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """One finding with its explanation, implied value and possible repairs."""
    implied = finding.implied
    return {
        "id": finding.id,
        "operation": str(finding.operation),
        "verdict": finding.verdict.value,
        "claims": list(finding.claims),
        "spans": [list(span) for span in finding.spans],
        "confidence": finding.confidence.value,
        "severity": finding.severity.value,
        "within_rounding": finding.within_rounding,
        "title": finding.explanation.title,
        "explanation": finding.explanation.as_text(),
        "doubts": list(finding.doubts),
        "implied": None
        if implied is None
        else {
            "name": implied.name,
            "unit": implied.unit,
            "expected": interval_to_json(implied.expected),
            "widest": interval_to_json(implied.widest),
        },
        "repairs": [repair_to_json(repair) for repair in finding.repairs],
    }


def repair_to_json(repair: Repair) -> dict[str, Any]:
    """One possible slip: what the claim would have to read."""
    return {
        "claim": repair.claim,
        "value": decimal_text(repair.value),
        "kind": repair.kind.value,
        "text": repair.text,
    }


def interval_to_json(interval: Interval) -> list[str | None]:
    """The two ends, low before high."""
    return [bound_text(interval.low, upwards=False), bound_text(interval.high, upwards=True)]


def json_text(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON that any UTF-8 stream can take.

    Letters stay letters; only a text with a lone surrogate, which UTF-8 cannot carry, is escaped throughout.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text
