"""What is written is what is read: exact numbers, every field, blocks and tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import AddReferenceTable, Case, RemoveReferenceTable
from workbench.case.codec import dump, load
from workbench.case.errors import UnreadableRecordError
from workbench.case.records import ClaimEntry, Origin, RelationEntry, Standing
from workbench.case.structure import document_of, text_row
from workbench.model import (
    Binding,
    Block,
    BlockKind,
    Cell,
    Claim,
    Constant,
    Document,
    Hedge,
    Kind,
    Operand,
    Operation,
    Period,
    Quantity,
    ReferenceFigure,
    Relation,
    Role,
    Unknown,
)

numbers = st.decimals(allow_nan=False, allow_infinity=False, places=None)
texts = st.text(max_size=20)
periods = st.builds(Period, st.dates(), st.dates(), st.booleans())
quantities = st.builds(
    Quantity,
    st.sampled_from(Kind),
    st.none() | numbers,
    st.none() | numbers,
    st.none() | texts,
    st.none() | st.sampled_from(Hedge),
    numbers,
    numbers,
    st.booleans(),
    st.booleans(),
)
claims = st.builds(
    Claim,
    id=texts,
    start=st.integers(),
    end=st.integers(),
    text=texts,
    quantity=quantities,
    indicator=st.none() | texts,
    scope=st.none() | texts,
    period=st.none() | periods,
    counted=st.none() | texts,
    role=st.sampled_from(Role),
    sentence=st.tuples(st.integers(), st.integers()),
    block=st.integers(),
    date=st.none() | periods,
    evidence_start=st.integers(),
)


@given(
    entry=st.builds(
        ClaimEntry,
        claims,
        st.sampled_from(Origin),
        st.sampled_from(Standing),
        st.none() | claims,
        st.lists(texts, max_size=3).map(tuple),
    )
)
def test_claims_come_back_to_the_last_digit(entry: ClaimEntry) -> None:
    again = load(ClaimEntry, dump(entry))
    assert again == entry
    assert repr(again) == repr(entry)


def test_relations_come_back() -> None:
    operands = (
        Operand("part", claim="c1", sign=-1),
        Operand("share", constant=Constant(Fraction(1, 3))),
        Operand("whole", unknown=Unknown("k", "the whole", "USD", scope="US")),
        Operand("claim", figure="t1.f3"),
    )
    relation = Relation("a1", Operation.SHARE, "analyst", operands, 3, 9, Binding.ANALYST, False, ("d",))
    assert load(RelationEntry, dump(RelationEntry(relation, "c1 = 1"))) == RelationEntry(relation, "c1 = 1")


def test_documents_come_back_with_their_blocks_and_tables() -> None:
    document = Document(
        "Title\nCell 12 🏭",
        "Title",
        "fr",
        date(2026, 3, 1),
        "ab" * 32,
        Path("/somewhere/a file.pdf"),
        [
            Block(BlockKind.HEADING, 0, 5, 1, 1),
            Block(BlockKind.CELL, 6, 15, 0, 2, Cell(0, 3, 2, True, 2, 1)),
        ],
        ["A note was dropped."],
        2,
        "utf-8",
    )
    assert document_of(text_row("d1", document)) == document


def test_reference_tables_come_back_and_go_again(tmp_path: Path) -> None:
    figure = ReferenceFigure(
        "f1", "IoT industry", "China", Period.year(2020), Quantity(Kind.MONEY, Decimal("2.4e12"), unit="CNY"),
        "Xinhua", "https://example.org", Decimal("10.3"), "World", Decimal("25"), 4,
    )  # fmt: skip
    with Case.create(tmp_path / "a.case") as case:
        case.do(AddReferenceTable("known", (figure,), "/x.csv", "00"))
    with Case.open(tmp_path / "a.case") as case:
        (table,) = case.reference_tables()
        assert table.name == "known"
        assert case.figures()[0].quantity == figure.quantity
        assert case.figures()[0].id == "t1.f1"
        case.do(RemoveReferenceTable("t1"))
        assert case.figures() == ()
        case.undo()
        assert len(case.figures()) == 1


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "1", '"x"', "{}", '{"claim": 3}', '{"claim": {"id": "c1"}}', "{" * 9]
)
def test_what_is_no_record_is_told(text: str) -> None:
    with pytest.raises(UnreadableRecordError):
        load(ClaimEntry, text)


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_reading_of_records(text: str) -> None:
    with pytest.raises(UnreadableRecordError) as fault:
        load(ClaimEntry, text)
    assert fault.value.said("fr")
