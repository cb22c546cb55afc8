"""The tables of a case file and the steps from one version of them to the next.

`records` holds what the analyst sees as JSON, one row each; `steps` holds what every step changed, before and
after, for undo; `log` is append-only, kept so by triggers. Views `claims_view` and `log_view` are for people who
open the file with other tools. Add a version by appending to `MIGRATIONS`; never edit one that was released.
"""

from __future__ import annotations

APPLICATION_ID = 0x46435742
"""Bytes 68 to 71 of the file: "FCWB"."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE texts (
            document TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text TEXT NOT NULL, structure TEXT NOT NULL)""",
        """CREATE TABLE records (
            kind TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (kind, document, id)) WITHOUT ROWID""",
        "CREATE TABLE attachments (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, content BLOB NOT NULL)",
        """CREATE TABLE steps (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, session TEXT NOT NULL,
            name TEXT NOT NULL, parts TEXT NOT NULL, merge_key TEXT NOT NULL, selection TEXT NOT NULL,
            changes TEXT NOT NULL)""",
        """CREATE TABLE log (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, program TEXT NOT NULL,
            action TEXT NOT NULL, step INTEGER NOT NULL, name TEXT NOT NULL, parts TEXT NOT NULL,
            kind TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,
            old TEXT, new TEXT, reason TEXT NOT NULL)""",
        """CREATE TRIGGER log_is_append_only_1 BEFORE UPDATE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
        """CREATE TRIGGER log_is_append_only_2 BEFORE DELETE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
        """CREATE VIEW claims_view AS SELECT document, id,
            json_extract(payload, '$.claim.text') AS text,
            json_extract(payload, '$.claim.quantity.value') AS value,
            json_extract(payload, '$.claim.quantity.unit') AS unit,
            json_extract(payload, '$.claim.indicator') AS indicator,
            json_extract(payload, '$.claim.scope') AS scope,
            coalesce(json_extract(payload, '$.standing'), 'active') AS standing
            FROM records WHERE kind = 'claim'""",
    ),
)

VERSION = len(MIGRATIONS)
