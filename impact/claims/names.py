"""Names of the gazetteer in a sentence, with tickers, compounds ("Nvidia-Aktie") and genitives; words that are names only at times."""

from __future__ import annotations

import re
from dataclasses import replace

from impact.claims.gazetteer import Entity, gazetteer
from impact.claims.listings import passed_on
from impact.claims.mention import LEGAL, Form, Mention, Role, Token, bare, nameless, owns_move, signed, titled, token_at
from impact.claims.narrowed import narrowed
from impact.claims.roles import hangs_on_number, role_of
from impact.claims.subject_words import NAME, SubjectWords

_LISTED = re.compile(r"\s?:\s?[A-Z]{1,6}\)")
TAIL = 4  # words that a longer name may go on with
TICKER = re.compile(
    r"\((?:(?P<exchange>[A-Za-z]{2,13})\s*:\s*|Ticker:?\s*|Symbol:?\s*|ISIN:?\s*)?(?P<symbol>[A-Z]{1,6}(?:[.-][A-Z])?|\d{4,6})\)"
)


def find_names(text: str, tokens: list[Token], limit: int, words: SubjectWords) -> list[Mention]:
    """The names of a sentence, in order; ``limit`` is its end."""
    gaz = gazetteer()
    found: list[Mention] = []
    tickers = (
        {m.start(): m for m in TICKER.finditer(text, tokens[0].start, limit)}
        if tokens and text.find("(", tokens[0].start, limit) >= 0
        else {}
    )
    done = -1
    for i in [k for k, token in enumerate(tokens) if token.opens & NAME or (tickers and token.start in tickers)]:
        token = tokens[i]
        if token.start < done:
            continue
        if token.start in tickers:
            ticker = _ticker(tokens, i, tickers[token.start], found, words)
            if ticker:
                found.append(ticker)
                done = ticker.end
            continue
        product = _product(tokens, i, words)
        if product is not None:
            found.append(product)
            done = product.end
            continue
        for at in beginnings(token.text, token.start, words):
            for end, entity in gaz.at(text, at, limit):
                genitive = _boundary(text, end, limit, words.genitive_s)
                if genitive is None:
                    continue
                mention = _name(text, tokens, i, end + genitive, entity, words, bool(genitive), at)
                if mention:
                    found.append(mention)
                    done = mention.end
                    break
    return found


def _product(tokens: list[Token], i: int, words: SubjectWords) -> Mention | None:
    """ "Snapchat's parent", "the iPhone maker": the company by what only it makes."""
    if i + 1 >= len(tokens) or words.compounds or tokens[i].text.islower():
        return None
    entity = gazetteer().products.get(bare(tokens[i].low))
    head = bare(tokens[i + 1].low)
    if entity is None or not (head in words.owners or head in words.heads) or (i + 2 < len(tokens) and _opens_name(tokens[i + 2])):
        return None
    return Mention(
        start=tokens[i].start, end=tokens[i + 1].end, symbols=entity.symbols, form="name", name=f"{tokens[i].text} {tokens[i + 1].text}",
        role=role_of(tokens, i, i + 1, words, entity=entity), entity=entity, kind=entity.kind,
    )  # fmt: skip


def beginnings(word: str, start: int, words: SubjectWords) -> tuple[int, ...]:
    """Where a name may begin in a word: at its start, or after the slug of a headline ("STOCKS-Nasdaq")."""
    head, hyphen, _ = word.partition("-")
    if hyphen and head.isupper() and (head.lower() in words.share_words or head.lower() in words.market_words):
        return (start + len(head) + 1,)
    return (start,)


def _boundary(text: str, end: int, limit: int, genitive_s: bool) -> int | None:
    """How many letters of inflection follow a name (0 or 1), None when the word goes on."""
    after = text[end : end + 1]
    if end >= limit or not after.isalnum():
        return 0
    if after == "s" and genitive_s and text[end - 1].isalpha() and not text[end + 1 : end + 2].isalnum() and text[end - 1] != "s":
        return 1
    return None


def _ticker(tokens: list[Token], i: int, match: re.Match[str], found: list[Mention], words: SubjectWords) -> Mention | None:
    entity = gazetteer().ticker(match["symbol"], match["exchange"])
    between = tokens[token_at(tokens, found[-1].end) : i] if found else []
    if (
        found
        and found[-1].end <= match.start()
        and match.start() - found[-1].end <= 22
        and not any(t.text in ",;:()" or t.low.isdigit() for t in between)
    ):
        before = found[-1]
        if before.role == "modifier" and before.form != "compound":
            before = replace(before, role="subject")
        other = entity is not None and entity.symbols and before.symbols != entity.symbols and match["exchange"]
        if entity is not None and other and not passed_on(before, entity, between):
            before = replace(before, symbols=entity.symbols, form="ticker")
        found[-1] = replace(before, end=match.end(), score=2.0)
        return None
    if entity is None or (match["exchange"] is None and (len(match["symbol"]) < 2 or match["symbol"].lower() in words.common)):
        return None  # "New York, Apr 13 (PTI)" names an agency
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
    if written in words.home_names and not any(t.low in words.abroad for t in tokens) and any(cue in text for cue in words.at_home):
        entity = gazetteer().tickers[words.home_names[written]]
    if entity.kind == "index" and text[at - 1 : at] == "(" and _LISTED.match(text, end):
        return None  # "Foobar (Nasdaq: FOO)" names an exchange
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
        elif last in words.name_tails or (last in words.owners and _is_parent(entity)):
            role = "modifier" if after is not None and _opens_name(after) else None
            form, strong = ("epithet" if last in words.owners else "name"), True
        elif entity.kind == "index" and last not in words.index_heads and last.endswith(tuple(words.index_heads)):
            return nameless(text[at:stop], at, stop, "index")  # "Dow-Transportindex"
        else:
            role = "modifier" if entity.kind != "commodity" else None  # "Brent-Öl" is what is traded
    elif after is not None and not possessive:
        if entity.kind == "index" and after.low in words.constituents:
            role = "modifier"  # "the FTSE 100 constituent": a company
        elif after.low in words.share_words:
            form, strong = ("compound" if form == "name" else form), True
        elif after.low in words.owners and _is_parent(entity):
            role = "modifier" if j + 2 < len(tokens) and _opens_name(tokens[j + 2]) else None
        elif (after.low in words.heads and not words.compounds) or (
            after.low in words.person_tails and (after.capital or not words.noun_capitals) and not (i == 0 and after.low in words.leading)
        ):
            role = "modifier"
        elif after.text in LEGAL:
            strong, stop = True, after.end
    elif possessive and after is not None and after.low in words.owners and _is_parent(entity):
        stop = after.end  # "Google's parent"
    elif possessive and after is not None and not after.capital and (after.low in words.auxiliaries or words.moves(after.low)):
        role = "subject"  # "…, whereas Walmart's has grown to $600 billion"
    elif possessive:
        if not owns_move(tokens, j + 1, words):
            role = "modifier"
        elif after is not None and (after.text[0].isdigit() or after.text in "$€£¥"):
            role = "subject"  # "more than GM's $87 billion"
    before = tokens[i - 1] if i else None
    if before is not None and after is not None and entity.kind == "stock" and not words.noun_capitals and not possessive:
        following = tokens[j + 2] if j + 2 < len(tokens) else None
        if before.low in words.definite and after.low in words.genitive_articles and following is not None and following.capital:
            return None  # "the Oracle of Omaha", "the Nvidia of China"
    traded = before is not None and before.low.rpartition("-")[2] in words.derivatives
    if entity.kind == "stock" and (traded or (after is not None and after.low in words.wares)):
        return nameless(text[at:stop], at, stop, "company")  # "Der Fonds Apple Growth"
    part = narrowed(text, tokens, i, j, entity, words) if not rest or possessive else None
    if part is not None:
        return part
    plain = written.split("'")[0]
    bald = entity.kind == "stock" and not possessive and not rest and stop == end
    longer = _namesake(text, tokens, j, words, plain in words.word_names) if bald else None
    if longer is not None:
        return nameless(text[at:longer], at, longer, "company", role_of(tokens, i, j, words))
    if (
        (plain in words.word_names or (plain.isupper() and plain.capitalize() in words.word_names))
        and not strong
        and not _guarded(tokens, i, j, words)
    ):
        return None
    if role is None:
        role = role_of(tokens, i, j, words, entity=entity, compound=form == "compound")
        if possessive and role == "oblique":  # "a hole in Nvidia's market value"
            role = "weak"
    return Mention(
        start=at, end=stop, symbols=entity.symbols, form=form, name=written, role=role, entity=entity, kind=entity.kind,
        score=2.0 if strong else 1.0, backward=hangs_on_number(tokens, i, words),
    )  # fmt: skip


def _namesake(text: str, tokens: list[Token], j: int, words: SubjectWords, wordy: bool) -> int | None:
    """Where a longer name ends that only begins like the one at ``j``: "Tesla Exploration, a survey company, fell", "Apple Foobar AG".

    All forms of a company's own name are in the gazetteer, which has looked for the longest. ``wordy``: the name is also a word.
    """
    k = j
    while k + 1 < len(tokens) and k < j + TAIL and _goes_on(text, tokens, k, words):
        k += 1
    if k == j or (k == j + 1 and not wordy and (tokens[k].text in gazetteer().tails or tokens[k].low in words.plural_heads)):
        return None
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    if tokens[k].text in LEGAL:
        return tokens[k].end if k > j + 1 else None
    if words.noun_capitals or titled(tokens) or after is None:
        return None
    if wordy:
        return tokens[k].end  # "Continental Foobar", "Target Foobar"
    apposed = after.text == "," and k + 2 < len(tokens) and tokens[k + 2].low in words.indefinite
    moved = not after.capital and words.begins_move(after.low) and after.low not in words.oblique
    return tokens[k].end if apposed or moved else None


def _goes_on(text: str, tokens: list[Token], k: int, words: SubjectWords) -> bool:
    """Whether the next token is a word of the same name, no office, no product and no day."""
    after = tokens[k + 1]
    if not after.capital or text[tokens[k].end : after.start] != " " or not after.text.replace("-", "").isalpha():
        return False
    apart = (words.common, words.time_nouns, words.share_words, words.person_tails, words.heads, words.wares, words.region, words.country)
    return not any(after.low in these for these in apart) and not gazetteer().opens(after.text)


def _is_parent(entity: Entity) -> bool:
    return entity.kind == "stock"


def _opens_name(token: Token) -> bool:
    return token.capital and gazetteer().opens(token.text)


def _index_compound(tail: str, words: SubjectWords) -> Role | None:
    """ "Dax-Minus" and "Dow-Index" are the index; "Dax-Werte", "Dax-Papiere" and "Dax-Titel" are members of it."""
    return "modifier" if tail in words.share_words or (words.members and tail.endswith(words.members)) else None


def _guarded(tokens: list[Token], i: int, j: int, words: SubjectWords) -> bool:
    """Whether a name that is also a word stands where only a company can stand."""
    before = tokens[i - 1] if i else None
    after = tokens[j + 1] if j + 1 < len(tokens) else None
    if before is not None and (before.low in words.indefinite or before.text == "-"):
        return False
    if after is not None and (after.text == "(" or after.text in LEGAL):
        return True
    if before is not None and (before.low in words.not_before_names or before.low in words.definite):
        return False
    if after is not None and words.begins_move(after.low) and not after.capital:
        following = tokens[j + 2].text[0] if j + 2 < len(tokens) else "."
        return after.low not in words.nouns_too or following.isdigit() or following in "$€£"
    if i == 0 and after is not None and not words.noun_capitals and after.low in words.leading:
        return True  # "Carnival led the index"
    if after is not None and after.text == "," and _apposed(tokens, j + 2, words):
        return True  # "Block, the payments company", "Gap, which"
    if before is not None and after is not None:
        led = words.moves(before.low) and not before.capital
        if after.text[0].isdigit() or signed(tokens, j + 1) or after.low in words.absolute or (led and after.low in words.oblique):
            return True
        if before.low in words.genitive_articles and i > 1 and words.measures(tokens[i - 2].low):
            return True
    return _in_row(tokens, i, -1, words) or _in_row(tokens, j, 1, words)


def _apposed(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """Whether a relative clause, or an article with what a company is, begins here."""
    if at + 1 >= len(tokens) or tokens[at].capital:
        return False
    if tokens[at].low in words.relative and not words.noun_capitals:
        return True
    for k in range(at, min(len(tokens) - 1, at + 5)) if not words.noun_capitals else ():
        if tokens[k].text == "," and words.begins_move(tokens[k + 1].low) and not tokens[k + 1].capital:
            return True  # "Zoom, by contrast, tumbled"
        if tokens[k].low in words.joins or words.begins_move(tokens[k].low):
            break
    return tokens[at].low in words.definite and any(t.low in words.heads or t.low in words.plural_heads for t in tokens[at + 1 : at + 6])


def _in_row(tokens: list[Token], at: int, step: int, words: SubjectWords) -> bool:
    """Whether the neighbour behind a comma or an "and" is the beginning of a name."""
    k = at + step
    if not 0 <= k + step < len(tokens) or (tokens[k].text not in (",", "&") and tokens[k].low not in words.joins):
        return False
    atom = re.match(r"[^\W_]+", tokens[k + step].text)
    return atom is not None and tokens[k + step].capital and atom[0] in gazetteer().names
