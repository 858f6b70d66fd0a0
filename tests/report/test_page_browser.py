"""The page in a real Chromium: no error under its policy, no accessibility violation (axe-core), keyboard, filters, print, all widths.

Skipped, with the reason, where there is no browser; never in CI.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_page import pictured  # noqa: F401

from impact import report as reports
from impact.records import Report

playwright = pytest.importorskip("playwright.sync_api", reason="needs the test extra: pip install '.[test]'") if not os.environ.get("CI") else None
if playwright is None:
    from playwright import sync_api as playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _browser_path() -> str | None:
    return os.environ.get("IMPACT_BROWSER") or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    path = _browser_path()
    if path is None and not os.environ.get("CI"):
        pytest.skip("no Chromium here (apt-get install chromium, or IMPACT_BROWSER=/path)")
    with playwright.sync_playwright() as runner:
        found = runner.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def address(pictured: Report, tmp_path: Path) -> str:  # noqa: F811
    file = tmp_path / "report.html"
    file.write_text(reports.render("html", pictured, "de"), encoding="utf-8")
    return file.as_uri()


def opened(browser, address: str, **context):  # type: ignore[no-untyped-def]
    page = browser.new_context(offline=True, **context).new_page()
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.faults.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_opens_offline_without_a_fault_and_without_sideways_scrolling(browser, address: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1400, "dark")])
def test_no_accessibility_violation(browser, address: str, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in found] == []


def test_a_badge_opens_its_card_by_keyboard(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address, viewport={"width": 1000, "height": 800})
    badge = page.locator("a.badge").nth(1)
    card = page.locator(page.locator("a.badge").nth(1).get_attribute("href"))
    assert not card.evaluate("card => card.open")
    badge.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("card => card.open", arg=card.element_handle())
    assert card.locator("blockquote").is_visible()


def test_a_mark_opens_its_card_by_mouse_and_a_permalink_opens_it_at_once(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address, viewport={"width": 1000, "height": 800})
    page.locator("mark").first.click()
    id = page.evaluate("location.hash.slice(1)")
    page.wait_for_function("id => document.getElementById(id).open", arg=id)
    again = opened(browser, f"{address}#{id}")
    assert again.evaluate("id => document.getElementById(id).open", id)


def test_filters_and_cards_work_without_script(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address, java_script_enabled=False)
    false = page.locator(".card.v-false")
    assert false.count() == 1
    assert false.is_visible()
    page.locator("#f-false").uncheck()
    assert not false.is_visible()
    assert page.locator(".card.v-true").first.is_visible()
    page.locator("#a-1").uncheck()
    assert not page.locator("#article-1").is_visible()
    page.locator(".card.v-true summary").first.click()
    assert page.locator(".card.v-true dl").first.is_visible()


def test_every_control_is_reached_by_tab(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address, viewport={"width": 1000, "height": 800})
    wanted = page.evaluate("[...document.querySelectorAll('a, input, summary')].filter(e => e.checkVisibility()).length")
    reached = set()
    for _ in range(wanted * 2):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[...document.querySelectorAll('a, input, summary')].indexOf(document.activeElement)"))
    assert len(reached - {-1}) >= wanted


def test_print_opens_every_card(browser, address: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, address)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("[...document.querySelectorAll('details.card')].every(card => card.open)")
    assert not page.locator("nav").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("[...document.querySelectorAll('details.card')].some(card => card.open)")
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert (tmp_path / "report.pdf").stat().st_size > 20_000
