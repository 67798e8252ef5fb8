"""How large one fits: the answer holds and a per cent more breaks, in made-up worlds and in the real region."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, Scenario, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Establishment, Weather
from simulator.questions.hosting import (
    ASKED,
    CONDITIONS,
    ENERGY,
    LARGEST_MW,
    MOST_EVALUATIONS,
    Fit,
    largest_that_fits,
    margins,
    with_establishment,
    worst,
)
from simulator.recall import Recall

YEAR = 2035
HALL = Establishment(
    id="hall", kind="data_centre_tenant", title="Hall", area="tynset_no1", capacity_mw=1.0, start_year=2030
)
EMPTY = Scenario(title="Tom", weather=Weather(count=4))


def answered(
    scenario: Scenario,
    *,
    room_gwh: float = 500.0,
    winter_gwh: float = 900.0,
    cut_from_mw: float = 1e9,
    limit: float = 100.0,
) -> Any:
    """Answer as a region would in which room falls in a straight line and cuts begin at some size."""
    mw = sum(one.full_mw for one in scenario.establishments)
    rooms = {"surplus_gwh": room_gwh, "winter_surplus_gwh": winter_gwh, "worst_week_surplus_gwh": winter_gwh}
    cuts = 50.0 * max(mw - cut_from_mw, 0.0)
    return SimpleNamespace(
        indicators=SimpleNamespace(values={name: np.full((1, 4), room - 5.0 * mw) for name, room in rooms.items()}),
        connections=SimpleNamespace(establishments=(ASKED,), establishment_cut_hours=np.full((1, 4, 1), cuts)),
        ledger=SimpleNamespace(general_unserved_hours=np.zeros((1, 4))),
        assumptions={"connection.cut_limit_hours": 100.0},
    )


def found(conditions: tuple[str, ...] = ("surplus_gwh",), **world: float) -> Fit:
    return largest_that_fits(
        EMPTY, HALL, year=YEAR, conditions=conditions, share=0.9, evaluate=lambda one: answered(one, **world)
    )


@settings(deadline=None)
@given(room_gwh=st.floats(1, 6000), cut_from_mw=st.floats(1, 900), firm=st.booleans())
def test_the_answer_holds_and_a_per_cent_more_breaks(room_gwh: float, cut_from_mw: float, firm: bool) -> None:
    conditions = ("surplus_gwh", "firm" if firm else "conditional")
    world = {"room_gwh": room_gwh, "cut_from_mw": cut_from_mw}
    fit = found(conditions, **world)
    exact = min(room_gwh / 5.0, cut_from_mw + (0.0 if firm else 2.0))
    assert fit.capacity_mw <= exact + 1e-6
    assert fit.capacity_mw * 1.01 + 0.06 > exact
    assert fit.evaluations <= MOST_EVALUATIONS
    broken = answered(with_establishment(EMPTY, HALL, exact * 1.01 + 0.06, YEAR), **world)
    assert worst(margins(broken, conditions, 0.9)).room < 0


def test_what_binds_and_what_would_bind_next_are_named() -> None:
    fit = found(("surplus_gwh", "winter_surplus_gwh", "firm"), room_gwh=500.0, winter_gwh=520.0)
    assert (fit.binding, fit.following) == ("surplus_gwh", "winter_surplus_gwh")


def test_a_condition_that_is_broken_without_any_gives_nothing() -> None:
    fit = found(room_gwh=-1.0)
    assert (fit.capacity_mw, fit.holds, fit.binding, fit.evaluations) == (0.0, False, "surplus_gwh", 1)


def test_what_never_breaks_ends_at_the_largest_that_is_tried() -> None:
    fit = found(("firm",))
    assert (fit.capacity_mw, fit.binding) == (LARGEST_MW, None)


def test_conditions_hold_in_the_share_of_weather_years_that_is_asked_for() -> None:
    result = answered(EMPTY)
    result.indicators.values["surplus_gwh"] = np.array([[-1.0, 2.0, 3.0, 4.0]])
    assert margins(result, ("surplus_gwh",), 1.0)[0].room == -1.0
    assert margins(result, ("surplus_gwh",), 0.5)[0].room > 0


@pytest.mark.parametrize("conditions", [(), ("surplus",)])
def test_unknown_or_no_conditions_are_refused(conditions: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=CONDITIONS[0]):
        found(conditions)


def test_the_real_region_keeps_its_word(region: Region) -> None:
    scenario = EMPTY.model_copy(update={"operation": "rule"})
    assumptions, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Any:
        return simulate(one, assumptions, region, weather, recall=recall)

    conditions = (*ENERGY[:2], "conditional")
    fit = largest_that_fits(scenario, HALL, year=YEAR, conditions=conditions, share=0.75, evaluate=evaluate)
    assert 0 < fit.capacity_mw < LARGEST_MW
    for factor, holds in ((0.99, True), (1.01, False)):
        result = evaluate(with_establishment(scenario, HALL, fit.capacity_mw * factor, YEAR))
        assert (worst(margins(result, conditions, 0.75)).room >= 0) is holds


def test_the_command_tells_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["fits", "reference", "--kind", "wodo", "--area", "nowhere", "--year", "1990", "--conditions", "surpls"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert all(place in said for place in ("--kind", "--area", "--year", "--conditions", "did you mean"))
