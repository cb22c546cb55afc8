"""A fault of the program itself, told on one line instead of ending with the status of an inconsistent text."""

from __future__ import annotations

import traceback
from pathlib import Path

from workbench.messages import PlainError


class FaultError(PlainError):
    """The program is at fault: `error` is what it met, in the document called `name` when it was about one."""

    def __init__(self, error: BaseException, name: str | None = None) -> None:
        if name is None:
            super().__init__("commandline.fault", reason=place_of(error))
        else:
            super().__init__("commandline.fault_in_document", name=name, reason=place_of(error))


def place_of(error: BaseException) -> str:
    """What went wrong, and in which line of which file."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    return " ".join(f"{type(error).__name__}: {error}".split())[:200] + place
