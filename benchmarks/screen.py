"""How long the screen takes in a real browser, beside a bare page that computes nothing, measured in turns in one run.

    python -m benchmarks.screen [moves] [people] [long] [--short] [--minutes N]

The bare page has one slider, one key figure and no model: what Streamlit as it comes, the browser and this machine
need. Beside it stands the same page with this program's settings, which collect no garbage after each page. Ratios are
what counts; seconds move with the machine and with what else runs there. Goals: key figure within 2 times, last chart
within 5 times the bare page's median; 95 of 100 within twice our own median; 20 people at once within 5 times of what
one alone waits.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.crowd import FOR_EVER, PEOPLE, SECONDS_BETWEEN_MOVES, Move, Pace, Where, crowd
from simulator.present.text import text
from tests.browser.conftest import ARGUMENTS, CHROMIUM, WIDE
from tests.browser.reading import ANSWER, FIGURE, go_to, idle, slider

ROOT = Path(__file__).resolve().parents[1]
BARE = """import streamlit as st
value = st.slider("Number", 0, 1000, 500)
st.metric("Figure", f"{value} GWh")
"""
LONGEST_WAIT_MS = 300_000
QUIET_SHARE, QUIET_SECONDS, MOST_QUIET_ROUNDS = 0.1, 2.0, 150
MOVES_EACH = 8
PARTS = ("moves", "people", "long")
SECONDS_TO_LOOK = 10.0  # at four answers and two charts, before the lever is moved on
MOST_MOVES = 16  # as many steps as there are years in a horizon
FINDING = ".st-key-finding"  # names the year, so it changes where a figure might not
# Notes when a figure changes after a key, when it is no first estimate any more, and when something was last drawn in a
# chart; done once all of them have been drawn anew and none has for a while.
STOPWATCH = """([figure, charts]) => {
  const read = () => document.querySelector(figure)?.innerText, before = read(), drawn = new Set()
  const watch = window.watch = { done: false }
  addEventListener("keydown", event => { watch.start = event.timeStamp }, { once: true, capture: true })
  const eyes = new MutationObserver(all => {
    const now = performance.now()
    const changed = read() && read() !== before
    if (!watch.figure && changed) watch.figure = now
    if (!watch.answer && changed && !read().includes("≈")) watch.answer = now
    for (const one of all) {
      const where = one.target.closest ? one.target : one.target.parentElement
      const chart = where?.closest("[data-testid=stVegaLiteChart]")
      if (watch.start && chart) { drawn.add(chart); watch.chart = now }
    }
  })
  eyes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  const look = setInterval(() => {
    const still = !charts || (drawn.size >= charts && performance.now() - watch.chart > 400)
    if (watch.answer && still) { eyes.disconnect(); clearInterval(look); watch.done = true }
  }, 50)
}"""
A_YEAR = Where("", ("lang=nb&s=reference",), 3, text("control.year", "nb"))
# Each begins with one of the scenarios that come along, so that few meet what others have asked for.
SCENARIOS = tuple(f"lang=nb&t={path.stem}" for path in sorted((ROOT / "scenarios").glob("*.toml")))
A_LEVER = Where("test", SCENARIOS, 2, text("lever.data_centre.name", "nb"))
Row = tuple[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Server:
    """A running page, and when its process was started."""

    address: str
    process: subprocess.Popen[str]
    started: float

    def memory_mb(self) -> float:
        """Return what the process holds now. [MB]"""
        said = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", said)
        return int(found[1]) / 1024 if found else float("nan")

    def cpu_seconds(self) -> float:
        """Return the processor time of the process so far. [s]"""
        words = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(*words: str, settings: Path = ROOT) -> Iterator[Server]:
    """Start a page by a module of Python, on a free loopback port; end that process and no other.

    ``settings`` is the folder in which Streamlit looks for its own.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *(word.format(port=port) for word in words)]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=settings, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=sys.stderr, text=True
    )
    server = Server(f"http://127.0.0.1:{port}", process, started)
    try:
        until_it_answers(server)
        yield server
    finally:
        process.terminate()
        process.wait()


def until_it_answers(server: Server) -> None:
    """Wait until the server takes calls."""
    for _ in range(600):
        try:
            with urlopen(f"{server.address}/_stcore/health", timeout=5):  # noqa: S310 - our own loopback address
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(server.address)


def until_quiet(server: Server) -> None:
    """Wait until what is prepared in the background is done."""
    for _ in range(MOST_QUIET_ROUNDS):
        before = server.cpu_seconds()
        time.sleep(QUIET_SECONDS)
        if server.cpu_seconds() - before < QUIET_SHARE * QUIET_SECONDS:
            return


def opened(browser: Browser, address: str, figure: str) -> Page:
    """Open a page for a new reader, and wait for its first key figure."""
    context = browser.new_context(viewport=WIDE, locale="nb-NO")  # type: ignore[arg-type]
    context.set_default_timeout(LONGEST_WAIT_MS)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(figure).first).to_be_visible()
    return page


def moved(page: Page, label: str, figure: str, charts: int, key: str = "ArrowRight") -> Move:
    """Press a key on a slider, and take the time until figure and charts have changed."""
    slider(page, label).first.focus()
    page.evaluate(STOPWATCH, [figure, charts])
    page.keyboard.press(key)
    page.wait_for_function("() => window.watch.done")
    watch = page.evaluate("() => window.watch")
    figure, answer = watch["figure"], watch["answer"]
    seconds = [(at - watch["start"]) / 1000 for at in (figure, watch.get("chart", answer), answer)]
    return Move(seconds[0], seconds[1], answered=seconds[2])


def timed(act: Callable[[], object]) -> float:
    """Return how long something takes. [s]"""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure_moves(browser: Browser, bare: Sequence[Server], app: Server, count: int) -> list[Row]:
    """Move the sliders of both bare pages and ours in turns."""
    plain, same = (opened(browser, one.address, FIGURE) for one in bare)
    overview = opened(browser, f"{app.address}/?lang=nb&year=2024", FINDING)
    trial = opened(browser, f"{app.address}/test?lang=nb&t=reference", ANSWER)
    both = opened(browser, f"{app.address}/test?lang=nb&t=data_centre_80mw", ANSWER)
    far = opened(browser, f"{app.address}/test?lang=nb&t=circular_park", ANSWER)
    for page in (overview, trial, both, far):
        idle(page)
    centre, wind, solar = (text(f"lever.{name}.name", "nb") for name in ("data_centre", "wind", "solar"))
    answer = f"{ANSWER} dl"
    found: dict[str, list[Move]] = {}
    for turn in range(count):
        moves = {
            "bare page": (plain, "Number", FIGURE, 0),
            "bare page, our settings": (same, "Number", FIGURE, 0),
            "overview, another year": (overview, text("control.year", "nb"), FINDING, 3),
            "test, lever a step on": (trial, centre, answer, 2),
            "test, two levers by turns": (both, (centre, wind)[turn % 2], answer, 2),
            "test, a lever ten steps on": (far, (centre, wind, solar)[turn % 3], answer, 2, "PageUp"),
        }
        for name, move in moves.items():
            found.setdefault(name, []).append(moved(*move))
    for page in (plain, same, overview, trial, both, far):
        page.context.close()
    rows: list[Row] = []
    for name, took in found.items():
        rows.append((f"{name}: key figure", [one.figure for one in took]))
        if any(one.answered > one.figure for one in took):
            rows.append((f"{name}: key figure, no estimate", [one.answered for one in took]))
        if not name.startswith("bare"):
            rows.append((f"{name}: last chart", [one.charts for one in took]))
    return rows


def measure_turns(browser: Browser, app: Server, count: int) -> list[Row]:
    """Switch pages and turn slides."""
    page = opened(browser, f"{app.address}/?lang=nb", FIGURE)
    idle(page)
    for name in ("compare", "overview", "presenter", "compare"):  # each once before, as after the first minute of use
        go_to(page, name)
    switches = [timed(lambda name=name: go_to(page, name)) for _ in range(count) for name in ("overview", "compare")]  # type: ignore[misc]
    go_to(page, "presenter")
    at, slides = page.get_by_role("heading", level=2).first, []
    for turn in range(count):
        before, key = at.inner_text(), "ArrowRight" if turn % 2 == 0 else "ArrowLeft"
        page.locator("body").press(key)
        slides.append(timed(lambda before=before: expect(at).not_to_have_text(before)))  # type: ignore[misc]
        idle(page)
    page.context.close()
    return [("page switch, drawn to its end", switches), ("next slide: headline", slides)]


def measure_people(app: Server) -> list[Row]:
    """Let people move sliders: one alone, one beside a hasty one, 20 each at its pace, 20 all at the same moments."""
    found = []
    for name, where, seconds in (("a year", A_YEAR, SECONDS_BETWEEN_MOVES), ("a lever", A_LEVER, SECONDS_TO_LOOK)):
        pace = Pace(MOVES_EACH, seconds=seconds)
        for turn, (how, paces) in enumerate(
            (
                ("1 alone", [pace]),
                ("1 beside one who never pauses", [pace, Pace(FOR_EVER, seconds=0.0)]),
                (f"{PEOPLE}, each at its pace", [pace] * PEOPLE),
                (f"{PEOPLE} at the same moments", [replace(pace, together=True)] * PEOPLE),
            )
        ):
            own = [replace(one, begins=(MOVES_EACH + 1) * turn) for one in paces]
            took = [move for one in crowd(app.address, where, paces=own) for move in one]
            found.append((f"{how}, {name}: key figure sent", [one.figure for one in took]))
            found.append((f"{how}, {name}: last chart sent", [one.charts for one in took]))
    return found


def measure_long(app: Server, minutes: int) -> list[Row]:
    """Let 20 people move a lever for long, to what nobody has asked for before; tell each third apart. [s]"""
    with ThreadPoolExecutor(1) as apart:
        memory, where = [], replace(A_LEVER, apart=text("lever.wind.name", "nb"))
        paces = [Pace(FOR_EVER, minutes, seconds=SECONDS_TO_LOOK)] * PEOPLE
        going = apart.submit(crowd, app.address, where, paces=paces)
        while not wait([going], timeout=15).done:
            memory.append(app.memory_mb())
    took = sorted((move for one in going.result() for move in one), key=lambda one: one.begun)
    found: list[Row] = []
    for third, name in enumerate(("first", "second", "last")):
        part = took[third * len(took) // 3 : (third + 1) * len(took) // 3]
        found.append((f"{name} third of {minutes} minutes: key figure", [one.figure for one in part]))
        found.append((f"{name} third of {minutes} minutes: last chart", [one.charts for one in part]))
        held = memory[third * len(memory) // 3 : (third + 1) * len(memory) // 3]
        print(f"memory of the server, {name} third: {min(held):.0f} to {max(held):.0f} MB")
    return found


def report(rows: Sequence[Row], against: float = 0.0) -> None:
    """Print what was measured; `against` is the bare page's median, 0 where it was not measured. [s]"""
    print(f"\n| {'':55} | number | median ms | 95 % ms | to bare page | 95 % to own median |")
    print(f"|{'---|' * 6}")
    for name, seconds in rows:
        middle = statistics.median(seconds)
        high = sorted(seconds)[min(int(0.95 * len(seconds)), len(seconds) - 1)]
        print(
            f"| {name:55} | {len(seconds):6} | {middle * 1000:9.0f} | {high * 1000:7.0f} |"
            f" {f'{middle / against:.1f}' if against else '–':>12} | {high / middle:18.1f} |"
        )


def main() -> None:
    """Read the words of the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)}; moves and people if none")
    parser.add_argument("--short", action="store_true", help="few moves, for a first look")
    parser.add_argument("--minutes", type=int, default=30, help="how long 20 people move a lever in the part long")
    words = parser.parse_args()
    parts = words.parts or PARTS[:2]
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    expect.set_options(timeout=LONGEST_WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        measure(browser, parts, MOST_MOVES // 3 if words.short else MOST_MOVES, words.minutes)
        browser.close()


def measure(browser: Browser, parts: Sequence[str], count: int, minutes: int) -> None:
    """Start all pages and measure the parts that were asked for, once each."""
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory()))
        script = folder / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        words = ("streamlit", "run", str(script), "--server.port={port}", "--server.headless=true")
        words += ("--server.address=127.0.0.1", "--browser.gatherUsageStats=false")
        bare = [running.enter_context(served(*words, settings=where)) for where in (folder, ROOT)]
        opened(browser, bare[0].address, FIGURE).context.close()
        first: list[Row] = [("bare page: first figure after start", [time.perf_counter() - bare[0].started])]
        app = running.enter_context(served("simulator", "app", "--port", "{port}"))
        opened(browser, app.address, FIGURE).context.close()
        first.append(("first key figure after start", [time.perf_counter() - app.started]))
        until_quiet(app)
        print(
            f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" Chromium {browser.version}; load before: {os.getloadavg()[0]:.1f}; server {app.memory_mb():.0f} MB"
        )
        if "moves" in parts:
            moves = measure_moves(browser, bare, app, count)
            report([*first, *moves, *measure_turns(browser, app, count)], statistics.median(moves[0][1]))
            print(f"server {app.memory_mb():.0f} MB after one reader")
        if "people" in parts:
            report(measure_people(app))
            print(f"server {app.memory_mb():.0f} MB after {PEOPLE} people")
        if "long" in parts:
            report(measure_long(app, minutes))
        print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
