"""Dates, years, quarters, ranges and relative times become absolute days; counts stay counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extraction.calendar import Bearing, MentionKind, document_date, find_mentions
from workbench.model import Document

TODAY = date(2024, 11, 29)


def times(text: str, language: str, today: date | None = TODAY) -> list[tuple[str, str | None]]:
    return [
        (mention.text, None if mention.period is None else str(mention.period))
        for mention in find_mentions(Document(text, language=language, date=today))
    ]


FRENCH = {
    "Le samedi 26 novembre 2022 à Lyon.": [("samedi 26 novembre 2022", "2022-11-26")],
    "Ouvert le 1er mars 2023.": [("le 1er mars 2023", "2023-03-01")],
    "Signé le 26/11/2022.": [("26/11/2022", "2022-11-26")],
    "Au T2 2023, les ventes montent.": [("T2 2023", "2023-Q2")],
    "Au troisième trimestre 2022, tout va.": [("troisième trimestre 2022", "2022-Q3")],
    "Au deuxième semestre, tout va.": [("deuxième semestre", "2024-07/2024-12")],
    "Sur l'exercice 2023-2024, tout va.": [("exercice 2023-2024", "2023/2024")],
    "L'exercice clos le 31 mars 2024 est bon.": [("L'exercice clos le 31 mars 2024", "2023-04/2024-03")],
    "La hausse, de janvier à septembre 2022, est nette.": [("de janvier à septembre 2022", "2022-01/2022-09")],
    "Une hausse de janvier à septembre cette année.": [("de janvier à septembre cette année", "2024-01/2024-09")],
    "Entre 2015 et 2020, tout monte.": [("Entre 2015 et 2020", "2015/2020")],
    "La période 2015-2020 est close.": [("2015-2020", "2015/2020")],
    "L'an dernier, tout montait.": [("L'an dernier", "2023")],
    "Il y a deux ans, tout montait.": [("Il y a deux ans", "2022")],
    "Un an plus tôt, tout montait.": [("Un an plus tôt", None)],
    "Les neuf premiers mois de 2024 sont bons.": [("neuf premiers mois de 2024", "2024-01/2024-09")],
    "En mai dernier, tout montait.": [("mai dernier", "2024-05")],
    "Des 10 au 16 décembre 2018, tout montait.": [("Des 10 au 16 décembre 2018", "2018-12-10/2018-12-16")],
    "Depuis 2010, tout monte.": [("2010", "2010-01-01/2024-11-29")],
    "Depuis sa première édition en 2010, tout monte.": [("2010", "2010-01-01/2024-11-29")],
    "En 1789, la France change.": [("1789", "1789")],
    "Les années 1990 sont loin.": [("années 1990", "1990/1999")],
    "Ils étaient là en 2018.2 327 personnes sont venues.": [("2018", "2018")],
    "Ouvert de 9h30 à 18h00.": [("9h30", None), ("18h00", None)],
    "Au printemps, tout montait.": [("Au printemps", "2024-03/2024-05")],
    "La rue du 8-Mai-1945 est longue.": [("8-Mai-1945", "1945-05-08")],
    "Le 11-Septembre a tout changé.": [("11-Septembre", "2024-09-11")],
    "L'article 1984 et la page 2014 restent.": [],
    "À l'automne 2023, tout montait.": [("À l'automne 2023", "2023-09/2023-11")],
    "L'été dernier, puis cet hiver.": [("L'été dernier", "2024-06/2024-08"), ("cet hiver", "2024-12/2025-02")],
    "Durant l'hiver 2022-2023, tout baissait.": [("l'hiver 2022-2023", "2022-12/2023-02")],
    "L'exercice clos fin mars 2024 est bon.": [("L'exercice clos fin mars 2024", "2023-04/2024-03")],
    "Les douze mois à fin juin 2024 sont bons.": [("Les douze mois à fin juin 2024", "2023-07/2024-06")],
    "Sur les trois premiers trimestres 2024, tout monte.": [("trois premiers trimestres 2024", "2024-01/2024-09")],
    "Au troisième trimestre de l'exercice 2023-2024.": [("troisième trimestre de l'exercice 2023-2024", None)],
    "Les dix premières semaines de l'année.": [("dix premières semaines de l'année", "2024-01-01/2024-03-10")],
    "Depuis le début de l'année, tout monte.": [("Depuis le début de l'année", "2024-01-01/2024-11-29")],
    "Au T3 de l'an dernier, tout montait.": [("T3 de l'an dernier", "2023-Q3")],
    "Ouvert les 3-9 mai.": [("3-9 mai", "2024-05-03/2024-05-09")],
}

ENGLISH = {
    "On Saturday 26 November 2022 it rained.": [("Saturday 26 November 2022", "2022-11-26")],
    "On November 26, 2022 it rained.": [("November 26, 2022", "2022-11-26")],
    "In March 2,000 people came; on March 2, 2,000 left.": [("March", "2024-03"), ("March 2", "2024-03-02")],
    "The three months to March 2,000 men.": [("The three months to March", "2024-Q1")],
    "Section 1983 and page 2014 remain, as does § 1988.": [],
    "Filed 2022-11-26 at noon.": [("2022-11-26", "2022-11-26")],
    "In the third quarter of 2022 sales rose.": [("the third quarter of 2022", "2022-Q3")],
    "Q3 2025, 3Q22 and 1H25 were good.": [("Q3 2025", "2025-Q3"), ("3Q22", "2022-Q3"), ("1H25", "2025-01/2025-06")],
    "Guidance for FY25 and 9M 2024 stands.": [("FY25", "2025"), ("9M 2024", "2024-01/2024-09")],
    "In fiscal 2024 sales rose.": [("fiscal 2024", "2024")],
    "The year ended March 31, 2022 was good.": [("The year ended March 31, 2022", "2021-04/2022-03")],
    "From January to September 2022 it rose.": [("From January to September 2022", "2022-01/2022-09")],
    "Between 2015 and 2020 it rose.": [("Between 2015 and 2020", "2015/2020")],
    "Last year it rose.": [("Last year", "2023")],
    "Two years ago it rose.": [("Two years ago", "2022")],
    "A year earlier it rose.": [("A year earlier", None)],
    "In the same period last year it rose.": [("the same period last year", None)],
    "Since 2010 it rose.": [("2010", "2010-01-01/2024-11-29")],
    "By 2030 it will rise.": [("2030", "2030")],
    "In May it rose; it may rise again.": [("May", "2024-05")],
    "In 2021 sales rose.": [("2021", "2021")],
    "It beat 2003's $496.5bn.": [("2003", "2003")],
    "The meeting is at 5 p.m. today.": [("5 p.m.", None), ("today", "2024-11-29")],
    "Profit rose in the three months to September.": [("the three months to September", "2024-Q3")],
    "In the three months to the end of June 2023 it rose.": [
        ("the three months to the end of June 2023", "2023-Q2"),
    ],
    "In the 12 months ended October it fell.": [("the 12 months ended October", "2023-11/2024-10")],
    "In the year to March it rose.": [("the year to March", "2023-04/2024-03")],
    "The year which ended on July 1st, 1828 was good.": [
        ("The year which ended on July 1st, 1828", "1827-07-02/1828-07-01"),
    ],
    "In the four weeks to 5 October it rose.": [("the four weeks to 5 October", "2024-09-08/2024-10-05")],
    "In the five years to 2022 it doubled.": [("the five years to 2022", "2018/2022")],
    "In the June quarter of 2023 it rose.": [("the June quarter of 2023", "2023-Q2")],
    "In the July-September quarter it rose.": [("the July-September quarter", "2024-Q3")],
    "In the July-September period of 2023 it rose.": [("July-September period of 2023", "2023-Q3")],
    "In the first three quarters of 2024 it rose.": [("the first three quarters of 2024", "2024-01/2024-09")],
    "In the first ten weeks of the year it rose.": [("the first ten weeks of the year", "2024-01-01/2024-03-10")],
    "Jan-Sept sales rose; Jan.-Sept. 2023 sales fell.": [
        ("Jan-Sept", "2024-01/2024-09"),
        ("Jan.-Sept. 2023", "2023-01/2023-09"),
    ],
    "It ran on 3-9 May and again June 3-9.": [
        ("3-9 May", "2024-05-03/2024-05-09"),
        ("June 3-9", "2024-06-03/2024-06-09"),
    ],
    "In Q3 of last year it rose.": [("Q3 of last year", "2023-Q3")],
    "So far this year it rose.": [("So far this year", "2024-01-01/2024-11-29")],
    "In the spring of 2023 it rose.": [("the spring of 2023", "2023-03/2023-05")],
    "Last summer it rose.": [("Last summer", "2024-06/2024-08")],
    "In the winter of 2022/23 it fell.": [("the winter of 2022/23", "2022-12/2023-02")],
    "In Sydney it rained in spring 2023.": [("in spring 2023", None)],
    "It fell in the half-year.": [("in the half-year", "2024-01/2024-06")],
}

OTHERS = [
    ("de", "Am Samstag, dem 26. November 2022, kam er.", [("Samstag, dem 26. November 2022", "2022-11-26")]),
    ("de", "Im dritten Quartal 2022 stieg er.", [("dritten Quartal 2022", "2022-Q3")]),
    ("de", "Im vergangenen Jahr stieg er.", [("Im vergangenen Jahr", "2023")]),
    ("es", "El sábado 26 de noviembre de 2022 llovió.", [("sábado 26 de noviembre de 2022", "2022-11-26")]),
    ("es", "En el primer semestre de 2024 subió.", [("primer semestre de 2024", "2024-01/2024-06")]),
    ("es", "El año pasado subió.", [("El año pasado", "2023")]),
    ("it", "Nei primi nove mesi del 2022 sale.", [("primi nove mesi del 2022", "2022-01/2022-09")]),
    ("it", "L'anno scorso sale.", [("L'anno scorso", "2023")]),
    ("pt", "No terceiro trimestre de 2022 subiu.", [("terceiro trimestre de 2022", "2022-Q3")]),
    ("pt", "No ano passado subiu.", [("No ano passado", "2023")]),
    ("nl", "In het derde kwartaal van 2022 steeg het.", [("derde kwartaal van 2022", "2022-Q3")]),
    ("nl", "Vorig jaar steeg het.", [("Vorig jaar", "2023")]),
    ("de", "Im Frühjahr 2023 stieg er.", [("Im Frühjahr 2023", "2023-03/2023-05")]),
    ("de", "In den neun Monaten bis Ende September.", [("den neun Monaten bis Ende September", "2024-01/2024-09")]),
    ("de", "In den ersten drei Quartalen 2024.", [("ersten drei Quartalen 2024", "2024-01/2024-09")]),
    ("es", "El verano pasado subió.", [("El verano pasado", "2024-06/2024-08")]),
    ("it", "Nell'estate del 2023 sale.", [("Nell'estate del 2023", "2023-06/2023-08")]),
    ("pt", "Na primavera de 2023 subiu.", [("Na primavera de 2023", "2023-03/2023-05")]),
    ("nl", "In het voorjaar van 2023 steeg het.", [("In het voorjaar van 2023", "2023-03/2023-05")]),
    ("zh", "2022年11月26日，无锡。", [("2022年11月26日", "2022-11-26")]),
    ("zh", "今年1-9月增长14%。", [("今年1-9月", "2024-01/2024-09")]),
    ("zh", "2022年上半年增长。", [("2022年上半年", "2022-01/2022-06")]),
]

COUNTS = [
    ("fr", "Il y a 2 022 personnes et 800 projets."),
    ("fr", "Cela coûte 1998 euros."),
    ("fr", "Les 2000 salariés sont là."),
    ("fr", "Environ 2000 manifestants sont venus."),
    ("fr", "Il reste 2019 km à faire."),
    ("en", "There were 2,022 people and 800 projects."),
    ("en", "It cost 1998 euros."),
    ("en", "About 2000 people came."),
    ("en", "It weighs 2000 milligrams."),
    ("en", "It cost $2021."),
    ("en", "A size of 2.1 pm is small."),
    ("de", "Die 2000 Mitarbeiter sind da."),
    ("en", "Directive 2014/65 and Directive 2014/65/EU apply, as does Regulation 2016/679."),
    ("en", "It took a year to march there and three quarters of the town saw it fall."),
    ("fr", "Il a été 2 fois premier; il a été reporté."),
    ("zh", "全市有2022人。"),
]


@pytest.mark.parametrize(("text", "wanted"), FRENCH.items())
def test_french_times(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert times(text, "fr") == wanted


@pytest.mark.parametrize(("text", "wanted"), ENGLISH.items())
def test_english_times(text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert times(text, "en") == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), OTHERS)
def test_times_of_other_languages(language: str, text: str, wanted: list[tuple[str, str | None]]) -> None:
    assert times(text, language) == wanted


@pytest.mark.parametrize(("language", "text"), COUNTS)
def test_counts_are_no_times(language: str, text: str) -> None:
    assert times(text, language) == []


def test_a_length_told_before_is_meant_where_it_is_told_again() -> None:
    text = "Sales rose in the quarter to June, against the quarter to June 2023. For the quarter, costs fell 3%."
    assert times(text, "en")[2] == ("For the quarter", "2024-Q2")
    assert times("For the quarter, costs fell 3%.", "en") == []
    text = "Les neuf premiers mois de 2023 sont bons. Sur neuf mois, les coûts baissent; sur trois mois, ils montent."
    assert times(text, "fr")[1:] == [("Sur neuf mois", "2023-01/2023-09")]


def test_the_dateline_gives_the_year_that_the_text_leaves_out() -> None:
    document = Document("BEIJING, 29 novembre 2022 /CNW/ - Le sommet a ouvert le 26 novembre à Wuxi.", language="fr")
    mentions = find_mentions(document)
    assert document_date(document, mentions) == date(2022, 11, 29)
    assert str(mentions[1].period) == "2022-11-26"
    assert not mentions[1].stated


def test_a_date_in_a_sentence_is_no_dateline() -> None:
    document = Document("At December 31, 2019 we had 12 shops, against 11 last year.", language="en")
    mentions = find_mentions(document)
    assert document_date(document, mentions) is None
    assert mentions[1].period is None
    assert mentions[1].shift == -12


def test_without_any_date_relative_times_stay_open() -> None:
    assert times("L'an dernier et le 26 novembre.", "fr", None) == [("L'an dernier", None), ("le 26 novembre", None)]


def test_the_weekday_written_is_kept_even_when_it_is_not_the_true_one() -> None:
    (mention,) = find_mentions(Document("On Sunday 26 November 2022 it rained.", language="en"))
    assert mention.weekday == 6
    assert mention.period is not None
    assert mention.period.first.weekday() == 5


def test_words_before_a_time_bend_it() -> None:
    bearings = {
        mention.text: mention.bearing
        for mention in find_mentions(Document("Since 2010, until 2015, by 2030, compared with 2019.", language="en"))
    }
    assert bearings == {
        "2010": Bearing.SINCE,
        "2015": Bearing.UNTIL,
        "2030": Bearing.BY,
        "2019": Bearing.AGAINST,
    }


def test_a_comparison_says_against_what_and_not_when() -> None:
    (mention,) = find_mentions(Document("Les prix montent sur un an.", language="fr", date=TODAY))
    assert (mention.kind, mention.period, mention.shift) == (MentionKind.COMPARISON, None, 12)


@given(
    st.lists(
        st.sampled_from([*"0123456789 .,-/'’\n", "2021", "mai", " du ", "janvier", "l'an dernier", "à", "Q3", "İ"]),
        max_size=80,
    ).map("".join),
    st.sampled_from(["fr", "en", "de", "es", "it", "pt", "nl", "zh"]),
)
def test_mentions_stand_in_order_without_overlap(text: str, language: str) -> None:
    end = 0
    for mention in find_mentions(Document(text, language=language, date=TODAY)):
        assert end <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end]
        end = mention.end


@pytest.mark.parametrize(
    "piece", ["1", "20", "du ", "janvier ", "2021-", "de 2010 à ", "first ", "1/", "\u00a0", "premier "]
)
def test_hostile_repetition_is_read(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for language in ("fr", "en"):
        find_mentions(Document(text, language=language, date=TODAY))


@pytest.mark.timeout(30)
def test_a_megabyte_of_springs_is_asked_once_where_it_lies() -> None:
    text = "in spring 2020 " * (1_000_000 // 15)
    assert len(find_mentions(Document(text, language="en", date=TODAY))) == 1_000_000 // 15
