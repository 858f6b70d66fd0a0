"""What a report says of the language of an article: a guess, a second language, or none that is read."""

import json

import pytest

from impact.cli import cli
from impact.pipeline.reading import in_language, read_claims
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


DUTCH = "Het aandeel van de chipfabrikant Nvidia daalde maandag met zeventien procent, terwijl de beurs in Amsterdam ook lager sloot. De beleggers waren niet blij met het nieuws uit China."
NVIDIA = "Die Nvidia-Aktie fiel am 27. Januar 2025 um 17 Prozent, und auch der Dax gab an diesem Tag nach."


@pytest.mark.parametrize("command", ["verify", "claims"])
def test_one_text_in_another_language_is_an_input_that_gave_nothing(command, tmp_path, capsys):
    file = tmp_path / "nl.txt"
    file.write_text(DUTCH, encoding="utf-8")
    assert cli.main([command, str(file)], standalone_mode=False) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"impact: {file}: in ")
    assert len(told.splitlines()) == 1


def test_a_folder_with_a_text_in_another_language_goes_on(tmp_path, capsys):
    (tmp_path / "nl.txt").write_text(DUTCH, encoding="utf-8")
    (tmp_path / "de.txt").write_text(NVIDIA, encoding="utf-8")
    assert cli.main(["verify", str(tmp_path)], standalone_mode=False) == 0
    assert "nl.txt: in " in capsys.readouterr().err


@pytest.mark.parametrize(("rows", "missing"), [([DUTCH], 1), ([DUTCH, NVIDIA], 0)])
def test_a_list_of_articles_is_missing_only_when_none_can_be_read(rows, missing, tmp_path):
    file = tmp_path / "list.json"
    file.write_text(json.dumps([{"text": row} for row in rows]), encoding="utf-8")
    found = read_claims([str(file)])
    assert found.missing == missing
    assert [row.reason.id for row in found.skipped] == ["skipped.language"]
