"""What headings say of the numbers under them: "(in thousands of euros)", "en M€", "$m"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.extraction.heading_words import heading_words
from workbench.model import Claim, Document, Kind, Quantity

BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
# The year of a heading ("Milliers de tonnes 2024") is no part of its unit.
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?!\d)")
_MARKS = "$€£¥"
# Longer ones are sentences, whose last part behind a comma is no unit.
_SHORT = 60
THOUSAND = 1000
Reader = Callable[[Document], list[Claim]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What every number under a heading has to be taken for: `scale` times as much, in `unit`."""

    scale: Decimal
    unit: str | None
    kind: Kind

    @property
    def is_account(self) -> bool:
        """Whether it tells amounts of money, or of thousands or more: brackets then stand for a minus."""
        return self.kind is Kind.MONEY or self.scale >= THOUSAND

    def applied(self, claim: Claim) -> Quantity:
        """The quantity of `claim` in this measure; its own where the text of the claim gives unit or scale."""
        quantity = claim.quantity
        if quantity.value is None:
            return quantity
        # "1,5 M" has a scale of its own.
        scaled = any(map(str.isalpha, claim.text))
        bare = quantity.unit is None and quantity.kind in (Kind.NUMBER, Kind.COUNT) and not scaled
        # "$ 12.3" under "(in thousands)": the cell names its money, the heading its scale.
        priced = quantity.kind is Kind.MONEY and self.unit in (None, quantity.unit) and not scaled
        if not bare and not priced:
            return quantity
        return replace(
            quantity,
            kind=quantity.kind if priced or self.unit is None else self.kind,
            value=quantity.value * self.scale,
            value_high=None if quantity.value_high is None else quantity.value_high * self.scale,
            unit=quantity.unit if priced else self.unit,
            step=quantity.step * self.scale,
            coarse_step=quantity.coarse_step * self.scale,
            exact=quantity.exact and self.scale == 1,
        )


def negative(quantity: Quantity) -> Quantity:
    """What accounts put in brackets: (1,234) is -1,234."""
    return replace(quantity, value=None if quantity.value is None else -quantity.value)


class Measures:
    """Reads headings of one language; `read` reads a phrase as a document."""

    def __init__(self, language: str, read: Reader) -> None:
        self._language = language
        self._read = read
        self._leads = heading_words(language).leads
        self._phrases: dict[str, Measure | None] = {}

    def said_by(self, heading: str, *, whole: bool) -> Measure | None:
        """What a heading says: in brackets, behind "en" or "in", behind a comma or colon, or with `whole` all of it."""
        phrases = BRACKETED.findall(heading)
        lower = heading.lower()
        for lead in self._leads:
            at = lower.find(f"{lead} ")
            while at >= 0:
                if at == 0 or not lower[at - 1].isalpha():
                    phrases.append(re.split(r"[,;:()\[\]]", heading[at + len(lead) + 1 :], maxsplit=1)[0])
                at = lower.find(f"{lead} ", at + 1)
        if whole or len(heading) <= _SHORT:
            phrases.append(heading.rstrip(" :").rpartition(",")[2])
        if whole:
            phrases += [heading, _YEAR.sub(" ", heading)]
        return next((found for phrase in phrases if (found := self.phrase(phrase.strip(" .")))), None)

    def phrase(self, phrase: str) -> Measure | None:
        """What a phrase such as "millions d'euros" says when it is nothing but a unit or scale."""
        for lead in self._leads:
            if phrase.lower().startswith(f"{lead} "):
                phrase = phrase[len(lead) + 1 :]
        phrase = phrase.strip(" ,;:-–")
        if not phrase or len(phrase) > 60 or any(map(str.isdigit, phrase)):
            return None
        if phrase not in self._phrases:
            self._phrases[phrase] = self._read_phrase(phrase)
        return self._phrases[phrase]

    def _read_phrase(self, phrase: str) -> Measure | None:
        """Read the phrase as the unit of the number one, the way any text is read."""
        written = f"{phrase[0]}1{phrase[1:]}" if phrase[0] in _MARKS and len(phrase) > 1 else f"1 {phrase}"
        claims = self._read(Document(written, language=self._language))
        if len(claims) != 1 or claims[0].start != 0 or claims[0].end < len(written.rstrip()):
            return None
        quantity = claims[0].quantity
        if quantity.value is None or (quantity.unit is None and quantity.value == 1):
            return None
        return Measure(quantity.value, quantity.unit, quantity.kind)
