"""Who is meant: from the mentions of a document to the subject of one claim.

Use: one :class:`Resolver` a document, made when the first sentence passes the gate; then, for the claims of each sentence
in the order of the text, :meth:`Resolver.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from impact.claims.antecedents import antecedent, looking_back, market_index, unsaid
from impact.claims.focus import fits_kind
from impact.claims.heads import beside
from impact.claims.listings import listing
from impact.claims.lists import in_order, respectively
from impact.claims.memory import TOPIC, Memory
from impact.claims.mention import Mention
from impact.claims.nearness import LIMIT, Scene
from impact.claims.subject import UNKNOWN, Span, Subject
from impact.claims.subject_words import subject_words
from impact.claims.ties import NOBODY, closed, of_many, other_subject, taken_from, tie, yardstick

Choice = tuple[Mention, Subject]

CLOSE = 0.9  # a subject this near that cannot have the unit leaves the claim without one


_UNITS = {
    "index_points_change": "points",
    "market_cap_change_usd": "currency",
    "market_cap_level_usd": "currency",
    "price_change_pct": "percent",
}


class Resolver:
    """The subjects of one document.

    ``sentences`` are all sentence spans of ``text`` in order, headline included (ungated ones too: names are remembered
    from them). Scanning is lazy: nothing is read before the first question.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self.text, self.sentences, self.language = text, sentences, language
        self.words = subject_words(language)
        self.memory = Memory(text, sentences, language)
        self._starts = [start for start, _ in sentences]
        self._said: dict[str, str] = {}

    def mentions(self, number: int) -> list[Mention]:
        """The mentions of sentence ``number``, lists gathered."""
        return self.memory.scene(number).found

    # --- the question ------------------------------------------------------------------------------------------------

    def resolve(
        self,
        clause: Span,
        *,
        predicate: Span | None = None,
        quantity: Span | None = None,
        quantities: Sequence[Span] = (),
        unit: str | None = None,
        metric: str | None = None,
    ) -> Subject:
        """The subject of the claim whose words lie in ``clause``.

        ``predicate`` is the span of the verb or noun of movement, ``quantity`` of this claim's number (with unit),
        ``quantities`` of all numbers of the sentence that are market quantities, in order (they decide which member of a
        "beziehungsweise" list is meant); ``unit`` ("percent", "currency", "points") rules out what cannot have it (a share
        has no points, an index no dollars), ``metric`` as in ``Claim.metric``. Ask in the order of the text: each answer
        is remembered for the ellipsis after it.
        """
        anchor = quantity or predicate or clause
        number = max(0, bisect_right(self._starts, anchor[0]) - 1)
        self.memory.catch_up(number)
        unit = _UNITS.get(metric or "", unit)
        scene = self.memory.scene(number)
        tied = tie(scene, anchor, self.words) or (taken_from(scene, anchor, self.words) if metric == "market_cap_change_usd" else None)
        chosen = self._tied(tied, number) if tied is not None else self._nearest(scene, number, anchor, quantities, unit, metric)
        if chosen is None:
            market = next((m for m in scene.found if m.form == "group" and "MARKET" in m.symbols[0]), None)
            meant = unsaid(anchor[0], number, self.memory.focus, unit, metric)
            if metric == "market_cap_change_usd" and market is not None and not scene.parted(anchor[1], market.start):
                return self._answer(market, number)  # "$1 trillion vanished from world markets", not "593 bn – a record on Wall Street"
            if metric == "market_cap_change_usd" and (meant is None or meant.form != "group") and self._summed(number, anchor):
                return UNKNOWN
            if metric == "volume" and meant is not None and not set(meant.symbols) & self.memory.focus.main():
                meant = None  # "In all, 11.8 billion shares changed hands"
            aside = predicate is not None and other_subject(scene, clause, predicate, self.words)
            if meant is None or aside or of_many(scene, (clause[0], anchor[0]), self.words):
                return UNKNOWN
            meant = self._looking_back(meant, number)
            chosen = meant, replace(self._answer(meant, number, "ellipsis"), span=None)
        mention, subject = chosen
        if metric == "price_change_pct" and quantity is not None and beside(scene, mention, quantity, self.words):
            return UNKNOWN  # "Die Nachfrage nach Nvidia-Aktien sank um 17 Prozent"
        member = respectively(self.text, mention, quantity, quantities, scene.span, self.words)
        if member is None and quantity is not None and not mention.members:
            handed = in_order(self.text, scene.found, quantity, quantities, scene.span, self.words)
            if handed == (None,):
                return UNKNOWN
            member = handed[0] if handed else None
        if member is not None:
            mention, subject = member, self._answer(member, number, subject.source)
        if metric is not None and mention is not NOBODY:  # what is no market claim (a stake, a price target) leads no pronoun
            self.memory.claimed(number, anchor[0], mention)
        return subject

    def _summed(self, number: int, anchor: Span) -> bool:
        """Whether an amount is a sum over companies: "In all, $600 billion …", "$1 trillion vanished" after several of them."""
        start, end = self.sentences[number]
        sentence = self.text[start:end].lower()
        if self.text[start : anchor[0]].count(" ") <= TOPIC and self.memory.focus.several(number):
            return True
        return any(re.search(rf"\b{re.escape(phrase)}\b", sentence) for phrase in self.words.in_all)

    # --- ways to find it ---------------------------------------------------------------------------------------------

    def _tied(self, mention: Mention, number: int) -> Choice:
        return (NOBODY, UNKNOWN) if mention is NOBODY else (mention, self._answer(mention, number))

    def _nearest(
        self, scene: Scene, number: int, anchor: Span, quantities: Sequence[Span], unit: str | None, metric: str | None
    ) -> Choice | None:
        counts = quantities or scene.numbers()
        ranked: list[tuple[float, int, Mention]] = []
        ruled_out = LIMIT
        closing = closed(scene, anchor)
        for mention in scene.near(anchor):
            if 0 <= closing < mention.start:
                continue
            if mention.role in ("oblique", "source", "modifier") and not (
                mention.form == "group" and mention.role == "modifier" and metric == "market_cap_change_usd"
            ):
                continue
            if metric == "volume" and mention.form == "share_word":
                continue  # "11.8 billion shares changed hands"
            if mention.kind == "index" and metric in ("record", "ranking") and yardstick(scene, mention, anchor, metric, self.words):
                continue
            if mention.named:
                if not fits_kind(mention, unit, "", metric):
                    if mention.role == "subject":
                        ruled_out = min(ruled_out, scene.cost(mention, anchor, counts, unit))
                    continue
            elif (mention.kind, unit) == ("company", "points") or (
                (mention.kind, unit) == ("index", "currency") and metric != "market_cap_change_usd"
            ):
                continue
            cost = scene.cost(mention, anchor, counts, unit)
            if cost <= LIMIT:
                ranked.append((cost, mention.start, mention))
        ranked.sort(key=lambda r: r[:2])
        if ruled_out < CLOSE and (not ranked or ranked[0][0] > ruled_out + 1):
            index = market_index(scene.found, self.memory.focus) if unit == "points" else None
            return (index, self._answer(index, number, "group")) if index is not None else (NOBODY, UNKNOWN)
        for _, _, mention in ranked:
            choice = self._take(mention, number, unit, metric)
            if choice is not None:
                return choice
        return None

    # --- answers -----------------------------------------------------------------------------------------------------

    def _take(self, mention: Mention, number: int, unit: str | None, metric: str | None) -> Choice | None:
        """A mention with its answer; stand-ins are looked up in what came before."""
        if mention.named:
            return mention, self._answer(mention, number)
        named = self._antecedent_of_relative(mention, number)
        if named is not None and not named.named:
            return self._take(named, number, unit, metric) or (NOBODY, UNKNOWN)  # "the carrier's shares, which"
        meant = named or antecedent(mention, number, self.memory.focus, unit, metric)
        if meant is not None and named is None and mention.form in ("share_word", "pronoun"):
            meant = self._looking_back(meant, number)
        if meant is None:
            return (mention, UNKNOWN) if mention.form == "epithet" else None
        return meant, replace(self._answer(meant, number, mention.form), span=(mention.start, mention.end))

    def _looking_back(self, meant: Mention, number: int) -> Mention:
        start, end = self.sentences[number]
        if meant.start >= start or meant.kind == "index":
            return meant
        return looking_back(self.text, meant, self.text[start:end], self.memory.focus, self.words)

    def _antecedent_of_relative(self, mention: Mention, number: int) -> Mention | None:
        """ "Microsoft, which also reported, slipped": the name before the comma."""
        if mention.form != "pronoun" or mention.name.lower() not in self.words.relative:
            return None
        return next((m for m in self.memory.scene(number).found if self.text[m.end : mention.start] == ", " and m.form != "pronoun"), None)

    def _answer(self, mention: Mention, number: int, source: str | None = None) -> Subject:
        span = (mention.start, mention.end)
        if mention.form == "unknown_name":
            return Subject(symbols=(), name=mention.name or None, source="none", reason="unknown_subject", span=span)
        name = mention.entity.instrument.name if mention.entity is not None else mention.name
        symbols = tuple(s for one in mention.members or (mention,) for s in self._listed(one, number))
        if not symbols and any(one.form == "unknown_name" for one in mention.members):
            return Subject(symbols=(), name=name, source="none", reason="unknown_subject", span=span)
        return Subject(symbols=symbols, name=name, source=source or mention.form, span=span)

    def _listed(self, mention: Mention, number: int) -> tuple[str, ...]:
        entity = mention.entity
        if entity is None or not entity.variants or mention.symbols != entity.symbols:
            return mention.symbols
        start, end = self.sentences[max(0, number)]
        return listing(entity, self.text[start:end].lower(), self.memory.exchanges, self.language, self._said)
