"""Values of spreadsheet cells as their number formats show them.

Source: ECMA-376 part 1, 18.8.31 (number formats): up to four sections for positive, negative, zero and text; ``#,##0``
groups thousands, commas behind the digits divide by a thousand each, ``%`` multiplies by a hundred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache

from workbench.resource_files import load_toml, resources

# Decimal mark and mark between thousands, as each language writes them.
_MARKS = {"en": (".", ","), "zh": (".", ","), "fr": (",", "\u202f")}
_OTHER_MARKS = (",", ".")
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|([#0?][#0?,. ]*)|([eE][+-]0+)|(.)', re.DOTALL
)
_DATE_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_DECIMALS = 15
_GENERAL_DIGITS = 11
# Excel keeps no longer format; a file may claim one all the same.
_LONGEST_CODE = 255
# Wide enough for the longest number a cell can be read as, shifted by the longest format.
_WIDE = Context(prec=6000)


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: what stands before and behind the number, and how its digits are shown."""

    before: str
    behind: str
    decimals: int
    shift: int
    groups: bool
    has_digits: bool
    fractional: bool
    powers: bool


def shown_number(value: Decimal, code: str, language: str) -> str:
    """`value` as the format `code` shows it, with the marks of `language`; a negative number always has its minus."""
    if len(code) > _LONGEST_CODE:
        return _general(value, language)
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section = sections[1]
    elif not value and len(sections) > 2:
        section = sections[2]
    if section is None or section.fractional or section.powers:
        return _general(value, language)
    if not section.has_digits:
        return f"{section.before}{section.behind}".strip()
    scaled = value.copy_abs().scaleb(section.shift, _WIDE)
    rounded = scaled.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP, _WIDE)
    digits = _written(rounded, language, groups=section.groups)
    before, behind = (
        part.replace("(", "").replace(")", "").replace("-", "") for part in (section.before, section.behind)
    )
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{before}{digits}{behind}".strip()


def shown_time(value: date | time | timedelta, code: str, language: str) -> str:
    """A date or time as far as its format shows it: a day, a month, a year, a time of day."""
    parts = _DATE_PARTS.sub("", code[:_LONGEST_CODE]).lower()
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60} h {minutes % 60:02d}" if language == "fr" else f"{minutes // 60}:{minutes % 60:02d}"
    clock = (
        f"{value:%H:%M}" if isinstance(value, (datetime, time)) and ("h" in parts or isinstance(value, time)) else ""
    )
    if isinstance(value, time):
        return clock
    if "d" in parts or "y" not in parts:
        day = f"{value:%Y-%m-%d}"
    elif "m" in parts:
        names = _months(language)
        day = f"{names[value.month - 1]} {value.year}" if names else f"{value:%Y-%m}"
    else:
        day = f"{value.year}"
    return f"{day} {clock}".strip() if "h" in parts and value != datetime(value.year, value.month, value.day) else day


def _general(value: Decimal, language: str) -> str:
    """Without a format: as many digits as are shown, no binary tail."""
    if value != value.to_integral_value():
        place = Decimal(1).scaleb(min(0, value.adjusted() + 1 - _GENERAL_DIGITS))
        value = value.quantize(place, ROUND_HALF_UP, _WIDE).normalize(_WIDE)
    digits = _written(value.copy_abs(), language, groups=False)
    return f"-{digits}" if value < 0 else digits


def _written(value: Decimal, language: str, *, groups: bool) -> str:
    point, gap = _MARKS.get(language, _OTHER_MARKS)
    whole, _, rest = f"{value:f}".partition(".")
    if groups:
        whole = f"{Decimal(whole):,f}".replace(",", gap)
    return f"{whole}{point}{rest}" if rest else whole


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section | None, ...]:
    """The sections for numbers; None for a general one."""
    parts: list[str] = [""]
    for match in re.finditer(r'"[^"]*"|\\.|\[[^\]]*\]|.', code, re.DOTALL):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return tuple(None if "general" in part.lower() or part == "@" else _section(part) for part in parts[:3])


def _section(part: str) -> _Section:
    before, behind, digits, percents = "", "", "", 0
    powers = fractional = False
    for match in _TOKEN.finditer(part):
        literal = match[1] or match[2] or match[3] or ""
        if match[4]:
            fractional = fractional or bool(digits.strip())
            digits = digits or match[4].rstrip(" ")
            literal = match[4][len(match[4].rstrip(" ")) :]
        elif match[5]:
            powers = True
        elif match[6]:
            percents += match[6] == "%"
            literal = "\u00a0" if match[6] == " " else match[6]
        if digits:
            behind += literal
        else:
            before += literal
    bare = digits.replace(" ", "")
    whole, _, rest = bare.partition(".")
    thousands = len(bare) - len(bare.rstrip(","))
    return _Section(
        before.replace("\u00a0", " ").strip(),
        behind.replace("\u00a0", " ").rstrip(),
        min(sum(sign in "0#?" for sign in rest), _MOST_DECIMALS),
        2 * percents - 3 * thousands,
        "," in whole.rstrip(","),
        bool(bare),
        fractional or ("/" in behind and "?" in part),
        powers,
    )


@cache
def _months(language: str) -> tuple[str, ...]:
    """The names of the months, from the calendar of the language; none where it has no calendar."""
    if not resources().joinpath("languages", language, "calendar.toml").is_file():
        return ()
    found = load_toml("languages", language, "calendar.toml").get("months", ())
    return tuple(names.split()[0] if isinstance(names, str) else names[0] for names in found)
