"""Among thousands of claims a step touches a few: what the views are told of them is what gathering all anew gives."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex

from tests.ui.conftest import Desk
from workbench.case import (
    AddClaim,
    AddRelation,
    Choice,
    DecideFinding,
    DeleteClaim,
    EditClaim,
    MarkNotAClaim,
    MoveEnds,
    Operation,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SplitClaim,
    Target,
    Together,
)
from workbench.ui.contents import Contents
from workbench.ui.models.claim_rows import ClaimRow

_PARAGRAPH = (
    "In {year} the port of {name} handled {a} million tonnes, up 10% from {b} million a year earlier. "
    "Of the {c} ships, {d} carried oil and {e} carried grain. It opened on 3 May {year}.\n\n"
)


def _long_text(paragraphs: int = 60) -> str:
    """Every third paragraph contradicts itself."""
    parts = []
    for place in range(paragraphs):
        before = 20 + place
        after = before * 1.1 if place % 3 else before * 1.3
        parts.append(
            _PARAGRAPH.format(
                year=1960 + place,
                name=f"Fort{place}",
                a=f"{after:.1f}",
                b=f"{before:.1f}",
                c=3 * place + 90,
                d=place + 40,
                e=2 * place + 50,
            )
        )
    return "".join(parts)


def _read(row: ClaimRow) -> tuple[object, ...]:
    return (
        row.claim, row.number, row.state, row.page, row.verdict, row.note, row.edited, row.by_analyst, row.counts,
        row.decided, row.haystack,
    )  # fmt: skip


def _told(contents: Contents) -> dict[str, object]:
    return {
        "rows": [_read(row) for row in contents.rows],
        "spans": contents.spans.claims,
        "positions": contents.spans.position,
        "states": contents.states,
        "decided": contents.decided,
        "idle": contents.idle,
        "veiled": contents.veiled,
        "findings": [finding.id for finding in contents.findings],
        "decisions": contents.decisions,
        "about": contents.about,
    }


@dataclass
class _Long:
    """A text checked by its parts around an edit, with what every test asks of it."""

    desk: Desk

    @property
    def document(self) -> str:
        document = self.desk.session.document_id
        assert document is not None
        return document

    def money(self, place: int) -> str:
        rows = [row for row in self.desk.session.rows if row.claim.text.endswith("million tonnes")]
        return rows[place].claim.id

    def agrees(self) -> None:
        """What is shown is what a window opened now would show."""
        session = self.desk.session
        assert _told(session.contents) == _told(Contents(session.case, session.document_id, session.wording))
        model = self.desk.window.claims.model
        shown = [row for row in session.rows if not row.is_idle_date]
        assert [row.claim.id for row in model.rows] == [row.claim.id for row in shown]
        listed = {finding.id for finding in self.desk.window.findings.model.listed}
        assert listed == {finding.id for finding in session.open_findings}

    def do(self, operation: Operation) -> None:
        assert self.desk.session.do(operation) is not None
        self.agrees()


@pytest.fixture
def long(desk: Desk) -> _Long:
    desk.paste(_long_text())
    made = _Long(desk)
    assert len(desk.session.rows) > 400
    made.agrees()
    return made


def _operations(long: _Long) -> list[Operation]:
    document, session = long.document, long.desk.session
    wrong = next(finding for finding in session.findings if finding.verdict.value == "inconsistent")
    other = session.findings[5]
    claim = long.desk.session.claim(long.money(20))
    assert claim is not None
    return [
        EditClaim(document, long.money(10), {"value": "999"}),
        EditClaim(document, long.money(11), {"scope": "Elsewhere"}),
        DecideFinding(document, wrong.key, Choice.DISMISSED, "rounding"),
        DecideFinding(document, other.key, Choice.ACCEPTED),
        DecideFinding(document, session.findings[8].key, Choice.DEFERRED),
        EditClaim(document, wrong.claims[0], {"value": "31"}),
        SetVerdict(Target.claim(document, long.money(12)), "true"),
        SetNote(Target.claim(document, long.money(13)), "seen twice"),
        MarkNotAClaim(document, long.money(14), "a name"),
        DeleteClaim(document, long.money(15)),
        MoveEnds(document, claim.id, claim.start, claim.end - len(" tonnes")),
        AddRelation(document, formula=f"{long.money(30)} = {long.money(31)} + {long.money(32)}"),
        Together(tuple(EditClaim(document, long.money(place), {"period": "2001"}) for place in (33, 34, 35))),
    ]


def test_every_step_there_and_back_leaves_the_views_as_if_gathered_anew(long: _Long) -> None:
    operations = _operations(long)
    scale = [step.id for step in long.desk.session.case.verdict_scale()]
    operations = [SetVerdict(one.target, scale[0]) if isinstance(one, SetVerdict) else one for one in operations]
    for operation in operations:
        long.do(operation)
    for _ in operations:
        long.desk.session.undo()
        long.agrees()
    for _ in operations:
        long.desk.session.redo()
        long.agrees()


def test_the_whole_check_after_an_edit_changes_nothing_it_need_not(long: _Long) -> None:
    desk = long.desk
    desk.session.do(EditClaim(long.document, long.money(10), {"value": "999"}))
    kept = {id(finding) for finding in desk.session.findings}
    desk.qtbot.waitUntil(lambda: desk.session.case.is_checked(long.document), timeout=60_000)
    long.agrees()
    fresh = [finding for finding in desk.session.findings if id(finding) not in kept]
    assert not fresh, "findings that read as before are the same objects, so that no view moves"


def test_an_edit_tells_the_table_of_its_own_rows_only(long: _Long) -> None:
    told: list[tuple[int, int]] = []
    model = long.desk.window.claims.model
    model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    claim = long.money(40)
    place = model.row_of(claim)
    long.do(EditClaim(long.document, claim, {"scope": "Elsewhere"}))
    assert (place, place) in told
    assert not resets
    assert all(last - first < 5 for first, last in told)


def test_a_second_reader_unveils_one_claim(long: _Long) -> None:
    desk, claim = long.desk, long.money(3)
    scale = [step.id for step in desk.session.case.verdict_scale()]
    long.do(SetVerdict(Target.claim(long.document, claim), scale[0]))
    desk.session.set_person("B. Reader")
    long.agrees()
    assert claim in desk.session.veiled
    long.do(SetSecondVerdict(Target.claim(long.document, claim), scale[1]))
    assert claim not in desk.session.veiled


def test_a_filter_and_an_order_stay_true_after_an_edit(long: _Long) -> None:
    desk, panel = long.desk, long.desk.window.claims
    panel.set_filter("scope:elsewhere")
    assert not panel.model.rows
    claim = long.money(7)
    desk.session.do(EditClaim(long.document, claim, {"scope": "Elsewhere"}))
    assert desk.ids_shown() == [claim]
    desk.session.undo()
    assert not panel.model.rows
    panel.set_filter("")
    long.agrees()


def test_folded_conflicts_stay_folded_when_something_else_is_edited(long: _Long) -> None:
    desk = long.desk
    tree = desk.window.findings.list
    heads = [index for index, _ in desk.window.findings.model.conflicts]
    if heads:
        tree.collapse(heads[0])
    before = [tree.isExpanded(index) for index, _ in desk.window.findings.model.conflicts]
    long.do(EditClaim(long.document, long.money(1), {"scope": "Elsewhere"}))
    assert [tree.isExpanded(index) for index, _ in desk.window.findings.model.conflicts] == before
    assert desk.window.findings.model.rowCount(QModelIndex()) > 0


def test_a_claim_of_the_analyst_is_listed_where_it_stands(long: _Long) -> None:
    text = long.desk.session.document.text
    start = text.index("Fort17")
    long.do(AddClaim(long.document, start + 4, start + 6))
    number = next(row.number for row in long.desk.session.rows if row.claim.start == start + 4)
    assert [row.number for row in long.desk.session.rows] == list(range(1, len(long.desk.session.rows) + 1))
    assert 1 < number < len(long.desk.session.rows)
    long.desk.session.undo()
    long.agrees()
    assert long.desk.session.case.would_do(SplitClaim(long.document, long.money(2), 0)) is False
