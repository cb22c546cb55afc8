"""``python -m tests.relations.learn_telling en fr``: learn resources/rules/weights/telling.json from passages.

How likely combinations are in passages that the weights were learned from says little of others. So what becomes of
contradictions is learned from passages of its own, and from the examples of the rules. After `learn_weights`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.relations.learning.contradictions import contradictions, of_examples
from tests.relations.learning.judging import learned
from tests.relations.learning.passages import JUDGED, passages
from workbench.relations.weighing.telling import BY_RULE, BY_SIGNS
from workbench.resource_files import resources

FLAGGED = {BY_RULE: (0.0072, 0.014), BY_SIGNS: (0.009, 0.018)}
"""By what makes relations: of the sound passages, some of them written to look wrong, the shares that have a
contradiction told, and told or asked about."""


def main(languages: list[str], folder: Path = JUDGED) -> None:
    """Learn and write what becomes of contradictions."""
    sound = [passage for language in languages for passage in passages(language, folder)]
    found = [*contradictions(sound), *(one for language in languages for one in of_examples(language))]
    table = learned(found, {maker: (told * len(sound), asked * len(sound)) for maker, (told, asked) in FLAGGED.items()})
    file = resources() / "rules" / "weights" / "telling.json"
    file.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
