"""Separable verbs: a bare form is the verb only with its particle ("brach … ein"); and shorter phrases inside longer ones."""

from __future__ import annotations

from collections.abc import Sequence

from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Mark

PARTICLE_REACH = 45  # tokens within which a separable verb's particle is looked for


def particles(s: Sentence, boundary: frozenset[str]) -> list[Mark]:
    """The marks of the sentence, where separable verbs are kept only with their particle (and then hide what the bare verb means)."""
    best: dict[int, tuple[int, Mark]] = {}
    plain: list[Mark] = []
    for mark in _uncovered(s.marks):
        if mark.entry.particle is None:
            plain.append(mark)
            continue
        at = _particle(s, mark.entry.particle.split(), mark.last, boundary)
        if at is not None and (mark.first not in best or at < best[mark.first][0]):
            best[mark.first] = (at, mark)
    if not best:
        return plain
    hides = ("move.", "level.", "transitive.", "record.", "reject.", "modality.")
    kept = [m for m in plain if m.first not in best or not m.entry.tag.startswith(hides)]
    kept += [mark for _, mark in best.values()]
    kept.sort(key=lambda m: (m.first, -m.last))
    return kept


def outside_money(marks: Sequence[Mark], quantities: Sequence[Quantity]) -> list[Mark]:
    """The marks without verbs that are the currency of an amount ("3,325 trillion won")."""
    money = {k for q in quantities if q.unit == "currency" for k in range(q.number + 1, q.last)}
    return [m for m in marks if not (m.entry.tag == "move.verb" and m.first in money)] if money else list(marks)


def _uncovered(marks: Sequence[Mark]) -> list[Mark]:
    """Marks of movement, standing and records that do not lie inside a longer one ("up" in "gave up", "plus" in "im Plus")."""
    hiding = ("move.", "level.", "record.", "transitive.", "multiple", "rank.", "basis.", "neutral.", "metric.")
    open_ = ("record.scope", "record.horizon", "basis.period")
    long = [
        m for m in marks
        if m.last - m.first > 1 and m.entry.particle is None and m.entry.tag.startswith(hiding) and not m.entry.tag.startswith(open_)
    ]  # fmt: skip
    if not long:
        return list(marks)
    out = []
    for m in marks:
        table = m.entry.tag.split(".")[0]
        kin = ("move", "level", "transitive", "multiple") if table in ("move", "level", "transitive", "multiple") else (table,)
        if table in ("rank", "record"):
            kin = (*kin, "basis.intraday", "neutral", "rank")
        elif table in ("move", "metric", "multiple"):
            kin = (*kin, "neutral")
        elif table == "modality":
            kin = (*kin, "record", "neutral")
        elif table == "reject":
            kin = (*kin, "metric", "neutral")
        if not any(
            o.first <= m.first and m.last <= o.last and o.last - o.first > m.last - m.first and o.entry.tag.startswith(kin) for o in long
        ):
            out.append(m)
    return out


def _particle(s: Sentence, parts: list[str], start: int, boundary: frozenset[str]) -> int | None:
    words = s.words
    for k in range(start, min(len(words), start + PARTICLE_REACH)):
        if words[k] == parts[0] and words[k : k + len(parts)] == parts:
            after = k + len(parts)
            if after >= len(words) or not words[after][0].isalnum() or words[after] in boundary:
                return k
        if words[k] in ";:":
            return None
    return None
