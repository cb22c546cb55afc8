"""Other programs read the JSON; it keeps to its published schema."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporting.generated_cases import Made, many
from tests.exporting.generated_conflicts import days_and_tests, several
from tests.exporting.json_schema import errors
from workbench.analysis import analyse
from workbench.exporting import json_text, to_json
from workbench.exporting.decimal_text import bound_text, decimal_text
from workbench.model import Operation, RepairKind
from workbench.reading import read, read_text
from workbench.reference import load
from workbench.resource_files import resources

SAMPLES = Path(__file__).parents[2] / "samples"


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        resources().joinpath("exporting", "workbench-1.schema.json").read_text(encoding="utf-8")
    )
    return loaded


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The gap hit $671.7bn in 2004, 24.4% above 2003's $496.5bn. Exports rose to $1.15 trillion.",
        "Between 10 and 15 million people, a third of them under 20, over 3.5 tonnes a day on 4 May 2021; up to 5 %.",
        "La dette dépasse 350 milliards de yuans, soit 50 % de celle de la province et près de 25 % du total national.",
    ],
)
def test_the_json_of_a_text_is_what_the_schema_allows(text: str) -> None:
    analysis = analyse(read_text(text))
    value = json.loads(json_text(to_json(analysis)))
    assert errors(value, schema(), schema()) == []
    for claim in value["claims"]:
        assert claim["text"] == analysis.document.text[claim["start"] : claim["end"]]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_the_json_of_every_sample_is_what_the_schema_allows(name: str) -> None:
    analysis = analyse(read(SAMPLES / name), load(SAMPLES / "wuxi-iot-figures.csv"))
    value = json.loads(json_text(to_json(analysis)))
    assert value["claims"]
    assert value["findings"]
    assert errors(value, schema(), schema()) == []


@pytest.mark.parametrize("made", [several(seed=3, each=2), days_and_tests(seed=3, each=2)], ids=["several", "days"])
def test_the_json_of_conflicts_dates_and_tests_is_what_the_schema_allows(made: Made) -> None:
    assert errors(json.loads(json_text(to_json(made))), schema(), schema()) == []


def test_the_json_of_many_generated_relations_is_what_the_schema_allows() -> None:
    value = json.loads(json_text(to_json(many(seed=3, each=4))))
    assert value["findings"]
    assert errors(value, schema(), schema()) == []


def test_what_a_figure_is_counted_by_is_told_beside_its_unit() -> None:
    claims = to_json(analyse(read_text("He pays 45 euros a month for 12 km. Oil cost $82 a barrel.")))["claims"]
    assert [(claim["unit"], claim["per"]) for claim in claims] == [
        ("EUR", "month"),
        ("kilometer", None),
        ("USD", "barrel"),
    ]


def test_the_schema_refuses_what_is_not_the_contract() -> None:
    value = to_json(analyse(read_text("Sales rose 5% to 20 million euros.")))
    assert value["claims"]
    for spoil in (
        lambda v: v.pop("schema"),
        lambda v: v.update(more=1),
        lambda v: v["claims"][0].update(value=5),
        lambda v: v["claims"][0].update(expected=["1"]),
        lambda v: v["claims"][0].update(hedge="roughly"),
        lambda v: v["claims"][0].update(value="1e9"),
    ):
        broken = json.loads(json_text(value))
        spoil(broken)
        assert errors(broken, schema(), schema())


def test_the_schema_names_every_operation_and_repair() -> None:
    definitions = schema()["$defs"]
    assert set(definitions["operation"]["enum"]) == {operation.value for operation in Operation}
    kinds = definitions["finding"]["properties"]["repairs"]["items"]["properties"]["kind"]["enum"]
    assert set(kinds) == {kind.value for kind in RepairKind}


def test_numbers_are_plain_decimal_strings_in_base_units() -> None:
    claims = to_json(analyse(read_text("Sales reached 3.50 billion euros, about 12.5% of 28 billion euros.")))["claims"]
    assert [(claim["value"], claim["unit"]) for claim in claims] == [
        ("3500000000", "EUR"),
        ("12.5", "%"),
        ("28000000000", "EUR"),
    ]


def test_a_lone_surrogate_does_not_stop_the_output() -> None:
    text = json_text({"text": "a \ud800 b", "accent": "é"})
    assert text.encode("utf-8")
    assert json.loads(text) == {"text": "a \ud800 b", "accent": "é"}
    assert "é" in json_text({"accent": "é"})


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6))
def test_a_decimal_string_is_the_number(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert "." not in text or not text.endswith("0")


@given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6))
def test_printed_bounds_never_leave_out_a_number_of_the_interval(value: Fraction) -> None:
    low, high = bound_text(value, upwards=False), bound_text(value, upwards=True)
    assert low is not None
    assert high is not None
    assert Fraction(low) <= value <= Fraction(high)
    assert Fraction(high) - Fraction(low) <= abs(value) / 10**15 + Fraction(1, 10**30)
