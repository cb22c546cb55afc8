"""The words of the command line to a request, with help and complaints in the language of the environment."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from workbench.commandline.output import complain, finish_printing, stop_printing, write_report
from workbench.commandline.request import COMMANDS, Request
from workbench.commandline.statuses import BAD_INPUT, READER_LEFT
from workbench.messages import PlainError, interface_language, say

# What argparse complains of, in English only: how its sentence begins, and the name of ours.
_COMPLAINTS = (
    ("the following arguments are required: ", "missing_arguments"),
    ("unrecognized arguments: ", "unknown_arguments"),
    ("expected one argument", "one_argument"),
    ("expected at least one argument", "one_argument"),
    ("not allowed with argument ", "not_together"),
    ("ambiguous option: ", "ambiguous_option"),
    ("ignored explicit argument ", "no_argument"),
)

_DECIMAL = re.compile(r"[0-9]{1,20}(?:[.,][0-9]{1,20})?")


def parse(arguments: Sequence[str]) -> Request:
    """The request in `arguments`. Wrong ones end the program with one sentence and status 2."""
    words = list(arguments)
    command = next((word for word in words if not word.startswith("-") or word == "-"), None)
    if command not in COMMANDS:
        return Request(None, **_window_parser().values(words))
    words.remove(command)
    return Request(command, **_PARSERS[command]().values(words))


def _said(name: str, **fields: object) -> str:
    return say(f"commandline.{name}", interface_language(), **fields)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """What stands before and after the options stays as it is laid out; argparse would fill it up."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, f"{_said('usage')} " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks the language of the environment."""

    def __init__(self, command: str | None, description: str, epilog: str) -> None:
        prog = "workbench" if command is None else f"workbench {command}"
        super().__init__(
            prog=prog, description=description, epilog=epilog, formatter_class=_Formatter, add_help=False
        )  # fmt: skip
        self.inputs = self.add_argument_group(_said("inputs_heading"))
        self.files: argparse.Action | None = None
        self.takes_one = command == "batch"
        self.options = self.add_argument_group(_said("options_heading"))
        self.options.add_argument("-h", "--help", action=_Help, nargs=0, default=argparse.SUPPRESS, help=_said("help"))

    def values(self, words: Sequence[str]) -> dict[str, Any]:
        """What is asked for, by name. Options may stand between documents."""
        # Else argparse takes the usage from its text, where it supposes the English heading before it.
        self.usage = self.format_usage().removeprefix(f"{_said('usage')} ").rstrip()
        if "--" not in words:
            return vars(self.parse_intermixed_args(words))
        # What stands behind is a file whatever it begins with; argparse forgets that where options may stand anywhere.
        place = words.index("--")
        named = words[place + 1 :]
        if named and self.files is not None:
            self.files.nargs = "*"
        found = vars(self.parse_intermixed_args(words[:place]))
        found["files"] = [*found["files"], *named]
        if self.takes_one and len(found["files"]) != 1:
            self.error(f"unrecognized arguments: {' '.join(found['files'][1:])}")
        return found

    def error(self, message: str) -> NoReturn:
        complain(_ArgumentsError("commandline.bad_usage", command=self.prog, reason=_complaint(message)))
        self.exit(BAD_INPUT)


class _ArgumentsError(PlainError):
    """The command line asks for something there is not."""


def _complaint(message: str) -> str:
    place = ""
    if message.startswith("argument "):
        place, _, message = message.removeprefix("argument ").partition(": ")
        place += f"{_said('colon')} "
    for beginning, name in _COMPLAINTS:
        if message.startswith(beginning):
            return place + _said(name, what=message.removeprefix(beginning))
    return place + message


class _Help(argparse.Action):
    """Prints the help and leaves."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        _show(parser, parser.format_help())


class _Version(argparse.Action):
    """Prints the versions and leaves; they are looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from workbench.commandline.versions import versions

        _show(parser, "\n".join(versions()) + "\n")


def _show(parser: argparse.ArgumentParser, text: str) -> NoReturn:
    try:
        write_report(text)
        finish_printing()
    except PlainError as error:
        complain(error)
        parser.exit(BAD_INPUT)
    except BrokenPipeError:
        stop_printing()
        parser.exit(READER_LEFT)
    parser.exit()


def _window_parser() -> _Parser:
    lines = {f"workbench {command} {_said(f'{command}_usage')}": _said(command) for command in COMMANDS}
    width = max(map(len, lines))
    commands = "\n".join(f"  {line:{width}}  {said}" for line, said in lines.items())
    parser = _Parser(None, _said("about"), f"{_said('commands_heading')}:\n{commands}\n\n{_said('commands_help')}")
    parser.files = parser.inputs.add_argument("files", nargs="*", metavar=_said("file"), help=_said("window_files"))
    _add_version(parser)
    return parser


def _check_parser() -> _Parser:
    parser = _Parser("check", _said("check"), _said("check_status"))
    _add_files(parser)
    _add_terms(parser)
    add = parser.options.add_argument
    add("--xlsx", type=Path, metavar="OUT.xlsx", help=_said("xlsx"))
    add("--html", type=Path, metavar="OUT.html", help=_said("html"))
    _add_json(parser)
    _add_version(parser)
    return parser


def _extract_parser() -> _Parser:
    parser = _Parser("extract", _said("extract"), _said("extract_status"))
    _add_files(parser)
    _add_json(parser)
    _add_version(parser)
    return parser


def _batch_parser() -> _Parser:
    parser = _Parser("batch", _said("batch"), _said("batch_status"))
    parser.files = parser.inputs.add_argument("files", nargs=1, metavar="IN", help=_said("batch_input"))
    add = parser.options.add_argument
    add("-o", "--output", type=Path, required=True, metavar="OUT", help=_said("batch_output"))
    where = parser.options.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_positive, default=1, metavar="N", help=_said("jobs"))
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help=_said("scheduler"))
    add("--seconds", type=_seconds, default=120, metavar="N", help=_said("batch_seconds"))
    add("--summary", type=Path, metavar="OUT.xlsx", help=_said("batch_summary"))
    add("--part-rows", type=_rows, metavar="N", help=_said("batch_rows"))
    _add_language(parser, "batch_lang")
    _add_terms(parser)
    _add_version(parser)
    return parser


_PARSERS: dict[str, Callable[[], _Parser]] = {
    "check": _check_parser,
    "extract": _extract_parser,
    "batch": _batch_parser,
}


def _add_files(parser: _Parser) -> None:
    parser.files = parser.inputs.add_argument("files", nargs="+", metavar=_said("file"), help=_said("files"))
    _add_language(parser, "lang")
    parser.options.add_argument("--attachments", action="store_true", help=_said("attachments"))


def _add_language(parser: _Parser, help_name: str) -> None:
    from workbench.reading.language import languages

    parser.options.add_argument(
        "--lang", dest="language", type=_language, metavar=_said("code"),
        help=_said(help_name, known=", ".join(languages())),
    )  # fmt: skip


def _add_terms(parser: _Parser) -> None:
    """By what the texts are checked."""
    add = parser.options.add_argument
    add(
        "--reference", dest="references", type=Path, action="append", default=[], metavar=_said("table"),
        help=_said("reference"),
    )  # fmt: skip
    add("--rules", type=Path, action="append", default=[], metavar="RULES.toml", help=_said("rules"))
    add("--no-standing-rules", dest="standing", action="store_false", help=_said("no_standing_rules"))
    add("--without", action="append", default=[], metavar=_said("rule"), help=_said("without"))
    # argparse fills in what stands behind a percent sign.
    said = _said("materiality").replace("%", "%%")
    add("--materiality", type=_part, default=Fraction(0), metavar=_said("part"), help=said)


def _add_json(parser: _Parser) -> None:
    parser.options.add_argument("--json", nargs="?", const="-", metavar="OUT", help=_said("json"))


def _add_version(parser: _Parser) -> None:
    parser.options.add_argument(
        "--version", action=_Version, nargs=0, default=argparse.SUPPRESS, help=_said("version")
    )  # fmt: skip


def _positive(word: str) -> int:
    return _whole(word, 1, 4, "not_positive")


def _rows(word: str) -> int:
    return _whole(word, 1, 7, "not_positive")


def _seconds(word: str) -> int:
    return _whole(word, 0, 5, "not_seconds")


def _whole(word: str, least: int, digits: int, complaint: str) -> int:
    if not word.isdecimal() or len(word) > digits or int(word) < least:
        raise argparse.ArgumentTypeError(_said(complaint, word=word, most=10**digits - 1))
    return int(word)


def _part(word: str) -> Fraction:
    """A part of a value, written 0.01 or 1%; a bare 5 could mean either 5% or five times, so that it is refused."""
    number = word.removesuffix("%").rstrip()
    if _DECIMAL.fullmatch(number):
        part = Fraction(number.replace(",", ".")) / (100 if word.endswith("%") else 1)
        if part < 1:
            return part
    raise argparse.ArgumentTypeError(_said("not_a_part", word=word))


def _language(word: str) -> str:
    from workbench.reading.language import language_code, languages

    code = language_code(word)
    if code is None:
        raise argparse.ArgumentTypeError(_said("unknown_language", word=word, known=", ".join(languages())))
    return code
