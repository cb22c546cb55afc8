"""A saved message gives its text, and every file in it can be listed, read, and taken out."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.reading.outlook_files import msg
from workbench.extraction import extract
from workbench.model import BlockKind
from workbench.reading import (
    Attachment,
    ReadingError,
    list_attachments,
    may_have_attachments,
    read,
    read_attachment,
    read_bytes,
    save_attachment,
)

RELEASES = Path(__file__).parent / "releases"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = (
    "<html><body><p>Le trafic atteint 120 000<sup>2</sup> tonnes, et non <del>110 000</del> tonnes.</p>"
    "<table><tr><th>Quai</th><th>Tonnes</th></tr><tr><td>Nord</td><td>80 000</td></tr></table></body></html>"
)
PLAIN = "Le trafic atteint 120 0002 tonnes, et non 110 000 tonnes.\n"


def letter(
    subject: str = "Communiqué du port", text: str = "Le trafic atteint 12,5 milliers de tonnes.\n"
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "presse@port.example"
    message["Date"] = "Thu, 09 Jan 2025 08:00:00 +0100"
    message.set_content(text)
    return message


def saved(folder: Path, message: EmailMessage, name: str = "mail.eml") -> Path:
    path = folder / name
    path.write_bytes(message.as_bytes())
    return path


def with_files(folder: Path) -> Path:
    message = letter()
    word = (RELEASES / "port.fr.docx").read_bytes()
    message.add_attachment(word, *WORD.split("/"), filename="port.fr.docx")
    message.add_attachment("Année;Tonnes\n2024;12,5\n".encode("utf-16"), "text", "csv", filename="Annexe été.csv")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image", "png", filename="logo.png")
    return saved(folder, message)


def test_the_files_of_a_message_are_listed_with_name_type_and_size(tmp_path: Path) -> None:
    path = with_files(tmp_path)
    assert may_have_attachments(path)
    word, table, logo = list_attachments(path)
    size = (RELEASES / "port.fr.docx").stat().st_size
    assert word == Attachment(1, "port.fr.docx", WORD, size, is_readable=True)
    assert (table.name, table.media_type, table.is_readable) == ("Annexe été.csv", "text/csv", True)
    assert (logo.media_type, logo.is_readable) == ("image/png", False)
    assert any("port.fr.docx" in notice for notice in read(path).notices)


def test_a_file_of_a_message_reads_as_it_does_on_its_own(tmp_path: Path) -> None:
    path = with_files(tmp_path)
    word, table, logo = list_attachments(path)
    alone, attached = read(RELEASES / "port.fr.docx"), read_attachment(path, word)
    assert (attached.text, attached.blocks, attached.sha256) == (alone.text, alone.blocks, alone.sha256)
    assert attached.path is None
    assert "mail.eml" in attached.notices[0]
    assert "12,5" in read_attachment(path, table).text
    with pytest.raises(ReadingError):
        read_attachment(path, logo)


def test_a_file_of_a_message_can_be_saved_beside_others(tmp_path: Path) -> None:
    path = with_files(tmp_path)
    word = list_attachments(path)[0]
    (tmp_path / "port.fr.docx").write_bytes(b"another")
    target = save_attachment(path, word, tmp_path)
    assert target == tmp_path / "port.fr (2).docx"
    assert target.read_bytes() == (RELEASES / "port.fr.docx").read_bytes()
    assert save_attachment(path, word, tmp_path) == target
    assert (tmp_path / "port.fr.docx").read_bytes() == b"another"


def test_files_of_messages_inside_messages_are_listed_to_a_bound(tmp_path: Path) -> None:
    message = letter("Niveau 9", "Fond : 9 trains.\n")
    for level in range(8, -1, -1):
        outer = letter(f"Niveau {level}")
        outer.add_attachment(f"Note {level} : {level + 1} trains.\n", filename=f"note{level}.txt")
        outer.add_attachment(message)
        message = outer
    found = list_attachments(saved(tmp_path, message))
    assert max(len(file.within) for file in found) == 4
    assert found[0].within == ()
    inner = next(file for file in found if file.name == "note1.txt")
    assert inner.within == ("Niveau 1.eml",)
    deepest = [file for file in found if file.name == "Niveau 5.eml"]
    assert deepest
    assert read_attachment(tmp_path / "mail.eml", deepest[0]).title == "Niveau 5"


def test_names_lead_nowhere(tmp_path: Path) -> None:
    message = letter()
    for name in ("../../etc/passwd", "C:\\Windows\\nul.txt", "facture\u202efdp.exe", "...", "a/b\x07c.txt"):
        message.add_attachment(b"12 trains", "application", "octet-stream", filename=name)
    names = [file.name for file in list_attachments(saved(tmp_path, message))]
    assert names == ["passwd", "nul_.txt", "facturefdp.exe", "attachment", "bc.txt"]


def test_a_message_of_very_many_files_is_bounded(tmp_path: Path) -> None:
    message = letter()
    for number in range(600):
        message.add_attachment(b"1 train", "application", "octet-stream", filename=f"f{number}.txt")
    assert len(list_attachments(saved(tmp_path, message))) == 500


def test_a_message_that_changed_since_it_was_listed_says_so(tmp_path: Path) -> None:
    path = with_files(tmp_path)
    word = list_attachments(path)[0]
    saved(tmp_path, letter())
    with pytest.raises(ReadingError) as caught:
        read_attachment(path, word)
    assert caught.value.key == "formats.no-such-attachment"
    assert "port.fr.docx" in caught.value.said("fr")


def test_other_files_have_no_attachments() -> None:
    assert not may_have_attachments(RELEASES / "port.fr.docx")
    assert list_attachments(RELEASES / "port.fr.docx") == ()


def test_the_page_of_a_message_is_read_not_its_flattened_copy() -> None:
    message = letter(text=PLAIN)
    message.add_alternative(PAGE, subtype="html")
    document = read_bytes(message.as_bytes(), "mail.eml")
    assert "120 000² tonnes" in document.text
    assert "110 000" not in document.text
    assert any("110 000" in notice for notice in document.notices)
    assert [b.kind for b in document.blocks].count(BlockKind.CELL) == 4
    assert str(document.date) == "2025-01-09"


def test_text_after_a_file_in_the_middle_is_not_lost() -> None:
    message = letter(text="Avant : 12 trains.\n")
    message.add_attachment(b"%PDF-1.4", "application", "pdf", filename="milieu.pdf")
    rest = EmailMessage()
    rest.set_content("Après : 15 trains.\n")
    message.attach(rest)
    text = read_bytes(message.as_bytes(), "mail.eml").text
    assert "12 trains" in text
    assert "15 trains" in text


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252", "utf-16"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_encodings_of_messages(charset: str, encoding: str) -> None:
    message = letter()
    message.set_content("Près de 3\u00a0500 € déjà versés.\n", charset=charset, cte=encoding)
    assert "Près de 3\u00a0500 € déjà versés." in read_bytes(message.as_bytes(), "mail.eml").text


@pytest.mark.parametrize("charset", ["us-ascii", "iso-8859-1", "x-unknown"])
def test_a_charset_that_does_not_fit_is_not_believed(charset: str) -> None:
    data = (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: =?utf-8?q?Vers=C3=A9?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset="
        + charset.encode()
        + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "Près de 3 500 € versés.\r\n".encode()
    )
    document = read_bytes(data, "mail.eml")
    assert document.title == "Versé"
    assert "Près de 3 500 € versés." in document.text


def test_an_outlook_message_reads_as_the_same_message_saved_as_eml(tmp_path: Path) -> None:
    word = (RELEASES / "port.fr.docx").read_bytes()
    path = tmp_path / "mail.msg"
    path.write_bytes(msg("Communiqué du port", plain=PLAIN, page=PAGE, files=[("port.fr.docx", word)]))
    message = letter(text=PLAIN)
    message.add_alternative(PAGE, subtype="html")
    document = read(path)
    assert document.text == read_bytes(message.as_bytes(), "mail.eml").text
    assert str(document.date) == "2025-01-09"
    (file,) = list_attachments(path)
    assert (file.name, file.size, file.is_readable) == ("port.fr.docx", len(word), True)
    assert read_attachment(path, file).text == read(RELEASES / "port.fr.docx").text


def test_an_outlook_message_of_packed_rtf_keeps_raised_digits() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252 Le trafic atteint 120\~000{\super 2} tonnes.\par}"
    document = read_bytes(msg("Port", plain=PLAIN, rtf=rtf), "mail.msg")
    assert "120\u00a0000² tonnes" in document.text


def test_a_message_inside_an_outlook_message(tmp_path: Path) -> None:
    path = tmp_path / "mail.msg"
    inner = ("Premier jet", "Le trafic atteint 11,8 milliers de tonnes.\n")
    path.write_bytes(msg("Port", plain=PLAIN, message=inner, files=[("a.txt", b"12 trains")]))
    files = list_attachments(path)
    assert [file.name for file in files] == ["a.txt", "Premier jet.eml"]
    document = read_attachment(path, files[1])
    assert document.title == "Premier jet"
    assert [claim.text for claim in extract(document)] == ["11,8 milliers de tonnes"]
