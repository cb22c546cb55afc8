"""Rule files for every run: read by check and batch, told of, left out when asked, and refused in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from tests.quota_rule import RULE, TEXT
from tests.tolerant_rules import BEYOND, RULES, WITHIN
from workbench.__main__ import main
from workbench.proven_rules import unproven
from workbench.standing_rules import (
    RuleFile,
    StandingRulesError,
    keep_standing_files,
    rules_of,
    standing_files,
    standing_folder,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "rules"
    path.mkdir()
    monkeypatch.setenv("WORKBENCH_RULES", str(path))
    return path


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_they_are_used_told_of_and_left_out(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", text]) == 0
    assert capsys.readouterr().err == ""
    (folder / "mine.toml").write_text(RULE, encoding="utf-8")
    assert main(["check", text]) == 1
    told = capsys.readouterr().err
    assert str(folder) in told
    assert "--no-standing-rules" in told
    assert main(["check", text, "--no-standing-rules"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", text, "--without", "bound.quota"]) == 0
    assert capsys.readouterr().err == ""


def test_the_folder_is_in_the_settings_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert standing_folder() == tmp_path / "config" / "workbench" / "rules"
    assert main(["check", text]) == 0
    keep_standing_files([RuleFile("mine.toml", RULE)])
    assert main(["check", text]) == 1


def test_a_rule_named_for_this_run_stands_before_its_namesake(folder: Path, text: str, rules: Path) -> None:
    looser = RULE.replace('expect = "flag"', 'expect = "pass"').replace("{greater} .. eaten", "{greater} .... eaten")
    (folder / "mine.toml").write_text(looser, encoding="utf-8")
    assert main(["check", text, "--rules", str(rules)]) == 1


@pytest.mark.parametrize("language", ["C.UTF-8", "fr_FR.UTF-8"])
def test_a_file_that_is_wrong_is_told_in_one_sentence(
    folder: Path, text: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", language)
    for data, said in (
        (RULE.replace("{lesser}", "{least}").encode(), "{least}"),
        (b"[[rule", "TOML"),
        (b"\xff\xfe", "UTF-8"),
        (b"#" * 200_001, str(folder)),
    ):
        (folder / "mine.toml").write_bytes(data)
        assert main(["check", text]) == 2
        told = capsys.readouterr().err.strip()
        assert said in told
        assert "\n" not in told
        assert main(["check", text, "--no-standing-rules"]) == 0
    assert capsys.readouterr().err == ""


def test_a_folder_that_is_none_and_too_many_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_RULES", str(tmp_path / "nowhere"))
    assert standing_files() == ()
    monkeypatch.setenv("WORKBENCH_RULES", str(folder))
    for number in range(21):
        (folder / f"{number}.toml").write_text(RULE, encoding="utf-8")
    with pytest.raises(StandingRulesError, match="up to 20 rule files"):
        standing_files()


def test_hidden_files_are_not_read_and_the_end_of_a_name_may_be_in_capitals(folder: Path, text: str) -> None:
    (folder / "._mine.toml").write_bytes(b"\x00\x05\x16\x07\xff")
    (folder / "MINE.TOML").write_text(RULE, encoding="utf-8")
    assert [file.name for file in standing_files()] == ["MINE.TOML"]
    assert main(["check", text]) == 1
    assert main(["check", text, "--no-standing-rules", "--rules", str(folder)]) == 1
    keep_standing_files(())
    assert [path.name for path in folder.iterdir()] == ["._mine.toml"]


@pytest.mark.parametrize(("language", "told"), [("C", "a file in the place of a folder"), ("fr_FR", "à la place d’un")])
def test_a_file_named_in_the_place_of_the_folder_is_told(
    rules: Path,
    text: str,
    language: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    monkeypatch.setenv("WORKBENCH_RULES", str(rules))
    assert main(["check", text]) == 2
    assert told in capsys.readouterr().err


def test_kept_files_are_those_of_the_folder_and_nothing_else_is_touched(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "old.toml").write_text(RULE, encoding="utf-8")
    files = (RuleFile("a.toml", RULE), RuleFile("b.toml", RULE.replace("quota", "limit")))
    keep_standing_files(files)
    assert standing_files() == files
    assert sorted(path.name for path in folder.iterdir()) == ["a.toml", "b.toml", "notes.txt"]
    keep_standing_files(())
    assert standing_files() == ()


def test_a_batch_uses_them_and_one_begun_with_others_is_not_taken_up(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tolerant.toml").write_text(RULES, encoding="utf-8")
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate((*WITHIN, *BEYOND))]
    source.write_text("\n".join(lines), encoding="utf-8")

    def run(*options: str) -> list[dict[str, object]]:
        assert main(["batch", str(source), "-o", str(target), "--seconds", "0", *options]) == 0
        return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]

    found = [entry["findings"] for entry in run()]
    assert str(folder) in capsys.readouterr().err
    assert [findings[0]["verdict"] for findings in found[:3]] == ["consistent"] * 3  # type: ignore[index]
    assert found[3][0]["title"] == "412 tonnes of a quota of 824 tonnes is 50%, not 52.1%"  # type: ignore[index]
    without = [entry["findings"] for entry in run("--no-standing-rules")]
    assert without != found


WRONG = RULE.replace('expect = "flag"', 'expect = "pass"')


@pytest.mark.parametrize(
    ("language", "told"),
    [("C", "one does not come out as its example says"), ("fr_FR", "l’une ne donne pas ce que dit son exemple")],
)
def test_one_whose_example_fails_since_it_was_edited_is_told_and_used(
    folder: Path,
    text: str,
    language: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    (folder / "mine.toml").write_text(RULE, encoding="utf-8")
    assert main(["check", text]) == 1
    assert told not in capsys.readouterr().err
    (folder / "mine.toml").write_text(WRONG, encoding="utf-8")
    for _ in range(2):
        assert main(["check", text]) == 1
        said = capsys.readouterr().err
        assert told in said
        assert "mine.toml" in said
        assert "498 tonnes" in said
        assert len(said.splitlines()) == 2
    assert main(["check", text, "--without", "bound.quota"]) == 0
    assert main(["check", text, "--no-standing-rules"]) == 0
    assert capsys.readouterr().err == ""
    (folder / "more.toml").write_text(WRONG.replace("quota", "limit"), encoding="utf-8")
    assert main(["check", text]) == 1
    assert " 2 " in capsys.readouterr().err.splitlines()[1]


class TriedError(Exception):
    """An example is tried."""


def tried() -> None:
    raise TriedError


def test_examples_are_tried_once_and_again_when_a_file_has_changed(folder: Path) -> None:
    (folder / "mine.toml").write_text(RULE, encoding="utf-8")
    files = standing_files()
    with pytest.raises(TriedError):
        unproven(rules_of(files), files, tried)
    assert unproven(rules_of(files), files) == ()
    assert unproven(rules_of(files), files, tried) == ()
    (folder / "mine.toml").write_text(f"{RULE}# more", encoding="utf-8")
    files = standing_files()
    with pytest.raises(TriedError):
        unproven(rules_of(files), files, tried)


def test_what_failed_is_tried_again_and_a_cache_that_is_none_is_no_surprise(folder: Path, tmp_path: Path) -> None:
    (folder / "mine.toml").write_text(WRONG, encoding="utf-8")
    files = standing_files()
    for _ in range(2):
        (one,) = unproven(rules_of(files), files)
        assert (one.rule, one.name) == ("bound.quota", "mine.toml")
    (folder / "mine.toml").write_text(RULE, encoding="utf-8")
    files = standing_files()
    place = user_cache_path("workbench", appauthor=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"a file in its place")
    assert unproven(rules_of(files), files) == ()
    place.unlink()
    place.mkdir()
    (place / "proven-rules").write_bytes(b"\xff\x00" * 100_000)
    assert unproven(rules_of(files), files) == ()
    assert unproven(rules_of(files), files, tried) == ()
