"""Stand-ins that count: "the three were up 2.5, 2.5 and 3.5 percent respectively", "both lost 3%"."""

from __future__ import annotations

from impact.claims.focus import Focus
from impact.claims.mention import Mention, Token
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords

REACH = 4  # sentences back in which those that are counted were named


def find_counted(tokens: list[Token], i: int, taken: list[bool], words: SubjectWords) -> Mention | None:
    """ "the three" before a verb, of whatever was named before."""
    if i + 2 >= len(tokens) or tokens[i].low not in words.definite or tokens[i + 1].low not in words.counted or taken[i + 1]:
        return None
    verb = tokens[i + 2]
    if verb.capital or not (words.begins_move(verb.low) or verb.low in words.auxiliaries):
        return None
    return Mention(
        start=tokens[i].start, end=tokens[i + 1].end, symbols=(), form="epithet", name=f"{tokens[i].text} {tokens[i + 1].text}",
        role=role_of(tokens, i, i + 1, words), plural=True, count=int(words.counted[tokens[i + 1].low]),
    )  # fmt: skip


def those_counted(mention: Mention, number: int, focus: Focus, metric: str | None) -> Mention | None:
    """The last ones of one kind that were named before sentence ``number``, as many as ``mention`` counts; None where they are fewer.

    A sum ("the four destroyed $3 trillion") is no claim about each of them.
    """
    if metric in ("market_cap_change_usd", "market_cap_level_usd", "index_points_change", "ranking"):
        return None
    found: list[Mention] = []
    for where, named in reversed(focus.mentions):
        if named.start >= mention.start or named.form == "group":
            continue
        if number - where > REACH or len(found) >= mention.count:
            break
        for one in reversed(named.members or (named,)):
            if one.symbols and (not found or one.kind == found[0].kind) and all(one.symbols != m.symbols for m in found):
                found.append(one)
    if len(found) != mention.count:
        return None
    found.reverse()
    return Mention(
        start=mention.start, end=mention.end, symbols=tuple(s for m in found for s in m.symbols), form="list",
        name=", ".join(m.name for m in found), role=mention.role, members=tuple(found), plural=True, kind=found[0].kind,
    )  # fmt: skip
