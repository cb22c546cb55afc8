"""Writes Outlook messages (MSG): a compound file with the property streams that mail programs write.

Sources: Microsoft, [MS-CFB] (compound files), [MS-OXMSG] (streams of a message).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import UTC, datetime

SECTOR, SMALL_SECTOR, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = dict[str, "bytes | Tree"]


def msg(
    subject: str,
    *,
    plain: str = "",
    page: str = "",
    rtf: bytes = b"",
    files: Sequence[tuple[str, bytes]] = (),
    message: tuple[str, str] | None = None,
) -> bytes:
    """A message sent on 9 January 2025; `message` is the subject and text of a message attached to it."""
    tree = _message(subject, plain, 32)
    if page:
        tree["__substg1.0_10130102"] = page.encode("utf-8")
    if rtf:
        tree["__substg1.0_10090102"] = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    for number, (name, data) in enumerate(files):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
            "__properties_version1.0": bytes(8),
        }
    if message is not None:
        tree[f"__attach_version1.0_#{len(files):08X}"] = {
            "__substg1.0_3001001F": "attached".encode("utf-16-le"),
            "__substg1.0_3701000D": _message(*message, 24),
            "__properties_version1.0": bytes(8),
        }
    return compound_file(tree)


def _message(subject: str, plain: str, header: int) -> Tree:
    ticks = int((datetime(2025, 1, 9, 8, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    properties = bytes(header) + struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    properties += struct.pack("<HHII4x", 0x0003, 0x3FDE, 6, 65001)
    return {
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": plain.encode("utf-16-le"),
        "__properties_version1.0": properties,
    }


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file of 512-byte sectors."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, END, 0, b""]]
    _enter(tree, 0, entries)
    small, small_fat = bytearray(), list[int]()
    sectors, fat = bytearray(), list[int]()

    def put(data: bytes, table: list[int], store: bytearray, size: int) -> int:
        count = -(-len(data) // size)
        first = len(table)
        table.extend([*range(first + 1, first + count), END] if count else [])
        store.extend(data.ljust(count * size, b"\0"))
        return first if count else END

    for entry in entries[1:]:
        data = entry[5]
        assert isinstance(data, bytes)
        if entry[1] == 2:
            is_small = len(data) < CUTOFF
            entry[3] = put(data, small_fat, small, SMALL_SECTOR) if is_small else put(data, fat, sectors, SECTOR)
            entry[4] = len(data)
    entries[0][3], entries[0][4] = put(bytes(small), fat, sectors, SECTOR), len(small)
    first_small_fat = put(struct.pack(f"<{len(small_fat)}I", *small_fat), fat, sectors, SECTOR)
    directory = b"".join(_directory_entry(entry) for entry in entries)
    first_directory = put(directory, fat, sectors, SECTOR)
    count = 1
    while (len(fat) + count) * 4 > count * SECTOR:
        count += 1
    places = list(range(len(fat), len(fat) + count))
    fat += [FAT] * count
    table = struct.pack(f"<{len(fat)}I", *fat)
    sectors += table + b"\xff" * (count * SECTOR - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIII", 0, count, first_directory, 0)
    header += struct.pack("<IIIII", CUTOFF, first_small_fat, -(-len(small_fat) * 4 // SECTOR), END, 0)
    header += struct.pack("<109I", *(places + [FREE] * 109)[:109])
    return header + bytes(sectors)


def _enter(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    """Add the children of one storage; siblings hang on one another as a list, which is a tree too."""
    previous: list[object] | None = None
    places = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        places.append((len(entries), content))
        entry: list[object] = [name, 2 if isinstance(content, bytes) else 1, FREE, END, 0, content, FREE]
        if not isinstance(content, bytes):
            entry[5] = b""
        if previous is None:
            entries[parent][2] = len(entries)
        else:
            previous[6] = len(entries)
        entries.append(entry)
        previous = entry
    for place, content in places:
        if not isinstance(content, bytes):
            _enter(content, place, entries)


def _directory_entry(entry: list[object]) -> bytes:
    name, kind, child, start, size = entry[:5]
    right = entry[6] if len(entry) > 6 else FREE
    coded = str(name).encode("utf-16-le")
    return (
        (coded + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded) + 2, kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
