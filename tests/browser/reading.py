"""Where things stand on a page, said once for all tests in the browser; every wait is for something to be seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FIGURE, FIGURES = "[data-testid=stMetricValue]", 7
CHART = "[data-testid=stVegaLiteChart]"
POWER = "section.answer"
RUNNING = "[data-test-script-state=running], [data-testid=stProgress], [data-testid=stSpinner]"


def idle(page: Page) -> None:
    """Wait until the page is written to its end, all that it waits for included."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    expect(page.locator(RUNNING)).to_have_count(0)


def surplus(page: Page) -> Locator:
    """Return the first key figure, the surplus of the year."""
    return page.locator(FIGURE).first


def slider(page: Page, name: str) -> Locator:
    """Return the handle of a slider by its label, which may go on after that name."""
    return page.get_by_role("slider", name=name)
