"""What a batch found, kept on disk in a form that can be ranked and grouped: the memory taken does not grow with it."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

from workbench.exporting.plain_text import cut, one_line
from workbench.model import Severity, Verdict
from workbench.reference.matching import indicator_key, place_key

_LONGEST = 2_000
_NEAR = 40
_VERDICTS = (Verdict.INCONSISTENT, Verdict.DOUBTFUL, Verdict.CONSISTENT, Verdict.IMPLIED)
_SEVERITIES = {severity.value: rank for rank, severity in enumerate((Severity.LOW, Severity.MEDIUM, Severity.HIGH), 1)}
_STATED = ("level", "rate", "share")

_TABLES = """
create table documents(
    number integer primary key, id text, lang text, claims int, relations int,
    inconsistent int, doubtful int, consistent int, implied int, worst int, error text);
create table findings(
    document int, title text, verdict int, severity int, confidence text, quote text);
create table facts(
    document int, start int, text text, indicator text, scope text, period text, year int,
    what text, topic text, place text, unit text, kind text, role text,
    low text, high text, widest_low text, widest_high text);
"""


class ArchiveIndex:
    """Documents, findings and compact facts (figures that say of what, of whom and when), in a file that goes away.

    Every text that came from a document is one printable line of at most 2,000 characters.
    """

    def __enter__(self) -> ArchiveIndex:
        self._folder = tempfile.TemporaryDirectory(prefix="workbench-")
        self._base = sqlite3.connect(Path(self._folder.name) / "index.sqlite")
        # The file is thrown away in the end: it need not survive anything.
        self._base.executescript("pragma journal_mode=off; pragma synchronous=off; pragma temp_store=file;" + _TABLES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows a query gives, one at a time."""
        return iter(self._base.execute(query, values))

    def add_lines(self, lines: Iterable[bytes]) -> None:
        """Take in the output of a batch, line by line. Damaged lines cannot occur: the batch wrote them."""
        for number, line in enumerate(lines, 1):
            self.add(number, json.loads(line))
        self._base.execute("create index by_subject on facts(what, place, unit, kind, period, document)")
        self._base.execute("create index by_topic on facts(topic, place, role, year)")

    def add(self, number: int, record: dict[str, Any]) -> None:
        """Take in one line of the output, the `number`-th."""
        findings = record.get("findings", ())
        counts = {verdict: sum(one["verdict"] == verdict.value for one in findings) for verdict in _VERDICTS}
        flagged = [one for one in findings if one["verdict"] in (Verdict.INCONSISTENT, Verdict.DOUBTFUL)]
        worst = max((_SEVERITIES.get(one["severity"], 0) for one in flagged), default=0)
        self._base.execute(
            "insert into documents values(?,?,?,?,?,?,?,?,?,?,?)",
            (
                number, _line(document_name(record["id"])), record.get("lang"), len(record.get("claims", ())),
                len(record.get("relations", ())), *(counts[verdict] for verdict in _VERDICTS), worst,
                _line(record["error"]) if "error" in record else None,
            ),
        )  # fmt: skip
        self._base.executemany(
            "insert into findings values(?,?,?,?,?,?)",
            (
                (
                    number, _line(one["title"]), int(one["verdict"] == Verdict.INCONSISTENT),
                    _SEVERITIES.get(one["severity"], 0), one["confidence"], _quote(one["explanation"]),
                )
                for one in flagged
            ),
        )  # fmt: skip
        facts = [fact for claim in record.get("claims", ()) if (fact := _fact(number, claim)) is not None]
        self._base.executemany(
            "insert into facts values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [fact for fact in [*facts, *_following(facts)] if fact[12] != "change"],
        )


def document_name(identity: object) -> str:
    """An identifier as people see it: a string as it is, anything else as JSON."""
    return identity if isinstance(identity, str) else json.dumps(identity, ensure_ascii=False)


def _fact(number: int, claim: dict[str, Any]) -> tuple[Any, ...] | None:
    role, period = claim["role"], claim["period"]
    if role not in (*_STATED, "change") or not claim["indicator"] or not claim["scope"] or not period:
        return None
    if claim["kind"] == "ordinal" or (claim["kind"] == "number" and not claim["unit"] and not claim["counted"]):
        # A number of nothing said: two of them need not be of one thing.
        return None
    topic, what = indicator_key(claim["indicator"])
    if not topic or claim["value"] is None:
        return None
    return (
        number, claim["start"], _line(claim["text"]), _line(claim["indicator"]), _line(claim["scope"]), period,
        int(period) if len(period) == 4 and period.isdecimal() else None,
        _line(f"{what}|{(claim['counted'] or '').casefold()}"), _line(topic), _line(place_key(claim["scope"])),
        _line(claim["unit"] or ""), claim["kind"], role, *claim["expected"], *claim["widest"],
    )  # fmt: skip


def _following(facts: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """What the year before must have been, where a level stands beside its growth and neither is said twice.

    The record does not say whether it rose or fell, so that both are kept: `low` and `high` if it rose, `widest_low`
    and `widest_high` if it fell.
    """
    subjects: defaultdict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for fact in facts:
        subjects[fact[3:7]].append(fact)
    for same in subjects.values():
        roles = {fact[12]: fact for fact in same}
        if len(same) != 2 or roles.keys() != {"level", "change"}:
            continue
        level, change = roles["level"], roles["change"]
        if change[10] != "%" or change[6] is None:
            continue
        gap = max(level[1], change[1]) - min(level[1] + len(level[2]), change[1] + len(change[2]))
        ends = [*level[13:15], *change[13:15]]
        if gap > _NEAR or any(end is None for end in ends):
            continue
        low, high, least, most = (Decimal(end) for end in ends)
        if low <= 0 or least < 0 or most >= 100:
            continue
        risen = low / (1 + most / 100), high / (1 + least / 100)
        fallen = low / (1 - least / 100), high / (1 - most / 100)
        both = _line(f"{level[2]} ({change[2]})")
        bounds = (str(end) for end in (*risen, *fallen))
        yield (*level[:2], both, *level[3:5], str(level[6] - 1), level[6] - 1, *level[7:12], "follows", *bounds)


def _quote(explanation: str) -> str:
    return _line(explanation.partition("\n")[0])


def _line(text: str) -> str:
    return cut(one_line(text), _LONGEST)
