"""What a language file must hold, and the phrases that it gives; an error names the file and the key.

Two kinds of lists: *phrases* (a string is one phrase, its words divided by spaces) and *forms* (a string holds the forms
of one word, ``_`` joins the words of a phrase). :data:`FORMS` says which tables hold forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from impact.errors import LanguageError
from impact.languages.lexicon import Entry

DIRECTIONS = ("up", "down")
DEGREES = ("slight", "moderate", "strong", "massive")
FORMS = {
    "reject",
    "transitive",
    "metric",
    "level.verbs",
    "rank.overtake",
    "rank.most_valuable",
    "record.high",
    "record.low",
    "record.superlative_up",
    "record.superlative_down",
    "time.months",
    "time.weekdays",
}

#: keys that must be there, with the type of their value
REQUIRED: dict[str, type] = {
    "detect.words": list, "sentence.abbreviations": list, "sentence.ordinals": bool, "gate.words": list,
    "number.decimal": str, "number.group": str, "number.words": dict, "number.fractions": dict,
    "scale": dict, "unit.percent": list, "unit.points": list, "currency": dict,
    "hedge.about": list, "hedge.almost": list, "hedge.just_under": list, "hedge.just_over": list, "hedge.over": list, "hedge.under": list,
    "role.by": list, "role.to": list, "role.from": list, "moves": list, "level.verbs": list, "metric.cap": list, "metric.price": list,
    "modality.negation": list, "modality.hypothetical": list, "boundary.words": list, "boundary.list": list,
    "record.high": list, "record.low": list, "basis.intraday": list, "basis.close": list,
    "time.months": list, "time.weekdays": list, "time.today": list, "time.yesterday": list,
}  # fmt: skip

#: tables whose phrases go into the lexicon, tag "table.key"
MARKED = (
    "transitive", "level", "metric", "reject", "modality", "boundary", "record", "rank", "basis", "time", "degree", "cause",
    "equivalence", "comparison", "neutral",
)  # fmt: skip


def validate(name: str, tables: Mapping[str, Any], code: str) -> None:
    """Raise :class:`LanguageError` for the first key that breaks the contract."""
    if tables.get("code") != code:
        raise LanguageError(f"{name} code", f"is {tables.get('code')!r}", f"write {code!r}, the name of the file")
    if not isinstance(tables.get("name"), str):
        raise LanguageError(f"{name} name", "is missing", "give the name of the language in that language")
    for key, kind in REQUIRED.items():
        table, _, field = key.partition(".")
        value = tables.get(table, {}).get(field) if field else tables.get(table)
        if value is None:
            raise LanguageError(f"{name} [{table}] {field or table}", "is missing", "see another language file for what it holds")
        if not isinstance(value, kind):
            raise LanguageError(f"{name} [{table}] {field or table}", f"is no {kind.__name__}", f"write a {kind.__name__}")
        if not value and kind is not bool:
            raise LanguageError(f"{name} [{table}] {field or table}", "is empty", "give at least one entry")
    for key in ("months", "weekdays"):
        needed = {"months": 12, "weekdays": 7}[key]
        if len(tables["time"][key]) != needed:
            raise LanguageError(f"{name} [time] {key}", f"has {len(tables['time'][key])} entries", f"give {needed}, in order")
    _validate_moves(name, tables["moves"])
    _validate_numbers(name, tables)
    for table in MARKED:
        for key, words in tables.get(table, {}).items():
            _strings(f"{name} [{table}] {key}", words)


def _validate_moves(name: str, moves: list[Any]) -> None:
    for number, move in enumerate(moves, 1):
        where = f"{name} [[moves]] {number}"
        if move.get("direction") not in DIRECTIONS:
            raise LanguageError(f"{where} direction", f"is {move.get('direction')!r}", "write up or down")
        if move.get("degree", "strong") not in DEGREES:
            raise LanguageError(f"{where} degree", f"is {move['degree']!r}", f"write one of {', '.join(DEGREES)}")
        for key, words in move.items():
            if key in ("direction", "degree"):
                continue
            if key not in ("verbs", "separable", "nouns", "adverbs"):
                raise LanguageError(f"{where} {key}", "is unknown", "write verbs, separable, nouns or adverbs")
            _strings(f"{where} {key}", words)
            if key == "separable":
                for word in words:
                    if word.count("|") != 2:
                        raise LanguageError(
                            f"{where} separable", f"{word!r} has not three parts", "write particle|simple forms|participles"
                        )


def _validate_numbers(name: str, tables: Mapping[str, Any]) -> None:
    for where, table in (
        ("number.words", tables["number"]["words"]),
        ("number.fractions", tables["number"]["fractions"]),
        ("number.times", tables["number"].get("times", {})),
        ("scale", tables["scale"]),
    ):
        for word, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise LanguageError(f"{name} [{where}] {word}", f"is {value!r}", "write a positive number")
    for way, pairs in tables["number"].get("multiples", {}).items():
        where = f"{name} [number.multiples] {way}"
        if way not in DIRECTIONS:
            raise LanguageError(where, "is no direction", "write up or down")
        for pair in pairs if isinstance(pairs, list) else [None]:
            forms, value = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
            if not isinstance(forms, str) or not forms.strip() or isinstance(value, bool) or not isinstance(value, int | float):
                raise LanguageError(where, f"{pair!r} is no pair of forms and per cent", 'write ["double doubled", 100]')
    for iso, words in tables["currency"].items():
        if iso != "hundredth":
            if not (len(iso) == 3 and iso.isupper()):
                raise LanguageError(f"{name} [currency] {iso}", "is no ISO 4217 code", "write three capitals")
            _strings(f"{name} [currency] {iso}", words)


def _strings(where: str, words: Any) -> None:
    if isinstance(words, dict):
        for key, value in words.items():
            _strings(f"{where}.{key}", value)
        return
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise LanguageError(where, "is no list of words", "write a list of strings, none of them empty")
    for word in words:
        if word != word.lower():
            raise LanguageError(where, f"{word!r} has capitals", "write it in lower case: text is compared in lower case")


def phrases(tables: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """All phrases of the language with their entries."""
    for move in tables["moves"]:
        yield from _moves(move)
    for key, pairs in tables["number"].get("multiples", {}).items():
        for forms, value in pairs:
            for form in _forms(forms):
                yield form, Entry("multiple", direction=key, value=float(value), lemma=forms.split()[0])
    for table in MARKED:
        for key, words in tables.get(table, {}).items():
            tag = f"{table}.{key}"
            if isinstance(words, dict):
                continue
            for number, word in enumerate(words):
                direction = key if table == "transitive" else None
                if table in FORMS or tag in FORMS:
                    for form in _forms(word):
                        yield form, Entry(tag, direction=direction, value=number, lemma=word.split()[0])
                elif tag == "record.place":
                    phrase, _, place = word.partition("=")
                    yield phrase, Entry(tag, value=int(place), lemma=phrase)
                else:
                    yield word, Entry(tag, degree=key if table == "degree" else None, value=number, lemma=word)


def _moves(move: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    direction, degree = move["direction"], move.get("degree")
    for key in ("verbs", "nouns"):
        for word in move.get(key, ()):
            for form in _forms(word):
                yield form, Entry(f"move.{key[:-1]}", direction, degree, lemma=word.split()[0])
    for word in move.get("adverbs", ()):
        yield word, Entry("move.adverb", direction, degree, lemma=word)
    for word in move.get("separable", ()):
        particle, simple, participles = word.split("|")
        infinitive = simple.split()[0]
        lemma = particle.replace(" ", "") + infinitive
        for form in simple.split():
            yield form, Entry("move.verb", direction, degree, particle=particle, lemma=lemma)
            yield f"{particle}{form}" if " " not in particle else f"{particle} {form}", Entry("move.verb", direction, degree, lemma=lemma)
        yield f"{particle}zu{infinitive}", Entry("move.verb", direction, degree, lemma=lemma)
        for form in participles.split():
            yield form, Entry("move.verb", direction, degree, lemma=lemma)


def forms(table: str, key: str, words: Iterable[str]) -> Iterator[str]:
    """The list ``[table] key`` as texts have it: the forms of each word apart where the table holds forms, else each phrase."""
    held = table in FORMS or f"{table}.{key}" in FORMS
    for word in words:
        yield from _forms(word) if held else (word,)


def _forms(word: str) -> Iterator[str]:
    for form in word.split():
        yield form.replace("_", " ")
