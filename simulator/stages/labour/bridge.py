"""The jobs bridge: why employed residents of a later year are more, or fewer, than today."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, age_span
from simulator.records import BRIDGE_STEPS, Bridge, Labour, People
from simulator.stages.labour.offered import LAYERS
from simulator.stages.labour.residents import EMPLOYED_YEAR, WORKING_AGE

Floats = NDArray[np.float64]
BRIDGE_YEAR: Final = 2035
TAKEN: Final = ("displaced", "in_commuter", "returning_commuter", "unfilled")


def build_bridge(labour: Labour, people: People, assumptions: Assumptions) -> Bridge:
    """Explain employed residents of 2035, or of the last year before it, from those of 2024.

    Parameters
    ----------
    labour : Labour
    people : People
        Uses single ages on 1 January 2025 and residents aged 20–66.
    assumptions : Assumptions
        Uses ``labour.employed_persons_2024`` and ``labour.employment_ratio_share``.

    Returns
    -------
    Bridge
        [persons], shape (cases, steps)

    Notes
    -----
    *Ageing*: ratio × what residents aged 20–66 would change by if nobody moved or died. *Moving*: ratio × the rest of
    their change, which is moves and deaths. Then jobs offered by layer, less those that bring no new employed resident.
    """
    place = min(max(BRIDGE_YEAR - labour.years[0], 0), len(labour.years) - 1)
    year = labour.years[place]
    first, last = age_span(WORKING_AGE)
    begin, finish = (people.dates.index(max(one, EMPLOYED_YEAR) + 1) for one in (EMPLOYED_YEAR, year))
    ahead = finish - begin
    residents = people.between(first, last).sum(axis=1)
    still = people.between(first - ahead, last - ahead).sum(axis=1)[:, begin]
    ratio = assumptions.cases("labour.employment_ratio_share")
    steps = {
        "ageing": ratio * (still - residents[:, begin]),
        "moving": ratio * (residents[:, finish] - still),
        **{layer: _mean(labour.operating_persons[number], place) for number, layer in enumerate(LAYERS)},
        "public_service": _mean(labour.public_service_persons, place),
        "income": _mean(labour.income_persons, place),
        **{way: -_mean(getattr(labour, f"{way}_persons"), place) for way in TAKEN},
    }
    return Bridge(
        first_year=EMPLOYED_YEAR,
        last_year=year,
        start=np.full(len(ratio), assumptions["labour.employed_persons_2024"]),
        steps=np.stack([steps[name] for name in BRIDGE_STEPS], axis=-1),
        end=_mean(labour.employed_persons, place),
        limit=labour.limits[place],
    )


def _mean(values: Floats, place: int) -> Floats:
    """Return one year, mean over weather years. shape (cases, years, weather) to (cases,)"""
    return np.asarray(values[:, place].mean(axis=-1))
