"""Context in scripts without spaces: the clause before a claim, cut at its verb; places by their names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.extraction.calendar import Bearing, Mention, MentionKind
from workbench.extraction.calendar.resolve import shifted
from workbench.extraction.context.gazetteer import COUNTRY, Gazetteer, gazetteer
from workbench.extraction.context.lexicon import ContextWords
from workbench.model import Claim, Kind, Period, Role

_CLAUSE = re.compile(r"[，。；：、！？\s,;:()（）]")
_LONGEST_PLACE = 7
_REACH = 60
_SHORTEST_OWNER, _LONGEST_OWNER = 2, 12


@dataclass(slots=True)
class Carried:
    """What the claims before say, for those that leave it out."""

    indicator: str | None = None
    scope: str | None = None
    period: Period | None = None


class Unspaced:
    """Fills claims of one document whose words no spaces part."""

    def __init__(self, text: str, words: ContextWords) -> None:
        self._text = text
        self._words = words
        self._places: Gazetteer = gazetteer()
        self._level = words.verbs("L")
        self._change = words.verbs("U")
        self._share = words.verbs("H")
        self._done = words.verbs("T")
        self._owned = tuple(sorted(words.containers, key=len, reverse=True))
        self._parts = tuple(words.share_nouns)
        self._carried = Carried()

    def fill(self, span: tuple[int, int], claims: Sequence[Claim], mentions: Sequence[Mention]) -> None:
        """Fill the claims of one sentence; `mentions` are those inside it."""
        begin = span[0]
        for claim in claims:
            self._fill(max(begin, claim.start - _REACH), claim, mentions)
            begin = claim.end

    def _fill(self, begin: int, claim: Claim, mentions: Sequence[Mention]) -> None:
        lead = self._without_times(begin, claim.start, mentions)
        clauses = [clause for clause in _CLAUSE.split(lead) if clause]
        clause = clauses[-1] if clauses else ""
        verb, role, at = self._verb(clause)
        behind = clause[at + len(verb) :] if verb else ""
        doer, doing = self._doer(clause) if not verb else (None, clause)
        name = clause[:at] if verb else doing
        place, rest = self._place(name if role is not Role.SHARE else clause[at:])
        if place is None and role is Role.SHARE:
            place = self._place(name)[0]
        elif place is None and not (verb and self._clean(behind)):
            place, rest = self._owner(name)
        elif place is None:
            place = None if self._is_general(name) else self._clean(name)
        place = place or doer
        ratio = claim.quantity.kind in (Kind.PERCENT, Kind.RATIO)
        if role is Role.SHARE and ratio:
            claim.role, claim.scope = Role.SHARE, place or self._carried.scope
            claim.indicator = self._shared(name, behind) or self._carried.indicator
        else:
            claim.role = self._role(role, claim, ratio=ratio)
            noun = self._noun(verb, behind, rest, claim, done=doing is not clause)
            if noun is None and len(clauses) > 1:
                earlier, other = self._place(clauses[-2])
                place = place or earlier
                noun = self._clean(other) if verb and not self._verb(clauses[-2])[0] else None
            claim.indicator = noun or claim.counted or self._carried.indicator
            if ratio and claim.role is Role.RATE and (claim.indicator or "").endswith(self._parts):
                claim.role = Role.SHARE
            claim.scope = place or self._carried.scope
            self._carried.indicator, self._carried.scope = claim.indicator, claim.scope
        claim.period = self._period(claim, mentions)

    def _noun(self, verb: str, behind: str, rest: str, claim: Claim, *, done: bool) -> str | None:
        """What is measured: the noun behind the verb ("实现营业收入"), before it, or the measure that ends it."""
        if verb:
            return self._clean(behind) or self._clean(rest)
        counts = claim.counted is not None and len(claim.counted) > 1
        measured = rest.endswith(self._owned)
        return self._clean(rest) if measured or (done and not counts) else None

    def _shared(self, name: str, behind: str) -> str | None:
        """Of what a share is: the noun behind "占" ("占总销量的"), or the part before it where none stands there."""
        place, whole = self._place(behind)
        noun = self._clean(whole) if place is None else None
        if noun is not None or place is not None or self._carried.indicator is None:
            return noun
        part, rest = self._place(name)
        return self._clean(rest) if part is None and not self._is_general(rest) else None

    def _is_general(self, name: str) -> bool:
        """Whether it names nobody: "该公司", "全市", "其"."""
        return not name or name.startswith(tuple(self._words.groups))

    def _without_times(self, start: int, end: int, mentions: Sequence[Mention]) -> str:
        pieces = []
        for mention in mentions:
            if start <= mention.start and mention.end <= end:
                pieces.append(self._text[start : mention.start])
                start = mention.end
        pieces.append(self._text[start:end])
        return "".join(pieces)

    def _verb(self, clause: str) -> tuple[str, Role, int]:
        """The last verb of a clause, the role it gives, and where it begins; an empty verb when there is none."""
        best = ("", Role.LEVEL, -1)
        for verbs, role in ((self._level, Role.LEVEL), (self._change, Role.CHANGE), (self._share, Role.SHARE)):
            for verb in verbs:
                at = clause.rfind(verb)
                # "上涨" rather than the "涨" it ends in.
                end, last = at + len(verb), best[2] + len(best[0])
                if at >= 0 and (end > last or (end == last and len(verb) > len(best[0]))):
                    best = (verb, role, at)
        return best

    def _role(self, role: Role, claim: Claim, *, ratio: bool) -> Role:
        if claim.quantity.kind is Kind.DURATION:
            return Role.DURATION
        if role is Role.CHANGE:
            return Role.CHANGE if ratio else Role.DIFFERENCE
        return Role.RATE if ratio else Role.LEVEL

    def _place(self, clause: str) -> tuple[str | None, str]:
        """The first place named in a clause, and the clause from the end of its name on."""
        for word, kind in self._words.adjectives.items():
            if word in clause and kind == "world":
                return self._words.world, clause.split(word, 1)[1]
            if word in clause and kind == COUNTRY:
                country = self._places.by_code(next(iter(self._words.demonyms.values()), ""))
                return (None if country is None else country.name(self._words.language)), clause.split(word, 1)[1]
        for at in range(min(len(clause), _REACH)):
            for length in range(_LONGEST_PLACE, 1, -1):
                name = clause[at : at + length]
                if len(name) == length and self._places.lookup(name) is not None:
                    return name, re.sub("^[省市县区州]?的?", "", clause[at + length :])
        return None, clause

    def _doer(self, clause: str) -> tuple[str | None, str]:
        """Who does what the verb says, and what stands behind it: "比亚迪" of "比亚迪销售汽车"."""
        for verb in self._done:
            at = clause.find(verb)
            if _SHORTEST_OWNER <= at <= _LONGEST_OWNER:
                doer = clause[:at]
                place = self._place(doer)[0]
                general = any(word in doer for word in self._words.groups)
                return place or (None if general else doer), clause[at + len(verb) :]
        return None, clause

    def _owner(self, name: str) -> tuple[str | None, str]:
        """The company whose measure a clause names, and the measure: "华为" of "华为营业收入"."""
        for word in self._owned:
            at = name.find(word)
            if at >= 0:
                owner = name[:at].strip("的")
                if owner[:1] in self._words.possessives:
                    return None, name[1:]
                plain = _SHORTEST_OWNER <= len(owner) <= _LONGEST_OWNER and not any(
                    general in owner for general in self._words.groups
                )
                return (owner, name[at:]) if plain else (None, name)
        return None, name

    def _clean(self, noun: str) -> str | None:
        bare = noun.strip("的已达到了共均约近其比较“”\"' ").removeprefix("其中")
        return bare if 2 <= len(bare) <= 30 and bare not in self._words.reference_nouns else None

    def _period(self, claim: Claim, mentions: Sequence[Mention]) -> Period | None:
        usable = [
            mention
            for mention in mentions
            if (mention.period is not None or mention.shift is not None)
            and mention.kind not in (MentionKind.COMPARISON, MentionKind.TIME)
            and mention.bearing is not Bearing.AGAINST
        ]
        before = [mention for mention in usable if mention.end <= claim.start]
        if before and before[-1].shift is not None:
            # "上年同期": the year before the one spoken of
            return None if self._carried.period is None else shifted(self._carried.period, before[-1].shift)
        if before:
            self._carried.period = before[-1].period
        elif (later := next((mention for mention in usable if mention.shift is None), None)) is not None:
            return later.period
        return self._carried.period
