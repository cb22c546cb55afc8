"""Reads structured files in a process of their own, so that no file can take the program down.

The child process has limits on memory and time and hands back plain JSON: whatever a file makes of its parser, the
parent only ever sees text. A child that dies is a file that could not be read.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

from workbench.messages import interface_language, say
from workbench.model import Block, BlockKind, Cell, Document
from workbench.reading.assembling import Assembled
from workbench.reading.errors import ReadingError
from workbench.reading.language import detect
from workbench.reading.release_date import release_date
from workbench.reading.source import Source
from workbench.reading.structured import assemble
from workbench.reading.title import title_of

MOST_MEMORY = 4_000_000_000
MOST_SECONDS = 180.0
_POLL_SECONDS = 0.05
_STOP_SECONDS = 2.0
# Below this many letters what the file says of its language counts more than its words.
_TELLING_LETTERS = 200


def read_structured(
    source: Source,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    most_seconds: float = MOST_SECONDS,
) -> Document:
    """The document in a structured file, read in a child process.

    `progress` is told the share that is done, from 0 to 1; `cancelled` is asked many times a second and stops the
    child. Raises `ReadingError`.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(there, source.data, source.name), daemon=True)
    child.start()
    there.close()
    try:
        answer = _answer(here, progress, cancelled, time.monotonic() + most_seconds)
    finally:
        here.close()
        _stop(child)
    if isinstance(answer, str):
        raise ReadingError(answer, name=source.name)
    return _document(answer, source)


def _answer(
    here: Connection,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
    deadline: float,
) -> dict[str, Any] | str:
    """What the child found, or the key of the sentence that says why it found nothing."""
    while True:
        if cancelled is not None and cancelled():
            return "formats.cancelled"
        if time.monotonic() > deadline:
            return "formats.timeout"
        try:
            if not here.poll(_POLL_SECONDS):
                continue
            message = json.loads(here.recv_bytes())
        except (EOFError, OSError, ValueError):
            return "formats.crashed"
        if "progress" in message:
            if progress is not None:
                progress(float(message["progress"]))
        elif "error" in message:
            return str(message["error"])
        else:
            return dict(message)


def _stop(child: Any) -> None:
    child.join(_POLL_SECONDS)
    if child.is_alive():
        child.terminate()
        child.join(_STOP_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    child.close()


def _work(there: Connection, data: bytes, name: str) -> None:
    """The child's whole life."""
    _limit()

    def tell(message: dict[str, Any]) -> None:
        there.send_bytes(json.dumps(message).encode("ascii"))

    try:
        assembled = assemble(Source(data, name), lambda share: tell({"progress": share}))
        tell(asdict(assembled))
    except ReadingError as error:
        tell({"error": error.key})
    except MemoryError:
        tell({"error": "formats.bomb"})
    except RecursionError:
        tell({"error": "formats.damaged"})
    finally:
        there.close()


def _limit() -> None:
    """Cap memory and processor time where the system knows how; elsewhere the parent's clock has to do."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, int(MOST_SECONDS))):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _document(answer: dict[str, Any], source: Source) -> Document:
    blocks = [
        Block(
            BlockKind(block["kind"]), block["start"], block["end"], block["level"], block["page"],
            Cell(**block["cell"]) if block["cell"] else None,
        )
        for block in answer.pop("blocks")
    ]  # fmt: skip
    found = Assembled(blocks=blocks, **answer)
    telling = sum(map(str.isalpha, found.text[:2000])) >= _TELLING_LETTERS
    language = source.language or (found.language if found.language and not telling else "") or detect(found.text)
    spoken = interface_language()
    return Document(
        found.text,
        title=title_of(found.text, blocks, found.title or source.name),
        language=language,
        date=release_date(found.text, blocks, language),
        sha256=source.sha256,
        path=source.path,
        blocks=blocks,
        notices=[say(key, spoken) for key in found.notices],
        pages=found.pages,
        encoding=found.encoding,
    )
