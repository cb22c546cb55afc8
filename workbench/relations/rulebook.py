"""The rule reference of the documentation, made from the rules: ``python -m workbench.relations.rulebook``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from workbench.model import Tolerance, ToleranceKind
from workbench.relations.rules import SHARED, Rule, built_in_rules, languages
from workbench.resource_files import resources

_EXPECTED = {"flag": "related and flagged", "pass": "related, nothing wrong", "alone": "left alone"}
_HEAD = """# Relation rules

Made from `resources/rules` by `python -m workbench.relations.rulebook`; do not edit. The tests run every example
below through extraction, relating and checking. Wordings are written in the notation of
`workbench/relations/pattern.py`; `<classes>` and `@macros` are those of `resources/rules/wording/<language>.toml`.
Wordings under “shared” are those of every language whose file says `shared = true`: German, Spanish, Italian,
Portuguese and Dutch, which say them with macros of one name.

A [rule file of your own](own-rules.md) has the same form (`[[rule]]` with `id`, `operation`, `what`, `slots`,
`[rule.wordings]` and `[[rule.example]]`, perhaps `tolerance` and `message`). `workbench check TEXT --rules FILE` uses
it beside these rules, once its examples come out as they say; `--without ID` leaves a rule out, of the program's too.
In Python it is `workbench.check(text, rules=FILE)`. In the window, *Checks > Rules and thresholds* lists all rules,
adds such files to the case or to all cases, and switches any rule off and on.
"""


def rulebook() -> str:
    """The text of docs/rules.md."""
    parts = [_HEAD]
    rules = sorted(built_in_rules(), key=lambda rule: (rule.operation.value, rule.id))
    for operation, members in groupby(rules, key=lambda rule: rule.operation.value):
        parts.append(f"## {operation}\n")
        parts.extend(_entry(rule) for rule in members)
    return "\n".join(parts).rstrip() + "\n"


def _entry(rule: Rule) -> str:
    lines = [f"### `{rule.id}`", "", f"**What it does.** {rule.what}", ""]
    if rule.why:
        lines += [f"**Why it matters.** {rule.why}", ""]
    if rule.limits:
        lines += [f"**Known limits.** {rule.limits}", ""]
    facts = [f"binding: {rule.binding.value}"]
    if not rule.exhaustive:
        facts.append("one-sided")
    if rule.doubts:
        facts.append("doubts: " + ", ".join(rule.doubts))
    if rule.tolerance is not None:
        facts.append(f"tolerates {_tolerated(rule.tolerance)}")
    lines += ["; ".join(facts).capitalize() + ".", ""]
    for language in (*languages(), SHARED):
        wordings = rule.wordings.get(language)
        if wordings:
            lines += [f"Wordings ({language}):", "", "```", *wordings, "```", ""]
    if rule.examples:
        lines += ["| | example | |", "| --- | --- | --- |"]
        lines += [
            f"| {example.language} | {_in_one_line(example.text)} | {_EXPECTED[example.expect]} |"
            for example in rule.examples
        ]
        lines.append("")
    return "\n".join(lines)


def _tolerated(tolerance: Tolerance) -> str:
    amount = tolerance.amount * (100 if tolerance.kind is ToleranceKind.PART else 1)
    unit = {ToleranceKind.PART: " %", ToleranceKind.POINTS: " points", ToleranceKind.UNITS: ""}[tolerance.kind]
    return f"{float(amount):g}{unit}"


def _in_one_line(text: str) -> str:
    """An example as a table cell of Markdown holds it: its lines apart by a sign, no bar."""
    return " ⏎ ".join(line for line in text.replace("|", "/").split("\n") if line.strip())


def main() -> None:
    """Write docs/rules.md of a checkout."""
    target = Path(resources()).parent / "docs" / "rules.md"
    target.write_text(rulebook(), encoding="utf-8")


if __name__ == "__main__":
    main()
