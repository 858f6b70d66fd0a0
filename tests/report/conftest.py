"""A report built by hand: the numbers are those of the founding event, not what the code computes."""

from __future__ import annotations

from datetime import date

import pytest

from impact.records import (
    Abnormal,
    Amount,
    Article,
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
)

TEXT = (
    "Der Sturm aus Fernost\n\n"
    "Am Montag verzeichnete Nvidia einen Rückgang von fast 17 %, was einem Wertverlust von etwa 589 Milliarden US-Dollar entspricht – "
    "der größte eintägige Verlust in der Geschichte der Wall Street. Auch OpenAI gab nach. <b>Fett</b> | `=1+1`\n"
    "Die Aktie fiel um weitere 5 %, als Alibaba sein Modell ankündigte. Nvidia stieg um 12 Prozent."
)
DAY = date(2025, 1, 27)


def claim(quote: str, **fields: object) -> Claim:
    start = TEXT.index(quote)
    given: dict[str, object] = {
        "id": f"a1:{start}",
        "article": "a1",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "kind": "change",
        "metric": "price_change_pct",
        "subject": "NVDA",
        "subject_name": "Nvidia",
        "subject_source": "name",
        "event_date": "2025-01-27",
        "date_source": "weekday",
    }
    return Claim(**(given | fields))  # type: ignore[arg-type]


def figure(name: str, value: float, unit: str = "USD", **fields: object) -> Figure:
    given: dict[str, object] = {"name": name, "value": value, "unit": unit, "source": "bundled: Yahoo, Stooq", "as_of": "2026-11-22"}
    return Figure(**(given | fields))  # type: ignore[arg-type]


@pytest.fixture
def report() -> Report:
    closes = (figure("close", 118.42, session=DAY), figure("previous_close", 142.62, session=date(2025, 1, 24)))
    shares = figure("shares", 24.49e9, "shares", source="10-Q cover page", as_of="2024-11-15")
    abnormal = Abnormal(
        symbol="NVDA",
        session=DAY,
        benchmark="^GSPC",
        model="market",
        actual_return=-0.1697,
        abnormal_return=-0.132,
        standard_error=0.02,
        t=-6.6,
        p=0.0000002,
        alpha=0.001,
        beta=2.1,
        observations=250,
        note=None,
    )
    checks = (
        Check(
            claim=claim(
                "Rückgang von fast 17 %", direction="down", value=17.0, unit="percent", printed="17", hedge="almost", bound="almost", gmin=1.0, gmax=1.0
            ),
            verdict="true",
            rule="printed",
            reading="close",
            actual=-16.9682,
            unit="percent",
            deviation=0.0318,
            deviation_pct=-0.187,
            readings=(
                Reading(
                    id="close",
                    default=True,
                    formula="(close - previous_close) / previous_close * 100",
                    inputs=closes,
                    value=-16.9682,
                    unit="percent",
                    grade="true",
                    holds=True,
                ),
                Reading(
                    id="low",
                    default=False,
                    formula="(low - previous_close) / previous_close * 100",
                    inputs=(figure("low", 116.70, session=DAY), closes[1]),
                    value=-18.1741,
                    unit="percent",
                    grade="false",
                    holds=False,
                ),
            ),
            evidence=(figure("close", 118.42, session=DAY),),
            abnormal=abnormal,
        ),
        Check(
            claim=claim(
                "etwa 589 Milliarden US-Dollar",
                kind="cap_change",
                metric="market_cap_change_usd",
                direction="down",
                value=589e9,
                unit="currency",
                currency="USD",
                printed="589",
                hedge="about",
                bound="approx",
                gmin=1e9,
                gmax=1e9,
            ),
            verdict="rounded",
            rule="core",
            reading="last_trade",
            actual=-588.74e9,
            unit="USD",
            deviation=0.26e9,
            deviation_pct=-0.04,
            readings=(
                Reading(
                    id="last_trade",
                    default=True,
                    formula="(last_trade - previous_close) * shares",
                    inputs=(figure("last_trade", 118.58, session=DAY, source="Diplomatic Watch"), closes[1], shares),
                    value=-588.74e9,
                    unit="USD",
                    grade="rounded",
                    holds=True,
                ),
                Reading(
                    id="close",
                    default=True,
                    formula="(close - previous_close) * shares",
                    inputs=(*closes, shares),
                    value=-592.66e9,
                    unit="USD",
                    grade="imprecise",
                    holds=False,
                ),
            ),
            abnormal=abnormal,
        ),
        Check(
            claim=claim(
                "der größte eintägige Verlust in der Geschichte der Wall Street",
                kind="record",
                metric="record",
                direction="down",
                record=RecordScope(what="loss", scope="exchange", since="ever"),
            ),
            verdict="true",
            rule="zero_tolerance",
            reading="dollars",
            actual=-592.66e9,
            unit="USD",
            reason=Message(id="label.claimed_as", values={"claim": Amount(value=-592.66e9, unit="USD", signed=True)}),
        ),
        Check(
            claim=claim("OpenAI gab nach", kind="direction", metric="direction", direction="down", subject=None, unresolved="unknown_subject"),
            verdict="uncheckable",
            rule="no_price",
            reason=Message(id="unresolved.unknown_subject"),
        ),
        Check(
            claim=claim("fiel um weitere 5 %", direction="down", value=5.0, unit="percent", event_date="2025-01-29", date_source="sequence"),
            verdict="imprecise",
            rule="outer",
            reading="close",
            actual=-4.1022,
            unit="percent",
            deviation=0.8978,
            deviation_pct=-17.96,
            severity="detail",
        ),
        Check(
            claim=claim(
                "als Alibaba sein Modell ankündigte", kind="cause", metric="cause", direction=None, cause="als Alibaba sein Modell ankündigte"
            ),
            verdict="unproven",
            rule="cause",
        ),
        Check(
            claim=claim("stieg um 12 Prozent", direction="up", value=12.0, unit="percent"),
            verdict="false",
            rule="sign",
            reading="close",
            actual=-16.9682,
            unit="percent",
            deviation=-28.9682,
            deviation_pct=-241.4,
            severity="story",
        ),
    )
    return Report(
        meta={
            "program": "impact",
            "version": "0.1.0",
            "command": "impact verify a1.txt",
            "prices": "auto",
            "policy": {"profile": "newsroom", "version": "1", "sha256": "0123456789abcdef0123"},
            "sources": {"prices": "46 symbols, 2023-12-01 to 2025-03-31"},
        },
        articles=(
            Article(id="a1", text=TEXT, language="de", published="2025-01-28", published_source="option", title="Der Sturm aus Fernost", sha256="ab" * 32),
            Article(id="a2", text="Nichts über Kurse.", language="de"),
        ),
        checks=checks,
        rejects=(claim("weitere 5 %", kind="corporate_amount", metric=None, subject=None, reject="corporate_amount"),),
        consistency=(
            Consistency(
                id="c1",
                claims=("a1:1", "a1:2"),
                articles=("a1", "a1"),
                quotes=("fast 17 %", "etwa 589 Milliarden US-Dollar"),
                consistent=True,
                reason=Message(id="grade.true"),
            ),
        ),
        skipped=(Skipped(name="leer.txt", reason=Message(id="skipped.empty")),),
        abnormal=(abnormal,),
        comovement=(
            Comovement(
                symbol="AMD", lead="NVDA", correlation=0.532, beta=0.41, observations=60, first=date(2024, 10, 29), last=date(2025, 1, 24)
            ),
        ),
        names={"NVDA": "Nvidia", "AMD": "AMD", "^GSPC": "S&P 500"},
    )
