"""Door to the weather: the years that a scenario asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from simulator.errors import InputError, Problem, raise_if
from simulator.hours import HOURS_PER_DAY
from simulator.inputs.climate import ClimateTables, draw_weather_years, load_climate, rank_years
from simulator.inputs.places import data_folder, find_beside
from simulator.inputs.series import Bounds, HourlySeries, read_hours
from simulator.premises import SeriesPlace, Weather, WeatherYears
from simulator.premises.weather import COMPONENTS
from simulator.words import Said, said

DRAWS_KEPT: Final = 4
MOST_KEPT_YEARS: Final = 30  # of the usual number of years 25 MB each; larger draws are let go
THIRDS: Final = {"dry": 0, "median": 1, "wet": 2}
# What a component can be in our climate and market; a factor of capacity outside is noise of a meter and is clamped.
PHYSICAL: Final = {
    "temperature": Bounds(low=-60, high=45, unit="bounds.temperature"),
    "inflow": Bounds(low=0, high=100, unit="bounds.inflow"),
    "wind": Bounds(low=0, high=1, unit="bounds.factor", clamp=True),
    "solar": Bounds(low=0, high=1, unit="bounds.factor", clamp=True),
    "price": Bounds(low=-500, high=5000, unit="bounds.price"),
}
MOST_ALIKE_HOURS: Final = 48
MIDNIGHT: Final = (23, 0)
MOST_AT_NIGHT_SHARE: Final = 0.01  # noise of a meter; even at midsummer the sun is down at midnight here
UNUSUAL_PRICE: Final = 5.0  # the dearest measured years stay below it; NOK/MWh is eleven times EUR/MWh
EUR_MWH_PER_CENT_KWH: Final = 10.0
UNUSUAL_INFLOW: Final = 2.0  # the wettest year measured in the region brought 1.4 times the mean, the driest 0.7


def load_weather(wanted: Weather, folder: Path | None = None) -> WeatherYears:
    """Draw the weather years of a scenario from the climate tables.

    Parameters
    ----------
    wanted : Weather
        Count, seed, choice and own series. ``dry``, ``median`` and ``wet`` keep that third of the years drawn, at
        least one, so that every scenario with the same count and seed meets the same years.
    folder : Path, optional
        Folder of the climate tables; the shipped ones if left out.

    Returns
    -------
    WeatherYears

    Raises
    ------
    InputError
        If the climate tables or the own series are faulty.
    """
    climate = load_climate(folder or data_folder() / "climate")
    draw = draw_weather_years if wanted.count > MOST_KEPT_YEARS else _drawn_once
    weather = draw(climate, count=wanted.count, seed=wanted.seed)
    weather = lay_series(weather, read_series(wanted))
    order = rank_years(weather, climate.catchments["rank_weight"])
    weather = weather.ranked(order)
    if wanted.choose == "all":
        return weather
    third = THIRDS[wanted.choose]
    first = third * len(order) // len(THIRDS)
    last = max((third + 1) * len(order) // len(THIRDS), first + 1)
    return weather.select(order[first:last])


@lru_cache(maxsize=DRAWS_KEPT)
def _drawn_once(climate: ClimateTables, *, count: int, seed: int) -> WeatherYears:
    """Draw weather years; the same are not drawn twice."""
    return draw_weather_years(climate, count=count, seed=seed)


def find_series(wanted: Weather, folders: Sequence[Path]) -> Weather:
    """Find and check the files of the own series, so that a scenario with faulty ones is refused when it is read.

    Parameters
    ----------
    wanted : Weather
        Names of files by component.
    folders : sequence of Path
        Where a file may lie; the first that has it counts.

    Raises
    ------
    InputError
        With what is wrong in any of the files.
    """
    found: list[SeriesPlace] = []
    problems: list[Problem] = []
    for component, file in wanted.series.files.items():
        try:
            path = find_beside(file, folders).resolve()
            found.append(SeriesPlace(component, str(path), _read(component, path, wanted).sha256))
        except InputError as fault:
            problems += fault.problems
    raise_if(problems)
    return wanted.at(tuple(found)) if found else wanted


def read_series(wanted: Weather) -> dict[str, HourlySeries]:
    """Read the own series of a weather, as `find_series` found them.

    Returns
    -------
    dict of str to HourlySeries
        Component to its series: one column for all years, or one per weather year.

    Raises
    ------
    InputError
        With what is wrong in any of the files, or because one is no longer the one that was found.
    """
    read: dict[str, HourlySeries] = {}
    problems: list[Problem] = []
    for component, path, sha256 in wanted.found:
        try:
            read[component] = _read(component, Path(path), wanted)
        except InputError as fault:
            problems += fault.problems
            continue
        if read[component].sha256 != sha256:
            about = ("", said("found.changed_meanwhile"), said("remedy.leave_alone"))
            problems.append(_problem("changed_meanwhile", Path(path).name, *about))
    raise_if(problems)
    return read


def _read(component: str, path: Path, wanted: Weather) -> HourlySeries:
    """Read the series of one component.

    Raises
    ------
    InputError
    """
    return read_hours(
        path,
        bounds=PHYSICAL[component.split("_", maxsplit=1)[0]],
        columns={1, wanted.count},
        decimal_comma=wanted.series.decimal_comma,
    )


def doubtful_series(wanted: Weather, eur_nok: float) -> tuple[Problem, ...]:
    """Note what is doubtful but possible in own series.

    Values that were clamped, inflow whose mean is not near one, prices of a level that is not that of EUR/MWh, values
    that stand still, a sun that shines at night.

    Parameters
    ----------
    wanted : Weather
    eur_nok : float
        Exchange rate. [NOK/EUR]

    Raises
    ------
    InputError
        If a file is no longer the one that was found.
    """
    files = wanted.series.files
    return tuple(
        _problem(code, files[component], "", found, remedy)
        for component, series in read_series(wanted).items()
        for code, found, remedy in (
            *_odd_level(component, series),
            *_odd_price(component, series, eur_nok),
            *_standing_still(series),
            *_sun_at_night(component, series),
        )
    )


def _odd_level(component: str, series: HourlySeries) -> Iterator[tuple[str, Said, Said]]:
    """Doubt factors outside 0 to 1, and an inflow that is not 1 in the mean."""
    if series.clamped:
        yield "clamped", said("found.clamped", count=series.clamped), said("remedy.divide_by_capacity")
    if component.startswith("inflow") and not 1 / UNUSUAL_INFLOW < series.mean < UNUSUAL_INFLOW:
        found = said("found.mean", mean=float(f"{series.mean:.3g}"))
        yield "unusual_inflow", found, said("remedy.divide_by_mean")


def _odd_price(component: str, series: HourlySeries, eur_nok: float) -> Iterator[tuple[str, Said, Said]]:
    """Doubt a mean price that is far from the usual one: NOK/MWh, or NOK/kWh, in place of EUR/MWh."""
    if not component.startswith("price"):
        return
    usual = load_climate(data_folder() / "climate").scalar(f"price.{component.removeprefix('price_')}.mean_eur_mwh")
    if not usual / UNUSUAL_PRICE < series.mean < usual * UNUSUAL_PRICE:
        mean, ore = (float(f"{value:.3g}") for value in (series.mean, series.mean * eur_nok / EUR_MWH_PER_CENT_KWH))
        yield "unusual_price", said("found.mean_price", mean=mean, ore=ore), said("remedy.price_unit", usual=usual)


def _problem(code: str, file: str, *about: str) -> Problem:
    """Say one problem: place, what was found, what would be right."""
    place, found, remedy = about
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)


def _standing_still(series: HourlySeries) -> Iterator[tuple[str, Said, Said]]:
    """Doubt a value that stays the same for more than two days; the longest stand is told."""
    for values in series.values:
        starts = np.flatnonzero(np.diff(values, prepend=np.nan) != 0)
        lengths = np.diff(starts, append=len(values))
        longest = int(lengths.argmax())
        if lengths[longest] > MOST_ALIKE_HOURS:
            start, hours = int(starts[longest]), int(lengths[longest])
            found = said("found.flat", value=f"{values[start]:g}", hours=hours, line=str(start + 1))
            yield "stands_still", found, said("remedy.check_meter")
            return


def _sun_at_night(component: str, series: HourlySeries) -> Iterator[tuple[str, Said, Said]]:
    """Doubt a sun that shines around midnight: another column, or another clock."""
    if component == "solar" and series.mean > 0:
        by_hour = series.values.reshape(-1, HOURS_PER_DAY).sum(axis=0)
        share = float(by_hour[list(MIDNIGHT)].sum() / by_hour.sum())
        if share > MOST_AT_NIGHT_SHARE:
            yield "night_sun", said("found.night_sun", percent=f"{share:.0%}"[:-1]), said("remedy.check_column")


def lay_series(weather: WeatherYears, own: dict[str, HourlySeries]) -> WeatherYears:
    """Put own series in the place of components; the other components stay as they were drawn."""
    if not own:
        return weather
    shape = (weather.count, weather[next(iter(COMPONENTS))].shape[1])
    laid = {name: np.broadcast_to(series.values, shape).copy() for name, series in own.items()}
    return WeatherYears(series={**weather.series, **laid}, lots=weather.lots, names=weather.names, seed=weather.seed)
