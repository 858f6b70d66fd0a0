"""Who is meant: from the mentions of a document to the subject of one claim.

Use: one :class:`Resolver` a document, made when the first sentence passes the gate; then, for the claims of each sentence
in the order of the text, :meth:`Resolver.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from impact.claims.antecedents import antecedent, lead_index, looking_back, market_index, unsaid
from impact.claims.confirmed import Confirmed
from impact.claims.focus import Focus, fits_kind
from impact.claims.headings import heading
from impact.claims.heads import beside
from impact.claims.listings import listing
from impact.claims.lists import grouped, in_order, respectively
from impact.claims.mention import Mention, Token
from impact.claims.mentions import LONGEST, named_only, scanned
from impact.claims.nearness import LIMIT, Scene
from impact.claims.subject import UNKNOWN, Span, Subject
from impact.claims.subject_words import subject_words
from impact.claims.ties import NOBODY, of_many, other_subject, taken_from, tie, yardstick
from impact.claims.typos import Typos

Choice = tuple[Mention, Subject]

KEPT = 200  # sentences whose mentions are kept: bounds memory on endless documents
TOPIC = 2  # words that may stand before the company that a sentence opens with
FRONTED = 12  # characters before a name at the start of a sentence
FAR = 60  # sentences of a document that are read before the first claim
CLOSE = 0.9  # a subject this near that cannot have the unit leaves the claim without one


_UNITS = {
    "index_points_change": "points",
    "market_cap_change_usd": "currency",
    "market_cap_level_usd": "currency",
    "price_change_pct": "percent",
}
_WORD = re.compile(r"\w+")


class Resolver:
    """The subjects of one document.

    ``sentences`` are all sentence spans of ``text`` in order, headline included (ungated ones too: names are remembered
    from them). Scanning is lazy: nothing is read before the first question.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self.text, self.sentences, self.language = text, sentences, language
        self.words = subject_words(language)
        self.focus = Focus()
        self._starts = [start for start, _ in sentences]
        self._scenes: dict[int, Scene] = {}
        self._read = 0
        self._confirmed: Confirmed | None = None
        self._typos: Typos | None = None
        self._exchanges: set[str] = set()
        self._said: dict[str, str] = {}
        self._joiners = _joiners(language)

    # --- reading -----------------------------------------------------------------------------------------------------

    def mentions(self, number: int) -> list[Mention]:
        """The mentions of sentence ``number``, lists gathered."""
        return self._scene(number).found

    def _scene(self, number: int) -> Scene:
        scene = self._scenes.get(number)
        if scene is None:
            start, end = self.sentences[number]
            end = min(end, start + LONGEST)
            if len(self._scenes) > 2 * KEPT:
                for old in [k for k in self._scenes if k < number - KEPT]:
                    del self._scenes[old]
            found, tokens = scanned(self.text, start, end, self.language)
            scene = self._scenes[number] = self._read_scene(start, end, list(found), typos=True, tokens=tokens)
        return scene

    def _read_scene(self, start: int, end: int, found: list[Mention], typos: bool, tokens: Sequence[Token] = ()) -> Scene:
        """The scene of a sentence, with what the whole document tells of its words: names that are words, misspelt names."""
        if self._confirmed is None:
            self._confirmed, self._typos = Confirmed(self.text, self.words), Typos(self.text)
        more = self._confirmed.find(self.text, start, end, found)
        if typos and self._typos is not None:
            more += self._typos.find(self.text, start, end, [*found, *more])
        if more:
            found = sorted([m for m in found if not any(t.start < m.end and m.start < t.end for t in more)] + more, key=lambda m: m.start)
        gathered = grouped(self.text, found, self.language, end)
        return Scene.read(self.text, (start, end), gathered, self._joiners, self.words, tokens)

    def _catch_up(self, number: int) -> None:
        """Read the sentences up to ``number``; of a long document without claims only the headline and the last ones."""
        if self._read == 0 and number > FAR:
            self._note(0)
        for k in range(max(self._read, number - FAR), number + 1):
            self._note(k, asked=k == number)
        self._read = max(self._read, number + 1)

    def _note(self, number: int, asked: bool = False) -> None:
        start, end = self.sentences[number]
        if number and heading(self.text, start, end):
            self.focus.headings.append(start)
        scene = self._scene(number) if asked or number in self._scenes else self._glance(start, end)
        if not scene.found:
            return
        opening = _WORD.search(self.text, start, end)
        led = opening is not None and opening[0].lower() in self.words.demonstrative
        self.focus.note(number, scene.found, led, scene.objects)
        first = scene.found[0]
        if (
            first.role == "subject"
            and first.named
            and first.kind in ("stock", "company")
            and self.text[start : first.start].count(" ") <= TOPIC
            and not led
        ):
            self.focus.topics[number] = first.start
        self.focus.fronted.update(m.start for m in scene.found if m.role == "oblique" and m.start - start < FRONTED)
        for mention in scene.found:
            if mention.form == "group" and (lead := lead_index(mention)) is not None:  # "the Australian share market"
                self._exchanges.add(lead.instrument.mic)
            for one in mention.members or (mention,):
                if one.kind == "index" and one.entity is not None:
                    self._exchanges.add(one.entity.instrument.mic)

    def _glance(self, start: int, end: int) -> Scene:
        """A sentence without claims: its names, for the memory."""
        return self._read_scene(start, end, named_only(self.text, start, end, self.language), typos=False)

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
        self._catch_up(number)
        unit = _UNITS.get(metric or "", unit)
        scene = self._scene(number)
        tied = tie(scene, anchor, self.words) or (taken_from(scene, anchor, self.words) if metric == "market_cap_change_usd" else None)
        chosen = self._tied(tied, number) if tied is not None else self._nearest(scene, number, anchor, quantities, unit, metric)
        if chosen is None:
            market = next((m for m in scene.found if m.form == "group" and "MARKET" in m.symbols[0]), None)
            meant = unsaid(anchor[0], number, self.focus, unit, metric)
            if metric == "market_cap_change_usd" and market is not None:
                return self._answer(market, number)  # "$1 trillion vanished from world markets"
            if metric == "market_cap_change_usd" and (meant is None or meant.form != "group") and self._summed(number, anchor):
                return UNKNOWN
            if metric == "volume" and meant is not None and not set(meant.symbols) & self.focus.main():
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
            self.focus.claim(number, anchor[0], mention)
        return subject

    def _summed(self, number: int, anchor: Span) -> bool:
        """Whether an amount is a sum over companies: "In all, $600 billion …", "$1 trillion vanished" after several of them."""
        start, end = self.sentences[number]
        sentence = self.text[start:end].lower()
        if self.text[start : anchor[0]].count(" ") <= TOPIC and self.focus.several(number):
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
        for mention in scene.found:
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
            elif (mention.kind, unit) in (("company", "points"), ("index", "currency")):
                continue
            cost = scene.cost(mention, anchor, counts, unit)
            if cost <= LIMIT:
                ranked.append((cost, mention.start, mention))
        ranked.sort(key=lambda r: r[:2])
        if ruled_out < CLOSE and (not ranked or ranked[0][0] > ruled_out + 1):
            index = market_index(scene.found, self.focus) if unit == "points" else None
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
        meant = named or antecedent(mention, number, self.focus, unit, metric)
        if meant is not None and named is None and mention.form in ("share_word", "pronoun"):
            meant = self._looking_back(meant, number)
        if meant is None:
            return (mention, UNKNOWN) if mention.form == "epithet" else None
        return meant, replace(self._answer(meant, number, mention.form), span=(mention.start, mention.end))

    def _looking_back(self, meant: Mention, number: int) -> Mention:
        start, end = self.sentences[number]
        if meant.start >= start or meant.kind == "index":
            return meant
        return looking_back(self.text, meant, self.text[start:end], self.focus, self.words)

    def _antecedent_of_relative(self, mention: Mention, number: int) -> Mention | None:
        """ "Microsoft, which also reported, slipped": the name before the comma."""
        if mention.form != "pronoun" or mention.name.lower() not in self.words.relative:
            return None
        return next((m for m in self._scene(number).found if self.text[m.end : mention.start] == ", " and m.form != "pronoun"), None)

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
        return listing(entity, self.text[start:end].lower(), frozenset(self._exchanges), self.language, self._said)


@lru_cache(maxsize=8)
def _joiners(language: str) -> re.Pattern[str]:
    words = sorted(subject_words(language).joiners, key=len, reverse=True)
    return re.compile(r"\b(?:" + ("|".join(words) or "(?!)") + r")\b")
