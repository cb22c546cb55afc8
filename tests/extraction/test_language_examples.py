"""Every sentence of resources/languages/<code>/examples.toml is read as it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.extraction import extract
from workbench.extraction.lexicon import available_languages
from workbench.model import Claim, Document, Kind
from workbench.resource_files import load_toml, resources

EXAMPLES = [
    pytest.param(language, example["text"], example["claims"], id=f"{language}-{number}")
    for language in available_languages()
    if (resources() / "languages" / language / "examples.toml").is_file()
    for number, example in enumerate(load_toml("languages", language, "examples.toml")["examples"], 1)
]


def number(written: str) -> Decimal:
    """A number of the examples: "12.5", or "1/3"."""
    top, slash, bottom = written.partition("/")
    return Decimal(top) / Decimal(bottom) if slash else Decimal(top)


def shown(claim: Claim) -> tuple[str, Decimal | None, Decimal | None, str, str]:
    quantity = claim.quantity
    hedge = quantity.hedge.value if quantity.hedge is not None else ""
    return claim.text, quantity.value, quantity.value_high, quantity.unit or "", hedge


def wanted(row: list[str]) -> tuple[str, Decimal | None, Decimal | None, str, str]:
    text, value, unit, hedge = row
    low, dots, high = value.partition("..")
    return text, number(low), number(high) if dots else None, unit, hedge


@pytest.mark.parametrize(("language", "text", "claims"), EXAMPLES)
def test_sentence_is_read_as_the_language_says(language: str, text: str, claims: list[list[str]]) -> None:
    read = [claim for claim in extract(Document(text, language=language)) if claim.quantity.kind is not Kind.DATE]
    assert [shown(claim) for claim in read] == [wanted(row) for row in claims]


def test_every_language_has_examples() -> None:
    languages = {param.values[0] for param in EXAMPLES}
    assert languages == set(available_languages())
    assert {"de", "en", "es", "fr", "it", "nl", "pt", "zh"} <= languages
