"""Operations on what the case contains: documents, tables of known figures, settings, the what-if sheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from workbench.case.change import Selection, StepName
from workbench.case.check_settings import (
    CHANGES_CHECKS,
    CHECK_SETTING,
    OWN_RULES_SETTING,
    RULES_OFF_SETTING,
    STANDING_RULES_SETTING,
    check_settings,
    own_rules,
    rules_off,
)
from workbench.case.draft import Draft
from workbench.case.errors import EditRefusedError
from workbench.case.operation import Operation
from workbench.case.records import ClaimEntry, DocumentEntry, RecordKind, ReferenceTable, Setting, Sheet
from workbench.case.scales import SCALE_SETTING, parse_scale, verdict_scale, verdicts_in_use
from workbench.model import Claim, Document, ReferenceFigure
from workbench.standing_rules import MOST_RULE_TEXT
from workbench.version import __version__

_LONGEST_SETTING = 100_000
_LONGEST_OWN_RULES = 3 * MOST_RULE_TEXT  # JSON writes the ends of lines and the quotes in two signs each
_PARSERS: dict[str, Callable[[str], object]] = {
    SCALE_SETTING: parse_scale,
    CHECK_SETTING: check_settings,
    RULES_OFF_SETTING: rules_off,
    OWN_RULES_SETTING: own_rules,
    STANDING_RULES_SETTING: own_rules,
}


@dataclass(frozen=True)
class AddDocument(Operation):
    """A document with its claims as extracted. Their ids stay what extraction called them."""

    document: Document
    claims: Sequence[Claim] = field(repr=False, default=())

    def plan(self, draft: Draft) -> None:
        """Number it after all documents the case ever had."""
        id_ = following_id((*draft.view.texts, *draft.new_texts, *draft.view.reserved))
        draft.new_texts[id_] = (self.document, [ClaimEntry(claim) for claim in self.claims])
        document_entry(draft, id_, self.document, self.claims)

    @property
    def name(self) -> StepName:
        """ "add the document ..."."""
        return StepName("step.add-document", {"title": (self.document.title or "?")[:60]})


def following_id(taken: Iterable[str]) -> str:
    """An id that none of the documents `taken` has."""
    return f"d{1 + max((int(id_[1:]) for id_ in taken if id_[1:].isdigit()), default=0)}"


def document_entry(draft: Draft, id_: str, source: Document, claims: Sequence[Claim]) -> None:
    """List a document with its claims in the case."""
    highest = max((int(claim.id[1:]) for claim in claims if claim.id[1:].isdigit()), default=0)
    entry = DocumentEntry(
        id_, source.title, source.language, source.sha256, draft.at, int(id_[1:]), highest + 1,
        None if source.path is None else str(source.path.absolute()), source.date, __version__,
    )  # fmt: skip
    draft.put(RecordKind.DOCUMENT, "", id_, entry)
    draft.select = Selection(id_)


@dataclass(frozen=True)
class RemoveDocument(Operation):
    """Take a document out of the case; undo brings it back with all work on it."""

    document: str

    def plan(self, draft: Draft) -> None:
        """Drop its entry only: claims, verdicts and notes stay parked under its id."""
        draft.document(self.document)
        draft.drop(RecordKind.DOCUMENT, "", self.document)

    @property
    def name(self) -> StepName:
        """ "remove the document d1"."""
        return StepName("step.remove-document", {"document": self.document})


@dataclass(frozen=True)
class DescribeDocument(Operation):
    """Change the title a document has in the case."""

    document: str
    title: str

    def plan(self, draft: Draft) -> None:
        """Keep the rest of its entry."""
        title = self.title.strip()
        if not title:
            raise EditRefusedError("refused.empty-title")
        draft.put(RecordKind.DOCUMENT, "", self.document, replace(draft.document(self.document), title=title))
        draft.select = Selection(self.document)

    @property
    def name(self) -> StepName:
        """ "rename d1"."""
        return StepName("step.rename-document", {"document": self.document})


@dataclass(frozen=True)
class AddReferenceTable(Operation):
    """A table of known figures, as loaded. Figures are known in the case as ``table id.figure id``."""

    table_name: str
    figures: tuple[ReferenceFigure, ...]
    path: str | None = None
    sha256: str = ""

    def plan(self, draft: Draft) -> None:
        """Give every figure an id of its own in the case."""
        taken = [int(id_[1:]) for id_, _ in draft.items(RecordKind.TABLE, "", ReferenceTable) if id_[1:].isdigit()]
        table_id = f"t{1 + max(taken, default=0)}"
        figures = tuple(replace(figure, id=f"{table_id}.{figure.id}") for figure in self.figures)
        table = ReferenceTable(table_id, self.table_name, figures, self.path, self.sha256)
        draft.put(RecordKind.TABLE, "", table_id, table)

    @property
    def name(self) -> StepName:
        """ "add the reference table ..."."""
        return StepName("step.add-table", {"name": self.table_name[:60]})


@dataclass(frozen=True)
class RemoveReferenceTable(Operation):
    """Take a table of known figures out of the case."""

    table: str

    def plan(self, draft: Draft) -> None:
        """Drop it."""
        if draft.get(RecordKind.TABLE, "", self.table, ReferenceTable) is None:
            raise EditRefusedError("refused.no-table", table=self.table)
        draft.drop(RecordKind.TABLE, "", self.table)

    @property
    def name(self) -> StepName:
        """ "remove the reference table t1"."""
        return StepName("step.remove-table", {"table": self.table})


@dataclass(frozen=True)
class ChangeSetting(Operation):
    """Give a setting of the case a value (JSON text); "" takes it away, so that the default counts again."""

    setting: str
    value: str

    def plan(self, draft: Draft) -> None:
        """Refuse what is not JSON, and what the setting cannot be."""
        if not self.value:
            if self.setting == SCALE_SETTING:
                _refuse_losing_verdicts(draft, None)
            draft.drop(RecordKind.SETTING, "", self.setting)
            return
        try:
            files = self.setting in (OWN_RULES_SETTING, STANDING_RULES_SETTING)
            longest = _LONGEST_OWN_RULES if files else _LONGEST_SETTING
            json.loads(self.value[:longest])
            if self.setting in _PARSERS:
                _PARSERS[self.setting](self.value)
        except (ValueError, RecursionError) as fault:
            raise EditRefusedError("refused.setting", setting=self.setting, reason=fault) from fault
        if self.setting == SCALE_SETTING:
            _refuse_losing_verdicts(draft, self.value)
        draft.put(RecordKind.SETTING, "", self.setting, Setting(self.value))

    @property
    def name(self) -> StepName:
        """ "change the setting ...", "change the list of verdicts", "change rules and thresholds"."""
        if self.setting == SCALE_SETTING:
            return StepName("step.verdict-list")
        if self.setting in CHANGES_CHECKS:
            return StepName("step.rules")
        return StepName("step.setting", {"setting": self.setting})


def _refuse_losing_verdicts(draft: Draft, text: str | None) -> None:
    """A verdict somebody gave stays on the list: without it nobody could say what it meant."""
    left = {step.id for step in parse_scale(text)}
    for verdict, uses in verdicts_in_use(draft.view).items():
        if verdict not in left:
            names = {step.id: step.en for step in verdict_scale(draft.view)}
            raise EditRefusedError("refused.verdict-in-use", verdict=names.get(verdict, verdict), count=uses)


@dataclass(frozen=True)
class EditSheet(Operation):
    """The lines of a document's what-if sheet, as typed."""

    document: str
    lines: tuple[str, ...]

    def plan(self, draft: Draft) -> None:
        """Keep them; an empty sheet is no record."""
        draft.document(self.document)
        if any(line.strip() for line in self.lines):
            draft.put(RecordKind.SHEET, self.document, "sheet", Sheet(self.lines))
        else:
            draft.drop(RecordKind.SHEET, self.document, "sheet")
        draft.select = Selection(self.document)

    @property
    def name(self) -> StepName:
        """ "edit the what-if sheet"."""
        return StepName("step.sheet")

    @property
    def merge_key(self) -> str:
        """The sheet of one document, while it is being typed."""
        return f"sheet:{self.document}"
