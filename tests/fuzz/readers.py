"""Feeds mutated real files to the readers and the extractor.

    python -m tests.fuzz.readers --inputs 10000 [--seed N] [--files FOLDER ...] [--keep FOLDER]

Allowed is a document or a `ReadingError`, within ten seconds; anything else is a failure, whose input is kept.
The exit status is 1 when there was one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import signal
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from types import FrameType

import openpyxl

from tests.reading.outlook_files import msg
from workbench.extraction import extract
from workbench.reading import ReadingError, read_text
from workbench.reading.formats import is_readable
from workbench.reading.plain_text import read_plain_text
from workbench.reading.source import Source
from workbench.reading.structured import assemble, enclosed_files, holds_files, structured_format

RELEASES = Path(__file__).parent.parent / "reading" / "releases"
MOST_SECONDS = 10
INTERESTING = [
    *(b"\x00", b"\xff\xff\xff\xff", b"<", b">", b"&", b"]]>", b"\\", b"{", b"}", b"%PDF-", b"PK\x03\x04"),
    *(b"\xe2\x80\xaf", b"\xef\xbf\xbe", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\\u-1?"),
    *(b"9" * 400, b"(" * 200, b"million " * 50),
]


class TooSlowError(Exception):
    """An input took longer than anybody waits."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few changes; files packed in a zip are changed inside, or they would only ever be damaged."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        with contextlib.suppress(zipfile.BadZipFile, RuntimeError, OSError):
            return _mutated_part(data, chance)
    return _mutated_bytes(data, chance)


def _mutated_part(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        names = source.namelist()
        chosen = chance.choice(
            [name for name in names if name.endswith(("xml", "rels", "html", "opf", "css"))] or names
        )
        for name in names:
            if name == chosen and chance.random() < 0.05:
                continue
            content = source.read(name)
            packed.writestr(name, _mutated_bytes(content, chance) if name == chosen else content)
    return target.getvalue()


def _mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        size = chance.choice((1, 2, 8, 64, 512))
        kind = chance.randrange(6)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + size]
        elif kind == 2:
            changed[at:at] = chance.choice(INTERESTING)
        elif kind == 3:
            start = chance.randrange(len(changed))
            changed[at:at] = changed[start : start + size]
        elif kind == 4:
            del changed[at:]
        else:
            changed[at : at + size] = chance.randbytes(size)
    return bytes(changed)


@contextlib.contextmanager
def clock() -> Iterator[None]:
    """Interrupts what takes too long, where the system has alarms."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def run_one(data: bytes, name: str) -> str:
    """How one input ends: ``read``, or the key of the `ReadingError`."""
    source = Source(data, name)
    try:
        with clock():
            if structured_format(source) is not None:
                if holds_files(source):
                    for file in enclosed_files(source):
                        is_readable(Source(file.data, file.name))
                text = assemble(source).text
            else:
                text = read_plain_text(source).text
            document = read_text(text[:200_000], language="en")
            for claim in extract(document):
                assert document.text[claim.start : claim.end] == claim.text
    except ReadingError as error:
        return error.key
    return "read"


def made() -> dict[Path, bytes]:
    """Files of formats the releases are not in: messages of either kind with files in them, a workbook, tables."""
    word = (RELEASES / "port.fr.docx").read_bytes()
    message = EmailMessage()
    message["Subject"], message["Date"] = "Communiqué du port", "Thu, 09 Jan 2025 08:00:00 +0100"
    message.set_content("Le trafic atteint 12,5 milliers de tonnes.\n")
    message.add_alternative("<p>Le trafic atteint 12,5<sup>1</sup> milliers de tonnes.</p>", subtype="html")
    message.add_attachment(word, "application", "octet-stream", filename="port.docx")
    inner = EmailMessage()
    inner.set_content("Soit 3 trains.\n")
    message.add_attachment(inner)
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Recettes, en milliers d'euros"], ["Zone", 2022, 2023], ["Nord", 12.5, -0.25], ["Sud", "=B3", 1e9]):
        sheet.append(row)
    sheet["B3"].number_format = '#,##0.0,, "M";[Red](0.0)'
    sheet.merge_cells("A1:C1")
    packed = io.BytesIO()
    book.save(packed)
    table = "Année;Évolution\n2023;12,5\n2024;-0,3 %\n"
    rtf = (RELEASES / "port.fr.rtf").read_bytes()[:4000]
    return {
        Path("mail.eml"): message.as_bytes(),
        Path("mail.msg"): msg("Port", plain="12 trains", rtf=rtf, files=[("a.docx", word)], message=("b", "3 trains")),
        Path("a.xlsx"): packed.getvalue(),
        Path("a.csv"): table.encode("utf-16"),
        Path("b.csv"): table.encode("cp1252"),
    }


def fuzz(inputs: int, seed: int, files: list[Path], keep: Path | None) -> tuple[Counter[str], list[str]]:
    """How all inputs ended, and a line for each failure."""
    seeds = [
        path
        for path in files
        if path.is_file() and path.suffix not in (".py", ".doc") and path.stat().st_size < 300_000
    ]
    contents = {path: path.read_bytes() for path in seeds} | made()
    seeds = list(contents)
    ends: Counter[str] = Counter()
    failures: list[str] = []
    for number in range(inputs):
        chance = random.Random(f"{seed}/{number}")
        path = chance.choice(seeds)
        data = mutated(contents[path], chance)
        try:
            ends[run_one(data, path.name)] += 1
        except Exception:  # noqa: BLE001 - whatever comes out is what this looks for
            ends["failed"] += 1
            last = traceback.format_exc().strip().splitlines()
            failures.append(f"{seed}/{number} {path.name}: {last[-1]} ({last[-3].strip()})")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}-{path.name}").write_bytes(data)
    return ends, failures


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=Path, nargs="*", default=[], help="folders of more files to start from")
    parser.add_argument("--keep", type=Path, help="where to keep the inputs that fail")
    chosen = parser.parse_args()
    files = sorted(RELEASES.iterdir()) + sorted(path for folder in chosen.files for path in folder.rglob("*"))
    ends, failures = fuzz(chosen.inputs, chosen.seed, files, chosen.keep)
    for end, count in ends.most_common():
        print(f"{count:8d}  {end}")
    for line in failures[:50]:
        print(line)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
