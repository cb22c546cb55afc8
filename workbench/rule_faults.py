"""Why the system does not let a rule file, or the folder of those for every case, be read or written: in words."""

from __future__ import annotations

import errno

from workbench.messages import PlainError

_REASONS = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.ENAMETOOLONG: "long_name",
}


class RuleFaultError(PlainError):
    """What the system said, as part of a sentence in any language."""


def fault_of(error: OSError) -> RuleFaultError | str:
    """Why, as a field of a `PlainError`; the system's own words for what is rare."""
    known = _REASONS.get(error.errno or 0)
    return error.strerror or str(error) if known is None else RuleFaultError(f"rules.fault_{known}")
