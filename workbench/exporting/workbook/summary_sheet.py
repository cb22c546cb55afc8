"""The sheet Summary: one page for the editor or partner, with charts where people would rather look."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from workbench.charts import comparison_power
from workbench.charts.wording import NumberWording
from workbench.exporting.decisions import Decisions, verdict_scale
from workbench.exporting.plain_text import cut, one_line
from workbench.exporting.recomputation import Outcome
from workbench.exporting.workbook.book import Book, Page, as_float
from workbench.exporting.workbook.checks_sheet import RESULT_MARKS
from workbench.exporting.workbook.formulas import quoted_sheet
from workbench.exporting.workbook.text_sheet import Place
from workbench.model import Claim, Comparison, Document, Finding, Severity

_WORST = 10
_LINES = 3
_MOST_PAGES = 40
_NARROWEST_BAR = 250
_COLOURS = {"stated": "#8C1D18", "computed": "#3B4A6B", "reference": "#1B6B43", "witness": "#5B6570"}


def write_summary(
    book: Book,
    document: Document,
    claims: Sequence[Claim],
    findings: Sequence[Finding],
    results: Counter[str],
    decisions: Decisions,
    places: Mapping[str, Place],
    pairwise: int = 0,
) -> None:
    """Counts, the findings to look at first, questions, sign-off. `findings` are those that ask for a decision.

    `pairwise` is how many checks are of numbers too entangled to be checked all together.
    """
    _Writer(book, document, claims, findings, results, decisions, places, pairwise).write()


class _Writer:
    def __init__(
        self,
        book: Book,
        document: Document,
        claims: Sequence[Claim],
        findings: Sequence[Finding],
        results: Counter[str],
        decisions: Decisions,
        places: Mapping[str, Place],
        pairwise: int,
    ) -> None:
        self.book, self.texts = book, book.texts
        self.page = Page(book, "summary")
        self.document, self.claims, self.findings = document, claims, findings
        self.results, self.decisions, self.places = results, decisions, places
        self.pairwise = pairwise
        self.row = 0

    def write(self) -> None:
        sheet = self.page.sheet
        for place, width in enumerate((6, 24, 18, 66, 14)):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)
        self.page.text(0, 0, self.texts("summary", "title"), "title")
        sheet.set_row(0, 24)
        self.page.text(1, 0, cut(one_line(self.document.title), 300), "muted")
        self.page.text(2, 0, f"SHA-256 {self.document.sha256[:16]}", "muted")
        self.row = 4
        self._counts()
        self._worst()
        self._questions()
        self._verdicts()
        self._pages()
        self._sign_off()
        self._number_lines()

    def _heading(self, key: str, *, columns: int = 5, **values: object) -> None:
        self.page.sheet.set_row(self.row, 20)
        for place in range(columns):
            self.page.text(self.row, place, self.texts("summary", key, **values) if not place else "", "heading")
        self.row += 1

    def _counts(self) -> None:
        """Checks by result beside findings by severity, both live."""
        self._heading("checks", columns=3)
        first = self.row
        for outcome in Outcome:
            word = self.texts("results", outcome.value)
            self.page.text(self.row, 0, "")
            self.page.text(self.row, 1, word, "bold")
            formula = f"COUNTIFS([checks.result],B{self.row + 1})"
            self.page.formula(self.row, 2, formula, float(self.results[word]), "whole")
            self.row += 1
        self._bar_chart(first, self.row - 1)
        if self.pairwise:
            self.page.text(self.row, 1, self.texts("summary", "pairwise", count=self.pairwise), "muted")
            self.row += 1
        self.row += 1
        self._heading("findings", columns=3)
        severities = Counter(finding.severity for finding in self.findings)
        for severity in Severity:
            self.page.text(self.row, 1, self.texts("levels", severity.value), "bold")
            formula = f"COUNTIFS([findings.severity],B{self.row + 1})"
            self.page.formula(self.row, 2, formula, float(severities[severity]), "whole")
            self.row += 1
        self.page.text(self.row, 1, self.texts("what_if", "active"), "muted")
        self.page.formula(self.row, 2, 'COUNTIFS([what_if.changed],"→")', 0.0, "whole")
        self.row += 2

    def _bar_chart(self, first: int, last: int) -> None:
        chart = self.book.file.add_chart({"type": "bar"})
        name = quoted_sheet(self.page.name)
        chart.add_series(
            {
                "categories": f"={name}!$B${first + 1}:$B${last + 1}",
                "values": f"={name}!$C${first + 1}:$C${last + 1}",
                "data_labels": {"value": True},
                "points": [{"fill": {"color": str(_fill(outcome))}} for outcome in Outcome],
                "gap": 40,
            }
        )
        chart.set_title({"name": self.texts("summary", "chart"), "name_font": {"size": 10}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 470, "height": 205})
        self.page.sheet.insert_chart(
            first - 1, 3, chart, {"x_offset": 12, "description": self.texts("summary", "chart")}
        )

    def _worst(self) -> None:
        self._heading("worst")
        if not self.findings:
            self.page.text(self.row, 1, self.texts("summary", "none"))
            self.row += 2
            return
        for rank, finding in enumerate(self.findings[:_WORST], 1):
            self.page.number(self.row, 0, rank, "whole")
            match = f"MATCH(A{self.row + 1},[findings.rank],0)"
            result = self.texts("results", finding.verdict.value)
            for place, column, value in (
                (1, "id", finding.id),
                (2, "result", result),
                (3, "title", one_line(finding.explanation.title)),
                (4, "severity", self.texts("levels", finding.severity.value)),
            ):
                self.page.formula(self.row, place, f'IFERROR(INDEX([findings.{column}],{match}),"")', value, "wrap")
            self.row += 1
        self._mark(self.row - min(_WORST, len(self.findings)), self.row - 1)
        self.row += 1

    def _mark(self, first: int, last: int) -> None:
        for key in ("inconsistent", "doubtful"):
            self.page.sheet.conditional_format(
                first,
                2,
                last,
                2,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{self.texts("results", key)}"',
                    "format": self.book.file.add_format(RESULT_MARKS[key]),
                },
            )

    def _questions(self) -> None:
        self._heading("questions")
        for question in self.decisions.questions or ("", ""):
            self.page.text(self.row, 1, one_line(question), "input_text")
            self.row += 1
        self.row += 1

    def _verdicts(self) -> None:
        self._heading("verdicts")
        known = {claim.id for claim in self.claims}
        counts = Counter(judged.verdict for id_, judged in self.decisions.verdicts.items() if id_ in known)
        for step in verdict_scale(self.texts.language):
            self.page.text(self.row, 1, "" if step.rating is None else str(step.rating), "muted")
            self.page.formula(
                self.row, 2, f"COUNTIFS([claims.verdict],D{self.row + 1})", float(counts[step.id]), "whole"
            )
            self.page.text(self.row, 3, step.name, "indented")
            self.row += 1
        self.row += 1

    def _pages(self) -> None:
        """Figures by page, for a document that has pages."""
        counts = Counter(place.page for place in self.places.values() if place.page)
        if not counts:
            return
        self._heading("pages")
        for page in sorted(counts)[:_MOST_PAGES]:
            self.page.number(self.row, 1, page, "whole")
            self.page.formula(self.row, 2, f"COUNTIFS([claims.page],B{self.row + 1})", float(counts[page]), "whole")
            self.row += 1
        self.row += 1

    def _sign_off(self) -> None:
        self._heading("sign_off")
        decided = self.decisions
        for key, who, signed, moment in (
            ("preparer", decided.preparer, "prepared", decided.prepared),
            ("reviewer", decided.reviewer, "reviewed", decided.reviewed),
        ):
            day = "" if moment is None else moment.date().isoformat()
            for label, value in ((key, who), (signed, day)):
                self.page.text(self.row, 1, self.texts("read_me", label), "bold")
                self.page.text(self.row, 2, "", "sign_here")
                self.page.text(self.row, 3, value, "sign_here")
                self.page.sheet.set_row(self.row, 20)
                self.row += 1
        self.row += 1

    def _number_lines(self) -> None:
        """A bar for each source of the main findings: what is stated against what the other numbers give."""
        drawn = 0
        for finding in self.findings:
            rows, unit = _bars(finding.comparison, self.texts.language, {claim.id: claim for claim in self.claims})
            if not rows:
                continue
            self._heading("line", id=finding.id)
            for place, key, of in ((1, "from", unit), (2, "to", unit), (4, "width", "")):
                self.page.text(self.row, place, f"{self.texts('summary', key)} {of}".strip(), "muted_right")
            self.page.text(self.row, 3, cut(one_line(finding.explanation.title), 200), "indented")
            self.row += 1
            first = self.row
            # A stacked bar begins at the end nearer to zero, and goes away from zero.
            below = all(high <= 0 for _, _, high, _ in rows)
            # A single value would have no width, and not be seen.
            seen = (max(high for _, _, high, _ in rows) - min(low for _, low, _, _ in rows)) / _NARROWEST_BAR
            for label, low, high, _ in rows:
                self.page.number(self.row, 1, low)
                self.page.number(self.row, 2, high)
                self.page.text(self.row, 3, cut(one_line(label), 60), "indented")
                number = self.row + 1
                width = f"MIN(B{number}-C{number},-{seen!r})" if below else f"MAX(C{number}-B{number},{seen!r})"
                self.page.formula(self.row, 4, width, max(high - low, seen) * (-1 if below else 1), "number")
                self.row += 1
            if below or all(low >= 0 for _, low, _, _ in rows):
                self._line_chart(first, self.row - 1, rows, below=below)
                self.row += 7 + 2 * len(rows)
            self.row += 1
            drawn += 1
            if drawn == _LINES:
                break

    def _line_chart(self, first: int, last: int, rows: list[tuple[str, float, float, str]], *, below: bool) -> None:
        """Bars from low to high: what leads up to them is not drawn."""
        near = "C" if below else "B"
        chart = self.book.file.add_chart({"type": "bar", "subtype": "stacked"})
        name = quoted_sheet(self.page.name)
        labels = f"={name}!$D${first + 1}:$D${last + 1}"
        chart.add_series(
            {
                "categories": labels,
                "values": f"={name}!${near}${first + 1}:${near}${last + 1}",
                "fill": {"none": True},
                "gap": 60,
            }
        )
        colours = [_COLOURS.get(source, _COLOURS["computed"]) for _, _, _, source in rows]
        chart.add_series(
            {
                "categories": labels,
                "values": f"={name}!$E${first + 1}:$E${last + 1}",
                "points": [{"fill": {"color": colour}, "border": {"color": colour}} for colour in colours],
            }
        )
        least, most = min(low for _, low, _, _ in rows), max(high for _, _, high, _ in rows)
        step = _round_step((most - least) or abs(most) or 1.0)
        lines = {"visible": True, "line": {"color": "#DDDDDD"}}
        axis = {
            "min": math.floor(least / step - 0.3) * step,
            "max": math.ceil(most / step + 0.3) * step,
            "major_unit": step,
            "major_gridlines": lines,
            "num_format": "General",
        }
        chart.set_x_axis({**axis, "num_font": {"size": 8}})
        chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 8}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 860, "height": 100 + 36 * len(rows)})
        self.page.sheet.insert_chart(last + 1, 1, chart, {"y_offset": 6, "description": "; ".join(r[0] for r in rows)})


def _fill(outcome: Outcome) -> object:
    return {
        Outcome.CONSISTENT: "#7BA88D",
        Outcome.ROUNDING: "#B9D8C4",
        Outcome.DOUBTFUL: "#E0A24A",
        Outcome.INCONSISTENT: "#B3261E",
        Outcome.UNKNOWN: "#9AA5B1",
    }[outcome]


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides `span` into four to ten."""
    power = 10.0 ** math.floor(math.log10(span / 4))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= span / 4)


def _bars(
    comparison: Comparison | None, language: str, claims: Mapping[str, Claim]
) -> tuple[list[tuple[str, float, float, str]], str]:
    """Label, low, high and source of each row with two ends, in one scale, and what they count.

    Nothing when fewer than two rows have both ends.
    """
    if comparison is None:
        return [], ""
    bounded = [row for row in comparison.rows if row.expected.low is not None and row.expected.high is not None]
    if len(bounded) < 2:
        return [], ""
    ends = [end for row in bounded for end in (row.expected.low, row.expected.high) if end is not None]
    power = comparison_power(comparison, claims)
    wording = NumberWording(language, comparison.unit, max(abs(end) for end in ends), power=power)
    scale = Fraction(10) ** wording.exponent
    rows = []
    for row in bounded:
        assert row.expected.low is not None
        assert row.expected.high is not None
        rows.append((row.label, as_float(row.expected.low / scale), as_float(row.expected.high / scale), row.source))
    return rows, wording.unit
