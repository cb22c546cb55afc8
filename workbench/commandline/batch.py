"""`workbench batch`: many texts, in order, on several processes, whatever single ones do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path

from workbench.commandline.archive import entries, fingerprint
from workbench.commandline.crews import Cluster, ClusterError, Crew, Processes
from workbench.commandline.limits import ends_process_after
from workbench.commandline.news import News
from workbench.commandline.output import OutputError, tell, writing
from workbench.commandline.parquet import parquet_writer
from workbench.commandline.pool import run_in_order
from workbench.commandline.records import Entry, Line, checked, lost
from workbench.commandline.request import Request
from workbench.commandline.terms import Packed, Terms, load_terms, terms_fingerprint
from workbench.commandline.unfinished import Unfinished

# Entries are handed to a process by handfuls: enough to make handing over cheap, few enough to bound memory.
_HANDFUL_ENTRIES = 64
_HANDFUL_BYTES = 200_000


def batch(request: Request) -> int:
    """Check every text of an archive; gives 0. A text that cannot be checked gets a record that says so.

    A run that was broken off is taken up where it stopped when the same command is given again.
    """
    output = request.output
    assert output is not None
    publish = _publisher(output, request)
    source = request.files[0]
    terms = load_terms(request)
    results = [path for path in (output, request.summary) if path is not None]
    # The tables of known figures are no texts to check, even when they lie among them.
    no_texts = [*results, *request.references]
    # What a link leads to is written, and the link stays.
    place = output.resolve()
    with entries(source, no_texts) as found, writing(output):
        unfinished = Unfinished(place, fingerprint(source, no_texts), terms_fingerprint(request))
        try:
            news = _fill(unfinished, found, request, Packed(terms))
        except BaseException:
            unfinished.give_up()
            raise
        if request.summary is not None:
            _summarise(unfinished, request.summary)
        unfinished.finish(publish)
    news.close()
    tell("written", name=output)
    if news.failed:
        tell("reasons", name=output)
    return 0


def _publisher(output: Path, request: Request) -> Callable[[Path, Path], None]:
    """How the lines of the finished batch become the output. Raises `PlainError` for what cannot be written."""
    source = Path(request.files[0])
    terms = {path.resolve() for path in (*request.references, *request.rules)}
    for result in (output, request.summary):
        if result is not None and request.files[0] != "-" and result.resolve() == source.resolve() and source.is_file():
            raise OutputError("commandline.overwrites_archive", name=str(result))
        if result is not None and result.resolve() in terms:
            raise OutputError("commandline.overwrites_terms", name=str(result))
    if request.summary is not None:
        if request.summary.resolve() == output.resolve():
            raise OutputError("commandline.same_output", name=str(request.summary))
        if request.summary.is_dir():
            raise OutputError("commandline.output_is_folder", name=str(request.summary))
    if output.suffix.lower() == ".parquet":
        return parquet_writer(output, request.part_rows)
    if request.part_rows is not None:
        raise OutputError("commandline.parts_are_parquet")
    if output.is_dir():
        raise OutputError("commandline.output_is_folder", name=str(output))
    if str(output) == "-" or (output.exists() and not output.is_file()):
        # A finished result takes the place of what is there: a device or a pipe must stay what it is.
        raise OutputError("commandline.output_is_no_file", name=str(output))
    return _put_in_place


def _put_in_place(lines: Path, output: Path) -> None:
    lines.replace(output)


def _summarise(unfinished: Unfinished, summary: Path) -> None:
    from workbench.commandline.summary import write_summary

    with unfinished.path.open("rb") as lines, writing(summary):
        write_summary(lines, summary)
    tell("written", name=summary)


def _fill(unfinished: Unfinished, found: Iterable[Entry], request: Request, terms: Packed) -> News:
    crew = _crew(request)
    with closing(crew) if crew else nullcontext(), unfinished.open() as file:
        if unfinished.done:
            tell("taken_up", done=unfinished.done)
        news = News(unfinished.done, unfinished.failed, sys.stderr)
        work, lost_one = partial(_work, request.seconds, terms), partial(_lost, request.seconds)
        try:
            for line, ok in run_in_order(_handfuls(news.watched(found)), work, lost_one, crew):
                file.write(line)
                news.add(ok)
        except CancelledError as error:
            raise ClusterError("commandline.cluster_lost") from error
    return news


def _crew(request: Request) -> Crew | None:
    if request.scheduler is not None:
        return Cluster(request.scheduler)
    # A limit on time is kept by ending the process, which therefore must not be this one.
    return Processes(request.jobs) if request.jobs > 1 or request.seconds else None


def _work(seconds: int, packed: Packed, handful: Sequence[Entry]) -> list[tuple[bytes, bool]]:
    return [_done(seconds, packed.terms, entry) for entry in handful]


def _done(seconds: int, terms: Terms, entry: Entry) -> tuple[bytes, bool]:
    with ends_process_after(seconds):
        return _written(checked(entry, terms))


def _lost(seconds: int, entry: Entry, after: float) -> tuple[bytes, bool]:
    return _written(lost(entry, after, seconds))


def _written(result: dict[str, object]) -> tuple[bytes, bool]:
    """A line of output, and whether the entry was checked."""
    from workbench.exporting import json_text

    return f"{json_text(result)}\n".encode(), "error" not in result


def _handfuls(found: Iterable[Entry]) -> Iterator[list[Entry]]:
    handful: list[Entry] = []
    size = 0
    for entry in found:
        handful.append(entry)
        size += len(entry.data) if isinstance(entry, Line) else _HANDFUL_BYTES // 4
        if len(handful) >= _HANDFUL_ENTRIES or size >= _HANDFUL_BYTES:
            yield handful
            handful, size = [], 0
    if handful:
        yield handful
