"""Writes one release of our own, in French and English, in every format that offices exchange.

    python tests/reading/releases/make.py

The release is written as flat OpenDocument with all that readers get wrong (thin spaces in numbers, note marks and
powers after numbers, a tracked correction, struck-out and hidden words, two columns, a table with a heading over two
columns, running heads), and exported by LibreOffice to the other formats.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
FORMATS = ("odt", "docx", "doc", "rtf", "html", "epub", "pdf")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="Standard" style:family="paragraph">
  <style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.2cm" fo:hyphenation-ladder-count="no-limit"/>
  <style:text-properties fo:language="{language}" fo:country="{country}" fo:hyphenate="true" fo:font-size="11pt"
   fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="1">
  <style:text-properties fo:font-size="17pt" fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="Sup" style:family="text">
  <style:text-properties style:text-position="super 58%"/></style:style>
 <style:style style:name="Struck" style:family="text">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
 <style:style style:name="Hidden" style:family="text">
  <style:text-properties text:display="none"/></style:style>
 <style:style style:name="Columns" style:family="section">
  <style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties>
 </style:style>
 <style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
  fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2cm" fo:margin-right="2cm"/>
  <style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
 <style:header><text:p>{running_head}</text:p></style:header>
 <style:footer><text:p>p. <text:page-number text:select-page="current"/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes text:track-changes="true"><text:changed-region xml:id="d1" text:id="d1"><text:deletion>
 <office:change-info><dc:creator>R</dc:creator><dc:date>2025-01-08T09:00:00</dc:date></office:change-info>
 <text:p>{deleted}</text:p></text:deletion></text:changed-region></text:tracked-changes>
"""

FRENCH = {
    "language": "fr", "country": "FR", "running_head": "Port de Valmer — communiqué nº 7", "deleted": "6,1 %",
    "title": "Le port de Valmer retrouve la croissance en 2024",
    "paragraphs": [
        "Valmer, le 9 janvier 2025. Le port a traité 18\u202f452,5 milliers de tonnes en 2024, soit une hausse de "
        "6,4 % par rapport à 2023 (17\u202f342,6 milliers de tonnes)<note>Hors soutage, soit 412 milliers de "
        "tonnes.</note>.",
        "Mme Rivet, qui dirige le port, rappelle que 38 des 92\u202f000<note>Estimation provisoire au 31 "
        "décembre.</note> conteneurs refusés venaient de quais de 1\u202f430 m<sup>2</sup>, pour 2,5 × "
        "10<sup>6</sup> heures de travail.",
        "Selon la version corrigée, le taux d’occupation est passé de <change/>6,3 % à 7,1 %, entre −0,4 et −0,2 point "
        "l’an passé ; l’excédent s’élève à <hidden>9 999</hidden>41,2 M€ contre 38,9 M€.",
    ],
    "long": "L’établissement public chargé de l’aménagement des terre-pleins a dénombré 2\u202f345\u202f678 passagers "
    "supplémentaires, c’est-à-dire une fréquentation exceptionnellement élevée, incontestablement attribuable à la "
    "réorganisation interdépartementale des liaisons maritimes et au développement des infrastructures. ",
    "table": [
        ["Trafic", "Milliers de tonnes 2024", "Part"],
        ["Total", "18\u202f452,5", "100,0 %"],
        ["Dont vrac", "11\u202f071,5", "60,0 %"],
        ["Dont conteneurs", "5\u202f535,8", "30,0 %"],
        ["Dont divers", "1\u202f845,2", "10,0 %"],
    ],
}  # fmt: skip

ENGLISH = {
    "language": "en", "country": "GB", "running_head": "Port of Valmer — release no. 7", "deleted": "6.1%",
    "title": "The port of Valmer returns to growth in 2024",
    "paragraphs": [
        "Valmer, 9 January 2025. The port handled 18,452.5 thousand tonnes in 2024, up 6.4% from 2023 (17,342.6 "
        "thousand tonnes)<note>Without bunkering, or 412 thousand tonnes.</note>.",
        "Ms Rivet, who runs the port, recalls that 38 of the 92,000<note>Provisional estimate at 31 December.</note> "
        "containers turned away came from quays of 1,430 m<sup>2</sup>, for 2.5 × 10<sup>6</sup> hours of work.",
        "In the corrected version, the occupancy rate rose from <change/>6.3% to 7.1%, against between −0.4 and −0.2 "
        "points last year; the surplus is <hidden>9,999</hidden>€41.2m against €38.9m.",
    ],
    "long": "The public body in charge of developing the quays counted 2,345,678 additional passengers, an "
    "extraordinarily high attendance that is undoubtedly attributable to the comprehensive reorganisation of "
    "interdepartmental shipping connections and to the development of infrastructure. ",
    "table": [
        ["Traffic", "Thousand tonnes 2024", "Share"],
        ["Total", "18,452.5", "100.0%"],
        ["of which bulk", "11,071.5", "60.0%"],
        ["of which containers", "5,535.8", "30.0%"],
        ["of which other", "1,845.2", "10.0%"],
    ],
}  # fmt: skip


def inline(text: str) -> str:
    """A paragraph with its marks as OpenDocument."""
    parts = escape(text)
    for number in (1, 2):
        parts = parts.replace(
            "&lt;note&gt;",
            f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
            "<text:note-body><text:p>",
            1,
        ).replace("&lt;/note&gt;", "</text:p></text:note-body></text:note>", 1)
    for mark, style in (("sup", "Sup"), ("hidden", "Hidden"), ("struck", "Struck")):
        parts = parts.replace(f"&lt;{mark}&gt;", f'<text:span text:style-name="{style}">')
        parts = parts.replace(f"&lt;/{mark}&gt;", "</text:span>")
    return parts.replace("&lt;change/&gt;", '<text:change text:change-id="d1"/>')


def flat(release: dict[str, object]) -> str:
    """The whole release as flat OpenDocument."""
    paragraphs, table = release["paragraphs"], release["table"]
    assert isinstance(paragraphs, list)
    assert isinstance(table, list)
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in table
    )
    return (
        HEAD.format(**release)
        + f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{escape(str(release["title"]))}</text:h>'
        + "".join(f'<text:p text:style-name="Standard">{inline(text)}</text:p>' for text in paragraphs)
        + f'<text:section text:style-name="Columns" text:name="two"><text:p text:style-name="Standard">'
        f"{escape(str(release['long']) * 24)}</text:p></text:section>"
        + f'<table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'
        + "<text:p/></office:text></office:body></office:document>"
    )


def main() -> None:
    """Write every file beside this one."""
    for release in (FRENCH, ENGLISH):
        source = HERE / f"port.{release['language']}.fodt"
        source.write_text(flat(release), encoding="utf-8")
        with tempfile.TemporaryDirectory() as profile:
            for extension in FORMATS:
                subprocess.run(
                    ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", extension,
                     "--outdir", str(HERE), str(source)],
                    check=True, capture_output=True,
                )  # fmt: skip


if __name__ == "__main__":
    main()
