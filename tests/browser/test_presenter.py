"""The show for a room: in full screen every slide stands whole on the screens of projectors, in letters that carry."""

from __future__ import annotations

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as LookedTooLong

from simulator.present.slideshow import plan
from simulator.present.text import text
from tests.browser.conftest import Opener
from tests.browser.reading import CHART, idle, press_until_at
from tests.dashboard.test_app import GOOD

pytestmark = pytest.mark.browser

SCREENS = (({"width": 1920, "height": 1080}, 20), ({"width": 1024, "height": 768}, 16))  # with the smallest letters, px
KINDS = plan(3, 3)
PARTS = {
    "headline": "h2",
    "picture": f"{CHART} svg, .open-goals, .quick-code",
    "lever": "[data-testid=stSlider]",
    "source": ".source",
}
# Every word and picture of the slide that lies off the screen, is wider than its place or has too small letters.
FAULTS = """(smallest) => {
  const found = [], parts = []
  const look = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.shadowRoot) look(one.shadowRoot)
    parts.push(one)
  })
  look(document.querySelector(".st-key-stage"))
  for (const one of parts) {
    const words = [...one.childNodes].filter((part) => part.nodeType === 3).map((part) => part.data).join("").trim()
    const box = one.getBoundingClientRect(), picture = one.matches("svg.marks, .quick-code")
    if (!(words || picture) || box.width < 2 || !one.checkVisibility()) continue
    const drawn = one.ownerSVGElement && one.getScreenCTM()
    const scale = drawn ? Math.hypot(drawn.a, drawn.b) : one.currentCSSZoom
    const letters = parseFloat(getComputedStyle(one).fontSize) * scale
    const off = box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight
    const wide = picture && box.right > one.closest("[data-testid=stVerticalBlock]").getBoundingClientRect().right + 1
    if (off || wide || (words && letters < smallest)) found.push({ words, letters, off, wide })
  }
  const main = document.querySelector("[data-testid=stMain]")
  return main.scrollHeight > main.clientHeight ? [...found, "scrolls"] : found
}"""
LONGEST_LOOK_MS = 3000  # until a chart is drawn anew for a screen of another size


def faults(page: Page, size: dict[str, int], smallest: float) -> list[Any]:
    """Return what is wrong with a slide on a screen of a size, once it is drawn for it."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    try:
        page.wait_for_function(
            f"(smallest) => ({FAULTS})(smallest).length === 0", arg=smallest, timeout=LONGEST_LOOK_MS
        )
    except LookedTooLong:
        return list(page.evaluate(FAULTS, smallest))
    return []


def place(page: Page, number: int) -> None:
    """Wait until a slide of that number stands there, drawn to its end."""
    expect(page.locator(".place")).to_have_text(text("presenter.place", "nb", number=number, count=len(KINDS)))
    idle(page)


def test_every_slide_stands_whole_in_full_screen_and_is_turned_by_keys(opened: Opener) -> None:
    page = opened("presenter", query="t=circular_park", size=SCREENS[-1][0])
    page.get_by_text(text("presenter.choices", "nb")).click()
    tables = [GOOD.replace(b"= 40", f"= {size}".encode()) for size in (40, 60, 80)]
    page.locator("input[type=file]").set_input_files(
        [{"name": f"bord{n}.toml", "mimeType": "application/toml", "buffer": one} for n, one in enumerate(tables)]
    )
    place(page, 1)
    press_until_at(page, text("presenter.full", "nb"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.fullscreenElement")
    found, headlines = {}, []
    for number, kind in enumerate(KINDS, start=1):
        place(page, number)
        counts = {name: page.locator(f".st-key-stage :is({part})").count() for name, part in PARTS.items()}
        assert counts["picture"] >= 1 and counts["lever"] == (kind != "take"), kind
        assert counts["headline"] == counts["source"] == 1, kind
        headlines.append(page.locator(".st-key-stage h2").inner_text())
        for screen, smallest in SCREENS:
            found[kind, screen["width"]] = faults(page, screen, smallest)
        page.keyboard.press("ArrowRight")
    link = page.locator(".where a").inner_text()
    assert [one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))] == [link]
    number = len(KINDS)
    for key in ("ArrowLeft",) * 3 + ("ArrowRight",) * 2:  # to a full slide, and back to one with room
        page.keyboard.press(key)
        number += 1 if key == "ArrowRight" else -1
        place(page, number)
        assert page.locator(".st-key-stage h2").inner_text() == headlines[number - 1]
    page.wait_for_function("() => getComputedStyle(document.querySelector('.st-key-stage')).zoom === '1'")
    assert len(set(headlines)) == len(KINDS)
    assert {where: bad for where, bad in found.items() if bad} == {}
