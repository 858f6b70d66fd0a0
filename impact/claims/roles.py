"""What the words beside a name say about its part in the sentence: subject, place, comparison, source …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from impact.claims.gazetteer import Entity
from impact.claims.subject_words import SubjectWords

if TYPE_CHECKING:
    from impact.claims.mention import Role, Token

_REACH = 6
_FINANCE = frozenset({"BANKS", "FINANCE", "FUNDS", "BROKERS", "INFORMATION"})


def role_of(
    tokens: list[Token], first: int, last: int, words: SubjectWords, *, entity: Entity | None = None, compound: bool = False,
    finance: bool = False,
) -> Role:  # fmt: skip
    """The role of the name in tokens ``first`` to ``last``."""
    finance = finance or (entity is not None and bool(entity.groups & _FINANCE))
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and (after.low in words.source_after or (finance and not compound and after.low in words.source_verbs)):
        return "source"
    k = first - 1
    steps = 0
    while k >= 0 and steps < _REACH:
        token = tokens[k]
        if token.text in "\"'„“”»«‚‘’":
            k -= 1
            continue
        if token.low in words.oblique or token.low in words.weak_prepositions or token.low in words.genitive_articles:
            break
        if token.low in words.definite or token.low in words.indefinite:
            k -= 1
            break
        owner = not words.noun_capitals and token.capital and tokens[k + 1].low.endswith(("'s", "’s"))  # "Warren Buffett's Berkshire"
        owner = owner and token.low not in words.common  # not "In Germany Apple's supplier Foobar"
        if owner or _modifies(token, words) or _of_a_city(tokens, k, words) or (k == first - 1 and _titles(token, words)):
            k -= 1
            steps += 1
            continue
        break
    if k < 0:
        return "subject"
    token = tokens[k]
    low = token.low
    before = tokens[k - 1] if k else None
    if (
        words.noun_capitals and k == first - 1 and low in words.pronouns and low not in words.possessives and low not in words.impersonal
        and before is not None and before.low not in words.impersonal and not words.cleft(before.low, low)  # not "härter traf es X"
    ):  # fmt: skip
        return "oblique"  # "damit hat sie Verizon hinter sich gelassen"
    if finance and not compound and low in words.source_verbs:
        return "source"  # "strich die Bank die Kaufempfehlung"
    if not words.noun_capitals and (words.overtakes(low) or (low in words.joining and entity is not None and entity.kind == "index")):
        return "oblique"
    if words.noun_capitals and after is not None and words.overtakes(after.low) and _perfect(tokens, first, words):
        return "oblique"  # "und hat damit Volkswagen überholt"
    if follows_as_subject(tokens, first, last, k, words):
        return "subject"
    lead = k - 1 if low in words.definite else k
    if lead >= 0 and tokens[lead].low in words.opening and (lead == 0 or tokens[lead - 1].text in ",;:(–—"):
        return "subject" if _numbered(tokens, last + 1, words) else "oblique"
    if finance and lead > 0 and any(t.low in words.rating_nouns for t in tokens[max(0, lead - 1) : lead]):
        return "source"  # "nach einer Abstufung durch die Deutsche Bank"
    if (
        low in words.definite and before is not None and (before.low in words.oblique or before.low in words.weak_prepositions)
    ):  # "an der Nasdaq"
        k -= 1
        token, low, before = before, before.low, tokens[k - 1] if k else None
    if low in words.source_words or (
        before is not None and before.low in words.source_words and (low in words.genitive_articles or low in words.weak_prepositions)
    ):
        return "source"
    if finance and not compound and k and low in words.genitive_articles and _speaker(tokens, k - 1, words):
        return "source"  # "Geoff Meacham von der Bank of America"
    if low in words.genitive_case:
        return _genitive(tokens, k, words)
    if low in words.oblique or low in words.weak_prepositions or low in words.genitive_articles:
        return _prepositional(tokens, k, words, compound, entity is not None and entity.kind == "index")
    return "subject"


def _numbered(tokens: list[Token], at: int, words: SubjectWords) -> bool:
    """Whether the clause has a market number: "…, als der Dax 8,5 Prozent verloren hatte", not "…, als Alibaba es ankündigte"."""
    k = at
    while k < len(tokens) - 1 and tokens[k].text not in ",;:–—":
        if tokens[k].text[0].isdigit():
            if tokens[k + 1].text == "," and k + 3 < len(tokens) and tokens[k + 2].text[0].isdigit():
                k += 2  # a decimal comma
            if tokens[k + 1].text == "%" or tokens[k + 1].low in words.units:
                return True
        k += 1
    return False


def _perfect(tokens: list[Token], first: int, words: SubjectWords) -> bool:
    """Whether an auxiliary stands before the name in its clause, so that the participle behind it has the name as its object."""
    k = first - 1
    while k >= 0 and first - k < _REACH and tokens[k].text not in ",;:–":
        if tokens[k].low in words.auxiliaries:
            return True
        k -= 1
    return False


def _speaker(tokens: list[Token], k: int, words: SubjectWords) -> bool:
    """Whether the noun at ``k`` is a person: a word for one, or two names in a row."""
    if tokens[k].low in words.source_words or tokens[k].low in words.person_tails:
        return True
    first = tokens[k - 1] if k else None
    return (
        tokens[k].capital and first is not None and first.capital and first.low.isalpha() and tokens[k].low.isalpha()
        and not words.measures(tokens[k].low) and tokens[k].low not in words.time_nouns and first.low not in words.time_nouns
    )  # fmt: skip


def follows_as_subject(tokens: list[Token], first: int, last: int, k: int, words: SubjectWords) -> bool:
    """What a preposition governs and still moved: "gefolgt von X mit plus 1,7 Prozent", "with X down 22%"."""
    before = tokens[k - 1] if k else None
    if before is not None and f"{before.low} {tokens[k].low}" in words.followers:
        return True
    at = last + 1
    if at < len(tokens) and tokens[at].text == "(":
        while at < len(tokens) and tokens[at].text != ")":
            at += 1
        at += 1
    if at >= len(tokens):
        return False
    if tokens[at].text == "," and at + 1 < len(tokens):
        at += 1
    return tokens[at].low in words.absolute and any(t.text[0].isdigit() or t.text in "+-–−" for t in tokens[at + 1 : at + 4])


def _modifies(token: Token, words: SubjectWords) -> bool:
    """An adjective or a describing noun that can stand between preposition and name."""
    low = token.low
    if words.noun_capitals:
        if not token.capital:
            return (
                low.isalpha()
                and len(low) > 3
                and low.endswith(words.adjective_endings)
                and not words.moves(low)
                and low not in words.common
            )
        return (
            low in words.index_heads
            or low in words.share_words
            or (words.head_pattern.match(low) is not None and low not in words.time_nouns)
        )
    if token.capital:
        return (low not in words.cities and (low in words.country or low in words.region)) or low.endswith(("'s", "’s"))
    return (
        low in words.index_heads or low in words.heads or low in words.tags or low in words.country or low in words.person_tails
        or (("-" in low or low.endswith(("er", "est"))) and not words.moves(low))
    )  # fmt: skip


def _of_a_city(tokens: list[Token], k: int, words: SubjectWords) -> bool:
    """ "an der New Yorker Börse": an adjective of a place, in languages where it has a capital too, and the first word of its name."""
    if not (words.noun_capitals and words.citizen_endings and tokens[k].capital):
        return False
    endings = tuple([pair.partition("=")[0] for pair in words.citizen_endings])
    return any(t.capital and t.low.endswith(endings) and t.low.isalpha() for t in tokens[k : k + 2])


def _titles(token: Token, words: SubjectWords) -> bool:
    """A noun that stands directly before a name describes it: "beim Überflieger Nvidia"."""
    return (
        words.noun_capitals and token.capital and token.low.isalpha() and not token.text.isupper()
        and token.low not in words.time_nouns and token.low not in words.common and token.low not in words.source_words
        and token.low not in words.cities
        and not words.measures(token.low)
    )  # fmt: skip


def _genitive(tokens: list[Token], k: int, words: SubjectWords) -> Role:
    """ "Aktien der Commerzbank": what a market thing belongs to moved; "Spitze des Dax": it did not."""
    before = tokens[k - 1] if k else None
    if before is None or not before.text[0].isalnum() or not before.capital or before.text[0].isdigit() or before.low in words.time_nouns:
        return "subject"
    if words.measures(before.low) or words.measures(before.low.rsplit("-", 1)[-1]):
        return _governed(tokens, k - 1, words)
    if before.low in words.blocked_heads:
        return "oblique"
    return "weak"


def _governed(tokens: list[Token], k: int, words: SubjectWords) -> Role:
    """The role of what the noun at ``k`` belongs to: "der Absturz der X" moved; "nach dem Absturz der X" is when something else did."""
    first = k - 1
    while first >= 0 and k - first < _REACH and (tokens[first].low in words.definite or _modifies(tokens[first], words)):
        if tokens[first].low in words.oblique:
            break
        first -= 1
    passed = first >= 0 and tokens[first].low in words.oblique and tokens[first].low not in words.weak_prepositions
    return "weak" if passed else "subject"


def _prepositional(tokens: list[Token], k: int, words: SubjectWords, compound: bool, index: bool) -> Role:
    low = tokens[k].low
    before = tokens[k - 1] if k else None
    owned = before is not None and (words.measures(before.low) or words.measures(before.low.rsplit("-", 1)[-1]))
    if low in words.genitive_articles and before is not None:
        if before.low in words.blocked_heads or before.low in words.person_tails or before.low in words.index_heads:
            return "oblique"
        if owned and index and before.low in words.share_words:
            return "oblique"  # "the best stock of the S&P 500"
        if owned:
            return _governed(tokens, k - 1, words)
    if before is not None and before.low in words.that_of and low in words.genitive_articles:
        return "subject"  # "der von BMW um 2 Prozent"
    if owned and index and low in words.inside:
        return "weak"  # "die Gegenbewegung im Nasdaq 100: plus 12 Prozent"
    if compound and low in words.share_prepositions:
        return "weak"
    if (
        low in words.number_prepositions
        and before is not None
        and (before.text in "%," or before.text[0].isdigit() or before.low in words.time_nouns or before.low in words.units)
    ):
        return "weak"  # "gains of 1,985 points, or 9.4%, in the Dow"
    if low in words.weak_prepositions:
        return "oblique" if low in words.agent_prepositions else "weak"
    return "oblique"


def hangs_on_number(tokens: list[Token], first: int, words: SubjectWords) -> bool:
    """Whether a name belongs to the number right before it: "9.4%, in the Dow", "a 3% fall in European shares"."""
    k = first - 1
    while k >= 0 and (tokens[k].low in words.definite or tokens[k].low in words.index_heads or tokens[k].low in words.region):
        k -= 1
    if k < 1 or not (tokens[k].low in words.number_prepositions or tokens[k].low in words.genitive_articles):
        return False
    k -= 1
    if (tokens[k].text == "," and k) or (words.measures(tokens[k].low) and k):
        k -= 1
    token = tokens[k]
    return token.text == "%" or token.text[0].isdigit() or token.low in words.units
