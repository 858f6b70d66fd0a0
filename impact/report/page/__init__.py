"""Parts of the HTML page: the article as its text, the cards, the style sheet and the one small script."""

from __future__ import annotations

import base64
import hashlib


def digest(text: str) -> str:
    """The hash by which a Content-Security-Policy allows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
