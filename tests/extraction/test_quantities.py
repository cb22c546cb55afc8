"""Values, spans, precision and exactness of what is read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extraction import extract
from workbench.model import Claim, Document, Hedge, Kind, Role


def read(text: str, language: str = "fr") -> list[Claim]:
    return [claim for claim in extract(Document(text, language=language)) if claim.quantity.kind is not Kind.DATE]


def only(text: str, language: str = "fr") -> Claim:
    (claim,) = read(text, language)
    return claim


SPACES = [" ", "\u00a0", "\u202f", "\u2009", "'", "’"]


@given(st.integers(1000, 10**12), st.sampled_from(SPACES))
def test_grouped_digits_are_one_number_whatever_groups_them(number: int, space: str) -> None:
    written = f"{number:,}".replace(",", space)
    claim = only(f"Le registre compte {written} dossiers.")
    assert claim.text == written
    assert claim.quantity.value == number


@given(st.integers(1, 10**9), st.integers(0, 4))
def test_step_is_one_unit_of_the_last_digit_written(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    claim = only(f"Le solde atteint {format(value, 'f').replace('.', ',')} % du total.")
    assert claim.quantity.value == value
    assert claim.quantity.step == Decimal(1).scaleb(-places)
    assert claim.quantity.coarse_step >= claim.quantity.step
    assert value % claim.quantity.coarse_step == 0


@given(st.text(max_size=300), st.sampled_from(["fr", "en", "de", "es", "it", "pt", "nl", "zh"]))
def test_spans_are_the_text_whatever_the_text(text: str, language: str) -> None:
    claims = extract(Document(text, language=language))
    assert [claim.id for claim in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    last = 0
    for claim in claims:
        assert claim.text == text[claim.start : claim.end]
        assert claim.text
        assert claim.evidence_start <= claim.start
        assert claim.start >= last
        last = claim.start


@given(st.integers(2, 999_999))
def test_french_words_and_digits_agree(number: int) -> None:
    assert only(f"Il manque {in_french(number)} pièces").quantity.value == number


def in_french(number: int) -> str:
    units = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
    units += ["onze", "douze", "treize", "quatorze", "quinze", "seize"]
    tens = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
    if number < 17:
        return units[number]
    if number < 20:
        return f"dix-{units[number - 10]}"
    if number < 70:
        ten, unit = divmod(number, 10)
        return tens[ten] + ("" if not unit else " et un" if unit == 1 else f"-{units[unit]}")
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{in_french(number - 60)}"
    if number < 100:
        rest = number - 80
        return "quatre-vingts" if not rest else f"quatre-vingt-{'un' if rest == 1 else in_french(rest)}"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{units[hundreds]} cent" + ("" if rest else "s")
        return head + (f" {in_french(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    many = in_french(thousands)
    head = (
        "mille" if thousands == 1 else f"{many.removesuffix('s') if many.endswith(('vingts', 'cents')) else many} mille"
    )
    return head + (f" {in_french(rest)}" if rest else "")


def test_small_counts_of_things_are_exact_and_round_ones_are_not() -> None:
    assert only("Le jury réunit 11 académiciens.").quantity.exact
    assert only("Le jury réunit 289 élus.").quantity.exact
    assert not only("Le jury réunit 300 élus.").quantity.exact
    assert not only("Le jury réunit près de 11 élus.").quantity.exact
    assert not only("Le jury réunit 11 millions d'élus.").quantity.exact


def test_counted_noun_is_what_stands_behind_the_number() -> None:
    assert only("Le site a reçu 3,676 millions de personnes.").counted == "personnes"
    assert only("Près de 800 grands projets sont lancés.").counted == "grands projets"
    assert only("The clinic saw 6,000 new patients.", "en").counted == "new patients"


def test_hedge_is_evidence_and_not_part_of_the_claim() -> None:
    claim = only("Le total a franchi le cap des 350 milliards de yuans.")
    assert claim.text == "350 milliards de yuans"
    assert claim.quantity.hedge is Hedge.OVER
    assert "franchi le cap des 350" in "Le total a franchi le cap des 350 milliards de yuans."[claim.evidence_start :]


def test_only_so_many_is_no_hedge() -> None:
    assert only("Il n'en reste plus que 12 000.").quantity.hedge is None
    assert only("Elle vaut plus que 12 000.").quantity.hedge is Hedge.OVER


@pytest.mark.parametrize(
    "text",
    [
        "Le port vend 20 % de plus que 12 000 en 2012.",
        "Il en vend 20 % de moins que 12 000.",
        "Le budget dépasse de 12 000 euros celui de la ville.",
        "Les charges dépassent désormais de 12 000 euros les produits.",
    ],
)
def test_how_far_two_numbers_are_apart_is_no_hedge(text: str) -> None:
    assert [claim.quantity.hedge for claim in read(text, "fr") if claim.text.startswith("12")] == [None]


def test_number_with_an_unknown_unit_is_not_passed_for_a_bare_one() -> None:
    assert read("Le budget est de 1,2 GG$.") == []
    assert only("Le budget est de 12 G$.").quantity.value == 12_000_000_000


def test_a_space_that_slipped_behind_the_decimal_comma_splits_no_number() -> None:
    assert only("Un plan de 18, 2 milliards d'euros.").text == "18, 2 milliards d'euros"
    assert only("Un plan de 18, 2 milliards d'euros.").quantity.value == 18_200_000_000
    assert [claim.quantity.value for claim in read("Il y a 5, 6 milliards.")] == [5, 6_000_000_000]
    assert [claim.quantity.value for claim in read("Les 12, 15 millions.")] == [12, 15_000_000]
    assert [claim.quantity.value for claim in read("Il y a 5, 6 et 7 millions.")] == [5_000_000, 6_000_000, 7_000_000]


def test_times_of_day_are_no_durations() -> None:
    assert read("Ouvert entre 10 h et 12 h, puis à 15h et à 18 h 30.") == []
    assert only("Le contrat prévoit 35 h.").quantity.unit == "hour"


def test_what_a_quantity_is_per_stands_beside_its_unit() -> None:
    claim = only("Le loyer est de 650 euros par mois.")
    assert (claim.quantity.unit, claim.quantity.per) == ("EUR", "month")
    claim = only("Oil costs $80 a barrel.", "en")
    assert (claim.quantity.unit, claim.quantity.per) == ("USD", "barrel")


def test_whole_document_settles_the_decimal_mark() -> None:
    assert read("Total 1.234 ; puis 2.5 et 3.75 et 4.1 tonnes")[0].quantity.value == Decimal("1.234")
    assert read("Total 1.234 ; puis 2,5 et 3,75 tonnes")[0].quantity.value == 1234
    assert read("A total of 1,234 and 2.5 tons", "en")[0].quantity.value == 1234


def test_whole_document_settles_the_currency_of_a_plain_dollar_sign() -> None:
    text = "The Sydney group, listed in Australia, earned $12 million, or US$8 million. Australian rivals lost."
    assert [claim.quantity.unit for claim in read(text, "en")] == ["AUD", "USD"]
    assert [claim.quantity.unit for claim in read("It earned $12 million.", "en")] == ["USD"]


def test_points_are_percentage_points_where_rates_are_spoken_of() -> None:
    assert read("Le taux de chômage recule de 0,3 point, à 7,1 %.")[0].quantity.unit == "percentage point"
    assert only("L'indice CAC 40 gagne 12 points.").quantity.unit == "point"


@pytest.mark.parametrize(
    "text",
    [
        "Voir l'article 12, page 43.",
        "Le réseau 5G et le virus COVID-19.",
        "Le G20 et l'autoroute A16.",
        "Le CAC 40 recule.",
        "Composez le 01 44 55 66 77.",
        "La version 3.11.2 et l'adresse 192.168.1.20.",
        "https://exemple.fr/2024/350-millions",
        "Ils ont gagné 3-1.",
        "Des millions de personnes.",
        "L'un ou l'autre.",
    ],
)
def test_what_is_no_claim_is_not_listed(text: str) -> None:
    assert read(text) == []


def test_number_of_unread_scale_is_not_silently_small() -> None:
    assert only("Le budget est de 12,7 Md€.").quantity.value == Decimal("12700000000")
    assert only("Le budget est de 12 MEUR.").quantity.value == 12_000_000
    assert only("A deal worth VND4,927 billion.", "en").quantity.value == 4_927_000_000_000


def test_text_in_a_language_without_data_is_read_as_english() -> None:
    assert [claim.text for claim in read("Przychody to 12.5 mln EUR.", "pl")] == ["12.5 mln EUR"]


def test_zeros_written_as_decimals_are_as_sure_as_any_digit() -> None:
    for text, step in (("un taux de 40,0 %", "0.1"), ("6,00 kg", "0.01"), ("1,50 million d'euros", "10000")):
        quantity = only(text).quantity
        assert quantity.step == quantity.coarse_step == Decimal(step)


def test_year_behind_the_word_year_is_no_length_of_time() -> None:
    assert read("Après une année 2023 difficile, tout va mieux.") == []


def test_words_for_fractions_and_multiples_are_loose() -> None:
    claims = read("La moitié des communes ont doublé leur budget.")
    assert [(c.quantity.kind, c.quantity.in_words) for c in claims] == [(Kind.RATIO, True), (Kind.MULTIPLE, True)]
    assert claims[1].role is Role.MULTIPLE


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("La grue a servi 3,6 fois par jour.", "fr", Kind.COUNT),
        ("La pièce est donnée 167 fois l'an.", "fr", Kind.COUNT),
        ("Le bac est 2,5 fois la longueur du quai.", "fr", Kind.MULTIPLE),
        ("The crane was used 3.6 times a day.", "en", Kind.COUNT),
        ("The ferry is 2.5 times the length.", "en", Kind.MULTIPLE),
    ],
)
def test_times_in_a_stretch_of_time_count_and_compare_nothing(text: str, language: str, kind: Kind) -> None:
    assert only(text, language).quantity.kind is kind


def test_date_claims_carry_their_period_and_are_no_counts() -> None:
    claims = extract(Document("Fondée en 2010, la société a vendu 2000 kg le 26 novembre 2022.", language="fr"))
    dates = [str(claim.date) for claim in claims if claim.quantity.kind is Kind.DATE]
    assert dates == ["2010", "2022-11-26"]
    assert [c.text for c in claims if c.quantity.kind is not Kind.DATE] == ["2000 kg"]


@pytest.mark.parametrize(
    ("text", "language", "written", "hedge"),
    [
        ("Plus d'un salarié sur trois le pense.", "fr", "un salarié sur trois", Hedge.OVER),
        ("C'est l'avis de près d'un jeune Français sur 10.", "fr", "un jeune Français sur 10", Hedge.NEARLY),
        ("About one worker in five agrees.", "en", "one worker in five", Hedge.ABOUT),
    ],
)
def test_one_of_some_out_of_more_of_them_is_a_ratio_anywhere(
    text: str, language: str, written: str, hedge: Hedge
) -> None:
    claim = only(text, language)
    assert (claim.text, claim.quantity.kind, claim.quantity.hedge) == (written, Kind.RATIO, hedge)


def test_one_thing_before_a_year_is_no_ratio() -> None:
    assert all(claim.quantity.kind is not Kind.RATIO for claim in read("It made one man in 2010 rich.", "en"))


def test_plus_or_minus_says_no_sign_and_edging_up_no_limit() -> None:
    assert only("The margin of error is plus or minus 2.8 percentage points.", "en").quantity.value == Decimal("2.8")
    assert only("Participation edged up to 63.2%.", "en").quantity.hedge is None
    assert only("The hall holds up to 500 people.", "en").quantity.hedge is Hedge.UP_TO


def test_points_are_those_of_a_rate_unless_they_are_places() -> None:
    points = read("Turnout rose to 33.7% from 32.1%, a gain of 1.6 points.", "en")[-1]
    assert points.quantity.unit == "percentage point"
    shops = read("La marge gagne 1,2 point à 43,6 %. Le parc compte 418 points de vente.", "fr")[-1]
    assert (shops.text, shops.quantity.unit, shops.quantity.kind) == ("418", None, Kind.COUNT)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Gross margin was 79.0%, 370 basis points above the 75.3% of 2018.", "75.3%"),
        ("The rate was 250 basis points lower than 24.5% in 2018.", "24.5%"),
        ("Revenue was $3.1 million short of the $60.7 million expected.", "$60.7 million"),
        ("That is an increase over the $200 million of 2018.", "$200 million"),
    ],
)
def test_words_that_compare_two_numbers_hedge_neither(text: str, last: str) -> None:
    (claim,) = [claim for claim in extract(Document(text, language="en")) if claim.text == last]
    assert claim.quantity.hedge is None


def test_two_levels_after_a_change_are_no_range() -> None:
    text = "Sales rose 8%, or $1.2 million, from $15.0 million to $16.2 million."
    claims = extract(Document(text, language="en"))
    assert [claim.text for claim in claims][-2:] == ["$15.0 million", "$16.2 million"]


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Call (555) 010-4477, 555-010-4478 or +44 20 7946 0123 about 3 flats.", "en", ["3"]),
        ("Appelez le +33 (0)1 99 00 12 34 pour 3 lots.", "fr", ["3"]),
        ("Sales grew by +1 234 567 euros.", "fr", ["+1 234 567 euros"]),
        ("The plan will (1) cut 70 posts and (2) sell 4 sites [12]; see (b)(3).", "en", ["70", "4"]),
        ("There were women (5) and men (6).", "en", ["5", "6"]),
        ("1. The mill made 3 tonnes.", "en", ["3 tonnes"]),
        ("They moved to 9 E 80th St, Reno, Nevada 89501.", "en", ["80th"]),
        ("The road saw 5 road deaths on its 12 lane miles.", "en", ["5", "12"]),
    ],
)
def test_contacts_and_numbering_are_no_claims(text: str, language: str, written: list[str]) -> None:
    assert [claim.text for claim in read(text, language)] == written


def test_half_years_are_dates_as_quarters_are() -> None:
    claims = extract(Document("Au S1 2025 et au 1S24, les ventes gagnent 3 %.", language="fr"))
    assert [str(claim.date) for claim in claims if claim.date] == ["2025-01/2025-06", "2024-01/2024-06"]


def test_books_and_bars_are_counted_and_not_measured() -> None:
    books = only("Les libraires ont vendu 1,4 million de livres.")
    assert (books.text, books.counted, books.quantity.unit) == ("1,4 million", "livres", None)
    assert only("The street has 9 bars.", "en").counted == "bars"
    assert only("The tyre holds a pressure of 9 bars.", "en").quantity.unit == "bar"
