"""A limit on the time one text may take: what exceeds it ends its process, whatever it hangs in."""

from __future__ import annotations

import faulthandler
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import IO


@contextmanager
def ends_process_after(seconds: int) -> Iterator[None]:
    """End this process when the body takes longer than `seconds`; 0 for no limit.

    In a process that does one thing at a time the watch is kept outside the interpreter, so that even a loop inside a
    library is ended; a worker of a cluster, which may do several at once, keeps a watch for each.
    """
    if not seconds:
        yield
    elif threading.current_thread() is threading.main_thread():
        # Where it hung is of no use to the reader of the result, and would be mixed with the news of the run.
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
    else:
        watch = threading.Timer(seconds, os._exit, (1,))
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


@cache
def _nowhere() -> IO[str]:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
