"""A minimal writer of .docx files: headings, paragraphs, tables, links to nothing outside.

Only what a memo needs, in the transitional form of ISO/IEC 29500 that Word and LibreOffice read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from workbench.exporting.plain_text import printable
from workbench.exporting.whole_file import whole_bytes

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Everything in the archive carries this moment, so that two memos of the same findings are the same file.
_MOMENT = (1980, 1, 1, 0, 0, 0)

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
)
_STYLES: dict[str, tuple[str, str, str]] = {
    # name: paragraph properties, run properties, name shown
    "Title": ('<w:spacing w:after="60"/>', '<w:b/><w:sz w:val="36"/>', "Title"),
    "Heading1": (
        '<w:keepNext/><w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
        "heading 1",
    ),
    "Heading2": (
        '<w:keepNext/><w:spacing w:before="220" w:after="60"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="24"/>',
        "heading 2",
    ),
    "Muted": ('<w:spacing w:after="80"/>', '<w:color w:val="5B6570"/><w:sz w:val="18"/>', "Muted"),
}


class WordFile:
    """Paragraphs and tables one after the other; `save` writes them."""

    def __init__(self, title: str, language: str) -> None:
        self._title, self._language = title, language
        self._body: list[str] = []

    def paragraph(self, text: str, style: str = "", *, label: str = "") -> None:
        """A paragraph in a style; `label` stands before it in bold."""
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        runs = _run(f"{label} ", "<w:b/>") if label else ""
        self._body.append(f"<w:p>{properties}{runs}{_run(text)}</w:p>")

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with a line under each row; the first row is the heading. Widths in twentieths of a point."""
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:color="D5DAE0"/>' for edge in ("top", "bottom", "insideH")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        parts = [
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        ]
        for number, row in enumerate(rows):
            header = (
                "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if not number else "<w:trPr><w:cantSplit/></w:trPr>"
            )
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f"<w:p>{_run(cell, '<w:b/>' if not number else '')}</w:p></w:tc>"
                for cell, width in zip(row, widths, strict=True)
            )
            parts.append(f"<w:tr>{header}{cells}</w:tr>")
        parts.append("</w:tbl><w:p/>")
        self._body.append("".join(parts))

    def save(self, path: str | Path, now: datetime) -> None:
        """Write the file; it appears only when it is complete."""
        parts = {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "docProps/core.xml": self._properties(now),
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/styles.xml": self._styles(),
            "word/document.xml": self._document(),
        }
        with whole_bytes(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.encode("utf-8"))

    def _document(self) -> str:
        page = (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
            'w:gutter="0"/></w:sectPr>'
        )
        return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(self._body)}{page}</w:body></w:document>'

    def _styles(self) -> str:
        language = "fr-FR" if self._language == "fr" else "en-GB"
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
            f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
            for name, (paragraph, run, shown) in _STYLES.items()
        )
        return (
            f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
            '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
            f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" '
            'w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            "</w:style>"
            f"{styles}</w:styles>"
        )

    def _properties(self, now: datetime) -> str:
        moment = now.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_text(self._title)}</dc:title><dc:creator>Fact-Checking Workbench</dc:creator>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
        )


def _run(text: str, properties: str = "") -> str:
    """A run of text; line breaks stay line breaks."""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = [f'<w:t xml:space="preserve">{_text(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{style}{'<w:br/>'.join(lines)}</w:r>"


def _text(text: str) -> str:
    return escape(printable(text))
