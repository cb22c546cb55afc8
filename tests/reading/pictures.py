"""PDFs whose pages are pictures."""

import struct
import zlib


def picture_pdf(png: bytes | None = None) -> bytes:
    """A page that is one picture: `png` (8 bits, red, green, blue or grey), or a single grey pixel, stretched."""
    width, height, space, data = (1, 1, b"/DeviceGray", zlib.compress(b"\x80"))
    if png is not None:
        width, height, space, data = _pixels(png)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length 30 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, space, len(data), data),
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _pixels(png: bytes) -> tuple[int, int, bytes, bytes]:
    """Width, height, colour space and packed pixels of a PNG whose rows are not filtered."""
    width, height, _, colour = struct.unpack(">IIBB", png[16:26])
    at, packed = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += size + 12
    channels = 3 if colour == 2 else 1
    raw, line = zlib.decompress(packed), width * channels
    rows = b"".join(raw[start + 1 : start + 1 + line] for start in range(0, len(raw), line + 1))
    return width, height, b"/DeviceRGB" if channels == 3 else b"/DeviceGray", zlib.compress(rows)
