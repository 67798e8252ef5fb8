"""The first screen in a real browser: numbers appear, choices move them, nothing is fetched from elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from simulator.present.text import text

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 300_000
FIGURE, FIGURES = "[data-testid=stMetricValue]", 7


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app on a free loopback port; end that process and no other."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    log = tmp_path_factory.mktemp("streamlit") / "log"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with log.open("w") as errors:
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, env=environment, text=True)
    try:
        wait_for_own_word(server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate()


def wait_for_own_word(server: subprocess.Popen[str], log: Path) -> None:
    """Read what the server prints until it names its address, which it does once it listens."""
    assert server.stdout is not None
    if not any("URL:" in line for line in server.stdout):
        pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    if not Path(CHROMIUM).exists():
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told("no Chromium on this machine")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=CHROMIUM,
            headless=True,
            args=ARGUMENTS,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            viewport={"width": 1440, "height": 1000},
        )
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield context
        context.close()


@pytest.fixture
def page(browser: BrowserContext, address: str) -> Iterator[Page]:
    """Open the first screen, and see afterwards that nothing was asked of another host."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.locator(FIGURE)).to_have_count(FIGURES)  # before that, the first to be drawn may be another
    expect(page.locator(FIGURE).first).to_contain_text("GWh")
    yield page
    own = (address, address.replace("http", "ws", 1), "data:", "blob:")
    page.close()
    assert [url for url in asked if not url.startswith(own)] == []


def test_first_screen_shows_figures_and_charts_in_norwegian(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text("page.overview.title", "nb"))
    expect(page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas")).to_have_count(3)


def test_choosing_a_scenario_changes_figures_and_address(page: Page) -> None:
    surplus = page.locator(FIGURE).first
    before = surplus.inner_text()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Datasenter 80 MW på Tynset").click()
    expect(surplus).not_to_have_text(before)
    page.wait_for_url("**s=data_centre_80mw**")


def test_moving_the_year_by_keyboard_changes_the_figures(page: Page) -> None:
    surplus = page.locator(FIGURE).first
    before = surplus.inner_text()
    slider = page.locator("[data-testid=stSlider] [role=slider], [data-testid=stSlider] input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    expect(surplus).not_to_have_text(before)
    page.wait_for_url("**year=2024**")


def test_switching_language_keeps_the_figures(page: Page) -> None:
    surplus = page.locator(FIGURE).first
    norwegian = surplus.inner_text()
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text("page.overview.title", "en"))
    expect(surplus).to_have_text(norwegian.replace("\u00a0", ",", norwegian.count("\u00a0") - 1))
    page.wait_for_url("**lang=en**")


def test_the_other_pages_open(page: Page) -> None:
    for name in ("compare", "goals", "sources"):
        page.get_by_role("link", name=text(f"page.{name}.menu", "nb")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(text(f"page.{name}.title", "nb"))
    expect(page.locator("table.rows")).to_be_visible()
