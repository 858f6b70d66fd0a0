"""What only speaks of a share and is none: "demand for Nvidia shares fell", "funds that hold Nvidia shares lost 17 percent"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from impact.claims.mention import Mention, Token, bare
from impact.claims.nearness import Scene
from impact.claims.subject_words import SubjectWords

Span = tuple[int, int]

FAR = 3  # words between those who hold a share and the word that says so
_HALT = re.compile(r"[,;:–—(]")


def beside(scene: Scene, mention: Mention, quantity: Span, words: SubjectWords) -> bool:
    """Whether the noun that the share ``mention`` hangs on, or whoever holds the share, moved by the number ``quantity``."""
    if mention.kind not in ("stock", "company") or not scene.span[0] <= mention.start < mention.end <= quantity[0]:
        return False
    if any(mention.end <= m.start < quantity[0] and m.name.lower() not in words.possessives for m in scene.found):
        return False
    tokens = scene.tokens_in(scene.span[0], mention.start, words)
    if _held(tokens, words) and {";", ":", "–", "("}.isdisjoint(scene.text[mention.end : quantity[0]]):
        return True
    return _HALT.search(scene.text, mention.end, quantity[0]) is None and _hangs(scene, tokens, words)


def _held(tokens: Sequence[Token], words: SubjectWords) -> bool:
    """ "Anleger, die Nvidia-Aktien gekauft hatten, verloren", "Funds that hold Nvidia shares lost", "investors holding"."""
    for k in [k for k, t in enumerate(tokens) if t.low in words.agents or t.low in words.derivatives or "-" in t.low]:
        low = tokens[k].low.rpartition("-")[2]
        if low not in words.agents and low not in words.derivatives:
            continue
        before = _before_noun(tokens, k, words)
        if before >= 0 and _governs(tokens[before], words):
            continue
        behind = [t for t in tokens[k + 1 : k + 1 + FAR] if t.text != ","]
        if behind and (behind[0].low in words.relative or behind[0].low in words.cleft_relative or behind[0].low in words.holding):
            return not any(t.text in ";:" for t in tokens[k:]) and sum(t.text == "," for t in tokens[k:]) <= 1
    return False


def _hangs(scene: Scene, tokens: Sequence[Token], words: SubjectWords) -> bool:
    """Whether the share hangs on a noun that is nothing of its own ("demand for", "die Zahl der Käufer von") and that is the subject."""
    at = len(tokens) - 1
    while at > 0 and _between(tokens[at], words) and (tokens[at].low not in words.genitive_case or _governs(tokens[at - 1], words)):
        at -= 1
    hung = False
    while at > 0 and (_governs(tokens[at], words) or tokens[at].low in words.genitive_case) and _is_noun(tokens[at - 1], at == 1, words):
        if _of_a_share(scene, tokens[at - 1], words):
            return False
        hung, at = True, _before_noun(tokens, at - 1, words)
    return hung and (at < 0 or not _governs(tokens[at], words))


def _before_noun(tokens: Sequence[Token], at: int, words: SubjectWords) -> int:
    """What stands before the articles and adjectives of the noun at ``at``; -1 where nothing does."""
    at -= 1
    while at >= 0 and (_between(tokens[at], words) or tokens[at].low in words.indefinite):
        if tokens[at].low in words.genitive_case and at and tokens[at - 1].capital:
            break  # "die Zahl der Käufer"
        at -= 1
    return at


def _between(token: Token, words: SubjectWords) -> bool:
    """An article or an adjective before a noun."""
    if token.low in words.definite or token.low in words.possessives:
        return True
    return token.text.isalpha() and not token.capital and not _governs(token, words) and not words.moves(token.low)


def _governs(token: Token, words: SubjectWords) -> bool:
    return token.low in words.oblique or token.low in words.weak_prepositions or token.low in words.genitive_articles


def _is_noun(token: Token, opens: bool, words: SubjectWords) -> bool:
    if not token.text[0].isalpha() or (token.low in words.common and not token.capital):
        return False
    if words.noun_capitals:
        return token.capital
    return (not token.capital or opens) and token.low not in words.common and not words.moves(token.low)


def _of_a_share(scene: Scene, noun: Token, words: SubjectWords) -> bool:
    """Whether what is said of the noun is said of the share: prices and moves, companies, indices, days."""
    low = bare(noun.low)
    parts = (low, low.rsplit("-", 1)[-1])
    if any(words.measures(p) or words.moves(p) for p in parts) or any(m.start <= noun.start < m.end for m in scene.found):
        return True
    tables = (
        words.heads, words.plural_heads, words.owners, words.rivals, words.index_heads, words.group_tails, words.market_words, words.sorts,
        words.time_nouns, words.units, words.cities, words.percents, words.source_words, words.that_of,
    )  # fmt: skip
    described = words.head_pattern.match(low) is not None or words.group_pattern.match(low) is not None
    return described or any(p in table for p in parts for table in tables)
