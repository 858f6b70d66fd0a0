"""Names of companies that the gazetteer does not know: found so that their numbers are never given to another company."""

from __future__ import annotations

from impact.claims.lists import shared_out
from impact.claims.mention import LEGAL, Mention, Token, bare, covered, nameless, signed, titled, token_at
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords
from impact.claims.unlisted import own_index, printed_ticker

HEDGE = 3  # words between a name and its number ("Foobar more than 3 percent")
ASIDE = 30  # words that may stand between the commas after a name


def find_unknown(text: str, tokens: list[Token], found: list[Mention], words: SubjectWords) -> list[Mention]:
    """Capitalised names where only the name of something traded can stand, and which no mention covers."""
    bare_words = words.common | words.definite
    starts = [i for i, t in enumerate(tokens) if t.capital and (t.low not in bare_words or signed(tokens, i + 1))]
    taken = covered(tokens, found)
    starts = [i for i in starts if not taken[i]]
    if not starts:
        return []
    out: list[Mention] = []
    capitals = titled(tokens if words.noun_capitals else tokens[1:])  # the first word has one anyway
    subjects = [token_at(tokens, m.start) for m in found if m.role == "subject" and (m.named or m.form == "epithet")]
    shared = shared_out(text[tokens[0].start : tokens[-1].end], words)
    after = 0
    for i in starts:
        token = tokens[i]
        if i < after:
            continue
        if words.index_tails and own_index(token, words):
            out.append(nameless(token.text, token.start, token.end, "index", role_of(tokens, i, i, words)))
            continue
        if words.noun_capitals and i + 1 < len(tokens) and not taken[i + 1] and _joins(text, tokens, i, words):
            described = words.head_pattern.match(token.low)
            if described is not None and described["stem"]:  # "des Baukonzerns Foobar"
                i, token = i + 1, tokens[i + 1]
        if token.low in words.cities and i + 1 < len(tokens) and not taken[i + 1] and _joins(text, tokens, i, words):
            i, token = i + 1, tokens[i + 1]  # "In London Foobar sank"
        last = i
        while last + 1 < len(tokens) and last < i + 4 and not taken[last + 1] and _joins(text, tokens, last, words):
            last += 1
        name = text[token.start : tokens[last].end]
        printed = printed_ticker(text, tokens[last].end, name, words)
        if printed is not None or _stands_for_company(tokens, i, last, taken, words, capitals, subjects, shared):
            out.append(
                Mention(
                    start=token.start, end=printed.end() if printed else tokens[last].end, symbols=(printed["symbol"],) if printed else (),
                    form="ticker" if printed else "unknown_name", name=name, role=role_of(tokens, i, last, words),
                    kind="stock" if printed else "company",
                )
            )  # fmt: skip
        after = last + 1
    return out


def _joins(text: str, tokens: list[Token], last: int, words: SubjectWords) -> bool:
    """Whether the next token goes on with the same name ("Foobar Systems", "Foo & Bar", "Foobar AG")."""
    after = tokens[last + 1]
    if after.text in ("&", "+") and last + 2 < len(tokens) and tokens[last + 2].capital:
        return True
    if tokens[last].text in ("&", "+"):
        return True
    return (
        after.capital
        and text[tokens[last].end : after.start] == " "
        and after.low not in words.common
        and after.low not in words.time_nouns
        and after.low not in words.share_words
    )


def _stands_for_company(
    tokens: list[Token], i: int, last: int, taken: list[bool], words: SubjectWords, titled: bool, subjects: list[int], shared: bool
) -> bool:
    token, end = tokens[i], tokens[last]
    before = tokens[i - 1] if i else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    low = bare(token.low)
    if (
        (low in words.region and not signed(tokens, last + 1))
        or (low in words.country and not _absolute(tokens, last + 1, words))
        or (low in words.common and not signed(tokens, last + 1))
        or low in words.time_nouns
        or low in words.units
        or (before is not None and before.text[0].isdigit())
    ):
        return False
    if before is not None:
        tail = before.low.rpartition("-")[2]
        if (tail in words.person_tails and tail not in words.rivals) or before.low in words.source_words:
            return False  # "Adidas-Chef Gulden"
    if after is not None and taken[last + 1] and after.capital:
        return False  # a noun that describes the name after it
    if before is not None and before.low.rpartition("-")[2] in words.rivals and before.text.count("-") and not titled:
        return True  # "Der Nvidia-Zulieferer Foobar"
    head, _, tail = low.rpartition("-")
    if head and tail in words.share_words and head not in words.tags and head + "-" not in words.region and head not in words.common:
        return True  # "Foobar-Aktie"
    if signed(tokens, last + 1):
        return True  # "American -15.5%"
    if words.moves(low) or (i == last and (words.measures(low) or low in words.source_words or low in words.index_heads)):
        return False
    if any(t.text in LEGAL for t in tokens[i + 1 : last + 1]):
        return True
    determined = before is not None and (
        before.low in words.definite or before.low in words.indefinite or before.low in words.possessives or _describes(before, words)
    )
    if not determined and _own_number(tokens, last + 1, words):
        return True  # "Foobar (-9 %)"
    if (
        before is not None
        and before.low in words.genitive_articles
        and before.low not in words.no_name_after
        and i > 1
        and tokens[i - 2].low in words.share_words
        and not titled
    ):
        return True  # "Aktien von Foobar"
    if before is not None and words.noun_capitals and before.capital and not taken[i - 1]:
        match = words.head_pattern.match(before.low)
        if match is not None and match["stem"]:
            return True  # "Chemiekonzern Foobar"
    if (
        not titled
        and not words.noun_capitals
        and i > 0
        and after is not None
        and after.low in words.share_words
        and not after.capital
        and "-" not in low
    ):
        return low not in words.region and low not in words.country  # "the Foobar stock"
    after_verb = before is not None and not before.capital and words.moves(before.low) and _ends_phrase(after, words)
    if not titled and not words.noun_capitals and i > 0 and (_absolute(tokens, last + 1, words) or (after_verb and not determined)):
        return True  # "The biggest gainer was Quartzworks, up 14%"
    if not titled and determined and words.noun_capitals and last > i:
        return (after is not None and not after.capital and words.moves(after.low)) or after_verb  # "Der Börsenneuling Quarzwerk startete"
    if titled or determined or (i == last and words.adverb_tails and low.endswith(words.adverb_tails)):
        return False
    if _opens_clause(before, words) and _resumed(tokens, last + 1, taken, words):
        return not words.measures(low) and end.low not in words.group_tails and not end.low.endswith(words.common_tails)
    link = tokens[i - 2] if before is not None and i > 1 and before.low in words.heads else before  # ", developer Foobar's 20%"
    if link is not None and _links(link, words) and _gapped(tokens, last + 1, words):
        return not words.measures(low)
    if _clefted(tokens, i, last, words) or (shared and _in_row(tokens, i, last, taken, words)):
        return True
    opening = i == 0 and not titled and after is not None and after.low in words.company_verbs
    follows = after is not None and not after.capital and ((words.begins_move(after.low) and after.low not in words.oblique) or opening)
    if follows and not opening and words.stands(after.low) and not any(t.text[0].isdigit() for t in tokens):  # type: ignore[union-attr]
        return False  # "Ziel waren Hedgefonds"
    if words.noun_capitals and i == last and any(_same_clause(tokens, i, k, words) for k in subjects):
        return False  # "Schwach zeigten sich HelloFresh", "Nvidia verliert Rekordsumme": the clause has its subject
    if not words.noun_capitals:
        if follows and i == 0 and last == 0 and words.measures(after.low):  # type: ignore[union-attr]
            return (
                last + 2 < len(tokens) and not tokens[last + 2].text[0].isalpha()
            )  # "Broad gains push …" is no name, "Foobar falls 3%" is
        return follows
    if before is not None and before.low in words.weak_prepositions and i == last and (_ends_phrase(after, words) or (i == 1 and follows)):
        numbered = any(t.text[0].isdigit() for t in tokens)
        return numbered and not low.endswith((*words.plural_endings, *words.common_tails)) and not words.measures(low)  # "für Knusprig"
    if follows and last + 2 < len(tokens):
        second = tokens[last + 2]
        behind = second.low in words.pronouns or second.low in words.definite or taken[last + 2]
        if behind and (second.low in words.pronouns or not opening or low.endswith(words.no_name_endings)):
            return False  # the verb has its subject behind it: "Schlussendlich stand er"
    verb = tokens[i - 2] if before is not None and i > 1 and before.low in words.also else before  # "zogen auch Foobar an"
    leads = verb is not None and not verb.capital and words.moves(verb.low) and _ends_phrase(after, words)
    return (follows or leads) and not words.measures(low) and end.low not in words.group_tails and not end.low.endswith(words.common_tails)


def _opens_clause(before: Token | None, words: SubjectWords) -> bool:
    """Whether the subject of a clause may stand behind ``before``."""
    return before is None or before.text in ",;:–—-" or any(before.low in these for these in (words.joins, words.joiners, words.common))


def _past_place(tokens: list[Token], at: int, words: SubjectWords) -> int:
    """The token behind "aus Bremen" or "of Perth"."""
    placed = at + 2 < len(tokens) and (tokens[at].low in words.oblique or tokens[at].low in words.weak_prepositions)
    return at + 2 if placed and tokens[at + 1].capital else at


def _resumed(tokens: list[Token], at: int, taken: list[bool], words: SubjectWords) -> bool:
    """Whether an aside between commas follows, and then the verb: "Foobar, which makes glass, fell 3%", "Foobar, by contrast, fell"."""
    at = _past_place(tokens, at, words)
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return False
    first = tokens[at + 1]
    if first.capital and (taken[at + 1] or words.head_pattern.match(first.low) is None):
        return False  # a row of names, or a new clause
    for k in range(at + 1, min(len(tokens) - 1, at + 1 + ASIDE)):
        if tokens[k].text in ";:":
            return False
        if tokens[k].text != ",":
            continue
        if _percents(tokens, k + 1, words) and not any(t.text[0].isdigit() for t in tokens[at:k]):
            return True  # "…, Foobar, a regional carrier, 12.4%"
        if not tokens[k + 1].capital and words.begins_move(tokens[k + 1].low):
            return any(t.text[0].isdigit() for t in tokens[k + 1 :])
    return False


def _gapped(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """Whether a number follows whose verb was said before: "Delta fell 5%, Foobar 3%"."""
    if not any(t.text[0].isdigit() for t in tokens[: at - 1]):
        return False
    at = _past_place(tokens, at, words)
    if any(t.low in words.portions for t in tokens[at : at + HEDGE]) and not any(words.begins_move(t.low) for t in tokens[at : at + 1]):
        return True  # "and Foobar in Zurich almost a quarter"
    for k in range(at, min(len(tokens), at + HEDGE)):
        if not tokens[k].low.isalpha() or tokens[k].capital or words.begins_move(tokens[k].low):
            return _percents(tokens, k, words)
    return _percents(tokens, at + HEDGE, words)


def _percents(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    if at >= len(tokens) or not tokens[at].text[0].isdigit():
        return False
    while at < len(tokens) and (tokens[at].text[0].isdigit() or tokens[at].text in ".,"):
        at += 1
    return at < len(tokens) and (tokens[at].text == "%" or tokens[at].low in words.percents)


def _clefted(tokens: list[Token], i: int, last: int, words: SubjectWords) -> bool:
    """ "It was Foobar that fell 3%"."""
    at = last + 2 if last + 1 < len(tokens) and tokens[last + 1].text == "," else last + 1
    if at >= len(tokens) or tokens[at].low not in words.cleft_relative:
        return False
    return any(words.cleft(tokens[k].low, tokens[k + 1].low) for k in range(max(0, i - 4), i - 1))


def _in_row(tokens: list[Token], i: int, last: int, taken: list[bool], words: SubjectWords) -> bool:
    """Whether a name that is known stands beside, behind a comma or an "and"."""
    for at, step in ((i - 1, -1), (last + 1, 1)):
        links = 0
        if step > 0 and at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].low in words.definite:
            closing = next((k for k in range(at + 2, min(len(tokens) - 2, at + ASIDE)) if tokens[k].text == ","), at)
            at = closing if tokens[closing + 1].low in words.joins else at  # "Foobar, the owner of the rig, and …"
        while 0 <= at < len(tokens) and (_links(tokens[at], words) or (links and tokens[at].low in words.articles)):
            at, links = at + step, links + 1
        if links and 0 <= at < len(tokens) and taken[at] and tokens[at].capital:
            return True
    return False


def _links(token: Token, words: SubjectWords) -> bool:
    return token.text in ",&" or token.low in words.joins


def _describes(token: Token, words: SubjectWords) -> bool:
    """An adjective before the name, in languages where names without one stand bare."""
    return (
        words.noun_capitals and not token.capital and token.low.isalpha() and token.low.endswith(words.adjective_endings)
        and not words.moves(token.low) and token.low not in words.oblique and token.low not in words.common
    )  # fmt: skip


def _own_number(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    if signed(tokens, at):
        return True
    if at + 2 < len(tokens) and tokens[at].text == ":" and tokens[at + 1].text in "+-–−±" and tokens[at + 2].text[0].isdigit():
        return True  # "NCR: -12%."
    if at + 1 >= len(tokens) or tokens[at].text != "(":
        return False
    inner = tokens[at + 1]
    return inner.text in "+-–−±$€£" or inner.text[0].isdigit() or inner.low in words.absolute


def _ends_phrase(after: Token | None, words: SubjectWords) -> bool:
    return after is None or not after.text[0].isalpha() or after.low in words.oblique or after.low in words.joins or len(after.low) <= 3


def _same_clause(tokens: list[Token], i: int, k: int, words: SubjectWords) -> bool:
    low, high = sorted((i, k))
    return low != high and not any(t.text in ",;:()" or t.low in words.joins or t.low in words.joiners for t in tokens[low:high])


def _absolute(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """ ", up 14%", "down 3%" or ", at minus 3%," after a name."""
    if signed(tokens, at):
        return True
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
        if at + 1 < len(tokens) and tokens[at].low in words.own_number:
            return _percents(tokens, at + 1, words) or _percents(tokens, at + 2, words)
    return at + 1 < len(tokens) and tokens[at].low in words.absolute and tokens[at + 1].text[0].isdigit()
