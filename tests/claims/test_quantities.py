"""Numbers: printed digits per language, scale words taken literally, hedges, ranges, pairs, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact.claims.numbers import coarsest_place, parse_number, places
from impact.claims.quantities import Scanner
from impact.claims.tokens import tokenize
from impact.languages import load


def scan(text, code):
    language = load(code)
    return Scanner(language).scan(text, tokenize(text, 0, len(text), 0, language), False, set())


@pytest.mark.parametrize(
    ("printed", "decimal", "group", "value", "place"),
    [
        ("17", ",", ".", 17, 1), ("17,0", ",", ".", 17, 0.1), ("1.234,50", ",", ".", 1234.5, 0.01), ("50.000", ",", ".", 50000, 1),
        ("1.234.567", ",", ".", 1234567, 1), ("40 109", ",", ".", 40109, 1), ("1 234,5", ",", ".", 1234.5, 0.1), ("1\u202f234,5", ",", ".", 1234.5, 0.1),
        ("40’287.53", ",", ".", 40287.53, 0.01), ("1'234", ",", ".", 1234, 1), ("0.93", ",", ".", 0.93, 0.01), ("2.5", ",", ".", 2.5, 0.1),
        ("1,234.56", ".", ",", 1234.56, 0.01), ("5,80,016.37", ".", ",", 580016.37, 0.01), ("6,012", ".", ",", 6012, 1), ("118.42", ".", ",", 118.42, 0.01),
        ("0.372", ",", ".", 0.372, 0.001),
    ],
)  # fmt: skip
def test_printed_numbers(printed, decimal, group, value, place):
    assert parse_number(printed, decimal, group) == (pytest.approx(value), pytest.approx(place))


@pytest.mark.parametrize("printed", ["1.23.456", "1,2,3", "12..5"])
def test_malformed_groups_are_no_number(printed):
    assert parse_number(printed, ",", ".") is None


def test_swiss_point_is_a_decimal_where_the_document_writes_so():
    assert parse_number("14.309", ",", ".", point_decimal=True) == (14.309, 0.001)
    assert parse_number("14.309", ",", ".") == (14309.0, 1.0)


@pytest.mark.parametrize(("value", "finest", "coarsest"), [(600, 1, 100), (589, 1, 1), (17.0, 0.1, 1), (14.3, 0.1, 0.1), (18000, 1, 1000)])
def test_coarsest_place(value, finest, coarsest):
    assert coarsest_place(value, finest) == pytest.approx(coarsest)


@pytest.mark.parametrize(
    ("value", "finest", "scale", "gmin", "gmax"),
    [(600, 1, 1e9, 1e9, 1e11), (1, 1, 1e12, 1e11, 1e12), (2.9, 0.1, 1e12, 1e11, 1e11), (17, 1, 1, 1, 1), (5, 1, 1, 1, 1), (589, 1, 1e9, 1e9, 1e9)],
)
def test_written_places(value, finest, scale, gmin, gmax):
    assert places(value, finest, scale) == (pytest.approx(gmin), pytest.approx(gmax))


GERMAN = [
    ("fast 17 %", 17, "percent", None, "almost"), ("knapp 17 Prozent", 17, "percent", None, "just_under"), ("rund 1,2 Mrd. Euro", 1.2e9, "currency", "EUR", "about"),
    ("über 1 Billion Dollar", 1e12, "currency", "USD", "over"), ("weniger als 6 Millionen Dollar", 6e6, "currency", "USD", "under"),
    ("2,78 Billiarden Euro", 2.78e15, "currency", "EUR", "none"), ("gut 15 Euro", 15, "currency", "EUR", "just_over"), ("ein halbes Prozent", 0.5, "percent", None, "none"),
    ("dreieinhalb Milliarden Franken", 3.5e9, "currency", "CHF", "none"), ("mehr als ein Drittel", 100 / 3, "fraction", None, "over"), ("drei Viertel", 75, "fraction", None, "none"),
    ("18.602 Punkte", 18602, "points", None, "none"), ("3 Prozentpunkte", 3, "percentage_points", None, "none"), ("25 Basispunkte", 25, "basis_points", None, "none"),
    ("118,42\u00a0US-Dollar", 118.42, "currency", "USD", "none"), ("600 Mrd. $", 6e11, "currency", "USD", "none"), ("70 Cent", 0.7, "currency", "EUR", "none"),
]  # fmt: skip
ENGLISH = [
    ("nearly 17%", 17, "percent", None, "almost"), ("$600bn", 6e11, "currency", "USD", "none"), ("$2.9tn", 2.9e12, "currency", "USD", "none"), ("about €3.5 million", 3.5e6, "currency", "EUR", "about"),
    ("half a trillion dollars", 5e11, "currency", "USD", "none"), ("more than a quarter", 25, "fraction", None, "over"), ("two-thirds", 200 / 3, "fraction", None, "none"),
    ("₹3 lakh crore", 3e12, "currency", "INR", "none"), ("HK$2.28", 2.28, "currency", "HKD", "none"), ("16 cents", 0.16, "currency", "USD", "none"), ("a 1,000-point drop", 1000, "points", None, "none"),
    ("just under 0.5 per cent", 0.5, "percent", None, "just_under"), ("one trillion dollars", 1e12, "currency", "USD", "none"), ("435.7p", 435.7, "currency", "GBX", "none"), ("A$5", 5, "currency", "AUD", "none"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "row"), [("de", r) for r in GERMAN] + [("en", r) for r in ENGLISH], ids=lambda v: v if isinstance(v, str) else v[0])
def test_quantities(code, row):
    text, value, unit, currency, hedge = row
    found = scan(text, code)
    assert len(found) == 1
    q = found[0]
    assert (q.value, q.unit, q.currency, q.hedge) == (pytest.approx(value), unit, currency, hedge)
    assert text[q.start : q.end].strip() == text[q.start : q.end]


def test_scale_words_are_per_language():
    assert scan("1 Billion Dollar", "de")[0].value == 1e12
    assert scan("1 billion dollars", "en")[0].value == 1e9


def test_ranges():
    q = scan("Abschläge zwischen 4,7 und 7,8 Prozent", "de")[0]
    assert (q.value, q.high, q.unit) == (4.7, 7.8, "percent")
    q = scan("between 16 and 17 percent", "en")[0]
    assert (q.value, q.high) == (16, 17)
    q = scan("16-17%", "en")
    assert len(q) <= 2


def test_a_unit_said_once_holds_for_the_pair():
    first, second = scan("von 3,5 auf 2,9 Billionen Dollar", "de")
    assert (first.value, first.currency, first.role) == (3.5e12, "USD", "from")
    assert (second.value, second.role) == (2.9e12, "to")
    first, second = scan("1,8 beziehungsweise 3,0 Prozent", "de")
    assert (first.value, first.unit) == (1.8, "percent")
    first, second = scan("um 2,1 und der Nasdaq um 3,3 Prozent", "de")
    assert (first.unit, second.unit) == ("percent", "percent")


def test_signs():
    assert [q.sign for q in scan("Aixtron (-5,9 %), SAP (+1,2 %), Bayer (−3 %)", "de")] == [-1, 1, -1]


@pytest.mark.parametrize("text", ["Qwen 2.5-Max", "Claude 3.5", "GPT-4o", "die 200-Tage-Linie", "um 15.30 Uhr", "R1 und V3"])
def test_product_numbers_and_times_have_no_unit(text):
    assert [q for q in scan(text, "de") if q.unit != "plain"] == []


def test_thresholds():
    assert scan("die 19.000er-Marke", "de")[0].unit == "mark"
    assert scan("the 40,000 mark", "en")[0].unit == "mark"


@given(st.integers(1, 999_999), st.integers(0, 99))
def test_both_languages_read_their_own_writing(whole, cents):
    english = f"{whole:,}.{cents:02d}"
    german = english.replace(",", " ").replace(".", ",").replace(" ", ".")
    want = pytest.approx(float(f"{whole}.{cents:02d}"))
    assert parse_number(english, ".", ",")[0] == want
    assert parse_number(german, ",", ".")[0] == want


@given(st.text(alphabet="0123456789.,'’ \u00a0", max_size=30))
def test_any_digits_give_a_number_or_none(text):
    parsed = parse_number(text, ",", ".")
    assert parsed is None or (parsed[0] >= 0 and 0 < parsed[1] <= 1)


@pytest.mark.parametrize("text", ["down for a fifth straight session", "higher for a third day", "makes half its shoes in Vietnam"])
def test_ordinals_and_shares_of_other_things_are_no_fractions(text):
    assert scan(text, "en") == []
