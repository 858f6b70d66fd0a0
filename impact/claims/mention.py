"""A mention: a span of text that stands for something with a price; and the words (tokens) that mentions are found in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from impact.claims.gazetteer import Entity
from impact.claims.subject_words import SubjectWords

Form = Literal["name", "compound", "ticker", "epithet", "group", "index", "pronoun", "share_word", "list", "typo", "unknown_name"]
Role = Literal["subject", "weak", "oblique", "source", "modifier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of the document that stands for something with a price (or for an unknown company).

    ``text[start:end]`` is the mention. ``symbols`` are tickers as Yahoo spells them or a group in capitals; empty for
    stand-ins (pronoun, share word, epithet) before they are resolved, for private companies and for unknown names.
    ``tags``, ``countries`` and ``words`` are what an epithet says about the one it stands for.
    """

    start: int
    end: int
    symbols: tuple[str, ...]
    form: Form
    name: str
    score: float = 1.0
    role: Role = "subject"
    entity: Entity | None = None
    members: tuple[Mention, ...] = ()
    tags: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    plural: bool = False
    plain: bool = False  # an epithet whose noun says nothing: "the Cincinnati company"
    count: int = 0  # of how many: "the three"
    backward: bool = False  # belongs to the number before it: "9.4%, in the Dow"
    kind: str = ""  # "stock", "index" …; for stand-ins "company", "index" or "" (either)

    @property
    def named(self) -> bool:
        """Whether it names something by itself."""
        return self.form not in ("pronoun", "share_word", "epithet")


def nameless(name: str, start: int, end: int, kind: str, role: Role = "subject") -> Mention:
    """The mention of something of that kind that nobody lists."""
    return Mention(start=start, end=end, symbols=(), form="unknown_name", name=name, kind=kind, role=role)


@dataclass(slots=True)
class Token:
    """A word or a sign with its place in the document."""

    start: int
    end: int
    text: str
    low: str
    capital: bool  # begins with a capital letter
    opens: int  # what it can begin: NAME, STAND_IN


#: with what lies before it, so that findall needs no match objects; what lies behind the last one goes with an empty token
_TOKEN = re.compile(r"([\s_]*+)([^\W_]+(?:[-'’.&/+][^\W_]+)*|[^\w\s]|\Z)")
#: legal forms that end the name of a company
LEGAL = frozenset({
    "AG", "SE", "KGaA", "GmbH", "Inc", "Corp", "Corporation", "Co", "Ltd", "Limited", "plc", "PLC", "Plc", "NV", "N.V", "SA", "S.A",
    "SpA", "S.p.A", "AB", "ASA", "A/S", "Oyj", "Holding", "Holdings", "Group",
})  # fmt: skip


def tokenize(text: str, start: int, end: int, words: SubjectWords) -> list[Token]:
    """Words (with inner hyphens, apostrophes and dots) and signs; an elided article ("l'action") is a word of its own."""
    return as_tokens(parts(text, start, end), start, words)


def parts(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """What :func:`tokenize` makes tokens of: each with what lies before it; the last one may be empty."""
    found: list[tuple[str, str]] = _TOKEN.findall(text, start, end)
    return found


def as_tokens(found: list[tuple[str, str]], start: int, words: SubjectWords) -> list[Token]:
    """The tokens of :func:`parts` that begin at ``start``."""
    known, look = words.looks.get, words.look
    tokens: list[Token] = []
    at = start
    for gap, word in found:
        if not word:
            break
        first = at + len(gap)
        at = first + len(word)
        low, capital, opens = known(word) or look(word)
        tokens.append(Token(first, at, word, low, capital, opens))
    return _parted(tokens, words) if words.elisions else tokens


def _parted(tokens: list[Token], words: SubjectWords) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        cut = next((len(e) for e in words.elisions if token.low.startswith(e) and len(token.low) > len(e)), 0)
        for first, last in ((0, cut), (cut, len(token.text))) if cut else ((0, len(token.text)),):
            word = token.text[first:last]
            out.append(Token(token.start + first, token.start + last, word, *words.look(word)))
    return out


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def covered(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[bool]:
    """Which tokens lie in a mention; ``mentions`` in order."""
    out = [False] * len(tokens)
    for mention in mentions:
        k = token_at(tokens, mention.start)
        while k < len(tokens) and tokens[k].start < mention.end:
            out[k] = True
            k += 1
    return out


def token_at(tokens: Sequence[Token], position: int) -> int:
    """The first token that ends after ``position``."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    return low


def titled(tokens: Sequence[Token]) -> bool:
    """A headline in title case, where capitals say nothing."""
    alpha = [t.capital for t in tokens if t.text[0].isalpha()]
    return len(alpha) > 3 and sum(alpha) > 0.7 * len(alpha)


def owns_move(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """Whether what a possessor owns is something on the market ("Nvidia's 17% slide", "Nvidias Börsenwert")."""
    for k in range(at, min(len(tokens) - 1, at + 4)):  # "Foobar's more than 20%"
        if tokens[k].text[0].isdigit() and (tokens[k + 1].text == "%" or tokens[k + 1].low in words.percents):
            return True
        if tokens[k].capital or not tokens[k].low.isalpha() or words.moves(tokens[k].low):
            break
    for token in tokens[at : at + 5]:
        if token.text in '"“”„':
            continue
        if token.text in ",;:()":
            return False
        if token.text[0].isdigit() or token.text == "%" or words.measures(token.low):
            return True
        if token.low in words.index_heads:
            return True
        if token.capital and words.noun_capitals:
            return False
        if token.low in words.oblique or token.low in words.person_tails or token.low in words.blocked_heads:
            return False
    return False


def signed(tokens: Sequence[Token], at: int) -> bool:
    """ "Foobar -15.3%": a sign right before a number."""
    return (
        at + 1 < len(tokens) and tokens[at].text in ("+", "-", "–", "−") and tokens[at + 1].text[0].isdigit()
        and tokens[at].end == tokens[at + 1].start and tokens[at].start > tokens[at - 1].end
    )  # fmt: skip
