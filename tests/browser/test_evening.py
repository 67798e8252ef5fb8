"""The evening of docs/evening.md, from its first point to its last; the searches on the way have tests of their own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.dashboard import store
from simulator.present.text import text
from tests.browser.conftest import Opener
from tests.browser.reading import ANSWER, CHART, go_to, idle, saved, slider, still

pytestmark = pytest.mark.browser

TABLE = """
schema_version = 1
title = "Bord med {mw} MW"
based_on = "reference"

[horizon]
first_year = 2034
last_year = 2036

[weather]
count = 3

[[establishments]]
id = "hall"
kind = "data_centre_tenant"
title = "Datasenter"
area = "Tynset"
capacity_mw = {mw}
start_year = 2034
"""


def said(key: str) -> str:
    return text(key, "nb")


def press(page: Page, key: str) -> None:
    still(page)  # a fold that still moves moves what is below it
    page.get_by_role("button", name=said(key), exact=True).first.click()
    idle(page)


def guess_first(page: Page) -> None:
    """Turn the slides with the arrow key; the answer stands there only once somebody asks for it."""
    go_to(page, "presenter")
    page.get_by_text(said("presenter.choices"), exact=True).click()
    page.get_by_text(said("presenter.guess"), exact=True).click()
    idle(page)
    page.get_by_text(said("presenter.choices"), exact=True).click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(said("presenter.think"))).to_be_visible()
    idle(page)
    assert page.locator(CHART).count() == 0
    press(page, "presenter.reveal")
    expect(page.locator(CHART).first).to_be_visible()


def say_yes(page: Page) -> None:
    """Put a data centre of 80 MW in, and keep it."""
    go_to(page, "trial")
    page.get_by_role("combobox", name=said("trial.base")).click()
    page.get_by_role("option", name=store.shipped()["reference"].title, exact=True).click()
    lever = slider(page, said("lever.data_centre.name"))
    expect(lever).to_have_value("0")
    idle(page)
    lever.focus()
    for _ in range(80 // 5):
        page.keyboard.press("ArrowRight")
    expect(lever).to_have_value("80")
    idle(page)
    expect(page.locator(ANSWER)).to_have_count(4)
    expect(page.locator("[class*=st-key-entry_establishments_0]")).to_contain_text("80")
    press(page, "trial.keep")


def compare_what_was_kept(page: Page) -> None:
    """Find it on the page that compares, and let the waterfall go from one to the other."""
    go_to(page, "compare")
    expect(page.locator(".chips").first).to_contain_text("1")
    assert page.locator(CHART).count() > 6


def gather_the_tables(page: Page, folder: Path) -> None:
    """Save what is in view as a file; bring those of three tables, and see the room in one picture."""
    go_to(page, "overview")
    page.get_by_text(said("takeaway.title"), exact=True).click()
    kept = saved(page, page.get_by_role("button", name=said("takeaway.file")))
    assert tomllib.loads(Path(kept.path()).read_text(encoding="utf-8"))["title"]
    tables = {folder / f"table_{mw}.toml": mw for mw in (20, 40, 60)}
    for file, mw in tables.items():
        file.write_text(TABLE.format(mw=mw), encoding="utf-8")
    go_to(page, "presenter")
    page.get_by_text(said("presenter.choices"), exact=True).click()
    page.locator("input[type=file]").first.set_input_files(list(tables))
    expect(page.get_by_text("3 · ")).to_be_visible()
    idle(page)
    at = page.get_by_role("heading", level=2).first
    while not at.inner_text().startswith("Salen"):
        before = at.inner_text()
        page.locator("body").press("ArrowRight")
        expect(at).not_to_have_text(before)
        idle(page)
    expect(at).to_have_text(re.compile("^Salen: fra .+ til .+ i året"))
    assert page.locator(CHART).count() > 0


def test_a_committee_goes_through_its_evening(opened: Opener, tmp_path: Path) -> None:
    page = opened()
    page.get_by_text(said("hours.show"), exact=True).click()
    expect(page.get_by_role("heading", name=said("hours.why_title"))).to_be_visible()
    guess_first(page)
    say_yes(page)
    compare_what_was_kept(page)
    go_to(page, "goals")
    expect(page.get_by_text(said("ways.title"), exact=True)).to_be_visible()
    gather_the_tables(page, tmp_path)
