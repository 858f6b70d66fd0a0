"""Speed of the event study: one event, a basket of 1,000 firms with the full battery, and what others need for less.

    python tests/bench/study_speed.py [--firms 1000] [--repeat 7]

250 estimation sessions, one common date. Goals: one event at most 5 ms after imports, the basket (without placebo and bootstrap) at most 0.1 s.
The peers do a market model with t values alone: a loop over statsmodels' OLS, and the package eventstudy where it is installed (it is no
dependency: pip install eventstudy into any environment). Exit code 1 when a goal is missed.
"""

import argparse
import datetime
import sys
import time

import numpy
import pandas

from impact.study.engine import event_study
from impact.study.significance import battery

LENGTH, EVENT_ROW = 300, 280


def best(call, repeat):
    """Smallest wall time of some calls, seconds."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return min(times)


def made(firms):
    """Closes of a market and N firms, t with 5 degrees of freedom."""
    draw = numpy.random.default_rng(0)
    market = draw.normal(0.0004, 0.01, LENGTH)
    returns = market[:, None] * draw.uniform(0.5, 2.0, firms) + 0.02 * draw.standard_t(5, (LENGTH, firms))
    values = 100 * numpy.cumprod(1 + numpy.column_stack([market, returns]), axis=0)
    return pandas.DataFrame(
        values, index=pandas.bdate_range("2024-01-02", periods=LENGTH), columns=["^M", *(f"S{i}" for i in range(firms))]
    )


def statsmodels_loop(returns):
    """OLS, abnormal return and prediction-error t of every firm, one after the other."""
    from statsmodels.regression.linear_model import OLS

    inside = slice(EVENT_ROW - 254, EVENT_ROW - 4)
    x = numpy.column_stack([numpy.ones(LENGTH), returns[:, 0]])
    out = []
    for firm in returns[:, 1:].T:
        fit = OLS(firm[inside], x[inside]).fit()
        day = x[EVENT_ROW]
        error = (fit.mse_resid * (1 + day @ fit.normalized_cov_params @ day)) ** 0.5
        out.append((firm[EVENT_ROW] - day @ fit.params) / error)
    return out


def peer(returns, days):
    """The package eventstudy: a Single per firm, then Multiple."""
    import eventstudy

    columns = {"date": days, "M": returns[:, 0]} | {f"S{i}": returns[:, i + 1] for i in range(returns.shape[1] - 1)}
    eventstudy.Single._save_parameter("returns", columns)
    events = [
        eventstudy.Single.market_model(
            security_ticker=f"S{i}", market_ticker="M", event_date=days[EVENT_ROW], event_window=(0, 0), estimation_size=250, buffer_size=4
        )
        for i in range(returns.shape[1] - 1)
    ]
    return eventstudy.Multiple(events) if len(events) > 1 else events


def main() -> int:
    """Print times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    closes = made(options.firms)
    event: datetime.date = closes.index[EVENT_ROW].date()
    symbols = list(closes.columns[1:])
    tests = [name for name, test in battery().items() if test.scope == "basket" and not name.startswith("placebo")]
    one = best(lambda: event_study(closes, ["S0"], event, "^M"), options.repeat)
    basket = best(lambda: event_study(closes, symbols, event, "^M", window=(0, 0), tests=tests), options.repeat)
    week = best(lambda: event_study(closes, symbols, event, "^M", window=(-1, 3), tests=tests), options.repeat)
    returns = closes.pct_change(fill_method=None).fillna(0.0).to_numpy()
    loop = best(lambda: statsmodels_loop(returns), 3)
    study = event_study(closes, symbols, event, "^M", window=(0, 0), tests=tests)
    agree = float(numpy.abs(study.window((0, 0)).t - statsmodels_loop(returns)).max())
    print(f"one event, window -1:3, everything      {1000 * one:8.2f} ms   (goal 5)")
    print(f"{options.firms} firms, one day, {len(tests)} tests        {1000 * basket:8.1f} ms   (goal 100)")
    print(f"{options.firms} firms, window -1:3 (6 windows)  {1000 * week:8.1f} ms")
    print(
        f"statsmodels loop, t alone               {1000 * loop:8.1f} ms   {loop / basket:6.1f} × ours; largest difference of t {agree:.1e}"
    )
    try:
        alone = best(lambda: peer(returns[:, :2], closes.index.to_numpy()), options.repeat)
        many = best(lambda: peer(returns, closes.index.to_numpy()), 3)
    except ImportError:
        print("eventstudy                              is not installed here")
    else:
        print(
            f"eventstudy, {options.firms} firms, one test       {1000 * many:8.1f} ms   {many / basket:6.1f} × ours; one event {1000 * alone:.2f} ms"
        )
    return 0 if one <= 0.005 and basket <= 0.1 and agree < 1e-8 else 1


if __name__ == "__main__":
    sys.exit(main())
