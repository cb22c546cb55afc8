"""Undo and redo over the whole session, and still there after reopening."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case.case_texts import GAP, claim_reading, snapshot
from workbench.case import (
    AddClaim,
    AddDocument,
    AddRelation,
    AddSource,
    Case,
    ChangeSetting,
    DeleteClaim,
    EditClaim,
    EditSheet,
    MarkNotAClaim,
    Operation,
    RemoveDocument,
    SetNote,
    SetVerdict,
    Target,
    Together,
    What,
)
from workbench.extraction import extract
from workbench.model import Document


def some_operations(case: Case, document: str) -> list[Operation]:
    first, second = claim_reading(case, document, "671.7"), claim_reading(case, document, "496.5")
    start = GAP.index("previous record")
    target = Target.claim(document, first)
    return [
        EditClaim(document, first, {"value": "617.7"}, "digits swapped"),
        EditClaim(document, first, {"scope": "United States", "period": "2004"}),
        AddRelation(document, formula=f"{first} > {second}"),
        AddClaim(document, start, start + 15, {"value": "$480bn"}),
        MarkNotAClaim(document, second),
        SetVerdict(target, "wrong", "the table says 617.7"),
        SetNote(target, "Called the bureau."),
        AddSource(target, "https://example.org/trade", quote="617.7", attachment=b"%PDF-", attachment_name="t.pdf"),
        EditSheet(document, ("671.7 / 496.5", "c1 * 2")),
        ChangeSetting("rounding", '"strict"'),
        Together((DeleteClaim(document, second), SetNote(Target.of_document(document), "one claim less"))),
    ]


def test_all_is_taken_back_and_done_again_step_by_step(case: Case, gap: str) -> None:
    states = [snapshot(case)]
    for operation in some_operations(case, gap):
        case.do(operation)
        states.append(snapshot(case))
    for earlier in reversed(states[:-1]):
        assert case.undo() is not None
        assert snapshot(case) == earlier
    for later in states[1:]:
        assert case.redo() is not None
        assert snapshot(case) == later
    assert case.redo() is None


def test_the_history_is_there_after_reopening(path: Path) -> None:
    with Case.create(path) as case:
        document = case.add_document(Document(GAP, title="Gap"))
        states = [snapshot(case)]
        for operation in some_operations(case, document):
            case.do(operation)
            states.append(snapshot(case))
        case.undo()
        names = [step.text("fr") for step in case.steps()]
    with Case.open(path) as case:
        assert snapshot(case) == states[-2]
        assert [step.text("fr") for step in case.steps()] == names
        case.redo()
        assert snapshot(case) == states[-1]
        for earlier in reversed(states[:-1]):
            case.undo()
            assert snapshot(case) == earlier


def test_the_history_is_walked_to_any_step_at_once(case: Case, gap: str) -> None:
    states = {case.history()[-1].number: snapshot(case)}
    for operation in some_operations(case, gap):
        case.do(operation)
        states[case.history()[-1].number] = snapshot(case)
    numbers = list(states)
    for number in (numbers[3], numbers[8], numbers[0], numbers[-1], numbers[5]):
        assert case.go_to(number) is not None
        assert snapshot(case) == states[number]
        assert [line.number for line in case.history() if line.counts][-1] == number
    assert case.go_to(numbers[5]) is None
    case.go_to(0)
    assert case.documents() == ()
    case.go_to(10_000)
    assert snapshot(case) == states[numbers[-1]]


def test_a_new_step_takes_the_place_of_undone_ones(case: Case, gap: str) -> None:
    target = Target.claim(gap, "c1")
    case.do(SetNote(target, "one"))
    case.do(SetNote(target, "two"))
    case.undo()
    case.do(SetNote(target, "three"))
    assert case.redo_name() is None
    case.undo()
    assert case.note(target).text == "one"


def test_the_first_step_can_be_undone_and_there_is_an_end(case: Case) -> None:
    assert case.undo() is None
    case.do(AddDocument(Document("It rose 5 %."), tuple(extract(Document("It rose 5 %.")))))
    assert case.undo() is not None
    assert case.documents() == ()
    assert case.undo() is None
    assert case.undo_name() is None
    assert case.redo_name().text("en") == "add the document ?"


def test_a_removed_document_comes_back_with_all_work_on_it(case: Case, gap: str) -> None:
    case.do(EditClaim(gap, "c1", {"scope": "US"}))
    before = snapshot(case)
    case.do(RemoveDocument(gap))
    other = case.add_document(Document("In 2020 it rose 5 %."))
    assert other != gap
    case.undo()
    case.undo()
    assert snapshot(case)["d1"] == before["d1"]
    assert [entry.id for entry in case.documents()] == [gap]


def test_undo_says_what_changed_and_what_to_select(case: Case, gap: str) -> None:
    case.do(EditClaim(gap, "c2", {"scope": "US"}))
    change = case.undo()
    assert change.action == "undo"
    assert change.name.text("en") == "edit scope of c2"
    assert change.name.text("fr") == "modifier le périmètre de c2"
    assert change.select.claims == ("c2",)
    assert change.claims == ((gap, "c2"),)
    assert What.CLAIMS in change.what


def test_undoing_an_addition_selects_nothing_that_is_gone(case: Case, gap: str) -> None:
    start = GAP.index("previous record")
    case.do(AddClaim(gap, start, start + 15, {"value": "$480bn"}))
    assert case.undo().select.claims == ()


def test_an_operation_that_changes_nothing_is_no_step(case: Case, gap: str) -> None:
    case.do(SetNote(Target.claim(gap, "c1"), "one"))
    steps = case.steps()
    change = case.do(SetNote(Target.claim(gap, "c9"), "")) if case.entry(gap, "c9") else case.do(EditSheet(gap, ()))
    assert change.what == frozenset()
    assert case.steps() == steps


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.integers(0, 12), max_size=25))
def test_any_walk_through_the_history_keeps_file_and_memory_alike(moves: list[int], own_data_folder: Path) -> None:
    with Case.create() as case:
        document = case.do(AddDocument(Document(GAP), tuple(extract(Document(GAP)))), recheck=False).select.document
        operations = some_operations(case, document)
        for move in moves:
            if move == 11:
                case.undo(recheck=False)
            elif move == 12:
                case.redo(recheck=False)
            elif case.documents():
                try_operation(case, operations[move])
        seen, steps, path = snapshot(case), case.steps(), case.path
    with Case.open(path) as again:
        assert snapshot(again) == seen
        assert again.steps() == steps
        assert again.notices == []


def try_operation(case: Case, operation: Operation) -> None:
    from workbench.case import EditRefusedError

    try:
        case.do(operation, recheck=False)
    except EditRefusedError:
        return
