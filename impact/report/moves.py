"""How unusual the moves were and how the shares moved together, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from impact.records import Abnormal, Report
from impact.report.messages import Catalogue
from impact.report.terminal import NARROW, Page
from impact.report.wording import benchmark, name, unmeasured, unusual_values
from impact.report.wording import unusual as unusual_sentence


def unusual(page: Page, report: Report, words: Catalogue) -> None:
    """Abnormal returns by benchmark, then correlation and beta to the lead share."""
    if report.abnormal or report.unmeasured:
        page.section(words.label("abnormal"))
        for said, group in groupby(report.abnormal, key=lambda item: (benchmark(item, report, words), item.observations)):
            page.spans([(words.label("against", benchmark=said[0], n=said[1]), "bright_black")], indent=2, hang=2)
            if page.width < NARROW:
                for item in group:
                    page.spans([(unusual_sentence(item, report, words), "")], indent=2, hang=2)
            else:
                _moves(page, list(group), report, words)
    for said_of in unmeasured(report, words):
        page.spans([(said_of, "bright_black")], indent=2, hang=2)
    if report.comovement:
        first = report.comovement[0]
        values = {"lead": name(first.lead, report, words), "n": first.observations, "first": first.first, "last": first.last}
        page.section(words.label("comovement", **values))
        longest = max(len(name(item.symbol, report, words)) for item in report.comovement)
        for pair in report.comovement:
            text = words.label(
                "comovement_row",
                correlation=words.numbers.decimal(pair.correlation, 2, signed=True),
                beta=words.numbers.decimal(pair.beta, 2, signed=True),
            )
            page.line(f"{name(pair.symbol, report, words).ljust(longest)}  {text}", indent=2)


def _moves(page: Page, items: Sequence[Abnormal], report: Report, words: Catalogue) -> None:
    """A line a session: return, abnormal return, t, p, rank by size, and whether other choices agree."""
    widths = [0, 10, 8, 8, 5, 6, 7, 7]
    widths.insert(1, max(8, min(26, page.width - sum(widths) - 2 * len(widths))))
    heads = ("share", "day", "return", "abnormal_short", "t", "p", "rank", "robust_head")
    page.row([[], *([(words.label(key), "bold")] for key in heads)], widths)
    numbers = words.numbers
    for item in items:
        said = unusual_values(item, report, words)
        percent = [numbers.amount(value * 100, "percent", signed=True, places=2) for value in (item.actual_return, item.abnormal_return)]
        p = f"<{numbers.decimal(0.001, 3)}" if item.p < 0.001 else numbers.decimal(item.p, 3)
        cells = [str(said["name"]), numbers.day(item.session), *percent, str(said["t"]), p, str(said["rank"]), str(said["robust"])]
        page.row([[], *([(cell, "")] for cell in cells)], widths)
        if item.note is not None:
            page.spans([(words.say(item.note), "bright_black")], indent=4)
