"""Which language a text is in: a count of telling words first, a trained model only when that does not settle it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from operator import itemgetter

from workbench.language_facts import known_languages

_SAMPLE = 40_000
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
# Below this many letters the model answers anything at all ("12,5 %" is Portuguese to it).
_FEWEST_LETTERS = 12
# The best language has to lead by this factor, with this much evidence, for the count to decide.
_LEAD = 1.35
_EVIDENCE = 2.0
DEFAULT = "en"
_SCRIPT = "han"


def detect(text: str) -> str:
    """The ISO 639-1 code of the language `text` is in, among those of `languages()`.

    English when the text has too few words to tell. Long texts are judged by samples from beginning, middle and end.
    """
    sample = _sample(text)
    letters = sum(1 for _ in _LETTER.finditer(sample))
    if not letters:
        return DEFAULT
    han = _language_in_han()
    if han is not None and 3 * sum(1 for _ in _HAN.finditer(sample)) > letters:
        return han
    scores = _scores(sample)
    ranked = sorted(scores.items(), key=itemgetter(1), reverse=True)[:2]
    if ranked:
        best = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        if best[1] >= _EVIDENCE and best[1] >= _LEAD * second:
            return best[0]
        if letters < _FEWEST_LETTERS:
            return best[0]
    return _by_model(sample, scores) if letters >= _FEWEST_LETTERS else DEFAULT


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]}\n{text[middle : middle + _SAMPLE]}\n{text[-_SAMPLE:]}"


def _scores(sample: str) -> dict[str, float]:
    """Evidence for each language: a word counts one over the number of languages that share it."""
    words = _telling_words()
    scores: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(match.group().lower() for match in _WORD.finditer(sample)).items():
        languages = words.get(word)
        if languages:
            for language in languages:
                scores[language] += count / len(languages)
    for letter, languages in _telling_letters().items():
        count = sample.count(letter) + sample.count(letter.upper())
        for language in languages if count else ():
            scores[language] += 0.5 * count / len(languages)
    return scores


def _by_model(sample: str, scores: dict[str, float]) -> str:
    from py3langid import rank

    known = languages()
    plain = sample[:4000].encode("utf-8", errors="replace").decode("utf-8")
    code = next((str(code) for code, _ in rank(plain) if code in known), DEFAULT)
    # The model may pick a language without a single one of its telling words: then the words have it.
    return code if code in scores or not scores else max(scores, key=lambda known_code: scores[known_code])


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that can be told apart."""
    return tuple(known_languages())


def language_code(word: str) -> str | None:
    """The code that `word` stands for, as people and systems write it ("FR", "fr-FR", "fr_CA"); None for none."""
    code = word.strip().replace("_", "-").partition("-")[0].lower()
    return code if code in languages() else None


@cache
def _language_in_han() -> str | None:
    """The language that is written in Chinese characters, when there is one."""
    return next((code for code, facts in known_languages().items() if facts.script == _SCRIPT), None)


@cache
def _telling_words() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for language, facts in known_languages().items():
        for word in facts.words:
            owners.setdefault(word, []).append(language)
    return {word: tuple(codes) for word, codes in owners.items()}


@cache
def _telling_letters() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for language, facts in known_languages().items():
        for letter in facts.letters:
            owners.setdefault(letter, []).append(language)
    return {letter: tuple(codes) for letter, codes in owners.items()}
