"""Text of a document made fit for files: what XML cannot carry becomes visible instead of vanishing."""

from __future__ import annotations

import re

# Control characters other than tab and line feed, lone surrogates, and the two non-characters XML refuses.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """`text` with every character that a file of text cannot hold shown as a sign of the same length.

    Control characters become their pictures (U+2400 on), anything else U+FFFD; a text without any comes back as it is.
    """
    return _UNPRINTABLE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def one_line(text: str) -> str:
    """`text` printable and without line breaks, runs of blanks made one space."""
    return " ".join(printable(text).split())


def cut(text: str, length: int) -> str:
    """At most `length` characters of `text`, ending in an ellipsis when something was left out."""
    return text if len(text) <= length else text[: max(0, length - 1)] + "…"
