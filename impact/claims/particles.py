"""Separable verbs: a bare form is the verb only with its particle ("brach … ein"); and shorter phrases inside longer ones."""

from __future__ import annotations

from collections.abc import Sequence

from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Mark

PARTICLE_REACH = 45  # tokens within which a separable verb's particle is looked for

_HIDING = frozenset({"move.", "level.", "record.", "transitive.", "multiple", "rank.", "basis.", "neutral.", "metric."})
_OPEN = ("record.scope", "record.horizon", "basis.period")
_MOVING = ("move.", "level.", "transitive.", "multiple")
_KIN = {  # table → what hides its marks; a table that is not here is hidden by its own
    "move.": (*_MOVING, "neutral."), "multiple": (*_MOVING, "neutral."), "level.": _MOVING, "transitive.": _MOVING,
    "rank.": ("rank.", "basis.intraday", "neutral."), "record.": ("record.", "rank.", "basis.intraday", "neutral."),
    "metric.": ("metric.", "neutral."), "modality.": ("modality.", "record.", "neutral."), "reject.": ("reject.", "metric.", "neutral."),
}  # fmt: skip
_HIDDEN = frozenset({"move.", "level.", "transitive.", "record.", "reject.", "modality."})  # by a separable verb


def particles(s: Sentence, boundary: frozenset[str], to: frozenset[str] = frozenset()) -> list[Mark]:
    """The marks of the sentence, where separable verbs are kept only with their particle (and then hide what the bare verb means).

    ``to``: words before the place where a move ends, which may stand behind the particle.
    """
    best: dict[int, tuple[int, Mark]] = {}
    plain: list[Mark] = []
    for mark in _uncovered(s.marks):
        if mark.entry.particle is None:
            plain.append(mark)
            continue
        at = _particle(s, mark.entry.particle.split(), mark.last, boundary, to)
        if at is not None and (mark.first not in best or at < best[mark.first][0]):
            best[mark.first] = (at, mark)
    if not best:
        return plain
    kept = [m for m in plain if m.first not in best or m.entry.table not in _HIDDEN]
    kept += [mark for _, mark in best.values()]
    kept.sort(key=lambda m: (m.first, -m.last))
    return kept


def outside_money(marks: Sequence[Mark], quantities: Sequence[Quantity]) -> list[Mark]:
    """The marks without verbs that are the currency of an amount ("3,325 trillion won")."""
    money = {k for q in quantities if q.unit == "currency" for k in range(q.number + 1, q.last)}
    return [m for m in marks if not (m.entry.tag == "move.verb" and m.first in money)] if money else list(marks)


def _uncovered(marks: Sequence[Mark]) -> list[Mark]:
    """Marks of movement, standing and records that do not lie inside a longer one ("up" in "gave up", "plus" in "im Plus")."""
    long = [
        m for m in marks
        if m.last - m.first > 1 and m.entry.table in _HIDING and m.entry.particle is None and not m.entry.tag.startswith(_OPEN)
    ]  # fmt: skip
    if not long:
        return list(marks)
    return [m for m in marks if not any(o.first <= m.first and m.last <= o.last and _hides(o, m) for o in long)]


def _hides(long: Mark, mark: Mark) -> bool:
    table = mark.entry.table
    return long.last - long.first > mark.last - mark.first and long.entry.tag.startswith(_KIN.get(table, (table,)))


def _particle(s: Sentence, parts: list[str], start: int, boundary: frozenset[str], to: frozenset[str]) -> int | None:
    words = s.words
    within = words[start : start + PARTICLE_REACH]
    if parts[0] not in within:
        return None
    for k, word in enumerate(within, start):
        if word == parts[0] and words[k : k + len(parts)] == parts:
            after = k + len(parts)
            if after >= len(words) or not words[after][0].isalnum() or words[after] in boundary:
                return k
            if words[after] in to and words[after + 1 : after + 2] and words[after + 1][0].isdigit():
                return k  # "rückte um 1,7 Prozent vor auf 12.698 Punkte"
        if word in ";:":
            return None
    return None
