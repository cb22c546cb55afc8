"""``python -m tests.relations.learn_weights en fr``: learn resources/rules/weights from the passages beside this."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.relations.learning.fitting import Gate, Problem, learned
from tests.relations.learning.instances import instances
from tests.relations.learning.passages import LEARNED, Passage, broken_copies, passages
from workbench.relations.rules import built_in_rules
from workbench.relations.weighing.candidates import FAMILIES
from workbench.resource_files import resources

RIDGE, FEWEST, LEAST_WEIGHT, OF_BROKEN, OF_EXAMPLES = 10.0, 3, 0.08, 0.5, 2.0
GATE_RIDGE, OPENS = 4.0, -500
TAKEN, JUDGED = 50, 20


def left_alone(language: str) -> Iterator[Passage]:
    """The texts that rules must pass or leave alone: nothing is said in them but what fits."""
    for rule in built_in_rules():
        for number, example in enumerate(rule.examples):
            if example.language == language and example.expect != "flag" and "\n" not in example.text:
                yield Passage(f"{rule.id}-{number}", language, example.text, ())


def learn(language: str, folder: Path) -> dict[str, object]:
    """The table of weights of a language, learned from its passages and their broken copies."""
    problems = {family.name: Problem() for family in FAMILIES}
    gates = {family.name: Gate() for family in FAMILIES}
    for passage in left_alone(language):
        for one in instances(passage):
            problems[one.family].add(one, OF_EXAMPLES)
            gates[one.family].add(one)
    for passage in passages(language, folder):
        for number, copy in enumerate((passage, *broken_copies(passage))):
            for one in instances(copy):
                if one.none and number > 1 and one.family != "percentage":
                    # What is said of nothing is so in every copy: two are enough.
                    continue
                problems[one.family].add(one, OF_BROKEN if copy.broken else 1.0)
                gates[one.family].add(one)
    started = time.monotonic()
    tables, loss = learned(problems, RIDGE, FEWEST, LEAST_WEIGHT)
    print(f"{language}: loss {loss:.1f}, {time.monotonic() - started:.0f} s", flush=True)
    families = {}
    for name, problem in problems.items():
        gate = gates[name].learned(GATE_RIDGE, FEWEST)
        families[name] = {"least": TAKEN, "asked": JUDGED, "opens": OPENS, "gate": gate, "weights": tables[name]}
        tried, some = len(problem.none), len(problem.none) - int(sum(problem.none))
        signs = sum(map(len, tables[name].values()))
        print(f"{language} {name}: {tried} numbers, {some} said of others, {signs} signs", flush=True)
    return {"language": language, "families": families}


def main(languages: list[str], folder: Path = LEARNED) -> None:
    """Learn and write the weights of some languages."""
    for language in languages:
        table = learn(language, folder)
        file = resources() / "rules" / "weights" / f"{language}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
