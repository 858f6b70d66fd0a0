"""Oracle data as panels: what the tests of other programs' numbers share."""

import csv
from pathlib import Path

import numpy

from impact.study.models import models
from impact.study.panel import Panel, Sample

HOME = Path(__file__).parent.parent / "oracles"


def read(path):
    with (HOME / path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def column(rows, name):
    return numpy.array([float(row[name]) if row[name] else numpy.nan for row in rows])


FIRMS = ("AMZN", "ZM", "UBER", "NFLX", "SHOP", "FB", "UPWK")
MODEL = {"sim": "market_model", "mrkt_adj": "market_adjusted", "mean_adj": "mean_adjusted"}


def estudy2(model):
    """Panel of the seven firms: estimation on the first 240 log returns, event week 16 to 20 March 2020."""
    rows = read("estudy2/input_log_returns.csv")
    firms = numpy.column_stack([column(rows, name) for name in FIRMS])
    market = column(rows, "SPX")[:, None]
    sample = Sample(firms=firms[:240], firms_event=firms[240:245], benchmark=market[:240], benchmark_event=market[240:245])
    return Panel(**vars(models()[MODEL[model]].fit(sample)), firms=FIRMS, days=(0, 1, 2, 3, 4))


def event_time(names):
    """Sample of the additions to the S&P 500 in event time: estimation days −120 to −6, event days −5 to 5."""
    rows = read("eventstudy2/input_event_time.csv")
    by = {name: [row for row in rows if row["event"] == name] for name in names}
    firms = numpy.column_stack([column(by[name], "return") for name in names])
    market = numpy.column_stack([column(by[name], "market") for name in names])
    return Sample(firms=firms[:115], firms_event=firms[115:], benchmark=market[:115], benchmark_event=market[115:])
