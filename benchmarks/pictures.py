"""Take the pictures of `docs/images`: every page in both languages and themes, on a desk, a projector and a phone.

The page that presents is in full screen on a projector, and on a large one as well. What stands further down and is
worth a picture of its own is taken once in each language.

    python -m benchmarks.pictures [PAGE …]

Needs Chromium. The real model is shown, so the first pages wait for the scenarios to be worked out.
"""

from __future__ import annotations

import argparse
import io
import itertools
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from simulator.dashboard import PAGES
from simulator.present.text import LANGUAGES, text
from tests.browser.conftest import ARGUMENTS, CHROMIUM, served
from tests.browser.reading import idle

IMAGES: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
# Desk and phone: several screens.
SIZES: Final = {"desk": (1440, 1800), "projector": (1024, 768), "phone": (390, 1400), "large": (1920, 1080)}
WIDTHS: Final = {"desk": 960, "projector": 800, "phone": 390, "large": 960}
SHOWN: Final = "presenter"
PAUSE_MS: Final = 500
PARTS: Final = {"overview": ("where.title", "kart"), "goals": ("goals.way_title", "veien")}
PART_SIZE: Final = (1200, 700)
PART_SCENARIO: Final = "strategy"
FULL_SCREEN: Final = ("projector", "large")
THEMES: Final = ("light", "dark")
LONGEST_WAIT_MS: Final = 600_000
COLOURS: Final = 200


def take(browser: Browser, address: str, page: str, look: tuple[str, str, str], part: str = "") -> Image.Image:
    """Open a page for a new reader and return what is seen, of the whole or from a heading on."""
    language, theme, size = look
    width, height = PART_SIZE if part else SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )
    context.set_default_timeout(LONGEST_WAIT_MS)
    try:
        new = context.new_page()
        opened(new, address, page, language, f"&s={PART_SCENARIO}" if part else "")
        if page == SHOWN and size in FULL_SCREEN:
            new.get_by_role("button", name=text("presenter.full", language)).click()
            new.wait_for_function("() => document.fullscreenElement")
            idle(new)
        if part:
            new.get_by_role("heading", name=text(part, language)).evaluate("one => one.scrollIntoView()")
            idle(new)
        return Image.open(io.BytesIO(settled(new)))
    finally:
        context.close()


def settled(new: Page) -> bytes:
    """Take pictures until two in a row are alike: a chart fills a wider place a moment after the place is there."""
    before, now = b"", new.screenshot(animations="disabled")
    while now != before:
        new.wait_for_timeout(PAUSE_MS)
        before, now = now, new.screenshot(animations="disabled")
    return now


def opened(new: Page, address: str, page: str, language: str, more: str = "") -> None:
    """Open a page and wait until it is written and drawn."""
    path = "" if page == "overview" else PAGES[page][0]
    new.goto(f"{address}/{path}?lang={language}{more}")
    expect(new.get_by_role("heading", level=1)).to_have_text(text(f"page.{page}.title", language))
    idle(new)


def kept(picture: Image.Image, size: str, file: Path) -> None:
    """Keep a picture in reduced size and few colours."""
    width = WIDTHS[size]
    small = picture.convert("RGB").resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    small.quantize(COLOURS).save(file, optimize=True)


def main() -> None:
    """Take the pictures of the pages that are named, or of all."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    # The empty list, which stands for all, is held against the choices, too.
    words.add_argument("page", nargs="*", choices=[*PAGES, []], metavar="PAGE")
    wanted = words.parse_args().page or list(PAGES)
    expect.set_options(timeout=LONGEST_WAIT_MS)
    with TemporaryDirectory() as folder, contextmanager(served)(Path(folder), {}) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        for page, *look in itertools.product(wanted, LANGUAGES, THEMES, SIZES):
            if look[2] == "large" and page != SHOWN:
                continue
            file = IMAGES / f"{PAGES[page][0]}_{'_'.join(look)}.png"
            kept(take(browser, address, page, (look[0], look[1], look[2])), look[2], file)
            print(f"{file.name} {file.stat().st_size / 1000:.0f} kB", flush=True)
        for page, language in itertools.product([page for page in wanted if page in PARTS], LANGUAGES):
            heading, name = PARTS[page]
            file = IMAGES / f"{PAGES[page][0]}_{name}_{language}.png"
            kept(take(browser, address, page, (language, THEMES[0], "desk"), heading), "desk", file)
            print(f"{file.name} {file.stat().st_size / 1000:.0f} kB", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
