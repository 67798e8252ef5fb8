"""Schooling of jobs and people, and apprentices counted from a baseline."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.premises import LEVELS, Apprentices, Establishment, Horizon
from simulator.records import Skills
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import apprentices_today, match_skills, settle_labour
from simulator.stages.people import follow_people

CENTRAL = 1
YEARS = Horizon(first_year=2026, last_year=2032)


def matched(
    region: Region, weather: WeatherYears, *, apprentices: Apprentices | None = None, **stated: object
) -> Skills:
    """Return the schooling of a scenario with one establishment, or with none."""
    usual = {"id": "one", "title": "One", "area": "alvdal", "start_year": 2028, "ramp_up_years": 0.0}
    establishments = (Establishment.model_validate(usual | stated),) if stated else ()
    scenario = Scenario(
        title="One", horizon=YEARS, establishments=establishments, apprentices=apprentices or Apprentices()
    )
    numbers = resolve(region, scenario)
    jobs, people = count_jobs(scenario, region, numbers, weather), follow_people(scenario, region, numbers)
    paid = np.zeros(jobs.operating_persons.shape)
    labour = settle_labour(jobs, people, scenario, region=region, assumptions=numbers, income_persons=paid)
    return match_skills(jobs, labour, scenario, region=region, assumptions=numbers)


@given(st.floats(1, 300), st.sampled_from(["crypto", "food_dairy", "wood", "hydrogen", "data_centre_unknown"]))
@settings(max_examples=10, deadline=None)
def test_levels_sum_to_the_jobs_and_to_those_who_fill_them(
    region: Region, weather: WeatherYears, mw: float, kind: str
) -> None:
    found = matched(region, weather, kind=kind, capacity_mw=mw)
    labour = found.labour
    np.testing.assert_allclose(found.needed_persons.sum(axis=0), labour.offered_persons, atol=1e-6)
    filled = labour.offered_persons - labour.unfilled_persons
    np.testing.assert_allclose(found.filled_persons.sum(axis=0), filled, atol=1e-6)


def test_a_data_hall_asks_for_more_higher_education_than_a_sawmill(region: Region, weather: WeatherYears) -> None:
    higher, trade = LEVELS.index("higher"), LEVELS.index("vocational")
    hall = matched(region, weather, kind="data_centre_unknown", capacity_mw=50.0).needed_persons[:, CENTRAL, -1, 0]
    mill = matched(region, weather, kind="wood", capacity_mw=1.0).needed_persons[:, CENTRAL, -1, 0]
    assert hall[higher] / hall.sum() > mill[higher] / mill.sum()
    assert mill[trade] / mill.sum() > hall[trade] / hall.sum()


def test_what_lacks_is_what_the_people_who_fill_jobs_do_not_have(region: Region, weather: WeatherYears) -> None:
    found = matched(region, weather, kind="data_centre_unknown", capacity_mw=100.0)
    lacking = found.needed_persons - found.filled_persons
    np.testing.assert_array_equal(found.lacking_persons, np.maximum(lacking, 0))
    assert found.lacking_persons[LEVELS.index("higher"), CENTRAL, -1].min() > 0


def test_apprentices_today_are_the_nations_by_the_share_of_the_employed(region: Region) -> None:
    today, _ = apprentices_today(region, resolve(region, Scenario(title="None")))
    np.testing.assert_allclose(today, 24_500 * 7_811 / 2_863_317)
    assert round(today[CENTRAL]) == 67


def test_without_jobs_and_words_apprentices_stay_as_today(region: Region, weather: WeatherYears) -> None:
    assert not matched(region, weather).apprentice_growth_share.any()


def test_what_is_stated_counts_from_its_year(region: Region, weather: WeatherYears) -> None:
    stated = Apprentices(added_persons_per_year=67.0, from_year=2030)
    growth = matched(region, weather, apprentices=stated).apprentice_growth_share[CENTRAL, :, 0]
    np.testing.assert_allclose(growth, [0, 0, 0, 0, *[67 / (24_500 * 7_811 / 2_863_317)] * 3])
    assert growth[-1] >= 1


def test_new_jobs_for_tradespeople_bring_contracts_at_the_nations_rate(region: Region, weather: WeatherYears) -> None:
    found = matched(region, weather, kind="wood", capacity_mw=1.0)
    _, rate = apprentices_today(region, resolve(region, Scenario(title="None")))
    assert 0.01 < rate[CENTRAL] < 0.04  # 24,500 of somewhat over a million
    trade = found.needed_persons[LEVELS.index("vocational")]
    extra = found.apprentices_persons - found.apprentices_today_persons[:, None, None]
    np.testing.assert_allclose(extra, rate[:, None, None] * trade)


@pytest.mark.parametrize("name", ["needed_persons", "filled_persons"])
def test_levels_that_lose_somebody_are_refused(region: Region, weather: WeatherYears, name: str) -> None:
    found = matched(region, weather, kind="wood", capacity_mw=1.0)
    with pytest.raises(ValueError, match=f"{name} of all levels differ"):
        dataclasses.replace(found, **{name: getattr(found, name) + 1})
