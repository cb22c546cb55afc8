"""Score indicator, scope, period and role on the labelled releases: ``python -m tests.extraction.context_score``.

Every third release is held out: it is scored apart, and its errors are not listed unless asked for. Releases marked
"open" were read after their first score.

``--errors`` lists the differences of the open part, ``--all-errors`` of both; ``--lang fr`` scores one language.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.extraction import extract
from workbench.model import Claim, Document

SET = Path(__file__).resolve().parent / "context_set"
LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl", "zh")
FIELDS = ("indicator", "indicator (words)", "scope", "period", "role")


@dataclass(frozen=True, slots=True)
class Label:
    """What one claim of a release should say; None for nothing."""

    text: str
    indicator: str | None
    scope: str | None
    period: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Release:
    """A text with its date and its labels in order."""

    number: int
    day: date
    text: str
    labels: tuple[Label, ...]
    open: bool

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the third that is not worked on."""
        return self.number % 3 == 2 and not self.open


def releases(language: str) -> Iterator[Release]:
    """The labelled releases of a language."""
    parts = (SET / f"{language}.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    for number, part in enumerate(parts):
        day, _, rest = part.partition("\n")
        lines = rest.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith("> "))
        labels = []
        for line in lines:
            if line.startswith("> "):
                cells = [cell.strip() for cell in line[2:].split("|")]
                labels.append(Label(cells[0], *(None if cell == "-" else cell for cell in cells[1:4]), cells[4]))
        day, _, mark = day.partition(" ")
        yield Release(number, date.fromisoformat(day), text, tuple(labels), mark == "open")


def fold(text: str | None) -> str:
    """Lower case, no accents, straight apostrophes, no outer spaces; nothing for None."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(bare.lower().replace("’", "'").replace("'", " ").split())


def _words(text: str | None) -> list[str]:
    folded = fold(text)
    # Chinese has no spaces between words.
    return list(folded) if folded > "\u2e80" else folded.split()


def alike(one: str | None, other: str | None) -> bool:
    """Whether two phrases share two thirds of their words (F1)."""
    first, second = Counter(_words(one)), Counter(_words(other))
    if not first or not second:
        return first == second
    return 2 * sum((first & second).values()) >= 4 / 3 * (sum(first.values()) + sum(second.values())) / 2


def pair(release: Release, language: str) -> Iterator[tuple[Label, Claim | None]]:
    """Each label with the claim read at its place."""
    claims = extract(Document(release.text, language=language, date=release.day))
    at = 0
    for label in release.labels:
        found = release.text.find(label.text, at)
        if found < 0:
            found = release.text.find(label.text)
        if found < 0:
            raise ValueError(f"{label.text!r} is not in release {release.number} of {language}")
        at = found + 1
        end = found + len(label.text)
        overlapping = [claim for claim in claims if claim.start < end and found < claim.end and claim.role != "date"]
        yield label, overlapping[0] if overlapping else None


def judge(label: Label, claim: Claim | None) -> dict[str, bool]:
    """Which fields of a claim are as labelled."""
    if claim is None:
        return dict.fromkeys(FIELDS, False)
    period = None if claim.period is None else str(claim.period)
    return {
        "indicator": fold(label.indicator) == fold(claim.indicator),
        "indicator (words)": alike(label.indicator, claim.indicator),
        "scope": fold(label.scope) == fold(claim.scope),
        "period": label.period == period,
        "role": label.role == claim.role.value,
    }


def score(language: str, *, held_out: bool, errors: bool) -> tuple[int, dict[str, int]]:
    """The number of labels of one part and how many fields are right."""
    total, right = 0, dict.fromkeys(FIELDS, 0)
    for release in releases(language):
        if release.held_out is not held_out:
            continue
        for label, claim in pair(release, language):
            verdict = judge(label, claim)
            total += 1
            for field, good in verdict.items():
                right[field] += good
            wrong = [field for field, good in verdict.items() if not good and field != "indicator"]
            if errors and wrong:
                read = (
                    "unread"
                    if claim is None
                    else f"{claim.indicator} | {claim.scope} | {claim.period} | {claim.role.value}"
                )
                wanted = f"{label.indicator} | {label.scope} | {label.period} | {label.role}"
                fields = ", ".join(wrong)
                sys.stdout.write(f"{language} {release.number} {label.text}: {fields}\n")
                sys.stdout.write(f"    want {wanted}\n    read {read}\n")
    return total, right


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", action="append")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--all-errors", action="store_true")
    options = parser.parse_args()
    for language in options.lang or LANGUAGES:
        for held_out in (False, True):
            total, right = score(
                language, held_out=held_out, errors=options.all_errors or (options.errors and not held_out)
            )
            shares = "  ".join(f"{field} {100 * count / total:.0f} %" for field, count in right.items())
            sys.stdout.write(f"{language} {'held out' if held_out else 'open':8} {total:4} claims  {shares}\n")


if __name__ == "__main__":
    main()
