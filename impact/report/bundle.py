"""All formats of one report with an index page, as file names and bytes; the command line writes them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from impact.records import Report
from impact.report import MissingLibrary, encoded, formats, sections
from impact.report.charts import said
from impact.report.messages import Catalogue, catalogue
from impact.report.page import digest

WIDTH = 120  # of the plain-text table
SUMS = "SHA256SUMS"  # read by ``sha256sum --check``
STYLE = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}li{margin:.3rem 0}"


def files(report: Report, language: str) -> Mapping[str, bytes]:
    """File name → contents: ``report.<suffix>`` a format, CSV in both dialects, and ``index.html``, which links and describes each.

    A format whose library is not installed is left out. ``SHA256SUMS`` is the marker of a whole folder: whoever writes the files over
    older ones takes it away first and writes it last.
    """
    words = catalogue(language)
    found: dict[str, tuple[str, bytes]] = {}
    for name, form in formats().items():
        try:
            made = encoded(name, report, language, width=WIDTH, rejects=True)
        except MissingLibrary:
            continue
        found[f"report{form.SUFFIX}"] = (name, made)
    found["report-excel-de.csv"] = ("csv_excel", encoded("csv", report, language, dialect="excel-de"))
    index = _index(report, {file: form for file, (form, _) in found.items()}, words)
    whole = {"index.html": index.encode()} | {file: content for file, (_, content) in sorted(found.items())}
    return whole | {SUMS: "".join(f"{sha256(content).hexdigest()}  {file}\n" for file, content in whole.items()).encode()}


def _index(report: Report, listed: Mapping[str, str], words: Catalogue) -> str:
    title = said(words.label("title_report"))
    counts = " · ".join(f"{count.symbol} {count.number} {said(count.label)}" for count in sections.counts(report, words))
    first = sorted(listed, key=lambda file: (file != "report.html", file))
    about = {file: said(words.word("format_about", listed[file], listed[file])) for file in first}
    items = "\n".join(f'<li><a href="{said(file)}">{said(file)}</a>: {text}</li>' for file, text in about.items())
    size = said(words.label("claims", n=len(report.checks)))
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{digest(STYLE)}'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{size}: {counts}</p>\n"
        f"<ul>\n{items}\n</ul>\n<p>{said(words.label('advice'))}</p>\n</main>\n</body>\n</html>\n"
    )
