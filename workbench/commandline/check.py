"""`workbench check` and `workbench extract`: documents in, a report for people or JSON for programs out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.commandline.faults import FaultError
from workbench.commandline.output import complain, is_result, tell, write_json, write_report, writing
from workbench.commandline.request import Request
from workbench.commandline.statuses import BAD_INPUT, NOTHING_INCONSISTENT, SOMETHING_INCONSISTENT
from workbench.commandline.terms import load_terms
from workbench.messages import PlainError, environment_language, interface_language, say
from workbench.model import Document, Verdict
from workbench.reading import ReadingError, read, read_bytes
from workbench.reading.files import LARGEST_FILE

if TYPE_CHECKING:
    from workbench.analysis import Analysis


class UsageError(PlainError):
    """What was asked for cannot be done together."""


def check(request: Request) -> int:
    """Check the documents; gives 1 when something in one of them is inconsistent, 2 when one cannot be read."""
    from workbench.commandline.report import report

    several = _may_be_several(request)
    for option, target in (("--xlsx", request.xlsx), ("--html", request.html)):
        if target is not None and several:
            raise UsageError("commandline.one_document", option=option)
    _refuse_to_overwrite(request)
    terms = load_terms(request)
    results = []
    flagged = False
    documents = Documents(request)
    for analysis in documents.analysed(partial(terms.analysed, explanations=environment_language())):
        flagged = flagged or any(finding.verdict is Verdict.INCONSISTENT for finding in analysis.findings)
        _write_exports(analysis, request)
        if request.json is None:
            write_report(report(analysis))
        else:
            from workbench.exporting import to_json

            results.append(to_json(analysis))
    if request.json is not None and results:
        write_json(results, several, request.json)
    if documents.failed:
        return BAD_INPUT
    return SOMETHING_INCONSISTENT if flagged else NOTHING_INCONSISTENT


def _write_exports(analysis: Analysis, request: Request) -> None:
    language = environment_language() or analysis.document.language
    if request.xlsx is not None:
        from workbench.exporting import write_workbook

        with writing(request.xlsx) as path:
            write_workbook(analysis, path, language=language)
        tell("written", name=path)
    if request.html is not None:
        from workbench.exporting import write_html

        with writing(request.html) as path:
            write_html(analysis, path, language)
        tell("written", name=path)


def extract(request: Request) -> int:
    """List the claims of the documents; gives 0, or 2 when one cannot be read."""
    from workbench.commandline.report import claim_list
    from workbench.exporting import to_json

    _refuse_to_overwrite(request)
    results = []
    documents = Documents(request)
    for analysis in documents.analysed(_extracted):
        if request.json is None:
            write_report(claim_list(analysis))
        else:
            results.append(to_json(analysis))
    if request.json is not None and results:
        write_json(results, _may_be_several(request), request.json)
    return BAD_INPUT if documents.failed else NOTHING_INCONSISTENT


def _extracted(document: Document) -> Analysis:
    from workbench.analysis import Analysis
    from workbench.extraction import extract as claims_of

    return Analysis(document, list(claims_of(document)))


def _may_be_several(request: Request) -> bool:
    return len(request.files) > 1 or request.attachments


def _refuse_to_overwrite(request: Request) -> None:
    """A result must never take the place of a document or table, nor of what was meant as one.

    The name behind --json may be left out, so that a document named there is easily taken for the result.
    """
    inputs = {Path(name).resolve() for name in request.files if name != "-"}
    inputs |= {path.resolve() for path in (*request.references, *request.rules)}
    json_file = Path(request.json) if request.json and request.json != "-" else None
    for target in (request.xlsx, request.html, json_file):
        if target is not None and target.resolve() in inputs:
            raise UsageError("commandline.overwrites", name=str(target))
    if json_file is not None and json_file.is_file() and not is_result(json_file):
        raise UsageError("commandline.not_a_result", name=str(json_file))


class Documents:
    """The documents asked for, one at a time; what cannot be read or checked is told and counted in `failed`."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.failed = 0

    def analysed(self, analysis: Callable[[Document], Analysis]) -> Iterator[Analysis]:
        """What `analysis` finds in each. A fault of the program in one must not cost the others."""
        for document in self._read():
            try:
                yield analysis(document)
            except Exception as error:  # noqa: BLE001
                self._lost(FaultError(error, document.title))

    def _read(self) -> Iterator[Document]:
        for name in self.request.files:
            try:
                yield _read(name, self.request.language)
            except ReadingError as error:
                self._lost(error)
                continue
            if self.request.attachments and name != "-":
                yield from self._attached_to(name)

    def _attached_to(self, name: str) -> Iterator[Document]:
        """The files in a message that can be read; the others, such as pictures, are named beside the message."""
        from workbench.reading import list_attachments, read_attachment

        for attachment in list_attachments(name):
            if attachment.is_readable:
                try:
                    yield read_attachment(name, attachment, language=self.request.language)
                except ReadingError as error:
                    self._lost(error)

    def _lost(self, error: PlainError) -> None:
        self.failed += 1
        complain(error)


def _read(name: str, language: str | None) -> Document:
    if name == "-":
        if sys.stdin is None:
            raise UsageError("commandline.no_standard_input")
        try:
            return read_bytes(sys.stdin.buffer.read(LARGEST_FILE + 1), "-", language=language)
        except ReadingError as error:
            named = say("commandline.standard_input", interface_language())
            raise ReadingError(error.key, **{**error.fields, "name": named}) from None
    return read(name, language=language)
