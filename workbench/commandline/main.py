"""From a request to a command, and every failure to one sentence and exit status 2."""

from __future__ import annotations

from workbench.commandline.faults import FaultError
from workbench.commandline.output import complain, finish_printing, stop_printing
from workbench.commandline.request import Request
from workbench.commandline.statuses import BAD_INPUT, INTERRUPTED, READER_LEFT
from workbench.messages import PlainError


class InterruptedRunError(PlainError):
    """Whoever started the command stopped it."""


def run(request: Request) -> int:
    """Carry out a command; gives the exit status."""
    try:
        status = _command(request)
        finish_printing()
    except PlainError as error:
        complain(error)
        return BAD_INPUT
    except BrokenPipeError:
        stop_printing()
        return READER_LEFT
    except KeyboardInterrupt:
        complain(InterruptedRunError("commandline.interrupted"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001
        # Python would end with status 1, which says that something in the text is inconsistent.
        complain(FaultError(error))
        return BAD_INPUT
    return status


def _command(request: Request) -> int:
    if request.rules:
        from workbench.own_rules import rule_paths

        request.rules = rule_paths(request.rules)
    if request.command == "batch":
        from workbench.commandline.batch import batch

        return batch(request)
    from workbench.commandline.check import check, extract

    return check(request) if request.command == "check" else extract(request)
