"""The number words, units, currencies and hedges of one language, compiled from ``resources/languages/<code>/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from workbench.extraction.compound_words import Compounds, NumberWord, WordClass
from workbench.extraction.han_numerals import HanNumerals, han_numerals
from workbench.extraction.phrases import HAN_TOKEN, PhraseTable, expand_all, spellings
from workbench.extraction.unit_words import Unit, before_amounts, currency_and_unit_symbols, letter_units, unit_names
from workbench.model import Hedge
from workbench.resource_files import load_toml, resources

FALLBACK = "en"
# Word lists of [grammar] that a language may leave out.
_GRAMMAR_LISTS = (
    "adverbs",
    "before_base",
    "before_collective",
    "before_hyphen",
    "by",
    "change_nouns",
    "changing",
    "before_units",
    "before_minus",
    "before_ranks",
    "decimal_words",
    "decades",
    "definite",
    "denominator_endings",
    "denominator_words",
    "divided_by",
    "ends_number",
    "expecting",
    "missing",
    "nouns_of_digits",
    "each",
    "each_has",
    "halves_of_units",
    "hundredths_of_money",
    "index_bases",
    "minus",
    "multiple_articles",
    "multiple_of",
    "needs_noun",
    "no_one_behind",
    "not_before_one",
    "not_before_part",
    "ordinal_suffixes",
    "rates",
    "not_minus",
    "not_parted",
    "part_joiners",
    "part_nouns",
    "recent",
    "part_links",
    "parts_of",
    "scale_joiners",
    "scores",
    "tenths_behind",
    "tenths_of_money",
)


@dataclass(slots=True)
class Lexicon:
    """Everything the engine needs to know of one language."""

    code: str
    decimal: str
    words: dict[str, NumberWord]
    compounds: Compounds | None
    denominators: Compounds | None
    articles: frozenset[str]
    weak: frozenset[str]
    standing: frozenset[str]
    joiners: frozenset[str]
    linking: frozenset[str]
    vigesimal: bool
    inverted: bool
    joins_tens: bool
    digits_before_hundreds: bool
    loose_collectives: bool
    one_counts: bool
    scales: dict[str, int]
    abbreviations: dict[str, int]
    symbols: dict[str, Unit]
    names: PhraseTable[Unit]
    closing: dict[str, Unit]
    glued: dict[str, Unit]
    prefixes: dict[str, str]
    before_scale: dict[str, str]
    ambiguous_codes: frozenset[str]
    words_in_capitals: frozenset[str]
    amounts_only: frozenset[str]
    without_decimals: frozenset[str]
    hedges_before: PhraseTable[Hedge]
    hedges_after: PhraseTable[Hedge]
    hedge_articles: frozenset[str]
    moving: frozenset[str]
    reached: frozenset[tuple[str, ...]]
    negations: frozenset[str]
    degrees: frozenset[str]
    exceeding: frozenset[str]
    known: dict[str, frozenset[str]]
    either: frozenset[str]
    adding: frozenset[str]
    lasting: dict[str, frozenset[str]]
    ranges: dict[str, frozenset[str]]
    que: str
    multiples: dict[str, Decimal]
    ordinals: dict[str, int]
    factors: PhraseTable[bool]
    times: frozenset[str]
    always_multiple: frozenset[str]
    comparing: frozenset[str]
    grammar: dict[str, frozenset[str]]
    after_one: frozenset[str]
    teens: frozenset[int]
    han: HanNumerals | None
    infix_over: frozenset[str]
    counting: dict[str, frozenset[str]]
    singular_endings: tuple[str, ...]
    not_claims: dict[str, frozenset[str]]
    abbreviated_labels: frozenset[str]
    homonyms: dict[str, dict[str, frozenset[str]]]
    unsettled: frozenset[str]
    halves_behind: PhraseTable[bool]
    below_zero: PhraseTable[bool]
    before_amounts: dict[str, str]
    hedges_across: dict[str, Hedge]
    hedges_ahead: dict[str, Hedge]
    after_ordinals: frozenset[str]
    linked_by: str
    out_of: tuple[tuple[str, ...], ...] = ()
    plainly_out_of: frozenset[tuple[str, ...]] = frozenset()
    per_words: frozenset[tuple[str, ...]] = frozenset()
    per_symbols: dict[str, str] = field(default_factory=dict)
    per_nouns: dict[str, str] = field(default_factory=dict)
    spread_over: frozenset[str] = frozenset()
    priced_by: frozenset[str] = frozenset()
    per_idioms: frozenset[tuple[str, ...]] = frozenset()
    behind_numbers: frozenset[str] = frozenset()
    per_openers: frozenset[str] = frozenset()

    def split_words(self, text: str) -> list[str]:
        """The words of a short stretch of text, in lower case; anything but words and spaces gives an odd word."""
        return [token.lower() for token in HAN_TOKEN.findall(text)]

    def number_words(self, vocabulary: set[str]) -> dict[str, tuple[NumberWord, ...]]:
        """What each number word of a vocabulary says; other words are left out."""
        words = self.words
        known: dict[str, tuple[NumberWord, ...]] = {
            word: (words[lower],) for word in vocabulary if (lower := word.lower()) in words
        }
        if self.compounds is not None:
            for word in vocabulary:
                if word not in known and (meanings := self.compounds.split(word.lower())):
                    known[word] = meanings
        return known


def available_languages() -> list[str]:
    """The codes of the languages with number data."""
    return sorted(path.parent.name for path in resources().glob("languages/*/numbers.toml"))


@cache
def lexicon_for(language: str) -> Lexicon:
    """The lexicon of `language` (a code such as ``fr`` or ``pt-BR``), of English when there is none."""
    code = language.split("-")[0].split("_")[0].lower()
    return _load(code if code in available_languages() else FALLBACK)


@cache
def _load(code: str) -> Lexicon:
    numbers = load_toml("languages", code, "numbers.toml")
    hedges = load_toml("languages", code, "hedges.toml")
    counting = load_toml("languages", code, "counting.toml")
    grammar = numbers["grammar"]
    scales = {plain: power for word, power in numbers["scales"].items() for plain in spellings(word)}
    abbreviations: dict[str, int] = numbers.get("abbreviations", {})
    words = dict(_number_words(numbers))
    prefixes, symbols = currency_and_unit_symbols(abbreviations, numbers.get("local_symbols", {}))
    lexicon = Lexicon(
        code=code,
        decimal=numbers["decimal"],
        words=words,
        compounds=Compounds(
            _morphemes(numbers, words), grammar.get("linkers", ()), parts=grammar.get("inverted", False)
        )
        if grammar.get("compounds")
        else None,
        denominators=Compounds(_morphemes(numbers, words), grammar["denominator_linkers"], parts=False)
        if "denominator_linkers" in grammar
        else None,
        articles=frozenset(numbers["articles"]),
        weak=frozenset(numbers.get("weak", ())),
        standing=frozenset(grammar.get("standing", ())),
        joiners=frozenset(grammar.get("joiners", ())),
        linking=frozenset(grammar.get("linking", ())),
        vigesimal=grammar.get("vigesimal", False),
        inverted=grammar.get("inverted", False),
        joins_tens=grammar.get("joins_tens", False),
        one_counts=grammar.get("one_counts", False),
        loose_collectives=grammar.get("loose_collectives", False),
        digits_before_hundreds=grammar.get("digits_before_hundreds", False),
        scales=scales,
        abbreviations=abbreviations,
        symbols=symbols,
        names=PhraseTable(unit_names(code)),
        closing=letter_units(code, "closing"),
        glued=letter_units(code, "glued"),
        prefixes=prefixes,
        before_scale=load_toml("currencies.toml")["before_scale"],
        without_decimals=frozenset(load_toml("currencies.toml")["without_decimals"]),
        ambiguous_codes=frozenset(load_toml("currencies.toml")["ambiguous"]),
        words_in_capitals=frozenset(load_toml("currencies.toml")["ambiguous_words"]),
        amounts_only=frozenset(load_toml("currencies.toml")["amounts_only"]["letters"]),
        hedges_before=PhraseTable(_hedges(hedges["before"], backwards=True)),
        hedges_after=PhraseTable(_hedges(hedges["after"], backwards=False)),
        hedge_articles=frozenset(hedges["articles"]),
        moving=frozenset(hedges.get("moving", ())),
        reached=frozenset(tuple(reversed(phrase.split())) for phrase in hedges.get("reached", ())),
        negations=frozenset(hedges.get("negations", ())),
        degrees=frozenset(hedges.get("degrees", ())),
        exceeding=frozenset(hedges.get("exceeding", ())),
        lasting={key: frozenset(hedges.get("lasting", {}).get(key, ())) for key in ("words", "before", "spreads")},
        either=frozenset((*counting["ranges"]["alternatives"], *counting["ranges"]["joiners"])),
        adding=frozenset(hedges.get("adding", ())),
        known={key: frozenset(hedges.get("known", {}).get(key, ())) for key in ("articles", "marks", "words")},
        ranges={
            "spans": frozenset(),
            "against": frozenset(),
            "ways": frozenset(),
            "movers": frozenset(),
            "directions": frozenset(),
            "gains": frozenset(),
            **{key: frozenset(words) for key, words in counting["ranges"].items()},
        },
        que=(counting["ranges"]["compared"] or [""])[-1],
        multiples={
            spelling: Decimal(factor)
            for table in (numbers["multiples"], numbers.get("multiple_nouns", {}), numbers.get("exact", {}))
            for word, factor in table.items()
            for spelling in spellings(word)
        },
        ordinals={
            spelling: value for word, value in numbers.get("ordinals", {}).items() for spelling in spellings(word)
        },
        factors=PhraseTable(_factors(numbers.get("factors", {}))),
        times=frozenset(numbers["times"]["words"]),
        always_multiple=frozenset(numbers["times"].get("always", ())),
        comparing=frozenset(numbers["times"]["comparing"]),
        grammar={
            **{key: frozenset[str]() for key in _GRAMMAR_LISTS},
            **{key: frozenset(words) for key, words in grammar.items() if isinstance(words, list)},
        },
        han=han_numerals(numbers.get("han")),
        infix_over=frozenset(grammar.get("infix_over", ())),
        after_one=frozenset((*counting["ranges"]["connectors"], *counting["ranges"]["alternatives"]))
        | frozenset(phrase.split()[0] for phrase in grammar.get("out_of", ()))
        | frozenset(
            word for key in ("joiners", "part_joiners", "decimal_words", "divided_by") for word in grammar.get(key, ())
        ),
        teens=frozenset(numbers["words"]["teens"].values()),
        counting={
            **dict.fromkeys(
                (
                    "adjective_endings",
                    "before",
                    "classifiers",
                    "definite",
                    "linking",
                    "participles",
                    "plurals",
                    "spelled",
                    "verbs",
                ),
                frozenset(),
            ),
            **{key: frozenset(words) for key, words in counting["nouns"].items()},
        },
        singular_endings=tuple(counting["nouns"].get("singular_endings", ())),
        not_claims={
            key: frozenset(words)
            for key, words in {
                **dict.fromkeys(
                    (
                        "clock",
                        "label_phrases",
                        "label_things",
                        "label_verbs",
                        "noun_led",
                        "verb_led",
                        "lasting",
                        "limits",
                        "strikes",
                        "models",
                        "phones",
                        "street_endings",
                        "streets",
                        "components",
                        "indices",
                        "orders",
                    ),
                    (),
                ),
                "ways": (),
                **counting["not_claims"],
            }.items()
        },
        abbreviated_labels=_abbreviated_labels(code),
        homonyms={
            name: {key: frozenset(words) for key, words in entry.items()}
            for name, entry in counting.get("homonyms", {}).items()
        },
        unsettled=frozenset(
            name
            for name, entry in counting.get("homonyms", {}).items()
            if not {"places", "guarded", "money", "counted_near"}.isdisjoint(entry)
        ),
        halves_behind=PhraseTable((tokens, True) for tokens in expand_all(grammar.get("half_behind", ()))),
        below_zero=PhraseTable((tokens, True) for tokens in expand_all(grammar.get("below_zero", ()))),
        before_amounts=before_amounts(code),
        hedges_across={phrase: Hedge(name) for name, phrases in hedges.get("across", {}).items() for phrase in phrases},
        hedges_ahead={phrase: Hedge(name) for name, phrases in hedges.get("ahead", {}).items() for phrase in phrases},
        after_ordinals=_sentence_words(code, "after_ordinals"),
        linked_by=hedges.get("linked_by", ""),
        out_of=tuple(expand_all(grammar.get("out_of", ()))),
        plainly_out_of=frozenset(expand_all(grammar.get("plainly_out_of", ()))),
        per_words=frozenset(expand_all(counting.get("per", ()))),
        per_symbols=load_toml("units.toml")["per"],
        spread_over=frozenset(load_toml("units.toml")["spread"]["over"]),
        priced_by=frozenset(counting.get("priced_by", ())),
        per_idioms=frozenset(expand_all(counting.get("per_idioms", ()))),
        per_nouns={word: name for name, words in counting.get("per_nouns", {}).items() for word in words},
    )
    lexicon.behind_numbers = _behind_numbers(lexicon)
    lexicon.per_openers = lexicon.linking | lexicon.priced_by | {phrase[0] for phrase in lexicon.per_words}
    return lexicon


def _behind_numbers(lexicon: Lexicon) -> frozenset[str]:
    """The words that can say something of the number they follow; before any other, the number stands alone."""
    counting = {
        word
        for word, (word_class, _) in lexicon.words.items()
        if word_class in (WordClass.HUNDRED, WordClass.COLLECTIVE)
    }
    tenths = frozenset(lexicon.han.tenths) if lexicon.han is not None else frozenset[str]()
    return frozenset(
        lexicon.names.first
        | lexicon.scales.keys()
        | counting
        | lexicon.linking
        | lexicon.articles
        | lexicon.counting["before"]
        | lexicon.grammar["before_units"]
        | lexicon.times
        | lexicon.infix_over
        | lexicon.joiners
        | tenths
        | frozenset("$€£¥")
    )


def _number_words(numbers: dict[str, Any]) -> Iterator[tuple[str, NumberWord]]:
    classes = {
        WordClass.FRACTION: numbers.get("fractions", {}),
        WordClass.HALF: numbers.get("halves", {}),
        WordClass.COLLECTIVE: numbers.get("collectives", {}),
        WordClass.MIXED: numbers.get("mixed", {}),
        WordClass.EXACT: dict.fromkeys(numbers.get("exact", {}), 0),
        WordClass.MULTIPLE: dict.fromkeys(numbers["multiples"], 0),
        WordClass.MULTIPLE_NOUN: dict.fromkeys(numbers.get("multiple_nouns", {}), 0),
        WordClass.UNIT: numbers["words"]["units"],
        WordClass.TEEN: numbers["words"]["teens"],
        WordClass.TEN: numbers["words"]["tens"],
        WordClass.HUNDRED: numbers["words"]["hundreds"],
        WordClass.SCALE: numbers["scales"],
    }
    for word_class, words in classes.items():
        for word, value in words.items():
            for spelling in spellings(word):
                yield spelling, (word_class, value)
    for rank, value in numbers.get("ranks", {}).items():
        for noun in numbers["grammar"]["part_nouns"]:
            for spelling in spellings(f"{rank} {noun}"):
                yield spelling, (WordClass.FRACTION, value)


def _morphemes(numbers: dict[str, Any], words: dict[str, NumberWord]) -> dict[str, NumberWord]:
    """What a compound number may be made of: the number words themselves, and forms that only stand inside one."""
    inside = (WordClass.UNIT, WordClass.TEEN, WordClass.TEN, WordClass.HUNDRED, WordClass.SCALE, WordClass.FRACTION)
    morphemes = {word: meaning for word, meaning in words.items() if meaning[0] in inside}
    for word, value in numbers.get("bound", {}).items():
        morphemes[word] = (WordClass.HUNDRED if value == 100 else WordClass.TEN, value)
    for word, value in numbers.get("mixed", {}).items():
        morphemes[word] = (WordClass.MIXED, value)
    return morphemes


def _abbreviated_labels(code: str) -> frozenset[str]:
    """Short words whose stop does not end the sentence when a number follows: "vol. 85"."""
    return _sentence_words(code, "before_number")


def _sentence_words(code: str, name: str) -> frozenset[str]:
    """A list of ``sentences.toml``, empty for a language without that file."""
    if not resources().joinpath("languages", code, "sentences.toml").is_file():
        return frozenset()
    return frozenset(load_toml("languages", code, "sentences.toml").get(name, ()))


def _factors(table: dict[str, list[str]]) -> Iterator[tuple[tuple[str, ...], bool]]:
    for name, inverse in (("times", False), ("divided", True)):
        for tokens in expand_all(table.get(name, ())):
            yield tokens[::-1], inverse


def _hedges(table: dict[str, list[str]], *, backwards: bool) -> Iterator[tuple[tuple[str, ...], Hedge]]:
    for name, phrases in table.items():
        for tokens in expand_all(phrases):
            yield (tokens[::-1] if backwards else tokens), Hedge(name)
