"""Who is named: mentions of shares, indices, groups and their stand-ins in one sentence.

Use :func:`find_mentions`. A mention knows its *role*, as far as the words beside it tell: "subject" (can be what moved),
"weak" (can be, when nothing better is there: "bei Dell", "für den Nasdaq"), "oblique" (place, comparison, cause: "im Dax",
"hinter Apple"), "source" (who says it) or "modifier" (what belongs to a name: "Nvidias Konkurrent", "Apple App Store").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from impact.claims.gazetteer import Entity, gazetteer
from impact.claims.subject_words import SubjectWords, subject_words

Form = Literal["name", "compound", "ticker", "epithet", "group", "index", "pronoun", "share_word", "list", "typo", "unknown_name"]
Role = Literal["subject", "weak", "oblique", "source", "modifier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of the document that stands for something with a price (or for an unknown company).

    ``text[start:end]`` is the mention. ``symbols`` are tickers as Yahoo spells them or a group in capitals; empty for
    stand-ins (pronoun, share word, epithet) before they are resolved, for private companies and for unknown names.
    ``tags``, ``countries`` and ``words`` are what an epithet says about the one it stands for.
    """

    start: int
    end: int
    symbols: tuple[str, ...]
    form: Form
    name: str
    score: float = 1.0
    role: Role = "subject"
    entity: Entity | None = None
    members: tuple[Mention, ...] = ()
    tags: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    plural: bool = False
    backward: bool = False  # belongs to the number before it: "9.4%, in the Dow"
    kind: str = ""  # "stock", "index" …; for stand-ins "company", "index" or "" (either)

    @property
    def named(self) -> bool:
        """Whether it names something by itself."""
        return self.form not in ("pronoun", "share_word", "epithet")


class Token(NamedTuple):
    """A word or a sign with its place in the document."""

    start: int
    end: int
    text: str
    low: str
    capital: bool  # begins with a capital letter


_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&/+][^\W_]+)*|[^\w\s]")
_CAPITAL = re.compile(r"(?<![\w-])[^\W\d_a-zäöü][\w-]*")
_TICKER = re.compile(
    r"\((?:(?P<exchange>[A-Za-z]{2,13})\s*:\s*|Ticker:?\s*|Symbol:?\s*|ISIN:?\s*)?(?P<symbol>[A-Z]{1,6}(?:[.-][A-Z])?|\d{4,6})\)"
)
LEGAL = frozenset(["AG", "SE", "KGaA", "GmbH", "Inc", "Corp", "Corporation", "Co", "Ltd", "Limited", "plc", "PLC", "Plc", "NV", "N.V", "SA", "S.A", "SpA", "S.p.A", "AB", "ASA", "A/S", "Oyj", "Holding", "Holdings", "Group"])
_TAIL_NAMES = frozenset(("konzern", "konzerns", "gruppe", "group", "konzerne"))
_OWNERS = frozenset(("mutter", "mutterkonzern", "mutterkonzerns", "parent", "owner", "konzernmutter"))
BACK = 6  # words that may stand between a preposition and the name that it governs


def find_mentions(text: str, start: int, end: int, language: str) -> list[Mention]:
    """All mentions of ``text[start:end]`` (one sentence), in order, not overlapping. ``language`` is "de" or "en".

    Raises :class:`~impact.errors.LanguageError` for a language without subject words.
    """
    return list(_scan(text, start, end, language))


@lru_cache(maxsize=2048)  # the reader of clauses and the resolver of subjects ask for the same sentences
def _scan(text: str, start: int, end: int, language: str) -> tuple[Mention, ...]:
    from impact.claims.standins import find_standins
    from impact.claims.unknown import find_unknown

    words = subject_words(language)
    tokens = tokenize(text, start, end)
    names = _names(text, tokens, end, words)
    found = names + find_standins(tokens, names, words)
    found += find_unknown(text, tokens, found, words)
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Words (with inner hyphens, apostrophes and dots) and signs."""
    return [Token(*m.span(), word := m[0], word.lower(), word[0].isupper()) for m in _TOKEN.finditer(text, start, end)]


def may_name(text: str, start: int, end: int) -> bool:
    """Whether any word of ``text[start:end]`` can begin a name; much cheaper than to look for the names."""
    opens = gazetteer().opens
    return any(opens(word) for word in _CAPITAL.findall(text, start, end))


def token_at(tokens: Sequence[Token], position: int) -> int:
    """The first token that ends after ``position``."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    return low


def _names(text: str, tokens: list[Token], limit: int, words: SubjectWords) -> list[Mention]:
    gaz = gazetteer()
    found: list[Mention] = []
    tickers = {m.start(): m for m in _TICKER.finditer(text, tokens[0].start, limit)} if tokens and text.find("(", tokens[0].start, limit) >= 0 else {}
    done = -1
    for i, token in enumerate(tokens):
        if token.start < done or not token.text[0].isalnum():
            if token.start in tickers and token.start >= done:
                mention = _ticker(tokens, i, tickers[token.start], found)
                if mention:
                    found.append(mention)
                    done = mention.end
            continue
        if not gaz.opens(token.text):
            continue
        for at in _beginnings(token, words):
            for end, entity in gaz.at(text, at, limit):
                genitive = _boundary(text, end, limit, words.code)
                if genitive is None:
                    continue
                mention = _name(text, tokens, i, end + genitive, entity, words, bool(genitive), at)
                if mention:
                    found.append(mention)
                    done = mention.end
                    break
    return found


def _beginnings(token: Token, words: SubjectWords) -> tuple[int, ...]:
    """Where a name may begin in a token: at its start, or after the slug of a headline ("STOCKS-Nasdaq")."""
    head, hyphen, _ = token.text.partition("-")
    if hyphen and head.isupper() and (head.lower() in words.share or head.lower() in words.market):
        return (token.start + len(head) + 1,)
    return (token.start,)


def _boundary(text: str, end: int, limit: int, code: str) -> int | None:
    """How many letters of inflection follow a name (0 or 1), None when the word goes on."""
    after = text[end : end + 1]
    if end >= limit or not after.isalnum():
        return 0
    if after == "s" and code == "de" and text[end - 1].isalpha() and not text[end + 1 : end + 2].isalnum() and text[end - 1] != "s":
        return 1
    return None


def _ticker(tokens: list[Token], i: int, match: re.Match[str], found: list[Mention]) -> Mention | None:
    entity = gazetteer().ticker(match["symbol"], match["exchange"])
    if found and found[-1].end <= match.start() and match.start() - found[-1].end <= 22 and not any(
        t.text in ",;:()" or t.low.isdigit() for t in tokens[token_at(tokens, found[-1].end) : i]
    ):
        before = found[-1]
        if before.role == "modifier" and before.form != "compound":
            before = replace(before, role="subject")
        if entity is not None and entity.symbols and before.symbols != entity.symbols and match["exchange"]:
            before = replace(before, symbols=entity.symbols, form="ticker")
        found[-1] = replace(before, end=match.end(), score=2.0)
        return None
    if entity is None or (match["exchange"] is None and len(match["symbol"]) < 2):
        return None
    first = i
    while first and tokens[first - 1].capital and first > i - 4:
        first -= 1
    return Mention(
        start=tokens[first].start, end=match.end(), symbols=entity.symbols, form="ticker", name=entity.instrument.name, entity=entity,
        kind=entity.kind, score=2.0,
    )  # fmt: skip


def _name(text: str, tokens: list[Token], i: int, end: int, entity: Entity, words: SubjectWords, genitive: bool, at: int) -> Mention | None:
    j = token_at(tokens, end - 1)
    rest = text[end : tokens[j].end].lower() if tokens[j].end > end else ""
    written = text[at:end]
    form: Form = "index" if entity.kind in ("index", "future", "commodity") else "name"
    role: Role | None = None
    stop = end
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    possessive = genitive or rest in ("'s", "’s") or (not rest and text[end : end + 1] in ("'", "’") and written.endswith("s"))
    strong = possessive
    if rest.startswith("-"):
        tail = rest[1:].removesuffix("'s").removesuffix("’s")
        last = tail.rsplit("-", 1)[-1]
        stop = tokens[j].end
        if last.isdigit():
            return None
        if words.measures(last) or words.measures(tail):
            form, strong = ("compound" if form == "name" else form), True
            if form == "index":
                role = _index_compound(tail, words)
        elif last in _TAIL_NAMES or (last in _OWNERS and _is_parent(entity)):
            role = "modifier" if after is not None and _opens_name(text, after) else None
            form, strong = ("epithet" if last in _OWNERS else "name"), True
        else:
            role = "modifier"
    elif after is not None and not possessive:
        if after.low in words.share or (after.low == "share" and j + 2 < len(tokens)):
            form, strong = ("compound" if form == "name" else form), True
        elif after.low in _OWNERS and _is_parent(entity):
            role = "modifier" if j + 2 < len(tokens) and _opens_name(text, tokens[j + 2]) else None
        elif after.low in words.person or (after.low in words.heads and words.code == "en"):
            role = "modifier"
        elif after.text in LEGAL:
            strong, stop = True, after.end
    elif possessive:
        if not owns_move(tokens, j + 1, words):
            role = "modifier"
        elif after is not None and (after.text[0].isdigit() or after.text in "$€£¥"):
            role = "subject"  # "more than GM's $87 billion"
    if written.split("'")[0] in words.word_names and not strong and not _guarded(tokens, i, j, words):
        return None
    from impact.claims.roles import role_of

    if role is None:
        role = role_of(tokens, i, j, words, entity=entity, compound=form == "compound")
        if possessive and role == "oblique":  # "a hole in Nvidia's market value"
            role = "weak"
    return Mention(
        start=at, end=stop, symbols=entity.symbols, form=form, name=written, role=role, entity=entity, kind=entity.kind,
        score=2.0 if strong else 1.0, backward=role == "weak" and _hangs_on_number(tokens, i, words),
    )  # fmt: skip


def _is_parent(entity: Entity) -> bool:
    return entity.kind == "stock"


def _hangs_on_number(tokens: list[Token], i: int, words: SubjectWords) -> bool:
    k = i - 1
    while k >= 0 and (tokens[k].low in words.definite or tokens[k].low in words.index_heads):
        k -= 1
    if k < 1 or tokens[k].low not in words.oblique:
        return False
    k -= 1
    if tokens[k].text == "," and k:
        k -= 1
    return tokens[k].text == "%" or tokens[k].text[0].isdigit() or tokens[k].low in words.times


@lru_cache(maxsize=4096)
def _first_word(word: str) -> bool:
    return word in gazetteer().names


def _opens_name(text: str, token: Token) -> bool:
    head = re.match(r"[^\W_]+", token.text)
    return bool(head) and token.capital and _first_word(head[0])  # type: ignore[index]


def _index_compound(tail: str, words: SubjectWords) -> Role | None:
    """ "Dax-Minus" and "Dow-Index" are the index; "Dax-Werte", "Dax-Papiere" and "Dax-Titel" are members of it."""
    return "modifier" if tail in words.share or tail.endswith(("werte", "werten", "wert")) else None


def owns_move(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """Whether what a possessor owns is something on the market ("Nvidia's 17% slide", "Nvidias Börsenwert")."""
    for token in tokens[at : at + 5]:
        if token.text in ",;:()":
            return False
        if token.text[0].isdigit() or token.text == "%" or words.measures(token.low):
            return True
        if token.low in words.index_heads:
            return True
        if token.capital and words.code == "de":
            return False
        if token.low in words.oblique or token.low in words.person or token.low in words.blocked:
            return False
    return False


def _guarded(tokens: list[Token], i: int, j: int, words: SubjectWords) -> bool:
    """Whether a name that is also a word stands where only a company can stand."""
    before = tokens[i - 1] if i else None
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    if before is not None and (before.low in words.indefinite or before.text == "-"):
        return False
    if after is not None and (after.text == "(" or after.text in LEGAL):
        return True
    article = before is not None and before.low in ("the", "its", "das", "sein", "seine", "ihr", "ihre")
    if article:
        return False
    moving = after is not None and words.moves(after.low) and not after.capital
    if moving and (words.code == "de" or i > 0 or True):
        return True
    if before is not None and words.moves(before.low) and not before.capital and after is not None and (after.text[0].isdigit() or after.low in ("um", "mit", "auf")):
        return True
    if after is not None and (after.text[0].isdigit() or after.low in ("mit", "plus", "minus")) and before is not None:
        return True
    if before is not None and before.low in words.genitive and i > 1 and words.measures(tokens[i - 2].low):
        return True
    # a list of names: the neighbour on either side of "," or "und" is a name
    for step in (-1, 1):
        k = (i if step < 0 else j) + step
        if 0 <= k < len(tokens) and tokens[k].low in (",", "und", "and", "sowie", "&", "or", "oder"):
            k += step
            if 0 <= k < len(tokens) and tokens[k].capital and re.match(r"[^\W_]+", tokens[k].text) and _first_word(re.match(r"[^\W_]+", tokens[k].text)[0]):  # type: ignore[index]
                return True
    return False
