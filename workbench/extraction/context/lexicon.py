"""The words around a number in one language, from ``resources/languages/<code>/context.toml``.

Every word has a class of one letter, so that a sentence becomes a short string that patterns can run over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.extraction.note_marks import RAISED_LETTERS
from workbench.resource_files import load_toml, resources

DETERMINER, OF, PREPOSITION, AUXILIARY, SKIP, COORDINATOR, SUBORDINATOR = "D", "O", "P", "X", "K", "C", "S"
LEVEL_VERB, BE_VERB, CHANGE_VERB, SHARE_VERB, OBJECT_VERB, REPORTING_VERB = "L", "B", "U", "H", "T", "Y"
CHANGE_NOUN, REFERENCE, DIRECTION, CLAIM, MENTION = "G", "R", "^", "#", "@"
# Before their neighbours settle them: words that may restate, may set against, may be the verb of a plural noun.
RESTATING, SETTING_AGAINST, VERBAL = "e", "v", "W"
VERBS = frozenset("LBUHTYV")

_LETTERS = {
    "determiner": DETERMINER,
    "of": OF,
    "preposition": PREPOSITION,
    "auxiliary": AUXILIARY,
    "skip": SKIP,
    "coordinator": COORDINATOR,
    "subordinator": SUBORDINATOR,
    "reporting_verb": REPORTING_VERB,
    "object_verb": OBJECT_VERB,
    "share_verb": SHARE_VERB,
    "level_verb": LEVEL_VERB,
    "be_verb": BE_VERB,
    "change_verb": CHANGE_VERB,
    "change_noun": CHANGE_NOUN,
    "reference": REFERENCE,
    "direction": DIRECTION,
}
# Later classes win over earlier ones where a word is in two, but for these.
_ORDER = tuple(_LETTERS)
_FIRST = frozenset({"determiner", "of", "preposition", "coordinator"})


_MARKS = {mark: mark for mark in ",;:()-/'&"} | {"'s": "'", "–": "-", "—": "-", "[": "(", "]": ")", "•": ";", "|": ";"}
_OTHER_MARK = '"'
_MOST_KEPT = 50_000
_LONGEST_KEPT = 40
_TOKEN = re.compile(r"'s\b|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*(?:'(?=[^\W\d_])(?!s\b))?|\d[\d.,]*|[^\w\s]")


class Classes(dict[str, str]):
    """The class of every word; a word it does not know gets one by its looks, kept for the next time."""

    def __init__(self, known: dict[str, str], verb_endings: tuple[str, ...], noun_endings: tuple[str, ...]) -> None:
        super().__init__(known)
        self._verbs, self._nouns = verb_endings, noun_endings

    def __missing__(self, word: str) -> str:
        first = word[0]
        if first.isalpha():
            letter = VERBAL if self._verbs and word.endswith(self._verbs) and not word.endswith(self._nouns) else "w"
        else:
            letter = "n" if first.isdigit() else _MARKS.get(word, _OTHER_MARK)
        if len(self) < _MOST_KEPT:
            self[word] = letter
        return letter


class Chunks(dict[str, tuple[list[str], str]]):
    """The words and marks of what stands between two spaces, with their classes; most texts repeat most of theirs."""

    def __init__(self, classes: Classes) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, chunk: str) -> tuple[list[str], str]:
        # "dell'" before a number is no noun with a possessive.
        tokens = [chunk] if chunk in self._classes else _TOKEN.findall(chunk)
        found = tokens, "".join([self._classes[token] for token in tokens])
        if len(self) < _MOST_KEPT and len(chunk) <= _LONGEST_KEPT:
            self[chunk] = found
        return found


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Everything the context engine asks of a language; all words in lower case."""

    language: str
    classes: Classes
    chunks: Chunks
    otherwise: dict[str, str]
    pointing: frozenset[str]
    of: tuple[str, ...]
    possessives: frozenset[str]
    rate_nouns: frozenset[str]
    share_nouns: frozenset[str]
    whole_nouns: frozenset[str]
    bound_nouns: frozenset[str]
    reference_nouns: frozenset[str]
    versus_nouns: frozenset[str]
    subset: frozenset[str]
    to: frozenset[str]
    by: frozenset[str]
    from_: frozenset[str]
    per: frozenset[str]
    comparative: frozenset[str]
    object_link: frozenset[str]
    nominal: dict[str, str]
    common: dict[str, str]
    adjectives: dict[str, str]
    demonyms: dict[str, str]
    pointers: frozenset[str]
    world: str
    place_before: frozenset[str]
    place_within: tuple[str, ...]
    ambiguous: frozenset[str]
    containers: frozenset[str]
    tie: frozenset[str]
    groups: frozenset[str]
    adjective_after: bool
    spaced: bool
    bare_plural: bool
    measures: frozenset[str]
    genitive: bool
    inverts: bool
    verb_last: bool
    genitives: frozenset[str]
    past: frozenset[str]
    by_of: frozenset[str]
    kind_endings: tuple[str, ...]
    mere: frozenset[str]
    reaching: frozenset[str]
    before_past: frozenset[str]
    plain_doers: frozenset[str]
    amounting: frozenset[str]
    with_: frozenset[str]
    named_openers: bool
    legal_forms: frozenset[str]
    in_names: frozenset[str]
    nouns_too: frozenset[str]
    partitive: frozenset[str]
    particles: frozenset[str]
    losing: frozenset[str]
    among: frozenset[str]
    regions: frozenset[str]
    than: frozenset[str]
    same_level: frozenset[str]
    lower_places: dict[str, str]

    def verbs(self, letter: str) -> tuple[str, ...]:
        """The verbs of a class, the longest first."""
        return tuple(sorted((word for word, found in self.classes.items() if found == letter), key=len, reverse=True))


@cache
def context_words(language: str) -> ContextWords:
    """The words of `language`, or of English when there are none."""
    if not resources().joinpath("languages", language, "context.toml").is_file():
        language = "en"
    return _compile(language, load_toml("languages", language, "context.toml"))


def _compile(language: str, data: dict[str, Any]) -> ContextWords:
    classes: dict[str, str] = {}
    table = data["classes"]
    for name in _ORDER:
        for word in table.get(name, ()):
            if name in _FIRST or classes.get(word) not in (DETERMINER, OF, PREPOSITION, COORDINATOR):
                classes[word] = _LETTERS[name]

    endings = tuple(table.get("agreeing", ()))
    for word, letter in list(classes.items()):
        if letter in VERBS and endings and word.endswith("é"):
            for ending in endings:
                classes.setdefault(word + ending, letter)

    for ending in table.get("enclitic", ()):
        for word, letter in list(classes.items()):
            if letter in VERBS:
                classes.setdefault(word + ending, letter)

    otherwise: dict[str, str] = {}
    for name, letter in (("equal", RESTATING), ("versus", SETTING_AGAINST)):
        for word in table.get(name, ()):
            otherwise[word] = classes.get(word, "w")
            if classes.get(word) != CHANGE_VERB:
                classes[word] = letter

    classes.update(dict.fromkeys(RAISED_LETTERS, _OTHER_MARK))

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    common = {word: kind for kind, nouns in data.get("references", {}).items() for word in nouns}
    adjectives = {word: kind for kind, found in data.get("scope_adjectives", {}).items() for word in found}
    demonyms = {word: code for code, found in data.get("demonyms", {}).items() for word in found}
    known = Classes(classes, tuple(table.get("verb_ending", ())), tuple(table.get("noun_ending", ())))
    return ContextWords(
        language=language,
        classes=known,
        chunks=Chunks(known),
        otherwise=otherwise,
        pointing=frozenset(word for word in table.get("reference", ()) if word in table.get("determiner", ())),
        of=tuple(table["of"]),
        possessives=words("possessive"),
        rate_nouns=words("rate_noun"),
        share_nouns=words("share_noun"),
        whole_nouns=words("whole_noun"),
        bound_nouns=words("bound_noun"),
        reference_nouns=words("reference_noun"),
        versus_nouns=words("versus_noun"),
        subset=words("subset"),
        to=words("to"),
        by=words("by"),
        from_=words("from"),
        per=words("per"),
        comparative=words("comparative"),
        object_link=words("object_link"),
        nominal={verb: noun for noun, verbs in data.get("nominal", {}).items() for verb in verbs},
        common=common,
        adjectives=adjectives,
        demonyms=demonyms,
        pointers=frozenset((*common, *adjectives, *demonyms, *words("group"), *words("possessive"))),
        world=data.get("world", {}).get("name", "world"),
        place_before=frozenset(data["places"]["before"]),
        place_within=tuple(data["places"].get("within", ())),
        ambiguous=frozenset(data["places"]["ambiguous"]),
        containers=words("container_noun"),
        tie=words("tie"),
        groups=words("group"),
        genitive=bool(data["places"].get("genitive", False)),
        in_names=words("in_names"),
        nouns_too=words("noun_too"),
        partitive=words("partitive"),
        particles=words("particle"),
        losing=words("losing"),
        among=words("among"),
        regions=frozenset(data.get("regions", {}).get("names", ())),
        than=words("than"),
        same_level=words("level_noun"),
        lower_places={name: code for code, found in data.get("lower_places", {}).items() for name in found},
        inverts=bool(table.get("inverts", False)),
        verb_last=bool(table.get("verb_last", False)),
        genitives=words("genitive_article"),
        past=words("past"),
        by_of=words("of") & (words("by") | words("by_of")),
        kind_endings=tuple(table.get("kind_ending", ())) or ("\0",),
        mere=words("mere_noun"),
        reaching=words("reaching"),
        before_past=words("before_past"),
        plain_doers=words("plain_doer"),
        amounting=words("amounting"),
        with_=frozenset(data["places"].get("with", ())),
        named_openers=bool(data["places"].get("named_openers", False)),
        legal_forms=frozenset(data["places"].get("legal_forms", ())),
        bare_plural=bool(table.get("bare_plural", False)),
        measures=words("measure_noun") | words("container_noun") | words("rate_noun") | words("share_noun"),
        spaced=bool(table.get("spaced", True)),
        adjective_after=bool(table.get("adjective_after", False)),
    )
