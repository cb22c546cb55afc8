"""What analysts type into the fields of a claim, read the way texts are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import TypeVar

from workbench.case.errors import EditRefusedError
from workbench.language_facts import decimal_mark
from workbench.model import Claim, Document, Hedge, Kind, Period, Quantity, Role

FIELDS: Mapping[str, Callable[[Claim], object]] = MappingProxyType(
    {
        "value": lambda claim: _ends(claim.quantity),
        "unit": lambda claim: claim.quantity.unit,
        "hedge": lambda claim: claim.quantity.hedge,
        "kind": lambda claim: claim.quantity.kind,
        "role": lambda claim: claim.role,
        "indicator": lambda claim: claim.indicator,
        "scope": lambda claim: claim.scope,
        "period": lambda claim: claim.period,
        "counted": lambda claim: claim.counted,
    }
)
"""The fields an analyst edits, with how to read each off a claim."""

Choice = TypeVar("Choice", Kind, Role)

_LONGEST = 300
_PLAIN = re.compile(r"([+\-−–]?)\s*(\d[\d\s'’.,  ]{0,60}\d|\d)$")
_DIGITS = re.compile(r"\d[\d\s'’.,  ]{0,60}\d|\d")
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$", re.IGNORECASE)


def _ends(quantity: Quantity) -> Decimal | tuple[Decimal | None, Decimal] | None:
    return quantity.value if quantity.value_high is None else (quantity.value, quantity.value_high)


def extract_in(document: Document, start: int, end: int) -> list[Claim]:
    """The claims extraction finds in ``text[start:end]`` read on its own, with offsets into the whole text."""
    from workbench.extraction import extract

    part = Document(document.text[start:end], language=document.language, date=document.date)
    found = []
    for claim in extract(part):
        found.append(
            replace(
                claim,
                start=claim.start + start,
                end=claim.end + start,
                evidence_start=claim.evidence_start + start,
                sentence=(claim.sentence[0] + start, claim.sentence[1] + start),
                block=max(document.block_at(claim.start + start), 0),
            )
        )
    return found


def read_span(document: Document, start: int, end: int, claim_id: str) -> Claim | None:
    """A claim on exactly ``text[start:end]``; ``None`` when no number, or more than one, can be read there.

    The block around it is read first, for the hedge and the context; then the stretch alone.
    """
    block = document.block_at(start)
    around = (document.blocks[block].start, document.blocks[block].end) if block >= 0 else (start, end)
    for claim in extract_in(document, max(around[0], start - 2000), min(max(around[1], end), end + 2000)):
        if (claim.start, claim.end) == (start, end):
            return replace(claim, id=claim_id)
    inside = extract_in(document, start, end)
    if len(inside) != 1:
        return None
    claim = inside[0]
    return replace(claim, id=claim_id, start=start, end=end, text=document.text[start:end], evidence_start=start)


def read_quantity(text: str, language: str) -> Quantity | None:
    """The one quantity that `text` states ("617,7 Md$", "près de 25 %"), or ``None``."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    readable = []
    for tongue in dict.fromkeys((language, "en", "fr")):
        found = extract_in(Document(text, language=tongue), 0, len(text))
        if len(found) == 1 and found[0].quantity.kind is not Kind.DATE and _covers(found[0], text):
            readable.append(found[0])
    if readable:
        return min(readable, key=lambda claim: len(text) - claim.end + claim.evidence_start).quantity
    return plain_number(text, language)


def apply_field(claim: Claim, field: str, typed: str, language: str) -> Claim:
    """The claim with one field as typed. Raises `EditRefusedError` for what cannot be read."""
    typed = typed.strip()
    if len(typed) > _LONGEST:
        raise EditRefusedError("refused.too-long", field=field, limit=_LONGEST)
    match field:
        case "value":
            return replace(claim, quantity=_with_value(claim, typed, language))
        case "unit":
            return replace(claim, quantity=_with_unit(claim.quantity, typed, language))
        case "hedge":
            return replace(claim, quantity=replace(claim.quantity, hedge=_hedge(typed, claim, language)))
        case "kind":
            return replace(claim, quantity=replace(claim.quantity, kind=_choice(Kind, typed, field)))
        case "role":
            return replace(claim, role=_choice(Role, typed, field))
        case "period":
            return replace(claim, period=read_period(typed, language))
        case "indicator":
            return replace(claim, indicator=typed or None)
        case "scope":
            return replace(claim, scope=typed or None)
        case "counted":
            return replace(claim, counted=typed or None)
    raise EditRefusedError("refused.no-field", field=field)


def read_period(typed: str, language: str) -> Period | None:
    """``2021``, ``2022-Q3``, ``2022-09``, ``2022-11-26``, two of them joined by "/", or words ("septembre 2022")."""
    if not typed:
        return None
    first, _, second = typed.partition("/")
    start = _one_period(first.strip())
    end = _one_period(second.strip()) if second else start
    if start is not None and end is not None:
        if end.last < start.first:
            raise EditRefusedError("refused.period", typed=typed)
        return Period(start.first, end.last)
    dates = []
    for tongue in dict.fromkeys((language, "en", "fr")):
        found = [claim for claim in extract_in(Document(typed, language=tongue), 0, len(typed)) if claim.date]
        if len(found) == 1 and not any(c.isdigit() for c in typed[: found[0].start] + typed[found[0].end :]):
            dates.append(found[0])
    if dates:
        return max(dates, key=lambda claim: claim.end - claim.start).date
    raise EditRefusedError("refused.period", typed=typed)


def _one_period(text: str) -> Period | None:
    match = _PERIOD.match(text)
    if match is None:
        return None
    year, quarter, month, day = match.groups()
    try:
        if quarter:
            return Period.quarter(int(year), int(quarter))
        if day:
            return Period.day(date(int(year), int(month), int(day)))
        return Period.month(int(year), int(month)) if month else Period.year(int(year))
    except ValueError:
        return None


def _with_value(claim: Claim, typed: str, language: str) -> Quantity:
    """What was typed, with unit, kind and scale of the claim where the analyst left them out."""
    quantity = claim.quantity
    if not typed:
        return replace(quantity, value=None, value_high=None)
    bare = plain_number(typed, language)
    if bare is not None:
        return _scaled_like(bare, claim, language)
    read = read_quantity(typed, language)
    if read is None:
        raise EditRefusedError("refused.value", typed=typed[:60])
    if read.unit is None:
        return replace(
            read, unit=quantity.unit, kind=quantity.kind, hedge=read.hedge or quantity.hedge, exact=quantity.exact
        )
    return read if read.hedge else replace(read, hedge=quantity.hedge)


def _scaled_like(bare: Quantity, claim: Claim, language: str) -> Quantity:
    """A bare number in the unit of the claim, and in its scale word when that is what comes near ("617.7" for bn)."""
    quantity = claim.quantity
    assert bare.value is not None
    factor = _scale_of(claim, language)
    value, step, coarse = bare.value, bare.step, bare.coarse_step
    if factor != 1 and quantity.value and value:
        with localcontext(prec=200):
            if _nearer(value * factor, value, quantity.value):
                value, step, coarse = (_plainly(number * factor) for number in (value, step, coarse))
    exact = quantity.exact and value == value.to_integral_value()
    return replace(quantity, value=value, value_high=None, step=step, coarse_step=coarse, exact=exact, in_words=False)


def _scale_of(claim: Claim, language: str) -> Decimal:
    """The power of ten between the number written and the value: 10^9 for "671.7bn".

    Read off the text, since the value may have been edited; a scale that stands elsewhere ("in millions" over a
    column) shows in the value alone, and such scales are powers of a thousand.
    """
    value, digits = claim.quantity.value, _DIGITS.search(claim.text)
    written = None if digits is None else plain_number(digits.group(), language)
    if not value or written is None or not written.value:
        return Decimal(1)
    read = read_quantity(claim.text, language)
    if read is not None and read.value and read.value != written.value:
        return _nearest_power(read.value / written.value, 1)
    return _nearest_power(value / written.value, 3)


def _plainly(number: Decimal) -> Decimal:
    """A whole number without a decimal point, as extraction writes it."""
    whole = number.to_integral_value()
    return whole if whole == number else number


def _nearest_power(ratio: Decimal, multiple: int) -> Decimal:
    exponent = int((abs(ratio).log10() / multiple).to_integral_value()) * multiple
    return Decimal(10) ** max(exponent, 0)


def _nearer(one: Decimal, other: Decimal, value: Decimal) -> bool:
    return abs((abs(one) / abs(value)).ln()) < abs((abs(other) / abs(value)).ln())


def _with_unit(quantity: Quantity, typed: str, language: str) -> Quantity:
    if not typed:
        return replace(quantity, unit=None, kind=Kind.NUMBER if quantity.kind is Kind.MONEY else quantity.kind)
    read = read_quantity(f"7 {typed}", language) or read_quantity(f"{typed} 7", language)
    if read is not None and read.unit is not None and read.value == 7:
        return replace(quantity, unit=read.unit, kind=read.kind, exact=quantity.exact and read.exact)
    return replace(quantity, unit=typed)


def _hedge(typed: str, claim: Claim, language: str) -> Hedge | None:
    if not typed or typed in ("exact", "="):
        return None
    try:
        return Hedge(typed)
    except ValueError:
        pass
    for tongue in dict.fromkeys((language, "en", "fr")):
        sentence = f"{typed} {claim.text}"
        found = extract_in(Document(sentence, language=tongue), 0, len(sentence))
        if len(found) == 1 and found[0].quantity.hedge is not None:
            return found[0].quantity.hedge
    raise EditRefusedError("refused.choice", field="hedge", typed=typed[:40], choices=", ".join(h.value for h in Hedge))


def _choice(choices: type[Choice], typed: str, field: str) -> Choice:
    try:
        return choices(typed)
    except ValueError as fault:
        names = ", ".join(choice.value for choice in choices)
        raise EditRefusedError("refused.choice", field=field, typed=typed[:40], choices=names) from fault


def _covers(claim: Claim, text: str) -> bool:
    """Whether nothing of what was typed was left unread, but hedge words before it and the noun it counts."""
    after = text[claim.end :].strip(" .)")
    before = text[: claim.start]
    if any(character.isdigit() for character in before + after):
        return False
    return not after or (claim.counted is not None and after.casefold().startswith(claim.counted.casefold()))


def plain_number(text: str, language: str) -> Quantity | None:
    """A number without unit or scale word: "1 952", "617,7", "-3.5", "12,345.6"."""
    match = _PLAIN.match(text.strip())
    if match is None:
        return None
    sign, digits = match.groups()
    digits = re.sub(r"[\s'’  ]", "", digits)
    point = _decimal_mark(digits, language)
    whole, _, decimals = digits.partition(point) if point else (digits, "", "")
    whole = whole.replace(".", "").replace(",", "")
    if not whole.isdigit() or (decimals and not decimals.isdigit()):
        return None
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    step = Decimal(1).scaleb(-len(decimals))
    significant = value.normalize().as_tuple()
    coarse = max(step, Decimal(1).scaleb(int(significant.exponent))) if value else step
    return Quantity(Kind.NUMBER, -value if sign and sign != "+" else value, step=step, coarse_step=coarse)


def _decimal_mark(digits: str, language: str) -> str:
    """Which of "." and "," is the decimal mark, "" when neither is."""
    last_point, last_comma = digits.rfind("."), digits.rfind(",")
    if last_point >= 0 and last_comma >= 0:
        return "." if last_point > last_comma else ","
    mark = "." if last_point >= 0 else "," if last_comma >= 0 else ""
    if not mark or digits.count(mark) > 1:
        return ""
    home = decimal_mark(language)
    groups_of_three = len(digits) - digits.rfind(mark) == 4 and not digits.startswith("0")
    return "" if groups_of_three and mark != home else mark
