"""What a document is about at a point: the memory that pronouns, share words, epithets and ellipses are resolved with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from impact.claims.gazetteer import places
from impact.claims.mention import Mention

LABEL_REACH = 4  # sentences that a label stands over
MEMORY = 60  # mentions that are looked at going back; bounds the cost on endless documents


@dataclass(slots=True)
class Item:
    """Something that was the subject of a claim or of a sentence."""

    position: int
    sentence: int
    mention: Mention
    claimed: bool


@dataclass(slots=True)
class Focus:
    """Mentions and subjects in the order of the text."""

    mentions: list[tuple[int, Mention]] = field(default_factory=list)  # (sentence, mention), names of any role
    items: list[Item] = field(default_factory=list)
    late: set[int] = field(default_factory=set)  # where names begin that another subject of their sentence stands before
    weight: float = 0.8  # how much sooner the company of the document is meant
    topics: dict[int, int] = field(default_factory=dict)  # sentence → where the company begins that opens it as its subject
    fronted: set[int] = field(default_factory=set)  # where names begin that a preposition governs at the start of their sentence
    headings: list[int] = field(default_factory=list)  # where sections begin
    labels: list[tuple[int, Mention]] = field(default_factory=list)  # sentences that are nothing but a name: "3. Foobar (FOO)."
    paragraphs: list[int] = field(default_factory=list)  # where they begin
    headed: bool = False  # whether the headline names that company
    _counted: int = -1
    _main: frozenset[str] = frozenset()
    _headline: frozenset[str] = frozenset()

    def note(self, sentence: int, found: Iterable[Mention], led: bool = False, objects: Iterable[int] = ()) -> None:
        """Remember what a sentence names; ``led``: it opens with "that" or "das"; ``objects``: where names begin that are objects."""
        self.late.update(objects)
        for mention in found:
            if mention.named:
                self.mentions.append((sentence, mention))
                if led:
                    self.late.add(mention.start)
            elif mention.role == "subject":
                led = True

    def claim(self, sentence: int, position: int, mention: Mention) -> None:
        """Remember the subject of a claim."""
        self.items.append(Item(position, sentence, mention, True))

    def before(self, position: int, sentence: int, reach: int) -> list[Mention]:
        """Subjects before ``position``, best first: of claims and of earlier sentences, not further back than ``reach`` sentences."""
        main = self.main() if not self._topic_of(sentence - 1) else frozenset[str]()
        ranked: list[tuple[float, int, Mention]] = []
        late = self.late
        for item in self.items[-MEMORY:]:
            if item.position <= position and sentence - item.sentence <= reach:
                cost = sentence - item.sentence + (0.5 if sentence > item.sentence and item.mention.role == "weak" else 0.0)
                if cost and main:
                    cost += -self.weight if set(item.mention.symbols) & main else 0.5 if item.mention.start in late else 0.0
                ranked.append((cost, -item.position, item.mention))
        firsts: set[int] = set()
        claimed = {item.mention.symbols for item in self.items[-MEMORY:]}
        for where, mention in self.mentions[-MEMORY:]:
            if mention.start >= position or sentence - where > reach or mention.role == "source":
                continue
            if mention.role in ("oblique", "modifier"):  # "Bayer-Chef Bill Anderson …, die Aktie": when nothing else is near
                if (
                    (mention.kind == "stock" or (mention.kind == "company" and mention.start in self.fronted))
                    and not mention.members
                    and sentence - where <= 1
                ):
                    near = 0.8 if mention.start in self.fronted else 1.1  # "Bei Quarzwerk brach die Aktie ein"
                    ranked.append((2.1 if where < sentence else near, -mention.start, mention))
                continue
            if where == sentence:
                aside = 0.7 if mention.start in late else 0.4 if mention.role == "weak" else 0.0  # "a reactor for X; it has doubled"
                ranked.append((aside, -mention.start, mention))
                continue
            cost = sentence - where + (0.5 if where in firsts or mention.start in late else 0.2)
            if claimed and mention.symbols not in claimed and self.topics.get(where) != mention.start:
                cost += 0.6
            firsts.add(where)
            if main and set(mention.symbols) & main:
                cost -= self.weight
            ranked.append((cost, -mention.start, mention))
        ranked.sort(key=lambda r: (r[0], r[1]))
        return [mention for _, _, mention in ranked]

    def several(self, sentence: int) -> bool:
        """Whether the last sentences spoke of several companies, none of them the one that the document is about."""
        meant = {i.mention.symbols for i in self.items[-MEMORY:] if 0 <= sentence - i.sentence <= 2}
        return len(meant) > 1 and not any(set(symbols) & self.main() for symbols in meant)

    def section(self, position: int) -> int:
        """Where the section begins that ``position`` lies in; 0 before the first heading."""
        return _begun(self.headings, position)

    def labelled(self, sentence: int) -> Mention | None:
        """The name that stands as a label over ``sentence``, where nothing was claimed of another company since."""
        where, mention = self.labels[-1] if self.labels else (-LABEL_REACH, None)
        if mention is None or sentence - where > LABEL_REACH:
            return None
        others = (i for i in self.items[-MEMORY:] if i.sentence > where and i.mention.kind in ("stock", "company"))
        return None if any(i.mention.symbols != mention.symbols for i in others) else mention

    def in_sentence(self, mention: Mention, sentence: int) -> bool:
        """Whether a mention was noted as one of that sentence."""
        return any(where == sentence and m is mention for where, m in self.mentions[-MEMORY:])

    def paragraph(self, position: int) -> int:
        """Where the paragraph begins that ``position`` lies in."""
        return _begun(self.paragraphs, position)

    def index_before(self, position: int, sentence: int) -> Mention | None:
        """The one index that the sentence before named, whatever its part there ("the biggest loser in the S&P 500. The index …")."""
        if any(where == sentence and m.kind == "index" and m.start < position for where, m in self.mentions[-MEMORY:]):
            return None
        named = [m for where, m in self.mentions[-MEMORY:] if where == sentence - 1 and m.kind == "index" and not m.members]
        return named[0] if len({m.symbols for m in named}) == 1 and named[0].symbols else None

    def apart(self, earlier: int, later: int) -> bool:
        """Whether a whole paragraph lies between two positions."""
        return bisect_right(self.paragraphs, later) - bisect_right(self.paragraphs, earlier) > 1

    def last_of_main(self) -> Mention | None:
        """The last mention of the company that the document, or its headline alone, is about; None where it is about none."""
        main = self.main() or self._headline
        return next((m for _, m in reversed(self.mentions) if main and not m.members and set(m.symbols) == main), None)

    def _topic_of(self, sentence: int) -> bool:
        """Whether a sentence was plainly about a company of its own: it opens with it, or names it first and claims something of it."""
        if sentence in self.topics:
            return True
        for item in reversed(self.items[-MEMORY:]):
            if item.sentence < sentence:
                return False
            if item.sentence == sentence and item.mention.kind in ("stock", "company") and item.mention.start not in self.late:
                return any(where == sentence and m.start == item.mention.start for where, m in self.mentions[-MEMORY:])
        return False

    def main(self) -> frozenset[str]:
        """The company that the document is about: the only one of the headline, or the one named in half of all places."""
        if len(self.mentions) != self._counted:
            self._counted = len(self.mentions)
            counts: dict[tuple[str, ...], int] = {}
            titled: set[tuple[str, ...]] = set()
            for where, mention in self.mentions[:MEMORY]:
                for one in mention.members or (mention,):
                    if one.kind == "stock" and one.symbols and one.role != "source":
                        counts[one.symbols] = counts.get(one.symbols, 0) + 1
                        if where == 0:
                            titled.add(one.symbols)
            best = max(counts, key=lambda s: counts[s], default=())
            total = sum(counts.values())
            self.weight = 0.8
            self.headed = len(titled) == 1
            self._headline = frozenset(next(iter(titled))) if self.headed else frozenset()
            in_headline = counts[next(iter(titled))] if self.headed else 0
            if self.headed and in_headline * 3 >= total:
                self._main = self._headline
                if in_headline * 5 >= total * 2:
                    self.weight = 1.6
            elif best and counts[best] >= 2 and counts[best] * 2 >= total:
                self._main = frozenset(best)
            else:
                self._main = frozenset()
        return self._main


def _begun(starts: Sequence[int], position: int) -> int:
    """The last of ``starts``, which are in order, at or before ``position``; 0 where none is."""
    k = bisect_right(starts, position)
    return starts[k - 1] if k else 0


def fits_kind(mention: Mention, unit: str | None, wanted: str, metric: str | None = None) -> bool:
    """Whether a mention can have a number of that unit and be what the stand-in asks for ("company", "index" or "")."""
    kind = mention.kind or (mention.members[0].kind if mention.members else "")
    if wanted == "company" and kind in ("index", "group", "future", "commodity"):
        return False
    if wanted == "index" and kind != "index":
        return False
    if kind in ("private", "project") and wanted == "company" and metric not in ("market_cap_level_usd", "market_cap_change_usd"):
        return False  # what has no shares has no price
    if unit == "points":
        return kind in ("index", "future")
    if unit == "currency":
        if kind == "group":
            return metric not in ("price_level", "market_cap_level_usd")
        return kind not in ("index", "future") or metric in ("market_cap_level_usd", "market_cap_change_usd")
    return True


def matching(epithet: Mention, candidates: Sequence[Mention]) -> list[Mention]:
    """The candidates that an epithet can mean, best first: by what it says of sector, country, place or product."""
    scored: list[tuple[float, int, Mention]] = []
    for order, mention in enumerate(candidates):
        score = best_match(epithet, mention)
        if score is not None:
            scored.append((-score, order, mention))
    scored.sort(key=lambda s: s[:2])
    return [mention for _, _, mention in scored]


def best_match(epithet: Mention, mention: Mention) -> float | None:
    """How well an epithet fits a mention; None where it says something that is not so of it."""
    entity = mention.entity
    if entity is None:
        return 0.0 if mention.form == "unknown_name" else None
    score = 0.0
    known = [w.lower() for w in entity.instrument.epithets]
    for word in epithet.words:
        low = word.lower()
        if (
            low in known
            or any(low.startswith(k) or k.startswith(low) for k in known if len(k) > 3)
            or any(low == name.lower() for name in (entity.instrument.name, *entity.instrument.aliases))
        ):
            score += 3
        elif low in places():
            return None  # the home or product of another one
    if epithet.tags:
        if epithet.tags & entity.groups:
            score += 2
        elif entity.sectors:
            return None
    if epithet.countries:
        if epithet.countries & entity.countries:
            score += 1
        elif entity.countries:
            return None
    return score
