"""The climate door: the tables load or say what is wrong; the years drawn have the statistics they were drawn from."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.errors import InputError
from simulator.hours import DAYS_IN_MONTH, FIRST_DAY_OF_MONTH, HOUR_OF_DAY, MONTH_OF_DAY, MONTH_OF_HOUR, smooth_monthly
from simulator.inputs.climate import ClimateTables, draw_weather_years, load_climate, rank_years
from simulator.inputs.climate.draw import LOTS
from simulator.inputs.climate.forms import BRANCHES, ZONES
from simulator.inputs.climate.inflow import melt_snow
from simulator.inputs.climate.noise import Dice, first_order, hours_from_days, second_order, skewed
from simulator.premises.weather import COMPONENTS, WeatherYears

FOLDER = Path(__file__).parents[2] / "data" / "climate"
YEARS = 40
WINTER = np.isin(MONTH_OF_DAY, (10, 11, 0, 1, 2))
MAY_TO_JULY = np.isin(MONTH_OF_DAY, (4, 5, 6))
DECEMBER_TO_MARCH = np.isin(MONTH_OF_DAY, (11, 0, 1, 2))


@pytest.fixture(scope="module")
def climate() -> ClimateTables:
    """Load the shipped tables."""
    return load_climate(FOLDER)


@pytest.fixture(scope="module")
def weather(climate: ClimateTables) -> WeatherYears:
    """Draw enough years to measure statistics."""
    return draw_weather_years(climate, count=YEARS, seed=2)


def daily(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average to days. shape (weather, 365)"""
    return np.asarray(hourly.reshape(len(hourly), 365, 24).mean(axis=-1))


def monthly(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average days to months over all years. shape (12,)"""
    return np.add.reduceat(days.mean(axis=0), FIRST_DAY_OF_MONTH) / DAYS_IN_MONTH


def anomaly(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take out the seasonal curve. shape (weather, 365)"""
    return days - smooth_monthly(monthly(days))


def weekly(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average to weeks and take out the season. shape (weather, 52)"""
    weeks = days[:, :364].reshape(len(days), 52, 7).mean(axis=-1)
    return np.asarray(weeks - weeks.mean(axis=0))


def lag(series: NDArray[np.float64], steps: int) -> float:
    """Correlate a series with itself some steps earlier, within years."""
    return correlation(series[:, steps:], series[:, :-steps])


def correlation(first: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Correlate two series over everything they hold."""
    return float(np.corrcoef(first.ravel(), other.ravel())[0, 1])


def test_every_component_has_its_shape_and_bounds(weather: WeatherYears) -> None:
    """All components are there, finite by construction, and within what is physical."""
    assert weather.series.keys() == COMPONENTS.keys()
    assert all(series.shape == (YEARS, 8760) for series in weather.series.values())
    assert weather.names[:2] == ("weather year 01", "weather year 02")
    for name in ("wind_no1", "wind_no3", "solar"):
        assert weather[name].min() >= 0 and weather[name].max() <= 1
    assert min(weather[f"inflow_{branch}"].min() for branch in BRANCHES) > 0
    assert weather["temperature"].min() > -56 and weather["temperature"].max() < 35


def test_same_seed_same_years_and_other_seed_others(climate: ClimateTables) -> None:
    """A draw is decided by its seed alone."""
    first, again, other = (draw_weather_years(climate, count=2, seed=seed) for seed in (3, 3, 4))
    for name in COMPONENTS:
        assert np.array_equal(first[name], again[name])
        assert not np.allclose(first[name], other[name])
    assert np.array_equal(first.lots, again.lots)


def test_small_draws_begin_alike(climate: ClimateTables) -> None:
    """Below ten years a longer draw begins with the years of a shorter one."""
    short, long = (draw_weather_years(climate, count=count, seed=5) for count in (2, 4))
    for name in COMPONENTS:
        assert np.allclose(short[name], long[name][:2])


def test_large_draws_begin_alike_but_for_a_common_factor(climate: ClimateTables, weather: WeatherYears) -> None:
    """From ten years on the years of a shorter draw return, scaled by one number per component."""
    shorter = draw_weather_years(climate, count=12, seed=2)
    for name in [f"inflow_{branch}" for branch in BRANCHES] + [f"price_{zone}" for zone in ZONES]:
        ratio = shorter[name] / weather[name][:12]
        assert np.ptp(ratio) < 1e-6
    gap = shorter["temperature"] - weather["temperature"][:12]
    assert np.ptp(gap, axis=0).max() < 1e-6


def test_means_are_matched(climate: ClimateTables, weather: WeatherYears) -> None:
    """Inflow has mean one; wind, sun and price the stated long-run means."""
    for branch in BRANCHES:
        assert weather[f"inflow_{branch}"].mean() == pytest.approx(1, rel=1e-9)
    for zone in ZONES:
        assert weather[f"wind_{zone}"].mean() == pytest.approx(climate.scalar(f"wind.{zone}.mean_pu"), rel=1e-9)
        price = climate.scalar(f"price.{zone}.mean_eur_mwh")
        assert weather[f"price_{zone}"].mean() == pytest.approx(price, rel=1e-9)
    assert weather["solar"].mean() == pytest.approx(climate.scalar("solar.mean_pu"), rel=1e-6)


def test_unmatched_means_are_near(climate: ClimateTables) -> None:
    """A draw too small to be matched is unbiased, so that matching is a touch and not a correction."""
    nine = [draw_weather_years(climate, count=9, seed=seed) for seed in range(4)]
    mean = {name: np.mean([years[name].mean() for years in nine]) for name in COMPONENTS}
    assert mean["wind_no1"] == pytest.approx(climate.scalar("wind.no1.mean_pu"), rel=0.05)
    assert mean["solar"] == pytest.approx(climate.scalar("solar.mean_pu"), rel=0.05)
    assert mean["inflow_glomma"] == pytest.approx(1, rel=0.1)
    assert mean["price_no1"] == pytest.approx(climate.scalar("price.no1.mean_eur_mwh"), rel=0.1)


def test_temperature_follows_its_station(climate: ClimateTables, weather: WeatherYears) -> None:
    """Monthly means, spread, cold tail and memory are those of Li bru."""
    days = daily(weather["temperature"])
    departures = anomaly(days)
    assert np.abs(monthly(days) - climate.monthly["temperature_mean_c"]).max() < 0.05
    spread = np.array([departures[:, month == MONTH_OF_DAY].std() for month in range(12)])
    assert np.abs(spread / climate.monthly["temperature_std_c"] - 1).max() < 0.15
    assert lag(departures, 1) == pytest.approx(0.76, abs=0.03)
    assert lag(departures, 7) == pytest.approx(0.24, abs=0.06)
    assert 6 < (days < -20).sum(axis=1).mean() < 16
    january = departures[:, MONTH_OF_DAY == 0]
    assert ((january / january.std()) ** 3).mean() < -0.4


def test_hours_swing_with_the_sun(weather: WeatherYears) -> None:
    """July afternoons are about seven degrees warmer than July nights."""
    july = weather["temperature"][:, MONTH_OF_HOUR == 6].mean(axis=0).reshape(31, 24).mean(axis=0)
    assert 6 < np.ptp(july) < 9
    assert july.argmax() in range(13, 17)


@pytest.mark.parametrize("zone", ZONES)
def test_wind_remembers_hours_not_days(weather: WeatherYears, zone: str) -> None:
    """Autocorrelation of the anomaly as measured; calm when cold in winter, unrelated in summer."""
    series = weather[f"wind_{zone}"]
    departures = series - np.repeat(smooth_monthly(monthly(daily(series))), 24)
    assert lag(departures, 1) == pytest.approx(0.99, abs=0.005)
    assert 0.25 < lag(departures, 24) < 0.38
    assert abs(lag(departures, 168)) < 0.08
    cold, wind = anomaly(daily(weather["temperature"])), daily(departures)
    assert correlation(cold[:, WINTER], wind[:, WINTER]) == pytest.approx(0.45, abs=0.07)
    assert abs(correlation(cold[:, MAY_TO_JULY], wind[:, MAY_TO_JULY])) < 0.08


def test_wind_zones_blow_together(weather: WeatherYears) -> None:
    """NO1 and NO3 correlate between the forecasts of 2021-2025 (0.53) and the modelled year 2012 (0.64)."""
    assert 0.53 < correlation(weather["wind_no1"], weather["wind_no3"]) < 0.64


@pytest.mark.parametrize("branch", BRANCHES)
def test_inflow_follows_snow_and_station(climate: ClimateTables, weather: WeatherYears, branch: str) -> None:
    """Flood in May to July, little in winter, annual spread and monthly means as at the stations."""
    days = daily(weather[f"inflow_{branch}"])
    assert 0.47 < days[:, MAY_TO_JULY].sum() / days.sum() < 0.68
    assert 0.035 < days[:, DECEMBER_TO_MARCH].sum() / days.sum() < 0.105
    assert 0.11 < days.mean(axis=1).std() < 0.22
    station = climate.monthly[f"inflow_{branch}_mean_pu"]
    assert correlation(monthly(days), station) > 0.98
    assert np.abs(monthly(days) - station).max() < 0.45  # a warm spring more or less moves water from June to May
    measured = {"glomma": 0.745, "folla": 0.684, "orkla": 0.659, "local": 0.745}  # data/climate/published.csv
    assert lag(weekly(np.log(days)), 1) == pytest.approx(measured[branch], abs=0.08)


def test_inflow_branches_are_wet_together(weather: WeatherYears) -> None:
    """Rivers of NO1 correlate more with each other than with Orkla."""
    weeks = {branch: weekly(np.log(daily(weather[f"inflow_{branch}"]))) for branch in BRANCHES}
    assert correlation(weeks["glomma"], weeks["folla"]) == pytest.approx(0.82, abs=0.05)
    assert correlation(weeks["glomma"], weeks["orkla"]) == pytest.approx(0.68, abs=0.1)


def test_warm_springs_flood_early(weather: WeatherYears) -> None:
    """Weekly temperature and inflow go together from April to June."""
    spring = slice(13, 26)
    warm = weekly(daily(weather["temperature"]))[:, spring]
    assert 0.3 < correlation(warm, weekly(np.log(daily(weather["inflow_folla"])))[:, spring]) < 0.7


def test_sun_stands_highest_at_noon(weather: WeatherYears) -> None:
    """Nights are dark, the mean peaks around 12:17 (UTC+1 at 10.8 E), and June gives far more than December."""
    mean = weather["solar"].mean(axis=0)
    june, december = mean[MONTH_OF_HOUR == 5], mean[MONTH_OF_HOUR == 11]
    by_hour = june.reshape(30, 24).mean(axis=0)
    assert by_hour.argmax() in (11, 12) and by_hour[0] == 0
    assert june.mean() > 8 * december.mean()
    assert mean[(HOUR_OF_DAY < 8) & (MONTH_OF_HOUR == 11)].max() == 0


def test_clear_is_cold_in_winter_and_dry(weather: WeatherYears) -> None:
    """Clearness goes against temperature in winter and against inflow in summer and autumn."""
    sun = daily(weather["solar"])
    clearness = weekly(sun / sun.max(axis=0))
    weeks = np.r_[0:12, 45:52]
    assert correlation(clearness[:, weeks], weekly(daily(weather["temperature"]))[:, weeks]) < -0.3
    wet = weekly(np.log(daily(weather["inflow_glomma"])))
    assert correlation(clearness[:, 26:43], wet[:, 26:43]) < -0.1


def test_prices_know_each_other_and_the_weather(weather: WeatherYears) -> None:
    """NO1 and NO3 correlate; cold, dry and calm are dear; negative hours exist and are rare."""
    logs = {zone: weekly(np.log(daily(weather[f"price_{zone}"]) + 20)) for zone in ZONES}
    assert 0.5 < correlation(weather["price_no1"], weather["price_no3"]) < 0.8
    winter = np.r_[0:12, 45:52]
    assert correlation(logs["no1"][:, winter], weekly(daily(weather["temperature"]))[:, winter]) < -0.25
    assert correlation(logs["no1"], weekly(np.log(daily(weather["inflow_glomma"])))) < -0.2
    assert correlation(logs["no3"], weekly(daily(weather["wind_no3"]))) < -0.2
    for zone in ZONES:
        assert 0.001 < (weather[f"price_{zone}"] < 0).mean() < 0.03
    assert weather["price_no1"].mean() > weather["price_no3"].mean()


def test_lots_are_stratified(weather: WeatherYears) -> None:
    """Each column holds every stratum exactly once, and columns differ."""
    assert weather.lots.shape == (YEARS, LOTS)
    assert np.allclose(np.sort(weather.lots, axis=0), ((np.arange(YEARS) + 0.5) / YEARS)[:, None])
    assert not np.array_equal(weather.lots[:, 0], weather.lots[:, 1])


def test_years_are_ranked_from_dry_to_wet(climate: ClimateTables, weather: WeatherYears) -> None:
    """The order rises in mean inflow; the table weighs the branches by what their plants produce."""
    order = rank_years(weather)
    wetness = np.mean([weather[f"inflow_{branch}"].mean(axis=1) for branch in BRANCHES], axis=0)
    assert (np.diff(wetness[order]) >= 0).all()
    weights = climate.catchments["rank_weight"]
    assert weights.sum() == pytest.approx(1)
    assert weights.argmax() == BRANCHES.index("glomma")
    only_orkla = rank_years(weather, np.array([float(branch == "orkla") for branch in BRANCHES]))
    assert (np.diff(weather["inflow_orkla"].mean(axis=1)[only_orkla]) >= 0).all()


def test_a_dry_a_median_and_a_wet_year_have_names(climate: ClimateTables, weather: WeatherYears) -> None:
    """The driest, middle and wettest year by the energy of their inflow; chosen years keep their order."""
    weights = climate.catchments["rank_weight"]
    ranked = weather.ranked(rank_years(weather, weights))
    energy = np.average([weather[f"inflow_{branch}"].mean(axis=1) for branch in BRANCHES], axis=0, weights=weights)
    dry, median, wet = (ranked.named(name) for name in ("dry", "median", "wet"))
    assert energy[dry] == energy.min() and energy[wet] == energy.max()
    assert energy[dry] < energy[median] < energy[wet]
    assert (energy <= energy[median]).sum() == YEARS / 2
    some = ranked.select(np.array([wet, 3, dry]))
    assert (some.named("dry"), some.named("wet")) == (2, 0)


def test_years_that_are_not_ranked_have_no_dry_one(weather: WeatherYears) -> None:
    """Nothing is guessed, and an order that is none is refused."""
    with pytest.raises(ValueError, match="not ranked"):
        weather.named("dry")
    with pytest.raises(ValueError, match="once"):
        weather.ranked(np.zeros(YEARS, dtype=int))


def test_refuses_no_years(climate: ClimateTables) -> None:
    """Nothing can be drawn from a count of zero or a negative seed."""
    with pytest.raises(ValueError, match="count must be at least 1"):
        draw_weather_years(climate, count=0, seed=1)
    with pytest.raises(ValueError, match="seed at least 0"):
        draw_weather_years(climate, count=1, seed=-1)


def test_streams_do_not_know_of_each_other() -> None:
    """A stream depends on seed, year and name only."""
    assert np.array_equal(Dice(seed=1, count=2).days("a"), Dice(seed=1, count=5).days("a")[:2])
    assert not np.array_equal(Dice(seed=1, count=1).days("a"), Dice(seed=1, count=1).days("b"))
    assert not np.array_equal(Dice(seed=1, count=1).days("a"), Dice(seed=2, count=1).days("a"))


def test_filters_keep_unit_variance() -> None:
    """AR(1) and AR(2) have the variance of their shocks and the memory asked for."""
    shocks = np.random.default_rng(1).standard_normal((20, 20_000))
    once = first_order(shocks, 0.8)
    assert once.var() == pytest.approx(1, abs=0.03) and lag(once, 1) == pytest.approx(0.8, abs=0.01)
    twice = second_order(shocks, root_slow=0.942, root_fast=0.70)[:, 500:]
    assert twice.var() == pytest.approx(1, abs=0.05) and lag(twice, 24) == pytest.approx(0.29, abs=0.03)


def test_skewed_scores_keep_mean_and_variance() -> None:
    """Bending gives the skewness asked for and moves neither mean nor variance."""
    scores = np.random.default_rng(2).standard_normal((1, 400_000))
    for skew in (-1.0, 0.0, 0.6):
        bent = skewed(scores, np.array([skew]))
        assert bent.mean() == pytest.approx(0, abs=0.02) and bent.std() == pytest.approx(1, abs=0.03)
        assert ((bent - bent.mean()) ** 3).mean() / bent.std() ** 3 == pytest.approx(skew, abs=0.08)


def test_snow_is_conserved() -> None:
    """What melts has fallen, and nothing melts in the cold."""
    fallen, possible = np.array([5.0, 5.0, 0.0, 0.0]), np.array([0.0, 0.0, 7.0, 7.0])
    assert melt_snow(fallen[:, None], possible[:, None])[:, 0].tolist() == [0.0, 0.0, 7.0, 3.0]


def test_hours_run_through_days() -> None:
    """Straight lines keep a straight line."""
    hours = hours_from_days(np.arange(365.0)[None, :])[0]
    assert hours[12:-12] == pytest.approx((np.arange(8760) + 0.5)[12:-12] / 24 - 0.5)


FAULTS = {
    "missing_column": ("monthly.csv", "temperature_skew", "temperature_scew", "temperature_skew"),
    "unknown_column": ("monthly.csv", "temperature_skew", "temperature_scew", "temperature_scew"),
    "not_a_number": ("monthly.csv", "-9.1", "cold", "line 2, column temperature_mean_c"),
    "wrong_rows": ("hourly.csv", "\n23,", "\n24,", "hour"),
    "missing_scalar": ("scalars.toml", "\nroot_slow =", "\nroot_slowest =", "wind.root_slow"),
    "unknown_scalar": ("scalars.toml", "\nroot_slow =", "\nroot_slowest =", "wind.root_slowest"),
    "unknown_confidence": ("branches.toml", 'confidence = "estimate"', 'confidence = "sure"', "confidence"),
    "missing_key": ("hourly.toml", "licence =", "license =", "licence"),
    "not_toml": ("monthly.toml", "[columns]", "[columns", ""),
    "range_not_ordered": ("scalars.toml", "value = 49, low = 35", "value = 9, low = 35", "temperature.slow_days"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_faulty_table_names_file_and_place(tmp_path: Path, code: str) -> None:
    """Each fault is reported with its file and place."""
    name, right, wrong, place = FAULTS[code]
    folder = _copy(tmp_path)
    text = (folder / name).read_text(encoding="utf-8")
    assert right in text
    (folder / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_climate(folder)
    assert (code, name, place) in {(problem.code, problem.file, problem.place) for problem in caught.value.problems}


def test_scalar_that_is_no_number_is_reported(tmp_path: Path) -> None:
    """Text, truth values and bare numbers without a source are refused."""
    folder = _copy(tmp_path)
    scalars = folder / "scalars.toml"
    text = scalars.read_text(encoding="utf-8").replace("{ value = 2.9,", '{ value = "2.9",')
    scalars.write_text(
        text.replace("[inflow]\nfast_account_days = {", "[inflow]\nfast_account_days = 30 #"), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_climate(folder)
    found = {(problem.code, problem.place) for problem in caught.value.problems}
    assert ("not_a_number", "temperature.fast_days") in found
    assert ("missing_key", "inflow.fast_account_days.source") in found


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    """Several missing files give one error with all of them."""
    folder = _copy(tmp_path)
    for name in ("monthly.csv", "hourly.toml", "scalars.toml"):
        (folder / name).unlink()
    with pytest.raises(InputError) as caught:
        load_climate(folder)
    missing = {problem.file for problem in caught.value.problems if problem.code == "missing_file"}
    assert missing == {"monthly.csv", "hourly.toml", "scalars.toml"}


def test_one_month_missing_is_reported(tmp_path: Path) -> None:
    """Eleven months are not a year."""
    folder = _copy(tmp_path)
    lines = (folder / "monthly.csv").read_text(encoding="utf-8").splitlines()
    (folder / "monthly.csv").write_text("\n".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(InputError, match=r"monthly\.csv: month: found 11 rows"):
        load_climate(folder)


def _copy(folder: Path) -> Path:
    """Copy the shipped tables to where they may be spoilt."""
    return Path(shutil.copytree(FOLDER, folder / "climate"))
