"""One relation rule as data: what it listens for, what it asserts, and the examples that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from workbench.messages import PlainError
from workbench.model import Binding, Operation, Tolerance

COMPOSITIONS = ("change", "plain", "code")
EXPECTATIONS = ("flag", "pass", "alone")
ORIENTATIONS = ("free",)
SHARED = "shared"

PERIODS = ("minute", "hour", "day", "week", "month", "year")
"""What `divide` of a rule can name."""

DOUBTS = (
    "constant-currency",
    "days-apart",
    "definition",
    "inclusive-counting",
    "loosely-told",
    "not-exhaustive",
    "other-base",
    "other-period",
    "other-scope",
    "overlapping",
    "skipped-editions",
    "weighted",
)
"""What `doubts` of a rule can name: why the text may mean something else, in words of resources/explanations."""

CHECKED_ROLES: Mapping[str, str] = {
    "undated": "part",
    "parts-within": "part",
    "same-noun": "",
    "parts-together": "part",
    "same-count": "",
    "part-within": "",
    "own-part": "part",
    "own-whole": "",
    "own-total": "total/greater",
    "own-base": "factor",
    "gross": "",
    "near-whole": "part",
    "parts-labelled": "part",
    "plain-share": "share",
    "traits-alike": "part",
    "units-differ": "",
    "small-group": "",
    "mean-of-counts": "",
    "one-currency": "",
    "own-year": "",
    "unbroken": "",
    "lone-whole": "",
    "own-balance": "net",
    "all-percentages": "",
    "sides-comparable": "",
    "more-is-better": "",
    "bare-part": "",
}
"""What `checks` of a rule can name, with the role that it cannot do without ("a/b" is one of two)."""
_QUOTED = 60
WEIGHED = ".weighed"
"""How the ids of rules end whose relations are weighed, not worded."""


class RuleFileError(PlainError, ValueError):
    """A rule file that cannot be used; the message is one sentence that names the rule and what to change."""


def quoted(value: object, most: int = _QUOTED) -> str:
    """What a file says as a sentence quotes it: in one line, without signs that steer a terminal, and not whole."""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:
        # A whole number of thousands of digits cannot be written out.
        return "…"
    text = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * most])
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}…"


@dataclass(frozen=True, slots=True)
class Example:
    """A text that proves a rule: to relate and ``flag``, to relate and ``pass``, or to leave ``alone``."""

    language: str
    text: str
    expect: str


@dataclass(frozen=True, slots=True)
class UnknownRole:
    """A role that may stay unstated: `role`; `after`, the role whose following words name it (else its claim does)."""

    role: str
    after: str
    named: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, its documentation, its wordings for each language, and its examples.

    `what` is in English, or in the only language it is written in; `translated` has it in others. `tolerance` and
    `message` go to the relations it makes (see `workbench.model.Relation`).
    """

    id: str
    operation: Operation
    compose: str
    what: str
    why: str
    limits: str
    binding: Binding
    doubts: tuple[str, ...]
    exhaustive: bool
    free_order: bool
    default_sign: int
    kinds: Mapping[str, str]
    wordings: Mapping[str, tuple[str, ...]]
    same_unit: tuple[tuple[str, ...], ...]
    constants: Mapping[str, Fraction]
    signs: Mapping[str, int]
    checks: frozenset[str]
    divide: str
    breaks: tuple[str, ...] | None
    unknown: UnknownRole | None
    anchor: tuple[str, str] | None
    examples: tuple[Example, ...]
    priority: int
    source: str
    tolerance: Tolerance | None = None
    message: tuple[tuple[str, str], ...] = ()
    translated: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The id of its relations: "share.fr.soit"."""
        family, _, rest = self.id.partition(".")
        return f"{family}.{language}.{rest}" if rest else f"{family}.{language}"

    def names(self, language: str) -> frozenset[str]:
        """All ids that its relations may have; those of changes bear the name of their operation."""
        name = self.name(language)
        if self.compose != "change":
            return frozenset((name, self.id))
        rest = name.partition(".")[2]
        return frozenset((name, self.id, *(f"{operation.value}.{rest}" for operation in Operation)))

    def says(self, language: str) -> str:
        """What it does, in `language` where it is written in it."""
        return self.translated.get(language, self.what)


def names_of(rules: Iterable[Rule], language: str) -> frozenset[str]:
    """The ids that the relations of some rules have in a language."""
    return frozenset(name for rule in rules for name in rule.names(language))


@lru_cache(maxsize=64)
def in_order(rule: Rule) -> Rule:
    """The rule as it is where the order of the words tells which number is the new one."""
    return replace(rule, free_order=False)
