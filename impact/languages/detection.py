"""Which language a text is in: by its small words, and where it has too few of them, by the words of markets as well.

Languages that are not read have lists of small words of their own (``strangers/small_words.toml``): without them a text in Dutch
would be taken for the nearest language that is read.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, filterfalse

from impact.languages.loading import codes, load

SAMPLE = 2_500  # characters at the beginning that decide the language of a text
TAIL = 1_000  # characters at the end that do so as well: press releases have their translation there
MARGIN = 1.25  # how many times as many words of one language as of any other are needed
ENOUGH = 6  # small words; with fewer the words of markets are counted too
LEAST = 2  # words of the language that make it more than a guess
MIXED = 0.25  # of the words: where another language that is read has as many, paragraphs are looked at
LONG = 12  # words that a paragraph must have for its language to be said

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Detected:
    """``code`` of a language that is read, or None; ``unsure`` where little speaks for it; ``other``: in which some paragraphs are."""

    code: str | None
    unsure: bool = False
    other: str | None = None


def detect_language(text: str) -> str | None:
    """The code of the language that most small words of ``text`` belong to; None when none leads clearly, or one that is not read does."""
    return detected(text).code


def detected(text: str) -> Detected:
    """What :func:`detect_language` finds, and how sure that is."""
    sample = text if len(text) <= SAMPLE + TAIL else f"{text[:SAMPLE]}\n{text[-TAIL:]}"
    scores, words = _scores(sample)
    read, strangers = _apart(scores)
    (best, code), second = read[0], (read[1][0] if len(read) > 1 else 0)
    if best < ENOUGH and best + len(words) < 10 * ENOUGH:  # a headline, not a long text in an unknown language
        for known in _market_words(sample):
            scores[known] += 1
        read, strangers = _apart(scores)
        (best, code), second = read[0], (read[1][0] if len(read) > 1 else 0)
    strangest = strangers[0][0] if strangers else 0
    if not best or best <= strangest:
        return Detected(None)
    if best >= ENOUGH and second >= best * MIXED and (shares := _paragraphs(text)):
        (most, words_of), *others = shares
        if others and others[0][1] >= words_of * MIXED:
            return Detected(most, other=others[0][0])
    if best < second * MARGIN:
        return Detected(None)
    return Detected(code, unsure=best < LEAST or max(second, strangest) * 2 > best < ENOUGH)


def _scores(text: str) -> tuple[dict[str, int], list[str]]:
    tokens = text.lower().split()
    rest = " ".join(filterfalse(str.isalpha, tokens))  # most tokens are words already: the pattern is for the others
    owners = _owners()
    scores = dict.fromkeys(_detectors(), 0)
    for word, times in Counter(filter(owners.__contains__, chain(tokens, _WORD.findall(rest)))).items():
        for code in owners[word]:
            scores[code] += times
    return scores, tokens


def _apart(scores: Mapping[str, int]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Languages that are read, and those that are not, each with the best first."""
    order = sorted(((score, code) for code, score in scores.items()), reverse=True)
    return [pair for pair in order if not pair[1].startswith("?")], [pair for pair in order if pair[1].startswith("?")]


def _market_words(text: str) -> Iterable[str]:
    """For each word of markets the codes of the languages that know it."""
    for word in _WORD.findall(text.lower()):
        if len(word) > 3 and word not in _owners():
            yield from (code for code in codes() if _of_market(code, word))


def _of_market(code: str, word: str) -> bool:
    language = load(code)
    return word in _units(code) or any(not rest for rest, _ in language.lexicon.openings(word))


@cache
def _units(code: str) -> frozenset[str]:
    tables = load(code).tables
    currencies = (words for words in tables["currency"].values() if isinstance(words, list))
    return frozenset(chain(tables["scale"], tables["unit"]["percent"], tables["unit"]["points"], *currencies))


def _paragraphs(text: str) -> list[tuple[str, int]]:
    """How many words stand in paragraphs of each language that is read, most first."""
    found: Counter[str] = Counter()
    for paragraph in text.splitlines():
        scores, words = _scores(paragraph)
        read, strangers = _apart(scores)
        if len(words) >= LONG and read[0][0] > max((read[1][0] if len(read) > 1 else 0) * MARGIN, strangers[0][0]):
            found[read[0][1]] += len(words)
    return found.most_common()


@cache
def _detectors() -> dict[str, frozenset[str]]:
    """Small words by code; the codes of languages that are not read begin with a question mark."""
    found: dict[str, frozenset[str]] = {}
    for code in codes():  # only the [detect] table is read here: a whole file would cost its milliseconds in every run
        text = resources.files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
        table = re.search(r"^\[detect\]\nwords = (\[.*?\])$", text, re.MULTILINE)
        words = tomllib.loads(f"words = {table[1]}")["words"] if table else load(code).tables["detect"]["words"]
        found[code] = frozenset(words)
    strangers = tomllib.loads((resources.files(__package__) / "strangers" / "small_words.toml").read_text(encoding="utf-8"))
    return found | {f"?{code}": frozenset(words) for code, words in strangers.items()}


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """For each small word the codes of the languages that have it."""
    owners: dict[str, list[str]] = {}
    for code, words in _detectors().items():
        for word in filter(str.isalpha, words):
            owners.setdefault(word, []).append(code)
    return {word: tuple(found) for word, found in owners.items()}
