"""Titles of findings: their numbers as the text writes them, with units and scales as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from workbench.checking.expressions import PURE_ROLES, display_of, fact_display, result_place, working
from workbench.checking.network import Check, Fact, Network
from workbench.checking.ranges import Range
from workbench.checking.rule_words import message_of
from workbench.checking.wording import Display, Words
from workbench.checking.written import has_one_number, read_written
from workbench.model import Cell, Claim, Document, Operation

_PERCENT_SIGNS = "%٪％"
MOST_TITLE = 60
_DIGITS_OF_RESULT, _DIGITS_TOLD = 6, 4
# The numbers that a title tells in one unit, in their order.
_OF_ONE_UNIT = {
    Operation.GROWTH: ("after", "before"),
    Operation.SHARE: ("part", "whole"),
    Operation.MULTIPLE: ("result", "base"),
    Operation.DIFFERENCE: ("after", "before", "change"),
    Operation.POINTS: ("after", "before", "change"),
    Operation.BALANCE: ("gained", "spent", "net"),
}
# The number that a title tells last, which says the unit for all when there is no room to say it twice.
_LAST = {
    Operation.SHARE: "whole",
    Operation.GROWTH: "before",
    Operation.DIFFERENCE: "change",
    Operation.POINTS: "change",
    Operation.BALANCE: "net",
    Operation.SUM: "total",
    Operation.FOOTING: "total",
    Operation.MULTIPLE: "base",
    Operation.RATIO: "per",
    Operation.AVERAGE: "per",
    Operation.CONVERSION: "converted",
    Operation.RESTATEMENT: "second",
    Operation.ORDER: "lesser",
}
# Results of a subtraction, which may be printed without their minus, with what is taken from what.
_SUBTRACTED = {
    Operation.DIFFERENCE: ("change", "after", "before"),
    Operation.POINTS: ("change", "after", "before"),
    Operation.BALANCE: ("net", "gained", "spent"),
}


class TitleWriter:
    """Writes the titles of findings about one document in one language, and single numbers as the text has them."""

    def __init__(self, document: Document, network: Network, words: Words) -> None:
        self._document = document
        self._network = network
        self._words = words

    def title(self, mood: str, check: Check, computed: str, bare: str | None = None) -> str:
        """The title for one check; `mood` is "conflict", "doubt" or "agreement".

        `computed` is what comes out, `bare` the same to go with numbers that lose their units to fit in.
        """
        written, numbers = self._texts(check), self._bare_texts(check)
        last = _LAST.get(check.relation.operation, "")
        # What is too long says its unit once, "49.6, not 48.6 million tonnes", before it leaves it out; what of many
        # millions it is stays with every number that is not told in the scale of all.
        for named, result in (
            (written, computed),
            (_unit_once(check, written, numbers), bare or computed),
            ({**numbers, last: written.get(last, "")}, bare or computed),
            (numbers, bare or computed),
        ):
            text = self._words.text("titles", mood, self._title_key(check), computed=result, **named)
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("titles", mood, "general")

    def title_tolerated(self, check: Check, computed: str) -> str:
        """The title for one check whose result is not what comes out, but near enough for its rule."""
        fact = self._network.facts[check.equation.terms[result_place(check)].variable]
        for stated in (self.written(fact), self._bare_number(fact)):
            text = self._words.text("tolerance", "title", computed=computed, stated=stated)
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("tolerance", "short")

    def message(self, check: Check) -> str | None:
        """What the rule of a check says where its numbers differ; ``None`` where it says nothing of its own."""
        if not check.relation.message:
            return None
        place = result_place(check)
        found = working(self._network, check, place, self._words)
        fact = self._network.facts[check.equation.terms[place].variable]
        like = None
        if found.point is None:
            expected = self._words.interval(found.expected, found.display)
        else:
            expected = self._words.value(found.point, found.display)
            like = None if found.display.percent or found.display.points else self.like_written(fact, found.point)
        values = {**self._listed(check), "expected": expected if like is None else like[0]}
        said = values[check.roles[place]]
        others = dict.fromkeys(("rate", "change", "points"), said)
        return message_of(check.relation, self._words, {**others, "said": said, **values})

    def title_together(self, mood: str, facts: Sequence[Fact]) -> str:
        """The title for several checks: the figures that do or do not fit together."""
        for texts in (
            [self.written(fact) for fact in facts],
            [self._bare_number(fact) for fact in facts],
        ):
            text = self._words.text("titles", mood, "together", figures=self._words.joined(texts))
            if len(text) <= MOST_TITLE:
                return text
        return self._words.text("titles", mood, "general")

    def title_implied(self, name: str, box: Range, display: Display, like: Fact | None = None) -> str:
        """The title for an implied value, in the unit of `like` as the text writes it; its name cut when it is long."""
        shown = self._words.interval(box, display)
        in_unit = shown if like is None else self._with_unit_of(like, shown, display)
        for value in (in_unit, shown) if in_unit != shown else (shown,):
            full = self._words.text("titles", "implied", "value", name=name, range=value)
            if name and len(full) <= MOST_TITLE:
                return full
        room = MOST_TITLE - (len(full) - len(name)) - 1
        if name and room >= 8:
            cut = name[:room].rsplit(" ", 1)[0] + self._words.text("numbers", "ellipsis")
            return self._words.text("titles", "implied", "value", name=cut, range=shown)
        return self._words.text("titles", "implied", "short", range=shown)[:MOST_TITLE]

    def _with_unit_of(self, like: Fact, shown: str, display: Display) -> str:
        """A number with the unit around another one, where the text writes that in the same scale."""
        claim = like.claim
        if (
            claim is None
            or display.percent
            or display.points
            or any(sign.isalpha() for sign in shown.split("\u00a0")[0])
        ):
            return shown
        found = read_written(claim.text, claim.quantity, self._words.language)
        if found is None or found.scale != display.power or bool(found.scale) != bool(found.scale_word):
            return shown
        suffix = found.suffix.replace(found.scale_word, "", 1) if found.scale_word else found.suffix
        gap = " " if suffix[:1].isspace() else ""
        return f"{found.prefix.lstrip('+-−–')}{shown}{gap}{' '.join(suffix.split())}".rstrip()

    def _title_key(self, check: Check) -> str:
        operation = check.relation.operation
        if operation is Operation.GROWTH:
            if check.relation.role("years") is not None:
                return "growth_years"
            place = check.place("rate") or 0
            term = check.equation.terms[place]
            point = self._network.facts[term.variable].point or Fraction(0)
            return "growth_down" if point * term.multiplier < 0 else "growth_up"
        if operation is Operation.SUM and not check.relation.exhaustive:
            return "sum_over"
        if operation is Operation.FOOTING:
            return self._footing_key(check)
        return operation.value

    def _footing_key(self, check: Check) -> str:
        """Whether a column or a row is added up; neither when the cells are not known."""
        claims = [self._network.facts[variable].claim for variable in check.variables]
        cells = [None if claim is None else self._cell(claim) for claim in claims]
        known = [cell for cell in cells if cell is not None]
        if len(known) < len(cells):
            return "footing"
        if len({cell.column for cell in known}) == 1:
            return "footing_column"
        return "footing_row" if len({cell.row for cell in known}) == 1 else "footing"

    def _cell(self, claim: Claim) -> Cell | None:
        """Where in a table the claim stands; ``None`` for running text."""
        blocks = self._document.blocks
        return blocks[claim.block].cell if 0 <= claim.block < len(blocks) else None

    def _texts(self, check: Check) -> dict[str, str]:
        texts = {
            role: self._operand(check, place, self.written(self._network.facts[term.variable]))
            for place, (role, term) in enumerate(zip(check.roles, check.equation.terms, strict=True))
        }
        return self._unsigned(check, texts)

    def _listed(self, check: Check) -> dict[str, str]:
        """The numbers of a check by their roles, several of one role as a list."""
        listed: dict[str, list[str]] = {}
        for place, (role, term) in enumerate(zip(check.roles, check.equation.terms, strict=True)):
            text = self._operand(check, place, self.written(self._network.facts[term.variable]))
            listed.setdefault(role, []).append(text)
        years = check.relation.role("years")
        if years is not None and years.claim is not None:
            known = self._network.index.get(("claim", years.claim))
            if known is not None:
                listed["years"] = [self.written(self._network.facts[known])]
        return {role: self._words.joined(texts) for role, texts in listed.items()}

    def _operand(self, check: Check, place: int, written: str) -> str:
        """A number as written; one that a wording fixes, in the unit of what it is compared with."""
        term = check.equation.terms[place]
        fact = self._network.facts[term.variable]
        if not self._network.is_constant(term.variable) or fact.point is None:
            return written
        return self._words.value(term.at(fact.point), display_of(self._network, check, place))

    def _bare_texts(self, check: Check) -> dict[str, str]:
        """The numbers without their units, and without their scale where all that are of one kind are in the same."""
        facts = [self._network.facts[term.variable] for term in check.equation.terms]
        levels = [fact for role, fact in zip(check.roles, facts, strict=True) if role not in PURE_ROLES]
        scaled = len({self._scale_word(fact) for fact in levels}) > 1
        texts = {
            role: self._operand(check, place, self._bare_number(fact, scaled=scaled))
            for place, (role, fact) in enumerate(zip(check.roles, facts, strict=True))
        }
        return self._unsigned(check, texts)

    def _scale_word(self, fact: Fact) -> str:
        """The word behind a number that says how many millions it is; empty for none."""
        if fact.claim is None:
            return ""
        found = read_written(fact.claim.text, fact.claim.quantity, self._words.language)
        return "" if found is None else found.scale_word

    def _unsigned(self, check: Check, texts: dict[str, str]) -> dict[str, str]:
        """The texts of a check in the order and with the signs that a reader would say them in."""
        operation = check.relation.operation
        result, first, second = _SUBTRACTED.get(operation, ("", "", ""))
        place = check.place(result) if result else None
        if place is not None and check.equation.terms[place].multiplier < 0:
            texts[first], texts[second] = texts[second], texts[first]
        if operation is Operation.GROWTH:
            texts["rate"] = texts["rate"].lstrip("+-−– \u00a0\u202f")
        if operation is Operation.MULTIPLE:
            # "Doubled" and "nine times" are factors of 2 and 9: a title puts its own "times" behind them.
            place = check.place("factor")
            point = None if place is None else self._network.facts[check.equation.terms[place].variable].point
            if point is not None:
                texts["factor"] = self._words.short(point)
        texts.setdefault("converted", "")
        texts.setdefault("change", "")
        return texts

    def written(self, fact: Fact) -> str:
        """The value as the text writes it, or as the table has it; one that was corrected, as it was corrected."""
        if fact.claim is not None and fact.point is not None and self._corrected(fact.claim):
            return self._words.exact(fact.point, fact_display(fact))
        if fact.claim is not None:
            text = " ".join(fact.claim.text.split())
            # The heading of a column may have the percent sign of its cells.
            bare = fact.unit == "%" and not any(sign.isalpha() or sign in _PERCENT_SIGNS for sign in text)
            return text + self._words.text("numbers", "percent") if bare else text
        if fact.unknown is not None:
            return fact.unknown.name or "?"
        if fact.point is not None:
            return self._words.exact(fact.point, fact_display(fact))
        return self._words.interval(fact.boxes[0], fact_display(fact))

    def like_written(self, fact: Fact, value: Fraction) -> tuple[str, str] | None:
        """Another value with the unit, scale and marks of the one written, and its number alone.

        ``None`` when that is not to be told: for 165 million where billions are written, and behind a hyphen.
        """
        claim = fact.claim
        if claim is None or fact.point is None or claim.quantity.in_words or self._corrected(claim):
            return None
        found = read_written(claim.text, claim.quantity, self._words.language)
        if found is None or (found.scale and abs(value) < 10**found.scale) or found.suffix.startswith("-"):
            return None
        size = abs(value) / Fraction(10) ** found.scale
        decimals = self._words.decimals(size, _DIGITS_OF_RESULT)
        if (size * 10**decimals).denominator > 1:
            # What goes on for ever is told as far as it tells something: 6.333 and not 6.33333.
            decimals = self._words.decimals(size, max(_DIGITS_TOLD, len(found.coefficient) + 1))
        decimals = max(decimals, found.decimals)
        number = found.format(str(round(size * 10**decimals)), decimals)
        prefix = " ".join(found.prefix.split()).lstrip("+-−–") + (" " if found.prefix.endswith((" ", "\u00a0")) else "")
        minus = self._words.text("numbers", "minus") if value < 0 else ""
        return minus + prefix + number + found.suffix, minus + number

    def written_with_hedge(self, fact: Fact) -> str:
        """The same with the hedge before it ("près de 25 %")."""
        if fact.claim is None or fact.claim.evidence_start >= fact.claim.start or self._corrected(fact.claim):
            return self.written(fact)
        return " ".join(self._document.text[fact.claim.evidence_start : fact.claim.end].split())

    def _corrected(self, claim: Claim) -> bool:
        """Whether the value is no longer that of the one number in the text: somebody knows better what it says."""
        quantity = claim.quantity
        if quantity.value is None or quantity.in_words or quantity.is_range or not has_one_number(claim.text):
            return False
        return read_written(claim.text, quantity, self._words.language) is None

    def _bare_number(self, fact: Fact, *, scaled: bool = False) -> str:
        """The digits of a number, with its percent sign and, when `scaled`, the word for its millions."""
        if fact.claim is None:
            return self.written(fact)
        found = read_written(fact.claim.text, fact.claim.quantity, self._words.language)
        if found is None:
            return self.written(fact)
        percent = self._words.text("numbers", "percent") if fact.claim.quantity.unit == "%" else ""
        sign = self._words.text("numbers", "minus") if (fact.claim.quantity.value or 0) < 0 else ""
        scale = f"\u00a0{found.scale_word}" if scaled and found.scale_word else ""
        return sign + found.digits + scale + percent


def _unit_once(check: Check, written: dict[str, str], numbers: dict[str, str]) -> dict[str, str]:
    """The texts of a title with the unit behind the last of its numbers alone, where all are printed in it."""
    told = _OF_ONE_UNIT.get(check.relation.operation, ())
    if not told or any(role not in written for role in told) or len({_unit(written[role]) for role in told}) > 1:
        return written
    return {**written, **{role: numbers[role] for role in told[:-1]}}


def _unit(text: str) -> str:
    """The letters and signs around a number."""
    return "".join(letter for letter in text if not (letter.isdigit() or letter.isspace() or letter in ".,'’"))
