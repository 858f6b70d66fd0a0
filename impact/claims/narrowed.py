"""What goes on behind a name and is not what it names: a sector of an index, another index ("FTSE 350"), a fund ("Nasdaq 100 ETF")."""

from __future__ import annotations

from impact.claims.gazetteer import Entity
from impact.claims.groups import group_name, sector
from impact.claims.mention import Mention, Token, nameless
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords

LONGEST = 4  # words between the name of an index and the noun that says what part of it is meant
FUND = 6  # words of the name of a fund behind its issuer or its index
SIZES = frozenset({"30", "40", "50", "60", "100", "150", "200", "225", "250", "300", "350", "400", "500", "600", "1000", "2000", "3000"})


def narrowed(text: str, tokens: list[Token], i: int, j: int, entity: Entity, words: SubjectWords) -> Mention | None:
    """The mention for a name in ``tokens[i:j + 1]`` that goes on as something else; None where it is what it says.

    A sector in small letters, or of an index with a number in its name, is a group of shares; the "Nasdaq Insurance Index" is
    an index of its own.
    """
    if j + 1 >= len(tokens) or tokens[j].end > tokens[j + 1].start:
        return None
    for k in range(j + 1, min(len(tokens), j + 1 + FUND)):
        if not (tokens[k].capital or tokens[k].text.isdigit() or tokens[k].text == "&"):
            break
        if tokens[k].low in words.derivatives:
            return _unknown(text, tokens, i, k, "company")
    if entity.kind != "index" or words.compounds:
        return None
    if _another(text, tokens, j, entity, words):
        j += 1
        return _sector(text, tokens, i, j, entity, words) or _unknown(text, tokens, i, j, "index")
    return _sector(text, tokens, i, j, entity, words)


def _another(text: str, tokens: list[Token], j: int, entity: Entity, words: SubjectWords) -> bool:
    """Whether a number of members follows that is no number of points: "the FTSE 350", not "the Dow 500 points lower"."""
    size = tokens[j + 1]
    if size.text not in SIZES or text[tokens[j].end : size.start] != " " or text[size.end : size.end + 1] in ("%", ",", "."):
        return False
    after = tokens[j + 2] if j + 2 < len(tokens) else None
    if any(name.endswith(size.text) for name in (entity.instrument.name, *entity.instrument.aliases)):
        return False  # "Japan's Nikkei 225" in full
    return after is not None and after.low not in words.units and after.text[0].isalpha() and not tokens[j].text[-1].isdigit()


def _sector(text: str, tokens: list[Token], i: int, j: int, entity: Entity, words: SubjectWords) -> Mention | None:
    tags: frozenset[str] = frozenset()
    small = True
    if tokens[j + 1].low in words.sector_tails:
        return _unknown(text, tokens, i, j + 1, "group")  # "every S&P 500 sector"
    for k in range(j + 1, min(len(tokens), j + 1 + LONGEST)):
        low = tokens[k].low
        if text[tokens[k - 1].end : tokens[k].start] != " ":
            return None
        if tags and (low in words.index_heads or low in words.sector_tails):
            if not small and not any(c.isdigit() for c in text[tokens[i].start : tokens[j].end]):
                return _unknown(text, tokens, i, k, "index")
            return Mention(
                start=tokens[i].start, end=tokens[k].end, symbols=(group_name(sector(tags)),), form="group",
                name=text[tokens[i].start : tokens[k].end], role=role_of(tokens, i, k, words), kind="group", plural=True,
            )  # fmt: skip
        found = words.tags.get(f"{tokens[k - 1].low} {low}") or words.tags.get(low) or words.tags.get(low.removesuffix("s"), frozenset())
        following = tokens[k + 1].low if k + 1 < len(tokens) else ""
        if not (found or f"{low} {following}" in words.tags):
            return None
        small = small and not tokens[k].capital
        tags = found or tags
        if tags & entity.groups:
            return None  # "the Philadelphia chip index" is of chips
    return None


def _unknown(text: str, tokens: list[Token], i: int, k: int, kind: str) -> Mention:
    start, end = tokens[i].start, tokens[k].end
    return nameless(text[start:end], start, end, kind)
