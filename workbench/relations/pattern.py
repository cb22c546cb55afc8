"""Wordings of rules, compiled to regular expressions over the symbols of `workbench.relations.wording`.

The notation, as rule files use it:

==============  =================================================================================================
``{before}``    a claim, bound to the role `before`; the rule says which kinds of claims the role takes
``{part+}``     a list of two or more claims of one kind with commas, semicolons or a word of the class `and` between,
                all bound to the role; ``{part++}`` a list of three or more
``{_}``         a claim that is passed over
``<vs>``        any phrase of the class `vs` of the language file; ``~<up>`` when its direction does not count
``@move``       the macro `move` of the language file
``word``        that very word
``, : ; = ( )`` a comma stands for a dash too; ``<open>``, ``<close>``, ``<stop>``, ``<dash>`` are signs
``!word``       not followed by that word (or ``!<class>``)
``.``           up to three words that no wording names
``..``          up to eight other words, no comma and no word of the class `and`
``...``         up to twenty other words and commas; neither gap passes a number, a bracket or a phrase of a class
                the language file lists under `breaks`; dates, durations and ranks are passed
``....``        anything up to the end of the sentence, numbers too
``[x]``         x or nothing
``(x | y)``     x or y
==============  =================================================================================================

Every gap is bounded, so a match costs at most a constant for each symbol of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.messages import PlainError
from workbench.relations.wording import CLOSE, OPEN, OTHER_WORD, SENTENCE_END, Vocabulary, phrase_words

KINDS: dict[str, str] = {
    "level": "MmNnQq",
    "plain": "MNQ",
    "value": "MmNnQqPp",
    "money": "Mm",
    "count": "NnQq",
    "measure": "Qq",
    "number": "Nn",
    "small": "W",
    "percent": "Pp",
    "signed-percent": "p",
    "points": "Kk",
    "signed-points": "k",
    "signed": "pkmnq",
    "signed-level": "mnq",
    "share": "PpF",
    "fraction": "F",
    "multiple": "X",
    "date": "D",
    "duration": "U",
    "ordinal": "O",
    "tally": "MmNnQqW",
    "tallied": "MmNnQqPpW",
    "yearly": "Y",
    "age": "UNnW",
    "measured": "MQ",
    "any": "MmNnQqPpKkXFDUOWY",
}
"""The kinds of claims a role can take, and the symbols claims of these kinds have."""

_PASSED = "DUOW"
_CLAIMS = frozenset("".join(KINDS.values()))
_LIST_BREAKS = ("vs", "contrast", "so")
_TINY_GAP, _SHORT_GAP, _LONG_GAP, _OPEN_GAP = 3, 8, 20, 40
_LIST_LIMIT = 15
# Far more than any wording needs, and far fewer than a regular expression can be read with.
_DEEPEST, _MOST_GAPS, _SHOWN = 50, 24, 60
# More than the wordings of all languages; those of rule files long put away are forgotten.
_MOST_MADE = 16_384
_LEXEME = re.compile(
    r"\{(?P<role>[a-z_]+)(?P<many>\+{0,2})(?::(?P<kind>[a-z-]+))?\}|(?P<not>[!~]?)<(?P<class>[a-z-]+)>|@(?P<macro>[a-z-]+)"
    r"|(?P<gap>\.{1,4})|(?P<meta>[\[\]()|])|(?P<mark>[,:;=])|(?P<veto>!?)(?P<word>[^\s\[\]()|{}<>@,:;=.!]+)|\s+|(?P<bad>.)"
)
_NOTHING = dict.fromkeys(("role", "many", "kind", "class", "not", "gap", "mark", "veto", "word"))
_CLASS = re.compile(r"\[[^\]]*\]")
_STOPS = {",": ",–"}
_MARKS = {"open": OPEN, "close": CLOSE, "stop": SENTENCE_END, "dash": "–"}


class WordingError(PlainError, ValueError):
    """A wording of a rule file that cannot be read; the message says which and why."""

    def __init__(self, name: str, source: str, **fields: object) -> None:
        shown = source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"
        super().__init__(f"rules.wording_{name}", wording=shown, whole=source, **fields)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.key, self.fields)


def _again(key: str, fields: dict[str, object]) -> WordingError:
    others = {name: value for name, value in fields.items() if name not in ("wording", "whole")}
    return WordingError(key.removeprefix("rules.wording_"), str(fields["whole"]), **others)


@dataclass(frozen=True, slots=True)
class Wording:
    """A compiled wording. `roles` names the role of each group; "#sign" is a direction word.

    `lists` has the symbols of the claims that each list is made of.
    """

    source: str
    pattern: str
    roles: tuple[str, ...]
    lists: dict[str, str]
    needs: tuple[frozenset[str], ...]
    crosses: bool

    @property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, made when a sentence first has the words for it: most never are."""
        return _made(self.pattern)

    def try_out(self) -> None:
        """Raise `re.error` for what no regular expression can be.

        Asked of what it is made of alone: which symbols a class has makes no difference, and takes long to compile.
        """
        re.compile(_CLASS.sub("x", self.pattern))

    def possible(self, present: frozenset[str]) -> bool:
        """Whether a sentence with these symbols can match at all; cheap, tried first."""
        for need in self.needs:  # noqa: SIM110 - asked of every sentence, and a generator costs more than the answer
            if need.isdisjoint(present):
                return False
        return True


@lru_cache(maxsize=_MOST_MADE)
def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def literal_words(source: str, macros: Mapping[str, str]) -> Iterator[str]:
    """The very words a wording names, its macros' words included."""
    for lexeme in _lexemes(source, macros):
        if lexeme["word"]:
            yield from phrase_words(lexeme["word"].lower())


class WordingCompiler:
    """Compiles the wordings of one language; what gaps may pass is found out once, however many wordings there are."""

    def __init__(self, vocabulary: Vocabulary, macros: Mapping[str, str]) -> None:
        self._vocabulary, self._macros = vocabulary, macros
        self._gaps: dict[tuple[str, ...], _Gaps] = {}

    def compile(self, source: str, kinds: Mapping[str, str], breaks: Sequence[str]) -> Wording:
        """The regular expression of a wording. Raises `WordingError` for unknown classes, roles or broken brackets."""
        key = tuple(breaks)
        gaps = self._gaps.get(key)
        if gaps is None:
            gaps = self._gaps[key] = _Gaps(self._vocabulary, key)
        return _Compiler(source, kinds, self._vocabulary, self._macros, gaps).compile()


def _lexemes(source: str, macros: Mapping[str, str], depth: int = 0) -> Iterator[dict[str, str | None]]:
    if depth > 6:
        raise WordingError("circle", source)
    for found in _LEXEME.finditer(source):
        parts = found.groupdict()
        if parts["bad"]:
            raise WordingError("bad", source, sign=parts["bad"])
        if parts["macro"]:
            if parts["macro"] not in macros:
                raise WordingError("macro", source, macro=f"@{parts['macro']}")
            yield {"meta": "("} | _NOTHING
            yield from _lexemes(macros[parts["macro"]], macros, depth + 1)
            yield {"meta": ")"} | _NOTHING
        elif found.group().strip():
            yield parts


def _members(symbols: str) -> str:
    """What stands in a class of a regular expression for these symbols, neighbours written as ranges.

    Symbols of words follow each other, and compiling a class takes time for each character of it: written out, the
    classes of one page cost more than checking it.
    """
    codes = sorted(set(map(ord, symbols)))
    parts: list[str] = []
    first = 0
    for at, code in enumerate(codes):
        if at + 1 < len(codes) and codes[at + 1] == code + 1:
            continue
        run = codes[first : at + 1]
        first = at + 1
        if len(run) > 2:
            parts.append(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}")
        else:
            parts += [re.escape(chr(one)) for one in run]
    return "".join(parts)


class _Gaps:
    """What gaps may pass, as classes of a regular expression, where phrases of the classes `breaks` end them."""

    def __init__(self, vocabulary: Vocabulary, breaks: Sequence[str]) -> None:
        broken = set("".join(vocabulary.symbols(name) for name in breaks))
        passed = "".join(symbol for symbol in vocabulary.all_symbols if symbol not in broken)
        joins = set(vocabulary.symbols("and"))
        alone = "".join(symbol for symbol in passed if symbol not in joins)
        self.short = "[" + _members(OTHER_WORD + alone + _PASSED) + "]"
        self.labels = self.short[:-1] + "–:]"
        self.long = "[" + _members(OTHER_WORD + passed + _PASSED + ",:–") + "]"
        self.joins = _members(vocabulary.symbols("and"))
        barred = set("".join(vocabulary.symbols(name) for name in _LIST_BREAKS))
        listed = "".join(symbol for symbol in vocabulary.all_symbols if symbol not in barred)
        self.listed = "[" + _members(OTHER_WORD + listed + _PASSED + ",:–") + "]"


class _Compiler:
    def __init__(
        self, source: str, kinds: Mapping[str, str], vocabulary: Vocabulary, macros: Mapping[str, str], gaps: _Gaps
    ) -> None:
        self.source, self.kinds, self.vocabulary, self.gaps = source, kinds, vocabulary, gaps
        self.lexemes = _lexemes(source, macros)
        self.roles: list[str] = []
        self.lists: dict[str, str] = {}
        # What each bracket that is open needs, one list for each of its alternatives; the wording itself comes first.
        self.needs: list[list[list[frozenset[str]]]] = [[[]]]
        self.crosses = False

    def compile(self) -> Wording:
        parts: list[str] = []
        opened: list[str] = []
        gaps = 0
        for lexeme in self._with_phrases():
            meta = lexeme["meta"]
            gaps += lexeme["gap"] is not None
            if gaps > _MOST_GAPS:
                raise WordingError("gaps", self.source, most=_MOST_GAPS)
            if meta:
                self._bracket(meta, parts, opened)
            else:
                parts.append(self._element(lexeme))
        if opened:
            raise WordingError("open", self.source)
        needs = tuple(dict.fromkeys(self.needs[0][0]))
        return Wording(self.source, "".join(parts), tuple(self.roles), self.lists, needs, self.crosses)

    def _with_phrases(self) -> Iterator[dict[str, str | None]]:
        """The lexemes with runs of words cut into phrases the way a text is, so that they meet the same symbols."""
        run: list[str] = []
        for lexeme in self.lexemes:
            if lexeme["word"] and not lexeme["veto"]:
                run += phrase_words(lexeme["word"].lower())
                continue
            yield from self._phrases(run)
            run = []
            yield lexeme
        yield from self._phrases(run)

    def _phrases(self, run: list[str]) -> Iterator[dict[str, str | None]]:
        for symbols in self.vocabulary.segment(run):
            yield {**_NOTHING, "meta": None, "word": symbols}

    def _bracket(self, meta: str, parts: list[str], opened: list[str]) -> None:
        """Append a bracket of the notation, and note what one that closes needs."""
        if meta == "|":
            if not opened:
                raise WordingError("bar", self.source)
            parts.append("|")
            self.needs[-1].append([])
            return
        if meta in "([":
            if len(opened) >= _DEEPEST:
                raise WordingError("deep", self.source, most=_DEEPEST)
            opened.append(meta)
            parts.append("(?:")
            self.needs.append([[]])
            return
        if not opened or opened[-1] != ("(" if meta == ")" else "["):
            raise WordingError("close", self.source, sign=meta)
        opened.pop()
        parts.append(")" if meta == ")" else ")?")
        alternatives = self.needs.pop()
        if meta == ")":
            self.needs[-1][-1] += _needs_of(alternatives)

    def _element(self, lexeme: dict[str, str | None]) -> str:
        if lexeme["role"]:
            return self._slot(lexeme["role"], len(lexeme["many"] or ""), lexeme["kind"])
        if lexeme["gap"]:
            return self._gap(len(lexeme["gap"]))
        if lexeme["mark"]:
            return self._need(_STOPS.get(lexeme["mark"], lexeme["mark"]))
        if lexeme["word"]:
            if lexeme["veto"]:
                return f"(?![{_members(self.vocabulary.symbols('=' + lexeme['word'].lower()))}])"
            return self._need(lexeme["word"])
        name = lexeme["class"]
        assert name is not None
        if lexeme["not"] == "!":
            return f"(?![{_members(self.vocabulary.symbols(name))}])"
        if name in _MARKS:
            self.crosses = self.crosses or name == "stop"
            return self._need(_MARKS[name])
        if not self.vocabulary.knows(name):
            raise WordingError("class", self.source, group=f"<{name}>")
        symbols = self._need(self.vocabulary.symbols(name))
        if not lexeme["not"] and not self.vocabulary.expand(name).isdisjoint(self.vocabulary.signs):
            self.roles.append("#sign")
            return f"({symbols})"
        return symbols

    def _gap(self, dots: int) -> str:
        if dots == 1:
            return f"{OTHER_WORD}{{0,{_TINY_GAP}}}?"
        if dots == 4:
            return f"[^{SENTENCE_END}]{{0,{_OPEN_GAP}}}?"
        return f"{self.gaps.short}{{0,{_SHORT_GAP}}}?" if dots == 2 else f"{self.gaps.long}{{0,{_LONG_GAP}}}?"

    def _slot(self, role: str, many: int, kind: str | None) -> str:
        kind = kind or ("any" if role == "_" else self.kinds.get(role))
        if kind is None:
            raise WordingError("role", self.source, role=f"{{{role}}}")
        if kind not in KINDS:
            raise WordingError("kind", self.source, kind=kind)
        symbols = self._need(KINDS[kind])
        if role == "_":
            return symbols
        self.roles.append(role)
        if not many:
            return f"({symbols})"
        self.lists[role] = KINDS[kind]
        self.needs[-1][-1].append(frozenset(",;" + self.vocabulary.symbols("and")))
        gaps = self.gaps
        between = f"{gaps.listed}{{0,{_LONG_GAP}}}?[,;{gaps.joins}]{gaps.labels}{{0,{_SHORT_GAP}}}?"
        return f"({symbols}(?:{between}{symbols}){{{many},{_LIST_LIMIT}}})"

    def _need(self, symbols: str) -> str:
        self.needs[-1][-1].append(frozenset(symbols))
        return re.escape(symbols) if len(symbols) == 1 else "[" + _members(symbols) + "]"


def rarity(need: frozenset[str]) -> tuple[bool, int]:
    """What sorts needs by how few sentences meet them: words before numbers, few words before many."""
    return not need.isdisjoint(_CLAIMS), len(need)


def _needs_of(alternatives: Sequence[Sequence[frozenset[str]]]) -> list[frozenset[str]]:
    """What a bracket needs: all that its only alternative does, or one of the rarest things that each of several do."""
    if len(alternatives) == 1:
        return list(alternatives[0])
    if not all(alternatives):
        return []
    return [frozenset().union(*(min(needs, key=rarity) for needs in alternatives))]
