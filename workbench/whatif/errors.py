"""What a line of the sheet can get wrong, each as one sentence."""

from __future__ import annotations

from workbench.messages import PlainError


class LineError(PlainError):
    """A line that cannot be computed; `key` is that of resources/messages/whatif.toml without its room.

    `place` is where in the line it went wrong, in characters from its start.
    """

    def __init__(self, key: str, /, *, place: int = 0, **fields: object) -> None:
        self.place = place
        super().__init__(key if key.startswith("whatif.") else f"whatif.{key}", **fields)
