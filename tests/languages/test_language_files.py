"""Language files: their contract, the errors that name file and key, and the examples that stand beside the words."""

import pytest

from impact import languages
from impact.claims import extract
from impact.errors import LanguageError
from impact.languages.lexicon import Entry, Lexicon, matches
from impact.records import Article

CODES = languages.codes()


def line(claim):
    value = "-" if claim.value is None else format(claim.value, ".6g")
    return f"{claim.subject} {claim.metric} {claim.direction or '-'} {value} {claim.hedge}"


def wanted(text):
    parts = text.split()
    parts[3] = "-" if parts[3] == "-" else format(float(parts[3]), ".6g")
    return " ".join(parts)


def read(text, code):
    claims = extract(Article(id="example", language=code, published="2025-01-28", text=text))
    ties = ("cause", "equivalence", "direction")
    return {line(c) for c in claims if c.reject is None and c.subject and c.metric not in ties}


def rows(key):
    return [pytest.param(code, row, id=f"{code}-{n}") for code in CODES for n, row in enumerate(languages.load(code).tables[key])]


@pytest.mark.parametrize(("code", "row"), rows("examples"))
def test_example(code, row):
    assert read(row["text"], code) == {wanted(claim) for claim in row["claims"]}


@pytest.mark.parametrize(("code", "row"), rows("counterexamples"))
def test_counterexample(code, row):
    assert read(row["text"], code) == set()


@pytest.mark.parametrize("code", CODES)
def test_forty_examples_and_counterexamples(code):
    tables = languages.load(code).tables
    assert len(tables["examples"]) + len(tables["counterexamples"]) >= 40
    assert len(tables["counterexamples"]) >= 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Kurs der Aktie ist nach der Eröffnung um drei Prozent gefallen, und die Anleger sind nicht froh.", "de"),
        ("The price of the share has fallen by three percent after the open, and investors are not amused.", "en"),
        ("De koers van het aandeel is na de opening met drie procent gedaald, en de beleggers zijn er niet blij mee.", None),
        ("Il titolo è sceso del tre per cento dopo l'apertura, e gli investitori non sono contenti della notizia.", None),
        ("La acción cayó un tres por ciento tras la apertura, y los inversores no están contentos con la noticia.", None),
        ("Aktien faldt med tre procent efter åbningen, og det er investorerne ikke glade for.", None),
        ("Akcje spadły o trzy procent po otwarciu, a inwestorzy nie są z tego zadowoleni, że spółka tak się zachowała.", None),
        ("O título caiu três por cento após a abertura, e os investidores não estão contentes com a notícia da empresa.", None),
        ("Le cours de l'action a chuté de trois pour cent après l'ouverture, et les investisseurs ne sont pas contents.", "fr"),
        ("Nvidia shares plunge 17%", "en"),
        ("Nvidia verlor 589 Milliarden Dollar Börsenwert.", "de"),
        ("Nvidia a perdu 589 milliards de dollars de capitalisation.", "fr"),
        ("Nvidia verloor 589 miljard dollar aan beurswaarde, het grootste dagverlies ooit.", None),
        ("Piazza Affari chiude in calo dell'1,2%.", None),
        ("Nvidia tappade 589 miljarder dollar i börsvärde.", None),
        ("Les accions de Nvidia van caure un 17% dilluns.", None),
        ("D'Aktie vun Nvidia ass e Méindeg ëm 17 Prozent gefall.", None),
        ("Indeks WIG20 stracił na zamknięciu 1,2 proc.", None),
        ("Акции Nvidia упали в понедельник на 17%.", None),
        ("12345 67890", None),
        ("", None),
    ],
)
def test_language_of_a_text(text, code):
    assert languages.detect_language(text) == code


GERMAN = "Die Aktie ist am Montag um 17 Prozent gefallen, und die Anleger sind nicht froh über den Verlust.\n"
ENGLISH = "The shares fell by 17 percent on Monday, and the investors are not amused by the loss of value.\n"
DUTCH = "Het aandeel daalde maandag met 17 procent en de beleggers zijn er niet blij mee, zei de analist.\n"


@pytest.mark.parametrize(
    ("text", "code", "unsure", "other"),
    [
        (GERMAN * 3, "de", False, None),
        ("Nvidia bricht ein", "de", False, None),
        ("Nvidia plunges", "en", True, None),
        (GERMAN * 5 + ENGLISH * 3, "de", False, "en"),  # a release with its translation
        (GERMAN * 400 + ENGLISH * 200, "de", False, "en"),
        (GERMAN * 9 + ENGLISH, "de", False, None),  # one quotation
        (GERMAN * 5 + DUTCH * 6, None, False, None),
    ],
)
def test_what_is_unsure_or_mixed_is_said(text, code, unsure, other):
    assert languages.detected(text) == languages.Detected(code, unsure, other)


def test_unknown_language_names_those_there_are():
    with pytest.raises(LanguageError, match=r"language 'xx': there is no such language file; use one of de, en, fr"):
        languages.load("xx")


def broken(tmp_path, change, code="de"):
    from importlib import resources

    text = resources.files(languages).joinpath(f"{code}.toml").read_text(encoding="utf-8")
    path = tmp_path / f"{code}.toml"
    path.write_text(change(text), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.replace('code = "de"', 'code = "fr"', 1), r"de\.toml code: is 'fr'; write 'de'"),
        (lambda t: t.replace('direction = "down"', 'direction = "sideways"', 1), r"\[\[moves\]\] 1 direction: is 'sideways'; write up or down"),
        (lambda t: t.replace("tausend = 1e3", "tausend = -1", 1), r"\[scale\] tausend: is -1; write a positive number"),
        (lambda t: t.replace("[hedge]", "[hedges]", 1), r"\[hedge\] about: is missing"),
        (lambda t: t.replace('"nach|geben', '"nach geben', 1), r"has not three parts; write particle\|simple forms\|participles"),
        (lambda t: t.replace('ytd = ["', 'ytd = ["Jahr", "', 1), r"\[basis\] ytd: 'Jahr' has capitals"),
        (lambda t: t + "\n[[[", r"no valid TOML"),
    ],
)
def test_a_broken_file_is_named_with_its_key(tmp_path, change, message):
    with pytest.raises(LanguageError, match=message):
        languages.load_file(broken(tmp_path, change))


def test_a_file_anywhere_can_be_loaded(tmp_path):
    assert languages.load_file(broken(tmp_path, lambda t: t)).name == "Deutsch"


@pytest.mark.parametrize(
    ("pattern", "word", "fit"),
    [("sturz", "sturz", True), ("*sturz", "kurssturz", True), ("*sturz", "sturz", False), ("kurs*", "kurs", True), ("kurs*", "kursrutsch", True), ("*", "x", True)],
)
def test_wildcards(pattern, word, fit):
    assert matches(pattern, word) is fit


def test_the_longer_phrase_of_one_table_counts():
    lexicon = Lexicon([("plus", Entry("t")), ("im plus", Entry("t")), ("im", Entry("u"))])
    words = ["im", "plus"]
    found = [(m.first, m.last, m.entry.tag) for m in lexicon.find(words, [(0, 2), (3, 7)])]
    assert (0, 2, "t") in found
    assert (0, 1, "u") in found
