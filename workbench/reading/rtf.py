"""Rich Text Format, over its control words.

Raised text, notes, hidden, struck-out and deleted text are told apart, which no RTF library does.
Sources: Microsoft, Rich Text Format Specification 1.9.1 (2008).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from workbench.model import BlockKind
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.raised import lowered, raised
from workbench.reading.rtf_tables import RtfTable
from workbench.reading.symbol_fonts import symbol

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore listtable "
    b"listoverridetable rsidtbl generator xmlnstbl header headerl headerr headerf footer footerl footerr footerf "
    b"fldinst bkmkstart bkmkend annotation atnid atnauthor atndate atnref atnparent nonshppict filetbl revtbl "
    b"mmathPr pgdsctbl pntext listtext pnseclvl ftnsep ftnsepc aftnsep aftnsepc xe tc txe rxe do nonesttables sn sv "
    b"shprslt fontemb fontfile falt panose".split()
)
_DEFINITIONS = (b"trowd", b"cellx", b"clmrg", b"clvmrg")
_SYMBOL_FONT = "symbol"
_CHARACTERS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"tab": "\t", b"line": "\n", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_HEADING = re.compile(rb"\\s(\d{1,4})[^;{}]{0,400}? (?:heading|titre|title) ?([1-9])?;", re.IGNORECASE)
_MOST_STYLES = 500_000
_DEEPEST = 500


@dataclass(slots=True)
class _State:
    """What holds inside one group."""

    skip: bool = False
    position: str = ""
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    unicode_skip: int = 1
    encoding: str = ""
    note: bool = False
    in_table: bool = False
    level: int = 0
    is_list: bool = False
    starts: bool = False
    starred: bool = False
    of_page: bool = False
    box: bool = False


@dataclass(slots=True)
class _Reader:
    out: Assembler = field(default_factory=Assembler)
    encoding: str = "cp1252"
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    bytes_run: bytearray = field(default_factory=bytearray)
    note: list[str] | None = None
    notes: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    table: RtfTable | None = None
    boxes: list[str] = field(default_factory=list)
    waiting: list[list[str]] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    to_skip: int = 0
    in_fonts: int = -1

    def read(self, data: bytes) -> Assembled:
        """The whole file, one token after the other."""
        self.headings = {int(number): int(level or 1) for number, level in _HEADING.findall(data[:_MOST_STYLES])}
        for match in _TOKEN.finditer(data):
            kind = match.lastgroup
            if kind == "brace":
                self._brace(match["brace"])
            elif kind in ("word", "number"):
                self._word(match["word"], int(match["number"]) if match["number"] else None)
            elif kind == "hex":
                self._byte(int(match["hex"], 16))
            elif kind == "symbol":
                self._symbol(match["symbol"])
            elif kind == "text":
                self._text_bytes(match["text"])
        self._end_paragraph()
        self._end_table()
        for number, text in enumerate(self.notes, start=1):
            self.out.add(BlockKind.FOOTNOTE, f"{raised(str(number))} {text.strip()}")
        return self.out.assembled()

    def _brace(self, brace: bytes) -> None:
        self._flush_bytes()
        if brace == b"{":
            if len(self.stack) > _DEEPEST:
                raise ReadingError("formats.damaged")
            self.stack.append(self.state)
            self.state = replace(self.state, starts=True)
        elif self.stack:
            if self.state.note and not self.stack[-1].note and self.note is not None:
                self.notes.append("".join(self.note))
                self.note = None
            if self.state.box and not self.stack[-1].box:
                self.boxes.append("".join(self.run))
                self.run = self.waiting.pop()
            if self.in_fonts == len(self.stack):
                self.in_fonts = -1
            self.state = self.stack.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        self._flush_bytes()
        state = self.state
        starts, starred = state.starts, state.starred
        state.starts = state.starred = False
        if self.in_fonts >= 0:
            self._font_table(word, number)
            return
        is_note = starts and word in (b"footnote", b"endnote")
        if word in _SKIPPED or (starred and not is_note and word != b"shpinst"):
            if word == b"fonttbl":
                self.in_fonts = len(self.stack)
            state.skip = True
            return
        if state.skip:
            return
        if is_note:
            self._start_note()
        elif starts and word == b"shptxt":
            # The text of a box stands in the middle of another paragraph, and follows it here.
            state.box, state.in_table = True, False
            self.waiting.append(self.run)
            self.run = []
        elif word in _CHARACTERS:
            self._emit(_CHARACTERS[word])
        elif word == b"u" and number is not None:
            self._unicode(number)
        else:
            self._format(word, number)

    def _font_table(self, word: bytes, number: int | None) -> None:
        if word == b"f" and number is not None:
            self.font = number
        elif word == b"fcharset" and number in _CHARSETS:
            self.fonts[self.font] = _CHARSETS[number]

    def _format(self, word: bytes, number: int | None) -> None:
        state, is_on = self.state, number != 0
        if word in (b"par", b"sect", b"page", b"column"):
            self._end_paragraph()
        elif word in (b"cell", b"row", *_DEFINITIONS):
            self._table_word(word, number)
        elif word in (b"nestcell", b"nestrow"):
            # A table in a cell: its cells stand one under the other, and no number touches the next.
            self.run.append("\n")
        elif word == b"intbl":
            state.in_table = True
        elif word == b"htmlrtf":
            state.of_page = is_on
        elif word == b"pard":
            state.in_table, state.level, state.is_list = False, 0, False
        elif word == b"outlinelevel" and number is not None and number < 9:
            state.level = number + 1
        elif word == b"s" and number is not None:
            state.level = self.headings.get(number, 0)
        elif word in (b"ls", b"pnlvlblt", b"pnlvlbody"):
            state.is_list = True
        elif word in (b"super", b"sub", b"nosupersub"):
            state.position = "" if word == b"nosupersub" or not is_on else word.decode()
        elif word in (b"up", b"dn"):
            state.position = "" if not number else "super" if word == b"up" else "sub"
        elif word == b"v":
            state.hidden = is_on
        elif word in (b"strike", b"striked"):
            state.struck = is_on
        elif word == b"deleted":
            state.deleted = is_on
        elif word == b"plain":
            state.position, state.hidden, state.struck, state.deleted = "", False, False, False
        elif word == b"uc" and number is not None:
            state.unicode_skip = max(0, min(number, 10))
        elif word == b"ansicpg" and number is not None:
            self.encoding = _known_encoding(f"cp{number}")
        elif word == b"mac":
            self.encoding = "mac-roman"
        elif word == b"f" and number is not None:
            state.encoding = self.fonts.get(number, "")

    def _symbol(self, symbol: bytes) -> None:
        self._flush_bytes()
        if symbol == b"*":
            # The destination that follows may be left out by a reader that does not know it.
            self.state.starred = True
        elif symbol in _SYMBOLS:
            self._emit(_SYMBOLS[symbol])
        elif symbol in (b"\n", b"\r"):
            self._end_paragraph()

    def _start_note(self) -> None:
        self.state.note, self.state.position = True, ""
        if self.note is None:
            self.run.append(raised(str(len(self.notes) + 1)))
            self.note = []

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        if self.state.encoding == _SYMBOL_FONT and 0xF000 <= code <= 0xF0FF:
            self._emit(symbol(_SYMBOL_FONT, code))
        else:
            self._emit(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd")
        self.to_skip = self.state.unicode_skip

    def _byte(self, value: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
            return
        self.bytes_run.append(value)

    def _text_bytes(self, text: bytes) -> None:
        self.state.starts = False
        if self.in_fonts >= 0 and text.startswith(b"Symbol"):
            self.fonts[self.font] = _SYMBOL_FONT
        if self.to_skip:
            taken = min(self.to_skip, len(text))
            self.to_skip -= taken
            text = text[taken:]
        self.bytes_run += text

    def _flush_bytes(self) -> None:
        if self.bytes_run:
            encoding = self.state.encoding or self.encoding
            if encoding == _SYMBOL_FONT:
                text = "".join(symbol(_SYMBOL_FONT, code) for code in self.bytes_run)
            else:
                text = self.bytes_run.decode(encoding, errors="replace")
            self.bytes_run.clear()
            self._emit(text)

    def _emit(self, text: str) -> None:
        state = self.state
        if state.skip or state.of_page or self.in_fonts >= 0:
            return
        if state.hidden:
            self.out.notice("formats.hidden", text)
            return
        if state.deleted:
            self.out.notice("formats.deletions", text)
            return
        if state.struck:
            self.out.notice("formats.struck-out", text)
            return
        if state.position == "super":
            text = raised(text)
        elif state.position == "sub":
            text = lowered(text)
        (self.run if self.note is None else self.note).append(text)

    def _paragraph_text(self) -> str:
        self._flush_bytes()
        text = "".join(self.run)
        self.run.clear()
        # Characters beyond the first plane come as two halves.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _end_paragraph(self) -> None:
        self._flush_bytes()
        if self.note is not None:
            self.note.append(" ")
            return
        if self.state.in_table or self.state.box:
            self.run.append("\n")
            return
        self._end_table()
        text = self._paragraph_text()
        level = self.state.level
        kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM if self.state.is_list else BlockKind.PARAGRAPH
        self.out.add(kind, text, level=level)
        self._add_boxes()

    def _add_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for text in box.split("\n"):
                self.out.add(BlockKind.PARAGRAPH, text)

    def _table_word(self, word: bytes, number: int | None) -> None:
        if self.table is None:
            self.table = RtfTable()
        if word == b"cell":
            self.table.cell(self._paragraph_text())
        elif word == b"row":
            self.table.row()
        else:
            self.table.define(word, number)

    def _end_table(self) -> None:
        if self.table is not None:
            table, self.table = self.table, None
            table.add_to(self.out)
            self._add_boxes()


def read_rtf(data: bytes) -> Assembled:
    """The text of an RTF file. Raises `ReadingError` when nothing in it can be read."""
    result = _Reader().read(data)
    if not result.text:
        raise ReadingError("formats.no-text")
    return result


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
