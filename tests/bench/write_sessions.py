"""Write data/sessions.csv from exchange_calendars: ``python tests/bench/write_sessions.py > data/sessions.csv``."""

import csv
import sys
import warnings
from datetime import date, timedelta

import exchange_calendars

MICS = (
    "XNYS XETR XFRA XLON XPAR XAMS XBRU XLIS XDUB XSWX XWBO XMIL XMAD XHEL XCSE XSTO XOSL XTKS XHKG XSHG XKRX XTAI XBOM XASX XTSE XNZE XSES "
    "BVMF XMEX XJSE XWAR XIST"
).split()
FIRST, LAST = date(2015, 1, 1), date(2027, 12, 31)
ENDS = {"XSHG": date(2026, 12, 31), "XBOM": date(2026, 12, 31), "XSES": date(2026, 12, 31)}  # their calendars are announced yearly


def main() -> None:
    warnings.simplefilter("ignore")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["mic", "year", "closed", "early"])
    for mic in MICS:
        last = ENDS.get(mic, LAST)
        calendar = exchange_calendars.get_calendar(mic, start=FIRST.isoformat(), end=last.isoformat())
        sessions, early = {t.date() for t in calendar.sessions}, {t.date() for t in calendar.early_closes}
        for year in range(FIRST.year, last.year + 1):
            days = [date(year, 1, 1) + timedelta(n) for n in range(366)]
            days = [d for d in days if d.year == year and d.weekday() < 5]
            closed = [d for d in days if d not in sessions]
            out.writerow([mic, year, _text(closed), _text([d for d in days if d in early])])


def _text(days: list[date]) -> str:
    return " ".join(f"{d:%m-%d}" for d in days)


if __name__ == "__main__":
    main()
