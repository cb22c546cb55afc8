"""The analyst's work: one case, its operations with undo and redo, and the `.case` file that never loses any of it."""

from workbench.case.bring_in import AddJob
from workbench.case.case import Case, Observer
from workbench.case.change import Change, Flips, Selection, StepName, What
from workbench.case.check_settings import CHECK_SETTING, RULES_OFF_SETTING
from workbench.case.decide import (
    AddSource,
    DecideFinding,
    RemoveSource,
    SetNote,
    SetSecondVerdict,
    SetVerdict,
    SignOffDocument,
)
from workbench.case.doctor import Notice
from workbench.case.edit_claims import (
    AddClaim,
    AdoptValue,
    DeleteClaim,
    EditClaim,
    MarkNotAClaim,
    MergeClaims,
    ResetClaim,
    SplitClaim,
)
from workbench.case.edit_documents import (
    AddDocument,
    AddReferenceTable,
    ChangeSetting,
    DescribeDocument,
    EditSheet,
    RemoveDocument,
    RemoveReferenceTable,
)
from workbench.case.edit_relations import ROLES, AddRelation, DeleteRelation
from workbench.case.edit_spans import MoveEnds
from workbench.case.errors import (
    CaseClosedError,
    CaseDamagedError,
    CaseError,
    CaseExistsError,
    CaseLockedError,
    CaseNotFoundError,
    CaseReadOnlyError,
    CaseReplacedError,
    CaseTooNewError,
    DiskFullError,
    EditRefusedError,
    NotACaseError,
    NotWritableError,
    WriteFailedError,
    WrongThreadError,
)
from workbench.case.handover import analysis_of, correction_note, decisions_of, quantity_text
from workbench.case.lock import Owner, owner_of
from workbench.case.operation import Operation, Together
from workbench.case.questions import ChangedSource, HistoryLine, Review, SourceState
from workbench.case.quotes import save_quotes_only
from workbench.case.recheck import CheckJob
from workbench.case.records import (
    Choice,
    ClaimEntry,
    Decision,
    DocumentEntry,
    Note,
    Origin,
    ReferenceTable,
    SignOff,
    Source,
    Standing,
    Target,
    VerdictEntry,
)
from workbench.case.recovery import Unsaved, recovery_folder, unsaved_cases
from workbench.case.reread import ReadAgain
from workbench.case.rescue import rescue
from workbench.case.scales import SCALE_SETTING, VerdictStep, default_scale, dismissal_reasons, new_step_id, scale_text
from workbench.case.state import ClaimStatus, Status
from workbench.case.store import LogRow
from workbench.case.typed import FIELDS, read_period, read_quantity

__all__ = [
    "CHECK_SETTING",
    "FIELDS",
    "ROLES",
    "RULES_OFF_SETTING",
    "SCALE_SETTING",
    "AddClaim",
    "AddDocument",
    "AddJob",
    "AddReferenceTable",
    "AddRelation",
    "AddSource",
    "AdoptValue",
    "Case",
    "CaseClosedError",
    "CaseDamagedError",
    "CaseError",
    "CaseExistsError",
    "CaseLockedError",
    "CaseNotFoundError",
    "CaseReadOnlyError",
    "CaseReplacedError",
    "CaseTooNewError",
    "Change",
    "ChangeSetting",
    "ChangedSource",
    "CheckJob",
    "Choice",
    "ClaimEntry",
    "ClaimStatus",
    "DecideFinding",
    "Decision",
    "DeleteClaim",
    "DeleteRelation",
    "DescribeDocument",
    "DiskFullError",
    "DocumentEntry",
    "EditClaim",
    "EditRefusedError",
    "EditSheet",
    "Flips",
    "HistoryLine",
    "LogRow",
    "MarkNotAClaim",
    "MergeClaims",
    "MoveEnds",
    "NotACaseError",
    "NotWritableError",
    "Note",
    "Notice",
    "Observer",
    "Operation",
    "Origin",
    "Owner",
    "ReadAgain",
    "ReferenceTable",
    "RemoveDocument",
    "RemoveReferenceTable",
    "RemoveSource",
    "ResetClaim",
    "Review",
    "Selection",
    "SetNote",
    "SetSecondVerdict",
    "SetVerdict",
    "SignOff",
    "SignOffDocument",
    "Source",
    "SourceState",
    "SplitClaim",
    "Standing",
    "Status",
    "StepName",
    "Target",
    "Together",
    "Unsaved",
    "VerdictEntry",
    "VerdictStep",
    "What",
    "WriteFailedError",
    "WrongThreadError",
    "analysis_of",
    "correction_note",
    "decisions_of",
    "default_scale",
    "dismissal_reasons",
    "new_step_id",
    "owner_of",
    "quantity_text",
    "read_period",
    "read_quantity",
    "recovery_folder",
    "rescue",
    "save_quotes_only",
    "scale_text",
    "unsaved_cases",
]
