"""Sentences and tokens: spans only, the text is never copied or changed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from impact.languages import Language, Mark

Span = tuple[int, int]

_END = re.compile(r"[.!?…][\"”“»’)\]]*\s+|\s*\n\s*|[.!?…][\"”“»’)\]]*$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LAST_WORD = re.compile(r"[\w.’']+\Z")
LONGEST = 1_200  # characters of a sentence that are read; longer ones are cut, so that no rule can become quadratic

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?"  # 40 109
    r"|\d+(?:[.,'’]\d+)*"
    r"|(?:US|HK|AU|CA|NZ|[ACS])\$|\$(?:US|NZ|[AC])(?=\s?\d)|\$US(?![\w])|(?:[aApP]\.[mM]\b\.?|[uU]\.[sSkK]\b\.?)"
    r"|[^\W\d_]\w*(?:[-'’&./](?=[^\W_])\w+)*"
    r"|[^\w\s]"
)
#: with what lies before it, so that findall needs no match objects; what lies behind the last one goes with an empty token
_GAP_TOKEN = re.compile(rf"([\s_]*+)({_TOKEN.pattern}|\Z)")
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # characters without width: a reader sees "1\u200b7" as 17
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_TOKEN_AROUND = re.compile(  # the same tokens with such characters inside
    rf"\d[\d{_HIDDEN}]*(?:[.,'’][\d{_HIDDEN}]+)*|[^\W\d_][\w{_HIDDEN}]*(?:[-'’&./](?=[^\W_])[\w{_HIDDEN}]+)*|[^\w\s{_HIDDEN}]"
)
_DROP = dict.fromkeys(map(ord, _HIDDEN))


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence in tokens: ``words`` in lower case, ``spans`` in the document."""

    start: int
    end: int
    index: int
    words: list[str]
    spans: list[Span]
    marks: list[Mark] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> range:
        """The tokens that lie in, or reach into, the characters ``start`` to ``end`` of the document."""
        return range(bisect_right(self.spans, start, key=itemgetter(1)), bisect_left(self.spans, (end,)))


def tokenize(text: str, start: int, end: int, index: int, language: Language) -> Sentence:
    """The tokens and marks of ``text[start:end]``."""
    end = min(end, start + LONGEST)
    elisions = language.tables["sentence"].get("elisions")
    if _INVISIBLE.search(text, start, end) is not None:
        spans = [match.span() for match in _TOKEN_AROUND.finditer(text, start, end)]
        words = [text[a:b].lower().translate(_DROP) for a, b in spans]
    else:
        spans, words, at = [], [], start
        for gap, word in _GAP_TOKEN.findall(text, start, end):
            if not word:
                break
            first = at + len(gap)
            at = first + len(word)
            spans.append((first, at))
            words.append(word.lower())
    if elisions:
        spans = [part for span in spans for part in _parted(text, span, elisions)]
        words = [text[a:b].lower().translate(_DROP) for a, b in spans]
    return Sentence(start, end, index, words, spans, language.lexicon.find(words, spans))


def _parted(text: str, span: Span, elisions: list[str]) -> list[Span]:
    """ "l'action" in two tokens, in a language whose articles lose their vowel."""
    word = text[span[0] : span[1]].lower()
    for elision in elisions:
        if len(elision) < len(word) and word.startswith(elision):
            cut = span[0] + len(elision)
            return [(span[0], cut), (cut, span[1])]
    return [span]


@lru_cache(maxsize=8)
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(language.tables["sentence"]["abbreviations"])


def sentences(text: str, language: Language) -> list[Span]:
    """Spans of all sentences; a line break always ends one, the dot of an abbreviation or an ordinal does not."""
    abbreviations = _abbreviations(language)
    ordinals = language.tables["sentence"]["ordinals"]
    spans: list[Span] = []
    start = 0

    def add(first: int, last: int) -> None:
        while last - first > LONGEST:  # cut at a space, so that no rule meets an endless sentence
            cut = text.rfind(" ", first + LONGEST // 2, first + LONGEST)
            cut = first + LONGEST if cut < 0 else cut + 1
            spans.append((first, cut))
            first = cut
        if text[first:last].strip():
            spans.append((first, last))

    for match in _END.finditer(text):
        mark, end = match.span()
        if text[mark] == "." and end < len(text) and "\n" not in match[0]:
            following = text[end]
            low = max(start, mark - 24)
            word = _LAST_WORD.search(text, max(low, text.rfind(" ", low, mark) + 1), mark)
            last = word[0].lower() if word else ""
            if last in abbreviations or (len(last) == 1 and last.isalpha()) or following.islower():
                continue
            if "." in last and all(len(part) == 1 and part.isalpha() for part in last.split(".")):
                continue  # "builders D.R. Horton and Lennar"
            if _INITIALS.fullmatch(text, start, mark):
                continue  # "D.R. Horton fell": initials alone are no sentence
            if ordinals and last.isdigit() and len(last) <= 2 and _continues(text, end, language):
                continue
        stop = mark + len(match[0].rstrip())
        if text[mark] in ".!?…":
            stop = max(stop, mark + 1)
        add(start, stop)
        start = end
    add(start, len(text))
    return spans


_NEXT = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def _after_ordinal(language: Language) -> frozenset[str]:
    months = (form for word in language.tables["time"]["months"] for form in word.split())
    return frozenset(months) | frozenset(language.tables["sentence"].get("after_ordinal", ()))


def _continues(text: str, at: int, language: Language) -> bool:
    word = _NEXT.match(text, at)
    return word is not None and word[0].lower() in _after_ordinal(language)
