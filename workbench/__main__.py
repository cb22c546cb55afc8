"""The program: a command when the first word is one, else the window on the files given."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

# As in workbench.reading.child, which takes longer to import than most commands need.
_CHILD_OPTION = "--read-structured-file"
# As in workbench.commandline.statuses, which is not imported yet when it is needed.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit status (0 nothing inconsistent, 1 something is, 2 bad usage or input)."""
    try:
        return _main(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:
        # A command says so itself; this is the time before it began, which needs no words.
        return _INTERRUPTED


def _main(words: list[str]) -> int:
    if getattr(sys, "frozen", False) and words[:1] == [_CHILD_OPTION]:
        # The packaged program is its own interpreter: files are read by a process of their own.
        from workbench.reading.child import work

        work(json.loads(words[1]))
        return 0
    from workbench.commandline.arguments import parse

    request = parse(words)
    if request.command is not None:
        from workbench.commandline.main import run

        return run(request)
    if not _can_show_windows():
        from workbench.messages import interface_language, say

        sys.stderr.write(f"workbench: {say('commandline.no_display', interface_language())}\n")
        return 2
    from workbench.app import main as open_window

    return open_window(request.files)


def _can_show_windows() -> bool:
    """False where Qt would abort the process for want of a display."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
