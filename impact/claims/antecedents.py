"""Whom a stand-in, or no word at all, means: looked up in what the document said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from impact.claims.counted import those_counted
from impact.claims.focus import Focus, best_match, fits_kind, matching
from impact.claims.gazetteer import HOME, Entity, gazetteer, lead_indices, places
from impact.claims.mention import Mention
from impact.claims.subject_words import SubjectWords

REACH, FAR_REACH = 4, 12  # sentences that a stand-in may look back, and when that finds nothing
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![.,]\d)")
LEADS = frozenset({"LEAD", "BENCHMARK"})  # what an index of a whole market is called, by its name or by use
POOL = 200  # names that an epithet may look back over


def antecedent(mention: Mention, number: int, focus: Focus, unit: str | None, metric: str | None) -> Mention | None:
    """What the pronoun, share word or epithet ``mention`` of sentence ``number`` stands for."""
    if mention.count:
        return those_counted(mention, number, focus, metric)
    if "PERSONAL" in mention.tags:
        return focus.last_of_main()
    candidates = [m for m in focus.before(mention.start, number, REACH) if mention.plural or not (m.members or m.form == "group")]
    if mention.form == "epithet":
        if mention.kind == "index":
            last = focus.index_before(mention.start, number) if mention.tags == {"ANY"} else None
            return last or index_meant(mention, candidates, focus)
        return _company(mention, candidates, focus, unit, metric)
    near = [m for m in candidates if fits_kind(m, unit, mention.kind, metric)]
    company = bool(near) and near[0].kind in ("stock", "company")
    if company and near[0].start < focus.paragraph(mention.start) and focus.several(number - 1):
        return focus.last_of_main()  # the first stand-in of a paragraph, behind several companies: the one of the document or nobody
    label = focus.labelled(number)
    if label is not None and fits_kind(label, unit, mention.kind, metric) and not any(focus.in_sentence(m, number) for m in near[:1]):
        return label
    if "MASCULINE" in mention.tags:
        near = [m for m in near if m.kind == "index"] or near
    if near and near[0].start < focus.section(mention.start) and (main := focus.last_of_main()) is not None:
        return main  # the first stand-in behind a heading means what the document is about
    if company and focus.headed and not set(near[0].symbols) & focus.main() and focus.apart(near[0].start, mention.start):
        return focus.last_of_main()  # a whole paragraph ago another company was spoken of
    if not near:
        far = focus.before(mention.start, number, FAR_REACH)
        near = [m for m in far if fits_kind(m, unit, mention.kind, metric) and not m.members]
    return near[0] if near else None


def looking_back(text: str, meant: Mention, sentence: str, focus: Focus, words: SubjectWords) -> Mention:
    """The company of the document where a look back over years follows another one.

    "Der Branchenkollege X fiel. Als das Papier 2021 …": a peer was an aside. "From a peak of $171 in 2021 …, it has fallen
    97%": what opens with a preposition and a high or low goes back to what the headline is about.
    """
    if not _YEAR.search(sentence):
        return meant
    main = focus.main()
    before = text[max(0, meant.start - 40) : meant.start].split()
    opening = [word.strip(",.").lower() for word in sentence.split()[:5]]
    led = focus.headed and bool(opening) and opening[0] in words.looking_back and any(words.measures(word) for word in opening[1:])
    if not led and (not before or before[-1].lower() not in words.rivals):
        return meant
    return focus.last_of_main() or meant if main else meant


def _company(mention: Mention, candidates: Sequence[Mention], focus: Focus, unit: str | None, metric: str | None) -> Mention | None:
    near = [m for m in candidates if fits_kind(m, unit, "company", metric)]
    if mention.tags or mention.countries or mention.words:
        recent = [m for _, m in reversed(focus.mentions[-POOL:])]
        pool = [m for m in recent if not m.members and m.kind not in ("index", "group", "future", "commodity")]
        pool += [x for m in recent for x in m.members]
        found = matching(mention, near + pool)
        if found:
            row = next((m.members for m in recent if found[0] in m.members), ())
            if not mention.words and len(set(row) & set(matching(mention, row))) > 1:
                return None  # "the airline" after two of them
            alike = {m.symbols for m in found if best_match(mention, m) == best_match(mention, found[0])}
            if mention.words and not mention.tags and len(alike) > 1 and tuple(sorted(focus.main())) not in alike:
                return None  # "die Münchner", where two companies are from there
            main = [m for m in found if set(m.symbols) == focus.main() and focus.headed]
            return main[0] if main and not mention.words and best_match(mention, main[0]) == best_match(mention, found[0]) else found[0]
        for word in mention.words if not mention.plain else ():  # "the Cincinnati company": one of many there
            entity = gazetteer().products.get(word.lower())
            if entity is not None:  # "der iPhone-Hersteller" where Apple was not named yet
                return replace(mention, form="name", symbols=entity.symbols, entity=entity, kind=entity.kind)
        if mention.tags or mention.countries or any(w.lower() in places() for w in mention.words):
            return None  # it says something, and of nobody that was named
    return near[0] if near else None


def unsaid(position: int, number: int, focus: Focus, unit: str | None, metric: str | None) -> Mention | None:
    """The subject of a clause that names none."""
    for reach in (REACH, FAR_REACH - 2):
        for mention in focus.before(position, number, reach):
            if fits_kind(mention, unit, "", metric) and not (mention.kind == "index" and unit == "currency"):
                return mention
    return None


def index_meant(mention: Mention, candidates: Sequence[Mention], focus: Focus) -> Mention | None:
    """The index that "der Leitindex" or "the benchmark" stands for: of those named before, the last that fits.

    Failing that, the lead index of a country that the words themselves name ("der deutsche Leitindex").
    """
    if "SUB" in mention.tags:
        return None
    if HOME in mention.countries:
        leads = (x for _, m in focus.mentions for x in m.members or (m,) if x.entity is not None and "LEAD" in x.entity.groups)
        return next((m for m in leads if m.kind == "index"), None)
    indices = [m for m in candidates if m.kind == "index" and not m.members]
    said = [x for _, m in reversed(focus.mentions[-POOL:]) for x in (m.members or (m,)) if x.kind == "index"]
    indices += [x for x in said if x.start < mention.start] + [x for x in said if x.start > mention.end]  # named after it: a last resort
    wanted = mention.tags - {"ANY"}
    for fitting in (wanted, LEADS, frozenset[str]()) if wanted & LEADS else (wanted,):
        for index in indices:
            groups = index.entity.groups if index.entity is not None else frozenset[str]()
            if mention.countries and not mention.countries & groups:
                continue
            if fitting and not fitting & groups:
                continue
            return index
    if not wanted & LEADS:
        return None
    return _lead(mention, mention.countries) or (_lead(mention, frozenset(mention.words)) if len(mention.words) == 1 else None)


def lead_index(group: Mention) -> Entity | None:
    """The lead index of the country whose market ``group`` is."""
    region, _, rest = group.symbols[0].partition("_")
    found = _lead(group, frozenset({region})) if rest == "MARKET" else None
    return found.entity if found is not None else None


def _lead(mention: Mention, countries: frozenset[str]) -> Mention | None:
    for entity in lead_indices():
        if countries & entity.groups:
            return Mention(
                start=mention.start,
                end=mention.end,
                symbols=entity.symbols,
                form="index",
                name=entity.instrument.name,
                entity=entity,
                kind="index",
            )
    return None


def market_index(found: Sequence[Mention], focus: Focus) -> Mention | None:
    """The lead index of a market that lost points ("Indian stock markets crashed by over 5,000 points")."""
    for mention in found:
        if mention.form == "group" and mention.role == "subject" and "MARKET" in mention.symbols[0]:
            country = frozenset(mention.symbols[0].split("_")[:1])
            return index_meant(replace(mention, tags=frozenset({"LEAD"}), countries=country), [], focus)
    return None
