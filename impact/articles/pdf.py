"""PDF with text, through pypdf, which the extra ``documents`` installs: lines joined into paragraphs.

Read in a child process with limits: a PDF is a program, and some never end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from impact.articles.docx import created_note
from impact.articles.extra import missing
from impact.articles.isolated import in_child
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".pdf",)
MEDIA_TYPES = ("application/pdf", "application/x-pdf")

MOST_PAGES = 300
_SOFT_END = re.compile(r"(?<=[^\W\d_])[-\u00ad‐]\n(?=[a-zà-ÿ])")  # "Markt-\nwert" → "Marktwert"
_HARD_END = re.compile(r"(?<=\w)([-‐])\n(?=[A-ZÀ-Þ0-9])")  # "Nvidia-\nAktie" keeps its hyphen
_PARAGRAPH_END = re.compile(r"""[.!?:…]["'“”»«)\]]*$""")
_SHORT = 0.75  # a line shorter than this share of the usual one, that ends a sentence, ends a paragraph


def sniff(data: bytes) -> bool:
    """The mark that readers look for in the first kilobyte."""
    return b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<"


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """One article: the text of all pages; :class:`Unreadable` for a scan, a locked or a broken file."""
    from importlib.util import find_spec

    if find_spec("pypdf") is None:
        raise missing("pypdf")
    return in_child("pdf", data)


def extract(data: bytes) -> Sequence[Parsed | Skipped]:
    """What :func:`read` does, in this process and without its limits."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, WrongPasswordError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Message(id="skipped.locked"))
        count = len(reader.pages)
        pages = [reader.pages[n].extract_text() for n in range(min(count, MOST_PAGES))]
        about = reader.metadata
        title, author, created = (about.title, about.author, about.creation_date) if about else (None, None, None)
    except (FileNotDecryptedError, WrongPasswordError):
        raise Unreadable(Message(id="skipped.locked")) from None
    except Unreadable:
        raise
    except Exception:  # pypdf meets a broken file with whatever Python raises
        raise Unreadable(Message(id="skipped.malformed", values={"format": "PDF"})) from None
    text = "\n\n".join(paragraphs(page) for page in pages if page.strip()).encode("utf-8", "replace").decode()
    if not text.strip():
        raise Unreadable(Message(id="skipped.no_text_layer"))
    notes = created_note(created.isoformat() if created else None)
    if count > MOST_PAGES:
        notes += (Message(id="note.pages", values={"n": MOST_PAGES, "all": count}),)
    return [Parsed(text=text + "\n", title=_said(title), author=_said(author), notes=notes)]


def paragraphs(page: str) -> str:
    """The lines of a page as running text: words divided at line ends are put together, a paragraph is a line."""
    lines = [line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    pieces: list[str] = []
    for line in lines:
        ends = not line or (len(line) < _SHORT * usual and bool(_PARAGRAPH_END.search(line)))
        pieces.append(line + ("\n\n" if ends else "\n"))
    text = _SOFT_END.sub("", "".join(pieces))
    text = _HARD_END.sub(r"\1", text)
    return "\n\n".join(" ".join(block.split("\n")) for block in re.split(r"\n{2,}", text.strip()))


def _said(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
