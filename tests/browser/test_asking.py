"""What would close the gap to a goal? Asked within five interactions; the remedy that is told does close it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from simulator import Region, Result, Scenario, load_levers, load_weather, resolve, simulate
from simulator.dashboard import store
from simulator.present import frames
from simulator.questions.closing import decided_horizon, gap, ways_to
from simulator.questions.levers import moved
from simulator.recall import Recall
from tests.browser.conftest import Opener
from tests.browser.reading import idle
from tests.browser.test_ten_tasks import Reader, said, spaced

pytestmark = pytest.mark.browser

GOAL, LEVER = "food_jobs_2030", "food"


def test_what_would_close_a_gap_is_told_and_does_close_it(opened: Opener, region: Region) -> None:
    scenario, recall = store.shipped(True)["reference"], Recall()
    goal = next(one for one in region.goals if one.id == GOAL)

    def answered(one: Scenario) -> Result:
        return simulate(one, resolve(region, one), region, load_weather(one.weather), recall=recall)

    reader = Reader(opened())
    reader.opens("goals")
    reader.clicks(reader.page.get_by_text(said("ways.title"), exact=True))
    goals = reader.page.get_by_role("combobox", name=said("ways.goal"))
    reader.does(lambda: goals.fill(said(f"goal.{GOAL}.name")))
    expect(reader.page.get_by_role("option")).to_have_count(1)
    reader.does(lambda: goals.press("Enter"))
    expect(goals).to_have_value(said(f"goal.{GOAL}.name"))
    idle(reader.page)
    reader.clicks(reader.page.get_by_role("button", name=said("ways.ask")))
    expect(reader.page.get_by_role("button", name=said("ways.take")).first).to_be_visible()
    idle(reader.page)
    page = spaced(reader.page.locator("[data-testid=stMain]").inner_text())
    levers = {lever.id: lever for lever in load_levers(region)}
    (way,) = ways_to(goal, scenario, [levers[LEVER]], region=region, evaluate=answered)
    (line,) = frames.way_lines([way], levers, "nb")
    assert spaced(line.said.replace("**", "")) in page
    assert way.least is not None
    for value, closed in ((way.least, True), (way.least - levers[LEVER].step, False)):
        after = moved(levers[LEVER], scenario, value, region=region, title=LEVER)
        horizon = decided_horizon(goal, scenario, region)
        assert (gap(answered(after.model_copy(update={"horizon": horizon})), goal) <= 0) == closed
