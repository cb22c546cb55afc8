"""Two to six versions of a text, aligned by their figures."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.comparing import MOST_VERSIONS, Row, State, compare
from workbench.comparing.aligning import align
from workbench.comparing.likeness import figures
from workbench.extraction import extract
from workbench.model import Claim, Document

DRAFT = (
    "The debt reached 15,664 billion (83.7 % of GDP). It had been announced at 13,712 billion (73.6 %), leaving nearly "
    "1,892 billion undeclared in 2021. Some 1,200 people answered."
)
NEXT = (
    "Presented on 3 March, the report is clear. The debt reached 15,664 billion (83.7 % of GDP). It had been announced "
    "at 13,772 billion (73.6 %), leaving about 1,892 billion undeclared in 2021. Of 40 towns, 12 wrote back."
)
FRENCH = (
    "En 2021, l'industrie de Wuxi a dépassé 350 milliards de yuans, soit 50 % du Jiangsu et près de 25 % du total "
    "national. Elle emploie 230 000 personnes."
)
ENGLISH = (
    "In 2021, Wuxi's industry exceeded 350 billion yuan, or 50 % of Jiangsu and nearly 25 % of the national total. It "
    "employs 230,000 people."
)


def version(text: str, language: str = "en") -> tuple[Document, list[Claim]]:
    document = Document(text, language=language)
    return document, extract(document)


def row_of(rows: list[Row], text: str) -> Row:
    return next(row for row in rows if any(cell is not None and cell.text.startswith(text) for cell in row.cells))


def test_what_changed_between_two_drafts_is_told_from_what_did_not() -> None:
    rows = compare([version(DRAFT), version(NEXT)])
    assert row_of(rows, "13,712").cells[1].text.startswith("13,772")
    assert row_of(rows, "13,712").worst is State.CHANGED
    assert row_of(rows, "15,664").worst is State.SAME
    assert row_of(rows, "73.6").worst is State.SAME
    assert row_of(rows, "1,892").states == (State.SAME, State.HEDGE)
    assert row_of(rows, "1,200").states == (State.SAME, State.MISSING)
    assert row_of(rows, "40").states == (State.MISSING, State.ADDED)


def test_language_versions_that_agree_are_the_same() -> None:
    rows = compare([version(FRENCH, "fr"), version(ENGLISH)])
    assert [row.worst for row in rows] == [State.SAME] * len(rows)
    assert len(rows) >= 5


@pytest.mark.parametrize(
    ("old", "new", "figure", "state"),
    [
        ("350 billion yuan", "3500 billion yuan", "350", State.SCALE),
        ("350 billion yuan", "350 billion dollars", "350", State.UNIT),
        ("exceeded 350", "reached 350", "350", State.HEDGE),
        ("50 % of Jiangsu", "50 % in Jiangsu", "50 %", State.SCOPE),
        ("nearly 25 %", "nearly 35 %", "25", State.CHANGED),
        ("230,000 people", "229,700 people", "230", State.ROUNDED),
        (" and nearly 25 % of the national total", "", "25", State.MISSING),
    ],
)
def test_a_slip_of_the_translation_is_named(old: str, new: str, figure: str, state: State) -> None:
    rows = compare([version(FRENCH, "fr"), version(ENGLISH.replace(old, new))])
    assert row_of(rows, figure).worst is state
    assert sum(row.worst is not State.SAME for row in rows) == 1


def test_four_languages_say_the_same_in_their_own_scales() -> None:
    texts = {
        "fr": "L'industrie a atteint 350 milliards de yuans, soit 50 % du total. Elle emploie 230 000 personnes.",
        "en": "The industry reached 350 billion yuan, or half of the total. It employs 230,000 people.",
        "zh": "产业规模达到3500亿元，占总量的50%。从业人员23万人。",
        "de": "Die Industrie erreichte 350 Milliarden Yuan, 50 % der gesamten. Sie beschäftigt 230.000 Menschen.",
    }
    rows = compare([version(text, language) for language, text in texts.items()])
    assert len(rows) == 3
    assert all(cell is not None for row in rows for cell in row.cells)
    assert {state for row in rows for state in row.states} <= {State.SAME, State.HEDGE}


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("It took a third of sales.", "It took 33 % of sales.", State.ROUNDED),
        ("Projects worth 9.6 billion were signed.", "Projects worth 9.6 billion yuan were signed.", State.SAME),
        ("It took 12 % of sales.", "It took 1.2 % of sales.", State.SCALE),
        ("It rose 3 %.", "It rose 3 percentage points.", State.UNIT),
        ("From 3 to 4 billion euros were lost.", "From 3 to 5 billion euros were lost.", State.CHANGED),
        ("A loss of -5.2 million euros.", "A loss of 5.2 million euros.", State.CHANGED),
    ],
)
def test_what_counts_as_a_difference(old: str, new: str, state: State) -> None:
    (row,) = compare([version(old), version(new)])
    assert row.worst is state


def test_a_figure_that_moved_is_still_itself() -> None:
    parts = ["The north has 412 plants.", "Sales came to 3.7 million euros.", "About 81 % of staff stayed."]
    rows = compare([version(" ".join(parts)), version(" ".join(parts[::-1]))])
    assert {row.worst for row in rows} == {State.SAME}


def test_three_versions_compare_each_with_the_one_before() -> None:
    rows = compare([version(DRAFT), version(NEXT), version(DRAFT)])
    assert row_of(rows, "13,712").states == (State.SAME, State.CHANGED, State.CHANGED)
    assert row_of(rows, "1,200").states[1] is State.MISSING
    assert row_of(rows, "1,200").cells[2] is not None


@pytest.mark.parametrize("count", [0, 1, MOST_VERSIONS + 1])
def test_only_two_to_six_versions_are_compared(count: int) -> None:
    with pytest.raises(ValueError, match="2 to 6"):
        compare([version(DRAFT)] * count)


def test_texts_without_figures_have_no_rows() -> None:
    assert compare([version("Nothing here."), version("")]) == []


SENTENCES = [f"Region {'ABCDEFGHIJKLMNOP'[n]} spent {n * 37 + 112}.{n} million euros on roads." for n in range(16)]


@given(data=st.data())
def test_every_figure_is_in_one_row_whatever_was_cut_and_added(data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.integers(0, 15), unique=True, max_size=10))
    fresh = data.draw(st.lists(st.integers(0, 15), unique=True, max_size=10))
    versions = [version(" ".join(SENTENCES[n] for n in numbers)) for numbers in (kept, fresh)]
    rows = compare(versions)
    for column, (_, claims) in enumerate(versions):
        cells = [row.cells[column] for row in rows if row.cells[column] is not None]
        assert sorted(claim.id for claim in cells) == sorted(claim.id for claim in claims)
    for row in rows:
        assert any(cell is not None for cell in row.cells)
        assert [cell is None for cell in row.cells] == [state is State.MISSING for state in row.states]


def test_a_long_report_with_few_changes_keeps_all_its_pairs() -> None:
    chance = random.Random(3)
    lines = [f"Item {n} cost {chance.randrange(1000, 99999)} euros in the {n % 7} district." for n in range(600)]
    changed = list(lines)
    for place in (50, 300, 555):
        changed[place] = changed[place].replace("euros", "dollars")
    del changed[100:103]
    old, new = version("\n".join(lines)), version("\n".join(changed))
    rows = compare([old, new])
    states = [row.worst for row in rows if row.cells[0] is not None and row.cells[0].quantity.unit == "EUR"]
    assert states.count(State.UNIT) == 3
    assert states.count(State.MISSING) == 3
    assert states.count(State.SAME) == len(states) - 6


def test_alignment_of_a_text_with_itself_is_the_identity() -> None:
    document, claims = version(DRAFT + " " + NEXT)
    found = figures(document, claims)
    assert align(found, found) == [(place, place) for place in range(len(found))]


def test_money_left_out_and_things_put_in_are_two_figures() -> None:
    before = version("The port handled 12 ships. It earned €317.8 million in 2024.")
    after = version("The port handled 12 ships. It runs 77 cranes in 2024.")
    alone = [claim.text for row in compare([before, after]) for claim in row.cells if claim and None in row.cells]
    assert sorted(alone) == ["77", "€317.8 million"]


FRENCH_PLACES = (
    "Wuxi représente 50 % de l'industrie du Jiangsu. En Chine, 12 % des usines ont fermé, contre 20 % en France."
)


@pytest.mark.parametrize(
    ("english", "states"),
    [
        (
            "Wuxi accounts for 50% of Jiangsu's industry. In China, 12% of factories closed, against 20% in France.",
            [State.SAME] * 3,
        ),
        (
            "Jiangsu accounts for 50% of Wuxi's industry. In China, 12% of factories closed, against 20% in France.",
            [State.SCOPE, State.SAME, State.SAME],
        ),
        (
            "Wuxi accounts for 50% of Jiangsu's industry. In France, 12% of factories closed, against 20% in China.",
            [State.SAME, State.SCOPE, State.SCOPE],
        ),
    ],
)
def test_places_that_are_exchanged_are_another_scope(english: str, states: list[State]) -> None:
    assert [row.worst for row in compare([version(FRENCH_PLACES, "fr"), version(english)])] == states


def test_a_slip_in_a_paragraph_that_moved_is_still_a_slip() -> None:
    first = "Le secteur pèse 1 350 milliards de yuans, soit 175 milliards d'euros.\n"
    second = "Quelque 45 000 emplois ont été créés en 2023, et 12,5 % des usines ont fermé.\n"
    rows = compare(
        [version(first + second, "fr"), version(second + first.replace("175 milliards", "175 millions"), "fr")]
    )
    assert row_of(rows, "175").worst is State.SCALE
    assert sum(row.worst is not State.SAME for row in rows) == 1


def test_over_and_at_least_are_one_hedge_between_languages_and_two_in_one() -> None:
    chinese = version("广东省占全国产量的26%以上。", "zh")
    assert row_of(compare([version("Guangdong makes over 26% of output."), chinese]), "26%").worst is State.SAME
    rows = compare([version("Guangdong makes over 26% of output."), version("Guangdong makes at least 26% of output.")])
    assert row_of(rows, "26%").worst is State.HEDGE
