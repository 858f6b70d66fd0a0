"""What a report says of the language of an article: a guess, a second language, or none that is read."""

import pytest

from impact.pipeline.reading import in_language
from impact.records import Article

GERMAN = "Die Aktie ist am Montag um 17 Prozent gefallen, und die Anleger sind nicht froh über den Verlust.\n"
ENGLISH = "The shares fell by 17 percent on Monday, and the investors are not amused by the loss of value.\n"


@pytest.mark.parametrize(
    ("text", "language", "notes"),
    [
        (GERMAN * 2, "de", []),
        ("Nvidia plunges", "en", [("note.language", {"language": "en"})]),
        (ENGLISH * 4 + GERMAN * 2, "en", [("note.language_mixed", {"other": "de"})]),
    ],
)
def test_guesses_and_second_languages_are_noted(text, language, notes):
    known = in_language(Article(id="a", text=text))
    assert known.language == language
    assert [(note.id, note.values) for note in known.notes] == notes


def test_a_language_that_is_not_read_is_none():
    assert in_language(Article(id="a", text="Aktien föll med 17 procent på måndagen.")) is None


def test_a_language_that_is_known_is_not_guessed():
    article = Article(id="a", text=ENGLISH, language="de")
    assert in_language(article) is article
