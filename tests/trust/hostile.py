"""One hostile article, its file names and its record, for the tests of what is printed and written of it."""

from __future__ import annotations

import json

ESCAPES = "\x1b[2J\x1b]0;pwned\x07\x9b31m\u202e\u2066\x08"
MARKUP = "<script>window.pwned=1</script><img src=x onerror=window.pwned=2><svg onload=window.pwned=3></title></style></textarea>"
LINKS = "[here](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example> @everyone | `code` $$x$$"
FORMULAS = "=HYPERLINK(\"https://evil.example\")\n+1+cmd|' /C calc'!A0\n@SUM(1+1)\n-2+3"
JSON_LD = '</script><script type="application/ld+json">{"@type":"ClaimReview"}</script>'
ANNOTATION = "::error file=evil.py,line=1::pwned\n%0A::set-output name=x::y"
NAME = "Nvi\x1b[31mdia"

TEXT = (
    f"{MARKUP} {LINKS}\n{FORMULAS}\n{JSON_LD}\n{ANNOTATION}\n\n"
    f"Die Nvidia-Aktie {ESCAPES} fiel am 27. Januar 2025 um 3 Prozent, weil {MARKUP} {LINKS} {ESCAPES} es so kam.\n"
    "=cmd die Apple-Aktie stieg am 27. Januar 2025 um 3,2 Prozent.\n"
    f"Die AMD-Aktie fiel am 27. Januar 2025 um 6,4 Prozent, was laut {MARKUP} ein Wertverlust von 589 Milliarden Dollar war.\n"
)

#: names that a row of a corpus, or a file, may have
NAMES = ("../../../etc/cron.d/pwn", "a\nb::error::pwned", "-rf", "<img src=x onerror=window.pwned=4>", "=1+1", "..", "\x1b[2Jid", "a,b:c%0A", "x" * 300)


def corpus() -> str:
    """The article under every name, as JSON lines."""
    return "".join(json.dumps({"id": name, "text": TEXT, "title": MARKUP, "url": "javascript:window.pwned=5", "language": "de"}) + "\n" for name in NAMES)
