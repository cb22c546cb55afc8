"""Some 200 numbers that all depend on one another: what is sound stays unflagged, what is wrong is found, in bounds."""

from __future__ import annotations

import pytest

from tests.checking.entangled import SHAPES, Entangled, all_kinds, entangled
from workbench.checking import Settings, check
from workbench.checking.propagation import Effort
from workbench.model import Document, Finding, Verdict

# Steps of narrowing: a hundred thousand take some two seconds of a slow processor.
_MOST_STEPS = 110_000
_FLAGS = (Verdict.INCONSISTENT, Verdict.DOUBTFUL)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps that are spent, counted as they are."""
    spent: list[int] = []
    spend = Effort.spend

    def counted(self: Effort, steps: int = 1) -> None:
        spent.append(steps)
        spend(self, steps)

    monkeypatch.setattr(Effort, "spend", counted)
    return spent


def _checked(net: Entangled, settings: Settings | None = None) -> list[Finding]:
    return check(Document(net.draft.text, language="en"), net.draft.claims, net.draft.relations, settings=settings)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("unsaid", [0, 10, 30])
def test_sound_numbers_are_found_to_hold_together_however_many_they_are(shape: str, unsaid: int) -> None:
    net = entangled(shape, seed=3, unsaid=unsaid)
    findings = _checked(net)
    assert not [finding.explanation.title for finding in findings if finding.verdict in _FLAGS]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("wrong", [5, 20])
def test_every_wrong_number_is_flagged_when_all_are_stated(shape: str, wrong: int) -> None:
    net = entangled(shape, seed=6, wrong=wrong)
    flagged = {
        claim for finding in _checked(net) if finding.verdict is Verdict.INCONSISTENT for claim in finding.claims
    }
    related = {claim for relation in net.draft.relations for claim in relation.claims}
    assert net.slipped
    assert net.slipped & related <= flagged


@pytest.mark.parametrize(("shape", "wrong", "unsaid"), [kind for kind in all_kinds() if kind[2] and kind[1] != 2])
def test_the_work_for_entangled_numbers_is_bounded(shape: str, wrong: int, unsaid: int, steps: list[int]) -> None:
    _checked(entangled(shape, seed=1, wrong=wrong, unsaid=unsaid))
    assert sum(steps) < _MOST_STEPS


def test_repairs_stop_where_their_steps_are_spent_and_flags_do_not() -> None:
    net = entangled("shares with levels", seed=2, wrong=5)
    thorough, hasty = _checked(net), _checked(net, Settings(repair_effort=0))
    assert {finding.key for finding in hasty} == {finding.key for finding in thorough}
    assert sum(bool(finding.repairs) for finding in hasty) < sum(bool(finding.repairs) for finding in thorough)


def test_numbers_too_entangled_are_checked_pair_by_pair_and_every_finding_says_so() -> None:
    net = entangled("mixed", seed=1, wrong=5, unsaid=10)
    findings = _checked(net, Settings(effort=500))
    together = [finding for finding in findings if len(finding.relations) > 1]
    assert any(finding.verdict is Verdict.INCONSISTENT for finding in together)
    assert all("pair by pair" in finding.explanation.as_text() for finding in together)
