"""Texts of any length made from the samples, with other digits in every tenth copy."""

from __future__ import annotations

import random
import re
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
OF_LANGUAGE = {
    "en": ("port-results.en.txt", "wuxi-iot-summit.en.txt"),
    "fr": ("bibliotheques.fr.txt", "wuxi-iot-summit.fr.txt"),
}
# What the samples with errors would say without them: real texts are not that dense with errors.
_MENDED = {
    "€238.7 million": "€283.7 million",
    "21.4 million": "20.4 million",
    "4.2 percentage": "3.2 percentage",
    "2,96 millions": "2,86 millions",
    "38,1 millions": "31,8 millions",
    "5,7 points": "4,7 points",
}
_DIGIT = re.compile(r"(?<=[\d.,\u202f])\d|\d(?=\d*[.,\u202f]\d)")


def long_text(language: str, characters: int) -> str:
    """A text of `characters` code points: the samples of `language` over and over.

    Every tenth copy has other digits, so that its numbers contradict each other: real texts mostly agree.
    """
    source = random.Random(20221126)
    bases = [_mended((SAMPLES / name).read_text(encoding="utf-8")) for name in OF_LANGUAGE[language]]
    copies: list[str] = []
    length = 0
    while length < characters:
        copy = f"{bases[len(copies) % len(bases)]}\n\n"
        if len(copies) % 10 == 9:
            copy = _DIGIT.sub(lambda match: str(source.randrange(10)), copy)
        copies.append(copy)
        length += len(copy)
    return "".join(copies)[:characters]


def _mended(text: str) -> str:
    for wrong, right in _MENDED.items():
        text = text.replace(wrong, right)
    return text


HOSTILE = {
    "a hundred thousand digits": "9",
    "numbers and blanks": "1 ",
    "numbers and commas": "1,",
    "grouped without end": "1.000.",
    "percentages": "10 % ",
    "number words": "vingt et ",
    "scales": "12 millions de ",
    "ranges": "5 to ",
    "thin spaces": "\u202f1",
    "brackets": "(",
    "currency signs": "$",
    "dashes": "-",
    "letters": "a",
    "shares": "soit 12 % de ",
    "sums": "12 and 13, ",
    "totals": "Sales were 12 million, of which 5 million in Spain and 7 million in Italy. ",
    "changes": "Sales rose 10 % to 120 million, against 100 million a year earlier. ",
    "names and shares": "Smith Ltd won 12 % and Jones 34 % of 560 votes in Spain, ",
    "headings": "12 shops\n\n",
    "dates": "12/11/2022 ",
    "list items": "- 1\n",
    "table cells": "|1",
}
