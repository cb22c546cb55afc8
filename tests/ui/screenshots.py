"""Takes the pictures of the window for docs/images: ``python -m tests.ui.screenshots [FOLDER]``.

Needs no display (Qt's offscreen platform). Each picture is the real window on a sample, in one language and theme.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from workbench.app import Application
from workbench.case import (
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    ChangeSetting,
    RuleFile,
    SetNote,
    Target,
    rule_files_text,
)
from workbench.exporting.decisions import verdict_scale
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.theme import Theme, resolve_theme
from workbench.ui.window import Window
from workbench.ui.writers import write_excel

_ROOT = Path(__file__).parents[2]
_SAMPLES = _ROOT / "samples"
_RELEASES = _ROOT / "tests" / "reading" / "releases"
_SIZE = (1440, 880)
_PATIENCE = 60  # seconds for one sample


class Studio:
    """One application, whose window is dressed and photographed again and again."""

    def __init__(self, application: QApplication, folder: Path, home: Path) -> None:
        self._application, self._folder, self._home = application, folder, home
        self._settings = Settings(home / "workbench.ini")
        self._settings.person = "A. Analyst"
        self._settings.language, self._settings.theme = "en", "light"
        self._workbench = Application(application, self._settings, home / "workbench.log")

    @property
    def window(self) -> Window:
        window = self._workbench.window
        assert window is not None
        return window

    def set_up(self, language: str, theme: str, size: tuple[int, int] = _SIZE) -> None:
        """An empty window in a language and theme."""
        self._workbench.session.close_case()
        self._settings.language, self._settings.theme = language, theme
        self._settings.forget_states()
        # Without a running event loop, what is to be deleted later has to be deleted by hand.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._workbench.show()
        self.window.resize(*size)
        self.settle()
        self.window.reset_layout()
        self.settle()

    def open(self, *names: str, table: str = "") -> None:
        """Open samples and wait for their findings."""
        self.open_files(*(_SAMPLES / name for name in names))
        if table:
            self.window.opening.load_references(_SAMPLES / table)
            self.settle()
            self.window.messages.dismiss()
        self.window.reset_layout()
        self.settle()

    def open_files(self, *paths: Path) -> None:
        """Open files and wait for their findings."""
        self.window.opening.open(paths)
        self.settle()
        self.window.reset_layout()
        self.settle()

    def forget_recent(self) -> None:
        """Keep the names of this machine's folders out of the picture."""
        self._settings.forget_recent()

    def write(self, name: str, text: str) -> Path:
        """A file to open."""
        path = self._home / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def session(self) -> Session:
        """What is open."""
        return self._workbench.session

    def do(self, action: str) -> None:
        """Trigger an action."""
        self.window.actions_[action].trigger()
        self.settle()

    def settle(self) -> None:
        """Until nothing is under way and all is painted."""
        end = time.monotonic() + _PATIENCE
        while not self._workbench.tasks.idle and time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)
        for _ in range(5):
            self._application.processEvents()
            time.sleep(0.01)

    def take(self, name: str) -> None:
        """Write the picture; the status bar's passing word stays out of it."""
        self.window.status.tell("")
        self.settle()
        dialogs = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        picture = self.window.grab()
        if dialogs:
            painter = QPainter(picture)
            dialog = dialogs[-1]
            corner = self.window.rect().center() - dialog.rect().center()
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 96))
            painter.drawPixmap(corner, dialog.grab())
            painter.end()
            for dialog in dialogs:
                dialog.close()
        target = self._folder / f"{name}.png"
        _with_256_colours(picture.toImage(), resolve_theme(self._settings.theme)).save(str(target), "PNG", 0)
        print(f"{target}  {target.stat().st_size // 1024} kB")

    def close(self) -> None:
        """End the application."""
        self._workbench.close()
        self.window.close()


def _with_256_colours(picture: QImage, theme: Theme) -> QImage:
    """The picture in 256 colours, half its size: those of the theme and their edges first, then the most frequent."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    base = theme.colour("base")
    inks = [QColor(colour) for colour in (*theme.marks.values(), theme.colours["accent"], theme.colours["muted"])]
    table = dict.fromkeys(QColor(colour).rgb() for colour in theme.colours.values())
    for ink in inks:
        for part in (1.0, 0.8, 0.6, 0.4, 0.2):
            mixed = (round(a * part + b * (1 - part)) for a, b in zip(ink.getRgb()[:3], base.getRgb()[:3], strict=True))
            table[QColor(*mixed).rgb()] = None
    for colour, _ in Counter(memoryview(picture.constBits()).cast("I")).most_common(256):
        table[colour] = None
    chosen = list(table)[:256]
    return picture.convertToFormat(QImage.Format.Format_Indexed8, chosen, Qt.ImageConversionFlag.ThresholdDither)


def _window(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open(f"wuxi-iot-summit.{language}.txt", table="wuxi-iot-figures.csv")
    studio.do("findings.next")
    studio.take(name)


def _findings(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    studio.do("findings.next")
    studio.take(name)


def _what_if(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    studio.do("findings.next")
    finding = studio.window.findings.explanation.finding
    assert finding is not None
    studio.window.findings.explanation.repair_tried.emit(finding.repairs[0])
    studio.take(name)


def _start(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.forget_recent()
    studio.set_up(language, theme)
    studio.take(name)


def _filter(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    words = {"en": "verdict:inconsistent unit:EUR", "fr": "état:incohérent unité:EUR"}
    studio.window.claims.set_filter(words[language])
    studio.take(name)


def _dismiss(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    studio.do("findings.next")
    studio.do("findings.dismiss")
    studio.take(name)


_OWN_RULE = """
[[rule]]
id = "bound.berths"
operation = "bound"
what = "No more ships lie at the quay than it has berths."
slots = { lesser = "count", greater = "count" }

[rule.wordings]
en = ["{lesser} ships for {greater} berths"]

[[rule.example]]
language = "en"
text = "There were 14 ships for 9 berths."
expect = "flag"
"""


def _rules(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    own = rule_files_text([RuleFile("harbour.toml", _OWN_RULE)])
    studio.session.do(ChangeSetting(OWN_RULES_SETTING, own))
    studio.session.do(ChangeSetting(RULES_OFF_SETTING, '["average.each"]'))
    studio.do("contents.rules")
    studio.take(name)


def _page(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open_files(_RELEASES / "port.en.pdf")
    studio.do("documents.page")
    row = next(row for row in studio.session.rows if row.claim.quantity.unit == "%")
    studio.session.selection.select_claims((row.claim.id,), row.claim.id)
    studio.take(name)


def _compare(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("wuxi-iot-summit.en.txt", "wuxi-iot-summit.fr.txt")
    studio.do("documents.compare")
    studio.window.compare.only.setChecked(False)
    studio.take(name)


_PROVINCE = {
    "en": "Yearbook of the province\n\nIn 2021, the scale of the internet of things industry of Jiangsu reached 900 "
    "billion yuan.\n",
    "fr": "Annuaire de la province\n\nEn 2021, la production de l'industrie de l'Internet des objets du Jiangsu a "
    "atteint 900 milliards de yuans.\n",
}
_CITY = {
    "en": "Note on the city\n\nIn 2021, the scale of the internet of things industry of Wuxi reached 350 billion yuan, "
    "or 50% of that of Jiangsu.\n",
    "fr": "Note sur la ville\n\nEn 2021, la production de l'industrie de l'Internet des objets de Wuxi a atteint 350 "
    "milliards de yuans, soit 50 % de celle du Jiangsu.\n",
}


def _together(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open_files(studio.write("city.txt", _CITY[language]), studio.write("province.txt", _PROVINCE[language]))
    studio.window.messages.dismiss()
    studio.do("documents.together")
    panel = studio.window.together
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    studio.take(name)


def _read_back(studio: Studio, language: str, theme: str, name: str) -> None:
    import openpyxl

    studio.set_up(language, theme)
    studio.open(f"wuxi-iot-summit.{language}.txt")
    path = studio.write("wuxi.xlsx", "")
    studio.window.exports.export_to(path, write_excel)
    studio.settle()
    studio.window.messages.dismiss()
    book = openpyxl.load_workbook(path)
    sheet = book[{"en": "Claims", "fr": "Chiffres"}[language]]
    names = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    verdicts = verdict_scale(language)
    notes = {"en": "Table 3 of the yearbook", "fr": "Tableau 3 de l’annuaire"}
    level, share = (
        next(row.claim for row in studio.session.rows if row.claim.quantity.unit == unit) for unit in ("CNY", "%")
    )
    rows[level.id][names.index("verdict")].value = verdicts[0].name
    rows[level.id][names.index("note")].value = notes[language]
    rows[level.id][names.index("checked_by")].value = "B. Colleague"
    rows[share.id][names.index("value")].value = 14.6
    book.save(path)
    book.close()
    studio.session.do(SetNote(Target.claim(studio.session.document_id or "", level.id), "?"))
    studio.window.returning.read(path)
    studio.take(name)


def _export(studio: Studio, language: str, theme: str, name: str) -> None:
    studio.set_up(language, theme)
    studio.open("port-results.en.txt")
    studio.do("export.table")
    studio.take(name)


PICTURES: tuple[tuple[str, Callable[[Studio, str, str, str], None], str, str], ...] = (
    ("window-en", _window, "en", "light"),
    ("window-fr", _window, "fr", "light"),
    ("findings-en", _findings, "en", "dark"),
    ("findings-fr", _findings, "fr", "dark"),
    ("what-if-en", _what_if, "en", "light"),
    ("what-if-fr", _what_if, "fr", "light"),
    ("filter-en", _filter, "en", "light"),
    ("filter-fr", _filter, "fr", "light"),
    ("dismiss-en", _dismiss, "en", "light"),
    ("dismiss-fr", _dismiss, "fr", "light"),
    ("rules-en", _rules, "en", "light"),
    ("rules-fr", _rules, "fr", "light"),
    ("page-en", _page, "en", "light"),
    ("page-fr", _page, "fr", "light"),
    ("compare-en", _compare, "en", "light"),
    ("compare-fr", _compare, "fr", "dark"),
    ("together-en", _together, "en", "light"),
    ("together-fr", _together, "fr", "light"),
    ("read-back-en", _read_back, "en", "light"),
    ("read-back-fr", _read_back, "fr", "light"),
    ("export-en", _export, "en", "light"),
    ("export-fr", _export, "fr", "light"),
    ("start-en", _start, "en", "light"),
    ("start-fr", _start, "fr", "dark"),
)


def main() -> int:
    """Take all pictures into the folder named, docs/images by default."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = tempfile.mkdtemp(prefix="workbench-pictures-")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = home
    qInstallMessageHandler(lambda kind, _, text: None if kind is QtMsgType.QtDebugMsg else _say(text))
    application = QApplication([])
    studio = Studio(application, folder, Path(home))
    for name, take, language, theme in PICTURES:
        take(studio, language, theme, name)
    studio.close()
    return 0


def _say(text: str) -> None:
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
