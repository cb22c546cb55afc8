"""Passages with the relations of their numbers written below them, and copies of them with one number broken.

A file has a passage a line; below it lines that begin with ``>`` and name a relation each, its numbers as they stand in
the passage, ``@2`` behind one for its second occurrence:

    > g NEW|OLD|RATE          growth in percent            > d A|B|DIFFERENCE        A - B
    > p A|B|POINTS            percentages in points        > s TOTAL|PART|PART...    sum
    > h PART|WHOLE|PERCENT    share                        > a TOTAL|COUNT|EACH      average
    > u LEVEL|CHANGE|RATE     a level after a change told twice, the level before unsaid
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from zlib import crc32

PASSAGES = Path(__file__).resolve().parent.parent / "passages"
LEARNED, JUDGED, HELD_OUT = PASSAGES / "learned", PASSAGES / "judged", PASSAGES / "held_out"
FRAMES = {
    "g": ("growth", ("after", "before", "rate")),
    "h": ("share", ("part", "whole", "share")),
    "u": ("unsaid", ("level", "change", "rate")),
    "d": ("difference", ("after", "before", "change")),
    "p": ("points", ("after", "before", "change")),
    "a": ("average", ("total", "count", "per")),
    "s": ("sum", ("total",)),
}
_COPIES, _TRIES = 3, 60
_NUMBER = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f]*\d)?")
Span = tuple[int, int]
Slip = Callable[[str, list[str], random.Random], str | None]
"""What makes of a number another one, which it may take from the others of the relation."""


@dataclass(frozen=True, slots=True)
class Label:
    """One relation: its frame, and the places of its numbers in the order of the roles (a total, then its parts)."""

    frame: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its relations. `broken` is the place of the number that was changed, ``None`` in a sound one."""

    name: str
    language: str
    text: str
    labels: tuple[Label, ...]
    broken: Span | None = None


def passages(language: str, folder: Path = LEARNED) -> Iterator[Passage]:
    """The sound passages of all files of a language. Raises `ValueError` for a label whose number is not there."""
    for file in sorted((folder / language).glob("*.txt")):
        text, labels, count = "", list[Label](), 0
        for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
            if line.startswith(">"):
                body = line[1:].strip()
                if body:
                    kind, numbers = body.split(" ", 1)
                    labels.append(Label(FRAMES[kind.rstrip("0123456789")][0], _places(text, numbers.split("|"))))
            elif line.strip() or not line:
                if text:
                    count += 1
                    yield Passage(f"{file.stem}-{count:03}", language, text, tuple(labels))
                text, labels = line.strip(), []


def _places(text: str, numbers: list[str]) -> tuple[Span, ...]:
    found: list[Span] = []
    for written in numbers:
        number, _, turn = written.partition("@")
        if number.startswith("-") and number not in text:
            number = number[1:]
        at = -1
        for _ in range(int(turn or 1)):
            at = text.find(number, at + 1)
        while at >= 0 and ((at, at + len(number)) in found or _is_inside(text, at)):
            at = text.find(number, at + 1)
        if at < 0:
            raise ValueError(f"{written!r} is not in {text[:60]!r}")
        found.append((at, at + len(number)))
    return tuple(found)


def _is_inside(text: str, at: int) -> bool:
    """Whether digits at a place go on a number that begins before it."""
    before = text[max(0, at - 2) : at]
    return text[at].isdigit() and (before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit()))


def broken_copies(passage: Passage, slips: Sequence[Slip] | None = None) -> Iterator[Passage]:
    """Up to three copies with one number of a relation changed by a slip or replaced: always the same ones."""
    chance = random.Random(crc32(passage.text.encode()))
    made: set[tuple[int, str]] = set()
    for _ in range(_TRIES if passage.labels else 0):
        label = chance.choice(passage.labels)
        start, end = chance.choice(label.places)
        number = _NUMBER.search(passage.text, start, end)
        if number is None:
            continue
        others = [other.group() for place in label.places if (other := _NUMBER.search(passage.text, *place))]
        new = chance.choice(slips or SLIPS)(number.group(), others, chance)
        if new is None or new == number.group() or (number.start(), new) in made:
            continue
        made.add((number.start(), new))
        yield _changed(passage, number.start(), number.end(), new, len(made))
        if len(made) == _COPIES:
            return


def _changed(passage: Passage, start: int, end: int, new: str, count: int) -> Passage:
    longer = len(new) - (end - start)

    def moved(place: Span) -> Span:
        first, last = place
        return first + longer if first >= end else first, last + longer if last >= end else last

    return replace(
        passage,
        name=f"{passage.name}-broken-{count}",
        text=passage.text[:start] + new + passage.text[end:],
        labels=tuple(Label(label.frame, tuple(map(moved, label.places))) for label in passage.labels),
        broken=(start, start + len(new)),
    )


def _swapped(number: str, _: list[str], chance: random.Random) -> str | None:
    at = [place for place, sign in enumerate(number) if sign.isdigit()]
    able = [
        (one, other)
        for one, other in pairwise(at)
        if number[one] != number[other] and not (one == 0 and number[other] == "0")
    ]
    if not able:
        return None
    one, other = chance.choice(able)
    signs = list(number)
    signs[one], signs[other] = signs[other], signs[one]
    return "".join(signs)


def _one_digit(number: str, _: list[str], chance: random.Random) -> str | None:
    at = chance.choice([place for place, sign in enumerate(number) if sign.isdigit()][:2])
    digits = "123456789" if at == 0 else "0123456789"
    return number[:at] + chance.choice([digit for digit in digits if digit != number[at]]) + number[at + 1 :]


def _dropped(number: str, _: list[str], chance: random.Random) -> str | None:
    if not number.isdigit() or len(number) < 3:
        return None
    at = chance.randrange(len(number) - 1)
    left = number[:at] + number[at + 1 :]
    return None if left.startswith("0") else left


def _stretched(number: str, _: list[str], chance: random.Random) -> str | None:
    """A number some percent larger or smaller, written as the first one was."""
    digits = "".join(filter(str.isdigit, number))
    zeros = len(digits) - len(digits.rstrip("0"))
    kept = digits[: len(digits) - zeros] if len(digits) - zeros > 1 else digits
    new = str(int(kept) * chance.choice((72, 80, 88, 110, 117, 128)) // 100)
    if len(new) != len(kept):
        return None
    fresh = iter(new + digits[len(kept) :])
    return "".join(next(fresh) if sign.isdigit() else sign for sign in number)


def _another(number: str, others: list[str], chance: random.Random) -> str | None:
    able = [other for other in others if other != number]
    return chance.choice(able) if able else None


SLIPS: Sequence[Slip] = (_swapped, _one_digit, _dropped, _stretched, _another)
"""Errors of all kinds, as many of each."""
MISPRINTS: Sequence[Slip] = (*[_one_digit] * 9, _swapped)
"""Misprints alone: one digit nine times in ten, two exchanged once."""
