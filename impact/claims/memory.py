"""What the sentences of a document name, read once, and the memory of what it speaks of that pronouns and ellipses are resolved with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from impact.claims.antecedents import lead_index
from impact.claims.confirmed import CAPITALISED, Confirmed
from impact.claims.focus import Focus
from impact.claims.headings import heading
from impact.claims.lists import grouped
from impact.claims.mention import Mention, Token
from impact.claims.mentions import LONGEST, named_only, scanned
from impact.claims.nearness import Scene
from impact.claims.subject_words import subject_words
from impact.claims.typos import Typos

Span = tuple[int, int]

KEPT = 200  # sentences whose mentions are kept: bounds memory on endless documents
TOPIC = 2  # words that may stand before the company that a sentence opens with
FRONTED = 20  # characters before a name at the start of a sentence
FAR = 60  # sentences of a document that are read before the first claim
LEAD = 8  # characters of a number before a label
_TICKER = re.compile(r"\s*(?:\([^()\n]{1,20}\))?[\s.:,;–—-]*")
_WORD = re.compile(r"\w+")


class Memory:
    """The sentences of one document, each read when it is first asked for.

    ``sentences`` are all sentence spans of ``text`` in order, headline included (ungated ones too: names are remembered
    from them).
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self.text, self.sentences, self.language = text, sentences, language
        self.words = subject_words(language)
        self._focus = Focus()
        self._due: list[tuple[int, bool]] = []  # sentences that the memory has still to read, and whether they hold a claim
        self._scenes: dict[int, Scene] = {}
        self._put_off: set[int] = set()
        self._read = 0
        self._confirmed: Confirmed | None = None
        self._typos: Typos | None = None
        self._exchanges: set[str] = set()
        self._joiners = _joiners(language)

    def scene(self, number: int) -> Scene:
        """Sentence ``number``, its mentions with lists gathered."""
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
            capitals = frozenset(CAPITALISED.findall(self.text))
            self._confirmed, self._typos = Confirmed(self.text, capitals, self.words), Typos(capitals)
        more = self._confirmed.find(self.text, start, end, found)
        if typos and self._typos is not None:
            more += self._typos.find(self.text, start, end, [*found, *more])
        if more:
            found = sorted([m for m in found if not any(t.start < m.end and m.start < t.end for t in more)] + more, key=lambda m: m.start)
        gathered = grouped(self.text, found, self.language, end)
        return Scene.read(self.text, (start, end), gathered, self._joiners, self.words, tokens)

    def put_off(self, number: int) -> None:
        """Sentence ``number`` is to be read in full, but not before the memory is asked; of a long document it is read now."""
        if len(self.sentences) > 2 * KEPT:
            self.scene(number)
        else:
            self._put_off.add(number)

    @property
    def exchanges(self) -> frozenset[str]:
        """MICs of the indices that the document has named so far."""
        self._remember()
        return frozenset(self._exchanges)

    @property
    def focus(self) -> Focus:
        """The memory of what the document spoke of; most claims name their subject, and nothing is read for the memory until one asks."""
        if self._due:
            self._remember()
        return self._focus

    def claimed(self, sentence: int, position: int, mention: Mention) -> None:
        """Remember the subject of a claim; what is still due is not needed for that."""
        self._focus.claim(sentence, position, mention)

    def _remember(self) -> None:
        due, self._due = self._due, []
        for number, asked in due:
            self._note(number, asked)

    def catch_up(self, number: int) -> None:
        """The sentences up to ``number`` are due for the memory; of a long document without claims only the headline and the last ones."""
        if self._read == 0 and number > FAR:
            self._due.append((0, False))
        self._due += [(k, k == number) for k in range(max(self._read, number - FAR), number + 1)]
        self._read = max(self._read, number + 1)
        if len(self.sentences) > 2 * KEPT:
            self._remember()  # the scenes of a long document are not kept

    def _note(self, number: int, asked: bool = False) -> None:
        start, end = self.sentences[number]
        if number and heading(self.text, start, end):
            self._focus.headings.append(start)
        if number and "\n" in self.text[self.sentences[number - 1][1] : start + 1]:
            self._focus.paragraphs.append(start)
        scene = self.scene(number) if asked or number in self._scenes or number in self._put_off else self._glance(start, end)
        if not scene.found:
            return
        opening = _WORD.search(self.text, start, end)
        led = opening is not None and opening[0].lower() in self.words.demonstrative
        self._focus.note(number, scene.found, led, scene.objects)
        first = scene.found[0]
        if first.kind in ("stock", "company") and first.named and _label(self.text[start : first.start], self.text[first.end : end]):
            self._focus.labels.append((number, first))
        if (
            first.role == "subject"
            and first.named
            and first.kind in ("stock", "company")
            and self.text[start : first.start].count(" ") <= TOPIC
            and not led
        ):
            self._focus.topics[number] = first.start
        self._focus.fronted.update(m.start for m in scene.found if m.role == "oblique" and m.start - start < FRONTED)
        for mention in scene.found:
            if mention.form == "group" and (lead := lead_index(mention)) is not None:  # "the Australian share market"
                self._exchanges.add(lead.instrument.mic)
            for one in mention.members or (mention,):
                if one.kind == "index" and one.entity is not None:
                    self._exchanges.add(one.entity.instrument.mic)

    def _glance(self, start: int, end: int) -> Scene:
        """A sentence without claims: its names, for the memory."""
        return self._read_scene(start, end, named_only(self.text, start, end, self.language), typos=False)


def _label(before: str, after: str) -> bool:
    """Whether a name stands alone: behind a number at most, and with nothing but a ticker behind it."""
    return len(before) <= LEAD and not any(c.isalpha() for c in before) and _TICKER.fullmatch(after) is not None


@lru_cache(maxsize=8)
def _joiners(language: str) -> re.Pattern[str]:
    words = sorted(subject_words(language).joiners, key=len, reverse=True)
    return re.compile(r"\b(?:" + ("|".join(words) or "(?!)") + r")\b")
