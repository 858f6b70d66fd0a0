"""Who is named: mentions of shares, indices, groups and their stand-ins in one sentence.

Use :func:`find_mentions`. A mention knows its *role*, as far as the words beside it tell: "subject" (can be what moved),
"weak" (can be, when nothing better is there: "bei Dell", "für den Nasdaq"), "oblique" (place, comparison, cause: "im Dax",
"hinter Apple"), "source" (who says it) or "modifier" (what belongs to a name: "Nvidias Konkurrent", "Apple App Store").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from impact.claims.gazetteer import gazetteer
from impact.claims.mention import Form, Mention, Role, Token, tokenize
from impact.claims.names import find_names
from impact.claims.standins import find_standins
from impact.claims.subject_words import SubjectWords, subject_words
from impact.claims.unknown import find_unknown

LONGEST = 1_200  # characters of a sentence that are read, so that no rule can become quadratic
__all__ = ["Form", "Mention", "Role", "find_mentions", "named_only", "scanned"]

_OPENING = re.compile(r"(?:[^\W\d_a-zäöü][\w&-]*\s+){0,3}?([^\W\d_a-zäöü][\w&-]*)\s+([a-zäöüß]+)")
_WORD = re.compile(r"[\w-]+")
_NO_CAPITAL = frozenset("abcdefghijklmnopqrstuvwxyzäöü0123456789_-")


def find_mentions(text: str, start: int, end: int, language: str) -> list[Mention]:
    """All mentions of ``text[start:end]`` (one sentence), in order, not overlapping. ``language`` is "de" or "en".

    Raises :class:`~impact.errors.LanguageError` for a language without subject words.
    """
    return list(scanned(text, start, min(end, start + LONGEST), language)[0])


@lru_cache(maxsize=2048)  # of a long document the resolver asks for a sentence again when the reader is long past it
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
    if not may_name(text, start, end):
        return []
    return find_names(text, tokenize(text, start, end, words), end, words)


def may_name(text: str, start: int, end: int) -> bool:
    """Whether any word of ``text[start:end]`` can begin a name; much cheaper than to look for the names."""
    opens = gazetteer().opens
    return any(opens(word) for word in _WORD.findall(text, start, end) if word[0] not in _NO_CAPITAL)
