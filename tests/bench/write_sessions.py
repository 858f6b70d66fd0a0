"""Write data/sessions.csv from exchange_calendars: ``python tests/bench/write_sessions.py > data/sessions.csv``."""

import csv
import sys
import warnings
from datetime import date, timedelta

import exchange_calendars

MICS = ["XNYS", "XETR", "XFRA", "XLON", "XPAR", "XAMS", "XBRU", "XLIS", "XDUB", "XSWX", "XWBO", "XMIL", "XMAD", "XHEL", "XCSE", "XSTO", "XOSL", "XICE", "XWAR", "XBUD", "XPRA", "XIST", "XMOS", "XTKS", "XHKG", "XSHG", "XKRX", "XTAI", "XBOM", "XKAR", "XASX", "XNZE", "XSES", "XIDX", "XKLS", "XBKK", "XPHS", "XTSE", "BVMF", "XMEX", "XBUE", "XSGO", "XLIM", "XBOG", "XJSE", "XSAU", "CMES", "IEPA"]
FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
FROM = {"XSAU": date(2021, 1, 1)}
ENDS = {"XSHG": date(2026, 12, 31), "XBOM": date(2026, 12, 31), "XSES": date(2026, 12, 31)}  # their calendars are announced yearly


def main() -> None:
    warnings.simplefilter("ignore")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["mic", "year", "closed", "early", "weekend"])
    for mic in MICS:
        first, last = FROM.get(mic, FIRST), ENDS.get(mic, LAST)
        calendar = exchange_calendars.get_calendar(mic, start=first.isoformat(), end=last.isoformat())
        sessions, early = {t.date() for t in calendar.sessions}, {t.date() for t in calendar.early_closes}
        for year in range(first.year, last.year + 1):
            days = [d for d in (date(year, 1, 1) + timedelta(n) for n in range(366)) if d.year == year]
            closed = [d for d in days if d.weekday() < 5 and d not in sessions]
            weekend = [d for d in days if d.weekday() > 4 and d in sessions]
            out.writerow([mic, year, _text(closed), _text([d for d in days if d in early]), _text(weekend)])


def _text(days: list[date]) -> str:
    return " ".join(f"{d:%m-%d}" for d in days)


if __name__ == "__main__":
    main()
