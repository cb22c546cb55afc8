"""What can go wrong with a case, each as one sentence in English and French that says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import PlainError

if TYPE_CHECKING:
    from workbench.case.lock import Owner


class CaseError(PlainError):
    """Something the analyst must know about the case. ``str()`` is English, ``said(language)`` any other language.

    The sentence is the one of `sentence_key` in resources/messages/case.toml. Nothing that was reported done before
    is lost. When an operation was refused, `operation` is it, so that the window can offer it again once the cause
    is gone.
    """

    sentence_key = "error.case"

    def __init__(self, key: str | None = None, /, **fields: object) -> None:
        super().__init__(key or f"case.{self.sentence_key}", **{name: str(part) for name, part in fields.items()})
        self.operation: object | None = None


class CaseNotFoundError(CaseError):
    """There is no such file."""

    sentence_key = "error.not-found"


class NotACaseError(CaseError):
    """The file is something else."""

    sentence_key = "error.not-a-case"


class CaseTooNewError(CaseError):
    """Written by a later version of the program."""

    sentence_key = "error.too-new"


class CaseDamagedError(CaseError):
    """The database itself is broken."""

    sentence_key = "error.damaged"


class CaseExistsError(CaseError):
    """A file stands where a new case was to be made."""

    sentence_key = "error.exists"


class CaseReplacedError(CaseError):
    """Another program moved or replaced the file while it was open; the step was not done."""

    sentence_key = "error.replaced"


class CaseLockedError(CaseError):
    """Another window has the case open; `owner` says which. Read-only opening works."""

    sentence_key = "error.locked"

    def __init__(self, key: str | None = None, /, *, owner: Owner, **fields: object) -> None:
        self.owner = owner
        super().__init__(key, who=owner.who, program=owner.program, host=owner.host, pid=owner.pid, **fields)


class CaseReadOnlyError(CaseError):
    """The case was opened for reading."""

    sentence_key = "error.read-only"


class NotWritableError(CaseError):
    """The folder or the file cannot be written."""

    sentence_key = "error.not-writable"


class DiskFullError(CaseError):
    """No room for the step; the step was not done."""

    sentence_key = "error.disk-full"


class WriteFailedError(CaseError):
    """The step could not be written for another reason; it was not done."""

    sentence_key = "error.write-failed"


class CaseClosedError(CaseError):
    """The case was closed already."""

    sentence_key = "error.closed"


class AttachmentDamagedError(CaseError):
    """The file kept with a source is not, or not wholly, in the case."""

    sentence_key = "error.attachment"


class WrongThreadError(CaseError):
    """A case belongs to the thread that opened it."""

    sentence_key = "error.thread"


class UnreadableRecordError(CaseError):
    """A record that is not what the program writes."""

    sentence_key = "error.unreadable-record"


class EditRefusedError(CaseError):
    """An operation that makes no sense as asked; nothing was changed. Made with the key that says why."""

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key if key.startswith("case.") else f"case.{key}", **fields)
