"""The words of headings in one language, from ``resources/languages/<code>/tables.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbench.resource_files import load_toml, resources


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """Words before a unit ("en", "in"); words of rates and of counts, which the unit of a caption does not touch."""

    leads: tuple[str, ...]
    rates: frozenset[str]
    counts: frozenset[str]

    def is_apart(self, text: str) -> bool:
        """Whether a heading or label names a rate or things counted: "Growth", "Number of employees"."""
        words = set(re.findall(r"[^\W\d_]+|%", text.lower()))
        if not self.rates.isdisjoint(words) or not self.counts.isdisjoint(words):
            return True
        # No spaces part the words of Chinese.
        return any(word > "\u2e80" and word in text for word in self.rates | self.counts)


@cache
def heading_words(language: str) -> HeadingWords:
    """The words of `language`, none when it has no such file."""
    path = resources() / "languages" / language / "tables.toml"
    table: dict[str, Any] = load_toml("languages", language, "tables.toml") if path.is_file() else {}
    return HeadingWords(
        tuple(table.get("leads", ())), frozenset(table.get("rates", ())), frozenset(table.get("counts", ()))
    )
