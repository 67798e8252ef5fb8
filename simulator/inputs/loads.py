"""The meaning of what a scenario says about use: steps, flexible parts, own curves, energy that is freed.

Every check also reads a draft, in which None stands where a value is missing or wrong; what is None is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.messages import Finding, Place, unknown
from simulator.inputs.places import find_beside
from simulator.inputs.series import Bounds, HourlySeries, hours_of, read_hours
from simulator.premises import EfficiencyMeasure, Establishment, OwnCurve, Phase, Region, Scenario
from simulator.words import said

LEAST_LOAD: Final = Bounds(low=0, high=1e9, unit="bounds.load")
LEAST_GWH: Final = 1e-9


def check_loads(scenario: Scenario) -> Iterator[Finding]:
    """Find what an establishment's steps and flexible parts cannot be."""
    for index, one in enumerate(scenario.establishments):
        place = ("establishments", index)
        yield from _phases(place, one)
        yield from _price_limit(place, one)
        if one.load_shape is not None and one.load_series is not None:
            yield Finding("two_shapes", (*place, "load_series"), repr(one.load_series), said("remedy.shape_or_series"))
        if None not in (one.shiftable_share, one.price_sensitive_share):
            both = one.shiftable_share + one.price_sensitive_share
            if both > 1:
                found = said("found.of_the_load", share=f"{both:g}")
                yield Finding("more_than_all", (*place, "shiftable_share"), found, said("remedy.one_at_most"))


def _phases(place: Place, one: Establishment) -> Iterator[Finding]:
    """Find a step that does not come after, or is not larger than, the one before."""
    steps = [step for step in one.phases or () if isinstance(step, Phase)]
    if None in (one.start_year, one.capacity_mw) or len(steps) != len(one.phases or ()):
        return
    first = Phase.model_construct(year=one.start_year, capacity_mw=one.capacity_mw)
    for number, (before, after) in enumerate(pairwise((first, *steps))):
        at = (*place, "phases", number)
        if after.year <= before.year:
            remedy = said("remedy.year_after", year=str(before.year))
            yield Finding("phase_too_early", (*at, "year"), str(after.year), remedy)
        if after.capacity_mw <= before.capacity_mw:
            remedy = said("remedy.capacity_in_all", mw=f"{before.capacity_mw:g}")
            yield Finding("phase_too_small", (*at, "capacity_mw"), f"{after.capacity_mw:g} MW", remedy)


def _price_limit(place: Place, one: Establishment) -> Iterator[Finding]:
    if one.price_sensitive_share and one.price_limit_eur_mwh is None:
        remedy = said("remedy.price_limit")
        yield Finding("no_price_limit", (*place, "price_sensitive_share"), f"{one.price_sensitive_share:g}", remedy)
    if one.price_limit_eur_mwh is not None and one.price_sensitive_share == 0:
        remedy = said("remedy.price_share")
        yield Finding("no_price_share", (*place, "price_limit_eur_mwh"), f"{one.price_limit_eur_mwh:g}", remedy)


def check_efficiency(scenario: Scenario, region: Region) -> Iterator[Finding]:
    """Find measures that free more than is used, or of a sector that nobody is in."""
    used_gwh = _used_gwh(region)
    left_gwh = dict(used_gwh)
    for index, one in enumerate(scenario.efficiency):
        place = ("efficiency", index)
        sectors = dict.fromkeys(sector for _, sector in used_gwh)
        if one.sector is not None and one.sector not in sectors:
            remedy = unknown(one.sector, sectors, "sector")
            yield Finding("unknown_sector", (*place, "sector"), repr(one.sector), remedy)
        elif None not in (one.sector, one.freed_gwh):
            yield from _freed((*place, "freed_gwh"), one, used_gwh, left_gwh)
        if one.full_year is not None and one.start_year is not None and one.full_year < one.start_year:
            yield Finding(
                "done_before_start", (*place, "full_year"), str(one.full_year), said("remedy.end_after_start")
            )


def _freed(
    place: Place, one: EfficiencyMeasure, used_gwh: dict[tuple[str, str], float], left_gwh: dict[tuple[str, str], float]
) -> Iterator[Finding]:
    """Take what a measure frees from what is left, and tell if there is too little."""
    there = {key: gwh for key, gwh in used_gwh.items() if key[1] == one.sector and one.area in (None, key[0])}
    whole = sum(there.values())
    for key, gwh in there.items():
        left_gwh[key] -= one.freed_gwh * gwh / (whole or 1.0)
    if there and (one.freed_gwh > whole or any(left_gwh[key] < -LEAST_GWH for key in there)):
        remedy = said("remedy.can_free", gwh=float(f"{whole:.3g}"))
        yield Finding("frees_too_much", place, f"{one.freed_gwh:g} GWh", remedy)


def _used_gwh(region: Region) -> dict[tuple[str, str], float]:
    """Return the last measured use by area and sector. [GWh]"""
    last = max(row.year for row in region.consumption)
    return {(row.area, row.sector): row.gwh for row in region.consumption if row.year == last}


def find_curves(scenario: Scenario, folders: Sequence[Path]) -> tuple[Establishment, ...]:
    """Find and read the own hourly curves of establishments.

    Parameters
    ----------
    scenario : Scenario
        Names of files.
    folders : sequence of Path
        Where a file may lie; the first that has it counts.

    Returns
    -------
    tuple of Establishment
        In order, with the curves found.

    Raises
    ------
    InputError
        With what is wrong in any of the files.
    """
    problems: list[Problem] = []
    found = []
    for one in scenario.establishments:
        try:
            found.append(one if one.load_series is None else one.with_curve(_read_curve(one.load_series, folders)))
        except InputError as fault:
            problems += fault.problems
    raise_if(problems)
    return tuple(found)


def _read_curve(file: str, folders: Sequence[Path]) -> OwnCurve:
    """Read one curve of loads that are 0 or more, and not all 0.

    Raises
    ------
    InputError
    """
    path = find_beside(file, folders)
    return _curve(file, str(path.resolve()), read_hours(path, bounds=LEAST_LOAD))


def curve_of(file: str, content: bytes) -> OwnCurve:
    """Read a curve from the content of a file, as an upload gives it.

    Raises
    ------
    InputError
    """
    return _curve(file, Path(file).name, hours_of(file, content, bounds=LEAST_LOAD))


def _curve(file: str, path: str, series: HourlySeries) -> OwnCurve:
    if series.high == 0:
        found, remedy = said("found.only_zeros"), said("remedy.load_of_every_hour")
        raise InputError([Problem(code="no_load", file=file, place="", found=found, remedy=remedy)])
    return OwnCurve(path, tuple(series.values[0].tolist()), series.sha256)


def curve_previews(scenario: Scenario) -> tuple[str, ...]:
    """Describe every own curve in one line: least, mean, highest, and the hours at the highest that give its energy.

    Returns
    -------
    tuple of str
        One per establishment with a curve.
    """
    return tuple(
        f"{one.id}: {Path(one.curve.path).name}: {preview(one.curve.values)}"
        for one in scenario.establishments
        if one.curve is not None
    )


def preview(values: Sequence[float]) -> str:
    """Describe a series of hours in a few figures.

    Examples
    --------
    >>> preview([0.0, 5.0, 10.0, 5.0])
    'least 0, mean 5, highest 10; 2 hours at the highest give the same energy'
    """
    shown = preview_figures(values)
    figures = f"least {shown.least:.4g}, mean {shown.mean:.4g}, highest {shown.highest:.4g}"
    return f"{figures}; {shown.full_load_hours:,.0f} hours at the highest give the same energy"


class Preview(NamedTuple):
    """A curve in four figures; full-load hours are those at the highest that give the same energy."""

    least: float
    mean: float
    highest: float
    full_load_hours: float


def preview_figures(values: Sequence[float]) -> Preview:
    """Describe a series of hours in four figures."""
    mean, highest = sum(values) / len(values), max(values)
    return Preview(min(values), mean, highest, mean * len(values) / highest if highest else 0.0)
