"""RTF as Outlook packs it into messages.

Source: Microsoft, [MS-OXRTFCP], Rich Text Format (RTF) Compression Algorithm: a dictionary of 4,096 bytes that begins
with a fixed text; of each control byte, from the lowest bit, 0 is a byte as it is, 1 a reference of 12 bits of place
and 4 bits of length less 2; a reference to the writing place ends the text.
"""

from __future__ import annotations

_FIXED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096
_HEADER = 16
_MOST = 100_000_000
_AS_IT_IS, _PACKED = b"MELA", b"LZFu"


def unpacked_rtf(data: bytes) -> bytes | None:
    """The RTF in `data`; None when it is no packed RTF, or what is left of a damaged one when it ends early."""
    kind, size = data[8:12], min(int.from_bytes(data[4:8], "little"), _MOST)
    if kind == _AS_IT_IS:
        return data[_HEADER : _HEADER + size]
    return _unpacked(data, size) if kind == _PACKED else None


def _unpacked(data: bytes, size: int) -> bytes:
    ring, write, out = bytearray(_FIXED.ljust(_SIZE, b"\0")), len(_FIXED), bytearray()
    at = _HEADER
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if control >> bit & 1:
                reference, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                place, length = reference >> 4, (reference & 15) + 2
                if place == write or at > len(data):
                    return bytes(out[:size])
            elif at < len(data):
                # A byte as it is goes through its own place, as a reference of one byte.
                place, length, ring[write], at = write, 1, data[at], at + 1
            else:
                return bytes(out[:size])
            for step in range(length):
                ring[write] = ring[(place + step) % _SIZE]
                out.append(ring[write])
                write = (write + 1) % _SIZE
    return bytes(out[:size])
