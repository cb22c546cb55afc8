"""What a document is called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.model import Block, BlockKind

_LONGEST = 120
_LONGEST_FROM_PARAGRAPH = 80


def title_of(text: str, blocks: Sequence[Block], name: str = "") -> str:
    """The first heading near the top; else the name of the file; else the first words."""
    for block in blocks[:5]:
        if block.kind is BlockKind.HEADING:
            return _shortened(text[block.start : block.end], _LONGEST)
    if name and name != "-":
        return Path(name).stem
    for block in blocks[:5]:
        if block.end > block.start:
            return _shortened(text[block.start : block.start + 4 * _LONGEST], _LONGEST_FROM_PARAGRAPH)
    return ""


def _shortened(piece: str, longest: int) -> str:
    """On one line, cut at a word."""
    line = " ".join(piece.split())
    if len(line) <= longest:
        return line
    cut = line.rfind(" ", longest // 2, longest)
    return line[: cut if cut > 0 else longest - 1] + "…"
