"""The short form of the fuzz run over the readers; the long one is ``make fuzz``."""

import signal

import pytest

from tests.fuzz.readers import RELEASES, fuzz


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs an alarm to notice inputs that hang")
def test_mutated_files_are_read_or_refused() -> None:
    ends, failures = fuzz(300, seed=7, files=sorted(RELEASES.iterdir()), keep=None)
    assert not failures
    assert ends["read"] > 50
