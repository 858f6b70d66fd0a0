"""policy.toml: complete, hashed, in three profiles, and refused when it breaks its contract."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from impact.errors import DataError, InputError
from impact.verdicts import load_policy, policy, policy_table
from impact.verdicts.published import degree_words, examples


def test_version_and_hash_are_those_of_the_file():
    found = load_policy()
    assert found.profile == "newsroom"
    assert found.sha256 == hashlib.sha256(policy.PATH.read_bytes()).hexdigest()
    assert found.version


def test_every_row_of_the_table_has_a_source():
    found = load_policy()
    rows = list(policy_table(found))
    assert len({name for name, _, _ in rows}) == len(rows) > 50
    assert {source for _, _, source in rows} <= set(found.sources)


def test_profiles_change_only_what_they_name():
    newsroom, strict, lenient = load_policy("newsroom"), load_policy("strict"), load_policy("lenient")
    caps = [p.hedges["none"].cap for p in (strict, newsroom, lenient)]
    assert caps == [Decimal("0.01"), Decimal("0.025"), Decimal("0.04")]
    assert strict.hedges["none"].limit == newsroom.hedges["none"].limit
    assert strict.degrees == newsroom.degrees


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(InputError, match="newsroom"):
        load_policy("brave")


def test_the_worked_bands_of_the_design_are_published():
    """DESIGN: "fast 17 %" core [16; 17), outer [15; 17.085]; a bare 600 billion is 585 to 615, "etwa" 570 to 630."""
    rows = {row[0]: row[1:] for row in examples(load_policy())}
    assert rows["almost"][:2] == ("[16; 17)", "[15; 17.085]")
    assert (rows["none"][2], rows["about"][2], rows["over"][0]) == ("[585; 615]", "[570; 630]", "[17; 18.7]")
    assert rows["exactly"][0] == rows["exactly"][1]


def test_every_degree_is_published_with_its_words():
    rows = {row[0]: row[1:] for row in degree_words(load_policy())}
    assert rows["slight"][:2] == ("0 to 2", "0 to 1")
    assert rows["massive"][:2] == ("5 and more", "2.5 and more")
    assert all(word in rows["strong"][2] for word in ("kräftig", "sharply", "fortement"))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[hedge.almost]", "[hedge.nearly]", "other classes"),
        ('side = "below"', 'side = "beneath"', "unknown side"),
        ("limit = 0.15", "limits = 0.15", "unknown or missing field"),
        ("outer = 2.0", "outer = 0.5", "outer band inside"),
        ("slight = [0.0, 2.0]", "slight = [2.0, 0.0]", "empty band"),
        ("massive = [5.0", "huge = [5.0", "other degrees"),
        ("ratio = 2.0", "", "unknown or missing field"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path, monkeypatch, old, new, named):
    text = policy.PATH.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "policy.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(policy, "PATH", broken)
    policy.load_policy.cache_clear()
    try:
        with pytest.raises(DataError, match=named):
            load_policy()
    finally:
        policy.load_policy.cache_clear()
