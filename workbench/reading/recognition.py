"""Text recognised from pictures of pages, by Tesseract where the analyst has installed it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

from workbench.language_facts import known_languages
from workbench.model import BlockKind
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.pdf_page import picture_of_page

# Dots an inch at which Tesseract reads best, in pixels a point.
_SCALE = 300 / 72
_SECONDS_A_PAGE = 60
_ENGINE = "tesseract"
# The languages that are tried together on pages of which no language is known.
_USUAL = ("fr", "en")


def can_recognise() -> bool:
    """Whether text can be recognised on this machine."""
    return shutil.which(_ENGINE) is not None


def recognise_pdf(data: bytes, language: str | None, progress: Callable[[float], None] | None = None) -> Assembled:
    """The text on the pictures of a PDF's pages, a paragraph a block. Raises `ReadingError`."""
    import pypdfium2

    models = _models(language)
    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
    out = Assembler()
    for page in range(1, count + 1):
        picture, *_ = picture_of_page(data, page, scale=_SCALE)
        for paragraph in _read(picture, models).replace("\f", "").split("\n\n"):
            out.add(BlockKind.PARAGRAPH, " ".join(paragraph.split("\n")), page=page)
        if progress is not None:
            progress(page / count)
    out.notice("formats.recognised")
    result = out.assembled(pages=count)
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def _models(language: str | None) -> str:
    """The installed models to read with: the document's language, else French and English together."""
    listed = _run([_ENGINE, "--list-langs"]).decode("utf-8", "replace").split()
    known = known_languages()
    wanted = [known[code].recognition for code in ((language,) if language in known else _USUAL)]
    return "+".join(model for model in wanted if model in listed) or known[_USUAL[-1]].recognition


def _read(picture: bytes, models: str) -> str:
    return _run([_ENGINE, "stdin", "stdout", "-l", models, "--dpi", "300"], picture).decode("utf-8", "replace")


def _run(command: list[str], data: bytes = b"") -> bytes:
    try:
        return subprocess.run(command, input=data, capture_output=True, check=True, timeout=_SECONDS_A_PAGE).stdout
    except subprocess.TimeoutExpired as error:
        raise ReadingError("formats.timeout") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReadingError("formats.scanned") from error
