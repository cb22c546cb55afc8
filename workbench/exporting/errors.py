"""Why an export stopped."""

from __future__ import annotations

import errno

from workbench.messages import say

_REASONS = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "no_permission",
    errno.EBUSY: "in_use",
    errno.ETXTBSY: "in_use",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENOTSUP: "no_ordinary_file",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.ENAMETOOLONG: "long_name",
}


class ExportCancelledError(Exception):
    """The analyst stopped the export; no file was written and none was changed."""


def reason_of(error: OSError, language: str) -> str:
    """Why a file could not be written, as part of a sentence; the system's own words for what is rare."""
    key = _REASONS.get(error.errno or 0)
    return error.strerror or str(error) if key is None else say(f"exporting.{key}", language)
