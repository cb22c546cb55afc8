"""Work on a case in a process that gets killed, and see what is left.

    python -m tests.case.killing 200

runs 200 rounds; the suite runs a few.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workbench.case import AddSource, Case, EditClaim, SetNote, Target, Together
from workbench.model import Claim, Document, Kind, Quantity

TEXT = "It was 12 then."
_AT_ONCE = 400


def work(path: Path, seed: int) -> None:
    """Do steps without end, printing the number of each once the case says it is done."""
    from decimal import Decimal

    from workbench.case import AddDocument

    chance = random.Random(seed)
    fresh = not path.exists()
    case = Case.create(path, who="worker") if fresh else Case.open(path, who="worker")
    if fresh:
        claim = Claim("c1", 7, 9, "12", Quantity(Kind.COUNT, Decimal(12)))
        case.do(AddDocument(Document(TEXT, title="T"), (claim,)), recheck=False)
    target = Target.claim("d1", "c1")
    note = case.note(target)
    number = int(note.text) if note else 0
    print("ready", number, flush=True)
    while True:
        number += 1
        note_step = SetNote(target, str(number))
        kind = chance.randrange(5)
        if kind == 0:
            case.do(note_step, recheck=False)
        elif kind == 1:
            case.do(Together((note_step, EditClaim("d1", "c1", {"scope": "x" * chance.randrange(300)}))), recheck=False)
        elif kind == 2:
            content = chance.randbytes(chance.randrange(200_000))
            case.do(Together((note_step, AddSource(target, "a", attachment=content))), recheck=False)
        elif kind == 3:
            case.do(note_step, recheck=False)
            case.copy_to(path.with_suffix(".copy"))
        else:
            case.do(note_step, recheck=False)
            case.undo(recheck=False)
            case.redo(recheck=False)
        print(number, flush=True)


def kill_once(path: Path, seed: int) -> tuple[int, int]:
    """Start the work, kill it at a random moment; the last number it reported and the number in the reopened case."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.case.killing", "--work", str(path), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    chance = random.Random(seed)
    reported = int(worker.stdout.readline().split()[1])
    for _ in range(chance.randrange(_AT_ONCE // 20)):
        reported = int(worker.stdout.readline())
    time.sleep(chance.random() * 0.05)
    worker.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    rest, _ = worker.communicate()
    complete = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    if complete:
        reported = int(complete[-1])
    with Case.open(path) as case:
        assert case.notices == [], case.notices
        note = case.note(Target.claim("d1", "c1"))
        found = int(note.text) if note else 0
    return reported, found


def kill_many(rounds: int, folder: Path, first_seed: int = 0) -> list[str]:
    """Rounds of killing, on a few files in turn; what was lost, in words."""
    lost = []
    for number in range(rounds):
        path = folder / f"{number % 5}.case"
        reported, found = kill_once(path, first_seed + number)
        copy = path.with_suffix(".copy")
        if copy.exists():
            Case.open(copy).close()
        # The step in flight may be there or not.
        if not reported <= found <= reported + 1:
            lost.append(f"round {number}: {reported} reported, {found} found")
    return lost


if __name__ == "__main__":
    if sys.argv[1] == "--work":
        work(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            losses = kill_many(int(sys.argv[1]), Path(scratch), int(time.time()))
        print(f"{sys.argv[1]} processes killed, {len(losses)} with a loss", *losses, sep="\n")
        sys.exit(bool(losses))
