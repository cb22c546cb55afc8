"""Sentences end where readers see them end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extraction.sentences import sentences
from workbench.model import Block, BlockKind, Document


def split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences(Document(text, language=language))]


WHOLE = [
    ("fr", "M. Dupont a reçu 1,1 million de visiteurs."),
    ("fr", "Selon l'art. 12 al. 3 de la loi, c'est fini."),
    ("fr", "Le taux est de 3.5 % selon Mme Martin."),
    ("fr", "La société emploie env. 30 personnes."),
    ("en", "The U.S. economy grew 3.2% in Q1."),
    ("en", "Mr. J. Smith of Acme Inc. paid $3.5bn."),
    ("en", "No. 5 is ahead of No. 6."),
    ("en", "He came at 5 p.m. and left."),
    ("de", "Dr. Meier nennt z.B. 3,5 Mio. Euro."),
    ("es", "El Sr. Ruiz habla del art. 3 de la ley."),
]

SEVERAL = [
    ("fr", "Il est venu. Elle est partie.", ["Il est venu.", "Elle est partie."]),
    ("fr", "C'était en 2018.2 327 personnes sont là.", ["C'était en 2018.", "2 327 personnes sont là."]),
    ("fr", "Le mois est fini.Avec 25 % des voix, il gagne.", ["Le mois est fini.", "Avec 25 % des voix, il gagne."]),
    ("fr", "« C'est fini. » Puis il part.", ["« C'est fini. »", "Puis il part."]),
    ("en", "He came at 5 p.m. Then he left.", ["He came at 5 p.m.", "Then he left."]),
    ("en", "Is it 3.5%? Yes! It is.", ["Is it 3.5%?", "Yes!", "It is."]),
    ("en", "A title\n\nA paragraph here.", ["A title", "A paragraph here."]),
    ("zh", "产业规模突破3500亿元。同比增长14%！", ["产业规模突破3500亿元。", "同比增长14%！"]),
]


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_a_stop_inside_a_sentence_does_not_end_it(language: str, text: str) -> None:
    assert split(text, language) == [text]


@pytest.mark.parametrize(("language", "text", "wanted"), SEVERAL)
def test_a_stop_at_the_end_does(language: str, text: str, wanted: list[str]) -> None:
    assert split(text, language) == wanted


def test_a_sentence_never_runs_across_a_block() -> None:
    text = "Sales of the group\nrose 5 % in May"
    blocks = [Block(BlockKind.HEADING, 0, 18), Block(BlockKind.PARAGRAPH, 19, len(text))]
    found = sentences(Document(text, language="en", blocks=blocks))
    assert found == [(0, 18), (19, len(text))]


@given(st.lists(st.sampled_from([*"aA1 .!?…\n«»\"()'", "M.", "p.m.", "2018.2 327"]), max_size=120).map("".join))
def test_sentences_stand_in_order_and_leave_out_only_space(text: str) -> None:
    spans = sentences(Document(text, language="fr"))
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize("piece", [".", "... ", "M. ", "a.B", "\n", "(", "1. ", "?!"])
def test_hostile_repetition_is_split(piece: str) -> None:
    sentences(Document(piece * (300_000 // len(piece)), language="fr"))
