"""A report in one HTML file: it opens offline, prints, and says everything without colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.charts import comparison_power, written_power
from workbench.charts.wording import NumberWording
from workbench.exporting.analysed import Analysed
from workbench.exporting.decisions import NOTHING_DECIDED, Decisions, verdict_scale
from workbench.exporting.html_text import MarkedText, attribute, safe
from workbench.exporting.number_line_svg import number_line_svg
from workbench.exporting.report_wording import explanation_lines, implied_findings, report_language, report_texts
from workbench.exporting.rules_used import rules_said
from workbench.exporting.states import State, claim_states, state_of
from workbench.exporting.to_decide import to_decide
from workbench.exporting.whole_file import whole_file
from workbench.exporting.workbook.wording import wording
from workbench.model import Claim, Finding, Interval, Kind
from workbench.resource_files import resources
from workbench.version import __version__


def write_html(
    analysis: Analysed,
    path: str | Path,
    language: str | None = None,
    *,
    decisions: Decisions = NOTHING_DECIDED,
    now: datetime | None = None,
) -> None:
    """Write the report to `path`; the file appears only when it is complete.

    In `language`, that of the text by default, as the explanations are.
    """
    with whole_file(path) as file:
        for piece in html_report(analysis, language, decisions=decisions, now=now):
            file.write(piece)


def html_report(
    analysis: Analysed,
    language: str | None = None,
    *,
    decisions: Decisions = NOTHING_DECIDED,
    now: datetime | None = None,
) -> Iterator[str]:
    """The report piece by piece."""
    return _Report(analysis, language or analysis.document.language, decisions, now or datetime.now()).pieces()


class _Report:
    def __init__(self, analysis: Analysed, language: str, decisions: Decisions, now: datetime) -> None:
        self.analysis, self.decisions, self.now = analysis, decisions, now
        self.document = analysis.document
        self.language = report_language(language)
        self.texts: dict[str, Any] = report_texts(self.language)
        self.colon = "\u00a0: " if self.language == "fr" else ": "
        self.levels = wording(self.language).table("levels")
        self.verdicts = {step.id: step.name for step in verdict_scale(self.language, decisions)}
        self.claims = {claim.id: claim for claim in analysis.claims}
        self.states = claim_states(analysis.findings)
        self.marked = MarkedText(self.document, analysis.claims, self.states, self.texts["states"])

    def pieces(self) -> Iterator[str]:
        title = self.document.title or self.texts["heading"]
        yield (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            # Nothing may be fetched and no script run, whatever the document holds.
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f"<title>{safe(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#text">{safe(self.texts["skip"])}</a>\n'
        )
        yield from self._head(title)
        yield "<main>\n"
        yield from self._summary()
        yield from self._findings()
        yield from self._implied()
        yield from self._text()
        yield from self._figures()
        yield from self._references()
        yield from self._sources()
        yield f"</main>\n<footer><p>{safe(self.texts['limits'])}</p></footer>\n</body>\n</html>\n"

    def _head(self, title: str) -> Iterator[str]:
        texts, document = self.texts, self.document
        about = [
            f"{texts['source']}{self.colon}{document.path.name}" if document.path is not None else "",
            f"{texts['digest']}{self.colon}{document.sha256}" if document.sha256 else "",
            f"{texts['language']}{self.colon}{document.language}",
            f"{texts['made']} {self.now.date().isoformat()}",
            texts["program"].format(version=__version__),
            *rules_said(self.analysis, texts["own_rules"], texts["rules_off"]),
            self._signed("prepared_by", self.decisions.preparer),
            self._signed("reviewed_by", self.decisions.reviewer),
        ]
        yield f'<header>\n<h1>{safe(title)}</h1>\n<p class="about">{safe(texts["heading"])}</p>\n'
        yield f'<p class="about">{safe(" · ".join(part for part in about if part))}</p>\n</header>\n'

    def _signed(self, label: str, name: str) -> str:
        return f"{self.texts[label]} {name}" if name else ""

    def _summary(self) -> Iterator[str]:
        texts = self.texts
        counts = Counter(state_of(finding) for finding in self.analysis.findings)
        said = texts["counts"].format(claims=len(self.analysis.claims), checks=len(self.analysis.relations))
        yield f'<section aria-labelledby="summary">\n<h2 id="summary">{safe(texts["summary"])}</h2>\n'
        yield f"<p>{safe(said)}</p>\n"
        yield '<ul class="tally">\n'
        for state in State:
            if state is not State.UNCHECKED:
                word = texts["states"][state.value]
                yield (
                    f'<li class="{state.value}"><i class="sign" aria-hidden="true">{state.sign}</i> '
                    f"<strong>{counts[state]}</strong> {safe(word)}</li>\n"
                )
        yield "</ul>\n"
        entangled = sum(finding.pairwise for finding in self.analysis.findings)
        if entangled:
            yield f"<p>{safe(texts['pairwise'].format(count=entangled))}</p>\n"
        yield "</section>\n"

    def _findings(self) -> Iterator[str]:
        texts = self.texts
        flagged = to_decide(self.analysis.findings)
        yield f'<section aria-labelledby="findings">\n<h2 id="findings">{safe(texts["findings"])}</h2>\n'
        if not flagged:
            yield f"<p>{safe(texts['nothing'])}</p>\n"
        for finding in flagged:
            yield self._finding(finding)
        yield "</section>\n"

    def _finding(self, finding: Finding) -> str:
        state, texts, said = state_of(finding), self.texts, finding.explanation
        meta = [texts["states"][state.value], texts["severity"].format(level=self.levels[finding.severity.value])]
        links = " ".join(_link(claim) for claim in finding.claims)
        name, heading = attribute(finding.id), attribute(f"{finding.id}-t")
        places = safe(texts["to_text"] + self.colon) + links
        sign = f'<span class="sign s-{state.value}" aria-hidden="true">{state.sign}</span>'
        parts = [
            f'<article class="finding {state.value}" id={name} aria-labelledby={heading}>\n',
            f"<h3 id={heading}>{sign} {safe(said.title)}</h3>\n",
            f'<p class="meta">{safe(" · ".join([finding.id, *meta]))} · {places}</p>\n<dl>\n',
        ]
        parts += [f"<dt>{safe(label)}</dt><dd>{safe(line)}</dd>\n" for label, line in explanation_lines(said, texts)]
        parts.append(self._decision(finding))
        parts.append("</dl>\n")
        if finding.comparison is not None and finding.comparison.rows:
            power = comparison_power(finding.comparison, self.claims)
            svg = number_line_svg(finding.comparison, language=self.language, name=f"line-{finding.id}", power=power)
            parts.append(f'<figure style="margin:0" aria-label={attribute(texts["line_of"])}>{svg}</figure>\n')
        parts.append("</article>\n")
        return "".join(parts)

    def _decision(self, finding: Finding) -> str:
        decided = self.decisions.findings.get(finding.key)
        if decided is None:
            return ""
        words = wording(self.language).known("choices", decided.verdict)
        said = " · ".join(part for part in (words, decided.by, decided.note) if part)
        changed = self._changed() if decided.changed_since else ""
        return f"<dt>{safe(self.texts['decision'])}</dt><dd>{safe(said)}{changed}</dd>\n"

    def _changed(self) -> str:
        """What was decided before the figures were read otherwise, marked by a sign and in words."""
        return f' <strong class="changed">⟳ {safe(self.texts["changed_since"])}</strong>'

    def _implied(self) -> Iterator[str]:
        texts = self.texts
        implied = implied_findings(self.analysis.findings)
        if not implied:
            return
        yield f'<section aria-labelledby="implied">\n<h2 id="implied">{safe(texts["implied"])}</h2>\n'
        yield f"<p>{safe(texts['implied_note'])}</p>\n"
        for finding in implied:
            yield (
                f'<article class="finding implied" id={attribute(f"{finding.id}-implied")}>'
                f'<h3><span class="sign s-implied" aria-hidden="true">⇒</span> {safe(finding.explanation.title)}</h3>'
                f"<dl><dt>{safe(texts['lines']['working'])}</dt><dd>{safe(finding.explanation.working)}</dd></dl>"
                "</article>\n"
            )
        yield "</section>\n"

    def _text(self) -> Iterator[str]:
        texts = self.texts
        yield f'<section aria-labelledby="text">\n<h2 id="text">{safe(texts["text"])}</h2>\n'
        yield f'<p class="meta">{safe(texts["legend"] + self.colon)}'
        yield " · ".join(
            f'<span class="{state.value}"><i class="sign" aria-hidden="true">{state.sign}</i> '
            f"{safe(texts['states'][state.value])}</span>"
            for state in State
        )
        yield f'</p>\n<div class="document" lang={attribute(self.document.language)}>\n'
        yield from self.marked.blocks()
        yield "</div>\n</section>\n"

    def _figures(self) -> Iterator[str]:
        texts = self.texts
        yield f'<section aria-labelledby="figures">\n<h2 id="figures">{safe(texts["figures"])}</h2>\n'
        headings = ("figure", "as_written", "value", "what", "where", "when", "state", "verdict")
        yield self._table_head(headings, "figures")
        for claim in self.analysis.claims:
            yield self._figure(claim)
        yield "</table></div>\n</section>\n"

    def _figure(self, claim: Claim) -> str:
        state = self.states.get(claim.id, State.UNCHECKED)
        cells = (
            _link(claim.id),
            safe(claim.text),
            safe(self._value(claim)),
            safe(claim.indicator or ""),
            safe(claim.scope or ""),
            safe(str(claim.period) if claim.period is not None else ""),
            f'<span class="{state.value}"><i class="sign" aria-hidden="true">{state.sign}</i> '
            f"{safe(self.texts['states'][state.value])}</span>",
            self._verdict(claim),
        )
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"

    def _verdict(self, claim: Claim) -> str:
        """What people said of a figure: verdicts, note, and whether it was read otherwise then."""
        lines = []
        for label, judged in (
            ("", self.decisions.verdicts.get(claim.id)),
            (self.texts["second_verdict"], self.decisions.second_verdicts.get(claim.id)),
        ):
            if judged is not None:
                name = self.verdicts.get(judged.verdict, judged.verdict)
                said = " · ".join(part for part in (name, judged.by, judged.note) if part)
                lines.append(safe(f"{label}{self.colon}{said}" if label else said))
        note = self.decisions.notes.get(claim.id)
        if note:
            lines.append(safe(f"{self.texts['note']}{self.colon}{note}"))
        changed = self._changed() if claim.id in self.decisions.changed_since else ""
        return "<br>".join(lines) + changed

    def _sources(self) -> Iterator[str]:
        """The sources that people named, with the files kept beside them."""
        if not self.decisions.sources:
            return
        yield f'<section aria-labelledby="sources">\n<h2 id="sources">{safe(self.texts["sources"])}</h2>\n'
        yield self._table_head(("figure", "source", "accessed", "quote", "attached"), "sources")
        for source in self.decisions.sources:
            cells = (
                _link(source.claim) if source.claim else "",
                safe(" ".join(part for part in (source.title, source.address) if part)),
                safe(source.accessed),
                safe(source.quote),
                safe(source.file),
            )
            yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
        yield "</table></div>\n</section>\n"

    def _references(self) -> Iterator[str]:
        if not self.analysis.references:
            return
        texts = self.texts
        yield f'<section aria-labelledby="references">\n<h2 id="references">{safe(texts["references"])}</h2>\n'
        yield self._table_head(("what", "where", "when", "value", "source"), "references")
        for figure in self.analysis.references:
            cells = (
                figure.indicator,
                figure.scope,
                str(figure.period),
                self._reading(figure.expected, figure.quantity.unit),
                " ".join(part for part in (figure.source, figure.url) if part),
            )
            yield "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in cells) + "</tr>\n"
        yield "</table></div>\n</section>\n"

    def _table_head(self, headings: Sequence[str], name: str) -> str:
        """The beginning of a table named by the heading `name`; one that is too wide is scrolled by keyboard too."""
        cells = "".join(f'<th scope="col">{safe(self.texts[key])}</th>' for key in headings)
        region = f'<div class="wide" role="region" tabindex="0" aria-labelledby="{name}">'
        return f'{region}<table aria-labelledby="{name}">\n<thead><tr>{cells}</tr></thead>\n'

    def _value(self, claim: Claim) -> str:
        """What the number is read as; a date names days and is no interval of numbers."""
        if claim.quantity.kind is Kind.DATE:
            return "" if claim.date is None else str(claim.date)
        return self._reading(claim.expected, claim.quantity.unit, written_power(claim))

    def _reading(self, interval: Interval, unit: str | None, power: int | None = None) -> str:
        ends = [abs(end) for end in (interval.low, interval.high) if end is not None]
        return NumberWording(self.language, unit, max(ends) if ends else None, power=power).interval(interval)


def _link(claim: str) -> str:
    return f"<a href={attribute('#' + claim)}>{safe(claim)}</a>"


def _style() -> str:
    return resources().joinpath("exporting", "report.css").read_text(encoding="utf-8")
