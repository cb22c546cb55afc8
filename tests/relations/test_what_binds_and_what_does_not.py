"""Binding is by syntax: bystanders, other subjects and other bases stay unbound."""

from __future__ import annotations

import pytest

from workbench.extraction import extract
from workbench.model import Binding, Block, BlockKind, Cell, Document, Operation, Relation
from workbench.relations import relate


def related(text: str, language: str) -> tuple[list[Relation], dict[str, str]]:
    """The relations of one paragraph, and the words of each claim."""
    document = Document(text, language=language, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    return relate(document, claims), {claim.id: claim.text for claim in claims}


BYSTANDERS = [
    ("en", "Net income was $5.1 million compared with $3.2 million, on revenue that grew 12%."),
    ("en", "Revenue was $212 million, compared to $183 million last year, and EBITDA increased 25% to $51 million."),
    ("en", "Housing revenues increased from $910 million, reflecting a 40% increase in homes delivered."),
    ("en", "The company employs 5,120 people, including 3,040 women and 2,510 engineers."),
    (
        "fr",
        "Le résultat net est de 5,1 millions d'euros contre 3,2 millions, pour des ventes en hausse de 12 %.",
    ),
    ("fr", "Les pneus de 18 pouces et plus, qui ont représenté 61 % de ses ventes, progressent."),
    ("en", "Property taxes will rise 2.9 percent, or about $96 a year for a home valued at $310,000."),
    ("fr", "Avec 24 % des voix, la liste arrive devant ses rivales (18 % et 12 %)."),
    ("fr", "Quelque 2 412 maisons ont été endommagées, dont 311 détruites, et 12 040 habitants évacués."),
    (
        "fr",
        "L'équipement atteint 153 euros en Aquitaine et 73 euros en Charente, contre 120 euros en moyenne en France.",
    ),
]


@pytest.mark.parametrize(("language", "text"), BYSTANDERS)
def test_a_number_that_only_stands_near_is_not_added_up_or_compared(language: str, text: str) -> None:
    found, _ = related(text, language)
    assert not [one for one in found if one.operation in (Operation.GROWTH, Operation.SUM, Operation.SHARE)]


def test_the_old_and_the_new_value_may_be_printed_either_way_round() -> None:
    for text in (
        "On a compté 291 morts contre 328 un an plus tôt, soit une baisse de 11 %.",
        "On comptait 328 morts en 2018 contre 291 en 2019, soit une baisse de 11 %.",
    ):
        (relation,), words = related(text, "fr")
        assert [words[operand.claim or ""] for operand in relation.operands] == ["291", "328", "11 %"]
        assert relation.operands[2].sign == -1


def test_a_change_and_its_rate_speak_of_one_unsaid_old_value() -> None:
    found, _ = related("Sales for the year were $793.4 million, a decrease of $50.1 million, or 6%.", "en")
    assert {one.operation for one in found} == {Operation.GROWTH, Operation.DIFFERENCE}
    keys = {operand.unknown.key for one in found for operand in one.operands if operand.unknown is not None}
    assert len(keys) == 1


def test_two_shares_of_one_part_have_a_whole_each() -> None:
    text = (
        "En 2021, le secteur a dépassé 350 milliards de yuans, soit 50 % de celui du Jiangsu et près de 25 % du total "
        "national."
    )
    found, words = related(text, "fr")
    assert [words[found[0].operands[0].claim or ""]] * 2 == [words[one.operands[0].claim or ""] for one in found]
    assert len({one.operands[2].unknown.key for one in found if one.operands[2].unknown is not None}) == 2


def test_a_balance_is_found_across_two_sentences() -> None:
    found, words = related(
        "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. Exports rose to $1.15 trillion and imports to "
        "$1.76 trillion.",
        "en",
    )
    balance = next(one for one in found if one.operation is Operation.BALANCE)
    assert [(operand.role, words[operand.claim or ""], operand.sign) for operand in balance.operands] == [
        ("net", "$671.7bn", -1),
        ("gained", "$1.15 trillion", 1),
        ("spent", "$1.76 trillion", 1),
    ]
    growth = next(one for one in found if one.operation is Operation.GROWTH)
    assert [words[operand.claim or ""] for operand in growth.operands] == ["$671.7bn", "$496.5bn", "24.4%"]


def test_a_balance_of_another_stretch_is_not_one_of_the_same_flows() -> None:
    found, texts = related(
        "Exports reached €48.2 billion in June and imports €55.9 billion, a deficit of €7.7 billion. "
        "Over twelve months the deficit came to €93.4 billion.",
        "en",
    )
    balances = [one for one in found if one.operation is Operation.BALANCE]
    assert [texts[operand.claim or ""] for one in balances for operand in one.operands if operand.role == "net"] == [
        "€7.7 billion"
    ]


def test_a_level_with_a_signed_change_in_brackets_is_no_growth_between_them() -> None:
    found, texts = related("Le nombre d'inscrits s'établit à 3 012 400, en baisse de 1,2 % (–36 500) sur un an.", "fr")
    for one in found:
        named = {texts[operand.claim] for operand in one.operands if operand.claim is not None}
        assert not (one.operation is Operation.GROWTH and {"3 012 400", "–36 500"} <= named)


def test_a_list_under_including_is_one_sided() -> None:
    relations, _ = related(
        "The plan costs $912 million, including $214 million for roads and $151 million for rail.", "en"
    )
    (found,) = [one for one in relations if one.operation is Operation.SUM]
    assert not found.exhaustive


def test_exchange_rates_agree_unless_one_is_far_off() -> None:
    near, _ = related("It paid 100 million euros ($112 million) and then 200 million euros ($238 million).", "en")
    far, _ = related("It paid 100 million euros ($112 million) and then 200 million euros ($23.8 million).", "en")
    keys = [
        [operand.unknown.key for one in found for operand in one.operands if operand.unknown] for found in (near, far)
    ]
    assert len(set(keys[0])) == 2
    assert len(set(keys[1])) == 1


def test_table_totals_add_up_the_lines_before_them() -> None:
    cells = [["Region", "Sales", "Share"], ["North", "412", "41%"], ["South", "598", "59%"], ["Total", "1,010", "100%"]]
    text, blocks = "", []
    for row, line in enumerate(cells):
        for column, words in enumerate(line):
            blocks.append(Block(BlockKind.CELL, len(text), len(text) + len(words), cell=Cell(0, row, column, row == 0)))
            text += words + "\n"
    document = Document(text, blocks=blocks)
    claims = extract(document)
    words_of = {claim.id: claim.text for claim in claims}
    found = [one for one in relate(document, claims) if one.operation is Operation.FOOTING]
    assert [[words_of[name] for name in one.claims] for one in found] == [
        ["1,010", "412", "598"],
        ["100%", "41%", "59%"],
    ]


def table(rows: list[list[str]]) -> Document:
    """A document that is one table."""
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = Cell(0, row, column, row == 0 or column == 0)
            blocks.append(Block(BlockKind.CELL, len(text), len(text) + len(cell), cell=place))
            text += cell + "\n"
    return Document(text, language="en", blocks=blocks)


@pytest.mark.parametrize(("cell", "footings"), [("40", 1), ("40 (12)", 1), ("40 [1]", 1), ("40 45", 0)])
def test_a_cell_with_two_numbers_is_not_added_up(cell: str, footings: int) -> None:
    document = table([["Region", "Sales"], ["North", "120"], ["South", "80"], ["East", cell], ["Total", "240"]])
    found = relate(document, extract(document))
    assert sum(one.operation is Operation.FOOTING for one in found) == footings


@pytest.mark.parametrize(
    ("second", "bindings"),
    [
        ("A second one, worth €95 million ($130 million), follows.", {Binding.KIND}),
        ("A second one, worth €95 million ($13 million), follows.", {Binding.CLAUSE}),
        (
            "Others were worth €95 million ($135 million) in 2008 and €96 million ($104 million) in 2023.",
            {Binding.KIND},
        ),
    ],
)
def test_exchange_rates_apart_are_a_doubt_unless_no_two_days_can_have_them(second: str, bindings: set[Binding]) -> None:
    found, _ = related(f"The contract is worth €240 million ($261 million). {second}", "en")
    assert len({operand.unknown.key for one in found for operand in one.operands if operand.unknown is not None}) == 1
    assert {one.binding for one in found} == bindings


def test_exchange_rates_of_two_days_may_differ() -> None:
    found, _ = related(
        "The contract is worth €240 million ($261 million). Another, worth €95 million ($101 million), follows.", "en"
    )
    assert len({operand.unknown.key for one in found for operand in one.operands if operand.unknown is not None}) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The chain has 214 stores in 11 countries, 9 more than the 205 it had a year ago."),
        ("en", "It runs 214 stores across 11 countries, up from 205 a year ago."),
        ("fr", "Le réseau compte 214 magasins dans 11 pays, soit 9 de plus que les 205 de l'an dernier."),
    ],
)
def test_what_follows_is_of_the_stores_and_not_of_the_countries_they_are_in(language: str, text: str) -> None:
    found, texts = related(text, language)
    assert not any(texts[operand.claim] == "11" for one in found for operand in one.operands if operand.claim)


def test_a_number_of_places_alone_may_grow() -> None:
    found, _ = related("It is present in 11 countries, up from 9 a year ago.", "en")
    assert [one.operation for one in found] == [Operation.ORDER]
