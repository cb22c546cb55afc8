"""What a PDF only shows by place: rows and columns, raised digits, strikes, running heads, turned pages."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extraction import extract
from workbench.model import BlockKind, Document
from workbench.reading import read_bytes

# A piece of text: its place from the bottom left, its size in points, its words.
Piece = tuple[float, float, float, str]
# A line drawn from one place to another.
Stroke = tuple[float, float, float, float]


def drawn(pages: Sequence[Sequence[Piece]], strokes: Sequence[Stroke] = (), *, turned: bool = False) -> Document:
    """A PDF in Helvetica with these pieces on its pages, all strokes on the first; `turned` writes upwards."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, pieces in enumerate(pages):
        shown = b"".join(
            (f"1 0 0 1 {x} {y}" if not turned else f"0 1 -1 0 {842 - y} {x}").encode()
            + f" Tm /F1 {size} Tf (".encode()
            + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
            + b") Tj\n"
            for x, y, size, text in pieces
        )
        lines = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in (strokes if number == 0 else ()))
        stream = b"BT\n" + shown + b"ET\n0.5 w\n" + lines.encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return read_bytes(bytes(out), "drawn.pdf", language="fr")


def cells(document: Document) -> dict[tuple[int, int], str]:
    return {
        (block.cell.row, block.cell.column): document.text[block.start : block.end]
        for block in document.blocks
        if block.cell is not None
    }


TABLE: list[Piece] = [
    (100, 700, 10, "Zone"), (250, 700, 10, "Tonnes"), (400, 700, 10, "Part"),
    (100, 686, 10, "Nord"), (250, 686, 10, "1 234,5"), (400, 686, 10, "60 %"),
    (100, 672, 10, "Sud"), (250, 672, 10, "823,0"), (400, 672, 10, "40 %"),
]  # fmt: skip


def test_rows_and_columns_by_their_places() -> None:
    found = cells(drawn([TABLE]))
    assert found[0, 1] == "Tonnes"
    assert found[1, 1] == "1 234,5"
    assert found[2, 2] == "40 %"


def test_a_table_written_upwards_reads_as_one_that_is_not() -> None:
    assert cells(drawn([TABLE], turned=True)) == cells(drawn([TABLE]))


def test_upright_rules_part_cells_that_stand_close() -> None:
    pieces: list[Piece] = [
        (100, 700, 10, "2021"), (130, 700, 10, "12,5"), (100, 686, 10, "2022"), (130, 686, 10, "13,1"),
    ]  # fmt: skip
    rules = [(x, 680.0, x, 712.0) for x in (95.0, 126.0, 160.0)]
    assert cells(drawn([pieces], rules)) == {(0, 0): "2021", (0, 1): "12,5", (1, 0): "2022", (1, 1): "13,1"}
    assert not cells(drawn([pieces]))


def test_a_heading_over_two_columns_spans_them() -> None:
    pieces: list[Piece] = [
        (320, 714, 10, "Tonnes"),
        (100, 700, 10, "Zone"), (270, 700, 10, "2022"), (400, 700, 10, "2023"),
        (100, 686, 10, "Nord"), (270, 686, 10, "12"), (400, 686, 10, "13"),
        (100, 672, 10, "Sud"), (270, 672, 10, "22"), (400, 672, 10, "23"),
    ]  # fmt: skip
    rules = [(90.0, y, 500.0, y) for y in (668.0, 696.0, 724.0)] + [(x, 668.0, x, 724.0) for x in (240.0,)]
    document = drawn([[(100, 714, 10, "Quai"), *pieces]], rules)
    values = {claim.text: claim for claim in extract(document) if claim.date is None}
    assert {values[text].quantity.unit for text in ("12", "13", "22", "23")} == {"metric_ton"}
    assert (values["13"].indicator, str(values["13"].period)) == ("Nord", "2023")


def test_raised_digits_letters_and_brackets() -> None:
    line: list[Piece] = [
        (100, 700, 12, "Soit 120 000"), (169, 705, 7, "2"), (176, 700, 12, "trains, le 1"), (235, 705, 7, "er"),
        (252, 700, 12, "quai et 95 "), (312, 705, 7, "(a)"), (325, 700, 12, " cars."),
    ]  # fmt: skip
    text = drawn([line]).text
    assert "120 000² trains" in text
    assert "1er quai" in text
    assert "95⁽" in text.replace(" ⁽", "⁽")


def test_a_strike_takes_out_what_it_runs_through_and_nothing_below() -> None:
    pieces: list[Piece] = [
        (100, 700, 10, "Le taux passe de 6,1 % 6,3 % en un an."),
        (100, 686, 10, "Pour 12 quais et 34 trains, 56 cars."),
    ]  # fmt: skip
    document = drawn([pieces], [(177.0, 703.2, 203.0, 703.2)])
    assert "6,1" not in document.text
    assert document.text.count("Pour 12 quais et 34 trains, 56 cars.") == 1
    assert any("6,1 %" in notice for notice in document.notices)


def test_running_heads_go_and_first_lines_stay() -> None:
    def page(number: int) -> list[Piece]:
        return [
            (100, 800, 8, "Port de Valmer, rapport annuel"),
            *((100.0, 760.0 - 14 * n, 10.0, f"Le quai {number}{n} : {number * 100 + n} trains.") for n in range(9)),
            (100, 40, 8, f"page {number} / 3"),
        ]  # fmt: skip

    document = drawn([page(number) for number in (1, 2, 3)])
    assert "rapport annuel" not in document.text
    assert "/ 3" not in document.text
    assert sum(block.kind is BlockKind.PARAGRAPH for block in document.blocks) >= 3
    assert [f"{n * 100} trains" in document.text for n in (1, 2, 3)] == [True] * 3


def test_items_of_a_list_are_blocks_and_their_numbers_no_claims() -> None:
    pieces: list[Piece] = [
        (100, 700 - 14 * n, 10, f"{n + 8}. Au quai, {100 + n} trains ;") for n in range(4)
    ]  # fmt: skip
    document = drawn([pieces])
    assert [block.kind for block in document.blocks] == [BlockKind.LIST_ITEM] * 4
    assert [claim.text for claim in extract(document)] == ["100", "101", "102", "103"]
