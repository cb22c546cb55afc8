"""Dataclasses to JSON and back, exactly: `Decimal` and `Fraction` as strings, defaults left out.

One encoder and one decoder are built for each class from its annotations and kept. Fields unknown to the program
are ignored on reading, so that an additive change of the model needs no migration.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from workbench.case.errors import UnreadableRecordError

T = TypeVar("T")
Coder = Callable[[Any], Any]

_AS_TEXT: dict[type, Coder] = {Decimal: Decimal, Fraction: Fraction, Path: Path}
_AS_IS = (str, int, bool, float)


def dump(value: object) -> str:
    """The JSON text of a dataclass, without fields at their defaults."""
    text = json.dumps(_encode(value), ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        # Lone surrogates, as broken files and clipboards hold them, are no characters: escaped they survive.
        return json.dumps(_encode(value), separators=(",", ":"))
    return text


def load(kind: type[T], text: str) -> T:
    """The `kind` that `dump` wrote. Raises `UnreadableRecordError` for anything else."""
    try:
        return cast(T, _decoder(_hashable(kind))(json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError) as fault:
        raise UnreadableRecordError(kind=kind.__name__, text=text[:80]) from fault


@cache
def _encoder(kind: Hashable) -> Coder:
    assert isinstance(kind, type)
    if not is_dataclass(kind):
        return _plain_encoder(kind)
    parts = [(field.name, _default(field), field.name) for field in fields(kind)]

    def encode(value: Any) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for name, default, key in parts:
            item = getattr(value, name)
            if type(item) is type(default) and item == default and str(item) == str(default):
                continue  # compared as text too: Decimal("1.0") equals Decimal("1") but is written otherwise
            record[key] = _encode(item)
        return record

    return encode


def _encode(item: Any) -> Any:
    if item is None or type(item) in _AS_IS:
        return item
    return _encoder(_hashable(type(item)))(item)


def _hashable(kind: type) -> Hashable:
    # Classes are hashable, but `type` is not declared so.
    return cast(Hashable, kind)


def _plain_encoder(kind: type) -> Coder:
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date | datetime):
        return lambda value: value.isoformat()
    if issubclass(kind, Path | Decimal | Fraction):
        return str
    if issubclass(kind, list | tuple | frozenset):
        return lambda value: [_encode(item) for item in value]
    if issubclass(kind, dict):
        return lambda value: {key: _encode(item) for key, item in value.items()}
    if issubclass(kind, str | int | bool | float):
        return lambda value: value
    raise TypeError(f"no JSON form for {kind.__name__}")


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return MISSING


@cache
def _decoder(kind: Hashable) -> Coder:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is not None:
        return _container(origin, get_args(kind))
    if kind is Any or kind in _AS_IS:
        return lambda value: value
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if kind in _AS_TEXT:
        return _AS_TEXT[kind]
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    raise TypeError(f"no value for {kind}")


def _optional(kind: Any) -> Coder:
    inner = [part for part in get_args(kind) if part is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"no value for {kind}")
    decode = _decoder(inner[0])
    return lambda value: None if value is None else decode(value)


def _container(origin: Any, parts: tuple[Any, ...]) -> Coder:
    if origin is dict:
        item = _decoder(parts[1])
        return lambda value: {key: item(entry) for key, entry in value.items()}
    if origin is tuple and not (len(parts) == 2 and parts[1] is ...):
        each = [_decoder(part) for part in parts]
        return lambda value: tuple(decode(entry) for decode, entry in zip(each, value, strict=True))
    item = _decoder(parts[0])
    return lambda value: origin(item(entry) for entry in value)


def _dataclass_decoder(kind: type) -> Coder:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind) if field.init}

    def decode(record: dict[str, Any]) -> Any:
        return kind(**{name: decoders[name](item) for name, item in record.items() if name in decoders})

    return decode
