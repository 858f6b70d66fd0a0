"""Words that stand in for a name: pronouns, share words and the nicknames of indices; epithets and groups have files of their own."""

from __future__ import annotations

from impact.claims.counted import find_counted
from impact.claims.epithets import adjective, find_epithet
from impact.claims.gazetteer import HOME, gazetteer
from impact.claims.groups import find_group
from impact.claims.mention import Mention, Token, bare, covered, nameless, owns_move
from impact.claims.roles import hangs_on_number, role_of
from impact.claims.subject_words import STAND_IN, SubjectWords

Found = tuple[Mention | None, int]  # what stands at a token, and the token to go on with


def find_standins(tokens: list[Token], names: list[Mention], words: SubjectWords) -> list[Mention]:
    """Stand-ins among ``tokens`` that no name covers."""
    starts = [i for i, token in enumerate(tokens) if token.opens & STAND_IN]
    if not starts:
        return []
    taken = covered(tokens, names)
    found: list[Mention] = []
    after = 0
    for i in starts:
        if i >= after and not taken[i]:
            mention, after = _one(tokens, i, taken, words)
            if mention is not None:
                found.append(mention)
    return found


def _one(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found:
    token = tokens[i]
    low = bare(token.low)
    group = find_group(tokens, i, taken, words)
    if group is not None:
        return group
    counted = find_counted(tokens, i, taken, words)
    if counted is not None:
        return counted, i + 2
    owned = _of_a_person(tokens, i, words)
    if owned is not None:
        return owned
    if low in words.pronouns and not (token.text.isupper() and len(token.text) > 1):
        return _pronoun(tokens, i, taken, words), i + 1
    if low in words.share_words:
        if _prefixed(tokens, i, taken, words) or (i and tokens[i - 1].low in words.per):
            return None, i + 1
        return (
            Mention(
                start=token.start, end=token.end, symbols=(), form="share_word", name=token.text, kind="company",
                role=role_of(tokens, i, i, words), plural=low.endswith("s") and not words.compounds,
            ),
            i + 1,
        )  # fmt: skip
    if token.low in words.cities and token.capital:
        return _city(tokens, i, words), i + 1
    index = _index(tokens, i, taken, words)
    if index is not None:
        return index
    return find_epithet(tokens, i, taken, words) or (None, i + 1)


def _of_a_person(tokens: list[Token], i: int, words: SubjectWords) -> Found | None:
    """ "shares of his company", "his bank's stock": the company that the document is about, if it is about one, and no other."""
    first = i
    if bare(tokens[i].low) in words.share_words and i + 1 < len(tokens) and tokens[i + 1].low in words.genitive_articles:
        first = i + 2
    if first + 1 >= len(tokens) or tokens[first].low not in words.personal or bare(tokens[first + 1].low) not in words.heads:
        return None
    return (
        Mention(
            start=tokens[i].start, end=tokens[first + 1].end, symbols=(), form="epithet", name=tokens[first + 1].text, kind="company",
            role=role_of(tokens, i, first + 1, words), tags=frozenset({"PERSONAL"}),
        ),
        first + 2,
    )  # fmt: skip


def _prefixed(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> bool:
    """ "Nvidia shares", "Aktien von Nvidia", "Papiere der Commerzbank": the name beside the share word counts, not the word."""
    if i and taken[i - 1] and tokens[i - 1].text not in ",;:()":
        return True
    k = i + 1
    while k < len(tokens) and k <= i + 6 and not taken[k]:
        token = tokens[k]
        if k == i + 1 and token.low not in words.genitive_articles:
            return False
        if (not token.text[0].isalnum() and token.text not in "\"„“'") or token.text[0].isdigit():
            return False
        k += 1
    return i + 1 < k < len(tokens) and taken[k]


def _pronoun(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Mention | None:
    token = tokens[i]
    low = bare(token.low)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if low in words.possessives:
        if not owns_move(tokens, i + 1, words) or any(words.phrase("index", [t.low]) == (1, "SUB") for t in tokens[i + 1 : i + 4]):
            return None
    elif (after is not None and after.low in words.impersonal) or (before is not None and before.low in words.impersonal and len(low) == 2):
        return None  # "es ging", "sind es"
    elif after is not None and words.cleft(low, after.low) and any(
        taken[k] and tokens[k].low.endswith(("'s", "’s")) for k in range(i + 2, min(len(tokens), i + 6))
    ):  # fmt: skip
        return None  # "It was the S&P's best day"
    if (
        after is not None
        and low in words.plural_pronouns
        and low not in words.possessives
        and (taken[i + 1] or (after.capital and not words.noun_capitals))
    ):
        return None  # "both Apple and Microsoft"
    return Mention(
        start=token.start, end=token.end, symbols=(), form="pronoun", name=token.text, role=role_of(tokens, i, i, words),
        plural=low in words.plural_pronouns, tags=frozenset({"MASCULINE"}) if low in words.masculine else frozenset(),
    )  # fmt: skip


def _index(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """ "der Leitindex", "das Börsenbarometer", "the benchmark": an index of the document, or the lead index of its market."""
    token = tokens[i]
    low = bare(token.low)
    match = words.phrase("index", [low, *[t.low for t in tokens[i + 1 : i + 4]]]) if low in words.phrases else None
    if match is None:
        return None
    span, what = match
    last = i + span - 1
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and taken[last + 1]:
        return None, i + 1  # "der Leitindex Dax"
    if i and tokens[i - 1].text[0].isdigit():
        return None, i + 1  # "the 20-day average"
    role = role_of(tokens, i, last, words)
    if i and tokens[i - 1].low in words.indefinite:
        if after is None or after.low not in words.genitive_articles:
            return None, i + 1
        return nameless(token.text, token.start, tokens[last].end, "index", role), last + 1  # "an index of Chinese firms", without one
    return (
        Mention(
            start=token.start, end=tokens[last].end, symbols=(), form="epithet", name=low, role=role, kind="index", tags=frozenset({what}),
            countries=_countries(tokens, i, words), words=_regions(tokens, words),
        ),
        last + 1,
    )  # fmt: skip


def _city(tokens: list[Token], i: int, words: SubjectWords) -> Mention | None:
    """ "London, Paris and Frankfurt lost 3%", "a 12% nosedive in Tokyo": the lead index of the exchange there."""
    k = i + 1
    while k + 1 < len(tokens) and (tokens[k].text == "," or tokens[k].low in words.joins) and tokens[k + 1].low in words.cities:
        k += 2
    after = tokens[k] if k < len(tokens) else None
    role = role_of(tokens, i, i, words)
    backward = i > 1 and words.measures(tokens[i - 2].low) and hangs_on_number(tokens, i, words)
    moved = (
        after is not None
        and not after.capital
        and ((words.moves(after.low) and not words.stands(after.low)) or after.low in words.absolute)
    )
    row = i > 1 and tokens[i - 2].low in words.cities and (tokens[i - 1].text == "," or tokens[i - 1].low in words.joins)
    if not (backward or (role == "subject" and (moved or row) and any(t.text[0].isdigit() for t in tokens[k:]))):
        return None
    entity = gazetteer().ticker(words.cities[tokens[i].low])
    if entity is None:
        return None
    return Mention(
        start=tokens[i].start, end=tokens[i].end, symbols=entity.symbols, form="index", name=tokens[i].text, role="subject", entity=entity,
        kind="index", backward=backward,
    )  # fmt: skip


def _regions(tokens: list[Token], words: SubjectWords) -> tuple[str, ...]:
    """The regions that the rest of the sentence names: "am deutschen Aktienmarkt", "in Frankfurt", "an der Wall Street"."""
    found: list[str] = []
    for i, token in enumerate(tokens):
        low = token.low
        city = gazetteer().ticker(words.cities[low]) if low in words.cities and token.capital else None
        if city is not None:
            found += sorted(city.countries)
        elif region := words.region.get(low) or words.country.get(adjective(low, words)):
            found.append(region)
        elif words.phrase("market", [t.low for t in tokens[i : i + 2]]) == (2, "") and token.capital and low == "wall":
            found.append("US")
    return tuple(dict.fromkeys(found))


def _countries(tokens: list[Token], i: int, words: SubjectWords) -> frozenset[str]:
    """The country that adjectives before a noun, or its own first part, name: "der deutsche Leitindex", "US-Leitindex"."""
    found = set()
    first = tokens[i].low.partition("-")[0] + "-"
    if first in words.country:
        found.add(words.country[first])
    if (
        len(tokens) > 1 and tokens[0].low in words.share_prepositions and tokens[1].low in words.cities
    ):  # "In Frankfurt verlor der Leitindex"
        city = gazetteer().ticker(words.cities[tokens[1].low])
        found |= city.countries if city is not None else set()
    for k in range(i - 1, max(-1, i - 4), -1):
        word = tokens[k].low
        if word in words.home or adjective(word, words) in words.home:
            return frozenset({HOME})
        country = words.country.get(word) or words.country.get(adjective(word, words)) or words.region.get(word)
        if country:
            found.add(country)
        elif tokens[k].capital or not tokens[k].text[0].isalpha():
            break
    return frozenset(found)
