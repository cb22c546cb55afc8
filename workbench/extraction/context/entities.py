"""Places and organisations a text names, by their capitals and the gazetteer."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from workbench.extraction.calendar.lexicon import lexicon
from workbench.extraction.context.gazetteer import CITY, Gazetteer, Place, gazetteer
from workbench.extraction.context.lexicon import ContextWords

_NAME = r"[A-ZÀ-ÖØ-Þ]\w*(?:[-'’](?!s\b)\w+)*"
_CAPITALS = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?<!\w.)(?:\.(?:[A-Z]\.)+|"
    rf"\w*(?:[-'’](?!s\b)\w+)*(?:(?: | ?& ?|-){_NAME})*)"
)
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_VERBS_AFTER = frozenset("XBTLUH")
_WORD = re.compile(r"[^ ]+")
_REST = re.compile(r"(?: (?:d['’]|[\w'’-]+))")
_WORD_BEFORE = re.compile(r"([\w]+)['’]?[ \u00a0]?\Z")
# A common noun before a name, with or without "of" between: "université de", "University of", "fondation".
_COMMON_BEFORE = re.compile(r"([^\W\d_]{3,})(?: (?:de|d['’]|du|of|the|von|der|di|do|da|del|van))?(?: |(?<=['’]))\Z")
_OPENERS = '.!?:;\n•«“"(–—-'
_LONGEST_NAME = 80
_SMALL = 150_000
# Shorter names in capitals are abbreviations, "HAMBURG" is a place.
_SHORTEST_SHOUTED = 4
ORGANISATION = "o"


class Entity(NamedTuple):
    """``text[start:end]`` names a place (`place`) or, with kind "o", an organisation, a person, a brand."""

    start: int
    end: int
    kind: str
    name: str
    place: Place | None = None


def _beginning(entity: Entity) -> int:
    return entity.start


class Entities:
    """The entities of one text in order, found at once."""

    def __init__(self, text: str, words: ContextWords) -> None:
        self._words = words
        self._places = gazetteer()
        times = lexicon(words.language)
        self._times = times.months.keys() | times.weekdays.keys()
        self._kinds = tuple(word for word, kind in words.common.items() if kind == ORGANISATION)
        self._cache: dict[str, tuple[Place | None, bool]] = {}
        self.found: list[Entity] = []
        self._find(text)
        self._starts = [entity.start for entity in self.found]

    @property
    def places(self) -> Gazetteer:
        """The gazetteer asked."""
        return self._places

    def within(self, start: int, end: int) -> list[Entity]:
        """Those that begin in ``[start, end)``."""
        return self.found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, offset: int, kind: str) -> Entity | None:
        """The last entity of a kind that begins before `offset`; a province's or country's city counts for it."""
        at = bisect_left(self._starts, offset) - 1
        steps = 0
        while at >= 0 and steps < 200:
            entity = self.found[at]
            if entity.kind == kind:
                return entity
            at, steps = at - 1, steps + 1
        return None

    def named(self, place: Place) -> str:
        """A place's name in the language of the text."""
        return place.name(self._words.language)

    def demonym(self, word: str) -> Place | None:
        """The place an adjective such as "français" speaks of."""
        code = self._words.demonyms.get(word)
        return None if code is None else self._places.by_code(code)

    def _find(self, text: str) -> None:
        words = self._words
        inside: set[str] = set()
        waiting: list[tuple[int, int, str]] = []
        small: dict[str, bool] = {}
        for match in _CAPITALS.finditer(text):
            name = match.group()
            known = small.get(name)
            if known is None:
                known = small[name] = " " not in name and words.classes.get(name.lower(), "w") not in "wW"
            if known:
                continue
            start, end = match.span()
            opens = not (start > 1 and text[start - 2].isalnum()) and self._opens(text, start)
            if opens or " " in name:
                first, _, rest = name.partition(" ")
                small_word = words.classes.get(first.lower(), "w") not in "wW" and first.lower() not in words.in_names
                if small_word or (
                    opens
                    and rest
                    and (first.lower() in words.common or first.lower().endswith(words.kind_endings))
                    and not (words.named_openers and start == match.start())
                ):
                    if not rest:
                        continue
                    start, name, opens = start + len(first) + 1, rest, False
            if len(name) == 1 or len(name) > _LONGEST_NAME or (name[1] in "'’" and len(name) < 4):
                continue
            if name[1] in "'’" and name[0] in "LDlda":
                start, name = start + 2, name[2:]
                # "L'opérateur Telvia", "L'enquête": what it is has no capital of its own.
                while name and name[0].islower():
                    kind, _, name = name.partition(" ")
                    start += len(kind) + 1
                if not name:
                    continue
            waiting.append((start, end, name))
            if not opens or text[end : end + 2] in ("'s", "’s") or self._acts(text, end, name):
                inside.add(name)
        for start, end, name in waiting:
            self._take(text, start, end, name, inside)
        self._find_small(text)

    def _find_small(self, text: str) -> None:
        """Add the places that are written without capitals: "la zone euro"."""
        count = len(self.found)
        for name, code in self._words.lower_places.items():
            at = text.find(name)
            place = self._places.by_code(code) if at >= 0 else None
            while place is not None and at >= 0:
                end = at + len(name)
                if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
                    self.found.append(Entity(at, end, place.kind, self.named(place), place))
                at = text.find(name, end)
        if len(self.found) > count:
            self.found.sort(key=_beginning)

    def _acts(self, text: str, end: int, name: str) -> bool:
        """Whether a word that opens a sentence is the name of somebody: a verb follows, and it names no measure."""
        words, low = self._words, name.lower()
        if words.genitive or " " in name or low in words.measures or (words.bare_plural and low.endswith("s")):
            return False
        after = _WORD_AFTER.match(text, end)
        return after is not None and words.classes.get(after[1].lower()) in _VERBS_AFTER

    def _opens(self, text: str, start: int) -> bool:
        at = start - 1
        while at >= 0 and text[at] in " \u00a0\u202f":
            at -= 1
        return at < 0 or text[at] in _OPENERS

    def _take(self, text: str, start: int, end: int, name: str, inside: set[str]) -> None:
        """Keep what a name names: a place, an organisation, or those its words name one by one."""
        place, length = self._longest(text, start, name)
        if place is not None and length >= len(name):
            common = self._common_before(text, start)
            if common is not None and self._words.common.get(common[1].lower()) == ORGANISATION:
                first = common.start(1)
                self.found.append(Entity(first, start + length, ORGANISATION, text[first : start + length]))
                return
            if self._stands(text, start, start + length, name, place):
                self.found.append(Entity(start, start + length, place.kind, self.named(place), place))
            return
        last = name.rpartition(" ")[2]
        if last in self._words.legal_forms and last != name:
            kind, _, rest = name.partition(" ")
            while kind.lower() in self._words.common and " " in rest:
                start, name = start + len(kind) + 1, rest
                kind, _, rest = name.partition(" ")
            self.found.append(Entity(start, end, ORGANISATION, name))
            return
        if self._words.genitive and " " in name:
            for word in _WORD.finditer(name):
                self._take(text, start + word.start(), start + word.end(), word.group(), inside)
            return
        low = name.lower()
        if low in self._words.demonyms or low in self._words.measures or low in self._times or name == "I":
            # "Revenue" of a cell is what a row measures.
            return
        if name.isupper() or (not self._words.genitive and (name in inside or " " in name)):
            self.found.append(Entity(start, end, ORGANISATION, name))

    def _common_before(self, text: str, start: int) -> re.Match[str] | None:
        """A noun right before a name, looked for only where it may be one that an organisation is called by."""
        head = text[max(0, start - 40) : start].rstrip(" '’").lower()
        if head.endswith(self._kinds) or head[: max(0, head.rfind(" "))].endswith(self._kinds):
            return _COMMON_BEFORE.search(text, max(0, start - 40), start)
        return None

    def _longest(self, text: str, start: int, name: str) -> tuple[Place | None, int]:
        place, goes_on = self._lookup(name)
        best, length = place, len(name) if place is not None else 0
        if goes_on:
            reach = start + len(name)
            for _ in range(3):
                more = _REST.match(text, reach)
                if more is None:
                    break
                reach = more.end()
                longer, _ = self._lookup(text[start:reach])
                if longer is not None:
                    best, length = longer, reach - start
        return best, length

    def _lookup(self, name: str) -> tuple[Place | None, bool]:
        """The place a name means and whether longer names begin with it."""
        cached = self._cache.get(name)
        if cached is None:
            plain = name.replace("’", "'")
            place = None if name.lower() in self._times else self._places.lookup(plain)
            if place is None and plain.isupper() and len(plain) > _SHORTEST_SHOUTED:
                place = self._places.lookup(plain.title())
            if place is None and self._words.genitive and name.endswith("s"):
                place = self._places.lookup(plain[:-1])
            cached = self._cache[name] = (place, self._places.starts_name(plain))
        return cached

    def _stands(self, text: str, start: int, end: int, name: str, place: Place) -> bool:
        """Whether a name that may be another word or a person is a place here: a word before says so."""
        doubtful = name in self._words.ambiguous
        if doubtful and text[max(0, start - 12) : start].rstrip(" \u00a0").lower().endswith(self._words.place_within):
            return True
        if not doubtful and (place.kind != CITY or place.population > _SMALL) and place.population > 20_000:
            return True
        before = _WORD_BEFORE.search(text[max(0, start - 12) : start])
        cued = before is not None and before[1].lower() in self._words.place_before
        if doubtful and cued and before is not None and before[1].lower() in ("the", "la", "le", "les"):
            return False
        return cued or text[end : end + 2] in (", ", " (")
