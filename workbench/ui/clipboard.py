"""What was copied outlives the program; the Python that made it does not.

Qt keeps the clipboard's content until the very end of the process on platforms without a clipboard of their own
(off screen, some embedded ones). A `QMimeData` made in Python is then destroyed after the interpreter, and the process
crashes. So before leaving, what Python made is replaced by the same formats in an object that Qt made.
"""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication
from shiboken6 import Shiboken


def leave_clipboard_to_qt() -> None:
    """Keep what was copied, in objects that do not need Python any more."""
    clipboard = QGuiApplication.clipboard()
    modes = [QClipboard.Mode.Clipboard]
    if clipboard.supportsSelection():
        modes.append(QClipboard.Mode.Selection)
    for mode in modes:
        made = clipboard.mimeData(mode)
        if made is None or not Shiboken.createdByPython(made):
            continue
        text, formats = made.text(), {name: made.data(name) for name in made.formats()}
        # The old object goes here, and its text with it: everything was taken out before.
        clipboard.setText(text, mode)
        kept = clipboard.mimeData(mode)
        for name, data in formats.items():
            kept.setData(name, data)
