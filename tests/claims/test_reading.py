"""From sentence to claim: what one changed word changes, days, paths, ties between claims, and inputs that mean harm."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.claims import extract
from impact.records import Article

SEEDS = Path(__file__).parent.parent.parent / "seeds"
TIES = ("cause", "equivalence")


def read(text, language="de", published="2025-01-28", **options):
    return extract(Article(id="a", text=text, language=language, published=published), **options)


def one(text, metric="price_change_pct", **options):
    found = [c for c in read(text, **options) if c.metric == metric]
    assert len(found) == 1, [(c.metric, c.quote) for c in found]
    return found[0]


def traits(claim):
    names = ("subject", "metric", "direction", "value", "hedge", "bound", "basis", "event_date", "negated", "hypothetical")
    return {name: getattr(claim, name) for name in names}


def changed(before, after):
    a, b = traits(before), traits(after)
    return {name for name in a if a[name] != b[name]}


BASE = "Die Nvidia-Aktie fiel am Montag um fast 17 Prozent."


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("17", "18", {"value"}), ("fiel", "stieg", {"direction"}), ("fast", "mehr als", {"hedge", "bound"}), ("fast", "rund", {"hedge", "bound"}),
        ("Nvidia", "Intel", {"subject"}), ("Montag", "Freitag", {"event_date"}), ("um fast", "zeitweise um fast", {"basis"}),
        ("Prozent.", "Prozent nicht.", {"negated"}),
    ],
)  # fmt: skip
def test_one_word_changes_one_attribute(old, new, names):
    # the article's own basis is said, so that only the changed word can move it
    text = BASE.replace("am Montag", "am Montag zum Handelsschluss") if "basis" not in names else BASE
    before = one(text if "basis" not in names else BASE.replace("am Montag", "am Montag bis zum Handelsschluss"))
    source = text if "basis" not in names else BASE
    after = one(source.replace(old, new, 1))
    assert changed(before, after) == names


def test_scale_word_changes_the_value_by_a_thousand():
    text = "Der Börsenwert von Nvidia sank um 589 {} Dollar."
    small = one(text.format("Milliarden"), "market_cap_change_usd")
    big = one(text.format("Billionen"), "market_cap_change_usd")
    assert big.value == small.value * 1000
    assert changed(small, big) == {"value"}


def test_a_conditional_is_marked():
    claim = one("If the losses hold, Nvidia would shed $600 billion in market value.", "market_cap_change_usd", language="en")
    assert claim.hypothetical


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die Nvidia-Aktie verlor am Montag fast 17 Prozent.", "Nvidia shares lost almost 17 percent on Monday."),
        ("Der Dax stieg um 0,7 Prozent auf 18.602 Punkte.", "The DAX rose 0.7 percent to 18,602 points."),
        ("Apple büßte mehr als 100 Milliarden Dollar an Börsenwert ein.", "Apple lost more than $100 billion in market value."),
        ("Seit Jahresbeginn ist die Tesla-Aktie um 24 Prozent gestiegen.", "Tesla shares have risen 24 percent this year."),
    ],
)
def test_a_translation_gives_the_same_claims(german, english):
    keys = ("subject", "metric", "direction", "value", "hedge", "bound", "event_date")
    left = sorted(str([getattr(c, k) for k in keys]) for c in read(german) if c.metric not in TIES)
    right = sorted(str([getattr(c, k) for k in keys]) for c in read(english, "en") if c.metric not in TIES)
    assert left == right


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("Am Montag fiel die Nvidia-Aktie um 17 Prozent.", "2025-01-27", "weekday"),
        ("Am 27. Januar fiel die Nvidia-Aktie um 17 Prozent.", "2025-01-27", "sentence"),
        ("Am 3. September 2024 fiel die Nvidia-Aktie um 9,5 Prozent.", "2024-09-03", "sentence"),
        ("Gestern fiel die Nvidia-Aktie um 17 Prozent.", "2025-01-27", "relative"),
        ("Die Nvidia-Aktie fiel um 17 Prozent.", "2025-01-28", "article"),
        ("Im Dezember 2024 fiel die Nvidia-Aktie um 3 Prozent.", "2024-12", "sentence"),
    ],
)
def test_days(text, day, source):
    claim = one(text)
    assert (claim.event_date, claim.date_source) == (day, source)


def test_a_weekend_belongs_to_the_session_before():
    claim = one("Am Sonntag fiel die Nvidia-Aktie um 17 Prozent.")
    assert claim.event_date == "2025-01-24"


def test_the_event_is_the_last_resort():
    event = ("deepseek-2025", date(2025, 1, 27))
    claim = one("Die Nvidia-Aktie fiel um 17 Prozent.", published=None, event=event)
    assert (claim.event_date, claim.date_source) == ("2025-01-27", "event")
    claim = one("Die Nvidia-Aktie fiel um 17 Prozent.", published=None)
    assert (claim.event_date, claim.unresolved) == (None, "no_date")


def test_an_option_anchors_an_article_without_a_day():
    claim = one("Die Nvidia-Aktie fiel um 17 Prozent.", published=None, event_date=date(2025, 1, 27))
    assert (claim.event_date, claim.date_source) == ("2025-01-27", "option")


def test_a_path_goes_on_by_sessions():
    text = "Die Nvidia-Aktie fiel in der Sitzung am 27. Januar um fast 17 %, erholte sich dann leicht und fiel um weitere 5 %."
    steps = [c for c in read(text) if c.metric in ("price_change_pct", "direction")]
    assert [(c.direction, c.event_date) for c in steps] == [("down", "2025-01-27"), ("up", "2025-01-28"), ("down", "2025-01-29")]
    assert steps[1].after == steps[0].id
    assert steps[2].after == steps[1].id
    assert steps[1].degree == "slight"


# --- ties -------------------------------------------------------------------------------------------------------------


def test_two_numbers_that_the_sentence_sets_equal():
    found = [c for c in read("Nvidia verlor fast 17 %, was einem Wertverlust von etwa 589 Milliarden US-Dollar entspricht.") if c.kind == "equivalence"]
    assert [[t.value for t in c.terms] for c in found] == [[17.0, 589e9]]
    assert found[0].quote == "fast 17 %, was einem Wertverlust von etwa 589 Milliarden US-Dollar entspricht"


def test_a_number_of_times_an_amount_of_the_same_article():
    text = "Das Phoenix-Projekt soll 200 Milliarden Dollar kosten. Tech-Aktien verloren 400 Milliarden Dollar an Börsenwert, was etwa zwei Phoenix-Projekten entspricht."
    found = [c for c in read(text) if c.kind == "equivalence"]
    assert len(found) == 1
    assert found[0].value == 2
    assert {t.role: t.value for t in found[0].terms} == {"left": 400e9, "factor": 2.0, "base": 200e9}


def test_a_because_is_quoted():
    found = [c for c in read("Die Nvidia-Aktie fiel um 17 Prozent, weil DeepSeek ein billiges Modell vorstellte.") if c.kind == "cause"]
    assert [c.cause for c in found] == ["weil DeepSeek ein billiges Modell vorstellte"]


def test_rejects_have_a_type_and_no_metric():
    found = read("Das Training kostete 5,6 Millionen Dollar. Der Umsatz von Nvidia stieg um 122 Prozent. Bayers Kursziel sank auf 25 Euro.")
    assert {c.reject for c in found if c.reject} == {"corporate_amount", "fundamentals", "price_target"}
    assert all(c.metric is None for c in found if c.reject)
    assert next(c for c in found if c.value == 5.6e6).topic == "training_cost"


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("Laut Bloomberg fiel die Nvidia-Aktie um 17 Prozent.", "de", "Bloomberg"),
        ("Medienberichten zufolge fiel die Nvidia-Aktie um 17 Prozent.", "de", "Medienberichten"),
        ("Nvidia shares fell 17%, according to the London Stock Exchange Group.", "en", "London Stock Exchange Group"),
        ("Nvidia shares fell 17%.", "en", None),
    ],
)
def test_who_says_it(text, language, source):
    assert one(text, language=language).attributed_to == source


def test_a_run_of_days_is_a_record_of_its_own_kind():
    claim = one("Den dritten Tag in Folge gab der Dax nach.", "record")
    assert (claim.subject, claim.direction, claim.record.what, claim.record.place) == ("^GDAXI", "down", "streak", 3)


def test_never_before_asserts_a_record_and_negates_nothing():
    claims = read("Nvidia verlor 279 Milliarden Dollar an Börsenwert, so viel wie noch nie ein US-Konzern.")
    assert {(c.metric, c.negated) for c in claims if c.metric not in TIES} == {("market_cap_change_usd", False), ("record", False)}


def test_the_overtaker_has_the_rank():
    claim = one("Apple rose 3.2%, overtaking Nvidia as the world's most valuable company by market value.", "ranking", language="en")
    assert claim.subject == "AAPL"


# --- harm -------------------------------------------------------------------------------------------------------------

ALPHABET = st.sampled_from(
    ["Die Nvidia-Aktie", "Nvidia", "der Dax", "fiel", "um", "17", "%", " ", ",", ".", "(", ")", "auf", "589 Milliarden", "Dollar", "\n", "„", "“", "ein", "brach", "İ", "ß", "–", "27.", "Januar", "-", "Rekord"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(ALPHABET, max_size=40), st.sampled_from(["de", "en"]))
def test_every_quote_is_in_the_text(parts, language):
    text = " ".join(parts)
    claims = read(text, language)
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert len({c.id for c in claims}) == len(claims)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for c in extract(Article(id="a", text=text, language="de")):
        assert text[c.start : c.end] == c.quote


def test_the_same_input_gives_the_same_claims():
    text = (SEEDS / "001_574521603722a66e.txt").read_text(encoding="utf-8")
    assert read(text) == read(text)


@pytest.mark.parametrize("unit", ["fiel um ", "1", "(", "Nvidia ", "17 % ", "a", "Nvidia fiel um 17 %, ", "$"])
def test_long_monotony_ends(unit):
    text = (unit * (60_000 // len(unit)))[:60_000]
    for c in read(text):
        assert text[c.start : c.end] == c.quote
