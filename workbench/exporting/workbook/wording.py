"""The names and texts of the workbook in one language.

From resources/exporting/workbook.<code>.toml, and the headings of its tables from columns.<code>.toml beside it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from workbench.resource_files import load_toml, resources

FALLBACK = "en"


class Wording:
    """Texts by key: ``wording("results", "consistent")``."""

    def __init__(self, language: str) -> None:
        known = resources().joinpath("exporting", f"workbook.{language}.toml").is_file()
        self.language = language if known else FALLBACK
        self._texts: dict[str, Any] = {
            **load_toml("exporting", f"workbook.{self.language}.toml"),
            "columns": load_toml("exporting", f"columns.{self.language}.toml"),
        }

    def __call__(self, *keys: str, **values: object) -> str:
        entry: Any = self._texts
        for key in keys:
            entry = entry[key]
        return str(entry).format(**values) if values else str(entry)

    def table(self, *keys: str) -> dict[str, str]:
        """All texts under `keys`."""
        entry: Any = self._texts
        for key in keys:
            entry = entry[key]
        return dict(entry)

    def lines(self, *keys: str) -> list[Any]:
        """A list of texts (or of pairs of texts)."""
        entry: Any = self._texts
        for key in keys:
            entry = entry[key]
        return list(entry)

    def known(self, group: str, key: str) -> str:
        """The text of `key` in `group`, or the key itself when there is none."""
        return self.table(group).get(key, key)


@cache
def wording(language: str) -> Wording:
    """The texts of `language`, English when there are none."""
    return Wording(language)
