"""One server and one browser for all tests of the screen; every page seen keeps to its own host and its policy."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from simulator.dashboard import PAGES
from simulator.dashboard.store import AHEAD, REHEARSE
from simulator.present.text import text
from tests.browser.reading import idle

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
PATIENCE_MS = 120_000
WIDE, PHONE = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app as it is."""
    yield from served(tmp_path_factory.mktemp("whole"), {})


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app with short scenarios."""
    yield from served(tmp_path_factory.mktemp("rehearsed"), {REHEARSE: "1"})


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Return where the app is: with short scenarios, unless the file of the test says that it wants the whole."""
    return str(request.getfixturevalue("whole" if getattr(request.module, "WHOLE", False) else "rehearsed"))


@pytest.fixture
def port() -> int:
    """Return a free loopback port."""
    return free_port()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def served(folder: Path, settings: dict[str, str], port: int | None = None) -> Iterator[str]:
    """Start the app on a loopback port, a free one unless one is named; end that process and no other."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    log = folder / "log"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", AHEAD: "0"} | settings
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        told = pytest.fail if os.environ.get("CI") else pytest.skip
        told("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Open a page for a new reader; see afterwards that no other host was asked, no policy broken, no script failed."""
    asked: list[str] = []
    said: list[str] = []
    failed: list[str] = []
    contexts = []

    def open_page(page: str = "overview", *, query: str = "", size: dict[str, int] = WIDE, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            locale="nb-NO",
            timezone_id="Europe/Oslo",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        new = context.new_page()
        new.on("request", lambda request: asked.append(request.url))
        new.on("websocket", lambda socket: asked.append(socket.url))
        new.on("pageerror", lambda fault: failed.append(str(fault)))
        new.on("console", lambda message: said.append(message.text))
        path = "" if page == "overview" else PAGES[page][0]
        new.goto(f"{address}/{path}?{query}")
        language = "en" if "lang=en" in query else "nb"
        expect(new.get_by_role("heading", level=1)).to_have_text(text(f"page.{page}.title", language))
        idle(new)
        return new

    yield open_page
    for context in contexts:
        context.close()
    own = (address, address.replace("http", "ws", 1), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert [words for words in said if "Content Security Policy" in words] == []
    assert failed == []
