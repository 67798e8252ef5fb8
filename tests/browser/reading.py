"""Where things stand on a page, said once for all tests in the browser; every wait is for something to be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as NothingCame

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

STILL = """() => document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getTiming().iterations === Infinity)"""
FOCUSED = """(kinds) => {
  let at = document.activeElement
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at.matches(kinds) && (at.ariaLabel ?? at.innerText)
}"""
PAPER = "(wanted) => getComputedStyle(document.documentElement).getPropertyValue('--paper') === wanted"
MOST_STEPS = 90
ONE_PRESS_MS = 40_000


def idle(page: Page) -> None:
    """Wait until the page is written and drawn to its end, all that it waits for included."""
    page.wait_for_function(WRITTEN)


def still(page: Page) -> None:
    """Wait until the page is written and nothing in it moves any more: what is pressed then stays where it is."""
    idle(page)
    page.wait_for_function(STILL)


def saved(page: Page, button: Locator) -> Download:
    """Press a button that saves a file, once it lies still; press again, once, where a press met nothing."""
    still(page)
    try:
        with page.expect_download(timeout=ONE_PRESS_MS) as kept:
            button.click()
    except NothingCame:
        still(page)
        with page.expect_download() as kept:
            button.click()
    return kept.value


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
