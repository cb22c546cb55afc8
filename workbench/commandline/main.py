"""Arguments to commands, and every foreseen failure to one sentence and exit status 2."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.commandline.output import complain
from workbench.commandline.request import Request
from workbench.messages import PlainError, interface_language, say

BAD_INPUT = 2


COMMANDS = ("check", "extract", "batch")


def parse(arguments: Sequence[str]) -> Request:
    """The request in `arguments`. Wrong ones end the program: usage, status 2."""
    request = Request()
    first = next((word for word in arguments if not word.startswith("-") or word == "-"), None)
    parser = _commands_parser() if first in COMMANDS else _window_parser()
    return parser.parse_args(list(arguments), namespace=request)


def run(request: Request) -> int:
    """Carry out a command; gives the exit status."""
    try:
        status = _command(request)
        sys.stdout.flush()
    except PlainError as error:
        complain(error)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read the output has enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"workbench: {say('commandline.interrupted', interface_language())}", file=sys.stderr)
        return 130
    return status


def _command(request: Request) -> int:
    if request.command == "batch":
        from workbench.commandline.batch import batch

        return batch(request)
    from workbench.commandline.check import check, extract

    return check(request) if request.command == "check" else extract(request)


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workbench",
        description=say("commandline.about", interface_language()),
        epilog="workbench check FILE... | workbench extract FILE... | workbench batch IN -o OUT  (-h)",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help=say("commandline.window_files", interface_language()))
    _add_version(parser)
    return parser


def _commands_parser() -> argparse.ArgumentParser:
    language = interface_language()
    parser = argparse.ArgumentParser(prog="workbench", description=say("commandline.about", language))
    _add_version(parser)
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help=say("commandline.check", language))
    _add_files(check)
    check.add_argument(
        "--reference",
        dest="references",
        type=Path,
        action="append",
        default=[],
        metavar="TABLE",
        help=say("commandline.reference", language),
    )
    check.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help=say("commandline.xlsx", language))
    check.add_argument("--html", type=Path, metavar="OUT.html", help=say("commandline.html", language))
    _add_json(check, required=False)

    extract = commands.add_parser("extract", help=say("commandline.extract", language))
    _add_files(extract)
    _add_json(extract, required=False)

    batch = commands.add_parser("batch", help=say("commandline.batch", language))
    batch.add_argument("files", nargs=1, metavar="IN", help=say("commandline.batch_input", language))
    batch.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help=say("commandline.batch_output", language)
    )
    where = batch.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_positive, default=1, metavar="N", help=say("commandline.jobs", language))
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help=say("commandline.scheduler", language))
    batch.add_argument(
        "--seconds", type=_seconds, default=120, metavar="N", help=say("commandline.batch_seconds", language)
    )
    batch.add_argument("--summary", type=Path, metavar="OUT.xlsx", help=say("commandline.batch_summary", language))
    batch.add_argument("--part-rows", type=_rows, metavar="N", help=say("commandline.batch_rows", language))
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    language = interface_language()
    parser.add_argument("files", nargs="+", metavar="FILE", help=say("commandline.files", language))
    parser.add_argument("--lang", dest="language", type=_language, help=say("commandline.lang", language))
    parser.add_argument("--attachments", action="store_true", help=say("commandline.attachments", language))


def _add_json(parser: argparse.ArgumentParser, *, required: bool) -> None:
    text = say("commandline.json", interface_language())
    parser.add_argument("--json", nargs="?", const="-", metavar="OUT", required=required, help=text)


def _add_version(parser: argparse.ArgumentParser) -> None:
    text = say("commandline.version", interface_language())
    parser.add_argument("--version", action=_Version, nargs=0, default=argparse.SUPPRESS, help=text)


class _Version(argparse.Action):
    """Prints the versions and leaves; they are looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from workbench.commandline.versions import versions

        sys.stdout.write("\n".join(versions()) + "\n")
        parser.exit()


def _positive(word: str) -> int:
    return _whole(word, 1, 4, "not_positive")


def _rows(word: str) -> int:
    return _whole(word, 1, 7, "not_positive")


def _seconds(word: str) -> int:
    return _whole(word, 0, 5, "not_seconds")


def _whole(word: str, least: int, digits: int, complaint: str) -> int:
    if not word.isdecimal() or len(word) > digits or int(word) < least:
        raise argparse.ArgumentTypeError(say(f"commandline.{complaint}", interface_language(), word=word))
    return int(word)


def _language(word: str) -> str:
    from workbench.reading.language import languages

    if word not in languages():
        known = ", ".join(languages())
        raise argparse.ArgumentTypeError(
            say("commandline.unknown_language", interface_language(), word=word, known=known)
        )
    return word
