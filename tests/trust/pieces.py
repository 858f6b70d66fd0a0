"""What texts under attack are made of: words that claims are read with, numbers, signs, and characters that break programs."""

WORDS = (
    "Nvidia", "Die Nvidia-Aktie", "Apple", "der Dow Jones", "S&P 500", "Nasdaq", "OpenAI", "sie", "das Papier", "fiel", "stieg", "brach", "ein", "um", "auf", "von", "gab nach", "verlor",
    "fell", "rose", "by", "to", "from", "lost", "shares", "its", "17", "3,2", "3.2", "1.234,56", "1,234.56", "118,42", "0", "-0", "9" * 40, "1e999", "١٧", "½", "²", "17½", "siebzehn", "ein Drittel", "half",
    "Prozent", "%", "percent", "Punkte", "points", "Dollar", "$", "€", "Euro", "Milliarden", "Mrd.", "Billionen", "billion", "trillion", "Mio.", "fast", "knapp", "rund", "etwa", "über", "almost", "about",
    "größter Tagesverlust", "der Geschichte", "since 2020", "record", "wertvollste", "halbierte", "verdoppelt", "seit Jahresbeginn", "vorbörslich", "zeitweise", "nicht", "würde", "dass", "falls", "weil", "because",
    "am 27. Januar 2025", "am 30. Februar 2025", "am 99.99.9999", "on January 27, 2025", "am Montag", "gestern", "dann", "weitere", "2025-01-27", "0000-00-00", "Januar", "(", ")", "[", "]", "((((((", "))))", "„", "“", '"',
    ".", "!", "?", ",", ";", ":", "–", "-", "+", "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u202f", "\u00ad", "\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b[31m", "\ud800", "\udfff", "\U0001f4c9", "İ", "ß", "ﬁ", "Å", "а",
)  # fmt: skip
