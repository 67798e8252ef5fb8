"""A restart of the server under a page that somebody has open: what is in view comes back by itself."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from simulator.dashboard import store
from simulator.inputs.tokens import scenario_token
from simulator.premises import Horizon, Weather
from simulator.present.text import text
from tests.browser.conftest import PATIENCE_MS, WIDE, served
from tests.browser.reading import ANSWER, idle, slider

pytestmark = pytest.mark.browser

CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"


def test_a_scenario_in_view_outlives_a_restart(browser: Browser, tmp_path: Path, port: int) -> None:
    """What was moved is in the address; the first thing done afterwards brings it back, and is itself not heard."""
    running = contextmanager(served)
    brief = {"horizon": Horizon(first_year=2029, last_year=2035), "weather": Weather(count=3)}
    link = scenario_token(store.shipped()["data_centre_80mw"].model_copy(update=brief), store.answers().region)
    page = browser.new_page(viewport=WIDE, locale="nb-NO")  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE_MS)
    lever, entry = slider(page, text("lever.data_centre.name", "nb")), page.locator("[class*=st-key-entry_]").first
    began = page.get_by_role("combobox", name=text("trial.base", "nb"))
    with running(tmp_path, {}, port) as address:
        page.goto(f"{address}/test?lang=nb&t={link}")
        expect(page.locator(ANSWER)).to_have_count(4)
        idle(page)
        lever.press("ArrowRight")
        expect(entry).to_contain_text("85")
        idle(page)
        left = page.locator(f"{ANSWER} dd").first.evaluate("figure => figure.firstChild.textContent")
    expect(page.locator(CONNECTED)).to_have_count(0)
    with running(tmp_path, {}, port):
        expect(page.locator(CONNECTED)).to_have_count(1)
        lever.press("ArrowRight")
        expect(lever).to_have_value("90")
        expect(lever).to_have_value("85")  # what was in view is back, the press forgotten
        expect(began).to_have_value(text("control.own", "nb", title=store.shipped()["data_centre_80mw"].title))
        idle(page)
        expect(entry).to_contain_text("85")
        expect(page.locator(f"{ANSWER} dd").first).to_contain_text(left)
        lever.press("ArrowRight")
        expect(entry).to_contain_text("90")
        idle(page)
        expect(page.locator(f"{ANSWER} dd").first).not_to_contain_text(left)
    page.context.close()
