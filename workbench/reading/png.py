"""Pictures as PNG, from rows of grey or colour bytes (ISO/IEC 15948)."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {1: 0, 3: 2}


def png(rows: bytes, width: int, height: int, channels: int, stride: int) -> bytes:
    """A PNG of `height` rows of `width` pixels of 1 (grey) or 3 (colour) bytes, rows `stride` bytes apart."""
    line = width * channels
    raw = b"".join(b"\0" + rows[start : start + line] for start in range(0, stride * height, stride))
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
