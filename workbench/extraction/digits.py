"""Numbers written in digits: grouping, decimals, and the convention of the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extraction.piece import Piece

_SPACES = "[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"""
    [0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?     # 1 234 567,8
    | [0-9]{{1,3}}(?:['’][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?        # 1'234'567.8
    | [0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}(?![0-9])(?:\.[0-9]+)?  # 12,34,567
    | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?             # 1,234,567.8
    | [0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9])(?:,[0-9]+)?             # 1.234.567,8
    | [0-9]+(?:[.,][0-9]+)?
    | (?<![\w.,])[.,][0-9]+
    """,
    re.VERBOSE,
)
# Longer runs of digits are identifiers, not numbers of anything.
LONGEST = 32


def written_numbers(text: str, decimal: str) -> Iterator[Piece]:
    """All runs of digits in `text` as numbers; `decimal` is the mark to assume when the document does not settle it."""
    found = [(match.start(), match.group()) for match in _DIGITS.finditer(text)]
    decimal = _convention([written for _, written in found], decimal)
    for start, written in found:
        if len(written) > LONGEST:
            continue
        if written.isdigit():
            yield Piece(start, start + len(written), int(written))
        else:
            mantissa, decimals = read_number(written, decimal)
            yield Piece(start, start + len(written), mantissa, decimals)


def read_number(written: str, decimal: str) -> tuple[int, int]:
    """The digits of `written` as a whole number, and how many of them are decimals."""
    point, comma = written.rfind("."), written.rfind(",")
    mark = max(point, comma)
    digits = int("".join(c for c in written if c.isdigit()))
    if mark < 0:
        return digits, 0
    decimals = len(written) - mark - 1
    if min(point, comma) >= 0:
        return digits, decimals
    sign = written[mark]
    if written.count(sign) > 1:
        return digits, 0
    grouped = decimals == 3 and sign != decimal and written[:mark].isdigit() and written[0] != "0" and mark <= 3
    return digits, 0 if grouped else decimals


def _convention(numbers: list[str], default: str) -> str:
    """The decimal mark of the document: what its unambiguous numbers use, else `default`."""
    votes = {".": 0, ",": 0}
    for written in numbers:
        if written.isdigit():
            continue
        point, comma = written.count("."), written.count(",")
        if point and comma:
            votes["." if written.rfind(".") > written.rfind(",") else ","] += 2
        elif point + comma == 1:
            sign = "." if point else ","
            mark = written.index(sign)
            if len(written) - mark - 1 != 3 or written[:mark] in ("", "0"):
                votes[sign] += 1
        elif point + comma > 1:
            votes["," if point else "."] += 2
    other = "," if default == "." else "."
    return other if votes[other] > 3 * votes[default] and votes[other] > 1 else default
