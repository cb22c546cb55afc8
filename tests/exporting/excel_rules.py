"""The rules of the file format and of Excel that make it offer to repair a workbook, checked on the bare XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LONGEST_FORMULA, DEEPEST, MOST_ARGUMENTS = 8192, 64, 255
LONGEST_TEXT, LONGEST_LIST, LONGEST_TITLE, LONGEST_MESSAGE = 32_767, 255, 32, 255
MOST_LINKS, LONGEST_HEADER, WIDEST_COLUMN, HIGHEST_ROW = 65_530, 255, 255, 409

# What Excel 2016 and LibreOffice 7 both have; those younger than the file format carry a prefix in the file.
OLD_FUNCTIONS = frozenset(
    (
        *("ABS", "AND", "COUNT", "COUNTIFS", "DATE", "DAY", "HYPERLINK", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER"),
        *("LEFT", "MATCH", "MAX", "MIN", "MONTH", "OR", "RIGHT", "ROUND", "SUBSTITUTE", "SUMIFS", "SUMPRODUCT"),
        *("TODAY", "VALUE", "WEEKDAY", "YEAR"),
    )
)
_NEW = ("BETA.DIST", "CHISQ.DIST.RT", "F.DIST.RT", "GAMMA.DIST", "NORM.S.DIST", "T.DIST.2T")
NEW_FUNCTIONS = frozenset(f"_xlfn.{name}" for name in _NEW)
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CALL = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_QUOTED_SHEET = re.compile(r"'((?:[^']|'')+)'!")
_NAME = re.compile(r"[A-Za-z_\\][A-Za-z0-9_.\\]{0,254}")
_ADDRESS = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*[Cc][0-9]*)")


class Package:
    """An .xlsx file as its parts."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.raw = {name: archive.read(name) for name in archive.namelist()}
        # Not well formed, or characters that XML 1.0 does not have: a syntax error here.
        self.parts = {
            name: etree.fromstring(data) for name, data in self.raw.items() if name.endswith((".xml", ".rels"))
        }
        self.workbook = self.parts["xl/workbook.xml"]
        self.sheets = self._sheets()

    def _sheets(self) -> dict[str, etree._Element]:
        targets = {
            one.get("Id"): posixpath.join("xl", one.get("Target")) for one in self.parts["xl/_rels/workbook.xml.rels"]
        }
        return {
            sheet.get("name"): self.parts[targets[sheet.get(RELATION)]] for sheet in self.workbook.iter(f"{MAIN}sheet")
        }

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Where each formula stands and what it says: of cells, validations, formats and names."""
        for name, sheet in self.sheets.items():
            for cell in sheet.iter(f"{MAIN}c"):
                formula = cell.find(f"{MAIN}f")
                if formula is not None:
                    yield f"{name}!{cell.get('r')}", formula.text or ""
            for tag in ("formula1", "formula2", "formula"):
                for element in sheet.iter(f"{MAIN}{tag}"):
                    yield f"{name} {tag}", element.text or ""
        for element in self.workbook.iter(f"{MAIN}definedName"):
            yield f"name {element.get('name')}", element.text or ""


def broken_rules(path: Path) -> list[str]:
    """What Excel would stumble over, in words; nothing for a sound file."""
    package = Package(path)
    return [
        *_package(package),
        *_names(package),
        *(found for place, formula in package.formulas() for found in _formula(place, formula, set(package.sheets))),
        *(found for name, sheet in package.sheets.items() for found in _sheet(package, name, sheet)),
    ]


def _package(package: Package) -> Iterator[str]:
    for name, part in package.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in part:
            if relation.get("TargetMode") == "External":
                yield f"{name}: a link out of the file"
                continue
            target = relation.get("Target")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if full not in package.raw:
                yield f"{name}: {target} is missing"
    types = package.parts["[Content_Types].xml"]
    known = {one.get("PartName", "").lstrip("/") for one in types} | {f".{one.get('Extension')}" for one in types}
    for name in package.raw:
        if name not in known and posixpath.splitext(name)[1] not in known:
            yield f"{name}: no content type"
    styles = package.parts["xl/styles.xml"]
    for tag, most in (("cellXfs", 64_000), ("fonts", 1_024), ("numFmts", 200), ("dxfs", 64_000)):
        found = styles.find(f"{MAIN}{tag}")
        if found is not None and (int(found.get("count")) != len(found) or len(found) > most):
            yield f"styles: {tag} has {len(found)}"


def _names(package: Package) -> Iterator[str]:
    sheets = list(package.sheets)
    if len({name.casefold() for name in sheets}) < len(sheets):
        yield "two sheets of one name"
    for name in sheets:
        if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] == "'" or name[-1] == "'":
            yield f"sheet name {name!r}"
    seen: set[tuple[str, str | None]] = set()
    for element in package.workbook.iter(f"{MAIN}definedName"):
        name, scope = element.get("name"), element.get("localSheetId")
        if (name.casefold(), scope) in seen:
            yield f"name {name} twice"
        seen.add((name.casefold(), scope))
        builtin = name.startswith("_xlnm.")
        if not builtin and (_NAME.fullmatch(name) is None or _ADDRESS.fullmatch(name) is not None):
            yield f"name {name} is none"


def _formula(place: str, formula: str, sheets: set[str]) -> Iterator[str]:
    if not 0 < len(formula) <= LONGEST_FORMULA:
        yield f"{place}: a formula of {len(formula)} characters"
    for sheet in _QUOTED_SHEET.findall(_TEXT.sub('""', formula)):
        if sheet.replace("''", "'") not in sheets:
            yield f"{place}: no sheet {sheet}"
    bare = _QUOTED_SHEET.sub("", _TEXT.sub('""', formula))
    for name in _CALL.findall(bare):
        if name not in OLD_FUNCTIONS and name not in NEW_FUNCTIONS:
            yield f"{place}: function {name}"
    arguments: list[int] = []
    for letter in bare:
        if letter == "(":
            arguments.append(1)
        elif letter == "," and arguments:
            arguments[-1] += 1
        elif letter == ")":
            if not arguments:
                yield f"{place}: brackets"
                return
            if arguments.pop() > MOST_ARGUMENTS:
                yield f"{place}: too many arguments"
        if len(arguments) > DEEPEST:
            yield f"{place}: nested too deep"
            return
    if arguments:
        yield f"{place}: brackets"


def _sheet(package: Package, name: str, sheet: etree._Element) -> Iterator[str]:
    formats = len(package.parts["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    changes = package.parts["xl/styles.xml"].find(f"{MAIN}dxfs")
    for tag in ("mergeCell", "legacyDrawing", "oleObject"):
        if next(sheet.iter(f"{MAIN}{tag}"), None) is not None:
            yield f"{name}: {tag}"
    if sum(1 for _ in sheet.iter(f"{MAIN}hyperlink")) > MOST_LINKS:
        yield f"{name}: too many links"
    last_row = 0
    for row in sheet.iter(f"{MAIN}row"):
        number = int(row.get("r"))
        if number <= last_row or float(row.get("ht", 0)) > HIGHEST_ROW:
            yield f"{name}: row {number}"
        last_row = number
        yield from _cells(name, row, formats)
    for column in sheet.iter(f"{MAIN}col"):
        if not 0 <= float(column.get("width", 0)) <= WIDEST_COLUMN:
            yield f"{name}: a column {column.get('width')} wide"
    for rule in sheet.iter(f"{MAIN}dataValidation"):
        yield from _validation(name, rule)
    for rule in sheet.iter(f"{MAIN}cfRule"):
        number = rule.get("dxfId")
        if number is None or changes is None or not 0 <= int(number) < len(changes) or not int(rule.get("priority")):
            yield f"{name}: a conditional format without its look"
    for tag in ("oddHeader", "oddFooter"):
        for element in sheet.iter(f"{MAIN}{tag}"):
            if len(element.text or "") > LONGEST_HEADER:
                yield f"{name}: {tag} too long"
    tables = [part for part in package.raw if part.startswith("xl/tables/")]
    if tables and next(sheet.iter(f"{MAIN}autoFilter"), None) is not None:
        yield f"{name}: a filter beside tables"


def _cells(name: str, row: etree._Element, formats: int) -> Iterator[str]:
    column = 0
    for cell in row:
        place = f"{name}!{cell.get('r')}"
        letters = re.match(r"[A-Z]+", cell.get("r"))
        assert letters is not None
        number = 0
        for letter in letters[0]:
            number = number * 26 + ord(letter) - 64
        if number <= column:
            yield f"{place}: out of order"
        column = number
        if not 0 <= int(cell.get("s", 0)) < formats:
            yield f"{place}: no such format"
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
        text = "".join(cell.itertext(f"{MAIN}t")) if kind == "inlineStr" else value or ""
        # "_x005F_" is how the file writes an underscore that would begin an escape: one character.
        if len(_ESCAPE.sub("_", text).encode("utf-16-le")) // 2 > LONGEST_TEXT:
            yield f"{place}: a text too long"
        # A formula whose result is the empty text has an empty value and no type.
        empty = value == "" and cell.find(f"{MAIN}f") is not None
        if kind == "n" and value is not None and not empty and not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
            yield f"{place}: {value} is no number"
        if kind == "e":
            yield f"{place}: an error"


def _validation(name: str, rule: etree._Element) -> Iterator[str]:
    first = rule.findtext(f"{MAIN}formula1") or ""
    if len(first) > LONGEST_LIST or (rule.get("type") == "list" and first.startswith('"')):
        yield f"{name}: a list of choices that is written out"
    for attribute, most in (
        ("errorTitle", LONGEST_TITLE),
        ("promptTitle", LONGEST_TITLE),
        ("error", LONGEST_MESSAGE),
        ("prompt", LONGEST_MESSAGE),
    ):
        if len(rule.get(attribute, "")) > most:
            yield f"{name}: {attribute} too long"
