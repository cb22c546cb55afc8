"""Numbers that leave out the scale and unit of the one they are set against: "19,46 millions d'euros contre 17,93".

Words bind such a number to its pair ("contre", "up from", "dont", a change "from A to B", a year in brackets); the size
only tells whether the scale is left out too. A number with a noun of its own, a year, or one that two numbers before
it would suit, is left as it stands.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbench.extraction.changes import is_change, is_far_change
from workbench.extraction.counting import counted_noun, says_what_they_do
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece, Writing
from workbench.extraction.surroundings import Behind

_LONGEST_GAP = 64
_LONGEST_BINDING = 3
# Two levels of the same thing differ by no more than this.
_ALIKE = 5
_YEARS = range(1900, 2101)
_YEAR_DIGITS = 4
_ENDS = re.compile(r"[.;:!?\n\t|•]")
# "(3,9 en 2022)"
_BRACKETED_YEAR = re.compile(r"[ \u00a0](?:[^\W\d_]{1,4} )?(?:19|20)[0-9]{2}\)")
# Items of one list differ by no more than this.
_LIST = 50
_HALF_OR_DOUBLE = 2
_FIRST_BEHIND = 2
_LONGEST_ITEM = 5
_COMMA_AND_TO = 2
_VERB_AND_TO = (2, 3)
_LONGEST_ARTICLE = 3
_LONGEST_VERB = 3
_MILLIONS = 6
_TEN = 10
_LONGEST_NAME = 4
_SIGNS = "+-−–"
_FOLLOWING = re.compile(r"[ \u00a0]([^\W\d_]+)")
# So far back another number may stand that would suit as well.
_REACH = 160


def take_over(text: str, pieces: list[Piece], lexicon: Lexicon) -> None:
    """Give numbers that leave out scale and unit those of the number their words bind them to."""
    if "set_against" not in lexicon.ranges:
        return
    whole: Piece | None = None
    for index in range(1, len(pieces)):
        piece, giver = pieces[index], pieces[index - 1]
        if piece.scale and giver.scale and giver.unit is None and _leads_to(text, giver, piece, lexicon):
            giver.unit = piece.unit
        parted, whole = whole, None
        if piece.unit is not None or not 0 < piece.start - giver.end <= _LONGEST_GAP:
            continue
        if not may_take(piece):
            continue
        gap = text[giver.end : piece.start]
        if _ENDS.search(gap) is not None or (")" in gap and "(" not in gap):
            continue
        words = _without_hedge(gap.lower().replace("(", " ( ").replace(",", " , ").split(), lexicon)
        if not words:
            continue
        if piece.scale and _leaves_unit_out(text, giver, piece, words, lexicon):
            piece.unit, piece.per = giver.unit, giver.per
            continue
        if piece.scale and not _may_share_unit(giver, piece):
            continue
        listed = parted is not None and not piece.scale and words[-1] in lexicon.ranges["lists"]
        if parted is not None and listed and (piece.decimals or _goes_on_alike(text, giver, piece)):
            # "dont 52,3 pour la ville et 11,2 pour la région"
            if _is_part(parted, piece) and not _counts(text, piece, lexicon):
                _take(piece, parted)
                whole = parted
            continue
        if _is_in_list(text, giver, piece, words, gap, lexicon):
            _take(piece, giver)
            continue
        told = _behind_change(text, pieces, index, words, lexicon)
        if told is not None:
            _take_level(piece, told)
            continue
        if not _may_give(giver, lexicon):
            continue
        if _ends_with(words, lexicon, "parts_led"):
            if not piece.scale and _is_part(giver, piece) and not _counts(text, piece, lexicon):
                _take(piece, giver)
                whole = giver
        elif (
            (_is_bound(text, giver, piece, words, lexicon) or _moves_on(giver, piece, words, lexicon))
            and not _counts(text, piece, lexicon)
            and not _suits_another(text, pieces, index, lexicon)
        ):
            _take_level(piece, giver)


def may_take(piece: Piece) -> bool:
    """Whether a number in digits may leave something out: no year, fraction, range or percentage."""
    plain = piece.writing is Writing.DIGITS and piece.ratio is None and piece.high is None and not piece.percent
    if not plain or piece.negative or not piece.mantissa:
        return False
    year = (
        not piece.decimals
        and not piece.scale
        and piece.mantissa in _YEARS
        and piece.number_end - piece.start == _YEAR_DIGITS
    )
    return not year


def _counts(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    """Whether a number has a noun of its own; "of which 52.3 came from loans" has none."""
    counted = counted_noun(text, piece, lexicon)
    return counted is not None and not says_what_they_do(counted[0], lexicon.code)


def _may_give(giver: Piece, lexicon: Lexicon) -> bool:
    if giver.bare or giver.ratio is not None or giver.high is not None or not giver.mantissa:
        return False
    # A unit that may yet turn out to be a thing counted ("12 bars") hands nothing on.
    return giver.unit is None or giver.unit.name not in lexicon.unsettled


def _may_share_unit(giver: Piece, piece: Piece) -> bool:
    """Whether a number with its scale leaves out the unit alone: "19,46 millions d'euros contre 17,93 millions"."""
    return bool(giver.scale) and giver.unit is not None and _alike(piece.value(), giver.value())


def _without_hedge(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words before a number without its hedge: "contre", of "contre près de"."""
    while words and words[-1] in lexicon.ranges["lean"]:
        words = words[:-1]
    found = lexicon.hedges_before.longest(words[::-1])
    return words if found is None else words[: len(words) - found[0]]


def _ends_with(words: list[str], lexicon: Lexicon, key: str) -> bool:
    found = lexicon.ranges[key]
    return any(" ".join(words[-count:]) in found for count in range(1, min(_LONGEST_BINDING, len(words)) + 1))


def _is_bound(text: str, giver: Piece, piece: Piece, words: list[str], lexicon: Lexicon) -> bool:
    """Whether the words between two numbers make them two levels of one thing of like size."""
    if not _alike(piece.value(), _plain(giver)) and not _alike(piece.value(), giver.value()):
        return False
    if _ends_with(words, lexicon, "set_against") or _stands_for(piece, giver, words, lexicon):
        return True
    if _ends_with(words, lexicon, "set_after"):
        # "après 12" may be anything, "après 2,2" is what "2,4 %" was.
        return bool(piece.decimals and giver.decimals)
    if words == ["("]:
        return _BRACKETED_YEAR.match(text, piece.end) is not None
    if words[-1] in lexicon.ranges["set_from"]:
        ahead = words[:-1]
        if ahead and (ahead[-1] == "," or ahead[-1] in lexicon.ranges["changes"]):
            return True
        tokens = Behind(text, giver.evidence, lexicon).tokens[:1] if not ahead else []
        return not (lexicon.ranges["connectors"] | lexicon.ranges["ways"]).isdisjoint(tokens)
    if len(words) == 1 and words[0] in lexicon.ranges["connectors"] | lexicon.ranges["ways"]:
        behind = Behind(text, giver.evidence, lexicon)
        started = not lexicon.ranges["starters"].isdisjoint(behind.tokens[:1])
        return started and (is_change(behind, lexicon) or is_far_change(text, giver, lexicon))
    return False


def _is_in_list(text: str, giver: Piece, piece: Piece, words: list[str], gap: str, lexicon: Lexicon) -> bool:
    """Whether both are items of one list, of which the first alone is told in full.

    The same word follows both ("4,2 % en France, 3,8 en Allemagne"), or names alone stand between ("14 milliards et
    les États-Unis 11").
    """
    whole = giver.ratio is None and giver.high is None and not giver.bare and bool(giver.mantissa)
    shared = bool(giver.scale) or (giver.unit is not None and (giver.unit.money or giver.unit.name == "%"))
    if not whole or not shared or piece.scale or not _may_give(giver, lexicon):
        return False
    following = _FOLLOWING.match(text, piece.end)
    if words[-1] in lexicon.ranges["lists"]:
        word = None if following is None else following[1]
        if word is None or not word.islower() or _counts(text, piece, lexicon):
            return False
        if piece.decimals and giver.decimals and word in words[:-1]:
            return near(giver, piece, _LIST)
        return _leads_alike(giver, piece, words[0], word, lexicon) and near(giver, piece, _ALIKE)
    if following is not None and following[1].lower() not in lexicon.ranges["lists"]:
        return False
    if (piece.decimals > 0) is not (giver.decimals > 0) or (not piece.decimals and piece.mantissa == 1):
        return False
    parts = gap.replace(",", " , ").split()
    joiner = next((at for at in range(len(parts) - 1, -1, -1) if parts[at] in lexicon.ranges["lists"]), -1)
    # "41.2 billion euros on rail, France 33.6"
    apart = joiner > 0 and (parts[0].lower() not in lexicon.counting["stop"] or joiner > _LONGEST_NAME)
    return joiner >= 0 and not apart and _are_names(parts[joiner + 1 :]) and near(giver, piece, _ALIKE)


def _leads_alike(giver: Piece, piece: Piece, first: str, word: str, lexicon: Lexicon) -> bool:
    """Whether the words behind both numbers lead to whose they are: "350 millions pour le logement, 220 pour l'école",
    "4 milliards à l'État, 5,3 aux régions"."""
    stop, linking = lexicon.counting["stop"], lexicon.linking
    if first not in stop or word not in stop or first in linking or word in linking:
        return False
    if lexicon.hedges_after.longest([word]) is not None or word in lexicon.comparing:
        # "$50 million plus credit lines, and 200 plus people"
        return False
    if piece.decimals:
        return giver.scale >= _MILLIONS
    return first == word and not giver.decimals and min(giver.mantissa, piece.mantissa) >= _TEN


def _goes_on_alike(text: str, one: Piece, other: Piece) -> bool:
    """ "dont 12 auprès de la banque et 19 auprès de fonds": the same word behind both."""
    first, second = _FOLLOWING.match(text, one.end), _FOLLOWING.match(text, other.end)
    return first is not None and second is not None and first[1] == second[1]


def _stands_for(piece: Piece, giver: Piece, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a pronoun stands for scale and unit: "84,2 millions au département, qui en attendait 79,5"."""
    pronouns = lexicon.ranges.get("pronouns")
    if not pronouns or not piece.decimals or not giver.decimals or not giver.scale:
        return False
    last = words[-_LONGEST_VERB - 1 :]
    at = next((at for at in range(len(last) - 2, -1, -1) if last[at] in pronouns), -1)
    return at >= 0 and all(word.isalpha() for word in last[at:])


def _leads_to(text: str, change: Piece, level: Piece, lexicon: Lexicon) -> bool:
    """Whether the level behind a comma tells the money of a change: "de 1,1 milliard, à 7,4 milliards d'euros"."""
    if level.unit is None or not level.unit.money or change.writing is not Writing.DIGITS or change.ratio is not None:
        return False
    joined = text[change.end : level.start].lower().replace(",", " , ").split()
    if len(joined) != _COMMA_AND_TO or joined[0] != "," or change.value() > abs(level.value()) * _ALIKE:
        return False
    if joined[1] not in lexicon.ranges["connectors"] | lexicon.ranges["ways"]:
        return False
    return is_change(Behind(text, change.evidence, lexicon), lexicon)


def _leaves_unit_out(text: str, giver: Piece, piece: Piece, words: list[str], lexicon: Lexicon) -> bool:
    """Whether an item of a list leaves out the unit alone: "containers 3.1 million tonnes, dry bulk 2.4 million"."""
    shared = giver.unit is not None and giver.unit.name != "%" and bool(giver.scale) and _may_give(giver, lexicon)
    if not shared or words[0] not in lexicon.ranges["lists"] or not 1 < len(words) <= _LONGEST_ITEM:
        return False
    following = _FOLLOWING.match(text, piece.end)
    if following is not None and following[1].lower() not in lexicon.ranges["lists"]:
        return False
    articles = lexicon.hedge_articles | lexicon.articles
    if any(word in lexicon.counting["stop"] and word not in articles for word in words[1:]):
        return False
    one, other = abs(giver.value()), abs(piece.value())
    return one <= _LIST * other and other <= _LIST * one


def _are_names(words: list[str]) -> bool:
    """Whether the words are one name, with its article: "les États-Unis", "Hong Kong"."""
    if words and words[0].islower():
        words = (
            words[1:] if len(words[0]) <= _LONGEST_ARTICLE and "'" not in words[0] and "’" not in words[0] else words
        )
    parts = [word.replace("’", "'").rpartition("'")[2] for word in words]
    named = [part for part in parts if part[:1].isupper() and not part.isupper()]
    return 0 < len(parts) <= _LONGEST_NAME and len(named) == len(parts)


def near(giver: Piece, piece: Piece, times: int) -> bool:
    """Whether a number is at most so many times what another is without its scale word, and the other way round."""
    plain, value = _plain(giver), abs(piece.value())
    return plain <= times * value and value <= times * plain


def _behind_change(text: str, pieces: list[Piece], index: int, words: list[str], lexicon: Lexicon) -> Piece | None:
    """The level before a change told beside it: "19,46 millions d'euros, en hausse de 8,5 %, contre 17,93"."""
    piece, change = pieces[index], pieces[index - 1]
    if (
        index < _FIRST_BEHIND
        or change.unit is None
        or change.unit.name != "%"
        or not _ends_with(words, lexicon, "set_against")
    ):
        return None
    # "ein Plus von 8,5 %": the article is no level
    at = next((at for at in range(index - 2, max(-1, index - 4), -1) if not pieces[at].weak), -1)
    if at < 0:
        return None
    level = pieces[at]
    between = text[level.end : change.start]
    if not 0 < len(between) <= _LONGEST_GAP or _ENDS.search(between) is not None or words[0] not in (",", ")"):
        return None
    told = between.lower().replace("(", " ( ").replace(",", " , ").split()
    beside = bool(told) and told[0] in (",", "(")
    moving = beside and not (
        lexicon.ranges["changes"] | lexicon.grammar["change_nouns"] | lexicon.ranges["directions"]
    ).isdisjoint(told)
    signed = beside and len(told) == 1 and text[change.start] in _SIGNS
    if not (moving or signed) or piece.scale or not _may_give(level, lexicon) or _counts(text, piece, lexicon):
        return None
    closer = near(level, piece, _HALF_OR_DOUBLE) and not near(change, piece, _HALF_OR_DOUBLE)
    return level if closer and bool(level.scale or level.unit is not None) else None


def _moves_on(giver: Piece, piece: Piece, words: list[str], lexicon: Lexicon) -> bool:
    """Whether the verb behind a comma takes the level before it on: "3,4 milliards en 2022, est passé à 4,1"."""
    if "," not in words or not giver.scale or not piece.decimals or not giver.decimals:
        return False
    clause = words[len(words) - words[::-1].index(",") :]
    return (
        len(clause) in _VERB_AND_TO
        and clause[-1] in lexicon.ranges["connectors"] | lexicon.ranges["ways"]
        and clause[-2] in lexicon.ranges["changes"]
        and near(giver, piece, _ALIKE)
    )


def _suits_another(text: str, pieces: list[Piece], index: int, lexicon: Lexicon) -> bool:
    """Whether a number of another unit before the pair would suit too: "19,46 millions, soit 8,5 %, contre 17,93"."""
    piece, giver = pieces[index], pieces[index - 1]
    at = index - 2
    while at >= 0 and piece.start - pieces[at].start <= _REACH:
        other = pieces[at]
        if _ENDS.search(text, other.end, pieces[at + 1].start) is not None:
            return False
        same = other.unit is giver.unit or (
            other.unit is not None and giver.unit is not None and other.unit.name == giver.unit.name
        )
        if not same and _may_give(other, lexicon) and _alike(piece.value(), _plain(other)):
            return True
        at -= 1
    return False


def _plain(piece: Piece) -> Decimal:
    """The number as written, without its scale word."""
    return abs(piece.value().scaleb(-piece.scale))


def _alike(one: Decimal, other: Decimal) -> bool:
    return abs(other) <= _ALIKE * one and one <= _ALIKE * abs(other)


def _is_part(whole: Piece, piece: Piece) -> bool:
    """Whether it may be a part of `whole` said in its scale: "84,6 millions, dont 52,3"; no percentage of one."""
    if not whole.scale and whole.unit is None:
        return False
    if whole.unit is not None and whole.unit.name == "%":
        return False
    plain = _plain(whole)
    return piece.value() <= plain and (bool(piece.decimals) or plain <= _ALIKE * piece.value())


def _take(piece: Piece, giver: Piece) -> None:
    piece.scale, piece.unit, piece.per = giver.scale, giver.unit, giver.per


def _take_level(piece: Piece, giver: Piece) -> None:
    """Take the unit, and the scale too unless the number is of like size without it ("1,2 million contre 980 000")."""
    scaled = not piece.scale and _alike(piece.value(), _plain(giver))
    piece.unit, piece.per = giver.unit, giver.per
    if scaled:
        piece.scale = giver.scale
