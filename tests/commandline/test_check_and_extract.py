"""What scripts and people rely on when they check documents from a terminal."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import main

SAMPLES = Path(__file__).parents[2] / "samples"
WRONG = "Sales rose 12% to $317.8 million in 2023, from $238.7 million in 2022.\n"
RIGHT = "Sales rose 12% to $317.8 million in 2023, from $283.7 million in 2022.\n"


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG, encoding="utf-8")
    return str(path)


@pytest.fixture
def right(tmp_path: Path) -> str:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return str(path)


def plain(text: str) -> str:
    """French has spaces of its own before its signs."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_exit_status_says_whether_something_is_inconsistent(wrong: str, right: str) -> None:
    assert main(["check", right]) == 0
    assert main(["check", wrong]) == 1
    assert main(["check", right, wrong]) == 1


def test_one_file_gives_an_object_and_several_an_array(
    wrong: str, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", wrong, "--json"])
    one = printed(capsys)
    assert one["schema"] == "workbench/1"
    assert one["document"]["characters"] == len(WRONG)
    main(["check", right, wrong, "--json"])
    assert [entry["document"]["title"] for entry in printed(capsys)] == ["right", "wrong"]


def test_offsets_fit_the_text_and_the_finding_offers_the_slip(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", wrong, "--json"])
    result = printed(capsys)
    assert result["claims"]
    assert all(claim["text"] == WRONG[claim["start"] : claim["end"]] for claim in result["claims"])
    (finding,) = [finding for finding in result["findings"] if finding["verdict"] == "inconsistent"]
    assert finding["operation"] == "growth"
    assert "283700000" in [repair["value"] for repair in finding["repairs"]]


def test_the_report_shows_the_finding_with_its_working(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", wrong])
    report = capsys.readouterr().out
    assert "INCONSISTENT" in report
    assert "283.7" in report


def test_the_report_speaks_french_where_the_environment_does(
    wrong: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    main(["check", wrong])
    assert "INCOHÉRENT" in capsys.readouterr().out


def test_json_goes_to_a_file_when_one_is_named(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    assert main(["check", wrong, "--json", str(out)]) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["findings"]
    assert capsys.readouterr().out == ""


def test_standard_input_is_read_for_a_dash(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode("utf-8"))))
    assert main(["check", "-", "--json"]) == 1
    assert printed(capsys)["document"]["title"].startswith("Sales rose 12%")


def test_the_language_given_is_the_one_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1.234 km", encoding="utf-8")
    main(["extract", str(path), "--lang", "fr", "--json"])
    assert printed(capsys)["document"]["language"] == "fr"


def test_extract_lists_claims_without_checking(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", wrong, "--json"]) == 0
    result = printed(capsys)
    assert result["relations"] == result["findings"] == []
    assert "$317.8 million" in [claim["text"] for claim in result["claims"]]
    assert main(["extract", wrong]) == 0
    assert "$317.8 million" in capsys.readouterr().out


def test_known_figures_are_checked_against(capsys: pytest.CaptureFixture[str]) -> None:
    release, figures = SAMPLES / "wuxi-iot-summit.en.txt", SAMPLES / "wuxi-iot-figures.csv"
    main(["check", str(release), "--json"])
    assert not [f for f in printed(capsys)["findings"] if f["operation"] == "reference"]
    main(["check", str(release), "--reference", str(figures), "--json"])
    against = [f for f in printed(capsys)["findings"] if f["verdict"] in ("inconsistent", "doubtful")]
    assert any("2.4" in finding["explanation"] for finding in against)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 50, "not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"   \n\n", "blanks"),
    ],
    ids=["empty", "random bytes", "picture", "blank"],
)
def test_what_cannot_be_read_is_one_sentence_and_status_2(
    content: bytes, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "strange.txt" in output.err
    assert word in output.err


def test_a_file_that_cannot_be_read_does_not_stop_the_others(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "missing.txt", wrong, "--json"]) == 2
    output = capsys.readouterr()
    assert "missing.txt" in output.err
    assert [entry["document"]["title"] for entry in json.loads(output.out)] == ["wrong"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "a.txt", "--lang", "klingon"],
        ["batch", "in.jsonl"],
        ["batch", "in.jsonl", "-o", "out.jsonl", "--jobs", "0"],
        ["extract", "a.txt", "--frobnicate"],
    ],
)
def test_bad_usage_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "workbench" in capsys.readouterr().err


def test_a_result_never_replaces_a_document(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", wrong, "--json", wrong]) == 2
    assert Path(wrong).read_text(encoding="utf-8") == WRONG


def test_a_document_behind_json_is_not_taken_for_the_result(
    wrong: str, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", right, wrong]) == 2
    assert Path(right).read_text(encoding="utf-8") == RIGHT
    assert "--json" in capsys.readouterr().err


def test_a_new_result_takes_the_place_of_a_former_one(wrong: str, right: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    for name, several in ((wrong, False), (right, False), (wrong, True), (right, False)):
        assert main(["extract", name, *([right] if several else []), "--json", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["document"]["title"] == "right"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "right.txt", "wrong.txt"]


def test_a_result_goes_where_a_link_leads(wrong: str, tmp_path: Path) -> None:
    for option in ("--json", "--xlsx", "--html"):
        link, real = tmp_path / f"link{option}", tmp_path / f"real{option}"
        real.touch()
        link.symlink_to(real)
        assert main(["check", wrong, option, str(link)]) == 1
        assert link.is_symlink()
        assert real.stat().st_size > 1000


def test_what_stands_behind_two_dashes_is_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-wrong.txt").write_text(WRONG, encoding="utf-8")
    assert main(["check", "--json", "--", "-wrong.txt"]) == 1
    assert printed(capsys)["document"]["title"] == "-wrong"


def test_standard_input_is_called_so_when_it_cannot_be_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["check", "-"]) == 2
    assert capsys.readouterr().err == "workbench: standard input is empty: there is nothing to check.\n"


def test_why_a_file_cannot_be_opened_is_told_in_the_language_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["check", "x" * 300]) == 2
    assert "le nom est trop long" in capsys.readouterr().err


def test_languages_may_be_given_with_their_country(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", wrong, "--lang", "fr-FR", "--json"]) == 0
    assert printed(capsys)["document"]["language"] == "fr"


def test_options_may_stand_between_documents(wrong: str, right: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", right, "--lang", "en", wrong, "--json"]) == 1
    assert len(printed(capsys)) == 2


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        (RIGHT, "en", "5 numbers, 1 relation: 0 inconsistent, 1 consistent"),
        (RIGHT, "fr", "5 nombres, 1 relation : 0 incohérente, 1 cohérente"),
        ("Nobody went home.", "fr", "0 nombre ; aucune relation"),
        ("They sold 12 boats.", "en", "1 number; no relation"),
    ],
)
def test_counts_are_told_in_the_singular_and_the_plural(
    text: str,
    language: str,
    counts: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path), "--lang", "en"]) == 0
    assert plain(capsys.readouterr().out).splitlines()[1].startswith(counts)


def test_where_the_environment_asks_for_no_language_the_report_is_in_that_of_the_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    main(["check", str(SAMPLES / "bibliotheques.fr.txt")])
    report = capsys.readouterr().out
    assert "INCOHÉRENT" in report
    assert "INCONSISTENT" not in report


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "FICHIER"),
        (["check", "a.txt", "--lang"], "--lang"),
        (["check", "a.txt", "--frobnicate"], "--frobnicate"),
        (["check", "a.txt", "--attachments=3"], "'3'"),
        (["batch", "in.jsonl", "-o", "out.jsonl", "--jobs", "2", "--scheduler", "tcp://a:1"], "--jobs"),
    ],
)
def test_bad_usage_is_one_french_sentence_where_the_environment_is_french(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with pytest.raises(SystemExit):
        main(arguments)
    complaint = plain(capsys.readouterr().err)
    assert complaint.count("\n") == 1
    assert complaint.endswith(f"`workbench {arguments[0]} --help` montre ce qui peut être donné.\n")
    assert told in complaint
    assert not {"the", "argument", "arguments", "expected", "allowed"} & set(complaint.split())


@pytest.mark.parametrize("command", ["check", "extract", "batch", None])
def test_the_help_is_in_french_where_the_environment_is(
    command: str | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    with pytest.raises(SystemExit) as left:
        main([*([command] if command else []), "--help"])
    assert left.value.code == 0
    text = plain(capsys.readouterr().out)
    assert text.startswith(f"usage : workbench {command or ''}".rstrip())
    assert "show this help" not in text
    assert "arguments" not in text


def test_a_place_that_cannot_be_written_is_told(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", wrong, "--json", str(tmp_path / "none" / "out.json")]) == 2
    assert "out.json" in capsys.readouterr().err


def test_a_bad_table_of_figures_is_told_by_row(wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "figures.csv"
    table.write_text("indicator,period,value,unit\nsales,2021,12,\n", encoding="utf-8")
    assert main(["check", wrong, "--reference", str(table)]) == 2
    assert "row 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "unit", ["1 ", "1,", "1.000.", "10 % ", "un ", "(", "$", "-", "a", "12 millions de ", "5 to ", "\u202f1"]
)
def test_one_thing_without_end_gives_a_result(unit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hostile.txt"
    text = unit * (10_000 // len(unit))
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path), "--json"]) in (0, 1)
    assert printed(capsys)["document"]["characters"] == len(text)


def test_a_hundred_thousand_digits_give_a_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digits.txt"
    path.write_text("9" * 100_000, encoding="utf-8")
    assert main(["check", str(path), "--json"]) == 0
    assert printed(capsys)["document"]["characters"] == 100_000


def test_fifty_megabytes_of_text_are_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(WRONG.encode() * (50_000_000 // len(WRONG)))
    assert main(["check", str(path)]) == 2
    assert "split" in capsys.readouterr().err


def test_broken_utf_8_gives_a_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes(f"Le chiffre d'affaires a été de 12 millions à l'été. {RIGHT}".encode() * 50 + b"\xc3\x28 \xff")
    assert main(["check", str(path), "--json"]) in (0, 1)
    assert printed(capsys)["claims"]


def message_with_attachments(path: Path) -> str:
    message = EmailMessage()
    message["Subject"] = "Figures"
    message.set_content("We sold 12 boats.\n")
    message.add_attachment(WRONG, filename="note.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image", "png", filename="logo.png")
    path.write_bytes(bytes(message))
    return str(path)


def test_files_attached_to_a_message_are_checked_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = message_with_attachments(tmp_path / "mail.eml")
    assert main(["check", mail, "--json"]) == 0
    assert printed(capsys)["document"]["title"] == "Figures"
    assert main(["check", mail, "--attachments", "--json"]) == 1
    letter, note = printed(capsys)
    assert letter["document"]["title"] == "Figures"
    assert {claim["text"] for claim in note["claims"]} >= {"12%", "$317.8 million", "$238.7 million"}


def test_a_workbook_is_of_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mail = message_with_attachments(tmp_path / "mail.eml")
    target = tmp_path / "out.xlsx"
    assert main(["check", mail, "--attachments", "--xlsx", str(target)]) == 2
    assert "--xlsx" in capsys.readouterr().err
    assert not target.exists()
