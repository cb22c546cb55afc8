"""Rules of an analyst's own on the command line and in Python: used, refused with one sentence, switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

import workbench
from tests.quota_rule import RULE, TEXT
from tests.tolerant_rules import BEYOND
from workbench.__main__ import main
from workbench.model import Verdict
from workbench.own_rules import OwnRulesError, load_own_rules
from workbench.proven_rules import unproven
from workbench.standing_rules import RuleFile


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_file_of_own_rules_is_used_and_a_rule_left_out(text: str, rules: Path) -> None:
    assert main(["check", text]) == 0
    assert main(["check", text, "--rules", str(rules)]) == 1
    assert main(["check", text, "--rules", str(rules), "--without", "bound.quota"]) == 0


def test_scripts_use_them_too(rules: Path) -> None:
    (finding,) = workbench.check(TEXT, rules=rules).findings
    assert finding.verdict is Verdict.INCONSISTENT
    assert not workbench.check(TEXT, rules=[rules], off=["bound.quota"]).findings
    assert not workbench.check(TEXT, rules=rules, off="bound.quota").findings


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('operation = "bound"', 'operation = "bond"', "bond"),
        ("{lesser}", "{least}", "least"),
        ("lesser", "least", "nothing can be computed"),
        ('expect = "pass"', 'expect = "flag"', "398 tonnes"),
        ("[[rule]]", "[[rule", "TOML"),
    ],
)
def test_a_mistake_is_told_in_one_sentence(
    text: str, rules: Path, old: str, new: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.write_text(RULE.replace(old, new, 1 if new != "least" else -1), encoding="utf-8")
    assert main(["check", text, "--rules", str(rules)]) == 2
    said = capsys.readouterr().err.strip()
    assert told in said
    assert "\n" not in said


def test_examples_of_a_file_that_came_out_are_not_tried_again_until_it_changes(text: str, rules: Path) -> None:
    assert main(["check", text, "--rules", str(rules)]) == 1
    own = load_own_rules([rules])
    assert unproven(own, [RuleFile(rules.name, RULE)], pytest.fail) == ()
    rules.write_text(RULE.replace('expect = "flag"', 'expect = "pass"'), encoding="utf-8")
    for _ in range(2):
        assert main(["check", text, "--rules", str(rules)]) == 2


def test_a_rule_that_does_not_exist_is_told(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", text, "--without", "share.nothing"]) == 2
    assert "share.nothing" in capsys.readouterr().err


def test_two_files_may_not_have_one_rule(text: str, rules: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(RULE, encoding="utf-8")
    with pytest.raises(OwnRulesError, match=r"bound\.quota"):
        workbench.check(TEXT, rules=[rules, other])


def test_the_rule_file_of_the_documentation_can_be_used_as_it_stands(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "own-rules.md").read_text(encoding="utf-8")
    path = tmp_path / "landings.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    (finding,) = workbench.check(BEYOND[0], rules=path).findings
    assert finding.verdict is Verdict.INCONSISTENT
    assert finding.explanation.title.endswith("not 52.1%")


def test_an_example_that_no_wording_meets_is_told(text: str, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules.write_text(RULE.replace("was eaten up by 398", "was swallowed by 398", 1), encoding="utf-8")
    assert main(["check", text, "--rules", str(rules)]) == 2
    assert "is met by none of its wordings" in capsys.readouterr().err


def test_what_another_rule_flags_does_not_prove_an_example(
    text: str, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = "The quota of 412 tonnes was eaten up by 398 tonnes. Sales rose by 91% from 40.2 to 60.3 million euros."
    rules.write_text(
        RULE.replace("The quota of 412 tonnes was eaten up by 498 tonnes of cod.", sound), encoding="utf-8"
    )
    assert main(["check", text, "--rules", str(rules)]) == 2
    assert "bound.quota" in capsys.readouterr().err


def test_a_folder_stands_for_the_rule_files_in_it(text: str, rules: Path, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    rules.rename(folder / "b.toml")
    (folder / "a.toml").write_text(RULE.replace("quota", "limit"), encoding="utf-8")
    (folder / "notes.txt").write_text("no rules", encoding="utf-8")
    (folder / "more.toml").mkdir()
    assert main(["check", text, "--rules", str(folder)]) == 1
    assert main(["check", text, "--rules", str(folder), "--without", "bound.quota"]) == 0
    assert workbench.check(TEXT, rules=folder).findings
    for target in ("--xlsx", "--html"):
        assert main(["check", text, "--rules", str(folder), target, str(folder / "a.toml")]) == 2
    assert (folder / "a.toml").read_text(encoding="utf-8").startswith("\n[[rule]]")


@pytest.mark.parametrize(
    ("language", "told"), [("C", "has no rule file in it"), ("fr_FR", "ne contient pas de fichier")]
)
def test_a_folder_without_rule_files_is_told_in_one_sentence(
    text: str,
    tmp_path: Path,
    language: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    (tmp_path / "empty").mkdir()
    assert main(["check", text, "--rules", str(tmp_path / "empty")]) == 2
    said = capsys.readouterr().err.strip()
    assert told in said
    assert "\n" not in said


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end")
def test_a_file_without_end_is_too_large(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", text, "--rules", "/dev/zero"]) == 2
    assert "too large" in capsys.readouterr().err


ELSEWHERE = RULE.replace("bound.quota", "bound.first").replace("{greater} .. eaten up", "{greater} was eaten up")


@pytest.mark.parametrize(
    ("changed", "told", "french"),
    [
        (
            RULE.replace('expect = "flag"', 'expect = "pass"'),
            "flagged by bound.quota (“",
            "signalé par bound.quota (« ",
        ),
        (RULE.replace('expect = "pass"', 'expect = "flag"'), "its numbers agree", "ses nombres concordent"),
        (RULE.replace('expect = "pass"', 'expect = "alone"'), "the rule joins its numbers", "la règle relie"),
        (RULE.replace("398 tonnes", "398 euros"), "its numbers cannot go together", "ne vont pas ensemble"),
        (
            RULE.replace("what =", "priority = 60\nwhat =") + ELSEWHERE,
            "is met, but bound.first takes its numbers",
            "est reconnu, mais bound.first prend ses nombres",
        ),
    ],
)
def test_why_an_example_does_not_come_out_is_told(tmp_path: Path, changed: str, told: str, french: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(changed.replace("what =", 'same_unit = [["greater", "lesser"]]\nwhat ='), encoding="utf-8")
    with pytest.raises(OwnRulesError) as caught:
        workbench.check(TEXT, rules=path)
    assert told in str(caught.value)
    assert french in caught.value.said("fr").replace("\u00a0", " ")
