"""Which exchange and currency a symbol has: from the instrument table, else from the suffix that Yahoo gives it."""

from __future__ import annotations

from impact.reference.instruments import by_symbol

US = ("XNYS", "USD")

# Yahoo's suffixes: https://help.yahoo.com/kb/SLN2310.html. Currencies are the main units: London's pence are turned into pounds.
SUFFIXES = {
    "AS": ("XAMS", "EUR"), "AX": ("XASX", "AUD"), "BO": ("XBOM", "INR"), "BR": ("XBRU", "EUR"), "CO": ("XCSE", "DKK"),
    "DE": ("XETR", "EUR"), "DU": ("XDUS", "EUR"), "F": ("XFRA", "EUR"), "HE": ("XHEL", "EUR"), "HK": ("XHKG", "HKD"),
    "IS": ("XIST", "TRY"), "JO": ("XJSE", "ZAR"), "KQ": ("XKOS", "KRW"), "KS": ("XKRX", "KRW"), "L": ("XLON", "GBP"),
    "LS": ("XLIS", "EUR"), "IR": ("XDUB", "EUR"), "MC": ("XMAD", "EUR"), "MI": ("XMIL", "EUR"), "MU": ("XMUN", "EUR"),
    "MX": ("XMEX", "MXN"), "NS": ("XNSE", "INR"), "NZ": ("XNZE", "NZD"), "OL": ("XOSL", "NOK"), "PA": ("XPAR", "EUR"),
    "SA": ("BVMF", "BRL"), "SI": ("XSES", "SGD"), "SG": ("XSTU", "EUR"), "SS": ("XSHG", "CNY"), "ST": ("XSTO", "SEK"),
    "SW": ("XSWX", "CHF"), "SZ": ("XSHE", "CNY"), "T": ("XTKS", "JPY"), "TO": ("XTSE", "CAD"), "TW": ("XTAI", "TWD"),
    "TWO": ("ROCO", "TWD"), "VI": ("XWBO", "EUR"), "WA": ("XWAR", "PLN"),
}  # fmt: skip


def exchange(symbol: str) -> str:
    """MIC of the exchange whose sessions apply; New York for a symbol without suffix that the instrument table does not hold."""
    instrument = by_symbol(symbol)
    return instrument.mic if instrument else _by_suffix(symbol)[0]


def is_sure(symbol: str) -> bool:
    """Whether the exchange is known and not only taken to be in New York."""
    return by_symbol(symbol) is not None or _by_suffix(symbol) is not US


def currency(symbol: str) -> str:
    """ISO 4217 code of the symbol's prices."""
    instrument = by_symbol(symbol)
    return instrument.currency if instrument else _by_suffix(symbol)[1]


def _by_suffix(symbol: str) -> tuple[str, str]:
    if symbol.endswith("=X"):  # a currency pair: the price of "EURUSD=X" is in USD
        return "24/5", symbol[3:6]
    if symbol.endswith("=F"):
        return "XCME", "USD"
    if symbol.endswith(("-USD", "-EUR")):  # a crypto asset
        return "XCRY", symbol[-3:]
    stem, dot, suffix = symbol.rpartition(".")
    return SUFFIXES.get(suffix.upper(), US) if dot and stem else US
