"""Where the data files of the product are: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """The folder of language data, rules and texts."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def load_toml(*parts: str) -> dict[str, Any]:
    """The table in the TOML file ``resources()/parts[0]/parts[1]...``."""
    with resources().joinpath(*parts).open("rb") as file:
        return tomllib.load(file)
