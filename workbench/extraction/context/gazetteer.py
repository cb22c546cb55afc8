"""Places by name, and which lies in which.

``resources/gazetteer/places.txt`` holds the places and, sorted by name, who bears each name. It is kept as lines and
read where asked, so that loading it costs milliseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from workbench.resource_files import resources

COUNTRY, GROUP, SUBDIVISION, CITY = "c", "g", "s", "t"
_COMMON = "en"
# The first line of the file ends so, with the languages of its columns of names.
_LANGUAGES = "names in "


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a group of countries, a part of a country or a city. `parents` are numbers of places.

    The parents of a group are its members; those of other places contain them. `names` are by language.
    """

    number: int
    code: str
    kind: str
    parents: tuple[int, ...]
    population: int
    names: dict[str, str]

    def name(self, language: str) -> str:
        """Its name in a language, in English where it has no other."""
        return self.names.get(language) or self.names[_COMMON]


class Gazetteer:
    """Places by name and number; see `gazetteer()` for the one that ships with the product."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        head = 0
        while lines[head].startswith("#"):
            head += 1
        self._languages = tuple(lines[0].partition(_LANGUAGES)[2].split())
        count = int(lines[head])
        self._places = lines[head + 1 : head + 1 + count]
        self._names = lines[head + 1 + count :]
        if self._names and not self._names[-1]:
            self._names.pop()
        self._known: dict[str, Place | None] = {}
        self._by_number: dict[int, Place] = {}
        self._codes: dict[str, int] = {}

    def place(self, number: int) -> Place:
        """The place with a number."""
        found = self._by_number.get(number)
        if found is None:
            code, kind, parents, population, *names = self._places[number].split("\t")
            inside = tuple(int(parent) for parent in parents.split(",") if parent)
            found = Place(number, code, kind, inside, int(population), dict(zip(self._languages, names, strict=True)))
            self._by_number[number] = found
        return found

    def bearers(self, name: str) -> list[Place]:
        """The places that bear a name, spelled as it is there: parts of countries first, then cities by people."""
        at = bisect_left(self._names, name + "\t")
        if at == len(self._names) or not self._names[at].startswith(name + "\t"):
            return []
        return [self.place(int(number)) for number in self._names[at][len(name) + 1 :].split(",")]

    def starts_name(self, words: str) -> bool:
        """Whether some name begins with `words` and goes on."""
        at = bisect_left(self._names, words + " ")
        return at < len(self._names) and self._names[at].startswith(words + " ")

    def lookup(self, name: str) -> Place | None:
        """The place most people mean by a name: a country, then the most populous."""
        if name not in self._known:
            found = self.bearers(name)
            self._known[name] = max(found, key=_weight) if found else None
        return self._known[name]

    def by_code(self, code: str) -> Place | None:
        """A country, group or subdivision by its ISO 3166 code."""
        if not self._codes:
            for number, line in enumerate(self._places):
                code_there, kind, _ = line.split("\t", 2)
                if kind == CITY:
                    break
                self._codes[code_there] = number
        at = self._codes.get(code)
        return None if at is None else self.place(at)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether the place called `outer` contains the one called `inner`: ("Chine", "Wuxi") but not the reverse."""
        whole, part = self.lookup(outer), self.lookup(inner)
        if whole is None or part is None or whole.number == part.number:
            return False
        return any(self.holds(one, other) for one in self.bearers(outer)[:3] for other in self.bearers(inner)[:1])

    def holds(self, outer: Place, inner: Place) -> bool:
        """Whether `inner` lies in `outer`, at any depth."""
        if outer.number == inner.number:
            return False
        if outer.kind == GROUP:
            country = self.country(inner)
            return country is not None and country.number in outer.parents
        reached, steps = inner, 0
        while reached.kind in (SUBDIVISION, CITY) and reached.parents and steps < 5:
            reached, steps = self.place(reached.parents[0]), steps + 1
            if reached.number == outer.number:
                return True
        return False

    def country(self, place: Place) -> Place | None:
        """The country a place lies in, itself for a country; None for a group."""
        steps = 0
        while place.kind in (SUBDIVISION, CITY) and place.parents and steps < 5:
            place, steps = self.place(place.parents[0]), steps + 1
        return place if place.kind == COUNTRY else None

    def above(self, place: Place, kind: str) -> Place | None:
        """The nearest place of a kind that holds `place`, or itself when it is of that kind."""
        steps = 0
        while place.kind != kind and place.kind in (SUBDIVISION, CITY) and place.parents and steps < 5:
            place, steps = self.place(place.parents[0]), steps + 1
        return place if place.kind == kind else None


def _weight(place: Place) -> tuple[bool, int]:
    return (place.kind in (COUNTRY, GROUP), place.population)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the product."""
    return Gazetteer(resources().joinpath("gazetteer", "places.txt").read_text(encoding="utf-8"))


def contains(outer: str, inner: str) -> bool:
    """Whether the place called `outer` contains the one called `inner`, in any of the languages."""
    return gazetteer().contains(outer, inner)
