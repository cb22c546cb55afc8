"""Short arithmetic stories: "Sara had 31 balloons and gave Sandy 24. She has 9 left."

Only in texts that are nothing but such a story: a few sentences of plain counts, without a date, a percentage or a
name of a year, whose last sentence states one number and says how it closes the account ("left", "in all", "each").
In running text a later number can come from anywhere, so there these wordings bind nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Binding, Claim, Document, Kind, Operand, Operation, Relation
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import tokens

_MOST_SENTENCES, _MOST_CLAIMS, _MOST_TEXT = 4, 7, 900
_COUNTED = (Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.MONEY)
_STEM = 4
_PRONOUNS = "she he they it her him them we i you elle il elles ils lui leur".split()


@dataclass(slots=True)
class _Fact:
    """A number of the story with its words: those before it in its clause, and those after it up to the next number."""

    claim: Claim
    before: list[str]
    after: list[str]

    def says(self, words: frozenset[str]) -> bool:
        return not words.isdisjoint(self.before) or not words.isdisjoint(self.after)


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists a language has for stories."""

    gain: frozenset[str]
    loss: frozenset[str]
    give: frozenset[str]
    take: frozenset[str]
    hold: frozenset[str]
    each: frozenset[str]
    total: frozenset[str]
    left: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    average: frozenset[str]
    than: frozenset[str]


def story(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> list[Relation]:
    """The relation that closes a short story, without id; nothing for any other text."""
    table = rules.stories
    if not table or len(document.text) > _MOST_TEXT:
        return []
    numbers = [claim for claim in claims if claim.quantity.kind in _COUNTED and claim.quantity.value is not None]
    if len(numbers) != len(claims) or not 2 <= len(claims) <= _MOST_CLAIMS:
        return []
    sentences = list(dict.fromkeys(claim.sentence for claim in numbers))
    if not 2 <= len(sentences) <= _MOST_SENTENCES:
        return []
    words = _Words(**{name: frozenset(table.get(name, ())) for name in _Words.__dataclass_fields__})
    last = [claim for claim in numbers if claim.sentence == sentences[-1]]
    given = [claim for claim in numbers if claim.sentence != sentences[-1]]
    if len(last) != 1 or not given:
        return []
    end = _facts(document, last)[0]
    facts = _facts(document, given)
    found = _closed(document, end, facts, words)
    if found is None:
        return []
    operation, operands = found
    start = min(claim.start for claim in numbers)
    name = f"story.{rules.language}.{operation.value}"
    return [Relation("", operation, name, tuple(operands), start, end.claim.end, Binding.ACROSS)]


def _facts(document: Document, claims: Sequence[Claim]) -> list[_Fact]:
    facts = []
    for place, claim in enumerate(claims):
        follows = place and claims[place - 1].sentence == claim.sentence
        low = claims[place - 1].end if follows else claim.sentence[0]
        precedes = place + 1 < len(claims) and claims[place + 1].sentence == claim.sentence
        high = claims[place + 1].start if precedes else claim.sentence[1]
        before = [word for word, _, _ in tokens(document.text[low : claim.start])]
        after = [word for word, _, _ in tokens(document.text[claim.end : high])]
        facts.append(_Fact(claim, before, after))
    return facts


def _closed(
    document: Document, end: _Fact, facts: list[_Fact], words: _Words
) -> tuple[Operation, list[Operand]] | None:
    each = [fact for fact in facts if fact.says(words.each)]
    if end.says(words.each) or end.says(words.average):
        return _shared_out(end, facts) if len(facts) == 2 and not each else None
    if each:
        return _times(end, facts, each, words) if len(facts) == 2 and len(each) == 1 else None
    if end.says(words.than) and (end.says(words.more) or end.says(words.less)):
        return _difference(end, facts, words) if len(facts) == 2 else None
    return _account(document, end, facts, words)


def _shared_out(end: _Fact, facts: list[_Fact]) -> tuple[Operation, list[Operand]]:
    """So many shared among so many: the one of the same noun as the answer is the total."""
    total, count = facts
    if _noun(end) and _same_noun(end, facts[1]) and not _same_noun(end, facts[0]):
        total, count = facts[1], facts[0]
    return Operation.AVERAGE, [
        Operand("total", total.claim.id),
        Operand("count", count.claim.id),
        Operand("per", end.claim.id),
    ]


def _times(
    end: _Fact, facts: list[_Fact], each: list[_Fact], words: _Words
) -> tuple[Operation, list[Operand]] | None:
    """So many with so many in each: the product has the noun of what each one holds, a quotient that of the holders."""
    per = each[0]
    if per is facts[0] and _before_each(per, words) and not _same_noun(end, per) and _same_noun(end, facts[1]):
        per = facts[1]
    other = facts[1] if per is facts[0] else facts[0]
    if _same_noun(end, per) and not (_same_noun(end, other) and not _same_noun(per, other)):
        if _same_noun(other, per):
            return None
        roles = (end, other, per)
    elif _same_noun(other, per):
        roles = (other, end, per)
    else:
        return None
    total, count, amount = roles
    return Operation.AVERAGE, [
        Operand("total", total.claim.id),
        Operand("count", count.claim.id),
        Operand("per", amount.claim.id),
    ]


def _before_each(fact: _Fact, words: _Words) -> bool:
    return not words.each.isdisjoint(fact.after)


def _difference(end: _Fact, facts: list[_Fact], words: _Words) -> tuple[Operation, list[Operand]] | None:
    first, second = facts
    if _same_noun(end, second) and not _same_noun(end, first):
        first, second = second, first
    sign = -1 if end.says(words.less) else 1
    return Operation.DIFFERENCE, [
        Operand("after", first.claim.id),
        Operand("before", second.claim.id),
        Operand("change", end.claim.id, sign=sign),
    ]


def _account(
    document: Document, end: _Fact, facts: list[_Fact], words: _Words
) -> tuple[Operation, list[Operand]] | None:
    """What was there, what came and what went: the last number is what is there now."""
    facts = _of_one_kind(end, facts)
    if len(facts) < 2:
        return None
    owner = _owner(end)
    signs: list[int] = []
    for place, fact in enumerate(facts):
        sign = _sign(document, fact, owner, words, first=place == 0)
        if sign is None:
            return None
        signs.append(sign)
    closing = end.says(words.left) or end.says(words.total)
    if -1 not in signs and not closing and not end.says(words.hold):
        return None
    if -1 in signs and end.says(words.total) and not end.says(words.left):
        return None
    if signs[0] < 0:
        return None
    if -1 not in signs and end.says(words.left) and "now" not in end.after + end.before:
        return None
    if any(fact.claim.quantity.unit != end.claim.quantity.unit for fact in facts) and end.claim.quantity.unit:
        return None
    parts = [Operand("part", fact.claim.id, sign=sign) for fact, sign in zip(facts, signs, strict=True)]
    return Operation.SUM, [Operand("total", end.claim.id), *parts]


def _of_one_kind(end: _Fact, facts: list[_Fact]) -> list[_Fact]:
    """The numbers that count what the last one counts; all of them when it names the kind they have in common."""
    named = [fact for fact in facts if _noun(fact) and _same_noun(end, fact)]
    if not named:
        return facts
    kept: list[_Fact] = []
    for place, fact in enumerate(facts):
        if fact in named:
            kept.append(fact)
        elif _elided(fact) and (not place or facts[place - 1] in kept):
            kept.append(fact)
    return kept


def _elided(fact: _Fact) -> bool:
    """Whether the number stands without a noun of its own ("gave away 34 of them", "then made 28 more")."""
    return fact.claim.counted is None or not fact.after or fact.after[0] in ("of", "more", ".", ",", "new", "and", "d'entre")


def _sign(document: Document, fact: _Fact, owner: str, words: _Words, *, first: bool) -> int | None:
    """1 for what comes to the owner of the last number, -1 for what goes, ``None`` when the words leave it open."""
    near = set(fact.before) | set(fact.after[:8])
    others = owner and not _subject_is(fact, owner)
    if near & words.give:
        receives = owner in fact.before[1:] or owner in fact.after or bool({"her", "him", "them", "lui"} & set(fact.before))
        if others and receives:
            return 1
        return -1 if not first else None
    if near & words.loss:
        return None if first and not near & words.hold else -1
    if near & words.take:
        if others and owner in fact.after:
            return -1
        return 1
    if near & (words.gain | words.hold | words.more) or first:
        return 1
    return 1 if not near & words.less else None


def _subject_is(fact: _Fact, owner: str) -> bool:
    """Whether the clause of the number begins with the owner or a pronoun."""
    start = next((word for word in fact.before if word.isalpha() and word not in ("and", "then", "but", "et", "so")), "")
    return not start or start == owner or start in _PRONOUNS


def _owner(end: _Fact) -> str:
    """The first word of the last sentence, when it is a name rather than a pronoun or a noun of things."""
    word = next((word for word in end.before if word.isalpha()), "")
    return "" if word in _PRONOUNS or word in ("there", "the", "a", "in", "il", "les") else word


def _noun(fact: _Fact) -> str:
    return (fact.claim.counted or fact.claim.quantity.unit or "").lower()


def _same_noun(first: _Fact, second: _Fact) -> bool:
    """Whether two numbers count the same thing, as far as their nouns say."""
    one = _noun(first) or " ".join(first.after[:3])
    other = _noun(second) or " ".join(second.after[:3])
    mine = {word[:_STEM] for word in one.split() if len(word) > 2}
    return bool(mine & {word[:_STEM] for word in other.split() if len(word) > 2})
