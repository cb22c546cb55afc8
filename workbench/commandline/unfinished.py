"""The result of a batch while it is being made, kept so that a broken run can be taken up where it stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from workbench.messages import PlainError
from workbench.version import __version__


class OtherTermsError(PlainError):
    """A broken run checked the same texts by other rules, figures, languages or materiality."""


class Unfinished:
    """``OUT.part`` beside the result, with ``OUT.part.json`` that says of what. The result appears when it is whole.

    `fingerprint` tells what the input is, None for one that cannot be taken up; `terms` by what it is checked.
    `done` and `failed` count the lines a former run over the same input left there, `failed` those with an error.
    """

    def __init__(self, result: Path, fingerprint: str | None, terms: str | None = None) -> None:
        self.result = result
        self.path = result.with_name(f"{result.name}.part")
        self.about = result.with_name(f"{result.name}.part.json")
        self._state = None if fingerprint is None else {"input": fingerprint, "version": __version__}
        if self._state is not None and terms is not None:
            self._state["terms"] = terms
        self.done = self.failed = 0

    def open(self) -> IO[bytes]:
        """The file to append lines to, cut after the last whole line of a former run.

        Raises `OtherTermsError` when that run checked the same texts by other terms, and `OSError`.
        """
        if self._state is None or self._recorded() != self._state:
            self._refuse_other_terms()
            self.about.unlink(missing_ok=True)
            file = self.path.open("wb")
            if self._state is not None:
                self.about.write_text(json.dumps(self._state), encoding="utf-8")
            return file
        former = self.path.open("r+b")
        whole = 0
        for line in former:
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            self.done += 1
            # A text that was checked ends with its list of findings, one that was not with the reason.
            self.failed += not line.endswith(b"]}\n")
        former.seek(whole)
        former.truncate()
        return former

    def finish(self, publish: Callable[[Path, Path], object] = Path.replace) -> None:
        """Put the result in its place: `publish` makes the second path of the first. Raises `OSError`."""
        publish(self.path, self.result)
        self.path.unlink(missing_ok=True)
        self.about.unlink(missing_ok=True)

    def give_up(self) -> None:
        """Leave nothing behind that could not be taken up again, or is nothing yet."""
        with suppress(OSError):
            if self._state is None or not self.path.stat().st_size:
                self.path.unlink(missing_ok=True)
                self.about.unlink(missing_ok=True)

    def _refuse_other_terms(self) -> None:
        """Half a result by some rules and half by others is none; which is meant, only the analyst can say."""
        former = self._recorded()
        if self._state is None or not isinstance(former, dict) or not self.path.stat().st_size:
            return
        if {**former, "terms": None} == {**self._state, "terms": None}:
            raise OtherTermsError("commandline.other_terms", name=str(self.path))

    def _recorded(self) -> object:
        try:
            return json.loads(self.about.read_text(encoding="utf-8")) if self.path.is_file() else None
        except (OSError, ValueError):
            return None
