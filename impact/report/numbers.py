"""Numbers, money and days as a language writes them: "−16,97 %", "−592,66 Mrd. $", "27.01.2025"; "−16.97%", "−$592.66bn", "2025-01-27".

Babel supplies separators, currency symbols and the order of number and sign; the scale and unit words come from the
language's message file. Rounding is commercial (half up, on the decimal that the float prints), never half to even.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

MINUS = "\u2212"
NOTHING = "—"
_HUGE = Decimal(10) ** 20  # from here on Babel's own context gives up, and no price gets there
_EXACT = Context(prec=400)  # holds any float to the places asked for
_SCALES = ((Decimal(10) ** 12, "trillion", 3), (Decimal(10) ** 9, "billion", 2), (Decimal(10) ** 6, "million", 2))
_CURRENCY = re.compile(r"[A-Z]{3}")
_WORDED = ("percentage_points", "points", "shares", "multiple", "rank")


class Numbers:
    """Writes values for one language; ``words`` holds its ``[scale]``, ``[unit]`` and ``[format]`` tables."""

    def __init__(self, language: str, words: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._words = words

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the language."""
        from babel import Locale

        return Locale.parse(self.language)

    def decimal(self, value: float, places: int = 2, *, least: int | None = None, signed: bool = False) -> str:
        """``value`` rounded half up to ``places``; zeros beyond ``least`` places are dropped (``least=None`` keeps all)."""
        if not math.isfinite(value):
            return NOTHING
        number = _rounded(value, places)
        kept = places if least is None else max(least, _places(number))
        return _sign(number, signed) + self._digits(abs(number), kept)

    def amount(self, value: float, unit: str | None, *, signed: bool = False, places: int | None = None, plain: bool = False) -> str:
        """``value`` with its unit, to ``places``. By default a number of at most two decimals stands as it is, any other has two.

        Prices always have two. ``plain`` prints the digits that the number has, four at most.
        """
        if plain and places is None and math.isfinite(value):
            places = _own_places(value, unit)
        if unit is not None and unit.endswith((" bn", " tn", " m")):
            unit, scale = unit.rsplit(" ", 1)
            value *= {"bn": 1e9, "tn": 1e12, "m": 1e6}[scale]
        if not math.isfinite(value):
            return NOTHING
        if unit == "percent":
            number = _fit(value, places)
            return _sign(number, signed) + self._percent.replace("#", self._digits(abs(number), _shown(value, places)))
        if unit is not None and _CURRENCY.fullmatch(unit):
            return self._money(value, unit, signed=signed, places=places)
        if unit == "shares":
            return self._worded(*self._scaled(value, signed, places), unit)
        if unit in ("rank", "count"):
            return self._worded(_sign(Decimal(str(value)), signed), self.whole(abs(value)), unit)
        if unit == "t":
            return self.decimal(value, 2 if places is None else places, signed=signed)
        number = _fit(value, places)
        sign, digits = _sign(number, signed), self._digits(abs(number), _shown(value, places))
        if unit is None or unit in _WORDED:
            return self._worded(sign, digits, unit)
        return f"{sign}{digits}\u00a0{unit}"

    def whole(self, value: float) -> str:
        """A whole number, grouped from five digits on, so that a year keeps its look. Other numbers get two places."""
        if not math.isfinite(value):
            return NOTHING
        if value != int(value):
            return self.decimal(value)
        text = str(abs(int(value))) if abs(value) < 10_000 else self._digits(abs(Decimal(int(value))), 0)
        return (MINUS if value < 0 else "") + text

    def day(self, day: date) -> str:
        """A day as the language writes it."""
        from babel.dates import format_date

        return str(format_date(day, self._words["format"]["date"], locale=self.locale))

    def moment(self, text: str) -> str:
        """An ISO date, "YYYY-MM" or "YYYY" as the language writes it; other text stays."""
        from babel.dates import format_date

        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return self.day(date.fromisoformat(text))
            if re.fullmatch(r"\d{4}-\d{2}", text):
                return str(format_date(date.fromisoformat(text + "-01"), self._words["format"]["month"], locale=self.locale))
        except ValueError:
            return text
        return text

    def listed(self, items: list[str]) -> str:
        """``a, b und c``."""
        from babel.lists import format_list

        return str(format_list(items, locale=self.locale)) if items else NOTHING

    @cached_property
    def _percent(self) -> str:
        pattern = str(self.locale.percent_formats[None].pattern)  # "#,##0 %" in German, "#,##0%" in English
        return re.sub(r"[#0,.]+", "#", pattern)

    @cached_property
    def _symbol_first(self) -> bool:
        return str(self.locale.currency_formats["standard"].pattern).startswith("¤")

    def _digits(self, number: Decimal, places: int) -> str:
        from babel.numbers import format_decimal

        if number >= _HUGE:
            return f"{number:.2e}".replace("+", "")
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(number, pattern, locale=self.locale))

    def _scaled(self, value: float, signed: bool, places: int | None) -> tuple[str, str]:
        number = Decimal(str(value))
        for scale, word, most in _SCALES:
            if abs(number) >= scale or abs(_rounded(number / scale, most)) >= 1:
                shown = _rounded(number / scale, most if places is None else places)
                kept = _shown(number / scale, places, most)
                return _sign(shown, signed), self._digits(abs(shown), kept) + self._words["scale"][word]
        shown = _fit(value, places)
        return _sign(shown, signed), self._digits(abs(shown), _shown(value, places))

    def _money(self, value: float, currency: str, *, signed: bool, places: int | None) -> str:
        from babel.numbers import get_currency_symbol

        symbol = str(get_currency_symbol(currency, locale=self.locale))
        if abs(value) < 999_995 and places is None and value != int(value):
            places = 2
        sign, digits = self._scaled(value, signed, places)
        if self._symbol_first:
            return f"{sign}{symbol}{chr(0xA0) if symbol[-1:].isalpha() else ''}{digits}"
        return f"{sign}{digits}\u00a0{symbol}"

    def _worded(self, sign: str, digits: str, unit: str | None) -> str:
        template = self._words["unit"].get(unit or "count", "{number}")
        return template.replace("{number}", sign + digits)


def _own_places(value: float, unit: str | None) -> int:
    """Decimals of ``value`` as a text would print it with its scale word; four at most."""
    number = Decimal(str(value))
    if unit is not None and (_CURRENCY.fullmatch(unit) or unit == "shares"):
        number /= next((scale for scale, _, _ in _SCALES if abs(number) >= scale), Decimal(1))
    return min(4, _places(number.normalize()))


def _rounded(value: float | Decimal, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _fit(value: float, places: int | None) -> Decimal:
    return _rounded(value, 2 if places is None else places)


def _places(number: Decimal) -> int:
    text = format(number, "f")
    return len(text.split(".", 1)[1].rstrip("0")) if "." in text else 0


def _shown(number: float | Decimal, places: int | None, most: int = 2) -> int:
    """Places to print: those asked for; else those that the number has, ``most`` at most."""
    return min(most, _places(Decimal(str(number)))) if places is None else places


def _sign(number: Decimal, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""
