"""Whatever the other rooms hand over, every format has a form for it: no exception, valid JSON, the claim's id in sight."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_report_formats import schema

from impact import report as reports
from impact.records import (
    Abnormal,
    Amount,
    Article,
    Bar,
    Check,
    Claim,
    Comovement,
    Consistency,
    Figure,
    Message,
    Reading,
    RecordScope,
    Report,
    Skipped,
    Term,
)
from impact.report.wording import ORDER

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # a counter-example of a whole report takes minutes to shrink
words = st.text(max_size=12)
numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -16.97, 589e9, 1e-9])
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
moments = st.none() | days.map(date.isoformat) | st.sampled_from(["2025-01", "2025"])
units = st.sampled_from(["percent", "USD", "EUR", "points", "shares", "multiple", "rank", "count", "USD bn", "x", ""])
messages = st.none() | st.builds(
    Message,
    id=st.sampled_from(["reason.cause", "label.claims", "nowhere.at_all", "x"]),
    values=st.dictionaries(st.sampled_from(["n", "reason", "actual"]), words | st.integers() | days | st.builds(Amount, value=numbers, unit=units), max_size=2),
)
figures = st.builds(Figure, name=st.sampled_from(["close", "close_2", "event", "weird"]), value=numbers, unit=units, source=words, as_of=moments, session=st.none() | days)
readings = st.builds(
    Reading,
    id=st.sampled_from(["close", "close:2025-01-27", "net:us_tech_net", "close:count2", "unheard_of"]),
    default=st.booleans(),
    formula=st.sampled_from(["close", "(close - close_2) / close_2 * 100", "sum(close, close_2)", "", "((("]),
    inputs=st.lists(figures, max_size=6).map(tuple),
    value=st.none() | numbers,
    unit=units,
    grade=st.sampled_from([None, "true", "understated", "false"]),
    note=messages,
    detail=st.lists(figures, max_size=2).map(tuple),
)
TEXT = "Nvidia fiel am Montag um fast 17 %.\n\nAMD auch; <b>|`x`|</b> =1+1\n"


@st.composite
def checks(draw: st.DrawFn) -> Check:
    start, end = sorted(draw(st.tuples(st.integers(0, len(TEXT) + 3), st.integers(0, len(TEXT) + 3))))
    claim = Claim(
        id=f"a:{draw(st.integers(0, 10**9))}",
        article=draw(st.sampled_from(["a", "gone"])),
        start=start,
        end=end,
        quote=TEXT[start:end],
        kind=draw(st.sampled_from(["change", "threshold", "unheard_of"])),
        metric=draw(st.sampled_from([None, "price_change_pct", "price_level", "record", "unheard_of"])),
        subject=draw(st.sampled_from([None, "NVDA", "US_TECH", "<i>"])),
        subject_name=draw(st.none() | words),
        direction=draw(st.sampled_from([None, "up", "down"])),
        value=draw(st.none() | numbers),
        value_high=draw(st.none() | numbers),
        unit=draw(st.sampled_from([None, "percent", "points", "multiple"])),
        currency=draw(st.sampled_from([None, "USD", "XXX"])),
        hedge=draw(st.sampled_from(["none", "almost", "over"])),
        gmin=draw(st.none() | numbers),
        gmax=draw(st.none() | numbers),
        event_date=draw(moments),
        negated=draw(st.booleans()),
        degree=draw(st.sampled_from([None, "slight"])),
        record=draw(st.none() | st.builds(RecordScope, what=st.sampled_from(["loss", "high", "odd"]), place=st.integers(1, 3), since=moments)),
        rank=draw(st.none() | st.integers(1, 500)),
        cause=draw(st.none() | words),
        terms=tuple(
            draw(st.lists(st.builds(Term, role=st.sampled_from(["left", "factor"]), value=numbers, unit=st.just("percent"), currency=st.none(), quote=words, start=st.just(0), end=st.just(1)), max_size=2))
        ),
    )
    return Check(
        claim=claim,
        verdict=draw(st.sampled_from(ORDER)),  # type: ignore[arg-type]
        rule=draw(st.sampled_from(["printed", "unheard_of"])),
        reading=draw(st.sampled_from([None, "close", "unheard_of"])),
        actual=draw(st.none() | numbers),
        unit=draw(st.none() | units),
        deviation=draw(st.none() | numbers),
        deviation_pct=draw(st.none() | numbers),
        readings=tuple(draw(st.lists(readings, max_size=3))),
        severity=draw(st.sampled_from([None, "story", "detail"])),
        reason=draw(messages),
        evidence=tuple(draw(st.lists(figures, max_size=2))),
        suggestion=draw(messages),
    )


abnormal = st.builds(
    Abnormal, symbol=st.sampled_from(["NVDA", "X"]), session=days, benchmark=st.just("^GSPC"), model=st.just("market"), actual_return=numbers, abnormal_return=numbers,
    standard_error=numbers, t=numbers, p=numbers, alpha=numbers, beta=numbers, observations=st.integers(0, 300), weight=st.just(0.0), note=messages,
)  # fmt: skip
bars = st.lists(st.floats(1, 1e4), min_size=0, max_size=5).map(
    lambda closes: tuple(
        Bar(symbol="NVDA", session=date(2025, 1, 20 + n), open=c, high=c, low=c, close=c, volume=None, source="s", as_of="t") for n, c in enumerate(closes)
    )
)
every_report = st.builds(
    Report,
    meta=st.dictionaries(words, words | st.integers() | st.dictionaries(words, words, max_size=2), max_size=3),
    articles=st.just((Article(id="a", text=TEXT, language="de"), Article(id="silent", text=""))),
    checks=st.lists(checks(), max_size=4).map(tuple),
    consistency=st.lists(st.builds(Consistency, id=words, claims=st.just(()), articles=st.just(("a",)), quotes=st.tuples(words, words), consistent=st.booleans(), reason=messages.filter(bool)), max_size=2).map(tuple),
    skipped=st.lists(st.builds(Skipped, name=words, reason=messages.filter(bool)), max_size=1).map(tuple),
    abnormal=st.lists(abnormal, max_size=2).map(tuple),
    comovement=st.lists(st.builds(Comovement, symbol=words, lead=words, correlation=numbers, beta=numbers, observations=st.integers(0, 99), first=days, last=days), max_size=2).map(tuple),
    names=st.dictionaries(st.just("NVDA"), words),
    series=st.dictionaries(st.just("NVDA"), bars),
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(reports.formats()) - {"docx", "parquet"}))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(report=every_report, language=st.sampled_from(["de", "en"]))
def test_every_format_takes_any_report(name: str, report: Report, language: str) -> None:
    text = reports.encoded(name, report, language, width=80, rejects=True).decode()
    assert "\x1b" not in text
    if name in ("json", "jsonl", "table", "markdown", "html", "csv"):
        flat = text.replace("\\", "").replace("\n", "")
        assert all(check.claim.id in flat for check in report.checks)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(report=every_report)
def test_binary_formats_take_any_report(report: Report) -> None:
    for name in ("docx", "parquet"):
        assert reports.encoded(name, report, "de") == reports.encoded(name, report, "de")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(report=every_report)
def test_json_of_any_report_keeps_its_schema(report: Report) -> None:
    document = json.loads(reports.render("json", report, "en"))
    jsonschema.validate(document, schema("report.schema.json"), cls=jsonschema.Draft202012Validator)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(report=every_report, language=st.sampled_from(["de", "en"]))
def test_any_check_can_be_explained_and_compared(report: Report, language: str) -> None:
    for check in report.checks:
        assert check.claim.id in reports.explain(check, report.articles[0], report, language)
    reports.compare(report, language, width=80)
    reports.compare(report, language, "markdown")
    reports.claims_table([check.claim for check in report.checks], language, width=80)
