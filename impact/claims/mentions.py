"""Who is named: mentions of shares, indices, groups and their stand-ins in one sentence.

Use :func:`find_mentions`. A mention knows its *role*, as far as the words beside it tell: "subject" (can be what moved),
"weak" (can be, when nothing better is there: "bei Dell", "für den Nasdaq"), "oblique" (place, comparison, cause: "im Dax",
"hinter Apple"), "source" (who says it) or "modifier" (what belongs to a name: "Nvidias Konkurrent", "Apple App Store").
"""

from __future__ import annotations

import re
from dataclasses import replace

from impact.claims.gazetteer import gazetteer
from impact.claims.mention import Form, Mention, Role, Token, as_tokens, bare, parts, tokenize
from impact.claims.names import TICKER, beginnings, find_names
from impact.claims.standins import find_standins
from impact.claims.subject_words import NAME, SubjectWords, subject_words
from impact.claims.unknown import find_unknown

LONGEST = 1_200  # characters of a sentence that are read, so that no rule can become quadratic
__all__ = ["Form", "Mention", "Role", "find_mentions", "named_only", "scanned"]

_NO_CAPITAL = frozenset("abcdefghijklmnopqrstuvwxyzäöü0123456789")
_OPENING = re.compile(r"(?:[^\W\d_a-zäöü][\w&-]*\s+){0,3}?([^\W\d_a-zäöü][\w&-]*)\s+([a-zäöüß]+)")


def find_mentions(text: str, start: int, end: int, language: str) -> list[Mention]:
    """All mentions of ``text[start:end]`` (one sentence), in order, not overlapping. ``language`` is "de" or "en".

    Raises :class:`~impact.errors.LanguageError` for a language without subject words.
    """
    return list(scanned(text, start, min(end, start + LONGEST), language)[0])


def scanned(text: str, start: int, end: int, language: str) -> tuple[tuple[Mention, ...], list[Token]]:
    """The mentions of ``text[start:end]``, at most :data:`LONGEST` characters, and the tokens that they were found in."""
    words = subject_words(language)
    tokens = tokenize(text, start, end, words)
    names = find_names(text, tokens, end, words)
    found = sorted(names + find_standins(tokens, names, words), key=lambda m: (m.start, -m.end))
    if not words.noun_capitals or any(token.capital for token in tokens):
        found += find_unknown(text, tokens, found, words)
        found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        owner = mention.form == "unknown_name" or (mention.form == "epithet" and mention.kind == "company")
        if owner and kept and kept[-1].form == "share_word" and _owned(text[kept[-1].end : mention.start], words):
            kept.pop()  # "Papiere von Foobar": the name counts
        if mention.form == "epithet" and kept and kept[-1].form == "unknown_name" and text[kept[-1].end : mention.start] == ", ":
            continue  # "Foobar, the chipmaker that …"
        if (
            mention.form == "share_word" and not words.compounds and kept and kept[-1].form == "epithet"
            and text[kept[-1].end : mention.start] == " "
        ):  # fmt: skip
            kept[-1] = replace(kept[-1], end=mention.end)  # "the carrier's shares"
            continue
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept), tokens


def _owned(between: str, words: SubjectWords) -> bool:
    """ "Papiere von" a name, "Papiere des Baukonzerns" a name."""
    article, _, noun = between.strip().lower().partition(" ")
    return article in words.genitive_articles and (not noun or (words.noun_capitals and words.head_pattern.match(noun) is not None))


def named_only(text: str, start: int, end: int, language: str) -> list[Mention]:
    """The names of a sentence that holds no claim, for the memory of what a document speaks of; stand-ins are left aside.

    A sentence that begins with what a company did ("Foobar senkte die Prognose") is read in full: the name may be unknown.
    """
    end = min(end, start + LONGEST)
    words = subject_words(language)
    opening = _OPENING.match(text, start, end)
    if opening is not None and opening[2].lower() in words.company_verbs:
        return find_mentions(text, start, end, language)
    found = parts(text, start, end)
    if not (words.elisions or may_name(text, start, end, found, words)):
        return []
    return find_names(text, as_tokens(found, start, words), end, words)


def may_name(text: str, start: int, limit: int, found: list[tuple[str, str]], words: SubjectWords) -> bool:
    """Whether the words ``found`` from ``start`` on hold a name; much cheaper than to look for them. One has to have a capital."""
    gaz, known, look = gazetteer(), words.looks.get, words.look
    at, capitals, named = start, False, False
    for gap, word in found:
        at += len(gap)
        if word:
            low, _, opens = known(word) or look(word)
            if opens & NAME:
                capitals = capitals or word[0] not in _NO_CAPITAL
                named = named or bare(low) in gaz.products or any(gaz.at(text, k, limit) for k in beginnings(word, at, words))
        at += len(word)
    return capitals and (named or (text.find("(", start, limit) >= 0 and TICKER.search(text, start, limit) is not None))
