"""Building work held against the builders within reach."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region
from simulator.records import Jobs
from simulator.stages.labour.offered import building_job_years

Floats = NDArray[np.float64]
BUILDING: Final = "CON"


class Crews(NamedTuple):
    """Building work of the region's own crews and of crews from outside. [job-years], shape (cases, years, weather)

    ``ceiling`` is what the region's crews can do in a year. [job-years], shape (cases,)
    """

    inside: Floats
    outside: Floats
    ceiling: Floats


def split_crews(jobs: Jobs, region: Region, assumptions: Assumptions) -> Crews:
    """Give building work to the region as far as its builders reach; the rest is from outside.

    Parameters
    ----------
    jobs : Jobs
        Uses building work.
    region : Region
        Uses people employed in building.
    assumptions : Assumptions
        Uses ``labour.builders_free_share`` and ``labour.builders_reach_share``.

    Returns
    -------
    Crews
        Their sum is all building work.
    """
    wanted, outside = building_job_years(jobs)
    table = region.input_output
    builders = table.regional_persons[table.sectors.index(BUILDING)]
    reach = 1 + assumptions.cases("labour.builders_reach_share")
    ceiling = builders * assumptions.cases("labour.builders_free_share") * reach
    inside = np.minimum(wanted, ceiling[:, None, None])
    return Crews(inside, outside + wanted - inside, ceiling)
