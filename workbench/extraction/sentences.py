"""Where sentences begin and end.

A sentence never runs across a block or an empty line. What may stand before a full stop without ending a sentence
(abbreviations, initials) is data: ``resources/languages/<code>/sentences.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from workbench.model import Document
from workbench.resource_files import load_toml, resources

# A stop, what closes after it and a space; a Chinese stop needs no space; an empty line; two sentences glued together.
# The first character stands alone in front so that the search can skip from one to the next.
_STOP = re.compile(
    r"[.!?…。！？；\n](?:"
    r"(?<=[.!?…])(?<![.!?…][.!?…])[.!?…]*+[\"»”’')\]]*+(?:[ \u00a0\u202f\t]?[»”])?(?=\s)"
    r"|(?<=[。！？；])[。！？；]*+[”」』）]*+"
    r"|(?<=\n)[ \t]*+\n"
    r"|(?<=[a-zà-ÿ0-9%)]\.)(?=[A-ZÀ-Þ«“\d])"
    r")"
)
# Matched from the end backwards.
_LAST_WORD = re.compile(r"[\w.&-]*+")
_WORD = re.compile(r"[^\W\d_]+")
_GLUED_NUMBER = re.compile(r"\.\d{1,3}[ \u00a0\u202f]\d{3}(?!\d)")
# So many small letters before a stop make a word, and no abbreviation but those known to end so.
_PLAIN = 4
_MARKS = "\"'«»“”‘’([-–—•*"


@dataclass(frozen=True, slots=True)
class Stops:
    """What a full stop may follow without ending a sentence, in lower case and without the stop.

    `endings` are the last letters of the longer ones: a word that ends otherwise is no abbreviation. `after_ordinals`
    are words before which a number with a stop is an ordinal ("am 3. März").
    """

    always: frozenset[str]
    before_number: frozenset[str]
    at_end_too: frozenset[str]
    endings: frozenset[str]
    after_ordinals: frozenset[str]


@cache
def stops(language: str) -> Stops:
    """The abbreviations of `language`, with those of English and French for languages without a list."""
    if not resources().joinpath("languages", language, "sentences.toml").is_file():
        language = "en"
    data = load_toml("languages", language, "sentences.toml")
    always = frozenset(data["always"])
    return Stops(
        always,
        frozenset(data["before_number"]),
        frozenset(data["at_end_too"]),
        frozenset(word[-_PLAIN:] for word in always if len(word) >= _PLAIN),
        frozenset(data.get("after_ordinals", ())),
    )


def sentences(document: Document) -> list[tuple[int, int]]:
    """The spans of all sentences in order, without the white space around them."""
    text, words = document.text, stops(document.language)
    found: list[tuple[int, int]] = []
    blocks = [(block.start, block.end) for block in document.blocks] or [(0, len(text))]
    last = 0
    for start, end in blocks:
        start = max(start, last)
        if start < end:
            _split(text, start, end, words, found)
            last = end
    return found


def _split(text: str, start: int, end: int, words: Stops, found: list[tuple[int, int]]) -> None:
    begin = start
    for match in _STOP.finditer(text, start, end):
        cut = match.end()
        if cut <= begin or not (_ends_plainly(text, cut, words) or _ends(text, match, begin, end, words)):
            continue
        _add(text, begin, cut, found)
        begin = cut
    _add(text, begin, end, found)


def _add(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        lead = len(piece) - len(piece.lstrip())
        found.append((start + lead, start + lead + len(bare)))


def _ends_plainly(text: str, cut: int, words: Stops) -> bool:
    """Whether a plain word stands before the single full stop at ``cut - 1`` and a capital after it."""
    word = text[cut - 1 - _PLAIN : cut - 1]
    return (
        text[cut - 1] == "."
        and word.isalpha()
        and word.islower()
        and word not in words.endings
        and text[cut : cut + 1] == " "
        and text[cut + 1 : cut + 2].isupper()
    )


def _ends(text: str, match: re.Match[str], begin: int, end: int, words: Stops) -> bool:
    stop = match.group()
    first = stop[0]
    if first in "\n。！？；":
        return True
    after = _following(text, match.end(), end)
    if after == "":
        return True
    if first in "!?" or stop.startswith(("...", "…")):
        return not after.islower()
    lead = text[max(begin, match.start() - 24) : match.start()]
    backwards = _LAST_WORD.match(lead[::-1])
    word = lead[len(lead) - backwards.end() :] if backwards is not None else ""
    token = word.lower()
    if not text[match.end() : match.end() + 1].isspace():
        return _glued(text, match.start(), token, after)
    if after.islower():
        return False
    if token in words.always:
        return token in words.at_end_too and after.isupper()
    if token in words.before_number and after.isdigit():
        return False
    if len(token) == 1 and token.isalpha() and word.isupper():
        return False
    if "." in token and token.replace(".", "").isalpha() and len(token) <= 6:
        return token in words.at_end_too or (after.isupper() and token not in words.always and token.endswith("m"))
    if words.after_ordinals and token.isdigit() and len(token) <= 2:
        following = _WORD.search(text, match.end(), min(end, match.end() + _PLAIN * 6))
        if following is not None and following.group().lower() in words.after_ordinals:
            return False
    numbered = token.isdigit() and len(token) <= 2 and match.start() - len(token) <= begin + 1
    return not numbered


def _following(text: str, at: int, end: int) -> str:
    """The first character of what follows that is neither space nor opening mark."""
    while at < end:
        character = text[at]
        if not character.isspace() and character not in _MARKS:
            return character
        at += 1
    return ""


def _glued(text: str, at: int, token: str, after: str) -> bool:
    """Whether a stop without a space after it still ends a sentence ("2018.2 327", "mois.Avec")."""
    if after.isdigit():
        return token.isdigit() and len(token) == 4 and _GLUED_NUMBER.match(text, at) is not None
    return after.isupper() and len(token) > 3 and token.isalpha() and text[at + 2 : at + 3].islower()
