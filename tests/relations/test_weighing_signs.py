"""What no wording says is related by the weight of many signs, and only when they outweigh everything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.relations.learning.fitting import Problem, learned
from tests.relations.learning.instances import instances
from tests.relations.learning.passages import HELD_OUT, LEARNED, Label, Passage, broken_copies, passages
from tests.relations.passage_score import verdict_on
from tests.relations.test_sentences_of_very_many_numbers import steps
from workbench.analysis import analyse
from workbench.extraction import extract
from workbench.model import Operation, Verdict
from workbench.reading import read_text
from workbench.relations import load_rules, relate
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.relate import sentences_of
from workbench.relations.rules import LanguageRules, rules_for
from workbench.relations.weighing.candidates import FAMILIES, Combinations
from workbench.relations.weighing.mending import mended
from workbench.relations.weighing.passage import Passage as Seen
from workbench.relations.weighing.possible import can_be
from workbench.relations.weighing.reader import FRAMES
from workbench.relations.weighing.scales import chances, parts_of, scales_for
from workbench.resource_files import resources

LANGUAGES = ("en", "fr")
_MARGIN = "Voters in the district turned the bond issue down, 2,817 to 2,590, by official returns - a margin of {}."
_OWN = """
[[rule]]
id = "share.moon"
operation = "share"
binding = "sentence"
what = "Cows and mills."
slots = { part = "level", whole = "level", share = "percent" }

[rule.wordings]
en = ["a moon of {share} .. {part} cows .. {whole} mills"]

[[rule.example]]
language = "en"
text = "Under a moon of 50% he saw 50 cows and 100 mills."
expect = "pass"
"""


def weighed(text: str, off: frozenset[str] = frozenset(), language: str = "en") -> list[tuple[Operation, list[str]]]:
    document = read_text(text, language=language)
    claims = extract(document)
    texts = {claim.id: claim.text for claim in claims}
    return [
        (relation.operation, [texts[claim] for claim in relation.claims])
        for relation in relate(document, claims, off=off)
        if relation.rule.endswith(".weighed")
    ]


def test_the_relation_is_found_whether_the_numbers_fit_or_not() -> None:
    for margin in ("227", "327"):
        assert weighed(_MARGIN.format(margin)) == [(Operation.DIFFERENCE, ["2,817", "2,590", margin])]


def test_a_frame_is_a_rule_that_can_be_switched_off() -> None:
    assert not weighed(_MARGIN.format("327"), frozenset({"difference.weighed"}))
    rules = rules_for("en")
    assert rules is not None
    assert {f"{frame}.weighed" for frame in FRAMES} <= set(rules.unworded)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Revenue of $3.2 billion beat the $3.05 billion analysts expected, though profit of $410 million fell."),
        ("en", "The 1,450-seat theatre sold 38,000 tickets over 32 performances, at an average price of £42."),
        ("fr", "L'aide comprend 8 milliards de prêts, 3,5 milliards de dons et 200 blindés, sur 61 milliards promis."),
    ],
    ids=["rough levels", "spread over", "of another scale"],
)
def test_numbers_that_no_slip_would_make_fit_are_left_alone(language: str, text: str) -> None:
    assert not weighed(text, language=language)


def test_things_counted_one_by_one_are_not_rough() -> None:
    text = "The motion was lost in the end, 14 to 12, according to the clerk - a margin of 6."
    assert weighed(text) == [(Operation.DIFFERENCE, ["14", "12", "6"])]


def test_a_printed_minus_is_not_turned_round() -> None:
    text = "Claims came down, to DKK 1,693 million, a change of DKK -214 million or -11.2 percent."
    assert weighed(text)
    findings = analyse(read_text(text, language="en")).findings
    assert {finding.verdict for finding in findings} == {Verdict.CONSISTENT}


def test_what_an_analyst_has_written_down_is_not_doubted(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(_OWN, encoding="utf-8")
    document = read_text("Under a moon of 79% he saw 50 cows beside 400 mills.", language="en")
    claims = extract(document)
    found = relate(document, claims, load_rules(tmp_path / "mine.toml"))
    assert [relation.doubts for relation in found if relation.rule == "share.en.moon"] == [()]


def test_chances_leave_room_for_nothing_being_said() -> None:
    assert chances([0.0]) == [0.5]
    alone, with_another = chances([3.0])[0], chances([3.0, 3.0])[0]
    assert with_another < alone < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_are_whole_numbers_for_places_of_known_frames(language: str) -> None:
    table = json.loads((resources() / "rules" / "weights" / f"{language}.json").read_text(encoding="utf-8"))
    assert set(table["families"]) == {family.name for family in FAMILIES}
    for family in table["families"].values():
        assert 0 < family["least"] < 100
        assert all(place.partition(".")[0] in FRAMES for place in family["weights"])
        assert all(type(weight) is int for signs in family["weights"].values() for weight in signs.values())
        assert all(type(weight) is int for weight in family["gate"].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [LEARNED, HELD_OUT], ids=["learned", "held out"])
def test_every_label_of_the_passages_names_numbers_that_are_there(language: str, folder: object) -> None:
    found = list(passages(language, LEARNED if folder is LEARNED else HELD_OUT))
    assert len(found) > 100
    for passage in found:
        for label in passage.labels:
            assert all(any(map(str.isdigit, passage.text[start:end])) for start, end in label.places)


def test_no_passage_that_is_learned_from_is_held_out() -> None:
    for language in LANGUAGES:
        learned = {passage.text for passage in passages(language)}
        assert learned.isdisjoint(passage.text for passage in passages(language, HELD_OUT))


def test_broken_copies_change_one_labelled_number_and_move_the_other_labels_along() -> None:
    text = "Sales rose 20% to $12 million from $10 million."
    places = tuple((text.index(part), text.index(part) + len(part)) for part in ("$12 million", "$10 million", "20%"))
    sound = Passage("one", "en", text, (Label("growth", places),))
    copies = list(broken_copies(sound))
    assert copies
    for copy in copies:
        assert copy.text != text
        assert copy.broken is not None
        touched = [place for place in copy.labels[0].places if place[0] <= copy.broken[0] < place[1]]
        assert len(touched) == 1
        for (start, end), (old_start, old_end) in zip(copy.labels[0].places, places, strict=True):
            if (start, end) not in touched:
                assert copy.text[start:end] == text[old_start:old_end]


def test_what_is_labelled_weighs_most_once_learned() -> None:
    texts = [
        f"In {place} {new} homes were let, where a year before the figure had been {old}; that is {rate}% more. "
        f"The council counts {other} empty shops."
        for place, new, old, rate, other in (
            ("Ashby", "1,320", "1,200", "10", "85"),
            ("Borden", "2,415", "2,100", "15", "340"),
            ("Colne", "672", "560", "20", "91"),
            ("Dunmow", "1,218", "1,160", "5", "47"),
        )
    ]
    problem = Problem()
    found = []
    for number, text in enumerate(texts):
        words = text.split()
        new, old, rate = words[2], next(word[:-1] for word in words if word.endswith(";")), words[words.index("is") + 1]
        places = tuple((text.index(part), text.index(part) + len(part)) for part in (new, old, rate))
        for one in instances(Passage(f"p{number}", "en", text, (Label("growth", places),))):
            if one.family == "percentage":
                problem.add(one, 1.0)
                found.append(one)
    tables, _ = learned({"percentage": problem}, ridge=0.5, fewest=2, least=0.001)
    weights = tables["percentage"]
    assert found
    for one in found:
        sums = [
            sum(
                share * sum(weights.get(place, {}).get(sign, 0) for sign in signs)
                for place, signs, share in parts_of(candidate, one.evidence)
            )
            for candidate in one.candidates
        ]
        assert one.right[sums.index(max(sums))]


def test_frames_learn_from_one_another() -> None:
    shops = (("Ealing", "340", "300", "40"), ("Barnet", "560", "500", "60"), ("Sutton", "230", "190", "40"))
    problems = {family.name: Problem() for family in FAMILIES}
    for name, new, old, more in shops:
        text = f"Now {name} has {new} shops where it once had {old}, up by {more}."
        places = tuple((text.index(part), text.index(part) + len(part)) for part in (new, old, more))
        for one in instances(Passage(name, "en", text, (Label("difference", places),))):
            problems[one.family].add(one, 1.0)
        rates = f"Now {name} has {new} shops where it once had {old}, up by 20% in {more} months."
        for one in instances(Passage(f"{name}, in percent", "en", rates, ())):
            problems[one.family].add(one, 0.001)
    problems = {name: problem for name, problem in problems.items() if problem.none}
    tables, _ = learned(problems, ridge=0.5, fewest=2, least=0.001)
    # No percentage is labelled: what speaks for the older level of a rate was learned from amounts.
    assert tables["percentage"]["growth.before"]["1 before: had"] > 0


def _seen(text: str) -> tuple[Seen, LanguageRules]:
    document = read_text(text, language="en")
    rules = rules_for("en")
    assert rules is not None
    claims = sorted(extract(document), key=lambda claim: (claim.start, -claim.end))
    return Seen(document, sentences_of(document, claims, rules), rules), rules


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "In all 1,204 were treated: 611 here, 84 of them within 2 days, 404 there and 189 abroad.",
            "611 404 189 1,204",
        ),
        ("Support stood at 57%, made up of 38% for the list and 19% for its ally, with 2% undecided.", "38 19 57"),
        ("Waiting fell from 140 days to 91 days, 35% less, in 12 clinics.", "140 91 35"),
        ("The crews put in 15.3 million hours; as 130,600 went out, they did 117 each.", "15.3 130,600 117"),
        ("Each of the 1,225,000 meals gets €4.16 of aid, an outlay of 5.1 million.", "€4.16 1,225,000 5.1"),
        ("He was 31st at the turn and 11th at the end: 20 places gained.", "31st 11th 20"),
        ("Lyon: 212. Metz: 87. Brest: 64. Pau: 31. Total: 394.", "212 87 64 31 394"),
        ("Retail prices of 42 cents a litre, against 38 cents a year before, were up by 4 cents.", "42 38 4"),
    ],
)
def test_combinations_that_are_tried(text: str, members: str) -> None:
    seen, _ = _seen(text)
    combinations = Combinations(seen)
    tried = [
        {text[seen.numbers[at].claim.start : seen.numbers[at].claim.end].rstrip("%").split()[0] for at in one.members}
        for family in FAMILIES
        for index, number in enumerate(seen.numbers)
        if family.asks(number)
        for one in family.candidates(combinations, index)
        if one.fits
    ]
    assert set(members.split()) in tried


def test_a_level_told_twice_is_no_distance() -> None:
    seen, rules = _seen("Crude at 16 dollars was raised by 1.50 dollars, and another 1.50 dollars is expected.")
    combinations = Combinations(seen)
    (difference,) = [family for family in FAMILIES if family.name == "difference"]
    missing = [
        one
        for index, number in enumerate(seen.numbers)
        if difference.asks(number)
        for one in difference.candidates(combinations, index)
        if not one.fits
    ]
    assert missing
    assert not any(can_be(one, seen, rules) for one in missing)


def test_single_things_are_not_rounded() -> None:
    seen, rules = _seen("It weighs 1 ton, 1 ton of it coal and 1 ton ore, and 3 tons in all.")
    combinations = Combinations(seen)
    (total,) = [family for family in FAMILIES if family.name == "sum"]
    two_of_one = [one for one in total.candidates(combinations, 0) if len(one.parts) == 2 and 3 not in one.parts]
    assert any(one.fits for one in two_of_one)
    assert not any(can_be(one, seen, rules) for one in two_of_one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_passages_broken_and_sound(language: str) -> None:
    sample = [passage for number, passage in enumerate(passages(language, HELD_OUT)) if number % 4 == 0]
    flagged = sum(verdict_on(passage) is Verdict.INCONSISTENT for passage in sample)
    copies = [copy for passage in sample for copy in broken_copies(passage)]
    caught = sum(verdict_on(copy) is Verdict.INCONSISTENT for copy in copies)
    assert 10 * flagged <= len(sample)
    assert 2 * caught >= len(copies)


def test_a_text_of_any_length_costs_what_its_length_does() -> None:
    for repeated in ("It sold 1,230 of 4,560 for $78,900, or 12%. ", "12% and 13% (of 45 and 46), "):
        assert steps(repeated * 80, "en") < 2.6 * steps(repeated * 40, "en")


def test_languages_without_weights_are_read_by_rules_alone() -> None:
    assert scales_for("de") is None


@pytest.mark.parametrize(
    ("rate", "sign"),
    [
        ("34.7%", "fits: 3"),
        ("84.7%", "slip: digit 3"),
        ("3.47%", "slip: length 3"),
        ("81.2%", "slip: none 3"),
    ],
)
def test_a_slip_that_would_make_numbers_fit_is_a_sign(rate: str, sign: str) -> None:
    text = f"Of the 2,817 voters 978 stayed at home, {rate}."
    places = tuple((text.index(part), text.index(part) + len(part)) for part in ("978", "2,817", rate))
    broken = None if sign.startswith("fits") else places[2]
    shares = [
        candidate
        for one in instances(Passage("one", "en", text, (Label("share", places),), broken))
        for candidate, right in zip(one.candidates, one.right, strict=True)
        if right and one.family == "percentage" and candidate.frame == "share"
    ]
    passage = next(one for one in instances(Passage("one", "en", text, (Label("share", places),), broken)))
    assert sign in mended(shares[0], passage.evidence.passage)


def test_a_fall_told_far_from_its_numbers_goes_the_way_that_fits() -> None:
    text = (
        "Danish greenhouses consumed 2.37 billion cubic metres of gas, 410 million or {}% less than in the year before."
    )
    for rate, verdict in (("15", Verdict.CONSISTENT), ("25", Verdict.INCONSISTENT)):
        found = {finding.verdict for finding in analyse(read_text(text.format(rate), language="en")).findings}
        assert verdict in found
        assert (Verdict.INCONSISTENT in found) is (verdict is Verdict.INCONSISTENT)


def test_what_is_added_is_no_difference() -> None:
    text = "Net migration reached +152,000, the balance of births and deaths +17,000; it thus grew by 169,000 people."
    assert not any(operation is Operation.DIFFERENCE for operation, _ in weighed(text))


def test_groups_that_overlap_are_no_list() -> None:
    for language, text in (
        ("en", "Of the 3,400 staff of the depots 1,900 are drivers, 1,250 belong to the union and 480 are over sixty."),
        ("fr", "La flotte comprend 41 avions, dont 18 de moins de cinq ans, 27 en location et 9 long-courriers."),
    ):
        findings = analyse(read_text(text, language=language)).findings
        assert not any(finding.verdict in (Verdict.INCONSISTENT, Verdict.DOUBTFUL) for finding in findings)


def test_losses_are_not_added_to_a_list() -> None:
    text = "The group made 31 million: 12 million in Asia, 9 million in Europe and losses of 4 million elsewhere."
    assert not any(
        finding.verdict is Verdict.INCONSISTENT for finding in analyse(read_text(text, language="en")).findings
    )


def test_basis_points_are_hundredths_of_what_they_are_between() -> None:
    document = read_text("The gross margin improved by 80 basis points to 40.0% from 39.2%.", language="en")
    claims = extract(document)
    known = {claim.id: claim for claim in claims}
    points = [relation for relation in relate(document, claims) if relation.operation is Operation.POINTS]
    assert points
    assert not any(is_contradicted(relation, known) for relation in points)
