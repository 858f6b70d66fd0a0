"""Words that stand in for a name: pronouns, share words, epithets, index nicknames, groups and the market as a whole."""

from __future__ import annotations

from impact.claims.mentions import Mention, Role, Token, owns_move
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords

_SHORT_GROUPS = frozenset({"MAG7", "SEMIS", "TECH", "AUTOS", "BANKS"})


def find_standins(tokens: list[Token], names: list[Mention], words: SubjectWords) -> list[Mention]:
    """Stand-ins among ``tokens`` that no name covers."""
    taken = [False] * len(tokens)
    k = 0
    for i, token in enumerate(tokens):
        while k < len(names) and names[k].end <= token.start:
            k += 1
        taken[i] = k < len(names) and names[k].start <= token.start
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if taken[i] or not words.opens(token.text) or token.text[0].isdigit():
            i += 1
            continue
        mention, i = _one(tokens, i, taken, words)
        if mention is not None:
            found.append(mention)
    return found


def _one(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int]:
    token = tokens[i]
    low = token.low.removesuffix("'s").removesuffix("’s")
    group = _group(tokens, i, taken, words)
    if group is not None:
        return group
    if low in words.pronouns and not token.text.isupper():
        return _pronoun(tokens, i, words), i + 1
    if low in words.share:
        if _prefixed(tokens, i, taken) or (i and tokens[i - 1].low in words.per):
            return None, i + 1
        return (
            Mention(
                start=token.start, end=token.end, symbols=(), form="share_word", name=token.text, kind="company",
                role=_role(tokens, i, i, words), plural=low.endswith(("en", "e", "s")) and words.code == "en",
            ),
            i + 1,
        )  # fmt: skip
    index = _index(tokens, i, words)
    if index is not None:
        return index
    epithet = _german_epithet(tokens, i, taken, words) if words.code != "en" else _english_epithet(tokens, i, taken, words)
    if epithet is not None:
        return epithet
    return None, i + 1


def _role(tokens: list[Token], first: int, last: int, words: SubjectWords, finance: bool = False) -> Role:
    return role_of(tokens, first, last, words, finance=finance)


def _prefixed(tokens: list[Token], i: int, taken: list[bool]) -> bool:
    """ "Nvidia shares", "Aktien von Nvidia", "Papiere der Commerzbank": the name beside the share word counts, not the word."""
    if i and taken[i - 1] and tokens[i - 1].text not in ",;:()":
        return True
    k = i + 1
    while k < len(tokens) and k <= i + 6 and not taken[k]:
        low = tokens[k].low
        if k == i + 1 and low not in ("von", "der", "des", "of", "in", "vom"):
            return False
        if not tokens[k].text[0].isalnum() and tokens[k].text not in "\"„“'":
            return False
        if low[0].isdigit():
            return False
        k += 1
    return k < len(tokens) and k > i + 1 and taken[k]


def _pronoun(tokens: list[Token], i: int, words: SubjectWords) -> Mention | None:
    token = tokens[i]
    low = token.low.removesuffix("'s").removesuffix("’s")
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if low in ("es", "it") and ((after is not None and after.low in words.impersonal) or (before is not None and before.low in words.impersonal)):
        return None
    if low in words.possessives and not owns_move(tokens, i + 1, words):
        return None
    if low in ("that", "this", "those", "which", "dieser", "dieses", "diese", "jene", "jener", "beide", "both", "he"):
        if low not in ("beide", "both", "jene", "those", "which"):
            return None
        if low in ("jene", "those") and (after is None or after.low not in ("der", "von", "of")):
            return None
        if low in ("jene", "those"):
            return None
    if low == "both" and after is not None and after.low not in ("fell", "rose", "lost", "gained", "dropped", "were", "are", "have", "had", "ended", "closed") and not words.moves(after.low):
        return None
    return Mention(
        start=token.start, end=token.end, symbols=(), form="pronoun", name=token.text, role=role_of(tokens, i, i, words),
        plural=low in words.plural, kind="",
        tags=frozenset({"MASCULINE"}) if low in words.masculine else frozenset(),
    )  # fmt: skip


def _index(tokens: list[Token], i: int, words: SubjectWords) -> tuple[Mention | None, int] | None:
    """ "der Leitindex", "das Börsenbarometer", "the benchmark": an index of the document, or the lead index of its market."""
    token = tokens[i]
    low = token.low.removesuffix("'s").removesuffix("’s")
    match = words.phrase("index", [low, *(t.low for t in tokens[i + 1 : i + 4])])
    if match is None:
        return None
    span, what = match
    last = i + span - 1
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.capital and words.code == "de" and after.text.lower().startswith(("dax", "dow", "nikkei", "ftse", "s&p", "cac", "eurostoxx", "smi")):
        return None, i + 1
    if i and tokens[i - 1].low in words.indefinite:
        if after is not None and after.low in words.genitive:  # "an index of Chinese firms": one that is not named
            return _unnamed(tokens, i, last, words), last + 1
        return None, i + 1
    return (
        Mention(
            start=token.start, end=tokens[last].end, symbols=(), form="epithet", name=low, role=role_of(tokens, i, last, words), kind="index",
            tags=frozenset({what}), countries=_countries(tokens, i, words),
        ),
        last + 1,
    )  # fmt: skip


def _unnamed(tokens: list[Token], i: int, last: int, words: SubjectWords) -> Mention:
    return Mention(
        start=tokens[i].start, end=tokens[last].end, symbols=(), form="unknown_name", name=tokens[i].text, kind="index",
        role=role_of(tokens, i, last, words),
    )  # fmt: skip


def _countries(tokens: list[Token], i: int, words: SubjectWords) -> frozenset[str]:
    """The country that adjectives before a noun, or its own first part, name: "der deutsche Leitindex", "US-Leitindex"."""
    found = set()
    first = tokens[i].low.partition("-")[0]
    if first + "-" in words.country:
        found.add(words.country[first + "-"])
    for k in range(i - 1, max(-1, i - 4), -1):
        word = tokens[k].low
        country = words.country.get(word) or words.country.get(_adjective(word)) or words.region.get(word)
        if country:
            found.add(country)
        elif tokens[k].capital or not tokens[k].text[0].isalpha():
            break
    return frozenset(found)


# --- epithets of companies -------------------------------------------------------------------------------------------


def _german_epithet(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int] | None:
    token = tokens[i]
    if not token.capital:
        return None
    low = token.low
    people = words.people.get(low) or words.people.get(low.removesuffix("s"))
    place = _citizen(low)
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if (people or place) and before is not None and before.low in words.definite and not (after is not None and after.capital):
        return (
            Mention(
                start=token.start, end=token.end, symbols=(), form="epithet", name=token.text, role=role_of(tokens, i, i, words), kind="company",
                countries=frozenset({people}) if people else frozenset(), words=(place,) if place else (),
            ),
            i + 1,
        )  # fmt: skip
    match = words.head_pattern.match(low)
    if match is None:
        return None
    stem, head = match["stem"].rstrip("-"), match["head"]
    if stem and "-" not in low and len(stem) < 2:
        return None
    tags, countries, hints, generic = _stem(token.text, stem, words)
    if tags is None:
        return None
    tags |= words.tags.get(head, frozenset())
    tags |= words.tags.get(low, frozenset())
    k = i - 1
    definite = False
    article = ""
    while k >= 0 and i - k <= 5 and not taken[k]:
        word = tokens[k].low
        if word in words.definite:
            definite, article = True, word
            break
        stemmed = _adjective(word)
        country = words.country.get(stemmed) or words.country.get(word)
        citizen = _citizen(word) if tokens[k].capital else ""
        if country:
            countries |= {country}
        elif citizen:
            hints += (citizen,)
        elif tokens[k].capital or word in words.indefinite or not word.isalpha():
            break
        k -= 1
    if after is not None and taken[i + 1]:
        return None, i + 1  # apposition: the name counts
    if after is not None and after.capital and not words.measures(after.low) and after.low not in words.times and len(after.text) > 2 and _properlike(after, words):
        return None, i + 1  # "Chemiekonzern Foobar": the unknown name counts
    if not (definite or ((countries or hints) and k < 0)):
        return None, i + 1
    plural = (article == "die" and head not in words.feminine) or low in words.plural_heads
    if plural:
        sector = sorted(tags)
        if not sector or not stem:
            return None, i + 1
        return (
            Mention(start=token.start, end=token.end, symbols=(group_name(sector[0]),), form="group", name=token.text, role=role_of(tokens, i, i, words), kind="group"),
            i + 1,
        )
    return (
        Mention(
            start=token.start, end=token.end, symbols=(), form="epithet", name=token.text, kind="company",
            role=_role(tokens, i, i, words, finance="BANKS" in tags), tags=frozenset(tags), countries=frozenset(countries), words=tuple(hints), score=1.0 if generic or tags or hints or countries else 0.5,
        ),
        i + 1,
    )  # fmt: skip


def _properlike(token: Token, words: SubjectWords) -> bool:
    return token.low not in words.common and not words.moves(token.low)


def _stem(written: str, stem: str, words: SubjectWords) -> tuple[set[str] | None, set[str], tuple[str, ...], bool]:
    """What the first part of a compound says: sectors, countries, products or places; whether it says nothing at all."""
    if not stem:
        return set(), set(), (), True
    countries: set[str] = set()
    hints: tuple[str, ...] = ()
    tags: set[str] = set()
    parts = stem.split("-")
    for k in range(len(parts)):
        for last in range(len(parts), k, -1):
            part = "-".join(parts[k:last])
            for form in (part, part.removesuffix("s"), part.removesuffix("n")):
                if form in words.tags:
                    tags |= words.tags[form]
                    break
    for part in parts:
        if part + "-" in words.country:
            countries.add(words.country[part + "-"])
        elif part in words.country:
            countries.add(words.country[part])
    if not tags and not countries:
        hints = (written[: len(stem)],)
    return tags, countries, hints, False


def _citizen(low: str) -> str:
    """ "Walldorfer" → "Walldorf"; empty for anything else."""
    from impact.claims.focus import places

    known = places()
    for ending, tail in (("er", ""), ("ern", ""), ("ers", ""), ("ener", "en"), ("ner", "en"), ("ner", "er"), ("er", "e")):
        if low.endswith(ending):
            city = low[: len(low) - len(ending)] + tail
            if city in known:
                return city
    return ""


def _adjective(word: str) -> str:
    for ending in ("en", "er", "em", "es", "e"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def _english_epithet(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int] | None:
    """A noun phrase from its determiner on: "the Danish drug maker", "the iPhone maker's shares"."""
    token = tokens[i]
    if token.low not in words.definite or token.low in ("that", "this"):
        return None
    tags: set[str] = set()
    countries: set[str] = set()
    hints: tuple[str, ...] = ()
    k = i + 1
    while k < len(tokens) and k <= i + 6:
        word = tokens[k].low.removesuffix("'s").removesuffix("’s")
        nxt = tokens[k + 1].low.removesuffix("'s").removesuffix("’s") if k + 1 < len(tokens) else ""
        if not tokens[k].text[0].isalnum() or word[0].isdigit():
            return None
        if taken[k] and word in words.heads:
            return None  # "the Nifty Bank" is a name
        owns = tokens[k].low != word  # "the automaker's stock"
        if word in words.heads and (owns or (nxt not in words.heads and nxt not in words.group_tails)):
            if k + 1 < len(tokens) and taken[k + 1]:
                return None
            tags |= words.tags.get(word, frozenset())
            return (
                Mention(
                    start=token.start, end=tokens[k].end, symbols=(), form="epithet", name=" ".join(t.text for t in tokens[i : k + 1]),
                    role=_role(tokens, i, k, words, finance="BANKS" in tags), kind="company", tags=frozenset(tags), countries=frozenset(countries), words=hints,
                ),
                k + 1,
            )  # fmt: skip
        for form in (f"{tokens[k - 1].low} {word}", word):
            tags |= words.tags.get(form, frozenset())
        if word in words.country:
            countries.add(words.country[word])
        elif tokens[k].capital or word.endswith("-based"):
            hints += (tokens[k].text.removesuffix("-based"),)
        if words.moves(word) or word in words.oblique or word in words.share or word in words.times:
            return None
        k += 1
    return None


# --- groups ----------------------------------------------------------------------------------------------------------


def _group(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int] | None:
    low = tokens[i].low.removesuffix("'s").removesuffix("’s")
    ahead = [tokens[i].low, *(t.low for t in tokens[i + 1 : i + 4])]
    match = words.phrase("group", ahead)
    if match is not None and not any(taken[i : i + match[0]]):
        return _grouped(tokens, i, i + match[0] - 1, match[1], words), i + match[0]
    found = _german_group(tokens, i, taken, words) if words.code != "en" else _english_group(tokens, i, taken, words)
    if found is not None:
        return found
    if low_stocks := _other_stocks(tokens, i, taken, words):
        return low_stocks, i + 1
    match = words.phrase("market", [low, *(t.low.removesuffix("'s").removesuffix("’s") for t in tokens[i + 1 : i + 3])])
    if match is None or any(taken[i : i + match[0]]):
        return None
    last = i + match[0] - 1
    if tokens[last].low.endswith(("'s", "’s")) and (not owns_move(tokens, last + 1, words) or (last + 1 < len(tokens) and taken[last + 1])):
        return None, last + 1  # "Wall Street's fear gauge"
    return _market(tokens, i, last, taken, words)


def _other_stocks(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Mention | None:
    """ "infrastructure names", "small-cap stocks": shares of a sort that has no name here, and of no single company."""
    token = tokens[i]
    if words.code != "en" or token.low not in ("stocks", "names", "equities") or i == 0 or taken[i - 1]:
        return None
    before = tokens[i - 1]
    if before.capital or not before.low[0].isalpha() or before.low in words.plain_stocks or words.moves(before.low):
        return None
    name = "".join(c for c in before.low.upper() if c.isalpha()) + "_STOCKS"
    return _grouped(tokens, i, i, name, words)


def _market(tokens: list[Token], i: int, last: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int]:
    region = _region(tokens, i, words)
    low = tokens[i].low
    before = tokens[i - 1] if i else None
    if i and taken[i - 1] and before is not None and before.text not in ",;:()":
        return None, last + 1
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if (after is not None and after.low in words.not_market) or (before is not None and (before.low in words.indefinite or before.text == "-")):
        return None, last + 1
    if low in ("stocks", "kurse") and not region and before is not None and not (before.low in words.definite or not before.text[0].isalnum() or before.low in ("und", "and", "as", "while", "us", "most", "sent", "sending")):
        return None, last + 1
    return _grouped(tokens, i, last, f"{region}_MARKET" if region and region != "US" else "MARKET", words), last + 1


def _region(tokens: list[Token], i: int, words: SubjectWords) -> str:
    for k in range(i - 1, max(-1, i - 4), -1):
        if tokens[k].low in words.region:
            return words.region[tokens[k].low]
        if tokens[k].text in ",;:()":
            break
    return ""


def _grouped(tokens: list[Token], first: int, last: int, name: str, words: SubjectWords) -> Mention:
    return Mention(
        start=tokens[first].start, end=tokens[last].end, symbols=(name,), form="group",
        name=" ".join(t.text for t in tokens[first : last + 1]), role=role_of(tokens, first, last, words), kind="group", plural=True,
    )  # fmt: skip


def _german_group(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int] | None:
    token = tokens[i]
    if not token.capital:
        return None
    match = words.group_pattern.match(token.low)
    if match is None or not match["stem"] or (i + 1 < len(tokens) and taken[i + 1]):
        return None
    stem, tail = match["stem"].rstrip("-"), match["head"]
    if tail in words.heads and not (i and tokens[i - 1].low in ("die", "den", "vielen", "anderen", "weitere", "große", "großen") and tail not in words.feminine and tail in words.plural_heads):
        return None
    tags: set[str] = set()
    region = ""
    parts = stem.split("-")
    for k, part in enumerate(parts):
        joined = "-".join(parts[k:])
        for form in (joined, part, part.removesuffix("s"), part.removesuffix("n"), part.removesuffix("en")):
            if form in words.tags:
                tags |= words.tags[form]
                break
        if part + "-" in words.region:
            region = words.region[part + "-"]
    region = region or _region(tokens, i, words)
    if tail in words.index_heads:
        return None
    if not tags:
        if region and tail in words.share:
            return _grouped(tokens, i, i, "MARKET" if region == "US" else f"{region}_MARKET", words), i + 1
        return None
    sector = "SEMIS" if "SEMIS" in tags else "TECH" if "TECH" in tags else sorted(tags)[0]
    if sector == "TECH" and not region and "deutsch" not in token.low:
        region = "US"
    name = f"{region}_{sector}" if region in ("US", "EU", "CN", "DE", "ASIA") and sector != "SEMIS" else group_name(sector)
    return _grouped(tokens, i, i, name, words), i + 1


def _english_group(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> tuple[Mention | None, int] | None:
    """From the first describing word on: "U.S. chip stocks", "European banks", "regional banks", "energy stocks"."""
    token = tokens[i]
    low = token.low
    for length in (2, 1):
        phrase = " ".join(t.low for t in tokens[i : i + length])
        if phrase in words.tags and not any(taken[i : i + length]) and _own_number(tokens, i + length, words):
            return _grouped(tokens, i, i + length - 1, group_name(sorted(words.tags[phrase])[0]), words), i + length
    if not (low in words.region or low in words.tags or low in words.plural_heads or " ".join(t.low for t in tokens[i : i + 2]) in words.tags):
        return None
    tags: set[str] = set()
    region = ""
    for k in range(i, min(len(tokens), i + 5)):
        word = tokens[k].low
        if taken[k] or not tokens[k].text[0].isalnum() or word[0].isdigit():
            return None
        tail = word in words.group_tails or (word in words.plural_heads)
        pair = f"{word} {tokens[k + 1].low}" if k + 1 < len(tokens) else ""
        if tail and (tags or region or word in words.plural_heads) and not (k + 1 < len(tokens) and taken[k + 1]):
            following = tokens[k + 1].low if k + 1 < len(tokens) else ""
            if following in words.group_tails and following not in words.oblique:
                continue
            tags |= words.tags.get(word.removesuffix("s"), frozenset()) if word in words.plural_heads else set()
            if not tags:
                if word in words.plural_heads and word not in words.share:
                    return None
                return _grouped(tokens, i, k, "MARKET" if region == "US" else f"{region}_MARKET", words), k + 1
            sector = "SEMIS" if "SEMIS" in tags else "TECH" if "TECH" in tags else "BANKS" if "BANKS" in tags else sorted(tags)[0]
            region = region or _region(tokens, i, words)
            name = f"{region}_{sector}" if region in ("US", "EU", "CN", "DE", "ASIA") and sector != "SEMIS" else group_name(sector)
            return _grouped(tokens, i, k, name, words), k + 1
        if word in words.region:
            region = words.region[word]
        elif pair in words.tags:
            tags |= words.tags[pair]
        elif word in words.tags:
            tags |= words.tags[word]
        elif tokens[k - 1].low + " " + word not in words.tags:
            return None
    return None


def _own_number(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """ "financials (-0.7 per cent)", "with real estate, off 16.55 per cent": a sector named like a share."""
    if at < len(tokens) and tokens[at].text == "(":
        return at + 1 < len(tokens) and (tokens[at + 1].text in "+-–−" or tokens[at + 1].text[0].isdigit() or tokens[at + 1].low in words.absolute)
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    return at + 1 < len(tokens) and tokens[at].low in words.absolute and tokens[at + 1].text[0].isdigit()


def group_name(sector: str) -> str:
    """The group of a sector's shares, spelled so that no ticker can be meant."""
    return sector if sector in _SHORT_GROUPS or len(sector) > 5 or "_" in sector else f"{sector}_STOCKS"
