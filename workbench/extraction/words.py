"""Numbers said in words: cardinals with their scales, "une vingtaine", fractions, "doubled"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal
from itertools import compress

from workbench.extraction.cardinal import ADDED, PARTS, Cardinal
from workbench.extraction.compound_words import NumberWord, WordClass
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing

# The first character stands alone in front, and in a set, so that the search can skip to it.
_SPLIT = re.compile(r"([\s\W]\W*)")
_HYPHENS = frozenset(("", "-", "‑", "'", "’"))
_BEFORE_ORDINALS = frozenset((WordClass.TEN, WordClass.HUNDRED, WordClass.SCALE))
_CHUNK = 1 << 17
# Vowels that a number loses before the ending of a denominator; parts up to this one are listed by name.
_ELIDED = "aeio"
_LISTED_PARTS = 10
_SMALLEST_PART = 2
_LONGEST_UNIT = 4
_TWO_WORDS = 4
# Halves, thirds and quarters have names of their own; the others are called like ranks.
_NAMED_PARTS = 4
_HUNDRED = 100
_MOST_BETWEEN = 3
_MOST_DIGITS_OF_A_WHOLE = 3


def spelled_numbers(text: str, lexicon: Lexicon) -> Iterator[Piece]:
    """All numbers in words, in the order of the text, a stretch at a time so that memory stays small."""
    start = 0
    while start < len(text):
        end = start + _CHUNK
        if end < len(text):
            cut = text.rfind("\n", start, end)
            if cut <= start:
                cut = text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        yield from _stretch(text[start:end], start, lexicon)
        start = end


def _stretch(text: str, start: int, lexicon: Lexicon) -> Iterator[Piece]:
    parts = _SPLIT.split(text)
    words = parts[::2]
    vocabulary = set(words)
    if not lexicon.grammar["part_nouns"].isdisjoint(vocabulary):
        _join_parts(parts, lexicon)
        words = parts[::2]
        vocabulary = set(words)
    known = lexicon.number_words(vocabulary)
    if not known:
        return
    if endings := tuple(lexicon.grammar["denominator_endings"]):
        known.update(_denominators(vocabulary - known.keys(), endings, lexicon))
    following = 0
    last = len(parts) - 2
    weak, skips_one = lexicon.weak, not lexicon.one_counts
    parting = frozenset(phrase[0] for phrase in lexicon.out_of)
    passed = 0
    offset = start
    for index in compress(range(0, len(parts), 2), map(known.__contains__, words)):
        if index < following:
            continue
        if skips_one and index < last and parts[index].lower() in weak and parts[index + 2] not in known:
            after = parts[index + 2].lower()
            if after not in lexicon.names.first and after not in lexicon.after_one:
                near = [part.lower() for part in parts[index + 4 : index + 2 * _MOST_BETWEEN + 6 : 2]]
                # "une fois et demie"
                counts = after in lexicon.times and lexicon.halves_behind.longest(near) is not None
                if not counts and (parting.isdisjoint(near) or not _is_out_of(known, lexicon, near)):
                    continue
        if _is_bare_scale(parts, known, lexicon, index):
            continue
        run = _Run(parts, known, lexicon, index)
        following = max(run.stop, index + 1)
        offset += sum(map(len, parts[passed:index]))
        passed = index
        piece = run.piece(
            offset - sum(map(len, parts[run.first : index])), offset + sum(map(len, parts[index : run.stop]))
        )
        if piece is not None:
            yield piece


def _join_parts(parts: list[str], lexicon: Lexicon) -> None:
    """Make one word of "tercera parte", which is a fraction where "tercera" alone is a rank; the length stays."""
    for index in range(2, len(parts), 2):
        if (
            parts[index] in lexicon.grammar["part_nouns"]
            and f"{parts[index - 2]} {parts[index]}".lower() in lexicon.words
        ):
            parts[index - 2 : index + 1] = ["".join(parts[index - 2 : index + 1]), "", ""]


def _is_out_of(known: Container[str], lexicon: Lexicon, words: list[str]) -> bool:
    """Whether one of some things out of more of them begins before `words`: "un salarié sur trois", "one in five"."""
    return any(
        tuple(words[at : at + len(phrase)]) == phrase
        and (words[at + len(phrase)] in known or _is_short(words[at + len(phrase)]))
        for phrase in lexicon.out_of
        for at in range(len(words) - len(phrase))
    )


def _is_short(word: str) -> bool:
    """Whether a word is digits that can be a whole and no year."""
    return word.isdecimal() and len(word) <= _MOST_DIGITS_OF_A_WHOLE


def _denominators(
    vocabulary: set[str], endings: tuple[str, ...], lexicon: Lexicon
) -> Iterator[tuple[str, tuple[NumberWord, ...]]]:
    """Parts of one named after a number: "veinteavos", "vingtièmes", "eenentwintigste"."""
    for word in vocabulary:
        if not word.endswith(endings):
            continue
        ending = next(ending for ending in endings if word.endswith(ending))
        least = _LISTED_PARTS if lexicon.denominators is None else _SMALLEST_PART
        stem = word.lower().removesuffix(ending)
        forms = [stem, *(stem + vowel for vowel in _ELIDED)]
        known = lexicon.number_words(set(forms))
        if not known and lexicon.denominators is not None:
            known = {form: meanings for form in forms if (meanings := lexicon.denominators.split(form))}
        for form, meanings in known.items():
            cardinal = Cardinal(lexicon)
            if form and cardinal.take(meanings) and cardinal.ratio is None and cardinal.value > least:
                yield word, ((WordClass.FRACTION, cardinal.value),)
                break


def _is_bare_scale(parts: list[str], known: dict[str, tuple[NumberWord, ...]], lexicon: Lexicon, index: int) -> bool:
    """Whether a scale word stands behind digits or alone, as most do, and begins no number in words."""
    meanings = known[parts[index]]
    if meanings[0][0] is not WordClass.SCALE or len(meanings) > 1 or parts[index].lower() in lexicon.standing:
        return False
    if index >= 2 and parts[index - 2].lower() in lexicon.articles:
        return False
    if index + 2 >= len(parts):
        return True
    following = parts[index + 2]
    return following not in known and following.lower() not in lexicon.joiners


def _is_joint(between: str) -> bool:
    """Whether two words with this between them may belong to one number."""
    return (
        between == " "
        or between == "-"
        or (len(between) <= 4 and between.strip() in _HYPHENS and between.count("\n") < 2)
    )


class _Run:
    """One run of number words, read left to right in one pass; `first` and `stop` are its parts."""

    def __init__(
        self,
        parts: list[str],
        known: dict[str, tuple[NumberWord, ...]],
        lexicon: Lexicon,
        index: int,
        *,
        nested: bool = False,
    ) -> None:
        self.parts = parts
        self.known = known
        self.lexicon = lexicon
        self.first = index
        self.stop = index
        self.article = False
        self.cardinal = Cardinal(lexicon)
        self.decimals = ""
        self.factor: Decimal | None = None
        self.ordinal = 0
        self._read(index, nested)

    def _read(self, index: int, nested: bool) -> None:
        word_class, value = self.known[self.parts[index]][0]
        if not (word_class is WordClass.HUNDRED and value > _HUNDRED):
            self._open(word_class)
        if word_class in (WordClass.MULTIPLE, WordClass.MULTIPLE_NOUN):
            self._multiple(index, word_class)
            return
        if word_class is WordClass.EXACT:
            self.cardinal.ratio = self.lexicon.multiples[self.parts[index].lower()]
            self.cardinal.words = 1
        elif word_class in PARTS:
            if not self._begins_with_part(index, word_class):
                self.first = index
                return
        elif not self.cardinal.take(self.known[self.parts[index]]):
            return
        self.stop = index + 1
        while (following := self._next(self.stop - 1)) is not None:
            self.stop = following
        if nested or not self.lexicon.grammar["denominator_words"]:
            return
        if (following := self._behind_numerator(self.stop + 1)) is not None:
            self.stop = following

    def _open(self, word_class: WordClass) -> None:
        """Take the article before a scale, collective or fraction ("a million", "a third") as one."""
        before = self.first - 2
        if (
            word_class >= WordClass.HUNDRED
            and before >= 0
            and self.parts[before].lower() in self.lexicon.articles
            and not (word_class is WordClass.SCALE and self._is_known_scale(before))
            # "igual a cem"
            and not (word_class is WordClass.HUNDRED and self.parts[before].lower() in self.lexicon.grammar["definite"])
            and _is_joint(self.parts[before + 1])
        ):
            self.article = True
            self.first = before
        elif word_class is WordClass.COLLECTIVE and before >= 2:
            self._open_before_adjective(before)

    def _is_known_scale(self, before: int) -> bool:
        """Whether a definite article makes the scale no number; "a dépassé le million" is one."""
        if self.parts[before].lower() not in self.lexicon.grammar["definite"]:
            return False
        words = [word.lower() for word in self.parts[max(0, before - _TWO_WORDS) : before : 2]]
        return self.lexicon.hedges_before.longest(words[::-1]) is None

    def _open_before_adjective(self, before: int) -> None:
        """ "une petite dizaine", "a good dozen"."""
        parts, lexicon = self.parts, self.lexicon
        if parts[before].lower() not in lexicon.grammar["before_collective"] or not _is_joint(parts[before + 1]):
            return
        article = parts[before - 2].lower()
        if (article in lexicon.articles or article in lexicon.weak) and _is_joint(parts[before - 1]):
            self.article = True
            self.first = before - 2

    def _multiple(self, index: int, word_class: WordClass) -> None:
        self.first = index
        before = self.parts[index - 2].lower() if index >= 2 else ""
        compared = index + 2 < len(self.parts) and self.parts[index + 2].lower() in self.lexicon.grammar["multiple_of"]
        if (
            word_class is WordClass.MULTIPLE
            or compared
            or (before in self.lexicon.grammar["multiple_articles"] and not self._describes(index))
        ):
            self.factor = self.lexicon.multiples[self.parts[index].lower()]
            self.first = index
            self.stop = index + 1

    def _describes(self, index: int) -> bool:
        """Whether the word is an adjective: "le double objectif", not "le double de l'objectif"."""
        if index + 2 >= len(self.parts) or not self.parts[index + 1].isspace():
            return False
        following = self.parts[index + 2].lower()
        return following.isalpha() and following not in self.lexicon.counting["stop"]

    def _begins_with_part(self, index: int, word_class: WordClass) -> bool:
        """ "half", "la moitié", "a third", "quarter million"; not "the first half", "a third man"."""
        before = self.parts[self.first - 2].lower() if self.first >= 2 else ""
        if before in self.lexicon.grammar["not_before_part"]:
            return False
        if before in self.lexicon.grammar["multiple_articles"] and self.parts[index + 1 : index + 2] == ["-"]:
            # "the half-year ended 31 March"
            return False
        named = self.article and not self._ranks(index)
        alone = word_class is WordClass.HALF or named or self._halves_unit(index, before) or self._is_hedged(before)
        if not alone:
            following = self.known.get(self.parts[index + 2]) if index + 2 < len(self.parts) else None
            if following is None or following[0][0] not in (WordClass.SCALE, WordClass.COLLECTIVE):
                return False
        self.cardinal.ratio = 1 / Decimal(self.known[self.parts[index]][0][1])
        self.cardinal.last = word_class
        self.cardinal.words = 1
        return True

    def _halves_unit(self, index: int, before: str) -> bool:
        """ "media hora", "medio litro": a half said without an article, of the unit that follows."""
        lexicon = self.lexicon
        if self.parts[index].lower() not in lexicon.grammar["halves_of_units"] or index + 2 >= len(self.parts):
            return False
        following = [part.lower() for part in self.parts[index + 2 : index + 2 * _LONGEST_UNIT + 2 : 2] if part]
        named = lexicon.names.longest(following) is not None and _is_joint(self.parts[index + 1])
        return named and before not in lexicon.articles and before not in lexicon.joiners

    def _is_hedged(self, before: str) -> bool:
        """ "plus du tiers", "près du quart": the article is drawn into the hedge."""
        lexicon = self.lexicon
        if before not in lexicon.grammar["multiple_articles"] or self.first < _TWO_WORDS:
            return False
        return lexicon.hedges_before.longest((before, self.parts[self.first - _TWO_WORDS].lower())) is not None

    def _ranks(self, index: int) -> bool:
        """Whether the part is a place in an order: "le dixième" of many, not "le dixième de la population"."""
        lexicon = self.lexicon
        if " " in self.parts[index] or self.parts[self.first].lower() not in lexicon.grammar["definite"]:
            return False
        if self.known[self.parts[index]][0][1] <= _NAMED_PARTS:
            return False
        return index + 2 >= len(self.parts) or self.parts[index + 2].lower() not in lexicon.grammar["part_links"]

    def _next(self, index: int) -> int | None:
        """Add what follows part `index` to the number; the part behind it, or None when the number ends here."""
        parts, known, lexicon = self.parts, self.known, self.lexicon
        at = index + 2
        if at >= len(parts) or not _is_joint(parts[index + 1]):
            return None
        word = parts[at]
        lower = word.lower()
        if self.ordinal:
            return None
        if lower in lexicon.ordinals and self.cardinal.last in _BEFORE_ORDINALS and self.cardinal.room > 1:
            self.ordinal = lexicon.ordinals[lower]
            return at + 1
        if word in known and self._names_rank(parts[index + 1], known[word][0]):
            return at + 1
        if word in known and word not in lexicon.articles:
            return at + 1 if self.cardinal.take(known[word]) else None
        if lower in lexicon.joiners or lower in lexicon.grammar["part_joiners"]:
            behind = self._behind_joiner(at + 2, whole=lower in lexicon.joiners and not self._opened())
            if behind is not None or lower not in lexicon.grammar["decimal_words"]:
                return behind
        if lower in lexicon.grammar["decimal_words"]:
            return self._behind_point(at + 2)
        if lower in lexicon.linking or lower in lexicon.articles:
            return self._behind_link(at + 2)
        return None

    def _names_rank(self, between: str, word: NumberWord) -> bool:
        """ "vingt-cinquièmes", "twenty-fifths": a hyphen makes one rank of ten and part; kept from reading as 20/5."""
        if between != "-" or word[0] is not WordClass.FRACTION or self.cardinal.ratio is not None:
            return False
        fourscore = self.lexicon.vigesimal and word[1] == 20 and self.cardinal.value == 4
        if fourscore or (self.cardinal.last is WordClass.TEN and 2 < word[1] < 10):
            self.ordinal = 76 if fourscore else word[1]
        return bool(self.ordinal)

    def _word(self, at: int) -> NumberWord | None:
        """The first number word of part `at`, when it may belong to the number."""
        if at >= len(self.parts) or not _is_joint(self.parts[at - 1]):
            return None
        meanings = self.known.get(self.parts[at])
        return meanings[0] if meanings else None

    def _opened(self) -> bool:
        """Whether "between" stands before the number, so that "and" opens the second one."""
        return self.first >= 2 and self.parts[self.first - 2].lower() in self.lexicon.ranges["openers"]

    def _behind_joiner(self, at: int, *, whole: bool) -> int | None:
        if at >= len(self.parts) or not _is_joint(self.parts[at - 1]):
            return None
        article = self.parts[at].lower() in self.lexicon.articles
        if whole and self.parts[at].lower() in self.lexicon.ordinals and self.cardinal.last in _BEFORE_ORDINALS:
            self.ordinal = self.lexicon.ordinals[self.parts[at].lower()]
            return at + 1
        word = self._word(at + 2 if article else at)
        if word is None:
            return None
        top, index = 1, at + 2 if article else at
        if word[0] is WordClass.UNIT and not article:
            below = self._word(at + 2)
            if below is not None and below[0] in PARTS and not (whole and self._is_one_number(word[1])):
                top, index, word = word[1], at + 2, below
        if word[0] in PARTS:
            return self._add_part(top, index, word[1])
        hundreds = word[0] is WordClass.HUNDRED and word[1] > 100
        if self.parts[at - 4].lower() in self.lexicon.grammar["ends_number"]:
            return None
        if whole and not article and (word[0] in ADDED or hundreds) and self.cardinal.joins(word[1]):
            before = self.cardinal.value
            if not self.cardinal.take(self.known[self.parts[at]], tied=True):
                return None
            self.cardinal.apart = before if before % 100 == 0 and not self.cardinal.closed else 0
            return at + 1
        return None

    def _is_one_number(self, unit: int) -> bool:
        """Whether the ten said last joins `unit` in one number before a fraction: "treinta y dos quintos"."""
        ten = self.cardinal.group % 100
        if self.lexicon.compounds is not None:
            return False
        return self.lexicon.joins_tens and unit > 1 and self.cardinal.room == 10 and ten + 1 not in self.lexicon.teens

    def _add_part(self, top: int, index: int, bottom: int) -> int | None:
        """Add `top`/`bottom` behind "and", of the scale that follows when there is one: "and a quarter million"."""
        scale = self._word(index + 2)
        if scale is not None and scale[0] is WordClass.SCALE and self.cardinal.part_of_scale(top, bottom, scale[1]):
            return index + 3
        return index + 1 if self.cardinal.part(top, bottom) else None

    def _behind_link(self, at: int) -> int | None:
        """ "une vingtaine de millions", "half a million", "three quarters of a million"."""
        if not (self.cardinal.collective or self.cardinal.ratio is not None):
            return None
        if (
            at < len(self.parts)
            and self.parts[at] not in self.known
            and self.parts[at].lower() in self.lexicon.articles
        ):
            at += 2
        word = self._word(at)
        if word is None or word[0] not in (WordClass.SCALE, WordClass.COLLECTIVE):
            return None
        return at + 1 if self.cardinal.take(self.known[self.parts[at]]) else None

    def _behind_numerator(self, at: int) -> int | None:
        """ "treze vinte e um avos": the denominator is a number of its own."""
        if self._word(at) is None or self.ordinal or self.decimals or self.cardinal.ratio is not None:
            return None
        run = _Run(self.parts, self.known, self.lexicon, at, nested=True)
        end = run.stop + 1
        if end >= len(self.parts) or self.parts[end].lower() not in self.lexicon.grammar["denominator_words"]:
            return None
        bottom = run.cardinal.value
        if run.cardinal.ratio is not None or run.ordinal or run.decimals or bottom <= _LISTED_PARTS:
            return None
        self.cardinal.ratio = self.cardinal.value / Decimal(bottom)
        self.cardinal.power = 0
        return end + 1

    def _behind_point(self, at: int) -> int | None:
        """ "two hundred point zero three", "zéro virgule cent douze"."""
        if self.decimals or self.cardinal.ratio is not None:
            return None
        digits = ""
        stop = None
        while (word := self._word(at)) is not None and word[0] <= WordClass.SCALE and len(digits) < 12:
            if word == (WordClass.UNIT, 0):
                digits += "0"
                stop = at + 1
                at += 2
                continue
            run = _Run(self.parts, self.known, self.lexicon, at)
            if run.cardinal.ratio is not None or run.stop <= at or run.cardinal.value >= 10**6:
                break
            digits += str(run.cardinal.value)
            stop = run.stop
            at = run.stop + 1
        self.decimals = digits
        return stop

    def piece(self, start: int, end: int) -> Piece | None:
        """The number read as ``text[start:end]``, unless it is a scale word without a number ("des millions")."""
        cardinal = self.cardinal
        if self.stop <= self.first:
            return None
        if self.factor is not None:
            return _exactly(start, end, self.factor, Writing.MULTIPLE)
        if cardinal.ratio is not None:
            written = Writing.WORDS if cardinal.power or cardinal.ratio > 1 else Writing.FRACTION
            piece = _exactly(start, end, cardinal.ratio, written)
            piece.scale = cardinal.power
            piece.weak = self.article and cardinal.last is not WordClass.HALF
            return piece
        value = cardinal.value
        if self.ordinal:
            if self._is_part_named_like_a_rank():
                return _exactly(start, end, 1 / Decimal(value + self.ordinal), Writing.FRACTION)
            return Piece(start, end, value + self.ordinal, writing=Writing.ORDINAL)
        if self.decimals:
            return Piece(start, end, int(f"{value}{self.decimals}"), len(self.decimals), Writing.WORDS)
        word = self.parts[self.stop - 1].lower()
        alone = self.stop == self.first + 1
        if (
            alone
            and cardinal.last >= WordClass.HUNDRED
            and not (cardinal.last is WordClass.HUNDRED and cardinal.value > _HUNDRED)
            and len(self.known[self.parts[self.first]]) == 1
            and (cardinal.last is WordClass.COLLECTIVE or word not in self.lexicon.standing)
        ):
            return None
        piece = Piece(start, end, value, writing=Writing.COLLECTIVE if cardinal.collective else Writing.WORDS)
        piece.weak = alone and word in self.lexicon.weak
        power = 0 if cardinal.group and not cardinal.collective else cardinal.power
        if power and value % 10**power == 0:
            piece.mantissa, piece.scale = value // 10**power, power
        return piece

    def _is_part_named_like_a_rank(self) -> bool:
        """ "un vingt-cinquième des sièges", "a twenty-first of it"; "un vingt-cinquième titre" is one more title."""
        parts, lexicon = self.parts, self.lexicon
        article = parts[self.first - 2].lower() if self.first >= 2 else ""
        if article not in lexicon.weak and (article not in lexicon.articles or article in lexicon.grammar["definite"]):
            return False
        following = parts[self.stop + 1].lower() if self.stop + 1 < len(parts) else ""
        return not following or following in lexicon.grammar["part_links"]


def _exactly(start: int, end: int, value: Decimal, writing: Writing) -> Piece:
    """A piece of this value: with decimals where they end soon, else, and for a plain fraction, as a ratio."""
    exponent = value.normalize().as_tuple().exponent
    if writing is not Writing.FRACTION and isinstance(exponent, int) and exponent >= -4:
        places = max(0, -exponent)
        return Piece(start, end, int(value.scaleb(places)), places, writing)
    piece = Piece(start, end, 0, writing=writing)
    piece.ratio = value
    return piece
