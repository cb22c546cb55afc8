"""Names of files that come out of other files, made harmless."""

from __future__ import annotations

import unicodedata

_LONGEST = 120
_FORBIDDEN = frozenset('<>:"|?*\\/')
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def safe_name(name: str, default: str = "attachment") -> str:
    """The last part of `name`, with nothing that a file system or a reader's eye could be led astray by.

    Folders, control and formatting characters (a right-to-left override can make ``exe.fdp`` of a name), leading dots
    and trailing dots and blanks go; the ending stays.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        " " if character in _FORBIDDEN else character
        for character in unicodedata.normalize("NFC", last)
        if unicodedata.category(character)[0] != "C"
    )
    kept = " ".join(kept.split()).lstrip(".").rstrip(". ")
    stem, dot, suffix = kept.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = kept, ""
    stem = stem.strip()[:_LONGEST] or default
    if stem.lower() in _DEVICES:
        stem = f"{stem}_"
    return f"{stem}.{suffix}" if suffix else stem
