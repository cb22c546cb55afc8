"""How long the window is busy with one edit of a long text, from the key to the last view drawn."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import table
from tests.benchmarks.texts import long_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from workbench.app import Application
    from workbench.case import Operation

_CHARACTERS = 820_000
_TIMES = 5


def editing() -> str:
    """Milliseconds of the window's thread for a step among 15,000 claims, its undo and redo: the median of five"""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), folder)
        from workbench.app import Application
        from workbench.ui.settings import Settings

        workbench = Application(application, Settings(Path(folder, "settings.ini")), Path(folder, "log"))
        try:
            window = workbench.show()
            window.resize(1440, 900)
            window.opening.add_text(long_text("en", _CHARACTERS))
            _wait(application, workbench)
            rows = [_row(name, application, workbench, make) for name, make in _steps(workbench).items()]
            count = len(workbench.session.rows)
        finally:
            workbench.close()
    return table((f"{count:,} claims", "step", "undo", "redo"), rows)


def _steps(workbench: Application) -> dict[str, Callable[[int], Operation]]:
    from workbench.case import AddRelation, Choice, DecideFinding, DeleteClaim, EditClaim, SetVerdict, Target
    from workbench.model import Kind

    session = workbench.session
    case, document = session.case, session.document_id
    assert case is not None
    assert document is not None
    money = [row.claim.id for row in session.rows if row.claim.quantity.kind is Kind.MONEY]
    verdict = case.verdict_scale()[0].id

    def at(place: int) -> str:
        return money[len(money) // 3 + 7 * place]

    def finding(place: int) -> str:
        return session.findings[len(session.findings) // 3 + 7 * place].key

    return {
        "another value": lambda place: EditClaim(document, at(place), {"value": str(12_345 + place)}),
        "another scope": lambda place: EditClaim(document, at(20 + place), {"scope": f"Harbour {place}"}),
        "a verdict": lambda place: SetVerdict(Target.claim(document, at(place)), verdict),
        "a finding accepted": lambda place: DecideFinding(document, finding(place), Choice.ACCEPTED),
        "a finding dismissed": lambda place: DecideFinding(document, finding(20 + place), Choice.DISMISSED, "rounding"),
        "a relation added": lambda place: AddRelation(
            document, formula=f"{at(40 + place)} = {at(41 + place)} + {at(60 + place)}"
        ),
        "a claim deleted": lambda place: DeleteClaim(document, at(80 + place)),
    }


def _row(
    name: str, application: QApplication, workbench: Application, make: Callable[[int], Operation]
) -> tuple[str, str, str, str]:
    session = workbench.session
    spent: tuple[list[float], list[float], list[float]] = ([], [], [])
    for place in range(_TIMES):
        operation = make(place)
        moves: tuple[Callable[[], object], ...] = (partial(session.do, operation), session.undo, session.redo)
        for times, move in zip(spent, moves, strict=True):
            _wait(application, workbench)
            started = time.thread_time()
            move()
            for _ in range(3):
                application.processEvents()
            times.append(time.thread_time() - started)
    step, undo, redo = (f"{1000 * sorted(times)[_TIMES // 2]:.0f}" for times in spent)
    return name, step, undo, redo


def _wait(application: QApplication, workbench: Application) -> None:
    while not workbench.tasks.idle:
        application.processEvents()
        time.sleep(0.005)
