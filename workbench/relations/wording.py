"""The words of a language that relation rules listen for, and the symbols they are read as.

A sentence is matched as a short string with one character for each claim, each phrase some rule listens for and each
other word, so that wordings become regular expressions over a small alphabet instead of over text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
_LONGEST_CHUNK = 40

_TOKEN = re.compile(r"[^\W\d_]++['’]|[^\W_]++(?:[-‑][^\W_]++)*+|[^\w\s]")


class _Chunks(dict[str, list[tuple[str, int, int]]]):
    """The words and signs of what stands between two spaces, and where in it; most texts repeat most of theirs."""

    def __missing__(self, chunk: str) -> list[tuple[str, int, int]]:
        found = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(chunk)]
        if len(self) < _CACHE_LIMIT and len(chunk) <= _LONGEST_CHUNK:
            self[chunk] = found
        return found


_CHUNKS = _Chunks()


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The words and signs of `text`, in lower case with straight apostrophes, and where each stands."""
    lowered = text.lower().replace("’", "'").replace("‑", "-")
    if len(lowered) != len(text):
        # A few capitals have two small letters; places must stay those of the text.
        lowered = "".join(letter.lower()[:1] for letter in text).replace("’", "'").replace("‑", "-")
    found: list[tuple[str, int, int]] = []
    at = 0
    for chunk in lowered.split():
        at = lowered.find(chunk, at)
        for word, start, end in _CHUNKS[chunk]:
            found.append((word, at + start, at + end))
        at += len(chunk)
    return found


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase of a language file; a final ``*`` stays with its word ("augment*")."""
    words: list[str] = []
    for word in phrase.split():
        stem, star = (word[:-1], "*") if word.endswith("*") and len(word) > 1 else (word, "")
        parts = [token for token, _, _ in tokens(stem)]
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
    _candidates: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _of_class: dict[str, str] = field(default_factory=dict)
    _signs: dict[str, int] = field(default_factory=dict)
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
        self._settled = True

    def expand(self, class_name: str) -> frozenset[str]:
        """The class itself, or the classes a union of that name stands for."""
        if class_name in self.unions:
            return frozenset().union(*(self.expand(name) for name in self.unions[class_name]))
        return frozenset({class_name})

    def knows(self, class_name: str) -> bool:
        """Whether some phrase belongs to the class or union."""
        wanted = self.expand(class_name)
        return any(not wanted.isdisjoint(names) for names in self.classes.values())

    def symbols(self, class_name: str) -> str:
        """The symbols of all phrases of a class or union, as one string."""
        known = self._of_class.get(class_name)
        if known is None:
            wanted = self.expand(class_name)
            known = "".join(symbol for names, symbol in self._symbols.items() if not wanted.isdisjoint(names))
            if self._settled:
                self._of_class[class_name] = known
        return known

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

    def read(self, words: list[str]) -> list[tuple[str, int, int]]:
        """Symbols for `words`, the longest phrase first, each with the range of words it stands for."""
        at, count = 0, len(words)
        found: list[tuple[str, int, int]] = []
        candidates = self._candidates
        while at < count:
            word = words[at]
            known = candidates.get(word)
            for rest, symbol in self._starting(word) if known is None else known:
                size = len(rest)
                if not size or (at + size < count and _same(rest, words, at + 1)):
                    found.append((symbol, at, at + 1 + size))
                    at += 1 + size
                    break
            else:
                symbol = OTHER_WORD if word.isalpha() else _sign(word)
                if symbol:
                    found.append((symbol, at, at + 1))
                at += 1
        return found

    def _starting(self, word: str) -> list[tuple[tuple[str, ...], str]]:
        known = self._candidates.get(word)
        if known is None:
            if len(self._candidates) > _CACHE_LIMIT:
                self._candidates.clear()
            known = sorted(self._exact.get(word, []), key=lambda item: -len(item[0]))
            prefixed = [item for item in self._prefixed if word.startswith(item[0])]
            prefixed.sort(key=lambda item: (-len(item[1]), -len(item[0])))
            known += [(rest, symbol) for _, rest, symbol in prefixed]
            known.sort(key=lambda item: -len(item[0]))
            self._candidates[word] = known
        return known


def _sign(word: str) -> str:
    """The symbol of what no phrase begins with; none for signs that say nothing of how numbers are related."""
    if word in PUNCTUATION:
        return PUNCTUATION[word]
    if word in _DASHES:
        return "–"
    return "" if word in _IGNORED else OTHER_WORD


def _same(wanted: tuple[str, ...], words: list[str], at: int) -> bool:
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
