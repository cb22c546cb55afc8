"""Which blocks of a page are its main text.

trafilatura says which stretches are; the characters are always the page's own, since it rewrites spaces and drops
paragraphs that repeat.
"""

from __future__ import annotations

from lxml import etree

from workbench.model import BlockKind, Cell
from workbench.reading.assembling import Assembler
from workbench.reading.html_names import SIDE_MATTER

# Past this, finding the main text takes longer than a reader waits; the whole page is read instead.
_MOST_FOR_MAIN_TEXT = 5_000_000
_LONG = 30
_MANY_LINKS = 20
# When less than this share of a page is found to be its main text, the finding is not to be trusted.
_LEAST_SHARE = 0.05
_TOO_LITTLE = 800

# One block of a page: what it is, its text, its level, its place in a table.
Item = tuple[BlockKind, str, int, Cell | None]


def main_text_of(root: etree._Element, items: list[Item], out: Assembler, size: int) -> list[Item]:
    """The items that belong to the main text, in order; all of them when the page is nothing else."""
    if size > _MOST_FOR_MAIN_TEXT:
        out.notice("formats.whole-page")
        return items
    links = sum(1 for _ in root.iter("a"))
    if links < _MANY_LINKS and not any(element.tag in SIDE_MATTER for element in root.iter()):
        return items
    kept = _kept_by_trafilatura(root)
    if not kept:
        return items
    belongs = [item[3] is None and _key(item[1]) in kept for item in items]
    # Whole tables: one telling cell is enough, since short cells look like anything.
    tables = {item[3].table for item in items if item[3] is not None and len(item[1]) > 2 and _key(item[1]) in kept}
    # A menu entry may repeat words of the article; only what stands between its long paragraphs belongs to it.
    anchors = [
        i for i, item in enumerate(items) if belongs[i] and (len(item[1]) >= _LONG or item[0] is BlockKind.HEADING)
    ]
    if not anchors:
        return items
    first, last = anchors[0], anchors[-1]
    while last + 1 < len(items) and belongs[last + 1]:
        last += 1
    result = [
        item
        for index, item in enumerate(items)
        if (belongs[index] and first <= index <= last) or (item[3] is not None and item[3].table in tables)
    ]
    if sum(len(item[1]) for item in result) < _LEAST_SHARE * sum(len(item[1]) for item in items):
        out.notice("formats.whole-page")
        return items
    if len(result) < len(items):
        out.notice("formats.side-matter")
    return result


def _kept_by_trafilatura(root: etree._Element) -> _Kept:
    import trafilatura

    page = etree.tostring(root, encoding="unicode", method="html")
    text = trafilatura.extract(page, fast=True, include_comments=False) or ""
    if len(text) < _TOO_LITTLE:
        # A lone lead paragraph: look again, less choosily.
        text = max(text, trafilatura.extract(page, favor_recall=True, include_comments=False) or "", key=len)
    return _Kept(text)


class _Kept:
    """Whether a block's text occurs in what was kept, whatever the spaces and raised digits."""

    def __init__(self, text: str) -> None:
        self._text = _key(text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bool(key) and key in self._text


_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def _key(text: str) -> str:
    """Letters and digits alone: trafilatura rewrites spaces, list marks and raised digits."""
    return "".join(filter(str.isalnum, text.translate(_PLAIN_DIGITS)))
