"""Short arithmetic stories: "Sara had 31 balloons and gave Sandy 24. She has 9 left."

Only in texts that are nothing but such a story: a few sentences of plain counts, without a date, a percentage or a
name of a year, whose last sentence states one number and says how it closes the account ("left", "in all", "each").
In running text a later number can come from anywhere, so there these wordings bind nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from workbench.model import (
    LOOSELY_TOLD,
    Binding,
    BlockKind,
    Claim,
    Document,
    Kind,
    Operand,
    Operation,
    Relation,
    Unknown,
)
from workbench.relations.elsewhere import is_contradicted
from workbench.relations.rules import LanguageRules
from workbench.relations.wording import tokens

_MOST_SENTENCES, _MOST_CLAIMS, _MOST_TEXT = 4, 7, 900
_MOST_TOLD, _LARGE = 1_000_000, 1_000
_COUNTED = (Kind.COUNT, Kind.NUMBER, Kind.QUANTITY, Kind.MONEY, Kind.MULTIPLE, Kind.DURATION)
_STEM, _PHRASE, _REACH, _FEWEST = 4, 2, 7, 3
_STORY = "story."
_HELD = frozenset({Operation.SUM, Operation.DIFFERENCE, Operation.AVERAGE})


@dataclass(slots=True)
class _Fact:
    """A number of the story with the words of its clause before and after it."""

    claim: Claim
    before: list[str]
    after: list[str]

    def says(self, words: frozenset[str]) -> bool:
        """Whether its clause has one of the words."""
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
    joins: frozenset[str]
    pronouns: frozenset[str]
    small: frozenset[str]
    idle: frozenset[str]
    sold: frozenset[str]
    stops: frozenset[str]
    news: frozenset[str]


_Closing = list[tuple[Operation, list[Operand]]]


def story(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> list[Relation]:
    """The relations that close a short story, without ids; nothing for any other text."""
    table = rules.stories
    if any(block.kind is not BlockKind.PARAGRAPH for block in document.blocks):
        return []
    if not table or len(document.text) > _MOST_TEXT or not 2 <= len(claims) <= _MOST_CLAIMS:
        return []
    if any(claim.quantity.kind not in _COUNTED or claim.quantity.value is None for claim in claims):
        return []
    sentences = list(dict.fromkeys(claim.sentence for claim in claims))
    if not 2 <= len(sentences) <= _MOST_SENTENCES:
        return []
    words = _Words(**{name: frozenset(table.get(name, ())) for name in _Words.__dataclass_fields__})
    if not _is_told(document, claims, words):
        return []
    facts = _facts(document, [claim for claim in claims if claim.sentence != sentences[-1]], words)
    ends = _facts(document, [claim for claim in claims if claim.sentence == sentences[-1]], words)
    facts = [fact for fact in facts if not fact.says(words.idle)]
    if not facts:
        return []
    start, end = min(claim.start for claim in claims), max(claim.end for claim in claims)
    found = _closed(ends[0], facts, words) if len(ends) == 1 else _packed(ends, facts, words)
    return [
        Relation(
            "", operation, f"{_STORY}{rules.language}.{operation.value}", tuple(operands), start, end, Binding.ACROSS
        )
        for operation, operands in found
    ]


def without_needless_stories(relations: Sequence[Relation], claims: Sequence[Claim]) -> list[Relation]:
    """All relations, but no story where some numbers fit together without the last one: then that closes none.

    Nor one that is contradicted where its last number is how far two others are apart: "the mean commute is 22.8
    minutes, New Yorkers spend 35.6: an additional 12.8". `claims` are those of the document in the order of the text.
    """
    others = [relation for relation in relations if not relation.rule.startswith(_STORY)]
    if len(others) == len(relations):
        return list(relations)
    known = {claim.id: claim for claim in claims}
    if any(_fits_without(relation, claims[-1], known) for relation in others):
        return others
    stories = [relation for relation in relations if relation.rule.startswith(_STORY)]
    if any(_is_far_less(relation, known) for relation in stories):
        return others
    told_amiss = any(
        any(operand.unknown is not None for operand in relation.operands) or is_contradicted(relation, known)
        for relation in stories
    )
    return others if told_amiss and _is_told_apart(claims) else list(relations)


def _is_told_apart(claims: Sequence[Claim]) -> bool:
    """Whether what closes a story is how far two other numbers are apart, to two digits at least."""
    end = claims[-1]
    if sum(map(str.isdigit, end.text)) < _PHRASE:
        return False
    return any((one.expected - other.expected).meets(end.expected) for one, other in permutations(claims[:-1], 2))


def _is_far_less(relation: Relation, known: dict[str, Claim]) -> bool:
    """Whether a total is less than half of one of its parts, none of which is taken away."""
    told = relation.role("total") if relation.operation is Operation.SUM else None
    total = known.get(told.claim or "") if told is not None else None
    if total is None or any(operand.sign < 0 for operand in relation.operands):
        return False
    parts = [known[part.claim].quantity.value or 0 for part in relation.roles("part") if part.claim in known]
    return 2 * (total.quantity.value or 0) < max(parts, default=0)


def _fits_without(relation: Relation, last: Claim, known: dict[str, Claim]) -> bool:
    return (
        len(relation.claims) >= _FEWEST
        and last.id not in relation.claims
        and relation.operation in _HELD
        and (LOOSELY_TOLD not in relation.doubts or len(relation.claims) > _FEWEST)
        and not is_contradicted(relation, known)
    )


def _is_told(document: Document, claims: Sequence[Claim], words: _Words) -> bool:
    """Whether the text can be a story: nobody is told of companies, months and millions, or of about so many."""
    for claim in claims:
        quantity = claim.quantity
        value = abs(quantity.value or Decimal(0))
        if quantity.hedge is not None or claim.period is not None or value >= _MOST_TOLD:
            return False
        if value >= _LARGE and str(int(value)) not in claim.text:
            # The news and reports part the thousands of large numbers.
            return False
    return words.news.isdisjoint(word for word, _, _ in tokens(document.text))


def _facts(document: Document, claims: Sequence[Claim], words: _Words) -> list[_Fact]:
    """Each number with its clause: the words between two numbers are parted at the last word that joins clauses."""
    facts: list[_Fact] = []
    before: list[str] = []
    for place, claim in enumerate(claims):
        if not place or claims[place - 1].sentence != claim.sentence:
            before = [word for word, _, _ in tokens(document.text[claim.sentence[0] : claim.start])]
        follows = place + 1 < len(claims) and claims[place + 1].sentence == claim.sentence
        high = claims[place + 1].start if follows else claim.sentence[1]
        between = [word for word, _, _ in tokens(document.text[claim.end : high])]
        cut = max((at for at, word in enumerate(between) if word in words.joins), default=None) if follows else None
        facts.append(_Fact(claim, before, between if cut is None else between[:cut]))
        before = between if cut is None else between[cut + 1 :]
    return facts


def _closed(end: _Fact, facts: list[_Fact], words: _Words) -> _Closing:
    per = next((fact for fact in facts if _is_per(fact, facts, words)), None)
    if end.says(words.each) or end.says(words.average):
        return _shared_out(end, facts, words) if per is None else []
    if per is not None:
        return _times(end, facts, per, words)
    if end.says(words.than) and (end.says(words.more) or end.says(words.less)):
        return _difference(end, facts) if len(facts) == 2 else []
    if len(facts) == 2 and _is_product(end, facts):
        return [_product(end, facts[0], facts[1])]
    return _account(end, facts, words)


def _is_per(fact: _Fact, facts: list[_Fact], words: _Words) -> bool:
    """Whether the number is so many in each; "in each of his 15 bags" counts the bags, not what is in one."""
    if not words.each.isdisjoint(fact.after):
        return not (not words.each.isdisjoint(fact.before[-4:]) and fact is not facts[0])
    return not words.each.isdisjoint(fact.before) and (
        fact is facts[0] or words.each.isdisjoint(fact.before[-4:]) or "of" not in fact.before[-3:]
    )


def _is_product(end: _Fact, facts: list[_Fact]) -> bool:
    """An area from two lengths, a distance from a speed and a time, so many times a trip."""
    units = [fact.claim.quantity.unit or "" for fact in facts]
    own = end.claim.quantity.unit or ""
    if any(fact.claim.quantity.kind is Kind.MULTIPLE or fact.after[:1] == ["times"] for fact in facts):
        return not any("as" in fact.after[:3] for fact in facts)
    return units[0] == units[1] != "" and own == f"{units[0]} ** 2"


def _product(total: _Fact, count: _Fact, per: _Fact) -> tuple[Operation, list[Operand]]:
    return Operation.AVERAGE, [
        Operand("total", total.claim.id),
        Operand("count", count.claim.id),
        Operand("per", per.claim.id),
    ]


def _packed(ends: list[_Fact], facts: list[_Fact], words: _Words) -> _Closing:
    """Two numbers in the last sentence: "2 eggs are in 2 boxes", "6 cases of 12 boxes"."""
    if len(ends) != 2 or len(facts) != 1 or words.more & {*ends[1].after}:
        return []
    first, second = ends
    if facts[0].says(words.each):
        total, count = (first, second) if _overlap(first, facts[0]) else (second, first)
        return [_product(total, count, facts[0])]
    if "of" in second.before and _overlap(second, facts[0]):
        return [_product(facts[0], first, second)] if "plus" not in second.after else []
    return []


def _shared_out(end: _Fact, facts: list[_Fact], words: _Words) -> _Closing:
    """So much shared among so many; several numbers before the last one are first added up."""
    if len(facts) < 2:
        return []
    *given, count = facts
    if len(facts) == 2 and _overlap(end, count) > _overlap(end, given[0]):
        given, count = [count], facts[0]
    if count.claim.quantity.kind is Kind.MONEY:
        # Nothing is shared among an amount of money.
        return []
    if len(given) == 1:
        return [_product(given[0], count, end)]
    return _through_sum(
        given, words, lambda whole: [whole("total"), Operand("count", count.claim.id), Operand("per", end.claim.id)]
    )


def _times(end: _Fact, facts: list[_Fact], per: _Fact, words: _Words) -> _Closing:
    """So many with so many in each: a product when the last number counts what each one holds, else a quotient."""
    others = [fact for fact in facts if fact is not per]
    if not others or any(_is_per(fact, facts, words) for fact in others):
        return []
    made = _overlap(end, per)
    if len(others) == 1:
        other = others[0]
        if _overlap(other, per) and not _overlap(end, per) - (_overlap(end, other) and 1):
            return [_product(other, end, per)]
        if _overlap(other, per) and not made:
            return [_product(other, end, per)]
        return [_product(end, other, per)] if made or not _overlap(end, other) else []
    if _overlap(end, others[0]) and not made:
        return []
    return _through_sum(
        others, words, lambda whole: [Operand("total", end.claim.id), whole("count"), Operand("per", per.claim.id)]
    )


def _through_sum(
    given: list[_Fact], words: _Words, closing: Callable[[Callable[[str], Operand]], list[Operand]]
) -> _Closing:
    """An account whose balance is not printed, and what is done with it."""
    signs = _signs(given, "", words)
    if signs is None:
        return []
    between = Unknown(
        f"story:{given[0].claim.id}", given[0].claim.counted or given[0].claim.text, given[0].claim.quantity.unit
    )
    parts = [Operand("part", fact.claim.id, sign=sign) for fact, sign in zip(given, signs, strict=True)]
    return [
        (Operation.SUM, [Operand("total", unknown=between), *parts]),
        (Operation.AVERAGE, closing(lambda role: Operand(role, unknown=between))),
    ]


def _difference(end: _Fact, facts: list[_Fact]) -> _Closing:
    """How many more one is than the other; the larger is meant first, whichever was printed first."""
    larger, smaller = sorted(facts, key=lambda fact: -(fact.claim.quantity.value or 0))
    change = Operand("change", end.claim.id)
    return [(Operation.DIFFERENCE, [Operand("after", larger.claim.id), Operand("before", smaller.claim.id), change])]


def _account(end: _Fact, facts: list[_Fact], words: _Words) -> _Closing:
    """What was there, what came and what went: the last number is what is there now."""
    facts = _of_one_kind(end, facts, words)
    if len(facts) < 2:
        return []
    signs = _signs(facts, _owner(end, words), words)
    if signs is None:
        return []
    if -1 in signs:
        if end.says(words.total) and not end.says(words.left):
            return []
    elif not (end.says(words.total) or end.says(words.left) or end.says(words.hold)):
        return []
    if end.says(words.loss) and -1 not in signs and len(facts) == 2 and not end.says(words.total):
        signs = _by_size(facts)
    parts = [Operand("part", fact.claim.id, sign=sign) for fact, sign in zip(facts, signs, strict=True)]
    return [(Operation.SUM, [Operand("total", end.claim.id), *parts])]


def _by_size(facts: list[_Fact]) -> list[int]:
    """Signs for the distance between two levels."""
    first, second = (fact.claim.quantity.value or 0 for fact in facts)
    return [1, -1] if first >= second else [-1, 1]


def _of_one_kind(end: _Fact, facts: list[_Fact], words: _Words) -> list[_Fact]:
    """The numbers that count what the last one counts; all of them when it names the kind they have in common."""
    wanted = _phrase(end, words)
    if not wanted:
        return facts
    scores = [len(wanted & _phrase(fact, words)) for fact in facts]
    best = max(scores)
    if not best:
        return facts
    kinds = set().union(*(_phrase(fact, words) for fact in facts))
    narrow = len(wanted) > 1 and any(
        not wanted <= _phrase(fact, words) and wanted & _phrase(fact, words) for fact in facts
    )
    kept: list[_Fact] = []
    for place, fact in enumerate(facts):
        phrase = _phrase(fact, words)
        if not phrase:
            if not place or not kept or facts[place - 1] in kept:
                kept.append(fact)
        elif narrow and len(kinds) > len(wanted):
            others = phrase - wanted
            if wanted & phrase and not (others and wanted - phrase):
                kept.append(fact)
        elif wanted & phrase:
            kept.append(fact)
    return kept


def _phrase(fact: _Fact, words: _Words) -> frozenset[str]:
    """The first words after a number that can be its noun and what describes it, cut to their stems."""
    found: list[str] = []
    for word in fact.after[:6]:
        if not word.isalpha() or word in words.joins | words.stops or (found and word in words.small):
            break
        if word in words.small or word in words.more:
            continue
        if (
            word
            in words.gain | words.loss | words.give | words.hold | words.take | words.each | words.left | words.total
        ):
            break
        found.append(word[:_STEM])
        if len(found) == _PHRASE:
            break
    if not found and fact.claim.quantity.unit:
        found = [fact.claim.quantity.unit[:_STEM].lower()]
    return frozenset(found)


def _overlap(first: _Fact, second: _Fact) -> int:
    """How many words of their nouns two numbers share."""
    return len(_stems(first) & _stems(second))


def _stems(fact: _Fact) -> frozenset[str]:
    named = (fact.claim.counted or fact.claim.quantity.unit or "").lower().split()[-1:] or fact.after[:2]
    return frozenset(word[:_STEM] for word in named if len(word) > 2 and word.isalpha())


def _signs(facts: list[_Fact], owner: str, words: _Words) -> list[int] | None:
    """1 for what comes to the owner of the last number and -1 for what goes; ``None`` when the words leave it open."""
    signs: list[int] = []
    for place, fact in enumerate(facts):
        sign = _sign(fact, owner, words)
        if sign is None:
            if signs and (_words_of(fact.before, words) or _words_of(fact.after, words)):
                return None
            sign = signs[-1] if signs else 1
        signs.append(sign if place else 1)
    return signs


def _words_of(around: list[str], words: _Words) -> list[str]:
    """The verbs of the word lists among some words."""
    return [word for word in around if word in words.gain | words.loss | words.give | words.take]


def _sign(fact: _Fact, owner: str, words: _Words) -> int | None:
    before, after = _words_of(fact.before, words), _words_of(fact.after[:_REACH], words)
    if "away" in fact.before or "away" in fact.after[:_REACH]:
        return -1
    verb = before[-1] if before else after[0] if after else ""
    if not verb:
        return 1 if fact.says(words.hold) or fact.says(words.more) else None
    if (
        fact.claim.quantity.kind is Kind.MONEY
        and verb in words.loss
        and "for" in fact.before[-2:]
        and verb in words.sold
    ):
        return 1
    foreign = bool(owner) and not _subject_is(fact, owner, words)
    if verb in words.give:
        receives = (owner and owner in (*fact.before[1:], *fact.after)) or {"her", "him", "them", "lui"} & set(
            fact.before[1:]
        )
        return 1 if receives and (foreign or not owner) and not _subject_is(fact, owner or "", words) else -1
    if verb in words.take and foreign and owner in (*fact.after, *fact.before[1:]):
        possessed = "of" in fact.after[:2] or "from" in fact.after
        return -1 if possessed else 1
    if verb in words.loss:
        return -1
    return 1


def _subject_is(fact: _Fact, owner: str, words: _Words) -> bool:
    """Whether the clause of the number begins with the owner or a pronoun."""
    start = next((word for word in fact.before if word.isalpha() and word not in words.joins | words.small), "")
    return not start or start == owner or start in words.pronouns


def _owner(end: _Fact, words: _Words) -> str:
    """The first word of the last sentence, when it is a name."""
    word = next((word for word in end.before if word.isalpha()), "")
    return "" if word in words.pronouns | words.small | words.hold else word
