"""The first screen in a real browser: numbers appear, choices move them, nothing is fetched from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from simulator.dashboard import PAGES, store
from simulator.present.text import text
from tests.browser.conftest import Opener
from tests.browser.reading import CHART, FIGURE, FIGURES, surplus

pytestmark = pytest.mark.browser


@pytest.fixture
def page(opened: Opener) -> Page:
    """Open the first screen, written to its end."""
    page = opened()
    expect(page.locator(FIGURE)).to_have_count(FIGURES)
    expect(surplus(page)).to_contain_text("GWh")
    return page


def test_first_screen_shows_figures_and_charts_in_norwegian(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text("page.overview.title", "nb"))
    expect(page.locator(f"{CHART} svg, {CHART} canvas")).to_have_count(4)  # steps, months, worst weeks, map


def test_choosing_a_scenario_changes_figures_and_address(page: Page) -> None:
    before = surplus(page).inner_text()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Datasenter 80 MW på Tynset").click()
    expect(surplus(page)).not_to_have_text(before)
    page.wait_for_url("**s=data_centre_80mw**")


def test_moving_the_year_by_keyboard_changes_the_figures(page: Page) -> None:
    before = surplus(page).inner_text()
    slider = page.locator("[data-testid=stSlider] [role=slider], [data-testid=stSlider] input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    expect(surplus(page)).not_to_have_text(before)
    page.wait_for_url(f"**year={store.REHEARSAL.first_year}**")


def test_switching_language_keeps_the_figures(page: Page) -> None:
    norwegian = surplus(page).inner_text()
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text("page.overview.title", "en"))
    expect(surplus(page)).to_have_text(norwegian.replace("\u00a0", ",", norwegian.count("\u00a0") - 1))
    page.wait_for_url("**lang=en**")


def test_the_other_pages_open(page: Page) -> None:
    for name in (*PAGES, next(iter(PAGES))):
        page.get_by_role("link", name=text(f"page.{name}.menu", "nb")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(text(f"page.{name}.title", "nb"))
    expect(page.locator(FIGURE)).to_have_count(FIGURES)
