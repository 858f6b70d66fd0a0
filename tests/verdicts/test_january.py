"""The claims of issue 2: five articles on 27 January 2025, by the general rules, on a market of published numbers."""

from __future__ import annotations

from datetime import date

import pytest

from impact.records import Instrument, RecordScope, Term
from impact.report import say
from impact.verdicts import check, check_all, load_policy

NEWSROOM = load_policy()


def term(role, value, unit, quote="x", claim=None):
    return Term(role=role, value=value, unit=unit, currency="USD" if unit == "currency" else None, quote=quote, start=0, end=1, claim=claim)


def test_almost_17_percent_rounds_to_the_print_and_lies_below_it(january, claim):
    found = check(claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0), january, NEWSROOM)
    assert (found.verdict, found.rule, found.reading) == ("true", "printed", "close")
    assert found.actual == pytest.approx(-16.968, abs=0.001)
    assert found.deviation == pytest.approx(0.032, abs=0.001)


def test_about_589_bn_holds_under_the_last_trade_and_both_are_shown(january, claim):
    found = check(claim("cap_change", 589e9, hedge="about", gmin=1e9, gmax=1e9), january, NEWSROOM)
    assert (found.verdict, found.reading) == ("true", "last_trade")
    values = {r.id: r.value for r in found.readings}
    assert values["last_trade"] == pytest.approx(-588.7396e9, rel=1e-6)
    assert values["close"] == pytest.approx(-592.658e9, rel=1e-6)
    assert found.reason.id == "reason.under_reading"
    assert found.reason.values["actual"].value == pytest.approx(-592.658e9, rel=1e-6)


def test_about_600_bn_is_rounded_at_the_close(january, claim):
    found = check(claim("cap_change", 600e9, hedge="about", gmin=1e9, gmax=1e11), january, NEWSROOM)
    assert (found.verdict, found.rule, found.reading) == ("rounded", "core", "close")


def test_over_a_trillion_of_tech_names_its_definition(january, claim):
    found = check(claim("aggregate", 1e12, subject="US_TECH", hedge="over", gmin=1e11, gmax=1e12), january, NEWSROOM)
    assert found.verdict == "rounded"
    assert found.reading == "net:us_tech_net"
    assert found.reason.id == "reason.under_definition"
    assert found.reason.values["definition"].id == "definition.us_tech_net"
    values = {r.id: r.value for r in found.readings}
    assert values["net:us_tech_net"] == pytest.approx(-1058e9, rel=1e-4)
    assert values["losers:us_tech_losers"] == pytest.approx(-1240.5e9, rel=1e-4)
    assert values["reported:1"] == -969e9
    assert [r.default for r in found.readings if r.id.startswith(("losers", "reported"))] == [False, False]


def test_two_stargates_are_the_text_s_own_arithmetic(january, claim):
    whole = claim("aggregate", 1e12, subject="US_TECH", hedge="over", gmin=1e11, gmax=1e12, id="whole")
    terms = (term("left", 1e12, "currency", claim="whole"), term("factor", 2.0, "multiple"), term("base", 500e9, "currency"))
    twice = claim("equivalence", 2.0, subject=None, event_date=None, hedge="about", terms=terms)
    assert check_all([twice, whole], january, NEWSROOM)[0].verdict in ("true", "rounded")
    off = claim(
        "equivalence", 4.0, subject=None, event_date=None, hedge="about", terms=(terms[0], term("factor", 4.0, "multiple"), terms[2])
    )
    assert check_all([off, whole], january, NEWSROOM)[0].verdict in ("true", "rounded")  # "over 1 trillion" may be two
    bare = claim("aggregate", 1e12, subject="US_TECH", gmin=1e11, gmax=1e12, id="whole")
    assert check_all([off, bare], january, NEWSROOM)[0].verdict == "false"


def test_percent_and_amount_of_one_sentence_agree(january, claim):
    percent = claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0, id="p")
    amount = claim("cap_change", 589e9, hedge="about", gmin=1e9, gmax=1e9, id="m")
    same = claim("equivalence", terms=(term("left", 17.0, "percent", claim="p"), term("right", 589e9, "currency", claim="m")), id="e")
    found = check_all([same, percent, amount], january, NEWSROOM)[0]
    assert found.verdict == "rounded"
    assert found.actual == pytest.approx(0.17 * 142.62 * 24.49e9, rel=1e-9)
    wrong = claim("cap_change", 400e9, gmin=1e9, gmax=1e11, id="m")
    same = claim("equivalence", terms=(term("left", 17.0, "percent", claim="p"), term("right", 400e9, "currency", claim="m")), id="e")
    assert check_all([same, percent, wrong], january, NEWSROOM)[0].verdict == "false"


def test_the_largest_loss_is_one_in_dollars_with_data_since_and_none_in_percent(january, claim):
    found = check(claim("record", record=RecordScope(what="loss", scope="country", since="ever")), january, NEWSROOM)
    assert (found.verdict, found.rule, found.reading) == ("true", "zero_tolerance", "dollars")
    said = found.reason
    assert said.id == "reason.with_note"
    assert said.values["reason"].id == "reason.losses_since_still"
    assert said.values["reason"].values["computed"].isoformat() == "2021-02-01"
    assert said.values["note"].id == "reason.not_in_percent"
    percent = next(r for r in found.readings if r.unit == "percent")
    assert percent.holds is False
    assert [f.name for f in found.evidence][:3] == ["NVDA", "META", "INTC"]


def test_degree_words(january, claim):
    crash = check(claim("direction", degree="massive"), january, NEWSROOM)
    assert crash.verdict == "true"
    slight = check(claim("direction", direction="up", degree="slight", event_date="2025-01-28"), january, NEWSROOM)
    assert (slight.verdict, slight.rule, slight.reason.id) == ("imprecise", "degree", "reason.degree_too_large")
    assert slight.actual == pytest.approx(8.926, abs=0.001)
    wrong = check(claim("direction", subject="META"), january, NEWSROOM)
    assert (wrong.verdict, wrong.severity) == ("false", "story")


def test_another_5_percent_is_imprecise_with_both_readings(january, claim):
    found = check(claim("change", 5.0, gmin=1.0, gmax=1.0, event_date="2025-01-29"), january, NEWSROOM)
    assert (found.verdict, found.rule, found.severity) == ("imprecise", "outer", "detail")
    values = {r.id: r.value for r in found.readings}
    assert values["close"] == pytest.approx(-4.10, abs=0.005)
    assert values["low"] == pytest.approx(-6.93, abs=0.005)
    assert found.suggestion.values["number"].value == -4.1


def test_a_cause_stays_unproven_beside_the_move(january, claim):
    found = check(claim("cause", event_date="2025-01-29", cause="als Alibaba …"), january, NEWSROOM)
    assert (found.verdict, found.rule) == ("unproven", "cause")
    assert found.actual == pytest.approx(-4.10, abs=0.005)
    assert found.reason.id == "reason.cause_beside"
    assert found.reason.values["reason"].id == "reason.cause_move"
    assert any("Alibaba" in event.values["what"].text for event in found.reason.values["events"])
    german, english = (say(found.reason, language) for language in ("de", "en"))
    assert "Alibaba kündigt Qwen2.5-Max an (während des Handels)" in german
    assert "Alibaba announces Qwen2.5-Max (during the session)" in english


def test_groups_and_their_members_have_directions(january, claim):
    group = check(claim("direction", subject="US_TECH", degree="strong"), january, NEWSROOM)
    assert group.verdict == "true"
    for symbol, change in (("MSFT", -2.14), ("GOOGL", -4.20), ("AMD", -6.37)):
        found = check(claim("direction", subject=symbol), january, NEWSROOM)
        assert found.verdict == "true"
        assert found.actual == pytest.approx(change, abs=0.005)


def test_what_cannot_be_judged_says_why(january, claim):
    private = check(claim("direction", subject="OPENAI"), january, NEWSROOM)
    assert (private.verdict, private.rule, private.reason.id) == ("uncheckable", "no_price", "missing.private")
    unknown = check(claim("change", 5.0, subject=None, unresolved="unknown_subject"), january, NEWSROOM)
    assert (unknown.verdict, unknown.reason.id) == ("uncheckable", "unresolved.unknown_subject")
    two = check(claim("change", 5.0, unresolved="ambiguous_subject"), january, NEWSROOM)
    assert (two.verdict, two.reason.id) == ("review", "unresolved.ambiguous_subject")
    undated = check(claim("change", 5.0, event_date=None), january, NEWSROOM)
    assert (undated.verdict, undated.reason.id) == ("uncheckable", "unresolved.no_date")
    premarket = check(claim("change", 13.0, basis="premarket"), january, NEWSROOM)
    assert (premarket.verdict, premarket.reason.id) == ("uncheckable", "reason.no_extended_hours")
    assert premarket.readings
    guess = check(claim("change", 17.0, hypothetical=True), january, NEWSROOM)
    assert guess.reason.id == "reason.hypothetical"


def test_the_text_s_basis_chooses_the_reading(january, claim):
    peak = check(claim("change", 18.0, basis="intraday", basis_stated=True, bound="at_most"), january, NEWSROOM)
    assert (peak.verdict, peak.reading) == ("true", "low")
    passed = check(claim("change", 15.0, basis="intraday", basis_stated=True), january, NEWSROOM)
    assert (passed.verdict, passed.rule) == ("rounded", "hull_traded_range")
    beyond = check(claim("change", 23.0, basis="intraday", basis_stated=True), january, NEWSROOM)
    assert beyond.verdict == "mostly_false"
    unsaid = check(claim("change", 18.0), january, NEWSROOM)
    assert (unsaid.verdict, unsaid.reading, unsaid.suggestion.id) == ("context", "low", "suggestion.intraday")


def test_a_time_of_day_that_the_text_does_not_state_explains_and_does_not_confirm(january, claim):
    close = check(claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0, basis="intraday"), january, NEWSROOM)
    assert (close.verdict, close.reading) == ("true", "close")
    midday = check(claim("change", 15.0, basis="intraday"), january, NEWSROOM)
    assert (midday.verdict, midday.rule, midday.reading) == ("context", "traded_range", "close")


def test_a_scale_slip_is_named_at_any_time_of_day_and_the_close_suggested(january, claim):
    for stated in (True, False):
        wrong = claim("cap_change", 600e12, gmin=1e12, gmax=1e14, basis="intraday", basis_stated=stated)
        found = check(wrong, january, NEWSROOM)
        assert (found.verdict, found.rule, found.severity) == ("false", "slip_scale", "story")
        assert found.suggestion.values["number"].value == pytest.approx(-593e9)
    wrong = check(claim("change", 15.0, direction="up", basis="intraday", basis_stated=True), january, NEWSROOM)
    assert wrong.verdict == "false"
    assert wrong.actual == pytest.approx(-16.968, abs=0.001)


def test_percentage_points_are_the_wrong_unit_of_a_right_number(january, claim):
    found = check(claim("change", 17.0, gmin=1.0, gmax=1.0, unit="percentage_points"), january, NEWSROOM)
    assert (found.verdict, found.rule, found.reason.id) == ("imprecise", "unit", "reason.percentage_points")


def test_a_stated_day_without_trading_is_false_where_the_number_is_a_neighbour_s(january, claim):
    saturday = check(claim("change", 16.97, gmin=0.01, gmax=0.01, event_date="2025-01-25"), january, NEWSROOM)
    assert (saturday.verdict, saturday.rule) == ("false", "slip_day")
    assert saturday.reason.values["session"].isoformat() == "2025-01-27"
    other = check(claim("change", 3.21, gmin=0.01, gmax=0.01, event_date="2025-01-25"), january, NEWSROOM)
    assert (other.verdict, other.reason.id) == ("uncheckable", "missing.no_session")


def test_the_bare_nasdaq_may_be_either_index_and_the_composite_may_not(january, claim):
    for symbol, name in (("^IXIC", "Nasdaq Composite"), ("^NDX", "Nasdaq 100")):
        january.instruments[symbol] = Instrument(symbol=symbol, name=name, kind="index", mic="XNAS", currency="USD")
    number = {"subject": "^IXIC", "gmin": 0.01, "gmax": 0.01}
    bare = check(claim("change", 2.97, sentence="Die Nasdaq verlor 2,97 Prozent.", **number), january, NEWSROOM)
    assert (bare.verdict, bare.reading) == ("true", "close:^NDX")
    named = check(claim("change", 2.97, sentence="Der Nasdaq Composite verlor 2,97 Prozent.", **number), january, NEWSROOM)
    assert (named.verdict, named.rule) == ("false", "slip_sibling")
    texts = ("Die Nasdaq verlor.", "Der Nasdaq-Composite verlor.")
    both = check_all([claim("change", 2.97, id=text, sentence=text, **number) for text in texts], january, NEWSROOM)
    assert [c.verdict for c in both] == ["true", "false"]


def test_a_time_that_no_basis_stands_for_may_be_any_of_the_longer_ones(january, claim):
    january.trade("NVDA", "2025-01-23", 147.22)
    two_days = check(claim("change", 19.6, gmin=0.1, gmax=0.1, basis="unknown", basis_stated=True), january, NEWSROOM)
    assert (two_days.verdict, two_days.reading) == ("true", "two_sessions")
    unsaid = check(claim("change", 19.6, gmin=0.1, gmax=0.1), january, NEWSROOM)
    assert (unsaid.verdict, unsaid.reading) == ("context", "two_sessions")


def test_a_span_whose_start_lies_outside_the_data_is_not_judged(january, claim):
    found = check(claim("period", 90.0, gmin=1.0, gmax=10.0, period_start="2015-01-05"), january, NEWSROOM)
    assert (found.verdict, found.rule, found.reason.id) == ("uncheckable", "undecided", "missing.no_prices")


def test_claims_that_differ_in_one_word_are_not_taken_for_one(january, claim):
    """Each pair differs in a field that the answer or the verdict must heed, and is judged in one run in either order."""
    pairs = [
        ({"basis": "intraday", "basis_stated": True}, {"basis": "intraday", "basis_stated": False}),
        ({"bound": "at_most", "basis": "intraday", "basis_stated": True}, {"basis": "intraday", "basis_stated": True}),
        ({"hedge": "over"}, {"hedge": "under"}),
        ({"direction": "up"}, {"direction": "down"}),
        ({"negated": True}, {"negated": False}),
        ({"event_date": "2025-01-28"}, {"event_date": "2025-01-27"}),
        ({"unit": "percentage_points"}, {"unit": "percent"}),
        ({"gmin": 0.01, "gmax": 0.01}, {"gmin": 1.0, "gmax": 1.0}),
    ]
    for first, second in pairs:
        one, two = (claim("change", 15.0, id=str(i), **more) for i, more in enumerate((first, second)))
        alone = [check(c, january, NEWSROOM) for c in (one, two)]
        assert check_all([one, two], january, NEWSROOM) == alone, (first, second)
        assert check_all([two, one], january, NEWSROOM) == alone[::-1], (first, second)


def test_a_number_of_the_session_beside_an_inferred_day_is_for_a_human(january, claim):
    for source, verdict, rule in (("article", "review", "inferred_day"), ("weekday", "false", "slip_day")):
        found = check(claim("change", 16.97, gmin=0.01, gmax=0.01, event_date="2025-01-29", date_source=source), january, NEWSROOM)
        assert (found.verdict, found.rule) == (verdict, rule), source


def test_a_day_that_no_word_stands_behind_is_doubted_before_a_number_is_called_wrong(january, claim):
    """The article is of Tuesday; what it says is Monday's. A stated Tuesday is wrong, an inferred one goes to a human."""
    tuesday = {"event_date": "2025-01-28"}
    for source, verdict in (("weekday", "false"), ("article", "review"), ("sequence", "review")):
        found = check(claim("change", 17.0, gmin=1.0, gmax=1.0, date_source=source, **tuesday), january, NEWSROOM)
        assert found.verdict == verdict, source
    assert found.reason.values["session"].isoformat() == "2025-01-27"
    fell = check(claim("direction", date_source="article", **tuesday), january, NEWSROOM)
    assert (fell.verdict, fell.rule) == ("review", "inferred_day")
    assert check(claim("direction", date_source="weekday", **tuesday), january, NEWSROOM).verdict == "false"
    record = claim("record", record=RecordScope(what="loss", scope="country", since="ever"), date_source="article", **tuesday)
    assert check(record, january, NEWSROOM).verdict == "review"
    nowhere = check(claim("change", 42.0, gmin=1.0, gmax=1.0, date_source="article", **tuesday), january, NEWSROOM)
    assert nowhere.verdict == "false"
    scale = check(claim("cap_change", 593e12, gmin=1e12, gmax=1e12, date_source="article"), january, NEWSROOM)
    assert (scale.verdict, scale.rule) == ("false", "slip_scale")


def test_a_record_without_a_window_is_no_lie_for_failing_one(january, claim):
    january.trade("NVDA", "2020-03-13", 6.03)
    january.trade("NVDA", "2020-03-16", 4.91)
    ever = check(claim("record", record=RecordScope(what="loss", scope="company", since="ever")), january, NEWSROOM)
    unsaid = check(claim("record", record=RecordScope(what="loss", scope="company", unit="percent")), january, NEWSROOM)
    assert (ever.verdict, unsaid.verdict) == ("context", "review")  # in dollars it is one, in per cent not; the window is not known


def test_a_company_s_largest_loss_without_a_measure_must_be_one_in_both(january, claim):
    """Nvidia's fall of 27 January 2025 was its largest in dollars; in per cent 16 March 2020 was larger."""
    own = RecordScope(what="loss", scope="company", since="ever")
    beyond = check(claim("record", record=own), january, NEWSROOM)
    said = beyond.reason.values["reason"].values
    assert (beyond.verdict, said["reason"].id, said["note"].id) == ("review", "reason.beyond_data", "reason.record_stands")
    january.trade("NVDA", "2020-03-13", 6.03)
    january.trade("NVDA", "2020-03-16", 4.91)
    found = check(claim("record", record=own), january, NEWSROOM)
    assert (found.verdict, found.reading, found.severity) == ("context", "dollars", "story")
    dollars = check(claim("record", record=RecordScope(what="loss", scope="company", since="ever", unit="currency")), january, NEWSROOM)
    assert dollars.verdict == "true"


def test_a_number_far_beyond_every_reading_speaks_of_a_span_that_the_text_leaves_open(january, claim):
    found = check(claim("change", 713.0, direction="up", gmin=1.0, gmax=1.0), january, NEWSROOM)
    assert (found.verdict, found.reason.id) == ("review", "reason.which_span")
    of_the_day = check(claim("change", 713.0, direction="up", gmin=1.0, gmax=1.0, basis="close", basis_stated=True), january, NEWSROOM)
    assert of_the_day.verdict == "false"


def test_the_total_return_is_shown_where_an_ex_date_lies_inside(january, claim):
    assert "total_return" not in [r.id for r in check(claim("change", 16.97), january, NEWSROOM).readings]
    january.cash["NVDA", date(2025, 1, 27)] = 1.42  # 142.62 -> 118.42 + 1.42
    found = check(claim("change", 16.97), january, NEWSROOM)
    shown = next(r for r in found.readings if r.id == "total_return")
    assert shown.value == pytest.approx(-15.97, abs=0.005)
    assert not shown.default
    assert found.reading == "close"
