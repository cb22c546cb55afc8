"""The words around a number in one language, from ``resources/languages/<code>/context.toml``.

Every word has a class of one letter, so that a sentence becomes a short string that patterns can run over.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.resource_files import load_toml, resources

DETERMINER, OF, PREPOSITION, AUXILIARY, SKIP, COORDINATOR, SUBORDINATOR = "D", "O", "P", "X", "K", "C", "S"
LEVEL_VERB, BE_VERB, CHANGE_VERB, SHARE_VERB, OBJECT_VERB, REPORTING_VERB = "L", "B", "U", "H", "T", "Y"
CHANGE_NOUN, REFERENCE, DIRECTION, CLAIM, MENTION = "G", "R", "^", "#", "@"
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


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Everything the context engine asks of a language; all words in lower case."""

    language: str
    classes: dict[str, str]
    of: tuple[str, ...]
    possessives: frozenset[str]
    rate_nouns: frozenset[str]
    share_nouns: frozenset[str]
    whole_nouns: frozenset[str]
    bound_nouns: frozenset[str]
    reference_nouns: frozenset[str]
    equal: frozenset[str]
    versus: frozenset[str]
    versus_nouns: frozenset[str]
    subset: frozenset[str]
    to: frozenset[str]
    by: frozenset[str]
    from_: frozenset[str]
    comparative: frozenset[str]
    object_link: frozenset[str]
    nominal: dict[str, str]
    common: dict[str, str]
    adjectives: dict[str, str]
    demonyms: dict[str, str]
    world: str
    world_phrases: tuple[str, ...]
    place_before: frozenset[str]
    place_within: tuple[str, ...]
    ambiguous: frozenset[str]
    containers: frozenset[str]
    tie: frozenset[str]
    groups: frozenset[str]
    verb_endings: tuple[str, ...]
    noun_endings: tuple[str, ...]
    adjective_after: bool


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

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    common = {word: kind for kind, nouns in data.get("references", {}).items() for word in nouns}
    adjectives = {word: kind for kind, found in data.get("scope_adjectives", {}).items() for word in found}
    demonyms = {word: code for code, found in data.get("demonyms", {}).items() for word in found}
    return ContextWords(
        language=language,
        classes=classes,
        of=tuple(table["of"]),
        possessives=words("possessive"),
        rate_nouns=words("rate_noun"),
        share_nouns=words("share_noun"),
        whole_nouns=words("whole_noun"),
        bound_nouns=words("bound_noun"),
        reference_nouns=words("reference_noun"),
        equal=words("equal"),
        versus=words("versus"),
        versus_nouns=words("versus_noun"),
        subset=words("subset"),
        to=words("to"),
        by=words("by"),
        from_=words("from"),
        comparative=words("comparative"),
        object_link=words("object_link"),
        nominal={verb: noun for noun, verbs in data.get("nominal", {}).items() for verb in verbs},
        common=common,
        adjectives=adjectives,
        demonyms=demonyms,
        world=data.get("world", {}).get("name", "world"),
        world_phrases=tuple(data.get("world", {}).get("phrases", ())),
        place_before=frozenset(data["places"]["before"]),
        place_within=tuple(data["places"].get("within", ())),
        ambiguous=frozenset(data["places"]["ambiguous"]),
        containers=words("container_noun"),
        tie=words("tie"),
        groups=words("group"),
        verb_endings=tuple(table.get("verb_ending", ())),
        noun_endings=tuple(table.get("noun_ending", ())),
        adjective_after=bool(table.get("adjective_after", False)),
    )
