"""Rule files read: TOML to rules, every field looked at, and one sentence for the first that is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any, NoReturn, TypeVar

from workbench.messages import INTERFACE_LANGUAGES
from workbench.model import Binding, Operation, Tolerance, ToleranceKind
from workbench.model.relation import EQUATION_ROLES, RESULT_ROLE
from workbench.relations.pattern import KINDS
from workbench.relations.rule import (
    CHECKED_ROLES,
    COMPOSITIONS,
    DOUBTS,
    EXPECTATIONS,
    ORIENTATIONS,
    PERIODS,
    Example,
    Rule,
    RuleFileError,
    UnknownRole,
    quoted,
)
from workbench.relations.tolerances import read_tolerance
from workbench.rule_faults import fault_of

_FIELDS = frozenset(
    {"id", "operation", "compose", "what", "why", "limits", "binding", "doubts", "exhaustive", "orientation"}
    | {"default_sign", "slots", "wordings", "same_unit", "signs", "breaks", "divide", "constants", "unknown"}
    | {"anchor", "checks", "example", "priority", "tolerance", "message"}
)
_MAX_FILE = 2_000_000
_MOST_WORDINGS, _LONGEST_WORDING = 5000, 2000
_MOST_EXAMPLES, _LONGEST_EXAMPLE = 1000, 2000
_LONGEST_MESSAGE = 300
_LONGEST_ID = 200
_LONGEST_NUMBER, _LONGEST_BITS = 40, 120
_LONGEST_EXPONENT = 3
_MOST_OF_VALUE = Fraction(1, 2)
_ROLE = re.compile(r"[a-z_]{1,60}")
_ROLE_IN_WORDING = re.compile(r"\{([a-z_]+)\+{0,2}:")
_BRACES = re.compile(r"\{[a-z_]+\}")
_PERCENTAGES = frozenset("PpKkF")
_EXTRA_ROLES = {Operation.GROWTH: ("years",)}
_OF_CHANGES = frozenset({"after", "before", "change", "rate", "points"})
_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
# What is wrong with TOML, as Python says it, and the name of our sentence for it.
_FAULTS = (
    ("Cannot overwrite", "twice"),
    ("Cannot declare", "twice"),
    ("Cannot mutate", "twice"),
    ("Duplicate", "twice"),
    ("Unclosed array", "array"),
    ("Unterminated string", "string"),
    ("Illegal character", "sign"),
    ("Unescaped", "backslash"),
    ("Expected '=' after", "equals"),
    ("Expected newline", "line_end"),
    ("Invalid value", "value"),
    ("Expected ']", "bracket"),
)
_Choice = TypeVar("_Choice", bound=StrEnum)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a TOML file. Raises `RuleFileError` when the file cannot be read as rules."""
    return rules_of_text(rule_text(path), path.name)


def rule_text(path: Path) -> str:
    """What a rule file says. Raises `RuleFileError` when it cannot be opened, or is no text, or too much."""
    try:
        with path.open("rb") as file:
            # What is no ordinary file has no size, and need not end.
            data = file.read(_MAX_FILE + 1)
        if len(data) > _MAX_FILE:
            raise RuleFileError("rules.too_large", file=path.name)
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise RuleFileError("rules.not_there", file=path.name) from error
    except OSError as error:
        raise RuleFileError("rules.not_opened", file=path.name, reason=fault_of(error)) from error
    except UnicodeDecodeError as error:
        raise RuleFileError("rules.not_utf8", file=path.name) from error


def rules_of_text(text: str, name: str) -> tuple[Rule, ...]:
    """The rules of a TOML text, the file `name`. Raises `RuleFileError` when it cannot be read as rules."""
    try:
        # Numbers stay as they are written: 0.1 is a tenth.
        table = tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(str(error), name) from error
    except RecursionError as error:
        raise RuleFileError("rules.too_deep", file=name) from error
    except (ValueError, InvalidOperation) as error:
        # A number of thousands of digits, or with an exponent of twenty.
        raise RuleFileError("rules.long_number", file=name) from error
    entries = table.get("rule")
    if not isinstance(entries, list) or not entries:
        raise RuleFileError("rules.no_rule", file=name)
    rules = tuple(_Entry(entry, name).rule() for entry in entries)
    count = sum(len(wordings) for rule in rules for wordings in rule.wordings.values())
    if count > _MOST_WORDINGS:
        raise RuleFileError("rules.too_many_wordings", file=name, count=count, most=_MOST_WORDINGS)
    count = sum(len(rule.examples) for rule in rules)
    if count > _MOST_EXAMPLES:
        raise RuleFileError("rules.too_many_examples", file=name, count=count, most=_MOST_EXAMPLES)
    return rules


def _no_toml(said: str, name: str) -> RuleFileError:
    place = _PLACE.search(said)
    fault = next((ours for theirs, ours in _FAULTS if said.startswith(theirs)), "other")
    what = RuleFileError(f"rules.toml_{fault}")
    if place is None or place["line"] is None:
        return RuleFileError("rules.not_toml_at_end", file=name, fault=what)
    return RuleFileError("rules.not_toml", file=name, fault=what, line=place["line"], column=place["column"])


def _is_endless(value: str | int | Decimal) -> bool:
    """Whether a number has more signs than one can mean; a whole number in hexadecimal signs may have millions."""
    return value.bit_length() > _LONGEST_BITS if isinstance(value, int) else len(str(value)) > _LONGEST_NUMBER


class _Entry:
    """One [[rule]] section of the file `source`."""

    def __init__(self, entry: object, source: str) -> None:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"].strip():
            raise RuleFileError("rules.no_id", file=source)
        self._entry: Mapping[str, Any] = entry
        self._id: str = entry["id"]
        self._source = source
        if len(self._id) > _LONGEST_ID or not self._id.isprintable():
            raise RuleFileError("rules.odd_id", file=source, most=_LONGEST_ID)

    def _wrong(self, name: str, **fields: object) -> NoReturn:
        told = {field: value if field == "known" else quoted(value) for field, value in fields.items()}
        raise RuleFileError(f"rules.{name}", rule=self._id, **told)

    def rule(self) -> Rule:
        """The rule it holds. Raises `RuleFileError` for the first field that is wrong."""
        entry = self._entry
        unknown_fields = sorted(set(entry) - _FIELDS)
        if unknown_fields:
            self._wrong("no_field", field=unknown_fields[0])
        operation = self._choice(Operation, "operation")
        what, translated = self._what()
        compose = self._known("compose", self._text("compose", "plain"), COMPOSITIONS)
        kinds = {role: self._kind(role, kind) for role, kind in self._table("slots").items()}
        wordings = self._wordings()
        roles = self._roles(kinds, wordings)
        computed = (*EQUATION_ROLES.get(operation, roles), *_EXTRA_ROLES.get(operation, ()))
        constants = {
            self._role("constants", role, computed): self._fraction(value)
            for role, value in self._table("constants").items()
        }
        unknown = self._unknown(roles, computed)
        return Rule(
            self._id,
            operation,
            compose,
            what,
            self._text("why"),
            self._text("limits"),
            self._choice(Binding, "binding", Binding.CLAUSE),
            tuple(self._known("doubts", doubt, DOUBTS) for doubt in self._texts("doubts")),
            self._flag("exhaustive", True),
            self._is_free(),
            self._whole("default_sign", 0),
            kinds,
            wordings,
            tuple(tuple(self._role("same_unit", role, roles) for role in group) for group in self._groups("same_unit")),
            constants,
            {self._role("signs", role, roles): self._sign(value) for role, value in self._table("signs").items()},
            self._checks(kinds),
            self._divide(),
            tuple(self._texts("breaks")) if "breaks" in entry else None,
            unknown,
            self._anchor(roles),
            tuple(self._examples()),
            self._whole("priority", 50),
            self._source,
            self._tolerance(operation, compose, kinds),
            self._message(compose, {*roles, *constants, *(() if unknown is None else (unknown.role,))}),
            translated,
        )

    # ------------------------------------------------------------------ single fields

    def _text(self, field: str, default: str = "") -> str:
        value = self._entry.get(field, default)
        if not isinstance(value, str):
            self._wrong("no_text", field=field)
        return value

    def _flag(self, field: str, default: bool) -> bool:
        value = self._entry.get(field, default)
        if not isinstance(value, bool):
            self._wrong("no_flag", field=field)
        return value

    def _whole(self, field: str, default: int) -> int:
        value = self._entry.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1_000_000:
            self._wrong("no_whole", field=field)
        return value

    def _texts(self, field: str, value: object = None) -> list[str]:
        value = self._entry.get(field, []) if value is None else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong("no_texts", field=field)
        return value

    def _table(self, field: str) -> dict[str, Any]:
        value = self._entry.get(field, {})
        if not isinstance(value, dict):
            self._wrong("no_table", field=field)
        return value

    def _choice(self, kind: type[_Choice], field: str, default: _Choice | None = None) -> _Choice:
        value = self._entry.get(field, default)
        if value is None:
            self._wrong("missing", field=field)
        try:
            return kind(value)
        except ValueError:
            self._wrong("not_known", field=field, value=value, known=", ".join(item.value for item in kind))

    def _kind(self, role: str, kind: object) -> str:
        if _ROLE.fullmatch(role) is None:
            self._wrong("odd_role", role=role)
        if not isinstance(kind, str) or kind not in KINDS:
            self._wrong("no_kind", role=role, kind=kind, known=", ".join(KINDS))
        return kind

    def _fraction(self, value: object) -> Fraction:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal) or _is_endless(value):
            self._wrong("no_constant", value=value)
        if len(str(value).lower().partition("e")[2].lstrip("+-")) > _LONGEST_EXPONENT:
            # Written out, a number with such an exponent fills the memory.
            self._wrong("no_constant", value=value)
        try:
            return Fraction(str(value))
        except (ValueError, ZeroDivisionError, OverflowError):
            self._wrong("no_constant", value=value)

    def _checks(self, kinds: Mapping[str, str]) -> frozenset[str]:
        checks = self._texts("checks")
        for check in checks:
            role = CHECKED_ROLES.get(check)
            if role is None:
                self._wrong("not_known", field="checks", value=check, known=", ".join(CHECKED_ROLES))
            if role and not any(name in kinds for name in role.split("/")):
                self._wrong("missing", field=f"slots.{role}")
        if "same-noun" in checks and "anchor" not in self._entry:
            self._wrong("missing", field="anchor")
        return frozenset(checks)

    def _divide(self) -> str:
        divide = self._text("divide")
        return self._known("divide", divide, PERIODS) if divide else ""

    def _is_free(self) -> bool:
        """Whether the words tell which number is the new one, whatever their order."""
        if "orientation" not in self._entry:
            return False
        orientation = self._text("orientation")
        if orientation not in ORIENTATIONS:
            self._wrong("no_orientation", value=orientation, known=", ".join(ORIENTATIONS))
        return True

    def _sign(self, value: object) -> int:
        if isinstance(value, bool) or value not in (1, -1):
            self._wrong("no_sign", value=value)
        return 1 if value == 1 else -1

    def _wordings(self) -> dict[str, tuple[str, ...]]:
        wordings = {
            language: tuple(self._texts(f"wordings.{language}", texts))
            for language, texts in self._table("wordings").items()
        }
        for language, texts in wordings.items():
            if any(len(text) > _LONGEST_WORDING for text in texts):
                self._wrong("long_text", field=f"wordings.{language}", most=_LONGEST_WORDING)
        return wordings

    def _groups(self, field: str) -> tuple[tuple[str, ...], ...]:
        value = self._entry.get(field, [])
        if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
            self._wrong("no_groups", field=field)
        return tuple(tuple(self._texts(field, group)) for group in value)

    def _unknown(self, roles: Iterable[str], computed: Iterable[str]) -> UnknownRole | None:
        unknown = self._table("unknown")
        if not unknown:
            return None
        role, after = self._pair("unknown", unknown, {"role", "after", "named"})
        named = unknown.get("named", False)
        if not isinstance(named, bool):
            self._wrong("no_flag", field="unknown.named")
        return UnknownRole(self._role("unknown", role, computed), self._role("unknown", after, roles), named)

    def _anchor(self, roles: Iterable[str]) -> tuple[str, str] | None:
        if "anchor" not in self._entry:
            return None
        role, after = self._pair("anchor", self._table("anchor"), {"role", "after"})
        return self._role("anchor", role, roles), self._role("anchor", after, roles)

    def _pair(self, field: str, table: Mapping[str, Any], keys: Set[str]) -> tuple[str, str]:
        role, after = table.get("role"), table.get("after")
        if not isinstance(role, str) or not isinstance(after, str):
            self._wrong("no_roles", field=field)
        odd = sorted(table.keys() - keys)
        if odd:
            self._wrong("no_field", field=f"{field}.{odd[0]}")
        return role, after

    def _roles(self, kinds: Mapping[str, str], wordings: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
        """The roles that a match can have: those of the slots, and those whose kind stands in a wording."""
        said = (role for texts in wordings.values() for text in texts for role in _ROLE_IN_WORDING.findall(text))
        return tuple(dict.fromkeys([*kinds, *(role for role in said if role != "_")]))

    def _role(self, field: str, role: str, known: Iterable[str]) -> str:
        if role not in known:
            self._wrong("no_role", field=field, role=role, known=", ".join(known))
        return role

    def _known(self, field: str, value: str, known: Collection[str]) -> str:
        if value not in known:
            self._wrong("not_known", field=field, value=value, known=", ".join(known))
        return value

    def _examples(self) -> Iterable[Example]:
        entries = self._entry.get("example", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._wrong("no_examples")
        for entry in entries:
            language, text, expect = (entry.get(key) for key in ("language", "text", "expect"))
            if not isinstance(language, str) or not isinstance(text, str) or expect not in EXPECTATIONS:
                self._wrong("half_example", known=", ".join(EXPECTATIONS))
            if len(text) > _LONGEST_EXAMPLE:
                self._wrong("long_text", field="example", most=_LONGEST_EXAMPLE)
            yield Example(language, text, expect)

    # ------------------------------------------------------------------ what a rule says, tolerates and tells

    def _what(self) -> tuple[str, dict[str, str]]:
        """What the rule does, in English before any other language, and in the others."""
        value = self._entry.get("what")
        if isinstance(value, str) and value.strip():
            return value, {}
        if value is None or not value:
            self._wrong("missing", field="what")
        texts = dict(self._by_language("what", value))
        first = texts.get("en") or next(iter(texts.values()))
        return first, texts

    def _by_language(self, field: str, value: object) -> Iterator[tuple[str, str]]:
        if not isinstance(value, dict):
            self._wrong("no_text", field=field)
        for language, text in value.items():
            if language not in INTERFACE_LANGUAGES:
                self._wrong("no_language", field=field, code=language, known=", ".join(INTERFACE_LANGUAGES))
            if not isinstance(text, str) or not text.strip():
                self._wrong("no_text", field=f"{field}.{language}")
            yield language, text

    def _tolerance(self, operation: Operation, compose: str, kinds: Mapping[str, str]) -> Tolerance | None:
        value = self._entry.get("tolerance")
        if value is None:
            return None
        number = isinstance(value, str | int | Decimal) and not isinstance(value, bool)
        found = read_tolerance(value) if number else None
        if found is None:
            self._wrong("no_tolerance", value=value)
        result = RESULT_ROLE.get(operation)
        if result is None:
            self._wrong("nothing_to_tolerate", operation=operation.value)
        if found.is_ambiguous:
            self._wrong("thousand_or_one", value=value)
        if found.kind is ToleranceKind.PART:
            if found.amount / 100 > _MOST_OF_VALUE:
                self._wrong("large_tolerance", value=value)
            return Tolerance(ToleranceKind.PART, found.amount / 100)
        if found.kind is ToleranceKind.UNITS:
            return Tolerance(ToleranceKind.UNITS, found.amount)
        kind = kinds.get(result)
        if compose != "change" and kind is not None and _PERCENTAGES.isdisjoint(KINDS[kind]):
            self._wrong("no_points", value=value, role=result)
        return Tolerance(ToleranceKind.POINTS, found.amount)

    def _message(self, compose: str, roles: set[str]) -> tuple[tuple[str, str], ...]:
        value = self._entry.get("message")
        if value is None:
            return ()
        texts = [("", value)] if isinstance(value, str) else list(self._by_language("message", value))
        places = {*roles, *(_OF_CHANGES if compose == "change" else ()), "said", "expected"} - {"_"}
        if not texts:
            self._wrong("no_message")
        texts = [(language, " ".join(text.split())) for language, text in texts]
        for _, text in texts:
            self._look_at_message(text, places)
        return tuple(texts)

    def _look_at_message(self, text: str, places: set[str]) -> None:
        if not text or len(text) > _LONGEST_MESSAGE:
            self._wrong("long_message", most=_LONGEST_MESSAGE)
        if not text.isprintable():
            # An escape character among them would steer the terminal.
            self._wrong("odd_message")
        try:
            named = [(name, form or turned) for _, name, form, turned in Formatter().parse(text) if name is not None]
        except ValueError:
            self._wrong("loose_brace")
        for name, form in named:
            if name not in places or form:
                known = ", ".join(f"{{{place}}}" for place in sorted(places))
                self._wrong("no_placeholder", place=f"{{{name}}}", known=known)
        if not {"{", "}"}.isdisjoint(_BRACES.sub("", text)):
            # "{{part}}" and "{part:}" would be printed as they stand.
            self._wrong("loose_brace")
