"""Groups of shares and the market as a whole: "US-Technologieaktien", "chip stocks", "die Magnificent Seven", "Wall Street".

A group is spelled in capitals with at least six letters or an underscore (or is one of a few short ones), so that no
ticker can be meant.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from impact.claims.mention import Mention, Token, bare, nameless, owns_move, titled
from impact.claims.roles import hangs_on_number, role_of
from impact.claims.subject_words import SubjectWords

Found = tuple[Mention | None, int]
_SHORT = frozenset({"MAG7", "SEMIS", "TECH", "AUTOS", "BANKS"})
_REGIONS = frozenset({"US", "EU", "CN", "DE", "ASIA"})
_FIRST = ("SEMIS", "TECH", "BANKS", "REAL_ESTATE")  # of several sectors that a word can mean
LONGEST = 5
ASIDE = 9  # words of an insertion behind a sector


def find_group(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """The group that token ``i`` is or begins."""
    low = tokens[i].low
    match = words.phrase("group", [t.low for t in tokens[i : i + 4]]) if low in words.phrases else None
    if match is not None and not any(taken[i : i + match[0]]):
        group = _grouped(tokens, i, i + match[0] - 1, match[1], words)
        return replace(group, role="modifier") if _describes(tokens, i + match[0], taken, words) else group, i + match[0]
    found = _compound(tokens, i, taken, words) if words.compounds else _phrase(tokens, i, taken, words) or _sort(tokens, i, taken, words)
    if found is not None:
        return found
    match = words.phrase("market", [bare(t.low) for t in tokens[i : i + 3]]) if bare(low) in words.phrases else None
    if match is None or any(taken[i : i + match[0]]):
        return None
    last = i + match[0] - 1
    if bare(tokens[last].low) != tokens[last].low and (not owns_move(tokens, last + 1, words) or any(taken[last + 1 : last + 3])):
        return None, last + 1  # "Wall Street's fear gauge"
    return _market(tokens, i, last, taken, words)


def _describes(tokens: list[Token], at: int, taken: list[bool], words: SubjectWords) -> bool:
    """Whether a name follows that the group only describes: "homebuilders Foobar and Lennar"."""
    after = tokens[at] if at < len(tokens) else None
    if words.noun_capitals or after is None or not after.capital:
        return False
    if taken[at]:
        return True
    if not after.low.isalpha() or titled(tokens):
        return False
    return not (after.low in words.common or after.low in words.time_nouns or words.begins_move(after.low) or words.measures(after.low))


def group_name(sector: str, region: str = "") -> str:
    """The group of a sector's shares, of a region where one is named."""
    if region in _REGIONS and sector != "SEMIS":
        return f"{region}_{sector}"
    return sector if sector in _SHORT or len(sector) > 5 or "_" in sector else f"{sector}_STOCKS"


def _market_name(region: str) -> str:
    return f"{region}_MARKET" if region and region != "US" else "MARKET"


def sector(tags: Collection[str]) -> str:
    """Which of several sectors that a word can mean is meant."""
    return next((one for one in _FIRST if one in tags), "") or min(tags)


def _grouped(tokens: list[Token], first: int, last: int, name: str, words: SubjectWords) -> Mention:
    return Mention(
        start=tokens[first].start, end=tokens[last].end, symbols=(name,), form="group",
        name=" ".join(t.text for t in tokens[first : last + 1]), role=role_of(tokens, first, last, words), kind="group", plural=True,
        backward=hangs_on_number(tokens, first, words),
    )  # fmt: skip


def _sort(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """ "infrastructure names", "small-cap stocks": shares of a sort that has no name here, and of no single company."""
    if tokens[i].low not in words.sorts or i == 0 or taken[i - 1]:
        return None
    before = tokens[i - 1]
    if before.capital or not before.low[0].isalpha() or before.low in words.plain_stocks or words.moves(before.low):
        return None
    if before.low in words.traded:
        return nameless(tokens[i].text, tokens[i].start, tokens[i].end, "group"), i + 1
    return _grouped(tokens, i, i, "".join(c for c in before.low.upper() if c.isalpha()) + "_STOCKS", words), i + 1


def _market(tokens: list[Token], i: int, last: int, taken: list[bool], words: SubjectWords) -> Found:
    region = _region(tokens, i, words)
    before = tokens[i - 1] if i else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.low in words.not_market:
        return None, last + 1
    if last + 1 < len(tokens) and taken[last + 1]:
        return None, last + 1  # "Equity benchmarks Sensex and Nifty"
    if before is not None:
        if before.low in words.other_markets:
            return None, last + 1  # "a bear market", "the housing market"
        if taken[i - 1] and before.text not in ",;:()":
            return None, last + 1
        if before.low in words.indefinite or before.text == "-":
            return None, last + 1
        if tokens[i].low in words.bare_market and not region and before.text[0].isalnum() and before.low not in words.bare_after:
            return None, last + 1
    return _grouped(tokens, i, last, _market_name(region), words), last + 1


def _region(tokens: list[Token], i: int, words: SubjectWords) -> str:
    for k in range(i - 1, max(-1, i - 4), -1):
        if tokens[k].low in words.region:
            return words.region[tokens[k].low]
        if tokens[k].text in ",;:()":
            break
    return ""


def _compound(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """ "US-Technologieaktien", "Chipwerte", "der Halbleitersektor"."""
    token = tokens[i]
    match = words.group_pattern.match(token.low) if token.capital else None
    if match is None or not match["stem"] or (i + 1 < len(tokens) and taken[i + 1]):
        return None
    stem, tail = match["stem"].rstrip("-"), match["head"]
    known = any(form in words.tags for form in (stem, stem.removesuffix("n"), stem.removesuffix("s")))
    if known and tail in words.index_heads and not words.phrase("index", [token.low]):  # "der Immobilienindex"
        return nameless(token.text, token.start, token.end, "index"), i + 1
    if tail in words.index_heads or any(t.low in words.singular_determiners for t in tokens[max(0, i - 2) : i]):
        return None
    if tail in words.heads and not (i and tokens[i - 1].low in words.plural_determiners and tail in words.plural_heads):
        return None
    tags: set[str] = set()
    region = ""
    parts = stem.split("-")
    for k, part in enumerate(parts):
        for form in ("-".join(parts[k:]), part, part.removesuffix("s"), part.removesuffix("n"), part.removesuffix("en")):
            if form in words.tags:
                tags |= words.tags[form]
                break
        region = words.region.get(part + "-", region)
    region = region or _region(tokens, i, words)
    if tags:
        return _grouped(tokens, i, i, group_name(sector(tags), region), words), i + 1
    if region and tail in words.share_words:
        return _grouped(tokens, i, i, _market_name(region), words), i + 1
    return None


def _phrase(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Found | None:
    """From the first describing word on: "U.S. chip stocks", "European banks", "energy stocks"; "financials (-0.7 per cent)"."""
    low = tokens[i].low
    for length in (2, 1):
        phrase = " ".join(t.low for t in tokens[i : i + length])
        if phrase not in words.tags or any(taken[i : i + length]) or (phrase in words.pronouns and not tokens[i].text.isupper()):
            continue  # "Charter fell with it, down 5.6%"
        if _own_number(tokens, i + length, words) or (phrase in words.bare_sectors and _bare_subject(tokens, i, i + length, words)):
            return _grouped(tokens, i, i + length - 1, group_name(sector(words.tags[phrase])), words), i + length
    if not (
        low in words.region or low in words.tags or low in words.plural_heads or " ".join(t.low for t in tokens[i : i + 2]) in words.tags
    ):
        return None
    tags: set[str] = set()
    region = ""
    for k in range(i, min(len(tokens), i + LONGEST)):
        word = tokens[k].low
        if taken[k] or not word[0].isalpha():
            return None
        head = word in words.plural_heads
        following = tokens[k + 1].low if k + 1 < len(tokens) else ""
        if (head or (word in words.group_tails and (tags or region))) and not (k + 1 < len(tokens) and taken[k + 1]):
            if following in words.group_tails:
                continue
            if following in words.index_heads or (following in words.not_market and not tags):
                return None  # "the US stock index"
            if head:
                tags |= words.tags.get(word.removesuffix("s"), frozenset())
            if not tags:
                return None if head and word not in words.share_words else (_grouped(tokens, i, k, _market_name(region), words), k + 1)
            return _grouped(tokens, i, k, group_name(sector(tags), region or _region(tokens, i, words)), words), k + 1
        if word in words.region:
            region = words.region[word]
        elif f"{word} {following}" in words.tags:
            tags |= words.tags[f"{word} {following}"]
        elif word in words.tags:
            tags |= words.tags[word]
        elif f"{tokens[k - 1].low} {word}" not in words.tags:
            return None
    return None


def _own_number(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """ "financials (-0.7 per cent)", "with real estate, off 16.55 per cent": a sector named like a share."""
    opened = at < len(tokens) and tokens[at].text == "("
    if at < len(tokens) and tokens[at].text in "(,":
        at += 1
    if at >= len(tokens):
        return False
    if opened:
        return tokens[at].text in "+-–−" or tokens[at].text[0].isdigit() or tokens[at].low in words.absolute
    size = at + 1
    if size + 1 < len(tokens) and tokens[size].low in words.indefinite:
        size += 1  # "led by energy with a 7.5% loss"
    return size < len(tokens) and tokens[at].low in words.absolute and tokens[size].text[0].isdigit()


def _bare_subject(tokens: list[Token], i: int, at: int, words: SubjectWords) -> bool:
    """ "Financials rose 2%, while energy fell 3% and materials 1%": a sector as the subject of a clause with a number."""
    before = tokens[i - 1] if i else None
    opens = before is None or before.text in ",;:–—" or before.low in words.joins or before.low in words.joiners
    if not opens or at + 1 >= len(tokens) or not any(t.text == "%" or t.low in words.percents for t in tokens):
        return False
    after = tokens[at]
    if after.text == ",":  # "Utilities, usually a safe haven, sank 4.3%"
        closing = next((k for k in range(at + 1, min(len(tokens) - 1, at + ASIDE)) if not tokens[k].text[0].isalpha()), at)
        verb = tokens[closing + 1]
        return closing > at and tokens[closing].text == "," and not verb.capital and words.begins_move(verb.low)
    if after.text[0].isdigit():
        return any(t.text[0].isdigit() for t in tokens[:i])
    if words.measures(after.low) and not any(t.text[0].isdigit() for t in tokens[at + 1 : at + 3]):
        return False  # "energy prices"
    return not after.capital and (words.begins_move(after.low) or after.low in words.auxiliaries or after.low in words.leading)
