"""The meaning of grid measures and outages: what they refer to, and when and how much is out.

Every check also reads a draft, in which None stands where a value is missing or wrong; what is None is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.hours import DAYS_IN_MONTH
from simulator.inputs.messages import Finding, Place, unless_known
from simulator.premises import GridMeasure, Outage, Region, Scenario
from simulator.words import said


def grid_findings(scenario: Scenario, region: Region) -> Iterator[Finding]:
    """Find every measure and outage that cannot be.

    Parameters
    ----------
    scenario : Scenario
        May be a draft.
    region : Region
        Lines and exchange points.
    """
    points = {point.id for point in region.exchanges}
    links = {line.id for line in region.links} | points
    for index, measure in enumerate(scenario.grid):
        yield from unless_known(measure.link, links, ("grid", index, "link"))
        if measure.link in points:
            yield from _at_exchange(measure, ("grid", index, "kind"))
    for index, outage in enumerate(scenario.outages):
        yield from unless_known(outage.link, links, ("outages", index, "link"))
        yield from _times(outage, ("outages", index))
        if outage.remaining_mw is not None and outage.remaining_share is not None:
            found = said("found.two_remainders", mw=f"{outage.remaining_mw:g}", share=f"{outage.remaining_share:g}")
            yield Finding("two_remainders", ("outages", index, "remaining_share"), found, said("remedy.one_of_two"))


def _at_exchange(measure: GridMeasure, place: Place) -> Iterator[Finding]:
    if measure.kind in {"line", "transformer"}:
        yield Finding("kind_at_exchange", place, repr(measure.kind), said("remedy.one_capacity"))


def _times(outage: Outage, place: Place) -> Iterator[Finding]:
    """Find an outage that says not when it is, says it twice, or names a day that no year has."""
    days = {"first_day": outage.first_day, "last_day": outage.last_day}
    given = {name: day for name, day in days.items() if day is not None}
    left_out = [name for name in days if name not in outage.model_fields_set]
    remedy = said("remedy.months_or_days")
    if outage.months is not None and given:
        yield Finding("two_times", (*place, "months"), said("found.months_and_days"), remedy)
    if outage.months == ():
        yield Finding("no_time", (*place, "months"), said("found.no_months"), remedy)
    if "months" not in outage.model_fields_set and left_out:
        yield Finding("no_time", (*place, left_out[0]), said("found.nothing"), remedy)
    for name, day in given.items():
        yield from _no_such_day(day, (*place, name))


def _no_such_day(day: str, place: Place) -> Iterator[Finding]:
    month, number = (int(part) for part in day.split("-"))
    last = DAYS_IN_MONTH[month - 1]
    if number > last:
        remedy = said("remedy.days_of_month", month=month, days=last)
        yield Finding("no_such_day", place, repr(day), remedy)
