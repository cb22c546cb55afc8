"""An analyst's own rule file is validated, and then used beside the rules of the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.extraction import extract
from workbench.model import Block, BlockKind, Document
from workbench.relations import RuleFileError, load_rules, relate

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
        ("{share} taken", "(" * 3000 + "{share}" + ")" * 3000 + " taken", "brackets in each other"),
        ("{share} taken", "{share} " + "[..] a " * 60 + "taken", "more than 24 gaps"),
        ('id = "share.quota"', 'id = "share.whole"', "another rule has this id"),
        ("en = [", "eo = [", "no wordings for “eo”"),
        ('expect = "pass"', 'expect = "maybe"', "flag, pass, alone"),
        ('what = "Catch and quota."', "", "what is missing"),
        ('limits = "Fisheries only."', "colour = 1", "“colour” is not a field"),
        ("[[rule]]", "[[rule", "not valid TOML"),
        (GOOD, "title = 1", "no [[rule]] section"),
    ],
)
def test_a_mistake_in_a_rule_file_is_named_with_its_rule(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        load_rules(written(tmp_path, GOOD.replace(old, new, 1)))
    assert message in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="cannot be opened"):
        load_rules(tmp_path / "absent.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(RuleFileError, match="UTF-8"):
        load_rules(binary)
