"""Numbers in a row that are no list, and last numbers that close no story, are left alone; others are not."""

from __future__ import annotations

import pytest

from workbench.analysis import analyse
from workbench.model import Verdict
from workbench.reading import read_text

NONE = [
    ("en", "Half of the 3,410 pumps sunk since 2006 have failed: too shallow, 1,080; broken shafts, 490; salt, 160."),
    ("en", "The club's takings were £184m, compared with £178m, after adding £14m for the new stand."),
    ("en", "Readership grew 8.1% to 41,380 (2020: 38,280), with students now a sixth, and the trust banked £1.4m."),
    (
        "en",
        "In Leeds the average walk is 18.4 minutes; Londoners need 27.9. That is an additional 9.5 minutes of rain.",
    ),
    ("en", "The panel put 16 of Hull's 71 garages on notice, after 9 in spring, when it had 74. It has risen by 7."),
    ("fr", "Le comité compte 16 membres, dont 7 femmes, 6 externes et 4 suppléants."),
    ("fr", "La prime de 140 salariés et la baisse de 6 % des loyers ont aidé : 57 bars n'ouvrent que 5 jours sur 7."),
    ("fr", "Le plan affecte 12,4 milliards d'euros aux routes sur les 381 du total, 6 milliards au rail, 4 au fret."),
    ("fr", "Trafic de fret : Metz : 12,6 millions ; Toul : 0,01 ; Vitry : 0,007."),
    ("fr", "« J'ai vendu 46 paniers lundi, 83 mardi dernier. Faites le compte, 37 paniers se sont envolés. »"),
    ("fr", "Des dons reçus, 43 % sont des légumes, 24 % du lait, 18 % du pain. Le reste : fruits (8 %) et conserves."),
    ("fr", "La dépense pour un lycéen, 11 340 euros, dépasse d'un tiers celle pour un écolier, 8 020 euros."),
]
LISTS_AND_STORIES = [
    ("en", "The fund has granted $3.42 million, of which it split: $1.15 million to Leeds and $2.72 million to Hull."),
    ("en", "Tom had 46 marbles and gave Ann 19. He has 37 marbles left."),
    ("fr", "Le fonds a versé 384 000 euros : 152 000 aux écoles, 131 000 aux clubs et 110 000 aux musées."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_numbers_that_are_no_list_and_close_no_story_are_left_alone(language: str, text: str) -> None:
    findings = analyse(read_text(text, language=language)).findings
    assert [finding.explanation.title for finding in findings if finding.verdict is Verdict.INCONSISTENT] == []


@pytest.mark.parametrize(("language", "text"), LISTS_AND_STORIES)
def test_lists_and_stories_that_do_not_add_up_are_found(language: str, text: str) -> None:
    findings = analyse(read_text(text, language=language)).findings
    assert Verdict.INCONSISTENT in {finding.verdict for finding in findings}
