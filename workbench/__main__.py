"""The program: a command when the first word is one, else the window on the files given."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit status (0 nothing inconsistent, 1 something is, 2 bad usage or input)."""
    from workbench.commandline.main import parse, run

    request = parse(sys.argv[1:] if arguments is None else arguments)
    if request.command is not None:
        return run(request)
    from workbench.app import main as open_window

    return open_window(request.files)


if __name__ == "__main__":
    sys.exit(main())
