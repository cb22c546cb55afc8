"""Why a table of known figures could not be used."""

from workbench.messages import PlainError, say


class ReferenceTableError(PlainError):
    """A table of known figures could not be used; the sentence names the row and the column.

    `others` is how many more rows have a problem.
    """

    def __init__(self, key: str, *, others: int = 0, **fields: object) -> None:
        super().__init__(key, others=others, **fields)

    def said(self, language: str) -> str:
        others = self.fields["others"]
        more = say("reference.more", language, count=others) if others else ""
        return say(self.key, language, **{**self.fields, "more": more})


class CellError(Exception):
    """A cell cannot be read; `key` names the sentence."""

    def __init__(self, key: str, column: str, cell: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.column = column
        self.cell = cell if len(cell) <= 60 else f"{cell[:59]}…"
