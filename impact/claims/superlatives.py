"""Records and ranks: "größter Tagesverlust der Geschichte", "highest since March 2020", "wertvollstes Unternehmen"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from impact.claims.clauses import Clause
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark
from impact.records import Direction, RecordScope

_FIXED: tuple[tuple[str, Direction, str], ...] = (("record.high", "up", "high"), ("record.low", "down", "low"))
_AS: tuple[tuple[str, Direction, str], ...] = (("record.as_up", "up", "high"), ("record.as_down", "down", "low"))
_RECORDS: tuple[tuple[str, Direction | None], ...] = (("record.record_down", "down"), ("record.record_up", "up"), ("record.record", None))
_STREAKS: tuple[tuple[str, Direction], ...] = (("streak_up", "up"), ("streak_down", "down"))
_SIDES: tuple[Direction, ...] = ("up", "down")
_BESIDE: tuple[tuple[str, Direction], ...] = (("record.gain", "up"), ("record.loss", "down"))
_PEAKS = ("record.high", "record.low")
_REACHED = ("record.high", "record.low", "record.record", "record.record_down", "record.record_up")
NEAR = 3
OFF = 6  # tokens from "below" to the record that something is below of
REACH = 5  # tokens from a superlative to its noun


@dataclass(slots=True)
class Superlative:
    """A record or a rank found in a clause; ``first``–``last`` are its tokens."""

    clause: Clause
    kind: str  # "record" or "rank"
    direction: Direction | None
    first: int
    last: int
    scope: RecordScope | None = None
    rank: int | None = None
    overtake: bool = False
    standing: bool = False  # "worth more than": holds at a moment, whatever the period before it


def find(clause: Clause, s: Sentence, language: Language, fallback: Direction | None) -> list[Superlative]:
    """Records and ranks of one clause; ``fallback`` is the direction of the clause's own move, for words that have none."""
    marks = clause.tags("record.") + clause.tags("rank.")
    if not marks:
        return []
    marks.sort(key=lambda m: m.first)
    found: list[Superlative] = []
    record = _record(clause, s, language, marks, fallback)
    if record is not None:
        found.append(record)
    rank = _rank(clause, s, language, marks)
    if rank is not None:
        found.append(rank)
    return found


def _record(clause: Clause, s: Sentence, language: Language, marks: list[Mark], fallback: Direction | None) -> Superlative | None:
    by_tag: dict[str, list[Mark]] = {}
    behind = language.word_set("role", "reference")
    peaks = behind | language.word_set("role", "off_below")  # "20% under its all-time high": how far off, no news of the high
    for m in marks:
        away = peaks if m.entry.tag in _PEAKS else behind if m.entry.tag in _REACHED else frozenset[str]()
        if not (away and any(w in away for w in s.words[max(clause.first, m.first - 3) : m.first])):
            by_tag.setdefault(m.entry.tag, []).append(m)
    for tag, direction, what in _FIXED:
        for m in sorted(by_tag.get(tag, ()), key=lambda m: (m.first, -m.last)):
            return _made(clause, s, language, direction, what, m.first, m.last, marks)
    for side in _SIDES:
        for m in by_tag.get(f"record.superlative_{side}", ()):
            pair = _noun(by_tag, m, side, s, clause, language)
            if pair is not None:
                direction2, what, last = pair
                return _made(clause, s, language, direction2 or fallback, what, m.first, last, marks)
    for m in by_tag.get("record.place", ()):
        said = " ".join(s.words[m.first : m.last])
        bad = any(form in said for word in language.words("record", "superlative_down") for form in word.split())
        pair = _noun(by_tag, m, "down" if bad else "up", s, clause, language)
        if pair is not None and pair[0] is not None and pair[1] in ("gain", "loss"):
            return _made(clause, s, language, pair[0], pair[1], m.first, pair[2], marks)
    for tag, direction, what in _AS:
        for m in by_tag.get(tag, ()):
            return _made(clause, s, language, direction, what, m.first, m.last, marks)
    streak = _streak(clause, s, language, by_tag, marks, fallback)
    if streak is not None:
        return streak
    for m in by_tag.get("record.comparative", ()):
        if by_tag.get("record.last"):
            worse: Direction = "down" if m.entry.lemma in language.word_set("record", "comparative_down") else "up"
            noun = _noun(by_tag, m, worse, s, clause, language)
            way = noun[0] if noun is not None and noun[1] in ("gain", "loss") else fallback
            if way is not None:
                last = max(m.last, noun[2] if noun else 0)
                return _made(clause, s, language, way, "loss" if way == "down" else "gain", m.first, last, marks)
    for tag, way0 in _RECORDS:
        for m in by_tag.get(tag, ()):
            off = _off(clause, s, language, m)
            if off is not None and _passing(s, language, m, off):
                continue
            placed = way0 is None and _placed(clause, s, language, m)
            high: Direction | None = "up" if off is not None else fallback  # "5% from its record": that was a high
            way = "up" if placed else way0 or _beside(by_tag, m) or high
            if way is None:
                continue
            what = "high" if placed else "loss" if way == "down" else "gain"
            return _made(clause, s, language, way, what, m.first, m.last, marks)
    for tag in ("record.negative", "record.first"):
        for m in by_tag.get(tag, ()):
            reached = [q for q in clause.quantities if q.role in ("above", "below")]
            if tag == "record.first":
                crossed = by_tag.get("record.cross_up") or by_tag.get("record.cross_down")
                if not reached and not (crossed and clause.quantities):
                    continue
                above = reached[0].role == "above" if reached else bool(by_tag.get("record.cross_up"))
                fallback = "up" if above else "down"
            if fallback is not None:
                return _made(
                    clause,
                    s,
                    language,
                    fallback,
                    "loss" if fallback == "down" else "high" if tag == "record.first" else "gain",
                    m.first,
                    m.last,
                    marks,
                )
    return None


def _off(clause: Clause, s: Sentence, language: Language, m: Mark) -> int | None:
    """Where "from" or "below" stands before a record that something is off of ("5% from its record", "below its July 10 record")."""
    away = language.word_set("role", "from") | language.word_set("role", "off_below")
    for k in range(m.first - 1, max(clause.first, m.first - OFF) - 1, -1):
        if s.words[k] in ",;:(":
            return None
        if s.words[k] in away:
            return k
    return None


def _placed(clause: Clause, s: Sentence, language: Language, m: Mark) -> bool:
    """ "closed at a record 21,384.28 with a gain of 24 points": the record is where it stands, not how far it went."""
    follows = any(0 <= q.first - m.last <= 1 and q.unit in ("plain", "points", "currency") and q.scale <= 1 for q in clause.quantities)
    led = not language.word_set("role", "to").isdisjoint(s.words[max(clause.first, m.first - 2) : m.first])
    falls = [v for v in clause.verbs if v.last <= m.first and v.entry.direction == "down"]
    return follows and led and not falls


def _passing(s: Sentence, language: Language, m: Mark, off: int) -> bool:
    """ "5% below its record": a record that is told nothing of, not even when it was."""
    if any(word in language.word_set("style", "attributes") for word in s.words[m.last : m.last + 1]):
        return False
    return m.first - off <= 2 and s.words[off] in language.word_set("role", "off_below")


def _noun(
    by_tag: dict[str, list[Mark]], m: Mark, side: Direction, s: Sentence, clause: Clause, language: Language
) -> tuple[Direction | None, str, int] | None:
    best: tuple[int, Direction | None, str, int] | None = None
    kinds: tuple[tuple[str, Direction, str], ...] = (
        ("record.gain", "up", "gain"), ("record.loss", "down", "loss"), ("record.level", side, "high" if side == "up" else "low"),
        ("record.period", side, "gain" if side == "up" else "loss"), ("record.since", side, "high" if side == "up" else "low"),
    )  # fmt: skip
    for tag, direction, what in kinds:
        for noun in by_tag.get(tag, ()):
            gap = noun.first - m.last
            if 0 <= gap <= (NEAR if tag == "record.period" else REACH) and (best is None or gap < best[0]):
                best = gap, direction, what, noun.last if tag != "record.since" else m.last
    if best is not None and best[2] in ("high", "low") and best[3] == m.last and m.entry.lemma in language.word_set("record", "of_either"):
        best = None  # "a drop of 15.4%, its biggest since 2020": of what stands before
    if best is None and (
        m.last >= clause.last
        or s.words[m.last] in (".", ",", '"')
        or any(n.entry.tag == "record.since" and n.first == m.last for n in s.marks)
    ):
        if m.entry.lemma not in language.word_set("record", "of_levels"):
            before = [n for n in s.marks if n.entry.tag == "move.noun" and n.last <= m.first]
            if not before and m.entry.lemma in language.word_set("record", "of_either"):
                return None  # "the biggest since": of what?
            way = before[-1].entry.direction if before else side
            return way, "gain" if way == "up" else "loss", m.last
        return side, "high" if side == "up" else "low", m.last
    return best[1:] if best else None


def _streak(
    clause: Clause, s: Sentence, language: Language, by_tag: dict[str, list[Mark]], marks: list[Mark], fallback: Direction | None
) -> Superlative | None:
    """ "the fourth straight gain", "den dritten Tag in Folge": how long a run is, counted in sessions."""
    for m in by_tag.get("record.streak", ()):
        count = next((n for w in s.words[max(clause.first, m.first - 3) : m.last] for n in [_ordinal(w, language)] if n), None)
        if count is None:
            continue
        near = [n for tag in ("record.gain", "record.loss") for n in by_tag.get(tag, ()) if 0 <= n.first - m.last <= 2]
        way: Direction | None = ("up" if near[0].entry.tag == "record.gain" else "down") if near else fallback
        said = s.words[max(clause.first, m.first - 1) : m.last]
        for tag, own in _STREAKS:
            way = own if any(w in language.word_set("record", tag) for w in said) else way
        if way is not None:
            return Superlative(clause, "record", way, max(clause.first, m.first - 2), m.last, RecordScope(what="streak", place=count))
    return None


def _ordinal(word: str, language: Language) -> int | None:
    for n, forms in enumerate(language.words("number", "ordinals"), 1):
        if any(word == form or word.startswith(form + "-") for form in forms.split()):
            return n
    count, hyphen, _ = word.partition("-")  # "a five-day losing streak"
    number = language.tables["number"]["words"].get(count) if hyphen else None
    return int(number) if number is not None and number > 1 and number == int(number) else None


def _beside(by_tag: dict[str, list[Mark]], m: Mark) -> Direction | None:
    for tag, direction in _BESIDE:
        for noun in by_tag.get(tag, ()):
            if abs(noun.first - m.last) <= 2:
                return direction
    return None


def _made(
    clause: Clause, s: Sentence, language: Language, direction: Direction | None, what: str, first: int, last: int, marks: list[Mark]
) -> Superlative:
    place = next((int(m.entry.value) for m in marks if m.entry.tag == "record.place" and m.last <= last), 1)
    horizon = "week" if any(m.entry.tag == "record.horizon_week" for m in marks) else "day"
    for span in ("month", "year") if what in ("loss", "gain") else ():  # "its worst year"; "the highest of the year" is no year's
        if any(m.entry.tag == f"record.horizon_{span}" and first <= m.first <= last for m in marks):
            horizon = span
    scope = next(
        (
            m.entry.tag.split("_")[1]
            for tag in ("company", "exchange", "country", "world")
            for m in marks
            if m.entry.tag == f"record.scope_{tag}"
        ),
        None,
    )
    if scope == "world" and any(m.entry.tag == "record.scope_exchange" for m in marks):
        scope = "exchange"
    possessive = any(w in language.word_set("style", "possessive") for w in s.words[max(0, first - 1) : first + 1])
    if scope in (None, "world") and possessive:
        scope = "company"  # "its worst day ever": its own history
    since = _since(s, [m for m in s.marks if m.entry.tag == "record.since" and 0 <= m.first - first <= 14])
    if since is None and any(m.entry.tag in ("record.scope_world", "record.scope_exchange", "record.negative") for m in marks):
        since = "ever"
    if first > clause.first and s.words[first - 1] in language.word_set("sentence", "determiners"):
        first -= 1
    end = max([last] + [m.last for m in marks if m.entry.tag.startswith(("record.scope", "record.since")) and m.first - last <= 6])
    return Superlative(
        clause,
        "record",
        direction,
        first,
        min(end, clause.last),
        RecordScope(what=what, place=place, horizon=horizon, scope=scope, since=since),
    )


def _since(s: Sentence, marks: list[Mark]) -> str | None:
    for m in marks:
        if m.entry.tag != "record.since":
            continue
        for k in range(m.last, min(len(s.words), m.last + 5)):
            word = s.words[k]
            if len(word) == 4 and word.isdecimal() and "1800" < word <= str(date.max.year)[:1] + "999" and word[:2] in ("18", "19", "20"):
                return word
    return None


def _rank(clause: Clause, s: Sentence, language: Language, marks: list[Mark]) -> Superlative | None:
    for tag, place in (("rank.most_valuable", 1), ("rank.overtake", None), ("rank.gainers", None), ("rank.losers", None)):
        for m in marks:
            if m.entry.tag == tag:
                direction: Direction | None = "up" if tag == "rank.gainers" else "down" if tag == "rank.losers" else None
                return Superlative(clause, "rank", direction, m.first, m.last, rank=place, overtake=tag == "rank.overtake")
    for m in marks:
        reach = s.spans[min(len(s.spans) - 1, m.last + NEAR)][1]
        if m.entry.tag == "rank.worth_more" and any(m.end <= n.start < reach for n in clause.mentions):
            return Superlative(clause, "rank", "up", m.first, m.last, standing=True)  # "mehr wert als Exxon", not "als vor einem Jahr"
    for m in marks:
        if m.entry.tag == "rank.most" and clause.verbs:  # "am stärksten verlor Bayer"
            return Superlative(clause, "rank", clause.verbs[0].entry.direction, m.first, m.last)
    return None
