"""What draws say: parts of the variance, chances, regret, and how likely production reaches what is wanted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import Region, Scenario, resolve
from simulator.premises import Project, Range
from simulator.uncertainty import Futures, measure_regret, promises_of, reach_chances, split_variance, sum_chances
from simulator.uncertainty.reaching import STEP_GWH, Promise, _openings

DRAWS, YEARS = 20_000, range(2028, 2037)


def made_up(fate: float, number: float, weather: float, seed: int = 1) -> np.ndarray:
    """Return a figure whose parts are known standard deviations. shape (draws, 2)"""
    stream = np.random.default_rng(seed)
    fates = np.repeat(stream.normal(scale=fate, size=DRAWS // 2), 2)
    means = fates + stream.normal(scale=number, size=DRAWS)
    return means[:, None] + stream.normal(scale=weather, size=(DRAWS, 2))


@pytest.mark.parametrize("parts", [(3.0, 2.0, 1.0), (0.0, 2.0, 1.0), (3.0, 0.0, 1.0), (1.0, 1.0, 5.0)])
def test_the_variance_is_told_apart(parts: tuple[float, float, float]) -> None:
    found = split_variance(made_up(*parts))
    whole = sum(part**2 for part in parts)
    assert found.whole == pytest.approx(whole, rel=0.05)
    for told, true in zip((found.projects, found.assumptions, found.weather), parts, strict=True):
        assert told == pytest.approx(true**2, abs=0.05 * whole)


@given(st.integers(0, 10_000))
def test_the_parts_add_up(seed: int) -> None:
    found = split_variance(np.random.default_rng(seed).normal(size=(8, 3)))
    assert found.whole == pytest.approx(found.weather + found.projects + found.assumptions, abs=1e-12)


@pytest.mark.parametrize("shape", [(3, 2), (2, 2), (8, 1)])
def test_draws_that_tell_nothing_apart_are_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="are wanted"):
        split_variance(np.zeros(shape))


def test_regret_is_what_the_best_would_have_given() -> None:
    values = np.array([[1.0, 5.0, 2.0], [4.0, 4.0, 2.0]])
    more, less = (measure_regret(("a", "b"), values, better=better) for better in ("more", "less"))
    np.testing.assert_array_equal(more.regrets, [[3, 0, 0], [0, 1, 0]])
    np.testing.assert_array_equal(more.most, [3, 1])
    np.testing.assert_allclose(more.best_share, [2 / 3, 2 / 3])
    np.testing.assert_array_equal(less.regrets, [[0, 1, 0], [3, 0, 0]])
    assert (more.below(0.9) <= more.most).all()


@given(st.integers(0, 10_000))
def test_somebody_is_best_in_every_world(seed: int) -> None:
    found = measure_regret("abc", np.random.default_rng(seed).normal(size=(3, 7)), better="more")
    assert (found.regrets >= 0).all() and (found.regrets.min(axis=0) == 0).all()


def wind(name: str, chance: float, gwh: float, start: int, status: str = "idea") -> Project:
    return Project(
        id=name,
        kind="wind",
        title=name,
        area="tolga",
        capacity_mw=gwh / 3,
        mean_gwh=gwh,
        start_year=start,
        probability=chance,
        local_ownership_share=0.3,
        status=status,
    )


PROJECTS = (
    wind("a", 0.5, 400.0, 2029),
    wind("b", 0.8, 300.0, 2030),
    wind("c", 0.3, 500.0, 2031),
    wind("d", 1.0, 200.5, 2028, "operating"),
)
SCENARIO = Scenario(title="Fire", projects=PROJECTS)


def test_the_exact_chance_is_that_of_many_draws(region: Region) -> None:
    """Convolution of independent projects against the fates that draws of the whole model meet."""
    assumptions = resolve(region, SCENARIO)
    promises = promises_of(SCENARIO, region, assumptions)
    exact = reach_chances(promises, YEARS, 1000.0)
    futures = Futures(
        points={"x": np.zeros(DRAWS)}, delay=assumptions.ranges["realisation.delay_years"], seed=4, weather_count=2
    )
    reached = np.zeros((DRAWS // 2, len(YEARS)))
    for place, number in enumerate(range(0, DRAWS, 2)):
        drawn = futures.of(SCENARIO, number).scenario.projects
        reached[place] = [
            sum(one.mean_gwh for one in drawn if one.probability and one.opening_year <= year) >= 1000 for year in YEARS
        ]
    assert (np.diff(exact) >= 0).all() and exact[0] == 0 and exact[-1] > 0.1
    np.testing.assert_allclose(reached.mean(axis=0), exact, atol=0.02)  # four standard errors


def test_chances_of_all_sums_add_up_to_one(region: Region) -> None:
    promises = promises_of(SCENARIO, region, resolve(region, SCENARIO))
    for year in YEARS:
        chances = sum_chances(promises, year)
        assert chances.sum() == pytest.approx(1) and (chances >= 0).all()
        mean = sum(
            one.gwh * one.project.probability * sum(chance for opening, chance in one.openings if opening <= year)
            for one in promises
        )
        assert (chances * np.arange(len(chances))).sum() * STEP_GWH == pytest.approx(mean, abs=0.05)


@given(st.floats(0, 2), st.floats(0, 2), st.floats(0, 2))
def test_every_opening_has_its_chance(low: float, more: float, most: float) -> None:
    delay = Range(low, low + more, low + more + most)
    openings = list(_openings(PROJECTS[0], delay))
    assert sum(chance for _, chance in openings) == pytest.approx(1)
    assert all(chance >= 0 for _, chance in openings)
    assert list(_openings(PROJECTS[3], delay)) == [(2028, 1.0)]


def test_what_nobody_here_owns_and_stores_are_not_counted(region: Region) -> None:
    foreign = PROJECTS[0].model_copy(update={"local_ownership_share": 0.0})
    store = PROJECTS[1].model_copy(update={"kind": "battery"})
    mixed = SCENARIO.model_copy(update={"projects": (foreign, store, PROJECTS[2])})
    assert [one.project.id for one in promises_of(mixed, region, resolve(region, mixed))] == ["c"]


def test_a_certain_project_is_certain() -> None:
    sure = Promise(PROJECTS[3], 200.5, ((2028, 1.0),))
    np.testing.assert_array_equal(reach_chances([sure], [2027, 2028], 200.5), [0.0, 1.0])
