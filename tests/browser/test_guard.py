"""What the server tells every browser, whom it refuses, and that readers never see each other's choices."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from simulator.dashboard import PAGES
from simulator.dashboard.server import HEADERS
from simulator.present.text import text
from tests.browser.conftest import Opener
from tests.browser.reading import ANSWER, idle, slider, surplus

pytestmark = pytest.mark.browser

KNOCK = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize("path", ["", *(path for path, _ in PAGES.values())])
def test_every_page_carries_the_policy(address: str, path: str) -> None:
    status, headers = asked(address, f"/{path}", {})
    assert status == http.client.OK
    for name, value in HEADERS.items():
        assert headers[name.decode()] == value.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, http.client.SWITCHING_PROTOCOLS),
        ({"Origin": "https://elsewhere.example"}, http.client.FORBIDDEN),
        ({"Host": "elsewhere.example"}, http.client.FORBIDDEN),
    ],
)
def test_the_socket_opens_to_its_own_page_only(address: str, given: dict[str, str], status: int) -> None:
    own = {"Origin": address, "Host": urlsplit(address).netloc}
    assert asked(address, "/_stcore/stream", KNOCK | own | given)[0] == status


def asked(address: str, path: str, headers: dict[str, str]) -> tuple[int, http.client.HTTPMessage]:
    """Ask the server for something, and return what it answers first."""
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers
    finally:
        line.close()


def test_two_readers_see_only_their_own(opened: Opener) -> None:
    one, other = opened(query="s=reference&year=2035"), opened(query="s=data_centre_80mw&year=2035")
    figures = [surplus(page).inner_text() for page in (one, other)]
    assert figures[0] != figures[1]
    for page in (one, other):
        slider(page, text("control.year", "nb")).press("Home")
    for page, figure in zip((one, other), figures, strict=True):
        page.wait_for_url("**year=2024**")
        idle(page)
        slider(page, text("control.year", "nb")).press("End")
        page.wait_for_url("**year=2040**")
        idle(page)
        expect(surplus(page)).not_to_have_text(figure)
    assert "s=reference" in one.url and "s=data_centre_80mw" in other.url


def test_two_readers_move_their_own_levers_and_keep_their_own_scenarios(opened: Opener) -> None:
    one, other = opened("trial", query="t=reference"), opened("trial", query="t=reference")
    start = one.locator(ANSWER).first.inner_text()
    slider(one, text("lever.data_centre.name", "nb")).press("End")
    slider(other, text("lever.wind.name", "nb")).press("End")
    for page in (one, other):
        expect(page.locator(ANSWER).first).not_to_have_text(start, use_inner_text=True)
        idle(page)
    assert one.locator(ANSWER).first.inner_text() != other.locator(ANSWER).first.inner_text()
    expect(slider(one, text("lever.wind.name", "nb"))).to_have_value("0")
    expect(slider(other, text("lever.data_centre.name", "nb"))).to_have_value("0")
    one.get_by_role("button", name=text("trial.keep", "nb")).click()
    expect(one.get_by_test_id("stAlert").first).to_be_visible()
    other.get_by_role("link", name=text("page.compare.menu", "nb")).click()
    expect(other.get_by_role("heading", level=1)).to_have_text(text("page.compare.title", "nb"))
    idle(other)
    expect(other.get_by_text("endret 1")).to_have_count(0)
