"""Names of companies that the gazetteer does not know: found so that their numbers are never given to another company."""

from __future__ import annotations

from impact.claims.mentions import LEGAL, Mention, Token
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords


def find_unknown(text: str, tokens: list[Token], found: list[Mention], words: SubjectWords) -> list[Mention]:
    """Capitalised names where only the name of something traded can stand, and which no mention covers."""
    covered = _covered(tokens, found)
    out: list[Mention] = []
    titled = _titled(tokens)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if covered[i] or not token.capital or token.low in words.common or token.low in words.definite:
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and last < i + 4 and not covered[last + 1] and _joins(text, tokens, last, words):
            last += 1
        if _stands_for_company(tokens, i, last, covered, words, titled):
            out.append(
                Mention(
                    start=token.start, end=tokens[last].end, symbols=(), form="unknown_name", name=text[token.start : tokens[last].end],
                    role=role_of(tokens, i, last, words), kind="company",
                )
            )  # fmt: skip
        i = last + 1
    return out


def _covered(tokens: list[Token], found: list[Mention]) -> list[bool]:
    spans = sorted((m.start, m.end) for m in found)
    covered = []
    k = 0
    for token in tokens:
        while k < len(spans) and spans[k][1] <= token.start:
            k += 1
        covered.append(k < len(spans) and spans[k][0] < token.end)
    return covered


def _titled(tokens: list[Token]) -> bool:
    """A headline in title case, where capitals say nothing."""
    alpha = [t for t in tokens if t.text[0].isalpha()]
    return len(alpha) > 3 and sum(t.capital for t in alpha) > 0.7 * len(alpha)


def _joins(text: str, tokens: list[Token], last: int, words: SubjectWords) -> bool:
    """Whether the next token goes on with the same name ("Foobar Systems", "Foo & Bar", "Foobar AG")."""
    after = tokens[last + 1]
    if after.text in ("&", "+") and last + 2 < len(tokens) and tokens[last + 2].capital:
        return True
    if tokens[last].text in ("&", "+"):
        return True
    return after.capital and text[tokens[last].end : after.start] == " " and after.low not in words.common and after.low not in words.times and after.low not in words.share


def _stands_for_company(tokens: list[Token], i: int, last: int, covered: list[bool], words: SubjectWords, titled: bool) -> bool:
    token, end = tokens[i], tokens[last]
    before = tokens[i - 1] if i else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    low = token.low.removesuffix("'s").removesuffix("’s")
    if low in words.common or low in words.times or low in words.units or (before is not None and before.text[0].isdigit()):
        return False
    if after is not None and covered[last + 1] and after.capital:
        return False  # a noun that describes the name after it
    if token.low in words.common or token.low in words.times or words.moves(token.low) or token.text.isdigit():
        return False
    head, _, tail = token.low.rpartition("-")
    if head and tail in words.share and head not in words.tags and head + "-" not in words.region and head not in words.common:
        return True  # "Foobar-Aktie"
    if i == last and (words.measures(token.low) or token.low in words.source or token.low in words.index_heads):
        return False
    if any(t.text in LEGAL and k > i for k, t in enumerate(tokens[i : last + 1], i)):
        return True
    determined = before is not None and (before.low in words.definite or before.low in words.indefinite or (before.low.endswith(("e", "en", "er", "es", "em")) and before.low.isalpha() and not before.capital and words.code == "de" and not words.moves(before.low) and before.low not in words.oblique and before.low not in words.common))
    numeric = after is not None and after.text == "(" and last + 2 < len(tokens) and (tokens[last + 2].text in "+-–−±" or tokens[last + 2].text[0].isdigit() or tokens[last + 2].low in ("minus", "plus", "down", "up"))
    if numeric and not determined:
        return True
    if before is not None and before.low in ("von", "der", "des", "of", "in") and i > 1 and tokens[i - 2].low in words.share and not titled:
        return True  # "Aktien von Foobar"
    if before is not None and i >= 1 and words.code == "de" and before.capital and not covered[i - 1]:
        match = words.head_pattern.match(before.low)
        if match is not None and match["stem"]:
            return True  # "Chemiekonzern Foobar"
    if titled or determined:
        return False
    follows = after is not None and not after.capital and words.moves(after.low)
    leads = before is not None and not before.capital and words.moves(before.low) and (after is None or after.low in ("um", "mit", "auf", "bis", "by", "nach", "ein", "ab", "zu", "an", ",", "und", ".") or after.text[0].isdigit())
    if i == last and low.endswith(words.adverb_tails):
        return False
    if words.code == "de" and follows and last + 2 < len(tokens):
        second = tokens[last + 2]
        if second.low in words.pronouns or second.low in words.definite or covered[last + 2]:
            return False  # the verb has its subject behind it: "Schlussendlich stand er"
    if words.code == "de":
        return (follows or leads) and not words.measures(token.low) and end.low not in words.group_tails and not _common_noun(end, words)
    return follows and (i > 0 or last > i or token.low not in words.common)


def _common_noun(token: Token, words: SubjectWords) -> bool:
    """German nouns that cannot be a name: plurals and abstracts by their ending."""
    return token.low.endswith(("ungen", "heiten", "keiten", "ionen", "werte", "titel", "preise", "kurse", "kosten", "zahlen", "käufe", "ung", "heit", "keit", "schaft", "ismus", "märkte", "börsen", "nehmer", "renditen", "erlöse", "umsätze", "gewinne", "verluste", "händler")) or token.low in words.group_tails
