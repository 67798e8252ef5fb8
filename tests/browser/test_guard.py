"""What the server tells every browser, whom it refuses, and that readers never see each other's choices."""

from __future__ import annotations

import asyncio
import http.client
import re
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.crowd import Session, read
from simulator import Region, Scenario, load_levers, load_weather, resolve, simulate
from simulator.dashboard import PAGES, store
from simulator.dashboard.server import HEADERS
from simulator.present.frames import TRIO
from simulator.present.text import fmt, text
from simulator.questions.levers import moved
from tests.browser.conftest import Opener
from tests.browser.reading import ANSWER, go_to, slider, surplus

pytestmark = pytest.mark.browser

KNOCK = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
PEOPLE, CHARTS = 20, 2
SIZES_MW = [10.0 + 15.0 * place for place in range(PEOPLE)]


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


@pytest.mark.parametrize("given", [{}, {"Cookie": "_streamlit_xsrf=a", "X-Xsrftoken": "b"}])
def test_an_upload_that_no_page_of_ours_sends_is_refused(address: str, given: dict[str, str]) -> None:
    status, _ = asked(address, "/_stcore/upload_file/session/file", given, method="PUT")
    assert status == http.client.FORBIDDEN


def asked(
    address: str, path: str, headers: dict[str, str], *, method: str = "GET"
) -> tuple[int, http.client.HTTPMessage]:
    """Ask the server for something, and return what it answers first."""
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    try:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers
    finally:
        line.close()


@pytest.mark.bad_input("L11")
def test_two_readers_at_once_see_only_their_own_scenario(opened: Opener) -> None:
    names = ("reference", "data_centre_80mw")
    one, other = (opened(query=f"s={name}&year=2035") for name in names)
    figures = [surplus(page).inner_text() for page in (one, other)]
    assert figures[0] != figures[1]
    for page in (one, other):
        slider(page, text("control.year", "nb")).press("Home")
    for page, figure, name in zip((one, other), figures, names, strict=True):
        page.wait_for_url(f"**year={store.REHEARSAL.first_year}**")
        expect(surplus(page)).not_to_have_text(figure)
        assert f"s={name}" in page.url


def test_two_readers_at_once_move_their_own_levers_and_keep_their_own_scenarios(opened: Opener) -> None:
    one, other = opened("trial", query="t=reference"), opened("trial", query="t=reference")
    start = one.locator(ANSWER).first.inner_text()
    slider(one, text("lever.data_centre.name", "nb")).press("End")
    slider(other, text("lever.wind.name", "nb")).press("End")
    for page in (one, other):
        expect(page.locator(ANSWER).first).not_to_have_text(start, use_inner_text=True)
    assert one.locator(ANSWER).first.inner_text() != other.locator(ANSWER).first.inner_text()
    expect(slider(one, text("lever.wind.name", "nb"))).to_have_value("0")
    expect(slider(other, text("lever.data_centre.name", "nb"))).to_have_value("0")
    kept = text("trial.title", "nb", title=store.shipped()["reference"].title, number=1)
    one.get_by_role("button", name=text("trial.keep", "nb")).click()
    expect(one.get_by_test_id("stAlert").first).to_contain_text(kept)
    go_to(other, "compare")
    expect(other.get_by_role("button", name=store.shipped()["reference"].title, exact=True)).to_be_visible()
    expect(other.get_by_text(kept)).to_have_count(0)


class Listener(Session):
    """A session that keeps the answers it was told last, by the heading they stand under."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.told: dict[str, list[str]] = {}

    async def heard(self, before: deque[ForwardMsg]) -> ForwardMsg:
        message = await super().heard(before)
        body = message.delta.new_element.html.body
        if 'class="answer"' in body:
            heading = re.findall("<h2>(.*?)</h2>", body)[0]
            self.told[heading] = [unescape(value) for value in re.findall("<dd>(.*?)<small>", body)]
        return message


async def told_each(address: str, label: str) -> list[list[str]]:
    """Let people open a page and put a lever somewhere, all at the same time; return what each was told of power."""
    people = await asyncio.gather(*(read(address, "test", "lang=nb&t=reference", CHARTS, Listener) for _ in SIZES_MW))
    try:
        await asyncio.gather(*(one.move(label, size) for one, size in zip(people, SIZES_MW, strict=True)))
    finally:
        for one in people:
            await one.socket.close()
    return [one.told[text("card.power", "nb")] for one in people]


def computed(size: float, region: Region) -> list[str]:
    """Return the figures of power with a data centre of a size, straight from the core. [MW]"""
    (lever,) = (one for one in load_levers(region) if one.id == "data_centre")
    scenario: Scenario = moved(lever, store.shipped(True)["reference"], size, region=region, title=lever.id)
    result = simulate(scenario, resolve(region, scenario), region, load_weather(scenario.weather))
    means = [float(result.indicators.at(name, store.FIRST_YEAR_SHOWN).mean()) for name in TRIO]
    return [fmt(mean, "GWh", None, "nb") for mean in means]


def test_twenty_people_at_once_are_each_told_the_answer_of_their_own_scenario(address: str, region: Region) -> None:
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has a loop of its own in this thread
        told = apart.submit(asyncio.run, told_each(address, text("lever.data_centre.name", "nb"))).result()
    assert told == [computed(size, region) for size in SIZES_MW]
    assert len({tuple(one) for one in told}) == PEOPLE
