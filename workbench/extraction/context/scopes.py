"""Of whom or where a claim speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from workbench.extraction.context.entities import ORGANISATION, Entities, Entity
from workbench.extraction.context.gazetteer import CITY, COUNTRY
from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import ContextWords
from workbench.extraction.context.noun_phrases import Phrase

# What ends the reach of a claim to its right.
# So many items a name before its verb may have, with what it is ("der Versicherer") and without.
_LONGEST_DOER, _PLAIN_DOER = 5, 3
_BARRIER = re.compile(r"[,;:()#=~SLUHTB]")


@dataclass(slots=True)
class Found:
    """A scope, and the items of the row that name it; no name when they point to a place the text does not say."""

    name: str | None
    items: frozenset[int]


class Scopes:
    """Finds scopes in the rows of one document."""

    def __init__(self, entities: Entities, words: ContextWords) -> None:
        self._entities = entities
        self._words = words
        self._local: list[Entity] = []

    def enter(self, span: tuple[int, int]) -> None:
        """Turn to the sentence at `span`: the questions that follow are about its rows."""
        self._local = self._entities.within(*span)

    @property
    def are_any(self) -> bool:
        """Whether the sentence names a place or an organisation."""
        return bool(self._local)

    def _within(self, start: int, end: int) -> list[Entity]:
        """The entities of the sentence that begin in ``[start, end)``."""
        return [entity for entity in self._local if start <= entity.start < end]

    def in_phrase(self, row: Row, phrase: Phrase, *, measured: bool = True) -> Found | None:
        """The place or organisation a phrase holds: "Germany's exports", "the exports of the city", "national total".

        Adjectives count only in the phrase that names what is `measured`.
        """
        if not phrase:
            return None
        if not self._local:
            return self._by_words(row, phrase, measured=measured)
        start, end = row.start(phrase.first), row.end(phrase.last - 1)
        place: Found | None = None
        fallback: Found | None = None
        starts: list[int] = []
        for entity in self._within(start, end):
            if entity.end > end:
                continue
            starts = starts or [row.start(index) for index in range(phrase.first, phrase.last)]
            items = self._items(row, phrase, entity, starts)
            if not items:
                continue
            if entity.kind != ORGANISATION:
                place = Found(entity.name, items) if place is None else Found(place.name, place.items | items)
            elif (
                place is None
                and (self._belongs(row, phrase, items) or (not measured and self._is_called(row, phrase, items)))
                and not (measured and self._covers(row, phrase, items))
            ):
                fallback = fallback or Found(entity.name, items)
        return place or fallback or self._by_words(row, phrase, measured=measured)

    def only_name(self, row: Row, phrase: Phrase) -> str | None:
        """The organisation that is all a phrase holds: "Stellantis" of "Stellantis accuse une baisse de 28 %"."""
        if not self._local:
            return None
        start, end = row.start(phrase.first), row.end(phrase.last - 1)
        for entity in self._within(start, end):
            # "GDP" and other letters measure something.
            if entity.kind == ORGANISATION and entity.end <= end and not entity.name.isupper():
                starts = [row.start(index) for index in range(phrase.first, phrase.last)]
                items = self._items(row, phrase, entity, starts)
                return entity.name if items and self._covers(row, phrase, items) else None
        return None

    def _items(self, row: Row, phrase: Phrase, entity: Entity, starts: list[int]) -> frozenset[int]:
        """The items of an entity in a phrase that begin at `starts`, with the small words that tie it to the rest."""
        first = phrase.first + bisect_left(starts, entity.start)
        last = phrase.first + bisect_left(starts, entity.end) - 1
        if last < first:
            return frozenset()
        while first > phrase.first and row.codes[first - 1] in "DOPC":
            first -= 1
        if last + 1 < phrase.last and row.words[last + 1] == "'s":
            last += 1
        return frozenset(range(first, last + 1))

    def _covers(self, row: Row, phrase: Phrase, items: frozenset[int]) -> bool:
        """Whether the name is all there is in the phrase."""
        return not any(row.codes[i] in "wG" and i not in items for i in range(phrase.first, phrase.last))

    def _belongs(self, row: Row, phrase: Phrase, items: frozenset[int]) -> bool:
        """Whether an organisation owns the phrase and is not a part of the name of the thing."""
        first, last = min(items), max(items)
        if row.words[last] == "'s":
            return True
        if last != phrase.last - 1:
            return False
        if first == phrase.first:
            return True
        if row.at(first - 1) == "w" and self._words.common.get(row.words[first - 1]) == ORGANISATION:
            return True
        tied = row.codes[first : last + 1]
        name = [i for i in items if row.codes[i] not in "DOP"]
        return tied[0] in "OP" and ("D" not in tied or row.end(name[-1]) - row.start(name[0]) <= 6)

    def _is_called(self, row: Row, phrase: Phrase, items: frozenset[int]) -> bool:
        """Whether a name ends what it is the name of: "le bailleur social Habitat Sud"."""
        first = min(items)
        return max(items) == phrase.last - 1 and row.at(first - 1) == "w" and first - 1 >= phrase.first

    def _by_words(self, row: Row, phrase: Phrase, *, measured: bool) -> Found | None:
        words = self._words
        for index in reversed(row.pointers):
            if not phrase.first <= index < phrase.last:
                continue
            token = row.words[index]
            # "jeunes diplômés" are no group of that name.
            grouped = token in words.groups and not (index + 1 < phrase.last and row.codes[index + 1] == "w")
            if grouped and ((measured and row.at(index - 1) in "DO'") or row.at(index + 1) == "'"):
                first = index
                while first > phrase.first and row.codes[first - 1] in "DO":
                    first -= 1
                return Found(token, frozenset(range(first, index + 1 + (row.at(index + 1) == "'"))))
            if measured and token in words.demonyms and self._qualifies(row, phrase, index):
                place = self._entities.demonym(token)
                if place is not None:
                    return Found(self._entities.named(place), frozenset((index,)))
            kind = words.adjectives.get(token) if measured else None
            if kind is not None and index > phrase.first:
                name = words.world if kind == "world" else self.referred(kind, row.start(index))
                if name is not None:
                    return Found(name, frozenset((index,)))
            kind = words.common.get(token)
            if kind is not None and row.at(index - 1) in "DO":
                name = self._meant(kind, row, index)
                if name is not None or (kind != ORGANISATION and index == phrase.last - 1):
                    first = index
                    while first > phrase.first and row.codes[first - 1] in "DOP":
                        first -= 1
                    last = index + (index + 1 < phrase.last and row.words[index + 1] == "'s")
                    return Found(name, frozenset(range(first, last + 1)))
        return None

    def _qualifies(self, row: Row, phrase: Phrase, index: int) -> bool:
        """Whether "French" says whose something is: "die deutschen Ausfuhren", not "the French" alone."""
        if phrase.last - phrase.first < 2:
            return False
        followed = index + 1 < phrase.last and row.codes[index + 1] == "w" and not self._words.adjective_after
        return followed or row.at(index - 1) != "D"

    def _meant(self, kind: str, row: Row, index: int) -> str | None:
        """What a common noun means: "the region" is the one that holds the county or province named last."""
        if row.words[index] in self._words.regions:
            entity = self._entities.last_before(row.start(index), kind)
            place = None if entity is None else entity.place
            if place is not None and place.parents:
                above = self._entities.places.place(place.parents[0])
                if above.kind == kind:
                    return self._entities.named(above)
        return self.referred(kind, row.start(index))

    def referred(self, kind: str, offset: int) -> str | None:
        """What "the city", "the country", "the company" before `offset` means; a city gives its province or country."""
        entities = self._entities
        entity = entities.last_before(offset, kind)
        if entity is not None:
            return entity.name
        if kind == ORGANISATION:
            return None
        for lower in (CITY, "s") if kind == COUNTRY else (CITY,):
            below = entities.last_before(offset, lower)
            if below is not None and below.place is not None:
                above = entities.places.above(below.place, kind)
                if above is not None:
                    return entities.named(above)
        return None

    def after(self, row: Row, at: int, stop: int) -> Found | None:
        """A place tied to the claim from behind: "3 million people in Germany", "50 % of that of Jiangsu"."""
        if not (row.pointers or self._local):
            return None
        codes = row.codes
        index, limit = at + 1, min(stop, at + 9, len(codes))
        barrier = _BARRIER.search(codes, index, limit)
        if barrier is not None:
            limit = barrier.start()
        joint = codes.find("C", index, limit)
        if joint > 0 and row.at(stop) == "#" and not codes[joint + 1 : stop].strip("wDPO'"):
            # "362,400 of them and Swansea for 238,500"
            limit = joint
        if index >= limit:
            return None
        pointed = row.pointers and any(index <= pointer < limit for pointer in row.pointers)
        named = self._local and self._local[-1].start >= row.end(at)
        if not pointed and not (named and self._within(row.start(index), row.end(limit - 1))):
            return None
        while index < limit:
            if codes[index] in "OP" or row.words[index] in self._words.place_before:
                found = self._entity_at(row, index + 1)
                if found is not None:
                    return found
            kind = self._words.adjectives.get(row.words[index])
            if kind is not None:
                name = self._words.world if kind == "world" else self.referred(kind, row.start(index))
                if name is not None:
                    return Found(name, frozenset((index,)))
            if row.words[index] in self._words.demonyms:
                place = self._entities.demonym(row.words[index])
                if place is not None:
                    return Found(self._entities.named(place), frozenset((index,)))
            if row.words[index] in self._words.groups and row.at(index - 1) in "ODP":
                return Found(row.words[index], frozenset((index,)))
            index += 1
        return None

    def _entity_at(self, row: Row, index: int) -> Found | None:
        while index < len(row.codes) and row.codes[index] in "DO'":
            index += 1
        if index >= len(row.codes):
            return None
        start = row.start(index)
        for entity in self._within(start, start + 1):
            if entity.kind != ORGANISATION:
                return Found(entity.name, frozenset())
        kind = self._words.common.get(row.words[index])
        if kind is not None and row.at(index - 1) in "DO":
            name = self.referred(kind, start)
            return None if name is None else Found(name, frozenset())
        return None

    def before(self, row: Row, at: int, since: int = 0) -> Found | None:
        """A place, or what stands for one, earlier in the sentence with a preposition before it, the nearest first.

        Items before `since` do not count.
        """
        named: dict[int, Entity] = {}
        if since < at and self._local and self._local[0].start < row.start(at):
            for entity in self._within(row.start(since), row.start(at)):
                if entity.kind != ORGANISATION or self._is_with(row, entity, since, at):
                    named[row.index_of(entity.start, since, at)] = entity
        if not named and not row.pointers:
            return None
        common = self._words.common
        pointers = {pointer for pointer in row.pointers if since <= pointer < at}
        for index in sorted(named.keys() | pointers, reverse=True):
            if index in named:
                if index >= 0 and self._tied(row, index):
                    return Found(named[index].name, frozenset())
                continue
            token = row.words[index]
            if token in self._words.groups and self._tied(row, index):
                # "For women it was"
                return Found(token, frozenset())
            opening = row.at(index + 1) == "," or self._words.inverts
            if index <= 3 and opening and self._words.adjectives.get(token) == "world":
                return Found(self._words.world, frozenset())
            if token in common and row.at(index - 1) in "DO" and self._tied(row, index):
                name = self.referred(common[token], row.start(index))
                if name is not None:
                    return Found(name, frozenset())
        return None

    def _is_with(self, row: Row, entity: Entity, since: int, at: int) -> bool:
        """Whether it is said what happened there: "bei der Nordwerk AG", "bij Philips"."""
        if not self._words.with_:
            return False
        index = row.index_of(entity.start, since, at)
        while index > 0 and (row.codes[index - 1] == "D" or row.words[index - 1] in self._words.common):
            index -= 1
        return index > 0 and row.words[index - 1] in self._words.with_

    def _tied(self, row: Row, index: int) -> bool:
        """Whether a preposition stands before the item at `index` or before its article."""
        while index > 0 and row.codes[index - 1] in "D'":
            index -= 1
        return index > 0 and row.codes[index - 1] in "OP"

    def doer(self, row: Row, phrase: Phrase, verb: int, *, acts: bool = False) -> str | None:
        """The name of whoever does what the verb says: a name alone before an object verb at the sentence's start.

        `acts` when the verb of change has an object, so that what stands before it cannot be what changed.
        """
        if verb < 0 or row.codes[verb] not in "TUXY" or not phrase or phrase.last - phrase.first > _LONGEST_DOER:
            return None
        if row.codes[phrase.first] == "P":
            # "Nach Angaben des Verbands wurden"
            return None
        content = [
            index
            for index in range(phrase.first, phrase.last)
            if row.codes[index] not in "DKXC" and not self._is_kind(row, index, phrase)
        ]
        if not content or not all(row.codes[index] == "w" and row.capital(index) for index in content):
            return None
        named = any(self._is_kind(row, index, phrase) for index in range(phrase.first, phrase.last))
        if len(content) == 1 and (place := self._entities.demonym(row.words[content[0]])) is not None:
            # "Les Français ont dépensé"
            return self._entities.named(place)
        if self._words.genitive and len(content) == 1 and row.codes[phrase.first] == "D" and not named:
            return None
        if phrase.last - phrase.first > _PLAIN_DOER and not named:
            return None
        if row.codes[verb] == "U" and not acts and row.words[content[0]][-1:] in "sx":
            return None
        head = row.words[content[0]]
        if len(content) == 1 and (head in self._words.plain_doers or head in self._words.measures):
            return None
        last = content[-1]
        if last + 1 < phrase.last and row.words[last + 1] in self._words.common and row.capital(last + 1):
            # "die Commerzia Bank"
            last += 1
        return row.text[row.start(content[0]) : row.end(last)]

    def _is_kind(self, row: Row, index: int, phrase: Phrase) -> bool:
        """Whether the word says what somebody is and is no part of the name: "der Chemiekonzern BASF"."""
        word, words = row.words[index], self._words
        if word in words.common:
            return True
        return index + 1 < phrase.last and row.at(index - 1) in "D " and word.endswith(words.kind_endings)

    def is_group(self, name: str) -> bool:
        """Whether a scope is a group of people ("women"), of whom the next sentence need not speak."""
        return name.lower() in self._words.groups

    def refers(self, row: Row, at: int) -> bool:
        """Whether a word before the claim points back to somebody: "its", "the company"."""
        words = self._words
        for index in row.pointers:
            if index >= at:
                break
            token = row.words[index]
            if token in words.possessives or (words.common.get(token) == ORGANISATION and row.at(index - 1) in "DO"):
                return True
        return False

    def actor(self, row: Row, span: tuple[int, int]) -> str | None:
        """The only organisation of a sentence that a verb follows: "With sales of $3bn, Acme operates in"."""
        names = set()
        for entity in self._within(row.start(0), span[1]) if self._local else ():
            index = row.index_of(entity.end - 1, 0, len(row.codes)) if entity.kind == ORGANISATION else -1
            if index >= 0 and row.at(index + 1) in "XLBTUH":
                names.add(entity.name)
        return names.pop() if len(names) == 1 else None

    def anywhere(self, start: int, end: int) -> str | None:
        """The only place named between two offsets."""
        names = {entity.name for entity in self._within(start, end) if entity.kind != ORGANISATION}
        return names.pop() if len(names) == 1 else None
