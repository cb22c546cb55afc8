"""The words of a language that relation rules listen for, and the symbols they are read as.

A sentence is matched as a short string with one character for each claim, each phrase some rule listens for and each
other word, so that wordings become regular expressions over a small alphabet instead of over text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_

OTHER_WORD = "w"
SENTENCE_END = "¶"
OPEN, CLOSE = "⟨", "⟩"
PUNCTUATION = (
    {",": ",", "،": ",", "、": ",", "，": ",", ";": ";", "；": ";", ":": ":", "：": ":", "=": "=", "~": "~"}
    | dict.fromkeys("([（［", OPEN)
    | dict.fromkeys(")]）］", CLOSE)
)
_DASHES = "-–—‒―−"
_IGNORED = "\"«»“”„‘’'`*_+±.!?…•·"
_FIRST_SYMBOL = 0xE000
_CACHE_LIMIT = 50_000
_MOST_SECONDS = 500
_MOST_HEARD = 2_000
_LONGEST_CHUNK = 40

_TOKEN = re.compile(r"[^\W\d_]++['’]|[^\W_]++(?:[-‑][^\W_]++)*+|[^\w\s]")


class _Chunks(dict[str, tuple[tuple[str, ...], tuple[int, ...]]]):
    """The words and signs of what stands between two spaces, and where each begins in it; most texts repeat theirs."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        matches = list(_TOKEN.finditer(_lowered(chunk)))
        found = tuple([match.group() for match in matches]), tuple([match.start() for match in matches])
        if len(self) < _CACHE_LIMIT and len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = found
        return found


class _Joined(dict[str, str]):
    """The words and signs of what stands between two spaces, with one space between them."""

    def __missing__(self, chunk: str) -> str:
        found = " ".join(_CHUNKS[chunk][0])
        if len(self) < _CACHE_LIMIT and len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = found
        return found


_CHUNKS = _Chunks()
_JOINED = _Joined()


def _lowered(text: str) -> str:
    """`text` in lower case with straight apostrophes and hyphens, every letter in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few capitals have two small letters; places must stay those of the text.
        lowered = "".join([letter.lower()[:1] for letter in text])
    return lowered.replace("’", "'").replace("‑", "-")


def located(text: str, at: int = 0) -> tuple[list[str], list[int]]:
    """The words and signs of `text`, which begins at `at`, in lower case, and where each begins."""
    words: list[str] = []
    begins: list[int] = []
    # Other white space stands within chunks: then where each begins is known without looking for it.
    for chunk in text.split(" "):
        spoken, places = _CHUNKS[chunk]
        if len(places) == 1:
            words.append(spoken[0])
            begins.append(at + places[0])
        else:
            words += spoken
            begins += [at + place for place in places]
        at += len(chunk) + 1
    return words, begins


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The words and signs of `text`, in lower case with straight apostrophes, and where each stands."""
    return [(word, begin, begin + len(word)) for word, begin in zip(*located(text), strict=True)]


def spoken(text: str) -> list[str]:
    """The words and signs of `text` alone, in lower case with straight apostrophes: what most questions ask about."""
    return [word for chunk in text.split() for word in _CHUNKS[chunk][0]]


@lru_cache(maxsize=16_384)
def between_spaces(text: str) -> str:
    """The words and signs of `text`, each between spaces; one space when there are none.

    Rules look for phrases around each number of a sentence, and ask for the same few words again and again.
    """
    found = " ".join(filter(None, map(_JOINED.__getitem__, text.split())))
    return f" {found} " if found else " "


class Phrases(tuple[str, ...]):
    """Phrases that rules listen for around numbers, with what was found in the words asked about last."""

    _heard: dict[str, bool]

    def __new__(cls, phrases: Iterable[str]) -> Phrases:
        """Phrases as they stand between words, with the spaces around them."""
        made = super().__new__(cls, phrases)
        made._heard = {}
        return made

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in `text`."""
        known = self._heard.get(text)
        if known is None:
            known = any(phrase in text for phrase in self)
            if len(self._heard) >= _MOST_HEARD:
                self._heard.clear()
            self._heard[text] = known
        return known


class Hearing(dict[str, int]):
    """For each word, the cues that some phrase of theirs may have it from: a bit for each, remembered word by word.

    A sentence whose words have no bit of a cue says none of its phrases, and need not be asked for them. `always` has
    the bits of cues that any sentence may say; `asked` keeps what the needs of readers come to.
    """

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.bits = {name: 1 << number for number, name in enumerate(cues)}
        self._whole: dict[str, int] = {}
        self._open: list[tuple[str, int]] = []
        self.always = 0
        self._of: dict[tuple[str, ...], int] = {}
        self.asked: dict[object, tuple[frozenset[str], int]] = {}
        common = Counter(word for phrases in cues.values() for phrase in phrases for word in phrase.split())
        for name, phrases in cues.items():
            for phrase in phrases:
                self._add(phrase, self.bits[name], common)

    def _add(self, phrase: str, bit: int, common: Mapping[str, int]) -> None:
        """Note the word that tells most among those a phrase must have; one whose end is left open is part of a word.

        That is the one that fewest phrases have, and of such words the longest.
        """
        words = phrase.split()
        first, last = 0 if phrase.startswith(" ") else 1, len(words) if phrase.endswith(" ") else len(words) - 1
        whole = [word for word in words[first:last] if any(map(str.isalpha, word))]
        if whole:
            word = min(whole, key=lambda word: (common[word], -len(word)))
            self._whole[word] = self._whole.get(word, 0) | bit
        elif any(any(map(str.isalpha, word)) for word in words):
            self._open.append((max(words, key=len), bit))
        else:
            # Signs stand in numbers too, whose words are not listened to.
            self.always |= bit

    def of(self, *names: str) -> int:
        """The bits of some cues; all of one that nobody knows."""
        known = self._of.get(names)
        if known is None:
            known = self._of[names] = reduce(or_, [self.bits.get(name, 0) for name in names], 0)
        return known

    def __missing__(self, word: str) -> int:
        bits = self._whole.get(word, 0)
        for part, bit in self._open:
            if not bits & bit and part in word:
                bits |= bit
        if len(self) < _CACHE_LIMIT and len(word) <= _LONGEST_CHUNK:
            self[word] = bits
        return bits


def stands_in(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of `phrases` stands in `text`."""
    return phrases.stand_in(text) if isinstance(phrases, Phrases) else any(phrase in text for phrase in phrases)


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase of a language file; a final ``*`` stays with its word ("augment*")."""
    words: list[str] = []
    for word in phrase.split():
        stem, star = (word[:-1], "*") if word.endswith("*") and len(word) > 1 else (word, "")
        parts = spoken(stem)
        if parts:
            parts[-1] += star
        words += parts
    return tuple(words)


@dataclass
class Vocabulary:
    """Phrases with the classes they belong to, each distinct set of classes being one symbol."""

    classes: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    unions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    before_signs: frozenset[str] = frozenset()
    before_bases: frozenset[str] = frozenset()
    _symbols: dict[frozenset[str], str] = field(default_factory=dict)
    _exact: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _prefixed: list[tuple[str, tuple[str, ...], str]] = field(default_factory=list)
    _openings: _Openings = field(init=False)
    _of_class: dict[str, str] = field(default_factory=dict)
    _sets: dict[str, frozenset[str]] = field(default_factory=dict)
    _signs: dict[str, int] = field(default_factory=dict)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _settled: bool = False

    def add(self, phrase: str, class_name: str) -> None:
        """Let `phrase` belong to the class."""
        words = phrase_words(phrase)
        if words:
            self.classes.setdefault(words, set()).add(class_name)

    def alias(self, table: object) -> None:
        """Let phrases be read wherever another one is: "ce qui correspond à" as "soit"."""
        assert isinstance(table, dict)
        for phrase, others in table.items():
            names = self.classes.get(phrase_words(phrase), set()).copy()
            for other in others:
                for name in names:
                    self.add(other, name)

    def settle(self) -> None:
        """Give every phrase its symbol. Called once, when all phrases are known."""
        stems = [(words, names) for words, names in self.classes.items() if words[0].endswith("*")]
        for words, names in self.classes.items():
            for (stem, *rest), of_stem in stems:
                if words[0].startswith(stem[:-1]) and words[1:] == tuple(rest):
                    # A wording that asks for "réparti*" is met by "répartis", which another one names in full.
                    names |= {name for name in of_stem if name.startswith("=")}
        for words, names in self.classes.items():
            symbol = self._symbols.setdefault(frozenset(names), chr(_FIRST_SYMBOL + len(self._symbols)))
            if words[0].endswith("*"):
                self._prefixed.append((words[0][:-1], words[1:], symbol))
            else:
                self._exact.setdefault(words[0], []).append((words[1:], symbol))
        self._openings = _Openings(self._exact, self._prefixed)
        named: dict[str, list[str]] = {}
        for members, symbol in self._symbols.items():
            for name in members:
                named.setdefault(name, []).append(symbol)
        # What a wording names in full is asked for once a word; a union is put together when it is asked for.
        self._of_class = {name: "".join(symbols) for name, symbols in named.items() if name not in self.unions}
        self._settled = True

    def expand(self, class_name: str) -> frozenset[str]:
        """The class itself, or the classes a union of that name stands for."""
        if class_name in self.unions:
            return frozenset().union(*(self.expand(name) for name in self.unions[class_name]))
        return frozenset({class_name})

    def knows(self, class_name: str) -> bool:
        """Whether some phrase belongs to the class or union."""
        return bool(self.symbols(class_name))

    def symbols(self, class_name: str) -> str:
        """The symbols of all phrases of a class or union, as one string."""
        known = self._of_class.get(class_name)
        if known is None:
            wanted = self.expand(class_name)
            known = "".join(symbol for names, symbol in self._symbols.items() if not wanted.isdisjoint(names))
            if self._settled:
                self._of_class[class_name] = known
        return known

    def members(self, class_names: str) -> frozenset[str]:
        """The symbols of all phrases of some classes or unions, named with spaces between.

        `signed` names all phrases that say which way a number moves.
        """
        known = self._sets.get(class_names)
        if known is None:
            known = frozenset().union(*map(self._members, class_names.split()))
            if self._settled:
                self._sets[class_names] = known
        return known

    def _members(self, name: str) -> Iterable[str]:
        return filter(self.sign_of, self.all_symbols) if name == "signed" else self.symbols(name)

    def class_names(self) -> Mapping[str, tuple[str, ...]]:
        """For each symbol the classes its phrases belong to, without those that name but the phrase itself."""
        if not self._names:
            self._names = {
                symbol: tuple(sorted(name for name in names if not name.startswith("=")))
                for names, symbol in self._symbols.items()
            }
        return self._names

    @property
    def all_symbols(self) -> str:
        """Every symbol a phrase has."""
        return "".join(self._symbols.values())

    def segment(self, words: list[str]) -> list[str]:
        """The classes of symbols that words of a wording are matched by, phrases as a text would be cut into them."""
        found: list[str] = []
        at = 0
        while at < len(words):
            size = next(
                (size for size in range(len(words) - at, 1, -1) if tuple(words[at : at + size]) in self.classes), 1
            )
            if size == 1:
                found.append(self.symbols("=" + words[at]))
            else:
                found.append(self._symbols[frozenset(self.classes[tuple(words[at : at + size])])])
            at += size
        return found

    def sign_of(self, symbol: str) -> int:
        """1 or -1 for a phrase that says which way a number moves, else 0."""
        known = self._signs.get(symbol)
        if known is None:
            names: frozenset[str] = next((names for names, own in self._symbols.items() if own == symbol), frozenset())
            known = next((self.signs[name] for name in sorted(names) if name in self.signs), 0)
            self._signs[symbol] = known
        return known

    def symbols_of(self, words: Sequence[str]) -> list[str]:
        """Symbols for `words`, the longest phrase first."""
        return self.read(words, range(len(words)))[0]

    def read(self, words: Sequence[str], begins: Sequence[int]) -> tuple[list[str], list[int], list[int]]:
        """Symbols for `words`, the longest phrase first, and where what each stands for begins and ends.

        `begins` has where each of the words begins.
        """
        openings = self._openings
        symbols: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        count = len(words)
        behind = 0
        for at, word in enumerate(words):
            if at < behind:
                continue
            symbol, following = openings[word]
            behind = at + 1
            if following is not None and behind < count:
                for size, rest, longer in following[words[behind]]:
                    if not rest or (at + size <= count and _same(rest, words, at + 2)):
                        symbol, behind = longer, at + size
                        break
            if symbol:
                symbols.append(symbol)
                starts.append(begins[at])
                ends.append(begins[behind - 1] + len(words[behind - 1]))
        return symbols, starts, ends


def _sign(word: str) -> str:
    """The symbol of what no phrase begins with; none for signs that say nothing of how numbers are related."""
    if word in PUNCTUATION:
        return PUNCTUATION[word]
    if word in _DASHES:
        return "–"
    return "" if word in _IGNORED else OTHER_WORD


class _Openings(dict[str, tuple[str, "_Following | None"]]):
    """The symbol of each word that stands alone, and the phrases of several words that begin with it."""

    def __init__(
        self,
        exact: Mapping[str, list[tuple[tuple[str, ...], str]]],
        prefixed: Sequence[tuple[str, tuple[str, ...], str]],
    ) -> None:
        super().__init__()
        self._exact, self._prefixed = exact, prefixed

    def __missing__(self, word: str) -> tuple[str, _Following | None]:
        prefixed = [item for item in self._prefixed if word.startswith(item[0])]
        prefixed.sort(key=lambda item: (-len(item[1]), -len(item[0])))
        phrases = sorted(
            [*self._exact.get(word, ()), *((rest, symbol) for _, rest, symbol in prefixed)],
            key=lambda item: -len(item[0]),
        )
        other = OTHER_WORD if word.isalpha() else _sign(word)
        alone = next((symbol for rest, symbol in phrases if not rest), other)
        longer = [(rest, symbol) for rest, symbol in phrases if rest]
        if len(self) > _CACHE_LIMIT:
            self.clear()
        found = self[word] = alone, _Following(longer) if longer else None
        return found


class _Following(dict[str, tuple[tuple[int, tuple[str, ...], str], ...]]):
    """The phrases that begin with one word, by the word behind it, the longest first.

    Each with how many words it has, those from the third on, and its symbol.
    """

    def __init__(self, phrases: Sequence[tuple[tuple[str, ...], str]]) -> None:
        super().__init__()
        self._phrases = phrases
        self._has_stems = any(rest[0].endswith("*") for rest, _ in phrases)
        for rest, _ in phrases:
            self[rest[0]] = self._behind(rest[0])

    def __missing__(self, second: str) -> tuple[tuple[int, tuple[str, ...], str], ...]:
        if not self._has_stems:
            return ()
        found = self._behind(second)
        if len(self) < _MOST_SECONDS:
            self[second] = found
        return found

    def _behind(self, second: str) -> tuple[tuple[int, tuple[str, ...], str], ...]:
        return tuple(
            [(len(rest) + 1, rest[1:], symbol) for rest, symbol in self._phrases if _same(rest[:1], (second,), 0)]
        )


def _same(wanted: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    for offset, word in enumerate(wanted):
        found = words[at + offset]
        if not (found.startswith(word[:-1]) if word.endswith("*") else found == word):
            return False
    return True


def build_vocabulary(table: Mapping[str, object], literals: Iterable[str]) -> Vocabulary:
    """A vocabulary from the tables of a language file and the very words that rules name."""
    vocabulary = Vocabulary()
    classes, unions, signs = table.get("classes", {}), table.get("unions", {}), table.get("signs", {})
    assert isinstance(classes, dict)
    assert isinstance(unions, dict)
    assert isinstance(signs, dict)
    for name, phrases in classes.items():
        for phrase in phrases:
            vocabulary.add(phrase, name)
    for word in literals:
        vocabulary.add(word, "=" + word)
    vocabulary.alias(table.get("aliases", {}))
    vocabulary.unions = {name: tuple(members) for name, members in unions.items()}
    vocabulary.signs = dict(signs)
    before, bases = table.get("before-signs", []), table.get("before-bases", [])
    assert isinstance(before, list)
    assert isinstance(bases, list)
    vocabulary.before_signs, vocabulary.before_bases = frozenset(before), frozenset(bases)
    vocabulary.settle()
    return vocabulary
