"""By what a batch checks: own rules, rules left out, known figures, the language told, differences let pass."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.quota_rule import RULE, TEXT
from workbench.__main__ import main
from workbench.commandline.archive import fingerprint
from workbench.commandline.request import Request
from workbench.commandline.terms import terms_fingerprint
from workbench.commandline.unfinished import Unfinished

WRONG = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022."
FIGURES = "indicator,scope,period,value,unit,source\npopulation,Valmorin,2022,66300,inhabitants,town hall\n"
KNOWN = "The population of Valmorin was 61,200 inhabitants in 2022."


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text(FIGURES, encoding="utf-8")
    return path


def records(tmp_path: Path, *texts: str, **fields: str) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": number, "text": text, **fields}) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(source: Path, *options: object) -> list[dict[str, Any]]:
    target = source.parent / "out.jsonl"
    seconds = () if "--jobs" in options else ("--seconds", "0")
    assert main(["batch", str(source), "-o", str(target), *seconds, *map(str, options)]) == 0
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def verdicts(entries: list[dict[str, Any]]) -> list[list[str]]:
    return [[finding["verdict"] for finding in entry["findings"]] for entry in entries]


def test_own_rules_are_used_and_rules_left_out(tmp_path: Path, rules: Path) -> None:
    source = records(tmp_path, TEXT)
    assert verdicts(run(source)) == [[]]
    assert verdicts(run(source, "--rules", rules)) == [["inconsistent"]]
    assert verdicts(run(source, "--rules", rules, "--without", "bound.quota")) == [[]]


def test_two_processes_check_by_the_same_terms_as_one(tmp_path: Path, rules: Path, figures: Path) -> None:
    source = records(tmp_path, *[TEXT, WRONG, KNOWN] * 50)
    options = ("--rules", rules, "--reference", figures, "--materiality", "70%")
    alone = run(source, *options)
    assert verdicts(alone)[:3] == [["consistent"], ["consistent"], ["inconsistent"]]
    assert run(source, *options, "--jobs", 2) == alone


def test_a_table_that_lies_among_the_texts_is_not_checked_itself(tmp_path: Path, figures: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(KNOWN, encoding="utf-8")
    table = figures.rename(folder / "figures.csv")
    target = tmp_path / "out.jsonl"
    assert main(["batch", str(folder), "-o", str(target), "--seconds", "0", "--reference", str(table)]) == 0
    (entry,) = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    assert entry["id"] == "a.txt"
    assert verdicts([entry]) == [["inconsistent"]]


def test_the_language_told_is_that_of_texts_without_their_own(tmp_path: Path) -> None:
    assert [entry["lang"] for entry in run(records(tmp_path, "12 %"), "--lang", "pt-BR")] == ["pt"]
    assert [entry["lang"] for entry in run(records(tmp_path, "12 %", lang="fr"), "--lang", "pt")] == ["fr"]
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("12 %", encoding="utf-8")
    assert [entry["lang"] for entry in run(folder, "--lang", "de")] == ["de"]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--rules", "none.toml", "none.toml"),
        ("--without", "share.nothing", "share.nothing"),
        ("--reference", "none.csv", "none.csv"),
        ("--lang", "tlh", "tlh"),
        ("--materiality", "5", "0.05"),
        ("--materiality", "100%", "0.05"),
        ("--materiality", "much", "much"),
    ],
)
def test_what_cannot_be_used_is_told_as_check_tells_it_and_nothing_begins(
    tmp_path: Path,
    option: str,
    value: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.chdir(tmp_path)
    source = records(tmp_path, WRONG)
    said = []
    for command in (["batch", str(source), "-o", "out.jsonl"], ["check", str(source)]):
        with pytest.raises(SystemExit, match="2"):
            sys.exit(main([*command, option, value]))
        said.append(capsys.readouterr().err.strip().replace("workbench batch", "workbench check"))
    assert told in said[0]
    assert "\n" not in said[0]
    assert said[0] == said[1]
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_result_never_takes_the_place_of_a_table_or_a_rule_file(tmp_path: Path, rules: Path, figures: Path) -> None:
    source = records(tmp_path, WRONG)
    for target in (rules, figures):
        before = target.read_bytes()
        terms = ["--rules", str(rules), "--reference", str(figures)]
        assert main(["batch", str(source), "-o", str(target), *terms]) == 2
        assert main(["batch", str(source), "-o", str(tmp_path / "out"), "--summary", str(target), *terms]) == 2
        assert main(["batch", str(source), "-o", str(target), "--rules", str(tmp_path), *terms[2:]]) == 2
        assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.csv", "in.jsonl", "mine.toml"]


def _break_off(source: Path, lines: list[bytes], **terms: Any) -> Path:
    """What a run by `terms` leaves when it is killed."""
    target = source.parent / "out.jsonl"
    with Unfinished(target, fingerprint(str(source)), terms_fingerprint(Request(**terms))).open() as file:
        file.write(b"".join(lines))
    target.unlink(missing_ok=True)
    return target.with_name("out.jsonl.part")


def test_a_broken_run_is_taken_up_by_the_terms_it_was_begun_with(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = records(tmp_path, *[TEXT] * 5)
    whole = run(source, "--rules", rules)
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    _break_off(source, lines[:3], rules=[rules])
    capsys.readouterr()
    assert run(source, "--rules", rules) == whole
    assert "3" in capsys.readouterr().err.splitlines()[0]


def test_a_broken_run_is_not_mixed_with_other_terms_and_not_lost(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = records(tmp_path, *[TEXT] * 5)
    run(source, "--rules", rules)
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    part = _break_off(source, lines[:3], rules=[rules])
    command = ["batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--seconds", "0"]
    others: tuple[list[str], ...] = (
        [],
        ["--rules", str(rules), "--without", "bound.quota"],
        ["--rules", str(rules), "--lang", "en"],
    )
    for other in others:
        capsys.readouterr()
        assert main([*command, *other]) == 2
        said = capsys.readouterr().err.strip()
        assert "out.jsonl.part" in said
        assert "\n" not in said
        assert part.read_bytes() == b"".join(lines[:3])
    rules.write_text(RULE.replace("House rule.", "Rule of the house."), encoding="utf-8")
    assert main([*command, "--rules", str(rules)]) == 2
    assert part.read_bytes() == b"".join(lines[:3])
    part.unlink()
    assert verdicts(run(source)) == [[]] * 5


def test_nothing_done_yet_holds_nobody_to_its_terms(tmp_path: Path, rules: Path) -> None:
    source = records(tmp_path, TEXT)
    _break_off(source, [], rules=[rules])
    assert verdicts(run(source)) == [[]]
