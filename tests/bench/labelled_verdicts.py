"""Verdicts on labelled press claims: which printed claims are called false, and what becomes of the suspect ones.

    python tests/bench/labelled_verdicts.py LABELS.jsonl PRICES [false,mostly_false,…]

PRICES is a price file that covers the labels' days. A label says less than a claim of this program does: what kind of
record is meant, and when a period began, stand in its English ``note`` and ``period``. They are read here, by hand-made
rules for those notes; a label that leaves them open is left out and counted.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from impact.market.facts import open_facts
from impact.records import Claim, RecordScope
from impact.report import say
from impact.verdicts import check_all, claim_from_record, load_policy

MONTHS = {
    m: i
    for i, m in enumerate(
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], 1
    )
}
NUMBERS = {"one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12}
DAYS = {"year": 365, "month": 30, "week": 7, "day": 1}


def since(text: str) -> str | None:
    """The day, month or year that a note names."""
    if found := re.search(rf"({'|'.join(MONTHS)}) (\d{{4}})", text):
        return f"{found[2]}-{MONTHS[found[1]]:02d}"
    found = re.search(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\b(?:19|20)\d{2}\b", text)
    return found[0] if found else None


def record(claim: Claim, said: str, begins: str | None, horizon: str) -> Claim | None:
    """The record that a note speaks of; None where it is a streak, a first time, or leaves its window open."""
    if re.search("in a row|streak|straight|first|third|winning|among", said):
        return None
    if begins is None and re.search(r"since|more than|in two years|of the year|than a|previous", said):
        return None
    window = begins or "ever"
    if re.search(
        "loss|drop|fall|decline|day since|worst|weakest|biggest|largest|record sum|negative record|stock market history|gain in", said
    ):
        wide = bool(re.search("any company|wall street|market history|capital market|value|sum", said))
        what = "loss" if claim.direction == "down" else "gain"
        unit = "currency" if wide else None
        return replace(
            claim, record=RecordScope(what=what, horizon=horizon, scope="country" if wide else "company", unit=unit, since=window)
        )
    if re.search("high|record", said):
        return replace(claim, record=RecordScope(what="high", since=window))
    return replace(claim, record=RecordScope(what="low", since=window)) if "low" in said else None


def adapted(claim: Claim, label: dict[str, Any]) -> Claim | None:
    """The claim with what its label's notes add; None where they leave open what has to be known."""
    period, note = label.get("period") or "", label.get("note") or ""
    if claim.unit == "percent" and re.search("third|half|quarter|fifth|fold|doubl|tripl", note):
        claim = replace(claim, word_number=True)
    if claim.kind == "record":
        horizon = claim.basis if claim.basis in ("week", "month") else "day"
        return record(claim, f"{note} {period}".lower(), since(period) or since(note), horizon)
    if claim.kind == "rank" and re.search("index|S&P|Nasdaq|Dow|DAX|performer|traded|gainers|overtook|ahead", note):
        return None
    if "average" in note and claim.kind == "activity":
        return replace(claim, unit="multiple")
    if "average" in note or ("derived" in note and claim.value is None):
        return None
    if period and claim.kind in ("change", "cap_change", "points") and claim.basis not in ("ytd", "week", "month"):
        begins = since(period)
        if begins and claim.event_date and not claim.event_date.startswith(begins):
            return replace(claim, period_start=begins)
        found = re.search(rf"(\d+|{'|'.join(NUMBERS)}) (year|month|week|day)", period)
        if found and claim.event_date and len(claim.event_date) == 10:
            count = NUMBERS.get(found[1]) or int(found[1])
            start = date.fromisoformat(claim.event_date) - timedelta(days=count * DAYS[found[2]])
            return replace(claim, period_start=start.isoformat())
        return None
    return claim


def main() -> None:
    labels = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    shown = set(sys.argv[3].split(",")) if len(sys.argv) > 3 else {"false"}
    facts, policy = open_facts(sys.argv[2]), load_policy()
    claims, label_of, left = [], {}, 0
    for label in labels:
        for claim in claim_from_record(label):
            if (known := adapted(claim, label)) is None:
                left += 1
            else:
                claims.append(known)
                label_of[known.id] = label
    checks = check_all(claims, facts, policy)
    print(f"{len(checks)} claims, {left} labels too open to judge;", dict(Counter(c.verdict for c in checks)))
    for check in checks:
        label, claim = label_of[check.claim.id], check.claim
        suspect = label.get("suspect")
        if check.verdict in shown or (suspect and check.verdict != "uncheckable"):
            number = "" if claim.value is None else f" {claim.value:g}"
            extra = "".join(f" [{k}: {label[k]}]" for k in ("suspect", "note", "period") if label.get(k))
            print(
                f"{'SUSPECT ' if suspect else ''}{claim.id} {check.verdict} ({check.rule}) {claim.kind} {claim.subject} {claim.event_date}"
                f" {claim.direction}{number} {claim.hedge} {claim.basis}: {say(check.reason, 'en') if check.reason else ''}{extra}"
            )


if __name__ == "__main__":
    main()
