"""Wordings that tie a number to a name, or keep it from all names, wherever else names stand in the sentence."""

from __future__ import annotations

import re

from impact.claims.mention import Mention, bare, tokenize
from impact.claims.nearness import Scene
from impact.claims.subject_words import SubjectWords

Span = tuple[int, int]

#: stands for something that is no share: the claim has no subject
NOBODY = Mention(start=0, end=0, symbols=(), form="unknown_name", name="", role="oblique")
BRACKET_GAP = 18  # characters between a name and the bracket with its number
AHEAD = 4  # words before an amount among which the verb that takes it away can stand
BEHIND = 60  # characters behind a verb in which its subject can begin
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w-]+\Z")
_PARTICLE = re.compile(r"(?:['’]s?)?(?: [a-zäöü]{2,4})?")  # "Positiv fielen Qiagen auf, die …"
_GAP = re.compile(r"(?:[^\W\d]+ ){0,3}[-+–−$€£]?")  # between an aside and a number whose verb was said before
_DIGIT = re.compile(r"\d")
_DIGIT_OR_STOP = re.compile(r"[\d,;]")


def tie(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """The name that a wording ties the number at ``anchor`` to, :data:`NOBODY`, or None where no wording does."""
    for rule in (bracketed, apposed, relative, cleft, behind_aside):
        mention = rule(scene, anchor, words)
        if mention is not None:
            return mention
    return None


def taken_from(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "wiped $2 trillion from the S&P 500", "$300 billion vanished from Apple": an amount, a verb of taking beside it, and from whom."""
    text = scene.text
    mention = next((m for m in scene.found if m.start >= anchor[1]), None)
    if mention is None or not mention.named or mention.role == "source" or _DIGIT_OR_STOP.search(text, anchor[1], mention.start):
        return None
    gap = text[anchor[1] : mention.start].lower().split()
    while gap and gap[-1] in words.definite:
        gap.pop()
    if not gap or gap[-1] not in words.taken_from:
        return None
    ahead = text[scene.span[0] : anchor[0]].lower().split()[-AHEAD:]
    return mention if any(words.takes(word) for word in (*gap, *ahead)) else None


def bracketed(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "Nvidia (-17 %)": the name before the bracket; "(Nvidia -3 %, AMD -2 %)" is left to the distance."""
    text = scene.text
    opened = text.rfind("(", scene.span[0], anchor[0])
    if opened < 0 or text.find(")", opened, anchor[0]) >= 0 or any(opened < m.start < anchor[0] for m in scene.found):
        return None
    before = text[scene.span[0] : opened].split()
    if before and before[-1].lower() in words.blocked_heads:
        return NOBODY  # "its rival ($1.06 trillion)"
    mention = next((m for m in reversed(scene.found) if m.end <= opened), None)
    if mention is None or not mention.named:
        return None
    gap = text[mention.end : opened]
    if gap.strip() and (len(gap) >= BRACKET_GAP or _DIGIT_OR_STOP.search(gap)):
        return None
    return mention.members[-1] if mention.members else mention


def closed(scene: Scene, anchor: Span) -> int:
    """Where the bracket closes that ``anchor`` lies in; -1 outside brackets: a number in one belongs to no name behind it."""
    opened = scene.text.rfind("(", scene.span[0], anchor[0])
    if opened < 0 or scene.text.find(")", opened, anchor[0]) >= 0:
        return -1
    return scene.text.find(")", anchor[1], scene.span[1])


def apposed(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "Foobar, at minus 3.2 percent, held up better": a number between commas belongs to the name before them."""
    text = scene.text
    mention = next((m for m in reversed(scene.found) if m.end <= anchor[0]), None)
    if mention is None or not mention.named or mention.members or text[anchor[1] : anchor[1] + 1] != ",":
        return None
    gap = text[mention.end : anchor[0]]
    opening = gap[2:].lower().split()
    return mention if gap[:2] == ", " and 0 < len(opening) <= 3 and opening[0] in words.own_number else None


def relative(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "… der Dax, der 4 Prozent gewonnen hatte": a relative clause speaks of the name before its comma.

    Where the noun before the comma is nothing on a market ("… die Erstanträge, die um 16.000 sanken") the answer is :data:`NOBODY`.
    """
    text = scene.text
    comma = text.rfind(", ", scene.span[0], anchor[0])
    opening = _WORD.match(text, comma + 2) if comma >= 0 else None
    if opening is None or opening[0].lower() not in words.relative or opening.end() > anchor[0]:
        return None
    for mention in scene.found:
        owns = opening[0].lower() in words.relative_possessives  # "a strategist at Barclays, whose shares lost 2%"
        if mention.named and (mention.role != "source" or owns) and _PARTICLE.fullmatch(scene.text, mention.end, comma):
            low = opening[0].lower()
            if low in words.relative_possessives and _of_its_business(text, opening.end(), anchor[0], words):
                return NOBODY  # "Microsoft, whose Azure business grew 29%, rose"
            passed = set() if low in words.relative_places else {"pronoun"}
            passed |= {"share_word"} if low in words.relative_possessives else set()
            owned = any(opening.end() <= m.start < anchor[0] and m.role == "subject" and m.form not in passed for m in scene.found)
            return None if owned else mention
    return NOBODY if _of_something_else(scene, comma, (opening.end(), anchor[0]), words) else None


def _of_its_business(text: str, start: int, end: int, words: SubjectWords) -> bool:
    """Whether what is whose is nothing that a company has on a market."""
    inside = [bare(word) for word in text[start:end].lower().split()]
    return not words.noun_capitals and bool(inside) and not any(words.measures(word) and not words.begins_move(word) for word in inside)


def cleft(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "It was Walmart that had fallen 11 %", "es war Infineon, das 6 % verlor": the last name before "that"."""
    text, low = scene.text, scene.text[scene.span[0] : anchor[0]].lower()
    opened = max((low.rfind(f"{phrase} ") + len(phrase) for phrase in words.clefts if f"{phrase} " in low), default=-1)
    for that in _WORD.finditer(text, scene.span[0] + opened, anchor[0]) if opened >= 0 else ():
        mention = next((m for m in reversed(scene.found) if scene.span[0] + opened <= m.start and m.end <= that.start()), None)
        if mention is None or that[0].lower() not in words.cleft_relative or (words.noun_capitals and text[that.start() - 2] != ","):
            continue
        later = [m for m in scene.found if that.end() <= m.start < anchor[0] and m.named and m.role == "subject"]
        parted = any(that.end() <= p < m.start for p, _ in scene.bounds for m in later)
        parted = parted or not {";", ":"}.isdisjoint(text[that.end() : anchor[0]])
        return mention if mention.named and mention.role == "subject" and not parted else None
    return None


def behind_aside(scene: Scene, anchor: Span, words: SubjectWords) -> Mention | None:
    """ "Siemens Energy, whose arm Gamesa is in trouble, lost 2 %": behind the aside the sentence goes on with what stood before it."""
    text = scene.text
    closing = text.rfind(", ", scene.span[0], anchor[0])
    verb = _WORD.match(text, closing + 2) if closing >= 0 else None
    if verb is None or any(closing < m.start < anchor[0] for m in scene.found):
        return None
    moved, gapped = words.begins_move(verb[0].lower()), _GAP.fullmatch(text, closing + 2, anchor[0]) is not None
    if not (gapped or _finite(verb[0], words)):
        return None
    for mention in reversed(scene.found):
        if mention.end >= closing or text[mention.end : mention.end + 2] != ", ":
            continue
        opening = [m for m in (_WORD.match(text, mention.end + 2),) if m is not None and text.find(", ", m.end(), closing) < 0]
        if opening and _opens_aside(text, opening[0], closing, words, moved or gapped):
            return mention if mention.named and mention.role == "subject" else None
    return None


def _opens_aside(text: str, opening: re.Match[str], closing: int, words: SubjectWords, plain: bool) -> bool:
    """Whether a relative clause begins at ``opening``, or (``plain``: the number is near) an apposition with an article."""
    low = opening[0].lower()
    if low in words.relative and (not words.noun_capitals or text[closing - 1].islower()):
        return True
    second = _WORD.match(text, opening.end() + 1)
    if plain and not words.noun_capitals and _bare_aside(text[opening.start() : closing].lower().split(), words):
        return not _DIGIT.search(text, opening.end(), closing)
    if (low in words.oblique or low in words.weak_prepositions) and second is not None and second[0].lower() in words.relative:
        return True  # "die Nasdaq, an der …"
    return plain and (low in words.definite or low in words.indefinite) and not _DIGIT.search(text, opening.end(), closing)


def _bare_aside(aside: list[str], words: SubjectWords) -> bool:
    """ "the CAC 40, full of banks, put on 7%", "the Dow, despite a rally in Boeing, lost 3%": no clause that goes on, no row."""
    if aside[0] in words.oblique:
        return True
    return aside[0] not in (*words.joins, *words.pronouns) and not any(words.begins_move(word) for word in aside)


def _finite(word: str, words: SubjectWords) -> bool:
    """Whether a word behind a comma can be the verb with which the sentence goes on."""
    function = (words.common, words.oblique, words.pronouns, words.definite, words.indefinite, words.relative, words.joins)
    return word.islower() and (words.begins_move(word) or not any(word in these for these in function))


def _of_something_else(scene: Scene, comma: int, clause: Span, words: SubjectWords) -> bool:
    """``clause`` lies between the relative word and the number; an article ("…, die Aktie") opens no relative clause."""
    noun = _LAST_WORD.search(scene.text, max(scene.span[0], comma - 40), comma)
    inside = _WORD.findall(scene.text, *clause)
    if not words.noun_capitals or noun is None or not inside or inside[0][0].isupper() or inside[0].lower() in words.impersonal:
        return False
    low = noun[0].lower()
    if not noun[0][0].isupper() or any(words.measures(part) for part in (low, low.rsplit("-", 1)[-1], *map(str.lower, inside))):
        return False
    return low not in words.time_nouns and low not in words.units and not any(m.start <= noun.start() < m.end for m in scene.found)


def yardstick(scene: Scene, index: Mention, anchor: Span, metric: str, words: SubjectWords) -> bool:
    """Whether an index only says among whom a record or rank is: "the biggest gain in the S&P 500", "the DAX's biggest loser"."""
    if not words.inside.isdisjoint(scene.text[max(scene.span[0], index.start - 8) : index.start].lower().split()[-2:]):
        return True
    return metric == "ranking" and (index.start >= anchor[1] or scene.text[index.end : anchor[0]] in ("'s ", "’s "))


def other_subject(scene: Scene, clause: Span, predicate: Span, words: SubjectWords) -> bool:
    """Whether a clause has a subject of its own that names nothing on a market: "Household goods and insurance led …".

    Where nouns have capitals the subject may stand behind its verb: "Am Tesla-Standort verlor die SPD".
    """
    if _derived(scene, (max(clause[0], scene.span[0]), predicate[0]), words):
        return True
    if words.noun_capitals:
        return _behind_verb(scene, predicate, words)
    if predicate[0] <= clause[0]:
        return False
    nouns = 0
    for token in scene.tokens_in(max(clause[0], scene.span[0]), predicate[0], words):
        low = bare(token.low)
        if words.measures(low) or low in words.pronouns or low in words.demonstrative or token.text[0].isdigit():
            return False
        if low in words.agents or (
            token.text[0].isalpha()
            and not (
                low in words.common
                or low in words.oblique
                or low in words.time_nouns
                or low in words.units
                or low.endswith(words.adverb_tails)
                or words.dates(low)
            )
        ):
            nouns += 1
    return nouns > 0


def of_many(scene: Scene, place: Span, words: SubjectWords) -> bool:
    """Whether what is measured belongs to several companies without a name: "the market value of listed companies"."""
    tokens = scene.tokens_in(max(place[0], scene.span[0]), place[1], words)
    of = [k for k, t in enumerate(tokens) if k and t.low in words.genitive_articles and words.measures(tokens[k - 1].low)]
    return any(t.low in words.plural_heads for k in of for t in tokens[k + 1 : k + 1 + AHEAD])


def _derived(scene: Scene, place: Span, words: SubjectWords) -> bool:
    """A fund, a certificate or an option on a share is not the share: "Ein Short-ETF auf Nvidia gewann"."""
    tokens = scene.tokens_in(*place, words) if place[0] < place[1] else ()
    return any(t.low.rpartition("-")[2] in words.derivatives and (t.capital or not words.noun_capitals) for t in tokens)


def _behind_verb(scene: Scene, predicate: Span, words: SubjectWords) -> bool:
    """Whether the verb is followed by an article and a noun that has no price."""
    behind = tokenize(scene.text, predicate[1], min(scene.span[1], predicate[1] + BEHIND), words)[:2]
    if len(behind) < 2 or behind[0].low not in words.definite or not behind[1].capital or scene.text[predicate[1] : behind[0].start] != " ":
        return False
    noun = behind[1]
    priced = words.measures(noun.low) or words.measures(noun.low.rsplit("-", 1)[-1]) or noun.low in words.index_heads
    named = any(m.start <= noun.start < m.end for m in scene.found)
    described = words.head_pattern.match(noun.low) or words.group_pattern.match(noun.low)  # "gewann der Weltmarktführer"
    return not (priced or named or described or noun.low in words.time_nouns or noun.low in words.units)
