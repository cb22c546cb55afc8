"""The process that reads one structured file: limited in memory and time, with nothing to lose."""

from __future__ import annotations

import base64
import json
import os
import sys
from dataclasses import asdict
from typing import Any

from workbench.reading.errors import ReadingError
from workbench.reading.source import Source
from workbench.reading.structured import assemble

CHILD_OPTION = "--read-structured-file"
MOST_MEMORY = 4_000_000_000
MOST_SECONDS = 180.0


def work(request: dict[str, Any]) -> None:
    """The child's whole life: the file comes in on standard input, JSON lines go out on standard output.

    `request` names the ``task`` and its arguments: ``read``, ``recognise`` (text on pictures), ``page`` (a picture).
    """
    _limit()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries that print must not spoil the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def tell(message: dict[str, Any]) -> None:
        out.write(json.dumps(message).encode("ascii") + b"\n")
        out.flush()

    try:
        source = Source(sys.stdin.buffer.read(), str(request.get("name", "")), None, request.get("language"))
        if request["task"] == "page":
            tell(_page(source, request))
        elif request["task"] == "enclosed":
            tell(_enclosed(source, request))
        elif request["task"] == "recognise":
            from workbench.reading.recognition import recognise_pdf

            found = recognise_pdf(source.data, request["language"], lambda share: tell({"progress": share}))
            tell(asdict(found))
        else:
            found = assemble(
                source, lambda share: tell({"progress": share}), lambda first: tell({"partial": asdict(first)})
            )
            tell(asdict(found))
    except ReadingError as error:
        tell({"error": error.key})
    except MemoryError:
        tell({"error": "formats.bomb"})
    except RecursionError:
        tell({"error": "formats.damaged"})


def _enclosed(source: Source, request: dict[str, Any]) -> dict[str, Any]:
    """What a message encloses, or the bytes of one of its files."""
    from workbench.reading.formats import is_readable
    from workbench.reading.structured import enclosed_files

    files = enclosed_files(source)
    number = request.get("number")
    if number is None:
        return {
            "files": [
                {"name": file.name, "media_type": file.media_type, "size": len(file.data), "within": file.within,
                 "is_readable": is_readable(Source(file.data, file.name))}
                for file in files
            ]
        }  # fmt: skip
    if not 1 <= number <= len(files) or files[number - 1].name != request["attachment"]:
        raise ReadingError("formats.no-such-attachment")
    return {"data": base64.b64encode(files[number - 1].data).decode("ascii")}


def _page(source: Source, request: dict[str, Any]) -> dict[str, Any]:
    from workbench.reading.pdf_page import picture_of_page

    picture, width, height, boxes = picture_of_page(
        source.data, request["page"], scale=request["scale"], piece=request["piece"], occurrence=request["occurrence"]
    )
    return {"png": base64.b64encode(picture).decode("ascii"), "width": width, "height": height, "boxes": boxes}


def _limit() -> None:
    """Cap memory and processor time where the system knows how; elsewhere the parent's clock has to do."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, int(MOST_SECONDS))):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    work(json.loads(sys.argv[-1]))
