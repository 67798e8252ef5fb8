"""Ten tasks of a committee, each within five interactions from the start page: a click, a key or a choice is one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from pptx import Presentation

from simulator import Region, load_scenario, load_weather, resolve, simulate
from simulator.dashboard import store
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.text import fmt, text
from simulator.uncertainty import of_one_year
from tests.browser.conftest import PHONE, Opener
from tests.browser.reading import ANSWER, CHART, FIGURE, idle, saved, slider, still, surplus

pytestmark = pytest.mark.browser

Done = TypeVar("Done")
MOST_INTERACTIONS = 5
PARK, YEAR = "circular_park", store.FIRST_YEAR_SHOWN
WHOLE = True  # the app as it is: real figures, real waiting


class Reader:
    """Somebody at the start page who does things one by one; each is counted.

    Parameters
    ----------
    page : Page
    """

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def does(self, act: Callable[[], Done]) -> Done:
        self.done += 1
        assert self.done <= MOST_INTERACTIONS
        return act()

    def clicks(self, place: Locator) -> None:
        """Press something once it lies still: what folds out moves what is below it."""
        still(self.page)
        self.does(place.first.click)

    def saves(self, key: str) -> Download:
        """Press a button that saves a file, which is one click."""
        return self.does(lambda: saved(self.page, self.page.get_by_role("button", name=said(key)).first))

    def opens(self, name: str) -> None:
        """Choose a page from the menu."""
        self.clicks(self.page.get_by_role("link", name=said(f"page.{name}.menu"), exact=True))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(said(f"page.{name}.title"))
        idle(self.page)

    def begins_with(self, label: str, scenario: str) -> None:
        """Choose a scenario from a list, which takes two clicks."""
        self.clicks(self.page.get_by_role("combobox", name=label))
        self.clicks(self.page.get_by_role("option", name=title(scenario), exact=True))

    def finds(self, place: Locator) -> str:
        """Return what stands in a place, once it stands there."""
        expect(place.first).to_be_visible()
        return place.first.inner_text()


def said(key: str, **values: object) -> str:
    return text(key, "nb", **values)


def title(scenario: str) -> str:
    return store.shipped()[scenario].title


def spaced(words: str) -> str:
    """Write every kind of space alike."""
    return re.sub(r"\s+", " ", words)


@pytest.fixture
def reader(opened: Opener) -> Reader:
    return Reader(opened())


def card(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("region", name=said(f"card.{name}")).and_(reader.page.locator(ANSWER))


def computed(scenario: str, region: Region) -> Seen:
    """Return the year in view as the core answers it."""
    wanted = of_one_year(store.shipped()[scenario], YEAR)
    return Seen(simulate(wanted, resolve(region, wanted), region, load_weather(wanted.weather)))


def test_finding_the_worst_week(reader: Reader, region: Region) -> None:
    expect(reader.page.get_by_role("heading", name=said("week.title"))).to_be_visible()
    seen = computed("reference", region)
    worst = seen.indicator("worst_week_surplus_gwh")
    told = spaced(sentences.worst_week(seen, View(YEAR))).replace("**", "")
    assert spaced(fmt(float(worst.mean()), "GWh")) in told and spaced(fmt(float(worst.min()), "GWh")) in told
    assert told in spaced(reader.page.locator("[data-testid=stMain]").inner_text())
    reader.clicks(reader.page.get_by_text(said("hours.show"), exact=True))
    expect(reader.page.get_by_role("heading", name=said("hours.why_title"))).to_be_visible()
    idle(reader.page)
    reader.clicks(reader.page.get_by_role("radio", name=said("hours.level_week"), exact=True))
    week = reader.page.get_by_role("slider", name=said("hours.week"))
    expect(week).to_be_visible()
    first_day = int(seen.result.ledger.worst_week_day[0, worst[0].argmin()])
    expect(week).to_have_attribute("aria-valuetext", frames.week_name(first_day, "nb"))


def test_adding_a_data_centre_of_80_mw_at_tynset_from_2029(reader: Reader) -> None:
    reader.opens("trial")
    reader.begins_with(said("trial.base"), "reference")
    lever = slider(reader.page, said("lever.data_centre.name"))
    expect(lever).to_have_value("0")
    idle(reader.page)
    before = reader.finds(card(reader, "power"))
    track = reader.page.get_by_role("group", name=said("lever.data_centre.name")).locator("> div").first
    box = track.bounding_box()
    assert box is not None
    at = {"x": box["width"] * 80 / 300, "y": box["height"] / 2}
    reader.does(lambda: track.click(position=at))  # type: ignore[arg-type]
    expect(lever).to_have_value("80")
    expect(card(reader, "power")).not_to_have_text(before, use_inner_text=True)
    entry = reader.page.locator("[class*=st-key-entry_establishments_0]")
    expect(entry).to_contain_text("Tynset")
    expect(entry).to_contain_text("2029")
    expect(entry).to_contain_text("80")


def test_seeing_whether_the_grid_carries_it_and_what_binds(reader: Reader, region: Region) -> None:
    reader.opens("trial")
    shown = spaced(reader.finds(card(reader, "connection")))
    seen = computed("data_centre_80mw", region)
    found = seen.result.connections
    lines = zip(found.links, found.link_full_hours[0].mean(axis=0).sum(axis=-1), strict=True)
    points = zip(found.exchanges, found.exchange_full_hours[0].mean(axis=0).sum(axis=-1), strict=True)
    binding, hours = max([*lines, *points], key=lambda one: float(one[1]))
    assert spaced(f"{said('card.binding')} {said(f'grid.{binding}')} {fmt(float(hours), 'hours')}") in shown
    cut = float(found.establishment_cut_hours[0].mean(axis=0).max())
    assert spaced(f"{said('card.cut_hours')} {fmt(cut, 'hours')}") in shown
    answer = frames.connection_answer(seen, View(YEAR))
    assert answer.verdict in shown and answer.remedy in shown


def test_finding_the_largest_that_fits(reader: Reader) -> None:
    reader.opens("trial")
    reader.begins_with(said("trial.base"), "reference")
    expect(slider(reader.page, said("lever.data_centre.name"))).to_have_value("0")
    idle(reader.page)
    reader.clicks(reader.page.get_by_text(said("fit.title"), exact=True))
    reader.clicks(reader.page.get_by_role("button", name=said("fit.ask")))
    expect(reader.page.get_by_text(re.compile(r"^(Opptil|Selv|Vilkåret) .+ i 2035"))).to_be_visible()


def test_comparing_with_an_industrial_park(reader: Reader) -> None:
    reader.opens("compare")
    reader.clicks(reader.page.get_by_role("button", name=title(PARK)))
    expect(reader.page.locator(".chips").first).to_contain_text(title(PARK))
    idle(reader.page)
    assert reader.page.locator(CHART).count() > 6


def test_seeing_why_they_differ(reader: Reader) -> None:
    reader.opens("compare")
    reader.clicks(reader.page.get_by_role("button", name=title("reference")))  # away: the data centre is the zero point
    expect(reader.page.locator(".chips").first).not_to_contain_text(title("reference"))
    reader.clicks(reader.page.get_by_role("button", name=title(PARK)))
    expect(reader.page.locator(".chips").first).to_contain_text(title(PARK))
    idle(reader.page)
    reader.clicks(reader.page.get_by_role("radio", name=title(PARK), exact=True))
    words = said("chart.difference", other=title(PARK), base=title("data_centre_80mw"))
    expect(reader.page.get_by_role("heading", name=words)).to_be_visible()
    idle(reader.page)
    reader.clicks(reader.page.get_by_text(said("control.figures_and_picture"), exact=True))
    expect(reader.page.get_by_role("table").first).to_be_visible()


def test_seeing_which_goals_fail_and_what_would_mend_them(reader: Reader) -> None:
    reader.opens("goals")
    failed = reader.page.locator("table.goals tr", has_text=said("status.missed.name"))
    assert failed.count() > 0
    assert all(row.locator("p").first.inner_text() for row in failed.all())


def test_saving_and_reloading_on_a_phone(reader: Reader, opened: Opener, tmp_path: Path) -> None:
    reader.begins_with(said("control.scenario"), PARK)
    reader.page.wait_for_url(f"**s={PARK}**")
    idle(reader.page)
    figures = reader.page.locator(FIGURE).all_inner_texts()
    reader.clicks(reader.page.get_by_text(said("takeaway.title"), exact=True))
    link = reader.finds(reader.page.get_by_test_id("stCode")).strip()
    kept = reader.saves("takeaway.file")
    kept.save_as(tmp_path / f"{PARK}.toml")
    brought = load_scenario(tmp_path / f"{PARK}.toml", store.answers().region)
    assert brought == store.shipped()[PARK].model_copy(update={"based_on": None})  # a file stands on its own
    phone = opened(query=link.split("?", 1)[1], size=PHONE)
    assert phone.locator(FIGURE).all_inner_texts() == figures


def test_making_slides_that_say_the_same(reader: Reader) -> None:
    shown = surplus(reader.page).inner_text()
    reader.clicks(reader.page.get_by_text(said("takeaway.title"), exact=True))
    deck = Presentation(io.BytesIO(Path(reader.saves("takeaway.slides").path()).read_bytes()))
    words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(spaced(shown) in spaced(one) for one in words)


def test_switching_to_english(reader: Reader) -> None:
    reader.clicks(reader.page.get_by_role("radio", name=said("app.en")))
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(text("page.overview.title", "en"))
