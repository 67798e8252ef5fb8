"""Duels of two values: a conclusion flips where it must, stands where it must, and all else stays as it was."""

from __future__ import annotations

from functools import partial

import pytest

from simulator import Region, Result, Scenario, WeatherYears, load_region, load_weather, resolve, simulate
from simulator.cli import main
from simulator.inputs.contested import load_contested
from simulator.premises import Contested, Establishment, Horizon, Project, Weather
from simulator.present import frames
from simulator.questions.duel import CARRIED, SIGNS, compare_verdicts, fight_duels, verdicts_of, with_number
from simulator.recall import Recall

YEAR = 2035
SMALL = Weather(count=2)
PARK = Establishment(id="park", kind="circular_park", title="Park", area="alvdal", capacity_mw=4.0, start_year=2034)
WIND = Project(id="wind", kind="wind", title="Vind", area="tolga", capacity_mw=20.0, start_year=2034)
SCENARIO = Scenario(
    title="Liten",
    horizon=Horizon(first_year=2034, last_year=2035),
    weather=SMALL,
    establishments=(PARK,),
    projects=(WIND,),
)


def contested(number: str, one: float, other: float) -> Contested:
    return Contested(id="it", number=number, one=one, one_source="a", other=other, other_source="b")


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="module")
def weather() -> WeatherYears:
    return load_weather(SMALL)


@pytest.fixture(scope="module")
def recall() -> Recall:
    return Recall()


def answered(one: Scenario, region: Region, weather: WeatherYears, recall: Recall) -> Result:
    return simulate(one, resolve(region, one), region, weather, recall=recall)


def test_a_number_that_decides_flips_and_says_from_what_to_what(
    region: Region, weather: WeatherYears, recall: Recall
) -> None:
    """Hundred jobs a year are missed with none per MW and reached with very many."""
    evaluate = partial(answered, region=region, weather=weather, recall=recall)
    decides = contested("establishment.circular_park.jobs_persons_per_mw", 0.0, 2000.0)
    (duel,) = fight_duels(SCENARIO, [decides], year=YEAR, evaluate=evaluate)
    assert not {flip.subject for flip in duel.flips} & {*SIGNS, CARRIED}
    assert "jobs_per_year" in {flip.subject for flip in duel.flips}
    for flip in duel.flips:
        for said, value in ((flip.with_one, 0.0), (flip.with_other, 2000.0)):
            verdicts = verdicts_of(evaluate(with_number(SCENARIO, decides.number, value)), YEAR)
            assert said == next(one.said for one in verdicts if one.subject == flip.subject)


def test_a_number_of_a_kind_that_is_not_built_bears_on_nothing(
    region: Region, weather: WeatherYears, recall: Recall
) -> None:
    evaluate = partial(answered, region=region, weather=weather, recall=recall)
    idle = contested("establishment.hydrogen.jobs_persons_per_mw", 0.0, 2000.0)
    used = contested("project.wind.capacity_factor_share", 0.323, 0.378)
    first, second = fight_duels(SCENARIO, [idle, used], year=YEAR, evaluate=evaluate)
    assert (first.flips, first.moved) == ((), ())
    assert set(SIGNS) <= {*second.moved, *(flip.subject for flip in second.flips)}


def test_the_grid_flips_when_its_lines_shrink(region: Region, weather: WeatherYears, recall: Recall) -> None:
    evaluate = partial(answered, region=region, weather=weather, recall=recall)
    there = PARK.model_copy(update={"area": "folldal_no3", "capacity_mw": 8.0, "ramp_up_years": 0.0})
    line = contested("grid.tolga_os.capacity_mw", 400.0, 1.0)
    (duel,) = fight_duels(
        SCENARIO.model_copy(update={"establishments": (there,)}), [line], year=YEAR, evaluate=evaluate
    )
    assert CARRIED in {flip.subject for flip in duel.flips}


def test_only_the_contested_number_changes() -> None:
    own = SCENARIO.model_copy(update={"overrides": (("demand.cars_gwh", 3.0), ("jobs.retention_share", 0.2))})
    changed = with_number(own, "jobs.retention_share", 0.42)
    assert dict(changed.overrides) == {"demand.cars_gwh": 3.0, "jobs.retention_share": 0.42}
    assert changed.model_copy(update={"overrides": own.overrides}) == own


def test_the_same_value_twice_never_flips(region: Region, weather: WeatherYears, recall: Recall) -> None:
    verdicts = verdicts_of(answered(SCENARIO, region, weather, recall), YEAR)
    same = compare_verdicts(contested("demand.cars_gwh", 1.0, 2.0), verdicts, verdicts)
    assert (same.flips, same.moved) == ((), ())
    assert len(verdicts) == len(SIGNS) + 1 + len(region.goals)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_written_says_both_values_and_what_flips(
    region: Region, weather: WeatherYears, recall: Recall, language: str
) -> None:
    evaluate = partial(answered, region=region, weather=weather, recall=recall)
    decides = contested("establishment.circular_park.jobs_persons_per_mw", 0.0, 2000.0)
    idle = contested("labour.net_migration_persons", -58.0, 44.0).model_copy(update={"id": "other"})
    duels = list(fight_duels(SCENARIO, [decides], year=YEAR, evaluate=evaluate))
    rows = frames.contested_rows([decides, idle], duels, region.book, language)
    assert list(rows["outcome"]) == ["flips", ""]
    assert rows["flips"][0].count("\n") == len(duels[0].flips) - 1
    assert "2" in rows["other"][0] and "44" in rows["other"][1]
    assert "1" in frames.duels_finding(duels, "Liten", YEAR, language)


def test_every_shipped_one_can_be_written(region: Region) -> None:
    rows = frames.contested_rows(load_contested(region.book), [], region.book, "nb")
    assert rows["name"].is_unique and not (rows["one"] == rows["other"]).any()


def test_the_command_refuses_a_year_outside_the_horizon(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duel", "reference", "--year", "2055"]) == 2
    assert "2024 to 2040" in capsys.readouterr().err
