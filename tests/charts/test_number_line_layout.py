"""Where the number line puts things: in order, inside, without overlap, and the same in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts import NumberLine, lay_out
from workbench.model import Comparison, ComparisonRow, Interval

WIDTH, LINE = 600.0, 16.0


def text_width(text: str) -> float:
    return 8.0 * len(text)


def laid_out(comparison: Comparison, language: str = "en") -> NumberLine:
    return lay_out(comparison, width=WIDTH, line_height=LINE, text_width=text_width, language=language)


def row(source: str, low: object, high: object, value: object = None, widest: Interval | None = None) -> ComparisonRow:
    def end(number: object) -> Fraction | None:
        return None if number is None else Fraction(str(number))

    box = Interval(end(low), end(high))
    return ComparisonRow(source, source, None if value is None else Decimal(str(value)), box, widest or box)


TRADE = Comparison(
    "USD",
    (row("stated", "671.65e9", "671.75e9", "671.7e9"), row("computed", "617.3e9", "618.0e9")),
)
OPEN = Comparison(
    "CNY",
    (
        row("stated", "1333e9", "1778e9", widest=Interval(Fraction(1250 * 10**9), None)),
        row("reference", "2400e9", "2500e9", "2400e9", Interval(Fraction(2400 * 10**9), None)),
    ),
)
SLIP = Comparison("EUR", (row("stated", "2.45e6", "2.55e6", "2.5e6"), row("computed", "2.35e9", "2.65e9")))


def test_the_gap_lies_between_the_rows_that_fail_to_meet_and_says_its_size() -> None:
    line = laid_out(TRADE)
    assert line.gap is not None
    assert line.gap.left == pytest.approx(line.rows[1].thick.right)
    assert line.gap.right == pytest.approx(line.rows[0].thick.left)
    assert line.gap.label == "54\u00a0bn USD over"
    assert laid_out(TRADE, "fr").gap.label == "54\u00a0Md USD de trop"  # type: ignore[union-attr]


def test_open_ends_have_arrows_and_only_they() -> None:
    line = laid_out(OPEN)
    assert [r.thin.arrow_right for r in line.rows] == [True, True]
    assert not any(r.thick.arrow_right or r.thin.arrow_left for r in line.rows)
    assert line.rows[0].thin.right == line.plot_right
    # Widest readings meet; what the expected readings miss is what is shaded.
    assert line.gap is not None
    assert line.gap.label.endswith("short")


def test_ends_fifty_times_apart_make_the_axis_logarithmic_and_the_gap_a_factor() -> None:
    line = laid_out(SLIP)
    assert line.logarithmic
    assert line.gap is not None
    assert "times too small" in line.gap.label
    assert not laid_out(TRADE).logarithmic


def test_rows_that_meet_have_no_gap() -> None:
    assert laid_out(Comparison("%", (row("stated", 10, 12), row("computed", 11, 13)))).gap is None


def test_percentages_differ_by_points() -> None:
    line = laid_out(Comparison("%", (row("stated", "24.35", "24.45"), row("computed", "35.2", "35.4"))), "fr")
    assert line.gap is not None
    assert line.gap.label == "il manque 11\u00a0pts"


def test_the_words_name_every_row_and_the_gap() -> None:
    line = laid_out(TRADE)
    assert line.gap is not None
    assert line.text.splitlines() == [
        "stated: 671.7\u00a0bn USD, that is 671.65 to 671.75\u00a0bn USD.",
        "computed: 617.3 to 618\u00a0bn USD.",
        f"Gap: {line.gap.label}.",
    ]
    assert "or more" in laid_out(OPEN).text


@pytest.mark.parametrize(
    "comparison",
    [
        Comparison(None, ()),
        Comparison(None, (row("stated", 5, 5, 5), row("computed", 5, 5))),
        Comparison(None, (row("stated", 0, 0, 0), row("computed", None, None))),
        Comparison(None, (row("stated", "1e-300", "1e300"), row("computed", "1e299", "1e300"))),
    ],
)
def test_odd_comparisons_are_drawn_all_the_same(comparison: Comparison) -> None:
    inside(laid_out(comparison))


ends = st.one_of(st.none(), st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1000))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        expected = draw(intervals())
        rows.append(
            ComparisonRow("stated", "x" * draw(st.integers(0, 60)), None, expected, expected.hull(draw(intervals())))
        )
    return Comparison(draw(st.sampled_from((None, "%", "EUR", "percentage point"))), tuple(rows))


@given(comparisons(), st.sampled_from(("en", "fr", "zz")))
def test_nothing_leaves_the_drawing_and_no_labels_overlap(comparison: Comparison, language: str) -> None:
    inside(laid_out(comparison, language))


def inside(line: NumberLine) -> None:
    assert 0 <= line.plot_left < line.plot_right <= line.width
    for drawn in line.rows:
        assert text_width(drawn.shown) <= line.plot_left + 0.01
        for bar in (drawn.thin, drawn.thick):
            assert line.plot_left - 0.01 <= bar.left <= bar.right + 0.01 <= line.plot_right + 0.02
        # The thick bar is never longer than the thin one.
        assert drawn.thin.left <= drawn.thick.left + 0.01
        assert drawn.thick.right <= drawn.thin.right + 0.01
    ticks = [
        (tick.label_x - text_width(tick.label) / 2, tick.label_x + text_width(tick.label) / 2) for tick in line.ticks
    ]
    for (_, right), (left, _) in pairwise(ticks):
        assert right < left
    for left, right in ticks:
        assert left >= -0.01 or right > line.width
    assert [drawn.y for drawn in line.rows] == sorted(drawn.y for drawn in line.rows)
    assert all(drawn.y < line.axis_y < line.height for drawn in line.rows)
    assert len(line.text.splitlines()) == len(line.rows) + (line.gap is not None)
    if line.gap is not None:
        assert line.gap.left <= line.gap.right
