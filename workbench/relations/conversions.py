"""Exchange rates: amounts printed in two currencies imply one, and one document should imply about the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from workbench.model import Binding, Claim, Operand, Operation, Relation, Unknown

_FAR = Decimal("1.25")
_APART = Decimal("1.2")
_YEARS_APART = Decimal(2)
_DOUBTS = ("other-period",)
# Amounts in one currency that stand to each other as the text's own exchange rate does have a wrong currency sign.
_NEAR = Decimal("0.03")


def settle_rates(relations: Sequence[Relation], claims: Sequence[Claim]) -> list[Relation]:
    """Give each conversion between currencies the rate it implies.

    Rates of different days are all right within a quarter of their median; then each conversion has a rate of its
    own. When one lies farther off, all conversions of the pair speak of one rate, so that checking shows the conflict.
    So they do when two of them differ by more than a fifth and the text names no two dates, but then it is a doubt;
    and when it names several dates, between which rates do move.
    """
    known = {claim.id: claim for claim in claims}
    pairs: dict[tuple[str, str], list[tuple[int, Decimal]]] = {}
    settled = list(relations)
    beside: list[tuple[int, Decimal]] = []
    for place, relation in enumerate(relations):
        ratio = _in_one_currency(relation, known)
        if ratio is not None:
            beside.append((place, ratio))
            continue
        implied = _implied(relation, known) if relation.operation is Operation.CONVERSION else None
        if implied is not None:
            pairs.setdefault(implied[0], []).append((place, implied[1]))
    for (first, second), found in pairs.items():
        middle = median(rate for _, rate in found)
        one_rate = any(not middle / _FAR <= rate <= middle * _FAR for _, rate in found)
        rates = [rate for _, rate in found]
        spread = max(rates) / min(rates)
        dated = not _of_one_date(relations, found, known)
        if one_rate:
            doubtful = dated and spread < _YEARS_APART
        else:
            doubtful = not dated and spread > _APART
        for place, _ in found:
            relation = settled[place]
            key = f"rate:{first}/{second}" + ("" if one_rate or doubtful else f":{relation.operands[0].claim}")
            rate = Operand("rate", unknown=Unknown(key, f"{first}/{second}", None))
            relation = replace(relation, operands=(*_ordered(relation, first, known), rate))
            if doubtful:
                relation = replace(relation, binding=Binding.KIND, doubts=(*relation.doubts, *_DOUBTS))
            settled[place] = relation
    for place, ratio in reversed(beside):
        mistaken = _mistaken(relations, pairs, relations[place], ratio, known)
        if mistaken is None:
            del settled[place]
        else:
            settled[place] = replace(settled[place], operands=mistaken)
    return settled


def are_two_things(amount: Claim, converted: Claim) -> bool:
    """Whether two numbers are of one unit, or of one system of units with other digits: neither is the other converted.

    "57 centimetres better than his best (65.71 metres)" names two lengths; "1.94 m (149 cm)" swaps the digits of one.
    """
    units = [claim.quantity.unit or "" for claim in (amount, converted)]
    if units[0] == units[1]:
        return True
    if not (units[0].endswith(units[1]) or units[1].endswith(units[0])):
        return False
    first, second = (str(abs(claim.quantity.value or 0)).replace(".", "").strip("0") for claim in (amount, converted))
    return first[:1] != second[:1] and sorted(first) != sorted(second)


def _in_one_currency(relation: Relation, known: dict[str, Claim]) -> Decimal | None:
    """How many times the second amount the first one is, when both are printed in one currency."""
    if relation.operation is not Operation.CONVERSION:
        return None
    amounts = [known[operand.claim] for operand in relation.operands if operand.claim in known]
    if len(amounts) != 2 or not all(map(_is_currency, amounts)):
        return None
    first, second = amounts
    if first.quantity.unit != second.quantity.unit or not first.quantity.value or not second.quantity.value:
        return None
    return first.quantity.value / second.quantity.value


def _mistaken(
    relations: Sequence[Relation],
    pairs: dict[tuple[str, str], list[tuple[int, Decimal]]],
    relation: Relation,
    ratio: Decimal,
    known: dict[str, Claim],
) -> tuple[Operand, ...] | None:
    """Two amounts in one currency that are apart by a rate the text implies; ``None`` when they are not.

    The one that must be in another currency comes first, and in the role `instead` a claim in that currency.
    """
    first, second = (operand.claim for operand in relation.operands if operand.claim in known)
    assert first is not None
    assert second is not None
    unit = known[first].quantity.unit
    for pair, found in pairs.items():
        if unit not in pair:
            continue
        for place, rate in found:
            # `rate` is the first currency in the second one, whichever of them the wrong amount should be in.
            wanted = rate if pair[1] == unit else 1 / rate
            other = next(one for one in relations[place].claims if known[one].quantity.unit != unit)
            for wrong, right, apart in ((first, second, ratio), (second, first, 1 / ratio)):
                if abs(apart / wanted - 1) < _NEAR < abs(wanted - 1):
                    return Operand("amount", wrong), Operand("converted", right), Operand("instead", other)
    return None


def _of_one_date(relations: Sequence[Relation], found: Sequence[tuple[int, Decimal]], known: dict[str, Claim]) -> bool:
    """Whether no two conversions are of different dates, as far as the text says."""
    claims = (known.get(claim) for place, _ in found for claim in relations[place].claims)
    years = {claim.period.first.year for claim in claims if claim is not None and claim.period is not None}
    return len(years) < 2


def _implied(relation: Relation, known: dict[str, Claim]) -> tuple[tuple[str, str], Decimal] | None:
    """The two currencies in the order of the alphabet, and how many of the first one of the second buys."""
    amounts = [known[operand.claim] for operand in relation.operands if operand.claim in known]
    if len(amounts) != 2 or any(claim.quantity.unit is None or not _is_currency(claim) for claim in amounts):
        return None
    first, second = sorted(amounts, key=lambda claim: claim.quantity.unit or "")
    if not first.quantity.value or not second.quantity.value:
        return None
    return (first.quantity.unit or "", second.quantity.unit or ""), first.quantity.value / second.quantity.value


def _ordered(relation: Relation, first: str, known: dict[str, Claim]) -> tuple[Operand, Operand]:
    """The amount in the first currency, and the other one."""
    ids = [operand.claim for operand in relation.operands if operand.claim is not None]
    amounts = sorted(ids, key=lambda own: known[own].quantity.unit != first)
    return Operand("amount", amounts[0]), Operand("converted", amounts[1])


def _is_currency(claim: Claim) -> bool:
    unit = claim.quantity.unit
    return unit is not None and len(unit) == 3 and unit.isupper()
