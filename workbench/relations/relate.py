"""Which claims a text asserts to be related, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from workbench.extraction.pauses import patient_collector
from workbench.model import Claim, Document, Operation, Relation
from workbench.relations.adjuncts import without_adjuncts
from workbench.relations.asking import worth
from workbench.relations.brackets import find_brackets
from workbench.relations.clauses import find_in_clauses
from workbench.relations.composing import compose, exclusive
from workbench.relations.conversions import settle_rates
from workbench.relations.elsewhere import without_told_of_others
from workbench.relations.index_bases import without_index_bases
from workbench.relations.ledger import find_ledgers
from workbench.relations.matching import Match, find, find_across
from workbench.relations.means import find_means
from workbench.relations.neighbours import find_in_pair
from workbench.relations.otherwise import without_read_amiss
from workbench.relations.reports import with_reports
from workbench.relations.restatements import find_restatements
from workbench.relations.roles import ASKS as ROLES
from workbench.relations.roles import find_by_roles
from workbench.relations.rule import WEIGHED
from workbench.relations.rules import LanguageRules, Rule, names_of, rules_for
from workbench.relations.sentence import Sentence
from workbench.relations.settled import Settled, settled_by
from workbench.relations.statistics import find_statistics
from workbench.relations.stories import story, without_needless_stories
from workbench.relations.subjects import ASKS as SUBJECTS
from workbench.relations.subjects import find_by_subject
from workbench.relations.table_columns import find_columns
from workbench.relations.tables import find_footings
from workbench.relations.together import find_together, without_open_lists
from workbench.relations.weekdays import find_weekdays
from workbench.relations.weighing.reader import Weighing
from workbench.relations.weighing.second_look import SecondLook

_NEIGHBOURS = 3
_FEWEST, _MOST = 3, 6
_BEFORE, _HUNDRED = 2, 100
_FIGURES_OF_ONE_SIGN = {
    Operation.GROWTH: frozenset({"after", "before"}),
    Operation.SHARE: frozenset({"part", "whole"}),
    Operation.MULTIPLE: frozenset({"result", "base"}),
}
_SHARED = ("part", "whole", "share")
_OWN = frozenset({"rate", "change", "share", "part", "total", "per", "factor"})


@patient_collector()
def relate(
    document: Document, claims: Sequence[Claim], rules: tuple[Rule, ...] = (), off: frozenset[str] = frozenset()
) -> list[Relation]:
    """The relations the text asserts between its claims, with ids r1, r2 ... in the order of the text.

    `rules` are the analyst's own, beside those of the product; `off` the ids of rules that are switched off.
    """
    language = rules_for(document.language, rules, off)
    ordered = sorted(claims, key=lambda claim: (claim.start, -claim.end))
    found = list(find_statistics(document, ordered))
    look: SecondLook | None = None
    if language is not None:
        sentences = sentences_of(document, ordered, language)
        found += told_by_rules(document, ordered, sentences, language)
        weighing = Weighing(document, sentences, language)
        look = weighing.second_look(ordered, rules)
        found += weighing.find(found, look)
        found = _without_wholes_told(found)
        found = list(as_their_rules_say(without_needless_stories(found, ordered), language))
    likely = _one_balance_each(_between_levels(found, ordered))
    if language is not None:
        likely = without_adjuncts(likely, document, ordered, language)
    unique: dict[tuple[object, ...], Relation] = {}
    stands = names_of(rules, document.language)

    def is_sure(relation: Relation) -> bool:
        """Whether other numbers that fit are chance, as they are beside what the analyst has written down."""
        return relation.rule in stands or (look is not None and look.is_sure(relation))

    for relation in without_open_lists(without_told_of_others(likely, ordered, is_sure)):
        key = relation.operation, frozenset(relation.operands)
        if key not in unique or (relation.rule in stands and unique[key].rule not in stands):
            unique[key] = relation
    told: Iterable[Relation] = unique.values()
    if language is not None:
        told = without_index_bases(list(told), document, ordered, language, rules)
        told = without_read_amiss(list(told), document, ordered, language, rules)
        if look is not None:
            told = look.at(list(told))
        # What stands in different sentences is related last, and is asked like the others whether it was read amiss.
        told = as_their_rules_say(with_reports(document, ordered, list(told), language), language)
        told = without_read_amiss(list(told), document, ordered, language, rules)
    told = _without_test_figures(list(told))
    numbered = sorted(told, key=lambda relation: (relation.start, relation.end, relation.rule))
    return [replace(relation, id=f"r{number}") for number, relation in enumerate(numbered, start=1)]


def told_by_rules(
    document: Document, claims: Sequence[Claim], sentences: Sequence[Sentence], rules: LanguageRules
) -> list[Relation]:
    """The relations that wordings and the readers of rules find, before any is given up."""
    found = settle_rates(list(_worded(document, sentences, rules)), claims)
    found += find_footings(document, claims, rules)
    found += find_columns(document, claims, rules)
    found += find_weekdays(document, claims, rules)
    found += find_means(document, claims, rules)
    found += find_brackets(document, claims, rules)
    found += find_restatements(document, claims, rules)
    found += story(document, claims, rules)
    found += find_ledgers(document, sentences, found, rules)
    return found


def as_their_rules_say(relations: Iterable[Relation], rules: LanguageRules) -> Iterator[Relation]:
    """The relations with what their rules tolerate, and say where numbers differ."""
    for relation in relations:
        rule = rules.saying.get(relation.rule)
        if rule is not None:
            relation = replace(relation, tolerance=rule.tolerance, message=rule.message)
        yield relation


def _between_levels(relations: Sequence[Relation], claims: Sequence[Claim]) -> Iterator[Relation]:
    """All but growth and shares between numbers of different signs: "3,012,400 (-36,500)" are a level and a change."""
    known = {claim.id: claim for claim in claims}
    signs = {claim.id: (claim.quantity.value or 0) > 0 for claim in claims if claim.quantity.value}
    for relation in relations:
        if relation.operation in _FIGURES_OF_ONE_SIGN:
            roles = _FIGURES_OF_ONE_SIGN[relation.operation]
            found = {signs.get(operand.claim or "") for operand in relation.operands if operand.role in roles}
            if {True, False} <= found:
                continue
        if relation.operation is Operation.SHARE and _is_of_itself(relation, known):
            continue
        yield relation


def _without_wholes_told(relations: Sequence[Relation]) -> list[Relation]:
    """All but shares of a whole left unsaid ("82% of the quota") whose percentage is told of two numbers as well."""
    told = {
        share.claim
        for relation in relations
        if relation.operation is Operation.SHARE and relation.rule.endswith(WEIGHED)
        for share in relation.roles("share")
    }
    return [
        relation
        for relation in relations
        if not any(whole.unknown is not None for whole in relation.roles("whole"))
        or not any(share.claim in told for share in relation.roles("share"))
    ]


def _without_test_figures(relations: Sequence[Relation]) -> Iterator[Relation]:
    """All relations but those that add up or compare figures of one reported test: "(N = 19, M = 3.47, SD = 1.2)"."""
    tests: dict[str, set[int]] = defaultdict(set)
    for number, relation in enumerate(relations):
        if relation.operation is Operation.STATISTICS:
            for claim in relation.claims:
                tests[claim].add(number)
    for relation in relations:
        if relation.operation is not Operation.STATISTICS:
            reported = [test for claim in set(relation.claims) for test in tests.get(claim, ())]
            if len(reported) > len(set(reported)):
                continue
        yield relation


def _is_of_itself(relation: Relation, known: Mapping[str, Claim]) -> bool:
    """Whether the part of a share is its whole told twice: "the 40 pupils ...: 87.5% of the 40 pupils"."""
    told = [relation.role(role) for role in _SHARED]
    part, whole, share = (None if operand is None else known.get(operand.claim or "") for operand in told)
    same = part is not None and whole is not None and part.counted is not None and part.counted == whole.counted
    if part is None or whole is None or share is None or not same:
        return False
    return part.quantity.value == whole.quantity.value and share.quantity.value != _HUNDRED


def _one_balance_each(relations: Iterator[Relation]) -> Iterator[Relation]:
    """All relations, but of balances of the same two numbers the closest: the next one told is of another stretch."""
    closest: dict[frozenset[str | None], Relation] = {}
    for relation in relations:
        if relation.operation is not Operation.BALANCE:
            yield relation
            continue
        flows = frozenset(operand.claim for operand in relation.operands if operand.role != "net")
        known = closest.get(flows)
        if known is None or relation.end - relation.start < known.end - known.start:
            closest[flows] = relation
    yield from closest.values()


def sentences_of(document: Document, claims: Sequence[Claim], rules: LanguageRules) -> list[Sentence]:
    """The sentences that hold claims; each knows the claims of the one before it."""
    sentences: list[Sentence] = []
    for _, members in groupby(claims, key=lambda claim: (claim.block, claim.sentence)):
        sentence = Sentence(document, list(members), rules)
        if sentences:
            sentence.earlier = sentences[-1].claims
        sentences.append(sentence)
    return sentences


def _worded(document: Document, sentences: Sequence[Sentence], rules: LanguageRules) -> Iterator[Relation]:
    previous: Sentence | None = None
    worded: list[Relation] = []
    for sentence in sentences:
        matches = find(sentence.stream, rules) if sentence.binds else []
        if previous is not None and 0 <= sentence.start - previous.end <= _NEIGHBOURS:
            matches += find_across(previous.stream, sentence.stream, rules)
        worded += _accepted(matches, rules, document)
        previous = sentence
    yield from worded
    taken = {
        operand.claim
        for relation in worded
        if not any(operand.role == "whole" and operand.unknown is not None for operand in relation.operands)
        for operand in relation.operands
        if operand.claim is not None and operand.role in _OWN
    }
    unworded: list[Relation] = []
    for sentence in sentences:
        if len(sentence.claims) >= _FEWEST:
            unworded += find_in_clauses(document, sentence.stream, taken, rules)
    for first, second in pairwise(sentences):
        if _FEWEST <= first.numbers + second.numbers <= _MOST and 0 <= second.start - first.end <= _NEIGHBOURS:
            unworded += find_in_pair(document, first.stream, second.stream, taken, rules)
    yield from unworded
    united = list(_by_roles(document, sentences, taken, settled_by([*worded, *unworded]), rules))
    yield from united
    together = list(find_together(document, sentences, worded, taken, rules))
    yield from together
    yield from _by_subject(document, sentences, taken, [*worded, *unworded, *united, *together], rules)


def _by_roles(
    document: Document,
    sentences: Sequence[Sentence],
    taken: set[str],
    settled: Settled,
    rules: LanguageRules,
) -> Iterator[Relation]:
    """What single sentences say when their numbers are united by what each is, and then each with the next."""
    for sentence in sentences:
        if (
            len(sentence.claims) >= _FEWEST
            and sentence.moves
            and worth(ROLES, rules, sentence.stream)
            and sentence.may_tell(taken)
        ):
            yield from find_by_roles(document, sentence.told, taken, settled, rules)
    for first, second in pairwise(sentences):
        if (
            len(first.claims) + len(second.claims) >= _FEWEST
            and 0 <= second.start - first.end <= _NEIGHBOURS
            and (first.moves or second.moves)
            and worth(ROLES, rules, first.stream, second.stream)
            and (first.may_tell(taken) or second.may_tell(taken))
        ):
            yield from find_by_roles(document, first.told.joined(second.told), taken, settled, rules)


def _by_subject(
    document: Document,
    sentences: Sequence[Sentence],
    taken: set[str],
    relations: Sequence[Relation],
    rules: LanguageRules,
) -> Iterator[Relation]:
    """What the percentages that are left say of two levels in their sentence or in the two before it."""
    settled: Settled | None = None
    for last, sentence in enumerate(sentences):
        if taken.issuperset(sentence.percents):
            continue
        first = last
        while first > 0 and last - first < _BEFORE and sentences[first].goes_on(sentences[first - 1]):
            first -= 1
        stretch = sentences[first : last + 1]
        if not worth(SUBJECTS, rules, *[one.stream for one in stretch]) or not sentence.may_move(taken):
            continue
        told = stretch[0].told
        for following in stretch[1:]:
            told = told.joined(following.told)
        settled = settled or settled_by(relations)
        new = len(told.stream.text) - len(sentence.told.stream.text)
        yield from find_by_subject(document, told, new, taken, settled, rules)


def _claims(match: Match) -> frozenset[str]:
    return frozenset(claim.id for claims in match.roles.values() for claim in claims)


def _accepted(matches: list[Match], rules: LanguageRules, document: Document) -> Iterator[Relation]:
    """The relations of the matches that bind most; a percentage or a change belongs to one relation only."""
    own = rules.own
    matches.sort(
        key=lambda match: (match.rule.id not in own, match.rule.priority, -match.size, match.last - match.first)
    )
    changes = {_claims(match) for match in matches if match.rule.compose == "change"}
    taken: set[str] = set()
    bound: list[tuple[Operation, frozenset[str]]] = []
    for match in matches:
        alone = exclusive(match)
        if not taken.isdisjoint(alone):
            continue
        joined = _claims(match)
        if match.rule.operation is Operation.AVERAGE and joined in changes:
            # "From 900 to 700, that is 200 fewer" has the order of words of an average too.
            continue
        if any(
            joined <= others and (operation is match.rule.operation or joined == others) for operation, others in bound
        ):
            continue
        relations = compose(match, rules, document)
        if relations:
            taken.update(alone)
            bound.append((match.rule.operation, joined))
            yield from relations
