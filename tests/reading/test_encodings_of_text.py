"""Text comes out as it was written, whatever encoding the file is in."""

from __future__ import annotations

import pytest

from workbench.reading import ReadingError, read_bytes

FRENCH = "À l’été, le prix a dépassé 47 € : « près de 25 % » du total, soit 1 234,5 M€ — déjà."
GERMAN = "Der Umsatz stieg um 12 % auf über 3,5 Mrd. Euro, größer als früher."
CHINESE = "2021年无锡物联网产业规模超过3500亿元，占江苏省的一半，接近全国的四分之一。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_french_text_survives_every_common_encoding(encoding: str) -> None:
    assert read_bytes(FRENCH.encode(encoding), "a.txt").text == FRENCH


@pytest.mark.parametrize("encoding", ["iso-8859-15", "mac-roman"])
def test_older_encodings_are_guessed_and_said(encoding: str) -> None:
    text = FRENCH.replace("’", "'").replace("—", "-")
    document = read_bytes(text.encode(encoding), "a.txt")
    assert document.text == text
    assert any(document.encoding in notice for notice in document.notices)


def test_german_and_chinese_in_their_usual_encodings() -> None:
    assert read_bytes(GERMAN.encode("cp1252"), "a.txt").text == GERMAN
    assert read_bytes((CHINESE * 3).encode("gb18030"), "a.txt").text == CHINESE * 3


def test_utf_16_without_a_mark_is_not_taken_for_a_binary_file() -> None:
    assert read_bytes(FRENCH.encode("utf-16-le"), "a.txt").text == FRENCH


def test_accents_far_into_a_long_file_are_read() -> None:
    text = "Plain words and 12 numbers.\n" * 20_000 + FRENCH
    assert read_bytes(text.encode("cp1252"), "a.txt").text == text


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_become_newlines(ending: str) -> None:
    document = read_bytes(f"One.{ending}{ending}Two 3.{ending}".encode(), "a.txt")
    assert document.text == "One.\n\nTwo 3.\n"


def test_a_damaged_byte_is_shown_and_told_and_the_rest_is_kept() -> None:
    data = f"{FRENCH}\n{FRENCH}\n".encode()
    document = read_bytes(data[:-30] + b"\xff" + data[-30:], "a.txt")
    assert document.text.startswith(FRENCH)
    assert document.text.count("\ufffd") == 1
    assert any("1" in notice for notice in document.notices)


def test_control_characters_are_left_out_and_told() -> None:
    document = read_bytes(b"12 tonnes\x00 of \x07goods in 2021, as the port said in its report of the year.", "a.txt")
    assert document.text.startswith("12 tonnes of goods")
    assert document.notices


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "blanks"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"\x7fELF" + bytes(100), "ELF"),
        (bytes(range(256)) * 40, "not text"),
        (b"\xff\xfe\x00", "not text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "a.txt")
    assert words in str(refusal.value)
    assert "a.txt" in refusal.value.said("fr")
    assert refusal.value.said("fr") != refusal.value.said("en")
