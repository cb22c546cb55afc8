"""Numbers that few words join are called wrong only where a slip explains the gap."""

from __future__ import annotations

import pytest

from tests.checking.drafts import Draft
from workbench.checking.wording import words
from workbench.model import LOOSELY_TOLD, Finding, Operation, RepairKind, Verdict


def finding(total: str, doubts: tuple[str, ...]) -> Finding:
    """The finding about two parts of 1,204 and 3,317 with their total."""
    draft = Draft("en")
    parts = [draft.number(part, part.replace(",", "")) for part in ("1,204", "3,317")]
    draft.relate(Operation.SUM, doubts=doubts, total=draft.number(total, total.replace(",", "")), part=parts)
    (found,) = draft.check()
    return found


def test_a_gap_that_no_slip_explains_is_only_doubted() -> None:
    found = finding("9,068", (LOOSELY_TOLD,))
    assert {repair.kind for repair in found.repairs} <= {RepairKind.COMPUTED}
    assert found.verdict is Verdict.DOUBTFUL
    assert words("en").text("doubts", LOOSELY_TOLD) in found.doubts


def test_a_likely_slip_makes_it_a_contradiction_without_that_doubt() -> None:
    found = finding("4,251", (LOOSELY_TOLD,))
    assert found.repairs[0].kind is RepairKind.DIGITS_SWAPPED
    assert found.verdict is Verdict.INCONSISTENT
    assert words("en").text("doubts", LOOSELY_TOLD) not in found.doubts


def test_one_digit_of_a_number_of_two_is_no_slip_that_tells() -> None:
    draft = Draft("en")
    parts = [draft.number(part, part) for part in ("13", "24")]
    draft.relate(Operation.SUM, doubts=(LOOSELY_TOLD,), total=draft.number("48", "48"), part=parts)
    (found,) = draft.check()
    assert RepairKind.ONE_DIGIT in {repair.kind for repair in found.repairs}
    assert found.verdict is Verdict.DOUBTFUL


@pytest.mark.parametrize("total", ["9,068", "4,251"])
def test_numbers_that_the_words_bind_are_contradicted_without_a_slip(total: str) -> None:
    assert finding(total, ()).verdict is Verdict.INCONSISTENT
