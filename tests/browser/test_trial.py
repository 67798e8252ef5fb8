"""The page that tests a scenario while a lever is moved, and its drawer without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from simulator.present.text import text
from tests.browser.conftest import Opener
from tests.browser.reading import ANSWER, idle, press_until_at, slider, still

pytestmark = pytest.mark.browser

ANSWERS = 4
MAIN = "[data-testid=stMain]"
# Counts the answers whenever anything on the page is put in or taken out, and keeps the fewest.
WATCH = f"""() => {{
  const count = () => document.querySelectorAll("{ANSWER}").length
  window.fewest = count()
  new MutationObserver(() => {{ window.fewest = Math.min(window.fewest, count()) }})
    .observe(document.body, {{ childList: true, subtree: true }})
}}"""


def power(page: Page) -> str:
    return page.locator(ANSWER).first.inner_text()


def test_a_move_takes_no_answer_away_and_leaves_scroll_focus_and_choices(opened: Opener) -> None:
    page = opened("trial")
    before = power(page)
    page.get_by_role("radio", name=text("control.weather_dry", "nb")).click()
    expect(page.locator(ANSWER).first).not_to_have_text(before, use_inner_text=True)
    page.get_by_text(text("control.figures_and_picture", "nb")).first.click()
    idle(page)
    lever = slider(page, text("lever.wind.name", "nb"))
    lever.focus()
    main = page.locator(MAIN)
    main.evaluate("one => one.scrollBy(0, 200)")
    kept = main.evaluate("one => one.scrollTop"), page.locator("details[open]").count()
    assert min(kept) > 0
    before = power(page)
    page.evaluate(WATCH)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        expect(page.locator(ANSWER).first).not_to_have_text(before, use_inner_text=True)
        idle(page)
        before = power(page)
    assert page.evaluate("() => window.fewest") == ANSWERS
    assert (main.evaluate("one => one.scrollTop"), page.locator("details[open]").count()) == kept
    expect(lever).to_be_focused()
    expect(page.get_by_role("radio", name=text("control.weather_dry", "nb"))).to_be_checked()


def test_an_entry_is_changed_in_the_drawer_by_keyboard_alone(opened: Opener) -> None:
    page = opened("trial")
    before = power(page)
    press_until_at(page, text("entries.edit", "nb"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for field, value in (("capacity_mw", "125"), ("start_year", "2034")):
        press_until_at(page, text(f"field.{field}", "nb"))
        page.keyboard.press("Control+a")
        page.keyboard.type(value)
    press_until_at(page, text("entries.apply", "nb"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[class*=st-key-entry_establishments_0]")).to_contain_text(re.compile("125.MW fra 2034"))
    expect(page.locator(ANSWER).first).not_to_have_text(before, use_inner_text=True)


def test_what_was_typed_in_a_drawer_that_is_shut_does_not_stand_in_the_next(opened: Opener) -> None:
    page = opened("trial", query="t=strategy")
    edit, drawer = page.get_by_role("button", name=text("entries.edit", "nb")), page.get_by_role("dialog")
    typed = drawer.get_by_label(text("field.title", "nb"), exact=True)
    edit.nth(0).click()
    typed.fill("Min egen")
    typed.press("Tab")
    for place in (1, 0):
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        still(page)
        edit.nth(place).click()
        expect(typed).not_to_have_value("Min egen")
