"""An analyst's own rule file is validated, and then used beside the rules of the product."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from workbench.checking import check
from workbench.checking.network import _ADDED_UP, _FORMS
from workbench.extraction import extract
from workbench.model import Block, BlockKind, Document, Operation, Tolerance, ToleranceKind
from workbench.model.relation import EQUATION_ROLES
from workbench.relations import RuleFileError, load_rules, relate
from workbench.relations.composing import _CHECKS
from workbench.relations.rule import CHECKED_ROLES, DOUBTS
from workbench.relations.rules import built_in_rules
from workbench.resource_files import load_toml

GOOD = """
[[rule]]
id = "share.quota"
operation = "share"
what = "Catch and quota."
limits = "Fisheries only."
slots = { part = "level", whole = "level", share = "percent" }

[rule.wordings]
en = ["landings of {part} against a quota of {whole} .. {share} taken"]

[[rule.example]]
language = "en"
text = "We saw landings of 412 tonnes against a quota of 824 tonnes, with 50% taken."
expect = "pass"
"""
TEXT = "We saw landings of 412 tonnes against a quota of 824 tonnes with 50% taken."


def written(folder: Path, text: str) -> Path:
    """A rule file with this text."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_of_the_analyst_relates_what_no_rule_of_the_product_does(tmp_path: Path) -> None:
    document = Document(TEXT, blocks=[Block(BlockKind.PARAGRAPH, 0, len(TEXT))])
    claims = extract(document)
    own = load_rules(written(tmp_path, GOOD))
    found = relate(document, claims, own)
    assert "share.en.quota" in {relation.rule for relation in found}
    assert "share.en.quota" not in {relation.rule for relation in relate(document, claims)}


def test_a_rule_can_be_switched_off() -> None:
    text = "Sales rose 10% to $341 million from $310 million."
    document = Document(text, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    assert [found.rule for found in relate(document, claims)] == ["growth.en.levels"]
    assert "growth.en.levels" not in {
        found.rule for found in relate(document, claims, off=frozenset({"change.levels"}))
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('operation = "share"', 'operation = "shares"', "operation “shares” is not known"),
        ('share = "percent" }', 'share = "percents" }', "kind “percents”"),
        ("{share} taken", "{rest} taken", "{rest}"),
        ("{share} taken", "<nothing> {share} taken", "<nothing>"),
        ("{share} taken", "@nothing {share} taken", "@nothing"),
        ("{share} taken", "[{share} taken", "bracket is not closed"),
        ("{share} taken", "{share}) taken", "closes nothing"),
        ("{share} taken", "(" * 300 + "{share}" + ")" * 300 + " taken", "brackets in each other"),
        ("{share} taken", "{share} " + "[..] a " * 60 + "taken", "more than 24 gaps"),
        ('id = "share.quota"', 'id = "share.whole"', "another rule has this id"),
        ("en = [", "eo = [", "no wordings for “eo”"),
        ('expect = "pass"', 'expect = "maybe"', "flag, pass, alone"),
        ('what = "Catch and quota."', "", "what is missing"),
        ('limits = "Fisheries only."', "colour = 1", "“colour” is not a field"),
        ("[[rule]]", "[[rule", "not valid TOML: a bracket of a heading is not closed (line 2, column 7)"),
        ('what = "Catch', "what = Catch", "texts stand between quotation marks"),
        ("limits =", 'id = "share.twice"\nlimits =', "the same name is given twice"),
        ("limits =", "tolerance = true\nlimits =", "tolerance “True” cannot be read"),
        ("limits =", 'tolerance = "half"\nlimits =', 'write "0.5 %"'),
        ("limits =", 'tolerance = "2 euros"\nlimits =', "“2 euros” cannot be read"),
        ("limits =", 'tolerance = "1 2"\nlimits =', "cannot be read"),
        ("limits =", 'tolerance = "."\nlimits =', "cannot be read"),
        ("limits =", 'tolerance = "-1 point"\nlimits =', "cannot be read"),
        ("limits =", 'tolerance = "1%%"\nlimits =', "cannot be read"),
        ("limits =", "tolerance = nan\nlimits =", "cannot be read"),
        ("limits =", 'tolerance = "60 percent"\nlimits =', "50 % is the most"),
        ("limits =", 'tolerance = "0 %"\nlimits =', "cannot be read"),
        ("limits =", "tolerance = -1\nlimits =", "cannot be read"),
        ("limits =", 'tolerance = "60 %"\nlimits =', "50 % is the most"),
        ("limits =", 'message = ""\nlimits =', "between 1 and 300 characters"),
        ("limits =", 'message = "{part} of {total}"\nlimits =', "{total}, which this rule has no number for"),
        ("limits =", 'message = "{part"\nlimits =', "a brace that opens or closes no placeholder"),
        ("limits =", 'message = "{part:>9}"\nlimits =', "{part}, which this rule has no number for"),
        ("limits =", 'message = { de = "Nein" }\nlimits =', "“de”; it can have one for each of en, fr"),
        ("limits =", "message = 3\nlimits =", "message must be a text"),
        ("limits =", 'message = "{part:}"\nlimits =', "a brace that opens or closes no placeholder"),
        ("limits =", 'message = "{{part}}"\nlimits =', "a brace that opens or closes no placeholder"),
        ("limits =", 'message = "\\u001b[31m{part}"\nlimits =', "a character that cannot be printed"),
        ("limits =", 'tolerance = "1,000"\nlimits =', "a thousand times more or less"),
        ("limits =", f"priority = {'1' * 5000}\nlimits =", "a number that is too long"),
        ("limits =", "tolerance = 1e99999999999999999999\nlimits =", "a number that is too long"),
        ("limits =", "constants = { whole = 1e999999999 }\nlimits =", "is not a number"),
        ("limits =", 'constants = { whole = "1e9_9_9_9_9_9" }\nlimits =', "is not a number"),
        ("limits =", 'checks = ["nothing"]\nlimits =', "checks “nothing” is not known; choose one of undated"),
        ("limits =", 'checks = ["own-balance"]\nlimits =', "slots.net is missing"),
        ("limits =", 'checks = ["same-noun"]\nlimits =', "anchor is missing"),
        ("limits =", 'divide = "decade"\nlimits =', "divide “decade” is not known"),
        ('id = "share.quota"', 'id = "share.\\nquota"', "one line of at most 200 characters"),
        ("limits =", 'doubts = "few"\nlimits =', "doubts must be a list of texts"),
        ("limits =", "constants = 3\nlimits =", "constants must be a table"),
        ("limits =", "default_sign = 0.5\nlimits =", "default_sign must be a whole number"),
        ("limits =", 'anchor = { role = "whole" }\nlimits =', "anchor needs a role"),
        ("limits =", 'anchor = { role = "hole", after = "share" }\nlimits =', "“hole” in anchor is none of the roles"),
        ("limits =", 'anchor = { role = "whole", after = "hole" }\nlimits =', "choose one of part, whole, share"),
        ("limits =", 'same_unit = [["part", "hole"]]\nlimits =', "“hole” in same_unit is none of the roles"),
        ("limits =", 'same_unit = ["part"]\nlimits =', 'a list of groups of roles, such as [["part", "whole"]]'),
        ("limits =", 'unknown = { role = "sum", after = "share" }\nlimits =', "“sum” in unknown"),
        ("limits =", 'unknown = { role = "whole", after = "sum" }\nlimits =', "“sum” in unknown"),
        ("limits =", 'unknown = { role = "part", after = "share", named = 1 }\nlimits =', "unknown.named must be true"),
        ("limits =", 'unknown = { role = "part", after = "share", name = true }\nlimits =', "“unknown.name” is not"),
        ("limits =", "signs = { sum = -1 }\nlimits =", "“sum” in signs is none of the roles"),
        ("limits =", "constants = { sum = 1 }\nlimits =", "choose one of part, share, whole"),
        ("limits =", 'orientation = "sideways"\nlimits =', "can be free, or be left out; it cannot be “sideways”"),
        ("limits =", 'doubts = ["known-other-period"]\nlimits =', "choose one of constant-currency, days-apart"),
        ("limits =", 'breaks = ["nothing"]\nlimits =', "“nothing”, for which “en” has no phrases"),
        ("limits =", f"signs = {{ part = 0x{'f' * 9999} }}\nlimits =", "signs are 1 or -1"),
        ("limits =", f"tolerance = 0x{'f' * 9999}\nlimits =", "cannot be read"),
        ("limits =", f"constants = {{ whole = 0x{'f' * 9999} }}\nlimits =", "is not a number"),
        (GOOD, "title = 1", "no [[rule]] section"),
        ('id = "share.quota"', 'id = "share.en.whole"', "another rule has this id, or its relations the same name"),
        ("landings of {part} against a quota of {whole} .. {share} taken", "landings", "has no place for a number"),
        ("landings of {part} against", "x" * 2000 + " {part} against", "wordings.en can have 2000 characters"),
        ("We saw landings", "x " * 1000 + "We saw landings", "under example can have 2000 characters"),
        ('language = "en"', 'language = "fr"', "an example in “fr”, but no wordings for it, only for en"),
        ("slots = {", 'slots = { "a b" = "level",', "“a b” cannot be the name of a role"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_with_its_rule(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_rules(written(tmp_path, GOOD.replace(old, new, 1)))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "field", ["tolerance = {}", "orientation = {}", "doubts = [{}]", "divide = {}", "same_unit = [[{}]]"]
)
def test_what_a_file_says_is_quoted_in_one_short_line_that_steers_no_terminal(tmp_path: Path, field: str) -> None:
    hostile = '"\\u001b[31m' + "x" * 5000 + '\\n"'
    with pytest.raises(RuleFileError) as caught:
        load_rules(written(tmp_path, GOOD.replace("limits =", f"{field.format(hostile)}\nlimits =")))
    for language in ("en", "fr"):
        assert {"\x1b", "\n"}.isdisjoint(caught.value.said(language))
        assert len(caught.value.said(language)) < 600


def test_a_doubt_that_a_rule_may_name_is_said_in_words(tmp_path: Path) -> None:
    text = TEXT.replace("50%", "58%")
    document = Document(text, blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    own = load_rules(written(tmp_path, GOOD.replace("limits =", 'doubts = ["other-scope"]\nlimits =')))
    (finding,) = check(document, claims, relate(document, claims, own))
    assert finding.doubts == ("the figures may speak of different places or groups",)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_doubt_that_a_rule_may_name_has_words_that_need_no_more(language: str) -> None:
    words = load_toml("explanations", f"{language}.toml")["doubts"]
    assert [doubt for doubt in DOUBTS if not words.get(doubt) or "{" in words[doubt]] == []


def test_each_check_that_a_rule_may_name_is_one_that_is_made() -> None:
    assert set(CHECKED_ROLES) == set(_CHECKS)


def test_the_roles_of_each_operation_are_those_that_it_is_computed_from() -> None:
    computed = {operation: set(roles) for operation, (_, roles, _) in _FORMS.items()}
    added_up = {operation: {"total", "part"} for operation in _ADDED_UP}
    expected = {**computed, **added_up}
    del expected[Operation.REFERENCE]
    assert {operation: set(roles) for operation, roles in EQUATION_ROLES.items()} == expected


@pytest.mark.parametrize("check", sorted(set(CHECKED_ROLES) - {"same-noun"}))
def test_a_check_that_a_rule_of_the_analyst_may_name_can_be_made_of_any_text(tmp_path: Path, check: str) -> None:
    role = CHECKED_ROLES[check].partition("/")[0]
    text = GOOD.replace("limits =", f'checks = ["{check}"]\nlimits =')
    if role and role not in ("part", "share"):
        text = text.replace("{whole}", f"{{{role}}}").replace("whole =", f"{role} =")
    document = Document(TEXT, blocks=[Block(BlockKind.PARAGRAPH, 0, len(TEXT))])
    relate(document, extract(document), load_rules(written(tmp_path, text)))


def test_a_balance_without_its_net_is_no_surprise(tmp_path: Path) -> None:
    document = Document(TEXT, blocks=[Block(BlockKind.PARAGRAPH, 0, len(TEXT))])
    text = GOOD.replace('operation = "share"', 'operation = "balance"')
    assert extract(document)
    relate(document, extract(document), load_rules(written(tmp_path, text)))


def test_points_are_for_percentages_and_nothing_is_tolerated_where_nothing_is_computed(tmp_path: Path) -> None:
    sums = GOOD.replace('operation = "share"', 'operation = "sum"').replace(
        "limits =", 'tolerance = "1 point"\nlimits ='
    )
    with pytest.raises(RuleFileError, match="total is no percentage"):
        load_rules(written(tmp_path, sums.replace("whole = ", "total = ").replace("{whole}", "{total}")))
    calendar = GOOD.replace('operation = "share"', 'operation = "calendar"').replace(
        "limits =", "tolerance = 1\nlimits ="
    )
    with pytest.raises(RuleFileError, match="no tolerance for “calendar”"):
        load_rules(written(tmp_path, calendar))


@pytest.mark.parametrize(
    ("typed", "kind", "amount"),
    [
        ('"0.5 %"', ToleranceKind.PART, Fraction(1, 200)),
        ('"0,5\u202f%"', ToleranceKind.PART, Fraction(1, 200)),
        ('"1 point"', ToleranceKind.POINTS, Fraction(1)),
        ('"2.5 pts"', ToleranceKind.POINTS, Fraction(5, 2)),
        ("2", ToleranceKind.UNITS, Fraction(2)),
        ("0.1", ToleranceKind.UNITS, Fraction(1, 10)),
        ('"1000"', ToleranceKind.UNITS, Fraction(1000)),
        ('"0.5 percent"', ToleranceKind.PART, Fraction(1, 200)),
        ('"0.5 per cent"', ToleranceKind.PART, Fraction(1, 200)),
        ('"0,5 %"', ToleranceKind.PART, Fraction(1, 200)),
        ('"0,5\u00a0pour cent"', ToleranceKind.PART, Fraction(1, 200)),
        ('" ± 0.5%"', ToleranceKind.PART, Fraction(1, 200)),
        ('"+/- .5%"', ToleranceKind.PART, Fraction(1, 200)),
        ('"2 points de pourcentage"', ToleranceKind.POINTS, Fraction(2)),
        ('"0,5 Point de pourcentage"', ToleranceKind.POINTS, Fraction(1, 2)),
        ('"1.5 percentage points"', ToleranceKind.POINTS, Fraction(3, 2)),
        ('"2 pp"', ToleranceKind.POINTS, Fraction(2)),
        ('"1 % point"', ToleranceKind.POINTS, Fraction(1)),
        ('"1\u202f000"', ToleranceKind.UNITS, Fraction(1000)),
        ('"12 500,5"', ToleranceKind.UNITS, Fraction(25001, 2)),
    ],
)
def test_a_tolerance_is_read_exactly(tmp_path: Path, typed: str, kind: ToleranceKind, amount: Fraction) -> None:
    (rule,) = load_rules(written(tmp_path, GOOD.replace("limits =", f"tolerance = {typed}\nlimits =")))
    assert rule.tolerance == Tolerance(kind, amount)


def test_what_is_wrong_is_said_in_french_too(tmp_path: Path) -> None:
    mistakes = {
        "[[rule": "n’est pas du TOML valide",
        GOOD.replace("{share} taken", "[{share} taken"): "une parenthèse n’est pas fermée",
        GOOD.replace('share = "percent" }', 'share = "percents" }'): "les genres connus sont",
        GOOD.replace("limits =", "tolerance = 'x'\nlimits ="): "la tolérance",
    }
    for text, said in mistakes.items():
        with pytest.raises(RuleFileError) as caught:
            load_rules(written(tmp_path, text))
        assert said in caught.value.said("fr")
        assert "Rule “" not in caught.value.said("fr")


def test_every_rule_of_the_program_says_what_it_does_in_french() -> None:
    lacking = [rule.id for rule in built_in_rules() if rule.says("fr") == rule.what]
    assert lacking == [], 'write what = { en = "...", fr = "..." }'


def test_a_rule_may_say_what_it_does_in_both_languages_or_one(tmp_path: Path) -> None:
    both = GOOD.replace('"Catch and quota."', '{ en = "Catch and quota.", fr = "Prise et quota." }')
    (rule,) = load_rules(written(tmp_path, both))
    assert (rule.says("en"), rule.says("fr"), rule.says("de")) == (
        "Catch and quota.",
        "Prise et quota.",
        "Catch and quota.",
    )
    (rule,) = load_rules(written(tmp_path, GOOD.replace('"Catch and quota."', '{ fr = "Prise et quota." }')))
    assert rule.what == rule.says("en") == "Prise et quota."


def test_the_rule_of_the_analyst_stands_before_one_of_the_program_for_the_same_numbers(tmp_path: Path) -> None:
    own = GOOD.replace(
        "landings of {part} against a quota of {whole} .. {share} taken", "{part} of {whole} , or {share}"
    )
    own = own.replace("We saw landings of 412 tonnes against a quota of 824 tonnes, with 50% taken.", "x")
    text = "The town counted 480 tonnes of 1,200 tonnes, or 40%, in March."
    document = Document(text, language="en", blocks=[Block(BlockKind.PARAGRAPH, 0, len(text))])
    claims = extract(document)
    rules = load_rules(written(tmp_path, own))
    assert [found.rule for found in relate(document, claims)] != ["share.en.quota"]
    assert [found.rule for found in relate(document, claims, rules)] == ["share.en.quota"]


def test_more_wordings_than_can_be_used_are_refused_in_one_sentence(tmp_path: Path) -> None:
    many = ", ".join(f'"landings{number} of {{part}}"' for number in range(5000))
    with pytest.raises(RuleFileError, match="5001 wordings; a rule file can have 5000"):
        load_rules(written(tmp_path, GOOD.replace('en = ["', f'en = [{many}, "', 1)))


def test_more_examples_than_can_be_tried_are_refused_in_one_sentence(tmp_path: Path) -> None:
    example = GOOD[GOOD.index("[[rule.example]]") :]
    with pytest.raises(RuleFileError, match="1001 examples; a rule file can have 1000"):
        load_rules(written(tmp_path, GOOD + 1000 * f"\n{example}"))


def test_two_rules_whose_relations_would_have_one_name_are_refused(tmp_path: Path) -> None:
    other = GOOD.replace("share.quota", "share.en.quota")
    with pytest.raises(RuleFileError, match=r"“share\.en\.quota”: another rule has this id"):
        load_rules(written(tmp_path, GOOD + other))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_file_may_end_its_lines_as_any_system_does(tmp_path: Path, end: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(GOOD.replace("\n", end).encode())
    assert [rule.id for rule in load_rules(path)] == ["share.quota"]


def test_a_file_that_is_not_there_or_not_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="cannot be opened"):
        load_rules(tmp_path / "absent.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(RuleFileError, match="UTF-8"):
        load_rules(binary)
