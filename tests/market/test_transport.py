"""What is made of a reply, whatever it holds."""

import json

from hypothesis import given
from hypothesis import strategies as st

from impact.errors import BadReply, NoDataInRange, SourceError, UnknownSymbol
from impact.market.prices.transport import _public, judge

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["chart", "result", "error", "code", "description", "x"]), inner, max_size=4),
    max_leaves=12,
)


@given(st.integers(100, 599), st.binary(max_size=60) | JSON.map(lambda x: json.dumps(x).encode()))
def test_every_reply_is_judged(status, body):
    problem = judge("Yahoo, X", status, body)
    assert problem is None or isinstance(problem, SourceError)
    if problem is None:
        assert status < 400
        assert isinstance(json.loads(body), dict)


def test_an_outage_is_no_unknown_symbol():
    missing = b'{"chart": {"result": null, "error": {"code": "Not Found", "description": "No data found"}}}'
    assert isinstance(judge("Y", 404, missing), UnknownSymbol)
    assert isinstance(judge("Y", 404, b"<html>"), BadReply)
    assert isinstance(judge("Y", 200, b'{"chart": {"result": [], "error": null}}'), NoDataInRange)
    assert judge("Y", 200, b'{"chart": {"result": [{}], "error": null}}') is None


def test_the_crumb_is_not_kept():
    url = "https://query2.finance.yahoo.com/v8/finance/chart/NVDA?period1=1&crumb=s.ecret&events=div%2Csplits"
    assert _public(url) == "https://query2.finance.yahoo.com/v8/finance/chart/NVDA?period1=1&events=div%2Csplits"


def test_a_session_that_is_not_over_is_left_out():
    import time
    from datetime import UTC, datetime, timedelta

    import numpy as np

    from impact.market.prices.yahoo import _finished

    today = datetime.now(UTC)
    days = np.array([today.date() - timedelta(days=1), today.date()], dtype="datetime64[D]")
    meta = {"currentTradingPeriod": {"regular": {"end": time.time() + 60}}, "gmtoffset": 0}
    end_of_day = datetime.fromtimestamp(time.time() + 60, UTC).date() == today.date()
    assert _finished(days, meta).tolist() == [True, not end_of_day]
    meta["currentTradingPeriod"]["regular"]["end"] = time.time() - 60
    assert _finished(days, meta).tolist() == [True, True]
    assert _finished(days, {}).tolist() == [True, True]
