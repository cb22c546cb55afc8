"""The files in a saved e-mail: offered, opened as documents of the case, saved; nothing unasked."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from tests.ui.conftest import TRADE, Desk
from workbench.ui.dialogs.attachments import AttachmentsDialog

TABLE = "region,sales in million euros\nNorth,40\nSouth,60\nTotal,110\n"


@pytest.fixture
def message(tmp_path: Path) -> Path:
    """A note with a text, a table and a file of no known format."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Figures", "a@press.example", "b@desk.example"
    mail.set_content("Sales rose 4% to $12 million in 2020.\n")
    mail.add_attachment(TRADE.encode(), maintype="text", subtype="plain", filename="release.txt")
    mail.add_attachment(TABLE.encode(), maintype="text", subtype="csv", filename="sales.csv")
    mail.add_attachment(bytes(range(256)) * 8, maintype="application", subtype="octet-stream", filename="blob.bin")
    path = tmp_path / "figures.eml"
    path.write_bytes(mail.as_bytes())
    return path


def offered(desk: Desk) -> AttachmentsDialog:
    """Press the button of the offer."""
    message = desk.window.messages.message
    button = next(b for b in desk.window.messages.findChildren(QPushButton) if b.text() == message.action_text)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return desk.window.findChild(AttachmentsDialog)


def test_the_files_are_offered_and_those_chosen_become_documents(desk: Desk, message: Path) -> None:
    desk.window.opening.open([message])
    desk.wait()
    assert desk.session.document.text.startswith("Figures") or "Sales rose" in desk.session.document.text
    assert len(desk.session.titles) == 1
    assert "figures.eml has 3 attachments: release.txt, sales.csv, blob.bin." in desk.window.messages.message.text
    dialog = offered(desk)
    assert [one.name for one in dialog.ticked] == ["release.txt", "sales.csv"]
    assert "cannot be opened here" in dialog.list.item(2).text()
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    desk.qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.open_button.text() == "Open 1 file"
    desk.qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert len(desk.session.titles) == 2
    assert desk.session.document.text.startswith("The gap hit")
    assert "figures.eml" in desk.session.document.notices[0]
    assert "inconsistent" in desk.verdicts()


def test_a_message_shown_lists_its_files_from_the_menu(desk: Desk, message: Path) -> None:
    desk.paste(TRADE)
    assert not desk.window.actions_["attachments.show"].isEnabled()
    desk.window.opening.open([message])
    desk.wait()
    desk.window.messages.dismiss()
    desk.trigger("attachments.show")
    desk.wait()
    dialog = desk.window.findChild(AttachmentsDialog)
    assert dialog.list.count() == 3
    dialog.reject()


def test_files_are_saved_where_the_analyst_says(desk: Desk, message: Path, tmp_path: Path) -> None:
    desk.window.opening.open([message])
    desk.wait()
    dialog = offered(desk)
    for row in (0, 1):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.open_button.isEnabled()
    dialog.list.item(2).setCheckState(Qt.CheckState.Checked)
    desk.qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    folder = tmp_path / "saved"
    folder.mkdir()
    files = desk.window.findChildren(QFileDialog)[-1]
    name = files.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(folder))
    desk.qtbot.keyClick(name, Qt.Key.Key_Return)
    desk.wait()
    assert (folder / "blob.bin").read_bytes() == bytes(range(256)) * 8
    assert len(desk.session.titles) == 1


def test_a_message_of_attachments_only_offers_them_too(desk: Desk, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = ""
    mail.add_attachment(TRADE.encode(), maintype="text", subtype="plain", filename="release.txt")
    path = tmp_path / "bare.eml"
    path.write_bytes(mail.as_bytes())
    desk.window.opening.open([path])
    desk.wait()
    while desk.window.messages.message is not None and not desk.window.messages.message.action_text:
        desk.window.messages.dismiss()
    dialog = offered(desk)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    desk.wait()
    assert desk.session.document.text.startswith("The gap hit")
