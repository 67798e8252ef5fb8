"""Everybody can use the screen: rules of access on every page, in both languages and themes; keyboard; phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from simulator.dashboard import PAGES
from simulator.present.text import LANGUAGES
from tests.browser.conftest import Opener
from tests.browser.reading import CHART, go_to, idle

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
UNFOLD = "() => document.querySelectorAll('details:not([open]) > summary').forEach((one) => one.click())"
WIDEST = """() => Math.max(...["html", "body", "[data-testid=stMain]"].map((one) =>
  document.querySelector(one).scrollWidth))"""
FOCUSED = """() => document.activeElement.matches("a, input, button")
  && (document.activeElement.ariaLabel ?? document.activeElement.innerText)"""
MOST_STEPS = 60


def broken(page: Page) -> list[str]:
    """Return which rules a page breaks, where, and why."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_the_rules(opened: Opener, language: str, dark: bool) -> None:
    page = opened(query=f"lang={language}", dark=dark)
    found = {}
    for name in PAGES:
        go_to(page, name, language)
        page.evaluate(UNFOLD)
        idle(page)
        found[name] = broken(page)
        assert page.locator("html").get_attribute("lang") == language
        assert all(chart.get_attribute("aria-label") for chart in page.locator(CHART).all())
    assert not any(found.values()), found
