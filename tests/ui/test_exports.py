"""Exports as people make them: menu, dialog, file; what to do when it cannot be written."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton

from tests.exporting.test_json_keeps_its_contract import errors, schema
from tests.ui.conftest import TRADE, Desk
from tests.ui.leaving import long_text
from workbench.case import AddSource, Choice, DecideFinding, EditClaim, SetNote, SetVerdict, Target
from workbench.ui.dialogs.claim_review import ClaimReviewDialog
from workbench.ui.dialogs.palette import Palette
from workbench.ui.dialogs.table_format import TableDialog
from workbench.ui.dialogs.text import TextDialog
from workbench.ui.writers import write_json


def choose(desk: Desk, path: Path) -> None:
    """Type `path` into the file dialog and press Enter."""
    dialog = desk.window.findChildren(QFileDialog)[-1]
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    name.setText(str(path))
    desk.qtbot.keyClick(name, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: not dialog.isVisible())
    desk.wait()


def ok(desk: Desk, dialog: QDialog) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def rows_of(path: Path, separator: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def judge(desk: Desk, text: str) -> None:
    document = desk.session.document_id
    verdict = next(step.id for step in desk.session.case.verdict_scale() if step.rating is not None)
    desk.session.do(SetVerdict(Target.claim(document, desk.claim(text)), verdict, "seen"))


def test_the_memo_is_written_from_the_menu(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    desk.trigger("export.word")
    choose(desk, tmp_path / "memo")
    with zipfile.ZipFile(tmp_path / "memo.docx") as memo:
        assert "$671.7bn" in memo.read("word/document.xml").decode("utf-8")
    message = desk.window.messages.message
    assert (message.level, message.action_text, message.other_text) == ("info", "Open it", "Show in folder")


@pytest.mark.parametrize("name", ["export.table", "export.word", "export.html", "export.json", "export.claim_review"])
def test_every_export_is_found_in_the_palette(desk: Desk, name: str) -> None:
    desk.paste(TRADE)
    desk.trigger("help.palette")
    palette = desk.window.findChild(Palette)
    words = desk.window.actions_[name].text().replace("&", "").rstrip("…")
    desk.qtbot.keyClicks(palette.box, words)
    assert words in palette.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    desk.qtbot.keyClick(palette.box, Qt.Key.Key_Escape)


def test_a_table_takes_the_marks_that_were_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    desk.trigger("export.table")
    dialog = desk.window.findChild(TableDialog)
    assert dialog.example == "c3,24.4,%"
    dialog.separator.setFocus()
    desk.qtbot.keyClick(dialog.separator, Qt.Key.Key_Down)
    desk.qtbot.keyClick(dialog.mark, Qt.Key.Key_Down)
    assert dialog.example == "c3;24,4;%"
    desk.qtbot.mouseClick(ok(desk, dialog), Qt.MouseButton.LeftButton)
    choose(desk, tmp_path / "claims.csv")
    rows = rows_of(tmp_path / "claims.csv", ";")
    assert [row["value"] for row in rows if row["text"] == "24.4%"] == ["24,4"]


def test_a_table_of_findings_is_written_with_tabs(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    desk.trigger("export.table")
    dialog = desk.window.findChild(TableDialog)
    dialog.content.setCurrentIndex(1)
    desk.qtbot.keyClick(dialog.separator, Qt.Key.Key_End)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    choose(desk, tmp_path / "findings")
    assert len(rows_of(tmp_path / "findings.tsv", "\t")) == len(desk.session.findings)


def test_the_french_window_proposes_the_french_marks(desk: Desk) -> None:
    desk.settings.language = "fr"
    desk.paste(TRADE)
    desk.trigger("export.table")
    assert desk.window.findChild(TableDialog).example == "c3;24,4;%"


def test_reviews_ask_for_a_verdict_first(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("export.claim_review")
    assert desk.window.findChild(ClaimReviewDialog) is None
    assert "verdict" in desk.window.messages.message.text


def test_a_review_is_written_for_each_claim_with_a_verdict(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    judge(desk, "24.4%")
    desk.trigger("export.claim_review")
    dialog = desk.window.findChild(ClaimReviewDialog)
    assert not ok(desk, dialog).isEnabled()
    desk.qtbot.keyClicks(dialog.publisher, "The Desk")
    desk.qtbot.keyClicks(dialog.url, "not an address")
    assert not ok(desk, dialog).isEnabled()
    dialog.url.clear()
    desk.qtbot.keyClicks(dialog.url, "https://desk.example/reviews/1")
    desk.qtbot.mouseClick(ok(desk, dialog), Qt.MouseButton.LeftButton)
    choose(desk, tmp_path)
    (written,) = tmp_path.glob("claim-review-*.json")
    review = json.loads(written.read_text(encoding="utf-8"))
    assert review["author"]["name"] == "The Desk"
    assert "24.4%" in review["claimReviewed"]
    assert desk.settings.publisher == ("The Desk", "https://desk.example/reviews/1")


def test_what_could_not_be_written_is_asked_for_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    desk.trigger("export.html")
    taken = tmp_path / "taken.html"
    dialog = desk.window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(tmp_path / "gone" / "report.html"))
    dialog.close()
    desk.wait()
    message = desk.window.messages.message
    assert message.level == "error"
    assert "does not exist" in message.text
    button = next(b for b in desk.window.messages.findChildren(QPushButton) if b.text() == message.action_text)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    choose(desk, taken)
    assert taken.read_text(encoding="utf-8").startswith("<!")


def test_a_correction_note_is_shown_and_copied(desk: Desk) -> None:
    desk.paste(TRADE)
    desk.trigger("export.correction")
    assert "nothing to correct" in desk.window.messages.message.text
    document, claim = desk.session.document_id, desk.claim("$671.7bn")
    wrong = min((step for step in desk.session.case.verdict_scale() if step.rating), key=lambda step: step.rating)
    desk.session.do(EditClaim(document, claim, {"value": "617.7bn"}))
    desk.session.do(SetVerdict(Target.claim(document, claim), wrong.id, "digits swapped"))
    desk.trigger("export.correction")
    dialog = desk.window.findChild(TextDialog)
    assert "$671.7bn" in dialog.box.toPlainText()
    desk.qtbot.mouseClick(ok(desk, dialog), Qt.MouseButton.LeftButton)
    assert "617.7" in QApplication.clipboard().text()


def test_an_export_that_is_stopped_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    desk.paste(long_text(tmp_path).read_text(encoding="utf-8"))
    tasks = desk.application.tasks

    def stop(stage: str, _: float) -> None:
        if stage == "exporting":
            tasks.cancel("export")

    tasks.busy.connect(lambda task: task is not None and task.progressed.connect(stop))
    folder = tmp_path / "out"
    folder.mkdir()
    desk.trigger("export.excel")
    choose(desk, folder / "long.xlsx")
    assert list(folder.iterdir()) == []
    assert desk.window.messages.message is None


def test_the_json_of_a_case_holds_what_the_analyst_decided(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    document, claim = desk.session.document_id, desk.claim("24.4%")
    scale = [step.id for step in desk.session.case.verdict_scale()]
    finding = next(finding for finding in desk.session.findings if finding.verdict.value == "inconsistent")
    desk.session.do(SetVerdict(Target.claim(document, claim), scale[-1], "does not follow"))
    desk.session.do(SetNote(Target.claim(document, claim), "asked the author"))
    desk.session.do(AddSource(Target.claim(document, claim), "https://example.org/trade", quote="35.3%"))
    desk.session.do(DecideFinding(document, finding.key, Choice.DISMISSED, "rounding"))
    desk.window.exports.export_to(tmp_path / "out.json", write_json)
    desk.wait()
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert errors(written, schema(), schema()) == []
    decided = written["decisions"]
    (verdict,) = decided["verdicts"]
    assert (verdict["claim"], verdict["verdict"], verdict["reason"]) == (claim, scale[-1], "does not follow")
    assert verdict["by"] == "A. Analyst"
    assert decided["notes"] == [{"claim": claim, "text": "asked the author"}]
    (on_finding,) = decided["findings"]
    assert on_finding["decision"] == "dismissed"
    assert on_finding["finding"] in {one["id"] for one in written["findings"]}
    assert decided["sources"][0]["quote"] == "35.3%"
    assert scale == [step["id"] for step in decided["scale"]]


def test_a_hidden_first_verdict_stays_out_of_the_second_readers_json(desk: Desk, tmp_path: Path) -> None:
    desk.paste(TRADE)
    scale = [step.id for step in desk.session.case.verdict_scale()]
    desk.session.do(SetVerdict(Target.claim(desk.session.document_id, desk.claim("24.4%")), scale[-1], "wrong"))
    desk.settings.person = "B. Reader"
    desk.window.exports.export_to(tmp_path / "out.json", write_json)
    desk.wait()
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written["decisions"]["verdicts"] == []
