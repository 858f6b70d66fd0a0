"""Descriptions that stand for a company: "der Chipriese", "die Walldorfer", "the Danish drugmaker", "le fabricant de puces"."""

from __future__ import annotations

from impact.claims.groups import group_name
from impact.claims.mention import Mention, Token, bare
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords

Found = tuple[Mention | None, int]
LONGEST = 6  # words of a description


def find_epithet(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """The description that token ``i`` is (compounding languages) or begins (others)."""
    return _compound(tokens, i, taken, words) if words.compounds else _phrase(tokens, i, taken, words)


def _compound(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    token = tokens[i]
    if not token.capital:
        return None
    citizens = _citizens(tokens, i, words)
    if citizens is not None:
        return citizens, i + 1
    low = token.low
    match = words.head_pattern.match(low)
    if match is None:
        return None
    stem, head = match["stem"].rstrip("-"), match["head"]
    if stem and "-" not in low and len(stem) < 2:
        return None
    tags, countries, hints = _stem(token.text, stem, words)
    tags |= words.tags.get(head, frozenset()) | words.tags.get(low, frozenset())
    article, first = "", i - 1
    while first >= 0 and i - first <= LONGEST - 1 and not taken[first]:
        word = tokens[first].low
        if word in words.definite:
            article = word
            break
        country = words.country.get(adjective(word, words)) or words.country.get(word)
        citizen = words.citizen(word) if tokens[first].capital else ""
        if country:
            countries.add(country)
        elif citizen:
            hints.append(citizen)
        elif tokens[first].capital or word in words.indefinite or not word.isalpha():
            break
        first -= 1
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and (taken[i + 1] or _may_be_name(after, words)):
        return None, i + 1  # "Chipkonzern Nvidia", "Chemiekonzern Foobar": the name counts
    if not (article or ((countries or hints) and first < 0)):
        return None, i + 1
    role = role_of(tokens, i, i, words, finance="BANKS" in tags)
    if (article in words.plural_articles and head not in words.feminine_heads) or (
        low in words.plural_heads and article not in words.singular_determiners
    ):
        if not (tags and stem):
            return None, i + 1
        sector = "SEMIS" if "SEMIS" in tags else min(tags)
        return Mention(
            start=token.start, end=token.end, symbols=(group_name(sector),), form="group", name=token.text, role=role, kind="group"
        ), i + 1
    return (
        Mention(
            start=token.start, end=token.end, symbols=(), form="epithet", name=token.text, kind="company", role=role, tags=frozenset(tags),
            countries=frozenset(countries), words=tuple(hints),
        ),
        i + 1,
    )  # fmt: skip


def _citizens(tokens: list[Token], i: int, words: SubjectWords) -> Mention | None:
    """ "die Walldorfer", "der Däne"."""
    token = tokens[i]
    low = token.low
    people = words.people.get(low) or words.people.get(low.removesuffix("s"))
    place = words.citizen(low)
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if not (people or place) or before is None or before.low not in words.definite or (after is not None and after.capital):
        return None
    return Mention(
        start=token.start, end=token.end, symbols=(), form="epithet", name=token.text, role=role_of(tokens, i, i, words), kind="company",
        countries=frozenset({people}) if people else frozenset(), words=(place,) if place else (),
    )  # fmt: skip


def _may_be_name(token: Token, words: SubjectWords) -> bool:
    return (
        token.capital and len(token.text) > 2 and not words.measures(token.low) and not words.moves(token.low)
        and token.low not in words.time_nouns and token.low not in words.common
    )  # fmt: skip


def _stem(written: str, stem: str, words: SubjectWords) -> tuple[set[str], set[str], list[str]]:
    """What the first part of a compound says: sectors, countries, else a product or place."""
    tags: set[str] = set()
    countries: set[str] = set()
    if not stem:
        return tags, countries, []
    parts = stem.split("-")
    for k in range(len(parts)):
        for last in range(len(parts), k, -1):
            part = "-".join(parts[k:last])
            for form in (part, part.removesuffix("s"), part.removesuffix("n")):
                if form in words.tags:
                    tags |= words.tags[form]
                    break
    for part in parts:
        country = words.country.get(part + "-") or words.country.get(part)
        if country:
            countries.add(country)
    return tags, countries, [] if tags or countries else [written[: len(stem)]]


def adjective(word: str, words: SubjectWords) -> str:
    """An adjective without its ending."""
    for ending in words.adjective_endings:
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _phrase(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """A noun phrase from its determiner on: "the Danish drug maker", "the iPhone maker's shares"."""
    token = tokens[i]
    if token.low not in words.definite:
        return None
    tags: set[str] = set()
    countries: set[str] = set()
    hints: list[str] = []
    for k in range(i + 1, min(len(tokens), i + 1 + LONGEST)):
        word = bare(tokens[k].low)
        if not word[0].isalpha() or (taken[k] and word in words.heads):
            return None  # "the Nifty Bank" is a name
        following = bare(tokens[k + 1].low) if k + 1 < len(tokens) else ""
        owns = tokens[k].low != word  # "the automaker's stock"
        if word in words.heads and (owns or (following not in words.heads and following not in words.group_tails)):
            last = k + _describe_after(tokens, k, words, tags, countries)
            if last + 1 < len(tokens) and taken[last + 1]:
                return None
            tags |= words.tags.get(word, frozenset())
            return (
                Mention(
                    start=token.start, end=tokens[last].end, symbols=(), form="epithet",
                    name=" ".join(t.text for t in tokens[i : last + 1]),
                    role=role_of(tokens, i, last, words, finance="BANKS" in tags), kind="company", tags=frozenset(tags),
                    countries=frozenset(countries), words=tuple(hints), plain=word in words.plain_heads and not tags,
                ),
                last + 1,
            )  # fmt: skip
        for form in (f"{tokens[k - 1].low} {word}", word):
            tags |= words.tags.get(form, frozenset())
        if word in words.country:
            countries.add(words.country[word])
        elif not tokens[k].text.islower() or word.endswith("-based"):
            hints.append(tokens[k].text.removesuffix("-based"))
        if words.moves(word) or word in words.oblique or word in words.share_words or word in words.time_nouns:
            return None
    return None


def _describe_after(tokens: list[Token], k: int, words: SubjectWords, tags: set[str], countries: set[str]) -> int:
    """Head-first languages: "fabricant américain de puces"; how many words after the head describe it."""
    last = 0
    if words.head_first:
        for step in range(1, 5):
            if k + step >= len(tokens) or not tokens[k + step].text[0].isalpha():
                break
            word = tokens[k + step].low
            pair = f"{word} {tokens[k + step + 1].low}" if k + step + 1 < len(tokens) else ""
            found = words.tags.get(pair, frozenset()) | words.tags.get(word, frozenset())
            if found or word in words.country:
                tags |= found
                countries |= {words.country[word]} if word in words.country else set()
                last = step
            elif word not in words.genitive_articles:
                break
    return last
