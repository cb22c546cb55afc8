"""Where the ends of a claim go when they are moved by a word: numbers, words and signs are steps, and so is each
character of a script without blanks."""

from __future__ import annotations

import re

# As far as a step may look: no word is longer, and nothing grows with the text.
_FAR = 200
_STEP = re.compile(
    r"\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*"  # a number as written, its groups with it
    r"|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # one character of Chinese, Japanese or Korean
    r"|[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
    r"|\S"
)


def end_later(text: str, end: int) -> int:
    """The end of the next word."""
    step = _STEP.search(text, end, end + _FAR)
    return end if step is None else step.end()


def end_sooner(text: str, start: int, end: int) -> int:
    """The end without the last word; the same when it is the only one."""
    steps = list(_STEP.finditer(text, max(start, end - _FAR), end))
    return steps[-2].end() if len(steps) > 1 else end


def start_sooner(text: str, start: int) -> int:
    """The start of the word before."""
    steps = list(_STEP.finditer(text, max(0, start - _FAR), start))
    return steps[-1].start() if steps else start


def start_later(text: str, start: int, end: int) -> int:
    """The start without the first word; the same when it is the only one."""
    steps = list(_STEP.finditer(text, start, min(end, start + _FAR)))
    return steps[1].start() if len(steps) > 1 else start


def places_to_split(text: str, start: int, end: int) -> list[int]:
    """Where a claim may be cut in two: before each word with a number before and at or after it."""
    steps = list(_STEP.finditer(text, start, min(end, start + _FAR)))
    numbers = [step.start() for step in steps if step.group()[0].isdigit()]
    if len(numbers) < 2:
        return []
    return [step.start() for step in steps if numbers[0] < step.start() <= numbers[-1]]
