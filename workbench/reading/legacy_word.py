"""Word documents of before 2007 (.doc), through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from workbench.reading.assembling import Assembled
from workbench.reading.docx import read_docx
from workbench.reading.errors import ReadingError

_SECONDS = 60


def read_legacy_word(data: bytes) -> Assembled:
    """The text of an old Word document. Raises `ReadingError`, without LibreOffice one that says what to do."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadingError("formats.legacy")
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "source.docx")
        source.write_bytes(data)
        # A profile of its own: an open LibreOffice would otherwise take the work over and lose it.
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
                   "--convert-to", "docx", "--outdir", folder, str(source)]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise ReadingError("formats.timeout") from error
        except (OSError, subprocess.CalledProcessError) as error:
            raise ReadingError("formats.legacy") from error
        if not target.is_file():
            raise ReadingError("formats.legacy")
        result = read_docx(target.read_bytes())
    result.notice("formats.converted")
    return result
