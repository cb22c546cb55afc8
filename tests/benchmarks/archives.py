"""How fast an archive is checked: processes, a cluster, the number of documents and their length."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measuring import table
from tests.benchmarks.texts import long_text

_RELEASE = 1_200
_SHORT = 600


def batch() -> str:
    """Documents a second of `workbench batch`, by the clock, with all that its processes load at their start"""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        for count in (1_000, 4_000):
            size = _write_archive(source, count, _RELEASE)
            seconds = [_run(source, "--jobs", str(jobs))[0] for jobs in (1, 2)]
            crews = [f"{count / one:.0f} ({size / one / 1e3:.0f} k)" for one in seconds]
            rows.append((f"{count:,} releases, {size / 1e6:.1f} MB", *crews, f"{seconds[0] / seconds[1]:.2f}"))
    return table(("documents (characters) a second", "1 process", "2 processes", "gain"), rows)


def documents() -> str:
    """Seconds and memory of an archive against the number of its documents, each of 600 characters, two processes"""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        for count in (1_000, 5_000, 10_000, 50_000):
            _write_archive(source, count, _SHORT)
            seconds, megabytes = _run(source, "--jobs", "2")
            rows.append((f"{count:,}", f"{seconds:.1f}", f"{1000 * seconds / count:.1f}", f"{megabytes:.0f}"))
    return table(("documents", "s", "ms a document", "MB of the largest process"), rows)


def lengths() -> str:
    """Seconds and memory of one document against its length, in characters"""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        nothing, _ = _one(source, "")
        for characters in (1_000, 10_000, 100_000, 1_000_000, 9_900_000):
            seconds, megabytes = _one(source, long_text("en", characters))
            per_million = 1e6 * max(seconds - nothing, 0.0) / characters
            rows.append((f"{characters:,}", f"{seconds:.2f}", f"{per_million:.2f}", f"{megabytes:.0f}"))
    return table(("characters", "s with the start of the command", "s a million without it", "MB"), rows)


def cluster() -> str:
    """Documents a second of a Dask scheduler with two workers, each a process, beside the pool of this machine"""
    if importlib.util.find_spec("distributed") is None:
        return "The extra `cluster` is not installed."
    rows = []
    with tempfile.TemporaryDirectory() as folder, _dask(Path(folder)) as address:
        source = Path(folder, "in.jsonl")
        size = _write_archive(source, 4_000, _RELEASE)
        for name, arguments in (("pool", ("--jobs", "2")), ("Dask", ("--scheduler", address))):
            seconds, _ = _run(source, *arguments)
            rows.append((name, f"{4_000 / seconds:.0f}", f"{size / seconds / 1e3:.0f} k"))
    return table(("4,000 releases, two processes", "documents/s", "characters/s"), rows)


@contextmanager
def _dask(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread each, as processes of their own; gives the scheduler's address."""
    import distributed

    about = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    started = [
        subprocess.Popen([*dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(about)], **quiet)
    ]
    started += [
        subprocess.Popen(
            [*dask, "worker", "--scheduler-file", str(about), "--nthreads", "1", "--no-dashboard",
             "--local-directory", str(folder)], **quiet
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        with distributed.Client(scheduler_file=str(about), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def _one(source: Path, text: str) -> tuple[float, float]:
    source.write_text(json.dumps({"id": 1, "text": text, "lang": "en"}) + "\n", encoding="utf-8")
    return _run(source, "--jobs", "1", "--seconds", "0")


def _run(source: Path, *arguments: str) -> tuple[float, float]:
    """Seconds by the clock of a batch over `source`, and the megabytes of its largest process."""
    command = [sys.executable, "-m", "workbench", "batch", str(source), "-o", str(source.with_name("out.jsonl"))]
    started = time.perf_counter()
    process = subprocess.Popen([*command, *arguments], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(arguments)}: status {status}")
    return time.perf_counter() - started, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _write_archive(path: Path, count: int, characters: int) -> int:
    """Releases of both languages in turn, as JSONL; gives the number of their characters."""
    texts = {language: long_text(language, characters * (count // 2 + 1)) for language in ("en", "fr")}
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            language, place = ("en", "fr")[number % 2], number // 2 * characters
            record = {"id": number, "text": texts[language][place : place + characters], "lang": language}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count * characters
