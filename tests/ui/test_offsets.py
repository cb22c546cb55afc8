"""Code points and UTF-16 units: the border that every mark in the text crosses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.offsets import Utf16Map

_TEXT = st.text(st.sampled_from("a1 é中😀𝟙🇫\u202f"), max_size=60)


@given(_TEXT)
def test_every_offset_is_where_the_encoding_puts_it(text: str) -> None:
    border = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert border.to_utf16(point) == unit
        assert border.to_code_point(unit) == point
    assert border.length == len(text.encode("utf-16-le")) // 2


@given(_TEXT)
def test_a_unit_inside_a_pair_belongs_to_its_character(text: str) -> None:
    border = Utf16Map(text)
    for point, character in enumerate(text):
        if character > "\uffff":
            assert border.to_code_point(border.to_utf16(point) + 1) == point
