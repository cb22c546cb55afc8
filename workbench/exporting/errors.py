"""Why an export stopped."""

from __future__ import annotations


class ExportCancelledError(Exception):
    """The analyst stopped the export; no file was written and none was changed."""
