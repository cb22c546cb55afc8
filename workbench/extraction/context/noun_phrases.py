"""Noun phrases in a row of items: what stands before a verb, before "of", after a number."""

from __future__ import annotations

from typing import NamedTuple

from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import MENTION, ContextWords

# What a noun phrase may hold: words, "of" and other prepositions, articles, "and", numbers, times, adverbs inside.
_INSIDE = frozenset("wDOGPCnR@'&K\"")
_LONGEST = 16


class Phrase(NamedTuple):
    """Items `first` up to and without `last` of a row."""

    first: int
    last: int

    def __bool__(self) -> bool:
        return self.first < self.last


NOTHING = Phrase(0, 0)


def subject_before(row: Row, verb: int) -> Phrase:
    """The noun phrase that ends right before the verb at `verb`, skipping auxiliaries and adverbs."""
    last = verb
    codes = row.codes
    while last > 0:
        if codes[last - 1] in "XKB" or (codes[last - 1] == "O" and row.at(last) == "K"):
            last -= 1
        elif codes[last - 1] == "P" and codes[verb - 1] in "PX":
            # "le Finistère en compte", "la région en a vendu"
            last -= 1
        elif codes[last - 1] == "S" and row.at(last - 2) == "K":
            # "a plus que doublé"
            last -= 2
        else:
            break
    first = last
    while first > 0 and last - first < _LONGEST and (codes[first - 1] in _INSIDE or _is_participle(row, first - 1)):
        if codes[first - 1] == "C" and _joins_clauses(codes, first - 1):
            break
        first -= 1
    while first < last and codes[first] in 'CK@P"':
        if codes[first] == "P" and first + 1 < last and codes[first + 1] in "@":
            first += 2
            continue
        if codes[first] == "P" and not _is_fronted(row, first, last):
            break
        first += 1
    if last - first > 1 and codes[last - 1] == "R" and codes[last - 2] in "w@":
        # "for women it was"
        first = last - 1
    return Phrase(first, last)


def is_time(row: Row, phrase: Phrase) -> bool:
    """Whether a phrase is nothing but a time: "in het tweede kwartaal", "Ende 2024"."""
    return all(
        row.codes[index] in "PDKO@" or (row.codes[index] == "w" and row.at(index + 1) == MENTION)
        for index in range(phrase.first, phrase.last)
    )


def subject_behind(row: Row, verb: int, *, genitive: bool = False) -> Phrase:
    """The noun phrase right behind the verb at `verb`, of which the clause goes on: "2024 stieg der Umsatz um 6 %".

    With `genitive` another noun may follow with its article alone: "die Zahl der Betten".
    """
    start = verb + 1
    while row.at(start) in "K":
        start += 1
    phrase = after(row, start)
    if genitive and phrase and row.at(phrase.last) == "D" and row.at(phrase.last + 1) == "w":
        phrase = Phrase(phrase.first, after(row, phrase.last).last)
    if not any(row.codes[index] == "w" for index in range(phrase.first, phrase.last)):
        return NOTHING
    return phrase if row.at(phrase.last) in "P^#KTXO@D" and row.at(phrase.last) != " " else NOTHING


def _is_participle(row: Row, at: int) -> bool:
    """Whether the verb form at `at` only qualifies the noun before it ("companies created in Ohio")."""
    return row.at(at) == "T" and row.at(at - 1) == "w" and row.at(at + 1) in "PO@" and at >= 2


def apposed(row: Row, comma: int) -> Phrase:
    """The noun phrase before an apposition that ends with a comma at or before `comma`: "Thermia, based in Dublin,"."""
    while comma > 0 and row.codes[comma] in "XKB":
        comma -= 1
    if comma <= 0 or row.codes[comma] != ",":
        return NOTHING
    opening = row.codes.rfind(",", 0, comma)
    # "Boeing, which employs 170,000 people, delivered": a relative clause may hold numbers.
    if opening <= 0 or ("#" in row.codes[opening:comma] and row.codes[opening + 1] != "S"):
        return NOTHING
    return subject_before(row, opening)


def _joins_clauses(codes: str, at: int) -> bool:
    """Whether the "and" at `at` has a verb shortly before it, so that it joins two clauses and not two nouns."""
    for code in reversed(codes[max(0, at - 6) : at]):
        if code in "LUTHBV#":
            return True
        if code in ",;:":
            return False
    return False


def _is_fronted(row: Row, first: int, last: int) -> bool:
    """Whether a phrase that opens with a preposition holds an article later, where the subject begins."""
    return "D" in row.codes[first + 2 : last]


def before_of(row: Row, of: int, words: ContextWords) -> Phrase:
    """The noun phrase that ends right before the "of" at index `of`, from its article on."""
    codes = row.codes
    first = of
    while first > 0 and of - first < _LONGEST:
        code = codes[first - 1]
        if code == "D":
            if first > 1 and codes[first - 2] in "OP" and of - first > 0 and codes[first - 2] == "O":
                first -= 2
                continue
            first -= 1
            break
        if code not in "wOGC'&n\"" and not (code == "P" and row.words[first - 1] in words.per):
            break
        if code == "C" and _joins_clauses(codes, first - 1):
            break
        first -= 1
    while first < of and codes[first] in 'CKO"':
        first += 1
    return Phrase(first, of)


def after(row: Row, start: int, *, deep: bool = True) -> Phrase:
    """The noun phrase that begins at index `start`; with `deep` its "of" phrases belong to it."""
    codes, count = row.codes, len(row.codes)
    last = start
    while last < count and last - start < _LONGEST:
        code, inside = codes[last], last > start
        joins = code == "C" and inside and row.at(last + 1) in "wG"
        opens = (code == "D" and (not inside or codes[last - 1] in "OP")) or (code == "R" and not inside)
        if code in "wG'&" or opens or joins or (code == "O" and deep and inside):
            last += 1
        else:
            break
    while last > start and codes[last - 1] in "ODC":
        last -= 1
    return Phrase(start, last)


def _timed(codes: str, phrase: Phrase) -> frozenset[int]:
    """The items of the times a phrase holds, with what ties them to it: "for the full" before "year 2020"."""
    found: set[int] = set()
    for index in range(phrase.first, phrase.last):
        if codes[index] != MENTION:
            continue
        first = index
        while first > phrase.first and codes[first - 1] in "DK":
            first -= 1
        if first > phrase.first + 1 and codes[first - 1] == "w" and codes[first - 2] == "D":
            first -= 2
        if first > phrase.first and codes[first - 1] in "OP":
            found.update(range(first - 1, index + 1))
        else:
            found.add(index)
    return frozenset(found)


def text_of(text: str, row: Row, phrase: Phrase, dropped: frozenset[int], words: ContextWords) -> str | None:
    """The words of a phrase as written, without its opening article, the items dropped and what they leave hanging."""
    codes = row.codes
    first, last = phrase
    timed = _timed(codes, phrase) if MENTION in codes[first:last] else frozenset()
    if not dropped and not timed:
        # As most phrases are: one stretch of the text.
        while first < last and codes[first] in "DOCPXK\"'" and row.words[first] not in words.share_nouns:
            first += 1
        while first < last and codes[last - 1] in "DOCPXK\"@'":
            last -= 1
        bare = not codes[first:last].strip("DOPCK")
        return None if bare else " ".join(text[row.start(first) : row.end(last - 1)].split())
    kept = [index for index in range(phrase.first, phrase.last) if index not in dropped and index not in timed]
    while kept and codes[kept[0]] in "DOCPXK\"'" and row.words[kept[0]] not in words.share_nouns:
        kept.pop(0)
    while kept and codes[kept[-1]] in "DOCPXK\"@'":
        kept.pop()
    if not kept or all(codes[index] in "DOPCK" for index in kept):
        return None
    pieces: list[str] = []
    start = previous = kept[0]
    for index in kept[1:]:
        if index != previous + 1:
            pieces.append(text[row.start(start) : row.end(previous)])
            start = index
        previous = index
    pieces.append(text[row.start(start) : row.end(previous)])
    return " ".join(" ".join(pieces).split())
