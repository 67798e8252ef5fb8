"""Where things stand on a page, said once for all tests in the browser; every wait is for something to be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.present.text import text

FIGURE, FIGURES = "[data-testid=stMetricValue]", 7
CHART = "[data-testid=stVegaLiteChart]"
ANSWER = "section.answer"
WRITTEN = """() => {
  const all = (wanted) => [...document.querySelectorAll(wanted)];
  const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
  const waits = "[data-stale=true], [data-testid=stProgress], [data-testid=stSpinner], [data-testid=stSkeleton]";
  const drawn = all("[data-testid=stVegaLiteChart]").every((chart) => chart.querySelector("svg, canvas"));
  return state === "notRunning" && all("h1").length === 1 && all(waits).length === 0 && drawn;
}"""

FOCUSED = """(kinds) => {
  let at = document.activeElement
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at.matches(kinds) && (at.ariaLabel ?? at.innerText)
}"""
MOST_STEPS = 90


def idle(page: Page) -> None:
    """Wait until the page is written and drawn to its end, all that it waits for included."""
    page.wait_for_function(WRITTEN)


def surplus(page: Page) -> Locator:
    """Return the first key figure, the surplus of the year."""
    return page.locator(FIGURE).first


def slider(page: Page, name: str) -> Locator:
    """Return the handle of a slider by its label, which may go on after that name."""
    return page.get_by_role("slider", name=name)


def go_to(page: Page, name: str, language: str = "nb") -> None:
    """Choose a page from the menu, and wait until it is written."""
    page.get_by_role("link", name=text(f"page.{name}.menu", language), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text(f"page.{name}.title", language))
    idle(page)


def press_until_at(page: Page, name: str, kinds: str = "a, input, button, summary") -> None:
    """Press the tab key until what has the focus, of some kinds, bears a name; fail rather than walk for ever."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if name in str(page.evaluate(FOCUSED, kinds)):
            return
    pytest.fail(f"{name} is not reached by keyboard")
