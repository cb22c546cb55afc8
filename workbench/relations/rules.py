"""Relation rules: what they listen for, what they assert, and the examples that prove them. All of it is data.

The rules of the product are the files of resources/rules; an analyst's own file has the same form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workbench.model import Binding, Operation
from workbench.relations.pattern import KINDS, Wording, WordingError, compile_wording, literal_words
from workbench.relations.triggers import Triggers
from workbench.relations.wording import Hearing, Phrases, Vocabulary, build_vocabulary, phrase_words, stands_in
from workbench.resource_files import load_toml, resources

COMPOSITIONS = ("change", "plain", "code")
SHARED = "shared"
COMPLEMENTS = "complements"
"""What `LanguageRules.hearing` calls the names that leave nothing out, beside the cues."""

EXPECTATIONS = ("flag", "pass", "alone")
_RULE_KEYS = frozenset(
    {"id", "operation", "compose", "what", "why", "limits", "binding", "doubts", "exhaustive", "orientation"}
    | {"default_sign", "slots", "wordings", "same_unit", "signs", "breaks", "divide", "constants", "unknown"}
    | {"anchor", "checks", "example", "priority"}
)
_MAX_FILE = 2_000_000


class RuleFileError(ValueError):
    """A rule file that cannot be used; the message is one sentence that names the rule and what to change."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that proves a rule: to relate and ``flag``, to relate and ``pass``, or to leave ``alone``."""

    language: str
    text: str
    expect: str


@dataclass(frozen=True, slots=True)
class UnknownRole:
    """A role that may stay unstated: `role`; `after`, the role whose following words name it (else its claim does)."""

    role: str
    after: str
    named: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, its documentation, its wordings for each language, and its examples."""

    id: str
    operation: Operation
    compose: str
    what: str
    why: str
    limits: str
    binding: Binding
    doubts: tuple[str, ...]
    exhaustive: bool
    free_order: bool
    default_sign: int
    kinds: Mapping[str, str]
    wordings: Mapping[str, tuple[str, ...]]
    same_unit: tuple[tuple[str, ...], ...]
    constants: Mapping[str, Fraction]
    signs: Mapping[str, int]
    checks: frozenset[str]
    divide: str
    breaks: tuple[str, ...] | None
    unknown: UnknownRole | None
    anchor: tuple[str, str] | None
    examples: tuple[Example, ...]
    priority: int
    source: str

    def name(self, language: str) -> str:
        """The id of its relations: "share.fr.soit"."""
        family, _, rest = self.id.partition(".")
        return f"{family}.{language}.{rest}" if rest else f"{family}.{language}"


@lru_cache(maxsize=64)
def in_order(rule: Rule) -> Rule:
    """The rule as it is where the order of the words tells which number is the new one."""
    return replace(rule, free_order=False)


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
    within: Triggers[Rule] = field(init=False, repr=False, compare=False)
    across: Triggers[Rule] = field(init=False, repr=False, compare=False)
    hearing: Hearing = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        entries = [(compiled.rule, wording) for compiled in self.rules for wording in compiled.wordings]
        object.__setattr__(self, "within", Triggers(entry for entry in entries if not entry[1].crosses))
        object.__setattr__(self, "across", Triggers(entry for entry in entries if entry[1].crosses))
        names = [cue for group in self.complements for cues in group for cue in cues]
        object.__setattr__(self, "hearing", Hearing({**self.cues, COMPLEMENTS: names}))


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a TOML file. Raises `RuleFileError` when the file cannot be read as rules."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise RuleFileError(f"{path.name} is too large for a rule file (over 2 MB).")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise RuleFileError(f"{path.name} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise RuleFileError(f"{path.name} is not a text file in UTF-8; save it as UTF-8 and load it again.") from error
    return rules_of_text(text, path.name)


def rules_of_text(text: str, name: str) -> tuple[Rule, ...]:
    """The rules of a TOML text, the file `name`. Raises `RuleFileError` when it cannot be read as rules."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RuleFileError(f"{name} is not valid TOML: {error}.") from error
    entries = table.get("rule")
    if not isinstance(entries, list) or not entries:
        raise RuleFileError(f"{name} has no [[rule]] section; write at least one.")
    return tuple(_read(entry, name) for entry in entries)


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """An analyst's own rules, validated to the last wording. Raises `RuleFileError` with what to change."""
    return validated(read_rules(Path(path)))


def validated(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of an analyst's file, when they can be used. Raises `RuleFileError` with what to change."""
    seen: set[str] = set()
    built_in = {rule.id for rule in built_in_rules()}
    for rule in rules:
        if rule.compose == "code":
            raise RuleFileError(f"Rule “{rule.id}”: compose must be “change” or “plain” in a rule file of your own.")
        if rule.id in seen or rule.id in built_in:
            raise RuleFileError(f"Rule “{rule.id}”: another rule has this id; choose a new one.")
        seen.add(rule.id)
        if not rule.wordings:
            raise RuleFileError(f"Rule “{rule.id}”: it has no wordings; write some under [rule.wordings].")
        if not rule.examples:
            raise RuleFileError(f"Rule “{rule.id}”: it has no [[rule.example]]; write at least one text.")
        for language in rule.wordings:
            if language not in languages():
                known = ", ".join(languages())
                raise RuleFileError(f"Rule “{rule.id}”: there are no wordings for “{language}” yet, only for {known}.")
    for language in {language for rule in rules for language in rule.wordings}:
        for compiled in compile_rules(language, (*built_in_rules(), *rules)).rules:
            if compiled.rule in rules:
                _try(compiled)
    return rules


def _try(compiled: CompiledRule) -> None:
    """Make the expressions of a rule, which otherwise happens when a sentence first needs them."""
    for wording in compiled.wordings:
        try:
            wording.expression.search("")
        except re.error as error:
            raise RuleFileError(f"Rule “{compiled.rule.id}”: “{wording.source}”: {error}.") from error


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """The rules of the product, from every file of resources/rules."""
    return tuple(rule for path in sorted(resources().joinpath("rules").glob("*.toml")) for rule in read_rules(path))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have wordings."""
    return tuple(sorted(path.stem for path in resources().joinpath("rules", "wording").glob("*.toml")))


@cache
def rules_for(language: str, extra: tuple[Rule, ...] = (), off: frozenset[str] = frozenset()) -> LanguageRules | None:
    """The compiled rules of a language, with the analyst's own and without those switched off."""
    if language not in languages():
        return None
    return compile_rules(language, tuple(rule for rule in (*built_in_rules(), *extra) if rule.id not in off))


def compile_rules(language: str, rules: Sequence[Rule]) -> LanguageRules:
    """Compile the wordings of `rules` for a language. Raises `RuleFileError` for a wording that cannot be read."""
    table = load_toml("rules", "wording", f"{language}.toml")
    macros: Mapping[str, str] = table.get("macros", {})
    breaks: Sequence[str] = table.get("breaks", [])
    asides: Sequence[str] = table.get("asides", [])
    heard: Sequence[str] | None = table.get("unworded")
    try:
        sources = [*asides, *(source for rule in rules for source in _wordings(rule, language, table))]
        vocabulary = build_vocabulary(table, {word for source in sources for word in literal_words(source, macros)})
    except WordingError as error:
        raise RuleFileError(f"{language}.toml: {error}") from error
    compiled = []
    for rule in sorted(rules, key=lambda rule: rule.priority):
        try:
            wordings = tuple(
                compile_wording(source, rule.kinds, vocabulary, macros, breaks if rule.breaks is None else rule.breaks)
                for source in _wordings(rule, language, table)
            )
        except WordingError as error:
            raise RuleFileError(f"Rule “{rule.id}”: {error}") from error
        if wordings:
            compiled.append(CompiledRule(rule, wordings))
    return LanguageRules(
        language,
        vocabulary,
        tuple(compiled),
        tuple(compile_wording(source, {}, vocabulary, macros, breaks) for source in asides),
        table.get("names", {}),
        tuple(table.get("weekdays", ())),
        table.get("stories"),
        {rule.id: rule for rule in rules if not rule.wordings and (heard is None or rule.id in heard)},
        {name: Phrases(map(_cue, phrases)) for name, phrases in table.get("cues", {}).items()},
        tuple(tuple(tuple(map(_cue, names)) for names in group) for group in table.get("complements", ())),
    )


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


def _read(entry: object, source: str) -> Rule:
    try:
        return _rule(entry, source)
    except RuleFileError:
        raise
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        name = entry.get("id") if isinstance(entry, dict) else source
        raise RuleFileError(f"Rule “{name}”: a field has not the form it must have ({error}).") from error


def _rule(entry: object, source: str) -> Rule:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"].strip():
        raise RuleFileError(f'{source}: every [[rule]] needs an id, such as id = "share.of_sales".')
    name = entry["id"]
    unknown_keys = sorted(set(entry) - _RULE_KEYS)
    if unknown_keys:
        raise RuleFileError(f"Rule “{name}”: “{unknown_keys[0]}” is not a field of a rule.")
    for key in ("operation", "what"):
        if not isinstance(entry.get(key), str):
            raise RuleFileError(f"Rule “{name}”: {key} is missing.")
    compose = entry.get("compose", "plain")
    if compose not in COMPOSITIONS:
        raise RuleFileError(f"Rule “{name}”: compose must be one of {', '.join(COMPOSITIONS)}.")
    kinds = _table(entry, "slots", name, str)
    for role, kind in kinds.items():
        if kind not in KINDS:
            raise RuleFileError(f"Rule “{name}”: {role} has the kind “{kind}”; known kinds are {', '.join(KINDS)}.")
    unknown = entry.get("unknown")
    anchor = entry.get("anchor")
    return Rule(
        name,
        _choice(Operation, entry["operation"], "operation", name),
        compose,
        entry["what"],
        str(entry.get("why", "")),
        str(entry.get("limits", "")),
        _choice(Binding, entry.get("binding", Binding.CLAUSE), "binding", name),
        tuple(_strings(entry.get("doubts", []), "doubts", name)),
        bool(entry.get("exhaustive", True)),
        bool(entry.get("orientation", "") == "free"),
        int(entry.get("default_sign", 0)),
        kinds,
        {
            language: tuple(_strings(wordings, f"wordings.{language}", name))
            for language, wordings in _table(entry, "wordings", name, list).items()
        },
        tuple(tuple(_strings(group, "same_unit", name)) for group in entry.get("same_unit", [])),
        {role: _fraction(value, name) for role, value in entry.get("constants", {}).items()},
        {role: int(value) for role, value in entry.get("signs", {}).items()},
        frozenset(_strings(entry.get("checks", []), "checks", name)),
        str(entry.get("divide", "")),
        tuple(_strings(entry["breaks"], "breaks", name)) if "breaks" in entry else None,
        UnknownRole(unknown["role"], unknown["after"], bool(unknown.get("named")))
        if isinstance(unknown, dict)
        else None,
        (anchor["role"], anchor["after"]) if isinstance(anchor, dict) else None,
        tuple(_examples(entry.get("example", []), name)),
        int(entry.get("priority", 50)),
        source,
    )


def _table(entry: Mapping[str, Any], key: str, name: str, kind: type) -> dict[str, Any]:
    table = entry.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(value, kind) for value in table.values()):
        raise RuleFileError(f"Rule “{name}”: {key} must be a table of {'texts' if kind is str else 'lists'}.")
    return table


def _strings(value: object, key: str, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleFileError(f"Rule “{name}”: {key} must be a list of texts.")
    return value


def _choice(kind: Any, value: object, key: str, name: str) -> Any:
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(str(item.value) for item in kind)
        raise RuleFileError(f"Rule “{name}”: {key} “{value}” is not known; choose one of {known}.") from error


def _fraction(value: object, name: str) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise RuleFileError(f'Rule “{name}”: the constant “{value}” is not a number; write it as "1/2".') from error


def _examples(entries: object, name: str) -> Iterable[Example]:
    if not isinstance(entries, list):
        raise RuleFileError(f"Rule “{name}”: examples are written as [[rule.example]] sections.")
    for entry in entries:
        language, text, expect = (entry.get(key) for key in ("language", "text", "expect"))
        if not isinstance(language, str) or not isinstance(text, str) or expect not in EXPECTATIONS:
            raise RuleFileError(
                f"Rule “{name}”: an example needs language, text, and expect (one of {', '.join(EXPECTATIONS)})."
            )
        yield Example(language, text, expect)
