"""How many people the goals for work ask for."""

from __future__ import annotations

from typing import Final

from simulator.premises import Assumptions, Region, age_span
from simulator.records import PeopleNeeded
from simulator.stages.people.cohort import still_aged
from simulator.stages.people.start import estimate_ages

FIRST_YEAR: Final = 2024
TOTAL_GOAL, YEARLY_GOAL, RECRUITED_GOAL = "employment_2035", "jobs_per_year", "recruited_share"


def people_needed(region: Region, assumptions: Assumptions) -> PeopleNeeded | None:
    """Work out what the two goals for work mean in people; None where the region has no such goals.

    Parameters
    ----------
    region : Region
        Uses the goals for employment, jobs a year and recruiting, the population table and ``demography``.
    assumptions : Assumptions
        Uses ``labour.employed_persons_2024``, ``labour.employment_ratio_share`` and ``labour.household_size_persons``.

    Notes
    -----
    Jobs a year = (target − employed) / years. People of working age needed = target over the ratio of employed to them;
    there would be those who reach that age by time alone, from the last count to 1 January of the goal's year, with
    no moves and no deaths. Half of the new jobs go to people who move in, each with a household: that half is the goal
    for recruiting.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), section 1.5.
    """
    goals = {goal.id: goal for goal in region.goals}
    if not {TOTAL_GOAL, YEARLY_GOAL, RECRUITED_GOAL} <= goals.keys():
        return None
    target, by, yearly = goals[TOTAL_GOAL].target, goals[TOTAL_GOAL].by or FIRST_YEAR + 1, goals[YEARLY_GOAL].target
    employed, ratio = assumptions["labour.employed_persons_2024"], assumptions["labour.employment_ratio_share"]
    high_ratio = assumptions.cases("labour.employment_ratio_share")[-1]
    household, recruited = assumptions["labour.household_size_persons"], goals[RECRUITED_GOAL].target
    counted = region.population_years[-1]
    persons, years, ahead = estimate_ages(region, counted), by - FIRST_YEAR, by - counted
    still = still_aged(persons, ahead)
    workers = (recruited * (target - employed), recruited * yearly * years)
    return PeopleNeeded(
        first_year=FIRST_YEAR,
        by=by,
        employed=employed,
        target=target,
        jobs_per_year=(target - employed) / years,
        yearly_goal=yearly,
        would_be=employed + yearly * years,
        working_age_now=still_aged(persons, 0, age_span("20-66")),
        counted=counted,
        working_age_needed=target / ratio,
        working_age_still=still,
        gap_persons_per_year=(target / ratio - still) / ahead,
        high_ratio_share=float(high_ratio),
        high_ratio_gap_persons_per_year=float((target / high_ratio - still) / ahead),
        in_migrant_workers=workers[0],
        in_migrant_workers_at_yearly_goal=workers[1],
        new_inhabitants=workers[0] * household,
        new_inhabitants_at_yearly_goal=workers[1] * household,
    )
