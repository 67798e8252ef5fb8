"""What must be built first: the least that mends, a step less does not; in a made-up world and in the real region."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, Scenario, load_levers, load_region, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Establishment, Weather
from simulator.questions.levers import moved, standing
from simulator.questions.needed import MEASURES, Terms, broken_now, in_year, least_that_mends, rooms
from simulator.recall import Recall

YEAR = 2035
REGION = load_region()
LEVERS = {lever.id: lever for lever in load_levers(REGION)}
EMPTY = Scenario(title="Tom", weather=Weather(count=4))


def short_of(gwh: float, per_mw: float) -> Any:
    """Return what answers as a region that lacks some energy, and gets so much from every MW of wind."""

    def evaluate(scenario: Scenario) -> Any:
        mw = sum(one.full_mw for one in scenario.projects)
        return SimpleNamespace(
            indicators=SimpleNamespace(values={"surplus_gwh": np.full((1, 4), per_mw * mw - gwh)}),
            connections=SimpleNamespace(establishment_cut_hours=np.zeros((1, 4, 0))),
            ledger=SimpleNamespace(general_unserved_hours=np.zeros((1, 4))),
            assumptions={"connection.cut_limit_hours": 100.0},
        )

    return evaluate


@settings(deadline=None)
@given(gwh=st.floats(1, 1500), per_mw=st.floats(0.5, 4))
def test_the_least_mends_and_a_step_less_does_not(gwh: float, per_mw: float) -> None:
    wind = LEVERS["wind"]
    mend = least_that_mends(EMPTY, wind, Terms(YEAR, ("surplus_gwh",), 0.9, short_of(gwh, per_mw)), region=REGION)
    if mend.least is None:
        assert per_mw * wind.high < gwh
        assert mend.left == "surplus_gwh"
    else:
        assert per_mw * mend.least >= gwh > per_mw * (mend.least - wind.step)


def test_nothing_is_broken_where_everything_holds() -> None:
    for short, broken in ((-5.0, []), (5.0, ["surplus_gwh"])):
        terms = Terms(YEAR, ("surplus_gwh", "firm"), 0.9, short_of(short, 1.0))
        assert [one.condition for one in broken_now(EMPTY, terms)] == broken


def test_a_stronger_line_mends_what_more_power_does_not(region: Region) -> None:
    hall = Establishment(
        id="hall", kind="data_centre_tenant", title="Hall", area="tynset_no1", capacity_mw=140.0, start_year=2030
    )
    scenario = EMPTY.model_copy(update={"operation": "rule", "establishments": (hall,)})
    weather, recall = load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Any:
        return simulate(one, resolve(region, one), region, weather, recall=recall)

    terms = Terms(YEAR, ("conditional",), 0.9, evaluate)
    assert [one.condition for one in broken_now(scenario, terms)] == ["conditional"]
    line = least_that_mends(scenario, LEVERS["valley_line"], terms, region=region)
    assert line.least is not None
    for value, holds in ((line.least, True), (line.least - LEVERS["valley_line"].step, False)):
        after = moved(LEVERS["valley_line"], scenario, value, region=region, title="Linje")
        assert (rooms(evaluate(in_year(after, YEAR)), terms)[0].room >= 0) is holds
    assert standing(LEVERS["valley_line"], scenario, region) == 0
    assert least_that_mends(scenario, LEVERS["solar"], terms, region=region).least is None


def test_measures_are_levers_that_exist() -> None:
    assert {lever.moves for lever in LEVERS.values()} >= set(MEASURES)


def test_the_command_tells_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["needs", "reference", "--year", "1990", "--conditions", "surpls"]) == 2
    said = capsys.readouterr().err
    assert "needs: --year" in said and "--conditions" in said
