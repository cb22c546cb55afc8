"""The same figure twice: a headline or summary against the body, a footnote against the text, the text against a table.

Two statements are of the same figure only when nothing sets them apart: one unit and one thing counted, no two
different periods or places, one number of the kind in either of them, no qualifier (net, gross, per head, expected)
in one alone, and the words of the shorter one in the longer one. A cell must have the indicator of the sentence as
its row and its period as its column. How the values of two statements compare plays no part; a cell and a number that
neither agree nor are a slip apart are of two figures.

The sentences right below a headline say it again in other words. There half its words will do, or another figure that
both have, when the two numbers are a slip apart; cue `headline-drops` names the qualifiers that headlines leave out.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from workbench.model import Binding, BlockKind, Claim, Document, Kind, Operand, Operation, Relation, Role
from workbench.relations.rules import LanguageRules
from workbench.relations.slips import are_a_slip_apart, is_a_misprint
from workbench.relations.wording import spoken

SHORT, CELLS = "restatement.summary", "restatement.table"
_SHORT_BLOCKS = frozenset({BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.CAPTION})
_NO_FIGURE = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DURATION, Kind.MULTIPLE})
_STEM, _LEAST_LETTERS = 5, 4
_FEWEST_WORDS = 2
_LABEL_WORDS = 3
_LONGEST, _LONGEST_SUMMARY = 500, 200
# A summary whose words all stand in the sentence is of the same figure; with three in four of them it may be.
_SURE, _LIKELY = 1.0, 0.75
_MOST_CANDIDATES, _MOST_SENTENCES = 60, 300
# A headline and the sentences below it, and the share of its words that one of them must have.
_FIRST_SENTENCES, _LEAD_REACH, _HALF = 2, 700, 0.5
_BEFORE = 12


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words that say nothing of what a figure is of, and the qualifiers with how they look without accents."""

    empty: frozenset[str]
    qualifiers: tuple[tuple[str, str], ...]
    dropped: frozenset[str]
    beyond: tuple[tuple[str, str], ...]
    places: frozenset[str]

    @classmethod
    def of(cls, rules: LanguageRules) -> _Cues:
        qualifiers = rules.cues.get("qualifiers", ())
        empty, dropped = frozenset(rules.cues.get("empty", ())), frozenset(rules.cues.get("headline-drops", ()))
        beyond = (*qualifiers, *rules.cues.get("beyond-the-cell", ()))
        places = frozenset(rules.cues.get("leads-to-a-place", ()))
        return cls(empty, _folded(qualifiers), dropped, _folded(beyond), places)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence with its claims, its words and the content words among them, cut to their first letters."""

    start: int
    end: int
    block: int
    claims: tuple[Claim, ...]
    words: tuple[str, ...]
    stems: frozenset[str]


def find_restatements(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> Iterator[Relation]:
    """A relation for each figure that a summary or a table and a sentence of the text state, without ids."""
    kinds = {block.kind for block in document.blocks}
    if kinds.isdisjoint(_SHORT_BLOCKS | {BlockKind.CELL}) or "qualifiers" not in rules.cues:
        return
    cues = _Cues.of(rules)
    body, short, cells = _statements(document, claims, cues)
    if not body:
        return
    by_stem: dict[str, list[int]] = defaultdict(list)
    asked = frozenset().union(*(statement.stems for statement in short))
    for number, statement in enumerate(body):
        for stem in statement.stems & asked:
            by_stem[stem].append(number)
    stated: dict[tuple[Kind, str | None], list[Claim]] = defaultdict(list)
    for claim in (claim for statement in body for claim in statement.claims):
        stated[claim.quantity.kind, claim.quantity.unit].append(claim)
    if SHORT in rules.unworded:
        starts = [statement.start for statement in body]
        for statement in short:
            found = list(_summary(document, statement, body, by_stem, stated, cues))
            yield from found
            if not found and document.blocks[statement.block].kind is BlockKind.HEADING:
                below = bisect_left(starts, statement.end)
                yield from _lead(statement, body[below : below + _FIRST_SENTENCES], stated, cues)
    if CELLS in rules.unworded:
        yield from _cells(document, cells, body, cues, rules)


def _statements(
    document: Document, claims: Sequence[Claim], cues: _Cues
) -> tuple[list[_Statement], list[_Statement], list[Claim]]:
    """The sentences of the body, those of headings, lists and footnotes, and the claims of table cells."""
    body: list[_Statement] = []
    short: list[_Statement] = []
    cells: list[Claim] = []
    grouped: dict[tuple[int, tuple[int, int]], list[Claim]] = {}
    for claim in claims:
        if not 0 <= claim.block < len(document.blocks):
            continue
        if document.blocks[claim.block].kind is BlockKind.CELL:
            cells.append(claim)
        else:
            grouped.setdefault((claim.block, claim.sentence), []).append(claim)
    if not cells and all(document.blocks[block].kind not in _SHORT_BLOCKS for block, _ in grouped):
        return body, short, cells
    for (block, (start, end)), members in grouped.items():
        kind = document.blocks[block].kind
        brief = kind in _SHORT_BLOCKS
        if end - start > (_LONGEST_SUMMARY if brief else _LONGEST) or not any(map(_is_figure, members)):
            continue
        words = _words(document, start, end, members)
        statement = _Statement(start, end, block, tuple(members), tuple(words), _stems(words, cues))
        if brief:
            short.append(statement)
        elif kind is BlockKind.PARAGRAPH:
            body.append(statement)
    return body, short, cells


def _summary(
    document: Document,
    summary: _Statement,
    body: Sequence[_Statement],
    by_stem: dict[str, list[int]],
    stated: dict[tuple[Kind, str | None], list[Claim]],
    cues: _Cues,
) -> Iterator[Relation]:
    if not summary.stems:
        return
    rarest = sorted(summary.stems, key=lambda stem: len(by_stem.get(stem, ())))
    needed = [by_stem.get(stem, []) for stem in rarest[: len(rarest) // 4 + 1]]
    # What stands in hundreds of sentences tells none of them apart, and would make long texts slow.
    candidates = sorted({number for numbers in needed if len(numbers) <= _MOST_SENTENCES for number in numbers})
    low, high = _section(document, summary)
    first = bisect_left(candidates, low, key=lambda number: body[number].start)
    headed = document.blocks[summary.block].kind is BlockKind.HEADING
    label = len(summary.stems) <= _LABEL_WORDS and not headed
    near: list[tuple[_Statement, float]] = []
    for number in candidates[first : first + _MOST_CANDIDATES]:
        overlap = len(summary.stems & body[number].stems) / len(summary.stems)
        if overlap >= _LIKELY and body[number].start < high:
            near.append((body[number], overlap))
    for claim in summary.claims:
        if not _is_figure(claim) or len(_comparable(claim, summary.claims)) != 1:
            continue
        chosen: tuple[Claim, Binding] | None = None
        for sentence, overlap in near:
            others = _comparable(claim, sentence.claims)
            if len(others) != 1 or _set_apart(claim, others[0]):
                continue
            if _qualifiers(summary.words, cues) != _qualifiers(sentence.words, cues):
                continue
            if (label or len(summary.stems) < _FEWEST_WORDS) and not _is_named(others[0], summary.stems, cues):
                continue
            sure = overlap >= _SURE or (headed and are_a_slip_apart(claim.quantity, others[0].quantity))
            found = (others[0], Binding.ACROSS if sure else Binding.KIND)
            chosen = chosen or found
            if claim.widest.meets(others[0].widest):
                chosen = found
                break
        if chosen is None:
            continue
        other, binding = chosen
        # A summary whose figure the text does give, in whatever words, is not at odds with it.
        if claim.widest.meets(other.widest) or not _is_stated(claim, stated):
            yield _relation(SHORT, claim, other, binding)


def _lead(
    headline: _Statement,
    sentences: Sequence[_Statement],
    stated: dict[tuple[Kind, str | None], list[Claim]],
    cues: _Cues,
) -> Iterator[Relation]:
    """The figures of a headline that the sentences below it give with a slip, and the text nowhere as they are."""
    for claim in headline.claims:
        if not _is_figure(claim) or len(_comparable(claim, headline.claims)) != 1 or _is_stated(claim, stated):
            continue
        for sentence in sentences:
            if sentence.start - headline.end > _LEAD_REACH:
                break
            others = _comparable(claim, sentence.claims)
            if len(others) != 1 or not are_a_slip_apart(claim.quantity, others[0].quantity):
                continue
            shared = len(headline.stems & sentence.stems)
            like = shared and (shared >= _HALF * len(headline.stems) or _has_another(claim, headline, sentence))
            left = _qualifiers(headline.words, cues) ^ _qualifiers(sentence.words, cues)
            if like and left <= cues.dropped and not _set_apart(claim, others[0], placed=False):
                yield _relation(SHORT, claim, others[0], Binding.ACROSS)
                break


def _has_another(claim: Claim, headline: _Statement, sentence: _Statement) -> bool:
    """Whether a headline has another figure in common with a sentence."""
    return any(
        other is not claim and any(other.widest.meets(its.widest) for its in _comparable(other, sentence.claims))
        for other in headline.claims
        if _is_figure(other)
    )


def _is_named(claim: Claim, stems: frozenset[str], cues: _Cues) -> bool:
    """Whether a label of a few words is the indicator of the claim, and not a wider or narrower one."""
    return _stems(_tokens(claim.indicator or ""), cues) == stems


def _is_stated(claim: Claim, stated: dict[tuple[Kind, str | None], list[Claim]]) -> bool:
    """Whether some sentence has a figure of the kind that the claim can be."""
    others = stated.get((claim.quantity.kind, claim.quantity.unit), [])
    # In a text of thousands of figures of one kind some other one is like any.
    if len(others) > _MOST_SENTENCES:
        return True
    return any(claim.widest.meets(other.widest) for other in _comparable(claim, others))


def _section(document: Document, summary: _Statement) -> tuple[int, int]:
    """Where the text stands that a statement sums up: below a heading up to the next of its level, else anywhere."""
    block = document.blocks[summary.block]
    if block.kind is not BlockKind.HEADING:
        return 0, len(document.text)
    for number in range(summary.block + 1, len(document.blocks)):
        other = document.blocks[number]
        if other.kind is BlockKind.HEADING and other.level <= block.level:
            return block.end, other.start
    return block.end, len(document.text)


def _cells(
    document: Document, cells: Sequence[Claim], body: Sequence[_Statement], cues: _Cues, rules: LanguageRules
) -> Iterator[Relation]:
    """The cells of a row and a column that a sentence names, by indicator, unit and period."""
    known: dict[tuple[frozenset[str], str | None, str], list[Claim]] = defaultdict(list)
    for claim in cells:
        if claim.indicator and claim.period is not None and claim.quantity.unit and _is_figure(claim):
            key = _stems(_tokens(claim.indicator), cues), claim.quantity.unit, str(claim.period)
            known[key].append(claim)
    if not known:
        return
    captions = _captions(document)
    for statement in body:
        for claim in statement.claims:
            if not claim.indicator or claim.period is None or not _is_figure(claim):
                continue
            stems = _stems(_tokens(claim.indicator), cues)
            same = known.get((stems, claim.quantity.unit, str(claim.period)), [])
            if not stems or not same or len(_comparable(claim, statement.claims, dated=True)) != 1:
                continue
            # One figure in several tables is one cell; two figures of one name say neither which is meant.
            if any(other.quantity.value != same[0].quantity.value for other in same):
                continue
            if not _agree(claim, same[0]) and not _is_misprinted(claim, same[0]):
                continue
            cell = document.blocks[same[0].block].cell
            label = _tokens(f"{same[0].indicator} {captions.get(cell.table, '') if cell else ''}")
            alike = _found(label, cues.beyond) == _found(statement.words, cues.beyond)
            if alike and not _set_apart(claim, same[0], celled=True) and not _is_placed(document, statement, cues):
                part = _is_said_of(document, claim, rules)
                yield _relation(CELLS, same[0], claim, Binding.KIND if part else Binding.ACROSS)


def _captions(document: Document) -> dict[int, str]:
    """What stands over each table, as its caption, its heading or a short line that is no sentence."""
    captions: dict[int, str] = {}
    for above, block in pairwise(document.blocks):
        if block.cell is None or above.cell is not None:
            continue
        text = document.text[above.start : above.end].strip()
        titled = above.kind in (BlockKind.CAPTION, BlockKind.HEADING) or not text.endswith((".", "!", "?"))
        captions.setdefault(block.cell.table, text if titled and len(text) <= _LONGEST_SUMMARY else "")
    return captions


def _is_placed(document: Document, statement: _Statement, cues: _Cues) -> bool:
    """Whether a sentence names whom or where its figures are of: "in Europe", "to China", which no cell says."""
    words = document.text[statement.start : statement.end].split()
    return any(
        f" {lead.lower()} " in cues.places and name[:1].isupper() and name.rstrip(".,;:").isalpha()
        for lead, name in pairwise(words)
    )


def _agree(claim: Claim, cell: Claim) -> bool:
    return claim.expected.meets(cell.expected)


def _is_misprinted(claim: Claim, cell: Claim) -> bool:
    """Whether a slip tells a number from that of its cell; numbers further apart are of other figures."""
    return not claim.widest.meets(cell.widest) and is_a_misprint(claim.quantity, cell.quantity)


def _is_said_of(document: Document, claim: Claim, rules: LanguageRules) -> bool:
    """Whether a word such as “of” stands before the number: "costs of 30 million were ..." may be some of them."""
    before = spoken(document.text[max(claim.sentence[0], claim.evidence_start - _BEFORE) : claim.evidence_start])
    symbols = rules.vocabulary.symbols("of")
    return any(symbol in symbols for symbol in rules.vocabulary.symbols_of(before[-1:]))


def _relation(rule: str, first: Claim, second: Claim, binding: Binding) -> Relation:
    start, end = min(first.start, second.start), max(first.end, second.end)
    operands = (Operand("first", first.id), Operand("second", second.id))
    doubts = ("other-scope",) if binding is Binding.KIND else ()
    return Relation("", Operation.RESTATEMENT, rule, operands, start, end, binding, True, doubts)


def _is_figure(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity.kind in _NO_FIGURE or quantity.value is None or quantity.is_range:
        return False
    return quantity.unit is not None or claim.counted is not None


def _comparable(claim: Claim, others: Sequence[Claim], *, dated: bool = False) -> list[Claim]:
    """The claims among `others` that could be of the same figure: of its kind and unit, counting the same thing."""
    own = claim.quantity
    return [
        other
        for other in others
        if other.quantity.kind is own.kind
        and other.quantity.unit == own.unit
        and (own.kind is not Kind.COUNT or _fold(other.counted or "")[:_STEM] == _fold(claim.counted or "")[:_STEM])
        and (not dated or other.period is None or str(other.period) == str(claim.period))
    ]


def _set_apart(one: Claim, other: Claim, *, placed: bool = True, celled: bool = False) -> bool:
    """Whether the two are known to be of different periods or places, or one is a change and the other is not.

    Without `placed`, a place that one of them leaves out sets nothing apart. When `celled`, a rate in words may be
    what its cell tells as a level.
    """
    rated = celled and {one.role, other.role} == {Role.RATE, Role.LEVEL} and one.quantity.kind is Kind.PERCENT
    if (one.role is not other.role and not rated) or one.quantity.per != other.quantity.per:
        return True
    if one.period is not None and other.period is not None and str(one.period) != str(other.period):
        return True
    places = _place(one), _place(other)
    return places[0] != places[1] and (placed or all(places))


def _place(claim: Claim) -> str:
    """Of whom or where; the subject of a sentence that is the indicator itself is no place ("Revenue reached ...")."""
    scope = _fold(claim.scope or "")
    return "" if scope in _fold(claim.indicator or "") else scope


def _tokens(text: str) -> list[str]:
    words = spoken(text)
    return words if text.isascii() else [_fold(word) for word in words]


def _words(document: Document, start: int, end: int, claims: Sequence[Claim]) -> list[str]:
    """The words of a sentence without its numbers and their units."""
    words: list[str] = []
    at = start
    for claim in sorted(claims, key=lambda claim: claim.start):
        words += _tokens(document.text[at : max(at, claim.start)])
        at = max(at, claim.end)
    return words + _tokens(document.text[at:end])


def _stems(words: Sequence[str], cues: _Cues) -> frozenset[str]:
    empty = cues.empty
    return frozenset(
        [word[:_STEM] for word in words if len(word) >= _LEAST_LETTERS and word.isalpha() and f" {word} " not in empty]
    )


def _qualifiers(words: Sequence[str], cues: _Cues) -> frozenset[str]:
    """The cues found among the words, each of which says that a figure is of another kind."""
    return _found(words, cues.qualifiers)


def _found(words: Sequence[str], among: Sequence[tuple[str, str]]) -> frozenset[str]:
    joined = f" {' '.join(words)} "
    return frozenset([cue for cue, folded in among if folded in joined])


def _folded(cues: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple([(cue, _fold(cue)) for cue in cues])


def _fold(word: str) -> str:
    """Small letters without accents."""
    return word.lower() if word.isascii() else _without_accents(word)


@lru_cache(maxsize=8192)
def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
