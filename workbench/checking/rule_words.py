"""What rules say in words of their own: their message where numbers differ, and how far apart they let them lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from workbench.checking.wording import Display, Words
from workbench.model import Relation, Tolerance, ToleranceKind

# Only a message that says a list of numbers again and again comes to so much.
_RUNAWAY = 2000
_PLACE = re.compile(r"\{([a-z_]+)\}")


def message_of(relation: Relation, words: Words, values: Mapping[str, str]) -> str | None:
    """The message of a relation's rule with the numbers filled in; ``None`` for a rule that has none.

    In the language of `words` where the rule has one for it, else the one for all languages, else the first. One with
    a place that no number fills, as a rule of several equations may have, is not said. It is said whole: its length was
    looked at when its file was read.
    """
    if not relation.message:
        return None
    texts = dict(relation.message)
    template = texts.get(words.language) or texts.get("") or texts.get("en") or relation.message[0][1]
    if any(place not in values for place in _PLACE.findall(template)):
        return None
    said = _PLACE.sub(lambda found: values[found.group(1)], template)
    if len(said) <= _RUNAWAY:
        return said
    return said[:_RUNAWAY].rsplit(" ", 1)[0] + words.text("numbers", "ellipsis")


def tolerance_text(tolerance: Tolerance, words: Words, display: Display) -> str:
    """A tolerance as people say it: "0.5%", "1 point", "2 million"; `display` is that of what it is granted to."""
    if tolerance.kind is ToleranceKind.PART:
        return words.value(tolerance.amount * 100, Display(percent=True))
    if tolerance.kind is ToleranceKind.POINTS or display.percent or display.points:
        return words.value(tolerance.amount, Display(points=True))
    small = tolerance.amount < Fraction(10) ** display.power
    return words.value(tolerance.amount, Display() if small else Display(display.power))
