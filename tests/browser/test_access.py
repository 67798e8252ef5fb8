"""Everybody can use the screen: rules of access on every page, in both languages and themes; keyboard; phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from simulator.dashboard import PAGES
from simulator.dashboard.futures import COUNTS
from simulator.dashboard.sources import SHOWN
from simulator.present.text import LANGUAGES, text
from simulator.present.theme import DARK, LIGHT
from tests.browser.conftest import PHONE, WIDE, Opener
from tests.browser.reading import ANSWER, CHART, FIGURE, FIGURES, PAPER, go_to, idle, press_until_at, still, surplus

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# Streamlit gives the field for files a name and the role of mere decoration; the button in it is named and reached all
# the same. The rule is advice of axe-core's own, no demand of WCAG.
STREAMLITS_OWN = {("presentation-role-conflict", "stFileUploaderDropzone")}
UNFOLD = "() => document.querySelectorAll('details:not([open]) > summary').forEach((one) => one.click())"
LOOKS: Mapping[Scheme, Mapping[str, str]] = {"light": LIGHT, "dark": DARK}
MAIN = "[data-testid=stMain]"
CHANGED = f"(before) => document.querySelector('{MAIN}').innerText !== before"
# What pages answer when they are asked, by the words of the button.
ASKED = {
    "trial": ("fit.ask", "need.ask", "mix.ask"),
    "goals": ("ways.ask", "flips.ask"),
    "uncertainty": ("futures.draw", "moving.ask"),
    "sources": ("duel.ask",),
}
AT_NIGHT = "() => matchMedia('(prefers-color-scheme: dark)').matches"
# What a list says that has nothing chosen, unless it is told what to say: English words of Streamlit's.
NOT_OURS = """() => [...document.querySelectorAll("input")].filter((one) => !one.value)
  .map((one) => one.placeholder).filter((words) => words.startsWith("Choose"))"""
FITS = """(width) => Math.max(...["html", "body", "[data-testid=stMain]"].map((one) =>
  document.querySelector(one).scrollWidth)) <= width"""


def broken(page: Page) -> list[str]:
    """Return which rules a page breaks, where, and why."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == name and own in node["html"] for name, own in STREAMLITS_OWN)
    ]


def all_open(page: Page) -> Page:
    """Open all that is folded away, once all of it is there, and wait until it lies still."""
    idle(page)
    page.evaluate(UNFOLD)
    still(page)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_keeps_the_rules_by_day_and_night_and_fits_a_phone(opened: Opener, language: str) -> None:
    """Each page stays open, all unfolded, while the machine turns and the window becomes that of a phone.

    One language begins by day, the other by night: so each page is also written anew in either.
    """
    page = opened(query=f"lang={language}", dark=language == LANGUAGES[-1])
    page.get_by_text(text("hours.show", language), exact=True).click()
    expect(page.get_by_role("heading", name=text("hours.why_title", language))).to_be_visible()
    found = by_day_and_night(page, "hours")
    for name in PAGES:
        go_to(page, name, language)
        found |= by_day_and_night(page, name)
        assert page.locator("html").get_attribute("lang") == language
        assert all(chart.get_attribute("aria-label") for chart in page.locator(CHART).all())
        assert page.evaluate(NOT_OURS) == []
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.wait_for_function(FITS, arg=PHONE["width"])  # charts are drawn anew where a fold has opened
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    assert {name: rules for name, rules in found.items() if rules} == {}


def by_day_and_night(page: Page, name: str, *, folds: bool = True) -> dict[str, list[str]]:
    """Return which rules a page breaks in the colours it came in, and in the others, in which it stays."""
    now: Scheme = "dark" if page.evaluate(AT_NIGHT) else "light"
    then: Scheme = "light" if now == "dark" else "dark"
    found = {f"{name}, {now}": broken(all_open(page) if folds else page)}
    page.emulate_media(color_scheme=then)
    page.wait_for_function(PAPER, arg=LOOKS[then]["paper"])
    idle(page)
    return found | {f"{name}, {then}": broken(all_open(page) if folds else page)}


def test_what_is_opened_keeps_the_rules(opened: Opener) -> None:
    page = opened("sources")
    found: dict[str, list[str]] = {}
    for part in SHOWN:
        page.get_by_role("radio", name=text(f"sources.part_{part}", "nb"), exact=True).click()
        expect(page.get_by_role("heading", level=2).first).to_have_text(text(f"sources.part_{part}", "nb"))
        found |= by_day_and_night(page, part)
    go_to(page, "trial")
    page.get_by_role("button", name=text("entries.edit", "nb")).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found |= by_day_and_night(page, "drawer", folds=False)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    go_to(page, "presenter")
    onward, shown = (
        page.get_by_role("button", name=text("presenter.next", "nb")),
        page.get_by_role("heading", level=2).first,
    )
    while onward.is_enabled():
        before = shown.inner_text()
        onward.click()
        expect(shown).not_to_have_text(before, use_inner_text=True)  # until then the old slide fades, and is idle
        idle(page)
        found |= by_day_and_night(page, shown.inner_text(), folds=False)
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_what_is_asked_for_keeps_the_rules(opened: Opener) -> None:
    page = opened("trial")
    found: dict[str, list[str]] = {}
    for name, questions in ASKED.items():
        go_to(page, name)
        if name == "sources":
            page.get_by_role("radio", name=text("sources.part_contested", "nb"), exact=True).click()
            expect(page.get_by_role("heading", name=text("duel.title", "nb"))).to_be_visible()
        all_open(page)
        if "futures.draw" in questions:
            page.get_by_role("radio", name=str(COUNTS[0]), exact=True).click()
            idle(page)
        for question in questions:
            still(page)
            before = page.locator(MAIN).inner_text()
            page.get_by_role("button", name=text(question, "nb"), exact=True).click()
            page.wait_for_function(CHANGED, arg=before)
            idle(page)
        found |= by_day_and_night(page, name)
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_passages_in_english_are_marked_and_formulas_are_set(opened: Opener) -> None:
    page = opened("sources")
    expect(page.locator(".register td > [lang=en]").first).to_be_visible()
    assert page.locator(".register td:last-child:not(:has(> [lang=en]))").count() == 0
    page.get_by_role("radio", name=text("sources.part_method", "nb"), exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(text("sources.part_method", "nb"))
    expect(all_open(page).locator(".katex").first).to_be_visible()
    assert page.locator(".katex-error").count() == 0


def test_a_broken_rule_is_found(opened: Opener) -> None:
    page = opened("sources")
    page.evaluate("() => document.querySelector('.register').removeAttribute('tabindex')")
    assert [rule.split(":")[0] for rule in broken(page)] == ["scrollable-region-focusable"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_says_it_anew_on_the_switch(opened: Opener, language: str) -> None:
    other = next(one for one in LANGUAGES if one != language)
    page = opened(query=f"lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.get_by_role("radio", name=text(f"app.{other}", language)).click()
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_a_page_is_reached_and_a_lever_moved_by_keyboard_alone(opened: Opener) -> None:
    page = opened()
    press_until_at(page, text("page.trial.menu", "nb"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(text("page.trial.title", "nb"))
    idle(page)
    before = page.locator(ANSWER).first.inner_text()
    press_until_at(page, text("lever.wind.name", "nb"), "input")
    page.keyboard.press("ArrowRight")
    expect(page.locator(ANSWER).first).not_to_have_text(before, use_inner_text=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_that_opens_the_page_sees_the_key_figures_and_no_sideways_scroll(opened: Opener, language: str) -> None:
    page = opened(query=f"lang={language}", size=PHONE)
    expect(page.locator(FIGURE)).to_have_count(FIGURES)
    surplus(page).scroll_into_view_if_needed()
    expect(surplus(page)).to_be_in_viewport(ratio=0.9)
    page.wait_for_function(FITS, arg=PHONE["width"])
