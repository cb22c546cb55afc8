"""What the words around a claim make of it: the phrase measured, or the claim it repeats, and its role."""

from __future__ import annotations

from workbench.extraction.calendar.lexicon import lexicon
from workbench.extraction.context.behind import read_behind
from workbench.extraction.context.gapped import gapped_item, gapped_subject
from workbench.extraction.context.items import Row
from workbench.extraction.context.lexicon import MENTION, ContextWords
from workbench.extraction.context.noun_phrases import (
    NOTHING,
    Phrase,
    after,
    apposed,
    before_of,
    is_time,
    subject_before,
    subject_behind,
)
from workbench.extraction.context.pronouns import is_partitive, last_one, stands_for_another
from workbench.extraction.context.roles import POINTS, RATIOS, Reading, Same, moved, plain_role
from workbench.model import Claim, Hedge, Kind, Role

# So many items of a name may stand between its verb and a claim.
_FARTHEST = 6
# So many items are looked at one by one for a verb.
_NEAR = 24
_COUNTABLE = frozenset((Kind.NUMBER, Kind.COUNT, Kind.QUANTITY))


def read_claim(row: Row, at: int, claim: Claim, words: ContextWords, *, first: bool) -> Reading:
    """Read the claim at item `at`; `first` when no claim but dates stands before it in the sentence."""
    reading = Reading(role=plain_role(claim))
    left = at - 1
    while left >= 0:
        if row.codes[left] in 'KD"' or (words.inverts and _is_time_between(row, left)):
            left -= 1
        elif row.codes[left] == "w" and row.words[left] in words.mere and row.at(left - 1) in "PO" and left:
            # "kostete im Schnitt", "costa in media"
            left -= 2
        else:
            break
    code = row.codes[left] if left >= 0 else " "
    if code == "^" and claim.quantity.hedge is Hedge.UP_TO:
        left -= 1
        code = row.at(left)
    if code == "P" and row.at(left - 1) == "~":
        # "compared with 0.9% for the euro area"
        left -= 1
    _govern(row, at, left, claim, words, reading)
    read_behind(row, at, claim, words, reading)
    if reading.same is Same.NO and reading.nominal is None and not reading.phrase:
        _fall_back(row, at, left, code, claim, words, reading, first)
    return reading


def _is_time_between(row: Row, at: int) -> bool:
    """Whether a time stands between verb and amount: "investiert 2024 rund 310 Millionen", "boekte in 2022 8 ton"."""
    return row.codes[at] == MENTION or (row.codes[at] in "PO" and row.at(at + 1) == MENTION)


def _govern(row: Row, at: int, left: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    """What stands right before the claim: a verb, "of", a preposition after a verb, a mark, a restating word."""
    codes, tokens = row.codes, row.words
    code = codes[left] if left >= 0 else " "
    if code == "O":
        _after_of(row, left, claim, words, reading)
    elif code in "LUHTBX" and code != " ":
        _after_verb(row, left, claim, words, reading)
    elif code == "^" and row.at(left - 1) == "H":
        _after_verb(row, left - 1, claim, words, reading)
    elif tokens[left] in words.subset or (code == "S" and row.at(left - 1) in "OD"):
        reading.same, reading.part = Same.BEFORE, True
        if claim.quantity.kind in RATIOS:
            reading.role = Role.SHARE
    elif code == "^" and row.at(left - 1) == "T":
        # "takes up 57% of it"
        _after_verb(row, left - 1, claim, words, reading)
    elif code == "^" and row.at(left - 1) in "UB" and row.at(left - 1) != " ":
        # "energy prices edged up 0.1%"
        _after_verb(row, left - 1, claim, words, reading)
        reading.role = moved(claim)
    elif code == "^":
        reading.role = moved(claim)
        reading.same = Same.BEFORE
        reading.subject = subject_before(row, left) if "#" not in codes[:left] else NOTHING
        if reading.subject:
            reading.phrase, reading.same = reading.subject, Same.NO
    elif code == "P" and tokens[left] in words.amounting and row.at(left - 1) == "w":
        _after_of(row, left, claim, words, reading)
    elif code == "P":
        token = tokens[left]
        verb = _verb_left(row, left)
        reading.base = token in words.from_ and token not in words.by
        if token in words.comparative:
            reading.base, reading.same = True, Same.BEFORE
            return
        if verb == left - 1 and codes[verb] == "T" and token in words.particles:
            # "brought in $412 million"
            _after_verb(row, verb, claim, words, reading)
            return
        if verb < 0 or (token not in words.tie and codes[verb] != "H"):
            if verb < 0 and "#" in codes[:left] and token in words.tie and token not in words.by and not reading.base:
                # "Containers stood at 3.1 million tonnes; bulk at 2.4 million"
                reading.phrase = gapped_item(row, left)
            return
        raised = _raised(row, verb, left, words)
        if raised and (token in words.by | words.from_ or (codes[verb] == "U" and token in words.to)):
            # "Siemens raised its profit by 12% to 9 billion"
            if token in words.by and "#" not in codes[verb:left]:
                reading.role = moved(claim)
            reading.verb, reading.phrase, reading.subject = verb, raised, subject_before(row, verb)
            return
        if row.codes[verb] == "U" or token in words.to:
            reading.verb = verb
            if codes[verb] == "T" and claim.counted is not None:
                return
            if "#" in codes[verb + 1 : left]:
                if codes[verb] == "T":
                    reading.same = Same.BEFORE
                    return
                gapped = gapped_subject(row, left)
                if gapped:
                    reading.phrase = gapped
                    return
            if token in words.by and codes[verb] == "U":
                reading.role = moved(claim)
            _subject(row, verb, words, reading)
        elif codes[verb] == "H":
            reading.verb, reading.role = verb, Role.SHARE if claim.quantity.kind in RATIOS else reading.role
            gapped = gapped_subject(row, left) if "#" in codes[verb + 1 : left] else NOTHING
            if gapped and all(codes[index] != "w" or row.capital(index) for index in range(gapped.first, gapped.last)):
                # "Cardiff accounted for 362,400 of them and Swansea for 238,500"
                reading.subject, reading.same = gapped, Same.BEFORE
                return
            if gapped and tokens[verb + 1] == token and (item := gapped_item(row, left)):
                reading.phrase = item
                return
            _subject(row, verb, words, reading)
        elif codes[verb] in "LB" and "#" in codes[verb + 1 : left] and (item := gapped_item(row, left)):
            reading.phrase = item
        elif codes[verb] in "LB" and left - verb <= 3:
            _after_verb(row, verb, claim, words, reading)
    elif code == "," and words.inverts and tokens[at - 1] in words.comparative:
        # "receitas de 3 milhões, mais 8 % do que"
        reading.role, reading.same = moved(claim), Same.BEFORE
    elif code in "=~" and code != " ":
        reading.same = Same.BEFORE
        if code == "=" and claim.quantity.kind in RATIOS and reading.role is Role.RATE:
            reading.role = Role.CHANGE if "~" in codes[:left] else Role.SHARE
        reading.alike = code == "~"
    elif code == ":" and claim.counted is not None:
        # "Container throughput at Port Selwyn: 1.286 million TEU"
        head = subject_before(row, left)
        if head and not head.first and (_measured(row, head, words) or _opens_small(row, head, words)):
            reading.phrase = head
    elif code in ":(" and code != " ":
        _after_mark(row, left, claim, words, reading)
    elif code == "w" and left == at - 1 and words.inverts and _doer_behind(row, left, claim, words, reading):
        return
    elif code == "w" and left == at - 1 and claim.counted is None:
        phrase = before_of(row, left + 1, words)
        # "prevé repartir 0,24 euros", "en absorbent 57 %": a word behind a verb or a pronoun is a verb.
        doubtful = row.at(phrase.first - 1) in "LUHTBXR" or tokens[phrase.first - 1] in words.partitive
        if phrase.first == 0 or not doubtful:
            reading.phrase = phrase
    elif code == "G":
        reading.role = moved(claim)
        reading.phrase = before_of(row, left, words) or NOTHING


def _doer_behind(row: Row, left: int, claim: Claim, words: ContextWords, reading: Reading) -> bool:
    """Whether the doer stands between its verb and the claim: "2024 verkaufte Volkswagen 4,3 Millionen Fahrzeuge"."""
    verb = left
    while verb >= 0 and left - verb < _FARTHEST and row.codes[verb] in "wD&'":
        verb -= 1
    if verb < 0 or row.codes[verb] not in "TUX" or not subject_behind(row, verb):
        return False
    if not is_time(row, subject_before(row, verb)):
        return False
    reading.verb, reading.subject = verb, Phrase(verb + 1, left + 1)
    if claim.counted is None:
        reading.nominal = words.nominal.get(row.words[row.done.get(verb, verb)])
    return True


def _after_mark(row: Row, mark: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    """What stands before a colon or an opening bracket: the clause's subject, or a phrase."""
    verb = _verb_left(row, mark - 1)
    if verb >= 0 and row.codes[verb] in "LUB" and "#" not in row.codes[verb:mark]:
        reading.verb = verb
        _subject(row, verb, words, reading)
        return
    phrase = before_of(row, mark, words)
    if row.codes[mark] == "(" and claim.quantity.kind in RATIOS and "#" in row.codes[:mark]:
        reading.same = Same.BEFORE
        return
    if not phrase:
        return
    if row.codes[mark] == ":" or "#" not in row.codes[:mark] or row.at(phrase.first) == "D":
        reading.phrase = phrase


def _raised(row: Row, verb: int, left: int, words: ContextWords) -> Phrase:
    """What somebody raised or cut, right behind the verb of change: "its profit" of "Siemens raised its profit by"."""
    first = verb + 1
    while row.at(first) == "K":
        first += 1
    if row.codes[verb] not in "UT" or row.at(first) != "D":
        return NOTHING
    phrase = after(row, first)
    doer = subject_before(row, verb)
    nouns = any(row.codes[index] == "w" for index in range(phrase.first, phrase.last))
    if nouns and row.words[phrase.last - 1] in lexicon(words.language).units:
        # "rose the following year by 3%"
        return NOTHING
    if not nouns or phrase.last > left or row.codes[phrase.last] not in "PO@" or not doer:
        return NOTHING
    return NOTHING if is_time(row, doer) or row.codes[doer.first] == "P" else phrase


def _after_verb(row: Row, verb: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    code = row.codes[verb]
    reading.verb = verb
    if words.partitive and claim.counted is None and is_partitive(row, verb, words):
        reading.same, reading.pronoun, reading.subject = last_one(row, verb), True, subject_before(row, verb)
        if claim.quantity.kind in RATIOS and claim.quantity.unit not in POINTS:
            reading.role, reading.whole = Role.SHARE, True
        return
    if code == "U" and row.words[row.done.get(verb, verb)] not in words.nominal and not _is_reached(row, claim, words):
        reading.role = moved(claim)
    done = words.nominal.get(row.words[row.done.get(verb, verb)])
    doer = subject_before(row, verb) if done is not None or code in "TX" else NOTHING
    if not doer and (named := apposed(row, verb - 1)):
        doer = named
    if done is not None and (code == "L" or (code == "U" and not _measured(row, doer, words))):
        reading.nominal, reading.subject, reading.role = done, doer, plain_role(claim)
    elif code == "H":
        if claim.quantity.kind in RATIOS and claim.quantity.unit not in POINTS:
            reading.role = Role.SHARE
        _subject(row, verb, words, reading)
    elif code in "TX":
        first = doer.first - 1
        reading.subject = doer if doer or row.at(first) != "S" else _antecedent(row, first, words)
        if claim.counted is None and _is_measure(row, reading.subject, words):
            # "Exports earned $140 million"
            reading.phrase = reading.subject
        elif claim.counted is None:
            reading.nominal = words.nominal.get(row.words[row.done.get(verb, verb)])
        elif row.words[row.done.get(verb, verb)] in words.losing:
            reading.role = moved(claim)
    else:
        _subject(row, verb, words, reading)
        moving = row.words[row.done.get(verb, verb)] in words.losing and row.words[verb + 1 : verb + 2] != []
        if reading.phrase and claim.counted is not None and (moving or not _measured(row, reading.phrase, words)):
            # "the streaming service added 9.3 million subscribers"
            reading.phrase = NOTHING


def _is_reached(row: Row, claim: Claim, words: ContextWords) -> bool:
    """Whether a hedge makes the amount a level: "dropped below 50%" says where it is and not by how much it moved."""
    if claim.quantity.hedge is None or claim.evidence_start >= claim.start:
        return False
    return not words.reaching.isdisjoint(row.low[claim.evidence_start : claim.start].split())


def _measured(row: Row, phrase: Phrase, words: ContextWords) -> bool:
    """Whether a subject can be a measure of things counted: not a pronoun, not a name or an organisation."""
    heads = [index for index in range(phrase.first, phrase.last) if row.codes[index] == "w"]
    if not heads or row.words[heads[0]] in words.common:
        return False
    if row.words[heads[0]] in words.measures:
        # "traffic at Bristol Airport"
        return True
    return not row.capital(heads[-1]) or (heads[0] == 0 and len(heads) == 1 and row.words[0][-1:] in "sxn")


def _is_measure(row: Row, phrase: Phrase, words: ContextWords) -> bool:
    """Whether a subject is called by the name of a measure and so is nobody who does something."""
    first = phrase.first + (row.at(phrase.first) == "D")
    return first < phrase.last and row.words[first] in words.measures


def _opens_small(row: Row, phrase: Phrase, words: ContextWords) -> bool:
    """Whether what stands before the first preposition of a title is no name: "Container throughput at Port Selwyn"."""
    last = phrase.first + 1
    while last < phrase.last and row.codes[last] == "w" and not row.capital(last):
        last += 1
    return last > phrase.first + 1 and row.at(last) in "OP" and row.words[phrase.first] not in words.common


def _after_of(row: Row, of: int, claim: Claim, words: ContextWords, reading: Reading) -> None:
    codes = row.codes
    head = of - 1
    while head >= 0 and codes[head] in "K@":
        head -= 1
    code = row.at(head)
    if code == "U":
        # "est remonté de 148 à 161" tells two levels.
        leads = claim.quantity.kind not in RATIOS and _leads_from(row, of, words)
        reading.verb, reading.base = head, leads
        reading.role = plain_role(claim) if leads else moved(claim)
        _subject(row, head, words, reading)
        return
    if code in "LHTB" and code != " ":
        _after_verb(row, head, claim, words, reading)
        return
    if code in "XR":
        verb = head
        reading.verb = verb
        _subject(row, verb, words, reading)
        return
    if row.words[head] in words.comparative:
        reading.role, reading.same = moved(claim), Same.BEFORE
        verb = _verb_left(row, head)
        if verb >= 0 and codes[verb] == "B" and "#" not in codes[:head]:
            # "Le salaire des femmes est inférieur de 14 % à"
            reading.verb, reading.same = verb, Same.NO
            _subject(row, verb, words, reading)
        return
    if row.words[head] in words.versus_nouns:
        reading.same, reading.alike = Same.BEFORE, True
        return
    phrase = before_of(row, of, words)
    if not phrase:
        reading.same = Same.BEFORE
        return
    inside = range(phrase.first, phrase.last)
    if all(row.words[index] in words.mere for index in inside if codes[index] in "wG"):
        _after_mere(row, phrase, claim, words, reading)
        return
    if any(codes[index] == "G" for index in inside):
        named_rate = any(row.words[index] in words.rate_nouns for index in inside)
        reading.role = Role.RATE if named_rate and claim.quantity.kind in RATIOS else moved(claim)
        inner = next(index for index in inside if codes[index] == "G")
        rest = Phrase(inner + 1, phrase.last)
        while rest and codes[rest.first] in "OP":
            rest = Phrase(rest.first + 1, rest.last)
        if any(codes[index] == "w" for index in range(rest.first, rest.last)) and codes[inner + 1] in "OP":
            reading.phrase = rest
            return
        before = Phrase(phrase.first, inner)
        nouns = [index for index in range(before.first, before.last) if codes[index] == "w"]
        if nouns and codes[inner - 1] == "w" and not named_rate and words.language == "en":
            reading.phrase = before
            return
        verb = _verb_left(row, phrase.first - 1)
        reading.verb = verb
        if verb >= 0 and "#" not in codes[verb + 1 : phrase.first]:
            _subject(row, verb, words, reading)
            if codes[verb] == "T" and reading.phrase and not _measured(row, reading.phrase, words):
                reading.phrase = phrase
        else:
            reading.same = Same.BEFORE
        return
    if claim.counted is None or any(row.words[index] in words.containers for index in inside):
        reading.phrase = phrase
    reading.subject = phrase
    verb = _verb_left(row, phrase.first - 1)
    if (
        verb >= 0
        and row.codes[verb] == "U"
        and row.words[of] in words.by_of
        and _raised(row, verb, of, words) == phrase
        and not _leads_from(row, of, words)
    ):
        # "Renault a augmenté ses ventes de 12 %"
        reading.role = moved(claim)
    if verb >= 0:
        reading.verb = verb
        reading.subject = subject_before(row, verb)
        if words.inverts and is_time(row, reading.subject):
            reading.subject = Phrase(verb + 1, phrase.first)
    elif row.at(phrase.first - 1) == "Y":
        # "Acme announced orders of 780 million"
        reading.verb = phrase.first - 1
        reading.subject = subject_before(row, reading.verb)
    if any(row.words[index] in words.bound_nouns for index in inside):
        reading.role = Role.BOUND
    elif any(row.words[index] in words.share_nouns for index in inside) and claim.quantity.kind in RATIOS:
        reading.role = Role.SHARE


def _after_mere(row: Row, phrase: Phrase, claim: Claim, words: ContextWords, reading: Reading) -> None:
    """ "grew an average of 3.1%", "a total of 5,400 companies": the noun says nothing of what is measured."""
    verb = _verb_left(row, phrase.first - 1)
    if verb >= 0 and "#" not in row.codes[verb : phrase.first]:
        _after_verb(row, verb, claim, words, reading)
    elif claim.counted is None:
        reading.phrase = phrase


def _leads_from(row: Row, of: int, words: ContextWords) -> bool:
    """Whether two levels are told: "a relevé son objectif de 3 % à 5 %"."""
    behind = row.codes.find("#", of) + 1
    return row.words[behind : behind + 1] != [] and row.words[behind] in words.to and row.at(behind + 1) == "#"


def _verb_left(row: Row, at: int) -> int:
    """The nearest verb to the left within the clause, -1 when there is none."""
    codes = row.codes
    for place in range(at, max(at - _NEAR, -1), -1):
        code = codes[place]
        if code in "LUHTB":
            return place
        if code in ";:()S":
            return -1
    # Few clauses are that long, and a text of hardly anything but numbers is one clause.
    place = max([codes.rfind(code, 0, max(at - _NEAR + 1, 0)) for code in "LUHTB;:()S"])
    return place if place >= 0 and codes[place] in "LUHTB" else -1


def _subject(row: Row, verb: int, words: ContextWords, reading: Reading) -> None:
    """Take the subject of the verb as the phrase measured, or say what stands for it."""
    phrase = subject_before(row, verb)
    codes = row.codes
    if words.inverts and is_time(row, phrase):
        phrase = subject_behind(row, verb, genitive=words.genitive)
    elif words.verb_last and row.at(phrase.first) == "P":
        # "In China sanken die Auslieferungen um 9,5 Prozent"
        phrase = subject_behind(row, verb, genitive=words.genitive) or phrase
    if not phrase:
        before = phrase.first - 1
        if row.at(before) == "S":
            phrase = _antecedent(row, before, words)
        elif row.at(before) == "," and (named := apposed(row, before)):
            phrase = named
        elif row.at(before) in ",C#@":
            earlier = _verb_left(row, before - 1)
            if earlier >= 0:
                reading.subject = subject_before(row, earlier)
                if codes[earlier] in "LUB":
                    _subject(row, earlier, words, reading)
                    return
            phrase = _antecedent(row, before, words) if row.at(before) == "," else NOTHING
    if not phrase:
        reading.same = last_one(row, verb)
        return
    if row.at(phrase.first) == "P" and row.at(phrase.first - 1) == "#" and "w" not in codes[phrase.last : verb]:
        # "revenues of $1.44 billion for the quarter increased from": what the number before measures.
        reading.same = Same.BEFORE
        return
    reading.subject = phrase
    if stands_for_another(row, phrase, words):
        reading.same, reading.resumes = last_one(row, phrase.first), True
        return
    reading.resumes = codes[phrase.first] == "R"
    reading.phrase = phrase
    _share_of_phrase(row, phrase, words, reading)


def _share_of_phrase(row: Row, phrase: Phrase, words: ContextWords, reading: Reading) -> None:
    """A rate whose phrase is "market share" or "the part of" is a share."""
    if reading.role is Role.RATE and any(
        row.words[index] in words.share_nouns for index in range(phrase.first, phrase.last)
    ):
        reading.role = Role.SHARE


def _antecedent(row: Row, at: int, words: ContextWords) -> Phrase:
    """The noun phrase right before a relative pronoun or a comma at `at`."""
    last = at
    while last > 0 and row.codes[last - 1] in ",P":
        last -= 1
    wide = subject_before(row, last)
    if wide and row.at(wide.first - 1) == " ":
        # "Exports to the United States, which make up"
        return wide
    return before_of(row, last, words)


def _fall_back(
    row: Row, at: int, left: int, code: str, claim: Claim, words: ContextWords, reading: Reading, first: bool
) -> None:
    """Nothing names it: the claim before, the verb of the clause, or the words after it."""
    if claim.counted is not None:
        return
    if code in ",(C;-/" and not first:
        reading.same = Same.BEFORE
        return
    if code == "," and row.words[0] in words.among and claim.quantity.kind in RATIOS and reading.role is Role.RATE:
        # "Among pensioners, 21% say they skip meals"
        phrase = after(row, 1)
        if phrase.last == left:
            reading.phrase, reading.role, reading.whole = phrase, Role.SHARE, True
            return
    verb = _verb_left(row, left)
    if verb >= 0 and row.codes[verb] in "LUHB":
        reading.verb = verb
        _subject(row, verb, words, reading)
        return
    if not first:
        reading.same = Same.BEFORE
        return
    if row.at(at + 1) in "wD" and (claim.quantity.kind in _COUNTABLE or row.at(left) == "B"):
        reading.phrase = after(row, at + 1)
