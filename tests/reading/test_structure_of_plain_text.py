"""Paragraphs, headings, list items and pages of text files, and of Markdown."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import BlockKind, Document
from workbench.reading import ReadingError, read, read_bytes, read_text


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_a_first_line_without_a_full_stop_is_the_title() -> None:
    document = read_text("Sales rise at Larkhaven\n\nSales rose 12% to 5 million.\n")
    assert pieces(document) == [("heading", "Sales rise at Larkhaven"), ("paragraph", "Sales rose 12% to 5 million.")]
    assert document.title == "Sales rise at Larkhaven"


def test_a_clause_pasted_alone_is_a_paragraph() -> None:
    assert pieces(read_text("350 billion yuan, or 50% of the total")) == [
        ("paragraph", "350 billion yuan, or 50% of the total")
    ]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    wrapped = (
        "The port handled 48.6 million tonnes of goods in the year 2023, up 8% from\n"
        "45.0 million tonnes in 2022. Containers accounted for 21.4 million tonnes,\n"
        "Dry bulk for 15.9 million tonnes.\n"
    )
    assert [kind for kind, _ in pieces(read_text(wrapped))] == ["paragraph"]


def test_long_lines_without_empty_lines_are_paragraphs_of_their_own() -> None:
    line = "The company sold 12 million phones in the quarter, which is 3 million more than a year ago, it said. " * 2
    assert len(read_text(f"{line}\n{line}\n{line}").blocks) == 3


def test_list_items_are_told() -> None:
    kinds = [kind for kind, _ in pieces(read_text("Sales:\n\n- 12 in Lyon\n- 30 in Paris\n3. and 4 in Nice"))]
    assert kinds == ["paragraph", "list item", "list item", "list item"]


def test_form_feeds_part_pages() -> None:
    document = read_bytes(b"First page with 12 words.\x0cSecond page with 13 words.\x0cThird.\n", "a.txt")
    assert document.pages == 3
    assert [block.page for block in document.blocks] == [1, 2, 3]


BARS = """Turnout by ward

Table 2. Voters and votes
Ward | Voters | Votes
Harbour | 4,120 | 2,310
Hill | 3,880 | 2,190
Total | 8,000 | 4,500
Source: the registrar."""
RULED = "| | 2023 | 2024 |\n| --- | --: | --: |\n| Sales | 45.0 | 48.6 |\nSales rose by 8%."
BLANKS = "            2023    2024\nSales       45.0    48.6\nCosts       40.1    41.2\nProfit       4.9     7.4"


def rows(document: Document) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.cell is not None:
            found.setdefault(block.cell.row, []).append(document.text[block.start : block.end])
    return list(found.values())


def test_tables_drawn_with_bars_are_tables() -> None:
    document = read_text(BARS)
    assert rows(document) == [
        ["Ward", "Voters", "Votes"],
        ["Harbour", "4,120", "2,310"],
        ["Hill", "3,880", "2,190"],
        ["Total", "8,000", "4,500"],
    ]
    assert [kind for kind, _ in pieces(document) if kind != "table cell"] == ["heading", "caption", "paragraph"]
    assert [block.cell.header for block in document.blocks if block.cell is not None][:4] == [True, True, True, False]
    assert rows(read_text(RULED)) == [["", "2023", "2024"], ["Sales", "45.0", "48.6"]]


@pytest.mark.parametrize("text", [BLANKS, BLANKS.replace("    ", "\t")])
def test_columns_of_blanks_and_tabs_are_tables(text: str) -> None:
    found = rows(read_text(text))
    assert found[0][1:] == ["2023", "2024"]
    assert found[1:] == [["Sales", "45.0", "48.6"], ["Costs", "40.1", "41.2"], ["Profit", "4.9", "7.4"]]


@pytest.mark.parametrize(
    "text",
    [
        "Sales rose to 45 million.  Costs fell to 40 million.\nProfit was 5 million.  It had been 4.\nAnd so on.",
        "Home | News | Sport | 2024\nAbout us | Contact | Help | Terms",
        "a | b",
        "|",
    ],
)
def test_blanks_and_bars_of_prose_draw_no_table(text: str) -> None:
    assert rows(read_text(text)) == []


@given(st.text(alphabet=st.sampled_from("ab1 .,\n\r\f\t-|#*>`\u2028\ud800é🙂"), max_size=80), st.booleans())
def test_blocks_are_in_order_inside_the_text_and_never_blank(text: str, markdown: bool) -> None:
    from workbench.reading.blocks import plain_blocks
    from workbench.reading.markdown import markdown_blocks

    end = 0
    for block in markdown_blocks(text) if markdown else plain_blocks(text):
        assert end <= block.start <= block.end <= len(text)
        assert block.kind is BlockKind.CELL or text[block.start : block.end].strip()
        end = block.end


@given(st.text(alphabet=st.sampled_from("ab1 .,\n\r\f-🙂"), max_size=80))
def test_every_letter_of_plain_text_is_in_a_block(text: str) -> None:
    document = read_text(text, language="en", verbatim=True)
    covered = {i for block in document.blocks for i in range(block.start, block.end)}
    assert all(i in covered for i, letter in enumerate(document.text) if letter.isalnum())


def test_markdown_headings_lists_tables_and_code() -> None:
    text = (
        "# Results\n\nSales **rose** 12%.\nMore text.\n\n## Table 1\n\n| Year | Sales |\n|---|--:|\n| 2022 | 45.0 |\n"
        "| 2023 | 48.6 |\n\n* 12 shops\n  in Lyon\n\n```\ncode 99\n```\n"
    )
    document = read_bytes(text.encode(), "results.md")
    assert pieces(document) == [
        ("heading", "Results"),
        ("paragraph", "Sales **rose** 12%.\nMore text."),
        ("heading", "Table 1"),
        *[("table cell", cell) for cell in ("Year", "Sales", "2022", "45.0", "2023", "48.6")],
        ("list item", "12 shops\n  in Lyon"),
    ]
    cells = [block.cell for block in document.blocks if block.cell]
    assert [(cell.table, cell.row, cell.column, cell.header) for cell in cells] == [
        (0, 0, 0, True), (0, 0, 1, True), (0, 1, 0, False), (0, 1, 1, False), (0, 2, 0, False), (0, 2, 1, False),
    ]  # fmt: skip
    assert [block.level for block in document.blocks if block.kind is BlockKind.HEADING] == [1, 2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PARIS, 3 mars 2021 - Les ventes ont augmenté de 12 %.", date(2021, 3, 3)),
        ("Les ventes\n\nPublié le 1er août 2022\n\nLes ventes de la ville montent.", date(2022, 8, 1)),
        ("LONDON, March 3, 2021 - Sales of the company rose by 12%.", date(2021, 3, 3)),
        ("The firm was founded on 3 March 1998 and has 12 shops in the city.", None),
        ("Le 3 mars 1998, la ville a signé un accord avec les écoles de la région.", None),
        ("PARIS, 31 février 2021 - Les ventes de la ville montent.", None),
    ],
)
def test_the_date_of_a_text_is_that_of_its_date_line(text: str, found: date | None) -> None:
    assert read_text(text).date == found


def test_a_file_is_found_read_and_remembered(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Sales rose 12% to 5 million in 2021.\r\n")
    document = read(path)
    assert document.path == path
    assert document.title == "report"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["nothing.txt", ".", "a\0b.txt"])
def test_what_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read(tmp_path / name)
    assert "\n" not in str(refusal.value)


def test_text_of_another_program_is_kept_to_the_letter() -> None:
    text = "One 1.\r\n\r\nTwo 2.\rThree \ud800 3.\u2028Four"
    assert read_text(text, verbatim=True).text == text
