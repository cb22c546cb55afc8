"""Steps done and undone, in memory and in the file at once.

Steps are numbered from 1 and never renumbered. `position` is the number of the last step that counts; steps after
it were undone and may be redone, until another step takes their place. The log keeps all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from workbench.case.change import Selection, StepName
from workbench.case.codec import dump, load
from workbench.case.differences import differences
from workbench.case.draft import Draft
from workbench.case.records import RECORD_CLASSES, Key, Record, RecordKind
from workbench.case.store import (
    LogRow,
    RowChange,
    StepRow,
    Store,
    write_attachment,
    write_change,
    write_log,
    write_meta,
    write_step,
    write_text,
)
from workbench.case.structure import text_row
from workbench.version import __version__

RecordChange = tuple[Key, Record | None, Record | None]

_CLAIM = RecordKind.CLAIM
_POSITION = "position"
_PROGRAM = f"workbench {__version__}"


class History:
    """The undo history of an open case. Every method that changes something commits before it returns."""

    def __init__(self, store: Store, session: str) -> None:
        self.store = store
        self.session = session
        self.steps = store.steps()
        self.position = int(store.meta(_POSITION) or 0)

    @property
    def undoable(self) -> StepRow | None:
        """The step that undo would take back."""
        return next((step for step in reversed(self.steps) if step.number <= self.position), None)

    @property
    def redoable(self) -> StepRow | None:
        """The step that redo would do again."""
        return next((step for step in self.steps if step.number > self.position), None)

    def is_away_from(self, number: int) -> bool:
        """Whether there are steps to move on the way to `number` being the last that counts."""
        if number < self.position:
            return self.undoable is not None
        following = self.redoable
        return following is not None and following.number <= number

    def counts(self, step: StepRow) -> bool:
        """Whether a step is done rather than undone."""
        return step.number <= self.position

    def done(self) -> list[StepRow]:
        """The steps that count, oldest first."""
        return [step for step in self.steps if self.counts(step)]

    def commit(self, draft: Draft, name: StepName, changes: Sequence[RecordChange], merge_key: str) -> StepRow:
        """Write a step. With a `merge_key`, the last step takes it in when it has the same key and session."""
        last = self.undoable
        merged = bool(merge_key) and last is not None and (last.merge_key, last.session) == (merge_key, self.session)
        number = last.number if merged and last is not None else 1 + max((s.number for s in self.steps), default=0)
        step = StepRow(
            number, draft.at.isoformat(), draft.who, self.session, name.key, dict(name.parts), merge_key,
            draft.select.pack(),
        )  # fmt: skip
        rows = [RowChange(key, _dumped(before), _dumped(after)) for key, before, after in changes]
        log = [line for change in changes for line in _log_lines("do", step, change, draft)]
        with self.store.transaction() as execute:
            execute("DELETE FROM steps WHERE number > ?", (self.position,))
            for document, (text, entries) in draft.new_texts.items():
                write_text(execute, text_row(document, text))
                write_change(execute, (((_CLAIM, document, entry.claim.id), dump(entry)) for entry in entries))
            for digest, (file_name, content) in draft.new_attachments.items():
                write_attachment(execute, digest, file_name, content)
            write_change(execute, ((row.key, row.after) for row in rows))
            write_step(execute, step, _combined(self.store.step_changes(number), rows) if merged else rows)
            write_log(execute, log)
            write_meta(execute, _POSITION, str(number))
        self.steps = [*(other for other in self.done() if other.number != number), step]
        self.position = number
        return step

    def undo(self, who: str, at: datetime) -> tuple[StepRow, list[RecordChange]] | None:
        """Take the last step back; what it changed, with before and after exchanged. ``None`` at the beginning."""
        step = self.undoable
        if step is None:
            return None
        position = max((other.number for other in self.steps if other.number < step.number), default=0)
        changes = [(key, after, before) for key, before, after in reversed(self._loaded(step))]
        self._move("undo", step, changes, position, who, at)
        return step, changes

    def redo(self, who: str, at: datetime) -> tuple[StepRow, list[RecordChange]] | None:
        """Do the next undone step again. ``None`` when there is none."""
        step = self.redoable
        if step is None:
            return None
        changes = self._loaded(step)
        self._move("redo", step, changes, step.number, who, at)
        return step, changes

    def _move(
        self, action: str, step: StepRow, changes: list[RecordChange], position: int, who: str, at: datetime
    ) -> None:
        line = replace(step, who=who, at=at.isoformat())
        with self.store.transaction() as execute:
            write_change(execute, ((key, _dumped(after)) for key, _, after in changes))
            write_log(execute, [row for change in changes for row in _log_lines(action, line, change, None)])
            write_meta(execute, _POSITION, str(position))
        self.position = position

    def _loaded(self, step: StepRow) -> list[RecordChange]:
        return [
            (row.key, _loaded(row.key, row.before), _loaded(row.key, row.after))
            for row in self.store.step_changes(step.number)
        ]


def name_of(step: StepRow) -> StepName:
    """The name of a step for people."""
    return StepName(step.name, step.parts)


def selection_of_step(step: StepRow) -> Selection:
    """What to select once a step is done."""
    return Selection.unpack(step.selection)


def _combined(earlier: list[RowChange], later: list[RowChange]) -> list[RowChange]:
    before = {row.key: row.before for row in earlier}
    after = {row.key: row.after for row in (*earlier, *later)}
    first = {row.key: row.before for row in later}
    return [RowChange(key, before.get(key, first.get(key)), after[key]) for key in after]


def _log_lines(action: str, step: StepRow, change: RecordChange, draft: Draft | None) -> list[LogRow]:
    key, before, after = change
    kind, document, id_ = key
    return [
        LogRow(
            0, step.at, step.who, _PROGRAM, action, step.number, step.name, step.parts, kind.value, document, id_,
            field, old, new, draft.reason if draft else "",
        )
        for field, old, new in differences(key, before, after)
    ]  # fmt: skip


def _dumped(record: Record | None) -> str | None:
    return None if record is None else dump(record)


def _loaded(key: Key, payload: str | None) -> Record | None:
    return None if payload is None else load(RECORD_CLASSES[key[0]], payload)
