"""Numbers as people write them; colours that can be told from their ground; brackets and links where they belong."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.ui.conftest import Desk
from workbench.model import Claim, Interval, Kind, Period, Quantity
from workbench.resource_files import load_toml
from workbench.ui.figures import compact, grouped, interval_text, period_text, rounded, value_text
from workbench.ui.models.lanes import Lanes
from workbench.ui.models.linking import linked
from workbench.ui.models.spans import ClaimSpans
from workbench.ui.models.states import SIGNS, State
from workbench.ui.notices import notice_in
from workbench.ui.theme import load_theme
from workbench.ui.wording import Wording

EN, FR = Wording("en"), Wording("fr")


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_and_words_can_be_told_from_their_ground(name: str) -> None:
    theme = load_theme(name)
    for state in State:
        assert contrast(theme.mark(state), theme.colour("base")) >= 4.5, state
        assert contrast(theme.mark(state), theme.colour("alternate")) >= 4.5, state
        fill = theme.fill(state)
        if fill is not None:
            assert contrast(theme.colour("text"), fill) >= 7
    for words, ground in (
        ("text", "window"), ("text", "base"), ("muted", "base"), ("muted", "window"), ("accent", "base"),
        ("selection_text", "selection"), ("tip_text", "tip"), ("text", "accent_soft"), ("warn", "warn_soft"),
        ("text", "danger_soft"), ("accent", "accent_soft"), ("text", "found"), ("accent", "window"),
    ):  # fmt: skip
        assert contrast(theme.colour(words), theme.colour(ground)) >= 4.5, (words, ground)


def test_every_state_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(State)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        ("350000000000", "350\u00a0bn", "350\u00a0Md"),
        ("1100000", "1.1\u00a0m", "1,1\u00a0M"),
        ("13712", "13,712", "13\u202f712"),
        ("1952", "1,952", "1\u202f952"),
        ("24.4", "24.4", "24,4"),
        ("2400000000000", "2.4\u00a0tn", "2\u202f400\u00a0Md"),
        ("1812345.5", "1,812,345.5", "1\u202f812\u202f345,5"),
        ("12345600000", "12,345.6\u00a0m", "12\u202f345,6\u00a0M"),
        ("12340000000", "12.34\u00a0bn", "12,34\u00a0Md"),
        ("-0.3", "−0.3", "−0,3"),
        ("0", "0", "0"),
    ],
)
def test_a_number_is_printed_exactly_and_as_short_as_it_can_be(value: str, english: str, french: str) -> None:
    assert compact(Decimal(value), EN) == english
    assert compact(Decimal(value), FR) == french


def test_ends_of_a_reading_never_look_alike() -> None:
    near = Interval(Fraction(337799, 2), Fraction(337801, 2), high_open=True)
    assert interval_text(near, None, EN) == "168,899.5 to under 168,900.5"
    assert interval_text(Interval(Fraction(693_069), Fraction(807_692)), None, EN) == "693,069 to 807,692"


def test_a_third_is_not_printed_without_end() -> None:
    third = Quantity(Kind.COUNT, Decimal(1) / Decimal(3), in_words=True)
    assert value_text(third, EN) == "0.3333…"
    assert value_text(third, FR) == "0,3333…"


def test_a_number_in_full_keeps_its_decimals() -> None:
    assert grouped(Decimal("1234567.50"), EN) == "1,234,567.50"
    assert grouped(Decimal("1E+6"), FR) == "1\u202f000\u202f000"


def test_computed_ends_are_rounded_to_four_digits() -> None:
    assert rounded(Fraction(350_000_000_000) / Fraction("0.505")) == Decimal("6.931E+11")
    assert rounded(Fraction(671_700_000_000)) == 671_700_000_000


@pytest.mark.parametrize(
    ("interval", "english", "french"),
    [
        (Interval.between(14, 15), "14% to 15%", "de 14\u00a0% à 15\u00a0%"),
        (Interval.between(14, None), "at least 14%", "au moins 14\u00a0%"),
        (Interval.between(14, None, low_open=True), "over 14%", "plus de 14\u00a0%"),
        (Interval.between(None, 14, high_open=True), "under 14%", "moins de 14\u00a0%"),
        (Interval.exactly(14), "exactly 14%", "exactement 14\u00a0%"),
        (Interval(), "any value", "toute valeur"),
    ],
)
def test_intervals_in_words(interval: Interval, english: str, french: str) -> None:
    assert interval_text(interval, "%", EN) == english
    assert interval_text(interval, "%", FR) == french


def test_a_range_shows_both_ends() -> None:
    assert value_text(Quantity(Kind.PERCENT, Decimal(10), Decimal(15), "%"), EN) == "10–15"


def test_periods_in_words() -> None:
    assert period_text(Period.year(2021), EN) == "2021"
    assert period_text(Period.months(2022, 1, 9), EN) == "Jan–Sep 2022"
    assert period_text(Period.months(2022, 1, 9), FR) == "janv.–sept. 2022"
    assert period_text(Period.quarter(2022, 3), FR) == "T3 2022"
    assert period_text(None, EN) == ""


def claim(name: str, text: str, start: int) -> Claim:
    return Claim(name, start, start + len(text), text, Quantity(Kind.COUNT, Decimal(1)))


def test_numbers_of_an_explanation_become_links() -> None:
    claims = [claim("c1", "671.7bn", 0), claim("c2", "24.4%", 10)]
    html = linked("24.4% of 671.7bn, not of 1671.7bn <b>", claims)
    assert html == '<a href="claim:c2">24.4%</a> of <a href="claim:c1">671.7bn</a>, not of 1671.7bn &lt;b&gt;'


def test_a_bare_numeral_is_linked_but_no_part_of_a_longer_one() -> None:
    html = linked("350..400 and 1,350 and 350.5", [claim("c1", "350 billion yuan", 0)])
    assert html.count("<a ") == 1
    assert html.startswith('<a href="claim:c1">350</a>..400')


def test_brackets_do_not_cross_and_the_first_is_nearest() -> None:
    lanes = Lanes([("a", 0, 10), ("b", 5, 15), ("c", 11, 20), ("d", 0, 20)], 2)
    assert {(bracket.finding, bracket.lane) for bracket in lanes.within(0, 20)} == {("a", 0), ("b", 1), ("c", 0)}
    assert [bracket.finding for bracket in lanes.within(16, 20)] == ["c"]
    assert {bracket.finding for bracket in lanes.within(15, 15)} == {"b", "c"}
    assert lanes.within(21, 30) == []


def test_overlapping_claims_are_all_found() -> None:
    spans = ClaimSpans([claim("long", "10 to 15 million", 0), claim("short", "15", 6), claim("far", "7", 100)])
    assert [found.id for found in spans.at(7)] == ["short", "long"]
    assert [found.id for found in spans.within(0, 50)] == ["long", "short"]
    assert spans.neighbour("short", 1).id == "far"
    assert spans.neighbour("far", 1) is None


@pytest.mark.parametrize(("made", "shown"), [("en", "fr"), ("fr", "en")])
def test_every_notice_of_the_readers_is_said_in_the_language_of_the_window(made: str, shown: str) -> None:
    for name, texts in load_toml("messages", "formats.toml").items():
        fields = {field: f"<{field} 1>" for field in re.findall(r"\{(\w+)\}", texts["en"])}
        notice = texts[made].format(**fields)
        assert notice_in(notice, shown) == texts[shown].format(**fields), name
    assert notice_in("A sentence of the document itself.", shown) == "A sentence of the document itself."


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory])
def test_the_file_dialog_speaks_french(desk: Desk, mode: QFileDialog.FileMode) -> None:
    desk.settings.language = "fr"
    dialog = QFileDialog(desk.window)
    desk.qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    said = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}
    assert "Chercher dans\u00a0:" in said
    assert not [text for text in said if "Look" in text or "Files of" in text]
    desk.settings.language = "en"
    assert "Look in:" in QFileDialog(desk.window).labelText(QFileDialog.DialogLabel.LookIn).replace("&", "")


def test_french_reaches_dates_and_sizes_of_files_on_any_machine(desk: Desk) -> None:
    desk.settings.language = "fr"
    assert QLocale().language() is QLocale.Language.French
    desk.settings.language = "en"
    assert QLocale().language() is QLocale.Language.English
