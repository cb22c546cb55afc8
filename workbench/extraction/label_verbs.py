"""Labels that are other words too: "ont arrêté 46 personnes", "they track 61 patients", "le métro 187 600"."""

from __future__ import annotations

from workbench.extraction.counting import counted_noun, says_what_they_do
from workbench.extraction.lexicon import Lexicon
from workbench.extraction.piece import Piece
from workbench.extraction.surroundings import Behind

_PLURALS = ("s", "x")
_THOUSAND = 1000


def counts_all_the_same(text: str, piece: Piece, lexicon: Lexicon, behind: Behind) -> bool:
    """Whether the number behind a label counts: the label is a verb here, or what is counted belongs to it."""
    label, names = behind.tokens[0], lexicon.not_claims
    if piece.decimals and lexicon.decimal == "," and label in names["label_verbs"]:
        return _is_verb(behind, lexicon)
    if not text[behind.start(0)].islower() or text[piece.start - 1 : piece.start] not in (" ", "\u00a0", "\u202f"):
        return False
    grouped = piece.mantissa >= _THOUSAND and not text[piece.start : piece.number_end].isdecimal()
    if grouped and label in names["label_things"]:
        return True
    if label not in names["label_verbs"] or not _is_verb(behind, lexicon):
        return False
    return grouped or _counts_several(text, piece, lexicon)


def _is_verb(behind: Behind, lexicon: Lexicon) -> bool:
    """Whether the word before the label makes it a verb: its subject, an auxiliary; no article, no preposition."""
    before = behind.tokens[1] if len(behind.tokens) > 1 else ""
    led = lexicon.not_claims["verb_led"]
    if not before.isalpha() or before in lexicon.not_claims["noun_led"]:
        return False
    # Where nouns stand before nouns ("age group 14"), only a plural is a subject.
    return not led or before in led or before.endswith("s")


def _counts_several(text: str, piece: Piece, lexicon: Lexicon) -> bool:
    counted = counted_noun(text, piece, lexicon)
    if counted is None or says_what_they_do(counted[0], lexicon.code):
        return False
    noun = counted[0].lower()
    return noun.endswith(_PLURALS) or noun.rpartition(" ")[2] in lexicon.counting.get("plurals", ())
