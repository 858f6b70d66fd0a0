"""What is printed and written of a hostile article, through every command: text stays text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result
from hostile import NAMES, TEXT, corpus

from impact import report as reports
from impact.cli import cli
from impact.pipeline import verify
from impact.records import Report

MOVES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # a cursor, a colour, a title, the direction of writing
NS = "{http://www.w3.org/1999/xhtml}"
ALLOWED = {*("html", "head", "body", "h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "a", "code", "strong", "em", "br", "hr", "blockquote", "pre")}


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "=a\x1b[2J<b>::error::x,y%0A.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rows") / "corpus.jsonl"
    file.write_text(corpus(), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def report(article: Path, rows: Path) -> Report:
    checked, missing = verify([str(article), str(rows)], command="impact verify <script>x</script> | \x1b[2J")
    assert missing == 0
    assert len(checked.articles) == 1 + len(NAMES)
    assert {check.verdict for check in checked.checks} >= {"false", "true"}
    return checked


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, env={"COLUMNS": "100"}, standalone_mode=False)


def quiet(text: str) -> None:
    text = text.replace("\r\n", "\n")
    assert not MOVES.search(text), repr(MOVES.search(text))


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "html", "github"])
def test_no_format_moves_the_cursor(form: str, report: Report) -> None:
    quiet(reports.render(form, report, "de", width=100).replace("\ufeff", ""))


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "claimreview"])
def test_formats_of_machines_read_back(form: str, report: Report) -> None:
    text = reports.render(form, report, "en")
    quiet(text.replace("\ufeff", ""))
    for line in text.splitlines() if form == "jsonl" else [text]:
        json.loads(line)


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "claimreview"])
def test_formats_of_machines_may_stand_in_a_script_element(form: str, report: Report) -> None:
    """Pasted between <script type="application/ld+json"> and its end, the text ends nowhere else."""
    text = reports.render(form, report, "en")
    page = html5lib.parse(f'<!doctype html><script type="application/ld+json">{text}</script>')
    assert len(list(page.iter(f"{NS}script"))) == 1
    assert not list(page.iter(f"{NS}img"))


def test_markdown_holds_no_markup_of_the_article(report: Report) -> None:
    """Through a CommonMark parser (markdown-it, which rich brings) that lets HTML pass, as editors' previews do."""
    from markdown_it import MarkdownIt

    text = reports.render("markdown", report, "de")
    page = html5lib.parse(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    kinds = {element.tag.removeprefix(NS) for element in page.iter() if isinstance(element.tag, str)}
    assert kinds <= ALLOWED
    links = [element.get("href") for element in page.iter(f"{NS}a") if element.get("href")]
    assert links
    assert all(link.startswith("#") for link in links)
    assert "@everyone" not in text


@pytest.mark.parametrize("dialect", ["", "excel-de"])
def test_no_cell_is_a_formula(dialect: str, report: Report) -> None:
    text = reports.render("csv", report, "de", **({"dialect": dialect} if dialect else {}))
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";" if dialect else ","):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "@", "\t")), cell
            assert not re.match(r"\s*[+-](?![\d.,\s]+%?$)", cell), cell  # numbers keep their sign


def test_github_has_one_command_a_line(report: Report) -> None:
    text = reports.render("github", report, "de")
    assert text
    for line in text.splitlines():
        assert re.fullmatch(r"::(error|warning|notice) file=[^,:\n]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^,:\n]*::.*", line), line


def test_a_bundle_stays_in_its_folder(rows: Path, article: Path, tmp_path: Path) -> None:
    """Ids with "../" name no file: the names of a bundle are the formats'."""
    folder = tmp_path / "deep" / "er" / "out"
    done = run("report", str(rows), str(article), "--out", str(folder))
    assert done.exception is None, done.exception
    assert {p for p in tmp_path.rglob("*") if p.is_file() and p.parent != folder} == set()
    assert all(re.fullmatch(r"(report|index)[-.a-z]+|SHA256SUMS", p.name) for p in folder.iterdir()), sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("arguments", [("claims",), ("claims", "--format", "jsonl"), ("claims", "--rejects"), ("verify",), ("compare",), ("compare", "--format", "markdown")])
def test_commands_print_text_only(arguments: tuple[str, ...], article: Path, rows: Path) -> None:
    done = run(*arguments, str(article), str(rows))
    assert done.exception is None, done.exception
    assert done.stdout
    quiet(done.stdout)
    quiet(done.stderr)
    if "jsonl" in arguments:
        assert all(json.loads(line)["quote"] for line in done.stdout.splitlines())
    if "markdown" in arguments:
        assert not re.search(r"<(?!a id=\"|/a>|!-- -->|br>)", done.stdout)


def test_explain_prints_text_only(report: Report, article: Path, rows: Path) -> None:
    ids = [check.claim.id for check in report.checks][:2]
    for id in ids:
        done = run("explain", id, str(article), str(rows))
        assert done.exception is None, done.exception
        quiet(done.stdout + done.stderr)


@pytest.mark.parametrize("symbols", ["NVDA,\x1b[2J<b>=1+1", "=cmd|x"])
@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
def test_study_prints_text_only(symbols: str, form: str) -> None:
    done = run("study", "--event", "2025-01-27", "--symbols", symbols, "--format", form)
    told = f"{done.stdout}{done.stderr}{done.exception or ''}"
    quiet(told)
    if form == "markdown":
        assert "<b>" not in re.sub(r"`[^`\n]*`", "", done.stdout)
    if form == "csv":
        assert all(not cell.startswith(("=", "@")) for row in csv.reader(io.StringIO(done.stdout)) for cell in row)


@pytest.mark.parametrize("command", [("verify",), ("claims",), ("report", "--out", "OUT"), ("verify", "--claims"), ("recheck",), ("study", "--event", "2025-01-27", "--symbols")])
def test_names_in_messages_are_text(command: tuple[str, ...], tmp_path: Path) -> None:
    """What is said of a file that is not there, by the process itself: one line, and nothing in it acts."""
    name = "\x1b[2Jx\u202e\nimpact: all fine.txt"
    words = [str(tmp_path / "o") if word == "OUT" else word for word in command]
    done = subprocess.run([sys.executable, "-c", "from impact.cli import main; main()", *words, name], capture_output=True, cwd=tmp_path, timeout=60, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})
    told = done.stderr.decode()
    quiet(told)
    assert done.returncode == 2, told
    said = [line for line in told.splitlines() if not line.startswith("impact: wrote ")]
    assert len(said) == 1
    assert said[0].startswith("impact: ")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the test extra: pip install '.[test]'")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("IMPACT_BROWSER") or next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium here (apt-get install chromium, or IMPACT_BROWSER=/path)")
    with playwright.sync_playwright() as runner:
        found = runner.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


def test_nothing_runs_in_a_browser(browser, report: Report, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "report.html"
    file.write_text(reports.render("html", report, "de"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.on("dialog", lambda dialog: asked.append("dialog"))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert asked == []
    assert page.evaluate("[...document.querySelectorAll('a')].filter(a => !/^(#|https?:|file:)/.test(a.getAttribute('href'))).length") == 0
    assert page.evaluate("document.querySelectorAll('img:not([src^=\"data:\"]), iframe, object, embed, form, base').length") == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert "window.pwned=1" in page.evaluate("document.body.textContent")  # it is there, as text
