"""One release saved in every format gives the same numbers: no reader changes, fuses, loses or adds one."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from workbench.extraction import extract
from workbench.model import BlockKind, Document
from workbench.reading import read

RELEASES = Path(__file__).parent / "releases"
FORMATS = ("odt", "docx", "rtf", "html", "epub", "pdf")


def figures(document: Document) -> Counter[tuple[str, ...]]:
    """How often each claim stands in the text: kind, value, range end, unit, hedge, what is counted."""
    return Counter(
        (
            quantity.kind.value,
            str(quantity.value),
            str(quantity.value_high),
            str(quantity.unit),
            str(quantity.hedge and quantity.hedge.value),
            str(claim.counted),
        )
        for claim in extract(document)
        for quantity in [claim.quantity]
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_claims_in_every_format(language: str, extension: str) -> None:
    plain = figures(read(RELEASES / f"port.{language}.fodt"))
    document = read(RELEASES / f"port.{language}.{extension}")
    assert figures(document) == plain


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("extension", ["html", "epub"])
def test_a_correction_whose_mark_was_lost_is_said(language: str, extension: str) -> None:
    document = read(RELEASES / f"port.{language}.{extension}")
    old = "6,1\u00a0%" if language == "fr" else "6.1%"
    assert any(f"“{old}”".replace("\u00a0", " ") in notice.replace("\u00a0", " ") for notice in document.notices)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_claims_of_the_release_are_what_it_says(language: str) -> None:
    found = figures(read(RELEASES / f"port.{language}.fodt"))
    noun = "conteneurs" if language == "fr" else "containers"
    for expected in (
        ("quantity", "18452500", "None", "metric_ton", "None", "None"),
        ("quantity", "412000", "None", "metric_ton", "None", "None"),
        ("count", "92000", "None", "None", "None", noun),
        ("percent", "-0.4", "-0.2", "percentage point", "None", "None"),
        ("quantity", "1430", "None", "meter ** 2", "None", "None"),
        ("duration", "2500000", "None", "hour", "None", "None"),
        ("money", "41200000", "None", "EUR", "None", "None"),
    ):
        assert found[expected] == 1, expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="old Word files are read through LibreOffice")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_numbers_in_an_old_word_file(language: str) -> None:
    assert figures(read(RELEASES / f"port.{language}.doc")) == figures(read(RELEASES / f"port.{language}.fodt"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("extension", ["fodt", *FORMATS])
def test_notes_powers_and_thin_spaces_stay_apart_from_numbers(language: str, extension: str) -> None:
    text = read(RELEASES / f"port.{language}.{extension}").text
    flat = re.sub(r"[\u00a0\u202f]", " ", text)
    assert ("92 000²" if language == "fr" else "92,000²") in flat
    assert "10⁶" in flat
    assert "m²" in flat
    assert ("2 345 678" if language == "fr" else "2,345,678") in flat
    assert "9 999" not in flat
    assert "9,999" not in flat


@pytest.mark.parametrize("extension", ["fodt", *FORMATS])
def test_tables_keep_their_rows_and_columns(extension: str) -> None:
    document = read(RELEASES / f"port.fr.{extension}")
    cells = {
        (block.cell.row, block.cell.column): document.text[block.start : block.end].replace("\u202f", " ")
        for block in document.blocks
        if block.cell is not None
    }
    assert cells[(0, 0)] == "Trafic"
    assert cells[(2, 1)] == "11 071,5"
    assert cells[(4, 2)].startswith("10,0")


@pytest.mark.parametrize("extension", ["fodt", "odt", "docx", "rtf", "pdf"])
def test_footnotes_follow_the_text(extension: str) -> None:
    document = read(RELEASES / f"port.fr.{extension}")
    notes = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert [note[:5] for note in notes] == ["¹ Hor", "² Est"]


@pytest.mark.parametrize("extension", ["fodt", "odt", "docx", "doc", "rtf", "html", "epub", "pdf"])
def test_every_block_points_at_its_own_text(extension: str) -> None:
    if extension == "doc" and shutil.which("soffice") is None:
        pytest.skip("old Word files are read through LibreOffice")
    document = read(RELEASES / f"port.en.{extension}")
    assert document.language == "en"
    assert str(document.date) == "2025-01-09"
    for before, after in zip(document.blocks, document.blocks[1:], strict=False):
        assert before.end <= after.start
    for block in document.blocks:
        piece = document.text[block.start : block.end]
        assert piece == piece.strip()
        assert piece or block.cell is not None
