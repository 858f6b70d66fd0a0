"""Whose number it is in a clause without a verb of its own: the one name there, the one behind the colon, the one on the noun."""

from __future__ import annotations

from impact.claims.drafts import Draft
from impact.claims.mentions import Mention
from impact.claims.subject import Subject

GENITIVE = 8  # characters of an article or preposition between a noun and its name ("der ", "in the ")


def named(draft: Draft, answer: Subject, absolute: frozenset[str]) -> Mention | None:
    """The mention that the claim belongs to instead of ``answer``; None where the answer stays."""
    own = behind_colon(draft) or only_name(draft, answer, absolute) or opener(draft, answer, absolute)
    return own or (None if answer.symbols else behind_noun(draft))


def opener(draft: Draft, answer: Subject, absolute: frozenset[str]) -> Mention | None:
    """ "Salesforce led decliners in the Dow with a 7% loss": of two names before "with", the one that the sentence is about."""
    c = draft.clause
    before = c.previous
    if c.opener not in absolute or c.mentions or before is None or answer.span is None:
        return None
    leading = [m for m in before.mentions if m.symbols and m.role == "subject"]
    other = [m for m in before.mentions if m.role == "oblique" and (m.start, m.end) == answer.span]
    return leading[0] if len(leading) == 1 and other else None


def only_name(draft: Draft, answer: Subject, absolute: frozenset[str]) -> Mention | None:
    """The one name of a clause without a verb ("Nvidia-Aktie: -16,97 %"), where the answer lies outside that clause."""
    c, q = draft.clause, draft.quantity
    named = [m for m in c.mentions if m.symbols]
    if q is None or c.bracket or c.verbs or c.levels or len(named) != 1 or named[0].end > q.start or answer.span is None:
        return None
    outside = answer.span[1] <= named[0].start or answer.span[0] > q.end
    return named[0] if outside and (named[0].role == "subject" or c.opener in absolute) else None


def behind_colon(draft: Draft) -> Mention | None:
    """ "Schlusslicht im Dax: Beiersdorf (-1,2 %)": whose rank it is stands behind the list that it leads."""
    c = draft.clause
    later = c.following
    if draft.kind != "rank" or c.verbs or c.levels:
        return None
    found = [m for m in c.mentions if m.start >= draft.end] + (later.mentions[:1] if later is not None and later.opener == ":" else [])
    shares = [m for m in found if m.symbols and m.role == "subject" and m.kind == "stock"]
    alone = not any(m.role == "subject" and m.symbols and m.kind == "stock" for m in c.mentions if m.end <= draft.start)
    return shares[0] if shares and alone else None


def behind_noun(draft: Draft) -> Mention | None:
    """ "ein jäher Abfall der US-Technologieaktien": the name that hangs on the noun of movement, where nothing else was found."""
    mark = draft.mark
    if draft.superlative is not None:
        after = [m for m in draft.clause.mentions if m.symbols and m.start > draft.start]
    elif mark is None or mark.entry.tag != "move.noun":
        return None
    else:
        after = [m for m in draft.clause.mentions if m.symbols and 0 < m.start - mark.end <= GENITIVE]
    return after[0] if after else None
