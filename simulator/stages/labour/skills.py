"""Hold the schooling that jobs ask for against that of the people who fill them; count apprentices from a baseline."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import LEVELS, Assumptions, Region, Scenario
from simulator.records import Jobs, Labour, Skills
from simulator.stages.labour.offered import operating_persons

Floats = NDArray[np.float64]
PUBLIC: Final = "PUB"
VOCATIONAL: Final = LEVELS.index("vocational")
GROUP_OF: Final = {
    "unemployed": "residents",
    "inactive": "residents",
    "returning_commuter": "residents",
    "displaced": "residents",
    "in_commuter": "in_commuters",
    "in_migrant": "in_migrants",
}


def match_skills(jobs: Jobs, labour: Labour, scenario: Scenario, *, region: Region, assumptions: Assumptions) -> Skills:
    """Count jobs and people by schooling, and apprentices.

    Parameters
    ----------
    jobs : Jobs
        Uses the sector of each entry.
    labour : Labour
        Uses who fills the jobs.
    scenario : Scenario
        Uses ``apprentices``.
    region : Region
        Uses schooling by sector and group, and the employed of region and nation by sector.
    assumptions : Assumptions
        Uses ``labour.national_apprentices_per_year_persons``, ``labour.national_employed_persons`` and
        ``labour.employed_persons_2024``.

    Returns
    -------
    Skills
        [persons], shape (levels, cases, years, weather)

    Notes
    -----
    Jobs on site ask for the schooling of the entry's sector, those at suppliers and from spent pay for that of the
    region's employed, public service and jobs that new income pays for that of the public sector.

    Apprentices today = the nation's new contracts × the region's part of the nation's employed; no count of the region
    was found. New jobs for tradespeople bring as many contracts as the nation has per employed tradesperson.
    """
    by_layer = operating_persons(jobs)
    on_site = np.stack([region.education[sector] for sector in jobs.sectors], axis=-1) if jobs.sectors else _nobody()
    spread = region_schooling(region)
    public = labour.public_service_persons + labour.income_persons
    needed = (
        np.einsum("cywe,le->lcyw", by_layer[0], on_site)
        + np.multiply.outer(spread, by_layer[1:].sum(axis=(0, -1)))
        + np.multiply.outer(region.education[PUBLIC], public)
    )
    filled = [
        np.multiply.outer(region.education[group], getattr(labour, f"{way}_persons")) for way, group in GROUP_OF.items()
    ]
    today, per_trade = apprentices_today(region, assumptions)
    stated = np.array([scenario.apprentices.in_year(year) for year in labour.years])[None, :, None]
    return Skills(
        labour=labour,
        needed_persons=needed,
        filled_persons=np.sum(filled, axis=0),
        apprentices_today_persons=today,
        apprentices_persons=today[:, None, None] + per_trade[:, None, None] * needed[VOCATIONAL] + stated,
    )


def region_schooling(region: Region) -> Floats:
    """Return the schooling of the region's employed, sector by sector. [share], shape (levels,)"""
    persons = region.input_output.regional_persons
    schooling = np.stack([region.education[sector] for sector in region.input_output.sectors], axis=-1)
    return np.asarray(schooling @ persons / persons.sum())


def apprentices_today(region: Region, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """Return new apprentice contracts a year today, and per employed tradesperson.

    Returns
    -------
    tuple of ndarray
        [persons/year] and [persons/year per person], each of shape (cases,)
    """
    contracts = assumptions.cases("labour.national_apprentices_per_year_persons")
    part = assumptions["labour.employed_persons_2024"] / assumptions["labour.national_employed_persons"]
    table = region.input_output
    trades = sum(
        float(persons) * region.education[sector][VOCATIONAL]
        for sector, persons in zip(table.sectors, table.national_persons, strict=True)
    )
    return contracts * part, contracts / trades


def _nobody() -> Floats:
    return np.zeros((len(LEVELS), 0))
