"""Relation rules: what they listen for, what they assert, and the examples that prove them. All of it is data.

The rules of the product are the files of resources/rules; an analyst's own file has the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workbench.relations.pattern import Wording, WordingCompiler, WordingError, literal_words
from workbench.relations.rule import SHARED, Example, Rule, RuleFileError, in_order, names_of, quoted
from workbench.relations.rule_files import read_rules, rule_text, rules_of_text
from workbench.relations.triggers import Triggers
from workbench.relations.wording import Hearing, Phrases, Vocabulary, build_vocabulary, phrase_words, stands_in
from workbench.resource_files import load_toml, resources

__all__ = [
    "COMPLEMENTS",
    "SHARED",
    "CompiledRule",
    "Example",
    "LanguageRules",
    "Rule",
    "RuleFileError",
    "built_in_rules",
    "compile_rules",
    "in_order",
    "languages",
    "load_rules",
    "names_of",
    "quoted",
    "read_rules",
    "rule_text",
    "rules_for",
    "rules_of_text",
    "says",
    "validated",
]

_RULE_SETS_KEPT = 24
"""Sets of compiled rules: those of all languages, and what analysts switch between."""

COMPLEMENTS = "complements"
"""What `LanguageRules.hearing` calls the names that leave nothing out, beside the cues."""


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its wordings for one language, compiled."""

    rule: Rule
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """All rules of one language over one vocabulary. `names` are short words for values the text does not state.

    `unworded` are the rules that read whole clauses, by id, and `cues` the phrases they listen for; a language file
    that has not all of those says under `unworded` which rules it has them for. `complements` are groups of names that
    leave nothing out ("women", "men").
    `saying` has, by the ids of their relations, the rules that tolerate a difference or have a message, and `own` the
    ids of the analyst's, which are listened to first.
    `within` and `across` find the wordings that a sentence, or two neighbours, can match; `hearing` tells the cues that
    a word may belong to.
    """

    language: str
    vocabulary: Vocabulary
    rules: tuple[CompiledRule, ...]
    asides: tuple[Wording, ...]
    names: Mapping[str, str]
    weekdays: tuple[str, ...] = ()
    stories: Mapping[str, Sequence[str]] | None = None
    unworded: Mapping[str, Rule] = field(default_factory=dict)
    cues: Mapping[str, Sequence[str]] = field(default_factory=dict)
    complements: Sequence[Sequence[Sequence[str]]] = ()
    saying: Mapping[str, Rule] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    within: Triggers[Rule] = field(init=False, repr=False, compare=False)
    across: Triggers[Rule] = field(init=False, repr=False, compare=False)
    hearing: Hearing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries = [(compiled.rule, wording) for compiled in self.rules for wording in compiled.wordings]
        object.__setattr__(self, "within", Triggers(entry for entry in entries if not entry[1].crosses))
        object.__setattr__(self, "across", Triggers(entry for entry in entries if entry[1].crosses))
        names = [cue for group in self.complements for cues in group for cue in cues]
        object.__setattr__(self, "hearing", Hearing({**self.cues, COMPLEMENTS: names}))


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """An analyst's own rules, validated to the last wording. Raises `RuleFileError` with what to change."""
    return validated(read_rules(Path(path)))


def validated(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of an analyst's file, when they can be used. Raises `RuleFileError` with what to change."""
    known = {name for rule in built_in_rules() for name in _all_names(rule)}
    for rule in rules:
        if rule.compose == "code":
            raise RuleFileError("rules.no_code", rule=rule.id)
        names = _all_names(rule)
        if not known.isdisjoint(names):
            raise RuleFileError("rules.same_id", rule=rule.id)
        known |= names
        if not rule.wordings:
            raise RuleFileError("rules.no_wordings", rule=rule.id)
        if not rule.examples:
            raise RuleFileError("rules.no_example", rule=rule.id)
        for language in rule.wordings:
            if language not in languages():
                raise RuleFileError(
                    "rules.no_wordings_yet", rule=rule.id, code=quoted(language), known=", ".join(languages())
                )
        for example in rule.examples:
            if example.language not in rule.wordings:
                raise RuleFileError(
                    "rules.example_language",
                    rule=rule.id,
                    code=quoted(example.language),
                    known=", ".join(rule.wordings),
                )
    own = set(rules)
    for language in sorted({language for rule in rules for language in rule.wordings}):
        # Kept, since the examples are tried with the same rules.
        compiled_rules = rules_for(language, rules)
        assert compiled_rules is not None
        for compiled in compiled_rules.rules:
            if compiled.rule in own:
                _try(compiled)
                _know_breaks(compiled.rule, language, compiled_rules.vocabulary)
    return rules


def _know_breaks(rule: Rule, language: str, vocabulary: Vocabulary) -> None:
    """Refuse a class that would end no gap, since the language has no phrase in it."""
    for name in rule.breaks or ():
        if not vocabulary.symbols(name):
            usual = ", ".join(load_toml("rules", "wording", f"{language}.toml").get("breaks", ()))
            raise RuleFileError("rules.no_break", rule=rule.id, value=quoted(name), code=language, known=usual)


def _all_names(rule: Rule) -> frozenset[str]:
    """What it and its relations are called in any language; two rules of one name could not be told apart."""
    return frozenset().union(*(rule.names(language) for language in languages()))


def _try(compiled: CompiledRule) -> None:
    """Try the expressions of a rule, which are made when a sentence first needs them."""
    for wording in compiled.wordings:
        # "#sign" is a direction word.
        if all(role.startswith("#") for role in wording.roles):
            raise RuleFileError("rules.wording", rule=compiled.rule.id, fault=WordingError("bare", wording.source))
        try:
            wording.try_out()
        except re.error as error:
            raise RuleFileError(
                "rules.no_pattern", rule=compiled.rule.id, wording=wording.source, reason=error
            ) from error


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """The rules of the product, from every file of resources/rules."""
    return tuple(rule for path in sorted(resources().joinpath("rules").glob("*.toml")) for rule in read_rules(path))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have wordings."""
    return tuple(sorted(path.stem for path in resources().joinpath("rules", "wording").glob("*.toml")))


@lru_cache(maxsize=_RULE_SETS_KEPT)
def rules_for(language: str, extra: tuple[Rule, ...] = (), off: frozenset[str] = frozenset()) -> LanguageRules | None:
    """The compiled rules of a language, with the analyst's own and without those switched off."""
    if language not in languages():
        return None
    used = tuple(rule for rule in (*built_in_rules(), *extra) if rule.id not in off)
    return compile_rules(language, used, frozenset(rule.id for rule in extra))


def compile_rules(language: str, rules: Sequence[Rule], own: frozenset[str] = frozenset()) -> LanguageRules:
    """Compile the wordings of `rules` for a language; `own` are the ids of the analyst's.

    Raises `RuleFileError` for a wording that cannot be read.
    """
    table = load_toml("rules", "wording", f"{language}.toml")
    macros: Mapping[str, str] = table.get("macros", {})
    breaks: Sequence[str] = table.get("breaks", [])
    asides: Sequence[str] = table.get("asides", [])
    heard: Sequence[str] | None = table.get("unworded")
    try:
        sources = [*asides, *(source for rule in rules for source in _wordings(rule, language, table))]
        vocabulary = build_vocabulary(table, {word for source in sources for word in literal_words(source, macros)})
    except WordingError as error:
        raise _named(error, language, table, rules) from error
    compiled = []
    compiler = WordingCompiler(vocabulary, macros)
    for rule in sorted(rules, key=lambda rule: rule.priority):
        try:
            wordings = tuple(
                compiler.compile(source, rule.kinds, breaks if rule.breaks is None else rule.breaks)
                for source in _wordings(rule, language, table)
            )
        except WordingError as error:
            raise RuleFileError("rules.wording", rule=rule.id, fault=error) from error
        if wordings:
            compiled.append(CompiledRule(rule, wordings))
    return LanguageRules(
        language,
        vocabulary,
        tuple(compiled),
        tuple(compiler.compile(source, {}, breaks) for source in asides),
        table.get("names", {}),
        tuple(table.get("weekdays", ())),
        table.get("stories"),
        {rule.id: rule for rule in rules if not rule.wordings and (heard is None or rule.id in heard)},
        {name: Phrases(map(_cue, phrases)) for name, phrases in table.get("cues", {}).items()},
        tuple(tuple(tuple(map(_cue, names)) for names in group) for group in table.get("complements", ())),
        {
            name: rule
            for rule in rules
            if rule.tolerance is not None or rule.message
            for name in sorted(rule.names(language))
        },
        own,
    )


def _named(error: WordingError, language: str, table: Mapping[str, Any], rules: Sequence[Rule]) -> RuleFileError:
    """The same with the rule whose wording it is."""
    sources = {source: rule.id for rule in rules for source in _wordings(rule, language, table)}
    name = sources.get(str(error.fields.get("whole", "")), f"{language}.toml")
    return RuleFileError("rules.wording", rule=name, fault=error)


def _wordings(rule: Rule, language: str, table: Mapping[str, Any]) -> Iterable[str]:
    """The wordings of a rule in a language: its own, and those of all languages whose file has the words for them."""
    yield from rule.wordings.get(language, ())
    if table.get(SHARED):
        yield from rule.wordings.get(SHARED, ())


def says(rules: LanguageRules, name: str, text: str) -> bool:
    """Whether a phrase of the cue `name` stands in `text`, which is apart by one space and between spaces."""
    return stands_in(text, rules.cues.get(name, ()))


def _cue(phrase: str) -> str:
    """A phrase as it stands between the words of a clause; ``*`` at its end, or before it, leaves that end open."""
    words = f" {' '.join(phrase_words(phrase.removeprefix('*')))} ".replace("* ", "")
    return words[1:] if phrase.startswith("*") else words
