"""EPUB books: the chapters of the spine in order, each read as a page."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from workbench.reading.archive import Archive, attribute, child, children, local
from workbench.reading.assembling import Assembled, Assembler
from workbench.reading.errors import ReadingError
from workbench.reading.html import read_html

_MOST_CHAPTERS = 5000


def read_epub(data: bytes) -> Assembled:
    """The text of a book. Raises `ReadingError` when it is damaged or protected."""
    archive = Archive(data)
    container = archive.tree("META-INF/container.xml")
    rootfile = next((e for e in container.iter() if local(e) == "rootfile"), None) if container is not None else None
    path = attribute(rootfile, "full-path") if rootfile is not None else None
    package = archive.tree(path) if path else None
    if package is None or path is None:
        raise ReadingError("formats.damaged")
    if "META-INF/encryption.xml" in archive.names and "META-INF/rights.xml" in archive.names:
        raise ReadingError("formats.protected")
    out = Assembler()
    metadata = child(package, "metadata")
    generator = next(
        (
            e.get("content") or ""
            for e in (children(metadata, "meta") if metadata is not None else ())
            if e.get("name") == "generator"
        ),
        "",
    )
    for chapter in _chapters(archive, package, posixpath.dirname(path), generator):
        out.extend(chapter)
    title = child(metadata, "title")
    language = child(metadata, "language")
    name = (title.text or "").strip() if title is not None else ""
    return out.assembled(
        title="" if name.lower().startswith("unknown") else name,
        language=(language.text or "").partition("-")[0].strip().lower() if language is not None else "",
    )


def _chapters(archive: Archive, package: etree._Element, folder: str, generator: str) -> list[Assembled]:
    manifest, spine = child(package, "manifest"), child(package, "spine")
    if manifest is None or spine is None:
        raise ReadingError("formats.damaged")
    targets = {item.get("id"): item for item in children(manifest, "item")}
    css = "\n".join(
        (archive.part(_target(folder, item)) or b"").decode("utf-8", "replace")
        for item in targets.values()
        if item.get("media-type") == "text/css"
    )
    chapters: list[Assembled] = []
    for reference in list(children(spine, "itemref"))[:_MOST_CHAPTERS]:
        item = targets.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        data = archive.part(_target(folder, item))
        if data:
            try:
                chapters.append(read_html(data, "utf-8", main_text=False, css=css, generator=generator))
            except ReadingError as error:
                if error.key != "formats.no-text":
                    raise
    return chapters


def _target(folder: str, item: etree._Element) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
