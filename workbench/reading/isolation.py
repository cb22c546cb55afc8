"""Reads structured files in a process of their own, so that no file can take the program down.

The child process has limits on memory and time and hands back plain JSON: whatever a file makes of its parser, the
parent only ever sees text. A child that dies is a file that could not be read.
"""

from __future__ import annotations

import contextlib
import json
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from workbench.messages import has_sentence, interface_language, say
from workbench.model import Block, BlockKind, Cell, Document
from workbench.reading.assembling import Assembled
from workbench.reading.child import CHILD_OPTION, MOST_SECONDS
from workbench.reading.errors import ReadingError
from workbench.reading.language import detect
from workbench.reading.release_date import release_date
from workbench.reading.source import UNWATCHED, Source, Watch
from workbench.reading.title import title_of

# "5,2 %5,4 %": nobody writes so; a format that lost which of the two was struck out does.
_GLUED = re.compile(r"\d[.,]?\d{0,9}\s?[%€$£]\d[\d.,]{0,9}\s?[%€$£]")
# Recognising takes seconds a page; the analyst can stop it.
MOST_SECONDS_TO_RECOGNISE = 3600.0
_POLL_SECONDS = 0.05
# Below this many letters what the file says of its language counts more than its words.
_TELLING_LETTERS = 200


def read_structured(source: Source, watch: Watch = UNWATCHED, *, most_seconds: float = MOST_SECONDS) -> Document:
    """The document in a structured file, read in a child process. Raises `ReadingError`."""

    def show(message: dict[str, Any]) -> None:
        if watch.partial is not None:
            watch.partial(_document(message, source))

    return _document(
        ask(source, {"task": "read", "language": source.language}, watch, most_seconds=most_seconds, show=show), source
    )


def read_pictures(source: Source, watch: Watch = UNWATCHED) -> Document:
    """The document in a PDF of pictures, its text recognised in a child process. Raises `ReadingError`."""
    request = {"task": "recognise", "language": source.language}
    return _document(ask(source, request, watch, most_seconds=MOST_SECONDS_TO_RECOGNISE), source)


def ask(
    source: Source,
    request: dict[str, Any],
    watch: Watch = UNWATCHED,
    *,
    most_seconds: float = MOST_SECONDS,
    show: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """What a child process answers when it is given `source` and `request` (see `workbench.reading.child`).

    `show` is given what it says of the first pages.

    Raises `ReadingError` with whatever the child says, and when it dies, is stopped or takes too long.
    """
    child = subprocess.Popen(
        _command({**request, "name": source.name}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threads = [
        threading.Thread(target=_feed, args=(child, source.data), daemon=True),
        threading.Thread(target=_listen, args=(child, messages), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        answer = _answer(messages, watch, show, time.monotonic() + most_seconds)
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join()
        _close(child)
    if isinstance(answer, str):
        # The language asked for is no field of a sentence, which has a language of its own.
        fields = {name: value for name, value in request.items() if name != "language"}
        raise ReadingError(answer, **{**fields, "name": source.name})
    return answer


def _command(request: dict[str, Any]) -> list[str]:
    """How to start the child: the packaged application is its own interpreter."""
    how = [] if getattr(sys, "frozen", False) else ["-m", "workbench.reading.child"]
    return [sys.executable, *how, CHILD_OPTION, json.dumps(request)]


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    # A child that died early is noticed by its silence.
    with contextlib.suppress(OSError):
        child.stdin.write(data)
        child.stdin.close()


def _listen(child: subprocess.Popen[bytes], messages: queue.SimpleQueue[bytes]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        messages.put(line)
    messages.put(b"")


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _answer(
    messages: queue.SimpleQueue[bytes],
    watch: Watch,
    show: Callable[[dict[str, Any]], None] | None,
    deadline: float,
) -> dict[str, Any] | str:
    """What the child found, or the key of the sentence that says why it found nothing."""
    while True:
        if watch.cancelled is not None and watch.cancelled():
            return "formats.cancelled"
        if time.monotonic() > deadline:
            return "formats.timeout"
        try:
            message = json.loads(messages.get(timeout=_POLL_SECONDS))
        except queue.Empty:
            continue
        except ValueError:
            return "formats.crashed"
        if "progress" in message:
            if watch.progress is not None:
                watch.progress(float(message["progress"]))
        elif "partial" in message:
            if show is not None:
                show(message["partial"])
        elif "error" in message:
            return str(message["error"])
        else:
            return dict(message)


def _notice(key: str, quotes: list[str], language: str) -> str:
    """The sentence, with what was left out where it has a place for it."""
    if not quotes or not has_sentence(f"{key}-quoted"):
        return say(key, language)
    return say(f"{key}-quoted", language, quote=", ".join(f"“{quote}”" for quote in quotes))


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
    language = (
        source.language
        or found.convention
        or (found.language if found.language and not telling else "")
        or detect(found.text)
    )
    spoken = interface_language()
    notices = [_notice(key, quotes, spoken) for key, quotes in found.notices.items()]
    if glued := _GLUED.search(found.text):
        notices.append(say("formats.glued", spoken, quote=glued[0]))
    return Document(
        found.text,
        title=title_of(found.text, blocks, found.title or source.name),
        language=language,
        date=release_date(found.text, blocks, language) or (date.fromisoformat(found.date) if found.date else None),
        sha256=source.sha256,
        path=source.path,
        blocks=blocks,
        notices=notices,
        pages=found.pages,
        encoding=found.encoding,
    )
