"""Known events, confounders, weights and groups."""

from datetime import date

import pytest

from impact.reference import events, groups, weights


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der DeepSeek-Schock traf die Börse.", "deepseek-2025"),
        ("Deepseeks Modell verblüffte die Branche.", "deepseek-2025"),
        ("Lehman went under.", "lehman-2008"),
        ("DeepSeek erinnert an Lehman.", None),  # two events: neither
        ("Ein ruhiger Tag an der Börse.", None),
        ("Wirecard legte zu.", None),  # one of two key words
        ("Wirecard kann keine Bilanz vorlegen.", "wirecard-2020"),
        ("Die Lehmannstraße in Berlin", None),  # no whole word
        ("Nikkei fell 1200 points", None),  # 12 is not a word here
    ],
)
def test_known_event(text, found):
    event = events.known_event(text)
    assert (event and event.id) == found


def test_event_has_its_session():
    event = events.known_event("DeepSeek")
    assert event is not None
    assert event.session == date(2025, 1, 27)


def test_confounders_are_for_the_symbol_or_for_all():
    found = events.confounders("MSFT", date(2025, 1, 28), date(2025, 1, 30))
    assert any("quarterly results" in c.what.text for c in found)
    assert any("Federal Reserve" in c.what.text for c in found)
    assert not any("AAPL" in c.symbols for c in found)
    assert {c.what.texts["de"] for c in found} == {"Quartalszahlen", "Zinsentscheid der US-Notenbank (unverändert)", "Alibaba kündigt Qwen2.5-Max an"}
    assert events.confounders("MSFT", date(2024, 6, 3), date(2024, 6, 4)) == ()


def test_weight_of_nvidia():
    assert weights.weight("^GSPC", "NVDA") == pytest.approx(0.065)
    assert weights.weight("SMH", "NVDA") == pytest.approx(0.20)
    assert weights.weight("^GSPC", "KO") is None


def test_groups_name_their_members_and_definitions():
    seven = groups.group("MAG7")
    assert seven is not None
    assert set(seven.members) == {"AAPL", "MSFT", "GOOGL", "AMZN", "NVDA", "META", "TSLA"}
    tech = groups.group("US_TECH")
    assert tech is not None
    assert tech.definitions[0].default
    assert groups.group("NOTHING") is None


def test_every_reported_definition_has_its_numbers():
    from impact.market.totals import _rows

    printed = {row["group"] for row in _rows("reported_totals.csv")}
    named = {d.reported for g in groups.groups().values() for d in g.definitions if d.reported}
    assert named <= printed


def test_every_definition_has_its_words_and_finds_companies():
    import tomllib
    from datetime import date as day

    from impact.market.totals import market
    from impact.report import messages

    lines = market(day(2025, 1, 27))
    for language in ("de", "en"):
        with open(f"{messages.__path__[0]}/{language}.toml", "rb") as file:
            words = tomllib.load(file)["definition"]
        for group in groups.groups().values():
            for definition in group.definitions:
                assert definition.reported or definition.id in words, (language, definition.id)
                assert definition.reported or len(groups.select(definition, lines)) > 3, definition.id
