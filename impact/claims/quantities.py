"""Numbers with their unit, scale, currency, hedge and the preposition that leads them."""

from __future__ import annotations

from typing import Any

from impact.claims.numbers import parse_number, places
from impact.claims.pairs import Pairs
from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Language
from impact.records import Hedge

SCALES = 2  # scale words of one number ("lakh crore", "thousand billion"); more are no number
LONGEST_COMPOUND = 3  # "Billionen-Dollar-Marke"


class Scanner:
    """Finds the quantities of a sentence with the words of one language."""

    def __init__(self, language: Language) -> None:
        t: Any = language.tables
        self.decimal, self.group = t["number"]["decimal"], t["number"]["group"]
        self.words: dict[str, float] = t["number"]["words"]
        self.fractions: dict[str, float] = t["number"]["fractions"]
        self.spelled = self.words.keys() | self.fractions.keys()
        self.scale: dict[str, float] = t["scale"]
        self.units = {word: unit for unit, words in t["unit"].items() for word in words}
        self.currencies = {w: iso for iso, words in t["currency"].items() if iso != "hundredth" for w in words}
        self.hundredths = {w: iso for iso, words in t["currency"].get("hundredth", {}).items() for w in words}
        self.hedges: dict[str, Hedge] = {w: k for k, words in t["hedge"].items() if k != "more" for w in words}
        more = t["hedge"].get("more", {})
        self.plain, self.peak = frozenset(more.get("plain", ())), frozenset(more.get("peak", ()))
        self.more = frozenset(t["time"].get("sequence_more", ()))
        self.roles = {w: role for role in ("by", "to", "from", "above", "below", "with") for w in reversed(t["role"].get(role, ()))}
        links = frozenset(t["role"].get("distributive", ())) | frozenset(t["role"].get("or", ())) | frozenset(t["boundary"]["list"])
        self.measures = {phrase.split()[0] for phrase in (*self.units, *self.currencies, *self.hundredths)}
        self.leading = {phrase.split()[-1] for phrase in (*self.peak, *self.hedges, *self.roles)}  # the words that may end a lead
        self.pairs = Pairs(
            self.roles, frozenset(t["role"].get("range", ())), frozenset(t["role"].get("between", ())), links,
            self.plain | frozenset(self.hedges),
        )  # fmt: skip
        self.clock = frozenset(t["time"].get("clock", ()))
        self.leads = frozenset(t["number"].get("fraction_leads", ()))
        self.ors = frozenset(t["role"].get("or", ()))
        self.counted = frozenset(w for key in ("streak", "period") for w in t["record"].get(key, ()) if w.isalpha())
        self.valued = frozenset(w for w in " ".join(t["metric"]["cap"] + t["metric"]["price"]).replace("_", " ").split() if len(w) > 3)
        self.fold = frozenset(t["number"].get("fold", ()))
        self.link = frozenset(t["number"].get("link", ()))
        self.abbreviations = frozenset(t["sentence"]["abbreviations"])
        self.ordinals = bool(t["sentence"]["ordinals"])

    def scan(self, text: str, s: Sentence, point_decimal: bool, masked: set[int]) -> list[Quantity]:
        """All quantities of the sentence in order; tokens in ``masked`` (dates, index names) are no numbers."""
        found: list[Quantity] = []
        after = 0
        for i, word in enumerate(s.words):
            if not (word[0].isdecimal() or word in self.spelled or "-" in word) or i < after or i in masked:
                continue
            quantity = self._at(text, s, i, point_decimal, found[-1].last if found else 0)
            if quantity is not None:
                found.append(quantity)
                after = quantity.last
        return self.pairs.join(text, s, found) if len(found) > 1 else found

    def _at(self, text: str, s: Sentence, i: int, point_decimal: bool, floor: int) -> Quantity | None:
        words = s.words
        word = words[i]
        value: float | None = None
        finest, by_word = 1.0, False
        j = i + 1
        unit: str | None = None
        if word[0].isdecimal():
            parsed = parse_number(word, self.decimal, self.group, point_decimal=point_decimal)
            if parsed is None:
                return None
            value, finest = parsed
            if j < len(words) and words[j] in self.fractions and words[j] not in self.words:
                return None
        elif word in self.fractions and not (
            word in self.words
            and (self._quantifier(words, j) or (self.words.get(words[j] if j < len(words) else "") == 1 and self._quantifier(words, j + 1)))
        ):
            if i and words[i - 1].isdecimal():
                return None
            if self.leads and "-" not in word and not self._led(words, i):
                return None
            value, by_word, unit = self.fractions[word], True, "fraction"
        elif word in self.words:
            k = j
            number = self.words[word]
            if k < len(words) and words[k] in self.words and self.words[words[k]] < 1 and number == 1:
                number, k = self.words[words[k]], k + 1  # "ein halbes Prozent", "half a trillion"
            elif number < 1 and k < len(words) and self.words.get(words[k]) == 1:
                k += 1
            if k < len(words) and words[k] in self.fractions:
                if self.leads and words[k + 1 : k + 2] and words[k + 1] in self.counted:
                    return None
                value, by_word, unit, j = number * self.fractions[words[k]], True, "fraction", k + 1
            elif k < len(words) and self._quantifier(words, k):
                value, by_word, j = number, True, k
                finest = 1.0 if number >= 1 and number == int(number) else 0.1
            else:
                return None
        elif "-" in word and self._spelled(word):  # "Drei-Billionen-Dollar-Marke"
            value, by_word = self.words[word.split("-", 1)[0]], True
        if value is None:
            return None
        return self._build(text, s, i, j, value, finest, unit, by_word, floor)

    def _spelled(self, word: str) -> bool:
        """Whether a compound is a number word with its scale and unit."""
        first, *rest = word.split("-")
        return first in self.words and all(map(self._measures, rest))

    def _measures(self, part: str) -> bool:
        return part in self.scale or part in self.units or part in self.currencies

    def _led(self, words: list[str], i: int) -> bool:
        """Whether a fraction word is one ("a third", "nearly half its value"), no ordinal ("the third quarter")."""
        before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        if words[i] in self.words:
            if after in ("of", "its", "their", "the"):  # "half its value", not "half its shoes"
                return not self.valued.isdisjoint(words[i + 2 : i + 6])
            return any(" ".join(words[max(0, i - n) : i]) in self.hedges for n in (1, 2))
        return before in self.leads and after not in self.counted  # "down for a fifth straight session"

    def _quantifier(self, words: list[str], k: int) -> bool:
        return (
            k < len(words)
            and (words[k] in self.scale or words[k] in self.units or words[k] in self.currencies or words[k] in self.hundredths)
            and len(words[k]) > 1
        )

    def _build(
        self, text: str, s: Sentence, i: int, j: int, value: float, finest: float, unit: str | None, by_word: bool, floor: int
    ) -> Quantity | None:
        words, spans, count = s.words, s.spans, len(s.words)
        scale, currency = 1.0, None
        if by_word and "-" in words[i] and self._spelled(words[i]):
            scale, unit, currency = self._compound(words[i].split("-")[1:], scale, unit)
        glued = j < count and spans[j][0] == spans[j - 1][1]
        if j < count and words[j] == "-" and glued and j + 1 < count and spans[j + 1][0] == spans[j][1] and words[j + 1][0].isalpha():
            parts = words[j + 1].split("-")
            if parts[0] in self.fold and value > 1:  # "grown 12-fold": eleven times as much on top
                value, unit, by_word, parts = value - 1, "fraction", True, []
            if not all(map(self._measures, parts[:2])):
                return None  # "2.5-Max", "200-Tage-Linie"
            scale, unit, currency = self._compound(parts, scale, unit)
            j += 2
        if j < count and words[j] in self.clock:
            return None
        if unit is None:
            scaled = 0
            while j < count and scaled < SCALES and words[j] in self.scale and (len(words[j]) > 1 or spans[j][0] == spans[j - 1][1]):
                scale *= self.scale[words[j]]
                j, scaled = j + 1, scaled + 1
                if j < count and words[j] == "." and spans[j][0] == spans[j - 1][1] and words[j - 1] in self.abbreviations:
                    j += 1
            if scale > 1 and j + 1 < count and words[j] in self.link:
                j += self._unit(words, j + 1)[0] == "currency"  # "milliards de dollars"
            unit, currency, j, cents = self._unit(words, j)
            if cents:
                scale /= 100
        left, sign, currency2, symbol = self._left_symbols(text, s, i, floor)
        if symbol:
            unit, currency = "currency", currency2
        if unit is None:
            unit = "plain"
        hedge, role, peak, more, first = self._lead(words, left, floor)
        if j < count and words[j] in self.ors and unit in ("percent", "currency", "points", "plain"):  # "5 percent or more", "or so"
            two = " ".join(words[j : j + 2])
            if two in self.hedges:
                hedge, j = self.hedges[two], j + 2
        if unit == "fraction":
            gmin, gmax, value_out = 1.0, 5.0, value * 100
        else:
            gmin, gmax = places(value, finest, scale)
            value_out = float(f"{value * scale:.12g}")
        start = spans[first][0]
        printed_from = spans[left][0]
        return Quantity(
            first,
            j,
            i,
            start,
            spans[j - 1][1],
            value_out,
            None,
            unit,
            currency,
            scale,
            hedge,
            text[printed_from : spans[j - 1][1]],
            gmin,
            gmax,
            sign,
            role,
            peak,
            more,
            by_word,
        )

    def _compound(self, parts: list[str], scale: float, unit: str | None) -> tuple[float, str | None, str | None]:
        """Scale, unit and currency of "Billionen-Dollar-Marke"."""
        currency = None
        for part in parts[:LONGEST_COMPOUND]:
            if part in self.scale:
                scale *= self.scale[part]
            elif part in self.currencies:
                unit, currency = "currency", self.currencies[part]
            elif part in self.units:
                unit = self.units[part]
        return scale, unit, currency

    def _unit(self, words: list[str], j: int) -> tuple[str | None, str | None, int, bool]:
        if j >= len(words) or words[j] not in self.measures:
            return None, None, j, False
        for length in (2, 1):
            phrase = " ".join(words[j : j + length])
            if len(words) < j + length:
                continue
            if phrase in self.units:
                return self.units[phrase], None, j + length, False
            if phrase in self.currencies:
                return "currency", self.currencies[phrase], j + length, False
            if phrase in self.hundredths:
                return "currency", self.hundredths[phrase], j + length, True
        return None, None, j, False

    def _left_symbols(self, text: str, s: Sentence, i: int, floor: int) -> tuple[int, int, str | None, bool]:
        """Sign and currency right before the number: (first token, sign, currency, whether there is one)."""
        words, spans = s.words, s.spans
        left, sign, currency, symbol = i, 0, None, False
        while left > floor:
            word = words[left - 1]
            near = spans[left][0] - spans[left - 1][1] <= 1
            if (
                not symbol
                and word in self.currencies
                and near
                and (not word.isalpha() or spans[left - 1][1] - spans[left - 1][0] == 3 or word in ("rs",))
            ):
                currency, symbol = self.currencies[word], True
            elif word in "-−–+" and near and not sign:
                free = left - 1 == 0 or spans[left - 1][0] > spans[left - 2][1] or words[left - 2] in "(["
                if word in "–-" and spans[left][0] != spans[left - 1][1] and not (left >= 2 and words[left - 2] in "(["):
                    break
                if not free:
                    break
                sign = 1 if word == "+" else -1
            elif word in ("minus", "plus") and near and not sign:
                sign = 1 if word == "plus" else -1
            else:
                break
            left -= 1
        return left, sign, currency, symbol

    def _lead(self, words: list[str], left: int, floor: int) -> tuple[Hedge, str | None, bool, bool, int]:
        hedge: Hedge = "none"
        role: str | None = None
        peak = more = False
        soft: str | None = None  # "über", "below": a hedge that may be the preposition of a level
        first = k = left
        while k > floor:
            matched = 0
            for length in (4, 3, 2, 1) if words[k - 1] in self.leading else ():
                if k - length < floor:
                    continue
                phrase = " ".join(words[k - length : k])
                if phrase in self.peak:
                    peak, matched = True, length
                elif hedge == "none" and phrase in self.hedges:
                    hedge, matched = self.hedges[phrase], length
                elif length > 1 and phrase in self.roles:
                    role, matched = self.roles[phrase], length
                if matched and hedge != "none" and words[k - 1] in self.roles and self.roles[words[k - 1]] in ("above", "below"):
                    soft = self.roles[words[k - 1]]
                if matched:
                    break
            if matched and role is not None:
                break
            if matched:
                k -= matched
                first = k
                continue
            word = words[k - 1]
            if word in self.plain:
                more = more or word in self.more
                k -= 1
                if word in self.more:
                    first = k
                continue
            role = self.roles.get(word)
            break
        return hedge, role or soft, peak, more, first
