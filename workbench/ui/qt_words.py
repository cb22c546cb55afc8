"""Qt's own words (buttons of dialogs, menus of text fields, the file dialog) in the language of the interface."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from workbench.resource_files import load_toml


class _Gaps(QTranslator):
    """What Qt's own translations leave in English, from resources/ui/qt_words.toml."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._words: dict[str, dict[str, str]] = load_toml("ui", "qt_words.toml").get(language, {})

    def isEmpty(self) -> bool:
        return not self._words

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        # Nothing at all, rather than an empty text, lets Qt ask the next translator.
        return self._words.get(context, {}).get(source)  # type: ignore[return-value]


class QtWords(QObject):
    """Makes Qt speak one language at a time."""

    def __init__(self, application: QCoreApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._translators: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """From now on: words, and how dates and sizes of files are written."""
        self.stop()
        system = QLocale.system()
        QLocale.setDefault(system if system.name().startswith(language) else QLocale(language))
        if language == "en":
            return
        own = QTranslator(self)
        if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._translators.append(own)
        self._translators.append(_Gaps(language, self))
        for translator in self._translators:
            self._application.installTranslator(translator)

    def stop(self) -> None:
        """Leave Qt to its own words."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
