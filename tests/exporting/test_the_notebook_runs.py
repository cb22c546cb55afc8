"""The notebook in the documentation runs from top to bottom and shows what it shows."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def test_every_cell_runs_and_gives_what_is_shown_below_it() -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    names: dict[str, Any] = {}
    for cell in cells:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            value = run("".join(cell["source"]), names)
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                # Wordings may be bettered; the figures they name may not change.
                shown = "".join(output["text"])
                assert numbers(printed.getvalue()) == numbers(shown)
            elif isinstance(value, pd.DataFrame):
                table = pd.read_html(io.StringIO("".join(output["data"]["text/html"])), index_col=0)[0]
                assert list(table.index) == [value.index.name, *value.index] or list(table.index) == list(value.index)
            else:
                assert repr(value) == "".join(output["data"]["text/plain"])


def numbers(text: str) -> set[str]:
    """The figures that a printed text names."""
    return set(re.findall(r"\d+[.,]\d+", text))


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; the value of its last expression, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "cell", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
