"""Inflow: rain and snow from correlated daily precipitation, melted by temperature, released by two stores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simulator.inputs.climate.forms import BRANCHES
from simulator.inputs.climate.noise import Dice, first_order, persistence_of, positive_curve, this_year, with_spin_up
from simulator.inputs.climate.tables import ClimateTables
from simulator.recursion import remember

_BANDS: Final = 5
_QUANTILES: Final = 400
_SNOW_RAIN_SPAN_C: Final = 2.0  # numerical width of the passage from snow to rain, centred on the threshold
_LAPSE_STEP_M: Final = 100.0


def draw_rain_score(climate: ClimateTables, dice: Dice, *, temperature: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw the regional precipitation score, tied to the temperature score. [1], shape (weather, spin-up + 365)"""
    tied = with_spin_up(climate.curve("precipitation_on_temperature"))
    own = _wetness(climate, dice, name="precipitation common")
    return np.asarray(tied * temperature + np.sqrt(1 - tied**2) * own)


def _wetness(climate: ClimateTables, dice: Dice, *, name: str) -> NDArray[np.float64]:
    """Draw a wetness score: showers of days on top of spells of weeks. [1], shape (weather, spin-up + 365)"""
    share = climate.scalar("precipitation.slow_share")
    showers = first_order(dice.days(f"{name} fast"), climate.scalar("precipitation.persistence"))
    spells = first_order(dice.days(f"{name} slow"), persistence_of(climate.scalar("precipitation.slow_days")))
    return np.asarray(np.sqrt(1 - share) * showers + np.sqrt(share) * spells)


def draw_daily_inflow(
    climate: ClimateTables, dice: Dice, *, temperature_c: NDArray[np.float64], rain: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Draw the inflow of every branch.

    Parameters
    ----------
    climate : ClimateTables
        Catchments, precipitation and the stations' monthly means.
    dice : Dice
        Random streams.
    temperature_c : ndarray
        Daily mean with spin-up. [°C], shape (weather, spin-up + 365)
    rain : ndarray
        Regional precipitation score. [1], shape (weather, spin-up + 365)

    Returns
    -------
    dict of str to ndarray
        Inflow per branch, spin-up kept. [per unit of the long-run mean], shape (weather, spin-up + 365)
    """
    precipitation = np.stack(
        [_branch_precipitation(climate, dice, number=number, rain=rain) for number in range(len(BRANCHES))], axis=-1
    )
    elevation_m = climate.scalar("temperature.reference_elevation_m")
    flow = run_off(climate.catchments, elevation_m, temperature_c=temperature_c, precipitation=precipitation)
    return {
        branch: _with_rest(climate, dice, number=number, usual=_river(climate, branch, modelled=flow[..., number]))
        for number, branch in enumerate(BRANCHES)
    }


def _branch_precipitation(
    climate: ClimateTables, dice: Dice, *, number: int, rain: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Draw one branch's precipitation, partly the region's, partly its own. [mm/day], shape (weather, spin-up + 365)"""
    common = climate.catchments["common_share"][number]
    own = _wetness(climate, dice, name=f"precipitation {BRANCHES[number]}")
    score = np.sqrt(common) * rain + np.sqrt(1 - common) * own
    return precipitation_from_score(climate, score, exponent=climate.catchments["precipitation_exponent"][number])


def precipitation_from_score(
    climate: ClimateTables, score: NDArray[np.float64], *, exponent: float
) -> NDArray[np.float64]:
    """Turn scores into amounts: dry below a threshold, a power of the excess above it. [mm/day], shape of `score`

    References
    ----------
    Sansó and Guenni (1999), Applied Statistics 48: power-transformed truncated normal rainfall.
    """
    threshold = ndtri(1 - climate.curve("precipitation_wet_day_share"))
    grid = ndtri((np.arange(_QUANTILES) + 0.5) / _QUANTILES)
    mean = (np.clip(grid - threshold[:, None], 0, None) ** exponent).mean(axis=1)
    scale = climate.curve("precipitation_mean_mm_day") / mean
    return np.asarray(np.clip(score - with_spin_up(threshold), 0, None) ** exponent * with_spin_up(scale))


def run_off(
    catchments: Mapping[str, NDArray[np.float64]],
    reference_elevation_m: float,
    *,
    temperature_c: NDArray[np.float64],
    precipitation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Let precipitation fall, lie, melt, soak in and run off in every branch.

    A degree-day snow store in elevation bands of equal area, a soil that dries with warmth, then a fast and a slow
    linear store: the HBV idea in a small form.

    Parameters
    ----------
    catchments : mapping of str to ndarray
        Columns of ``branches.csv``. shape (branch,)
    reference_elevation_m : float
        Elevation that the temperature is given for. [m above sea level]
    temperature_c : ndarray
        Daily mean. [°C], shape (weather, day)
    precipitation : ndarray
        Daily amount. [mm/day], shape (weather, day, branch)

    Returns
    -------
    ndarray
        Run-off. [mm/day], shape (weather, day, branch)

    References
    ----------
    Bergström (1992), The HBV model, SMHI RH 4; Hock (2003), Temperature index melt modelling, J. Hydrol. 282.
    """
    band_c = _band_temperature(catchments, reference_elevation_m, temperature_c=temperature_c)
    snow_share = np.clip((catchments["snowfall_below_c"][:, None] - band_c) / _SNOW_RAIN_SPAN_C + 0.5, 0, 1)
    fallen = np.moveaxis(precipitation, 1, 0)[..., None]
    warmth = np.clip(band_c - catchments["melt_above_c"][:, None], 0, None)
    melt = melt_snow(
        fallen * snow_share * catchments["snow_catch_factor"][:, None],
        warmth * catchments["melt_mm_per_degree_day"][:, None],
    )
    water = (melt + fallen * (1 - snow_share)).mean(axis=-1)
    drying = np.clip(band_c, 0, None).mean(axis=-1) * catchments["evaporation_mm_per_degree_day"]
    return _release(catchments, np.moveaxis(pass_soil(catchments, water=water, drying=drying), 0, 1))


def _band_temperature(
    catchments: Mapping[str, NDArray[np.float64]], reference_elevation_m: float, *, temperature_c: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Carry the temperature up and down to bands of equal area. [°C], shape (day, weather, branch, band)"""
    middles = (np.arange(_BANDS) + 0.5) / _BANDS
    corners = np.stack([catchments[f"elevation_{corner}_m"] for corner in ("min", "median", "max")], axis=-1)
    elevation_m = np.stack([np.interp(middles, [0, 0.5, 1], branch) for branch in corners])
    cooling_c = catchments["lapse_c_per_100m"][:, None] * (elevation_m - reference_elevation_m) / _LAPSE_STEP_M
    return np.asarray(temperature_c.T[:, :, None, None] - cooling_c)


def melt_snow(snowfall: NDArray[np.float64], possible: NDArray[np.float64]) -> NDArray[np.float64]:
    """Store snow and melt no more than there is. [mm/day], shape (day, ...)"""
    melted = np.empty(snowfall.shape)
    stored = np.zeros(snowfall.shape[1:])
    for day in range(len(snowfall)):
        stored += snowfall[day]
        np.minimum(stored, possible[day], out=melted[day])
        stored -= melted[day]
    return melted


def pass_soil(
    catchments: Mapping[str, NDArray[np.float64]], *, water: NDArray[np.float64], drying: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Let a soil keep more of the water the drier it is, and lose to the air the more the wetter it is.

    Parameters
    ----------
    catchments : mapping of str to ndarray
        ``field_capacity_mm`` and ``soil_exponent``. shape (branch,)
    water : ndarray
        Rain and melt. [mm/day], shape (day, weather, branch)
    drying : ndarray
        Evaporation of a full soil. [mm/day], shape (day, weather, branch)

    Returns
    -------
    ndarray
        What leaves the soil downwards. [mm/day], shape (day, weather, branch)

    References
    ----------
    Bergström (1992), The HBV model, SMHI RH 4, section on the soil moisture routine.
    """
    capacity, exponent = catchments["field_capacity_mm"], catchments["soil_exponent"]
    passed, filled = np.empty(water.shape), np.ones(water.shape[1:])
    for day in range(len(water)):
        passed[day] = water[day] * filled**exponent
        filled += (water[day] - passed[day] - drying[day] * filled) / capacity
        passed[day] += np.maximum(filled - 1, 0) * capacity
        np.clip(filled, 0, 1, out=filled)
    return passed


def _release(catchments: Mapping[str, NDArray[np.float64]], water: NDArray[np.float64]) -> NDArray[np.float64]:
    """Delay water in a fast and a slow linear store. [mm/day], shape (weather, day, branch)"""
    flow = np.empty(water.shape)
    for number in range(water.shape[-1]):
        slow_share = catchments["slow_share"][number]
        fast, slow = (
            _linear_store(water[..., number], catchments[f"{name}_days"][number]) for name in ("fast", "slow")
        )
        flow[..., number] = (1 - slow_share) * fast + slow_share * slow
    return flow


def _linear_store(water: NDArray[np.float64], days: float) -> NDArray[np.float64]:
    """Release each day the same share of what is stored. [mm/day], shape (weather, day)"""
    return remember(water / days, 1 - 1 / days)


def _river(climate: ClimateTables, branch: str, *, modelled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn the bare model's run-off into the river's: the station's usual flow times a power of the model's departure.

    Below 1 the power calms a model that is livelier than its station. [mm/day] -> [per unit of the long-run mean],
    shape (weather, spin-up + 365)
    """
    usual, model = (positive_curve(climate.monthly[f"inflow_{branch}_{name}"]) for name in ("mean_pu", "model_mm_day"))
    power = with_spin_up(climate.curve(f"inflow_{branch}_model_power"))
    return np.asarray(with_spin_up(usual) * (modelled / with_spin_up(model)) ** power)


def _with_rest(climate: ClimateTables, dice: Dice, *, number: int, usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add what the river model leaves out: a part that remembers days, and in winter one that remembers months.

    Both are lognormal factors. Water is kept account of: what a part brought early is missing later, the sooner the
    quicker the part. [per unit of the long-run mean], shape of `usual`
    """
    spread = with_spin_up(climate.curve(f"inflow_{BRANCHES[number]}_log_std"))
    slow_share = with_spin_up(np.clip(climate.curve("inflow_anomaly_slow_share"), 0, 1))
    flow = usual
    for kind, share in (("fast", 1 - slow_share), ("slow", slow_share)):
        factor = np.exp(np.sqrt(share) * spread * _rest_score(climate, dice, number=number, kind=kind))
        flow = _in_account(flow, factor, days=climate.scalar(f"inflow.{kind}_account_days"))
    return flow


def _rest_score(climate: ClimateTables, dice: Dice, *, number: int, kind: str) -> NDArray[np.float64]:
    """Draw the score of one part, shared among branches as far as told. [1], shape (weather, spin-up + 365)"""
    common = climate.catchments["anomaly_common_share"][number]
    together, alone = (dice.days(f"inflow {name} {kind}") for name in ("common", BRANCHES[number]))
    memory = persistence_of(climate.catchments[f"anomaly_{kind}_days"][number])
    return first_order(np.sqrt(common) * together + np.sqrt(1 - common) * alone, memory)


def _in_account(flow: NDArray[np.float64], factor: NDArray[np.float64], *, days: float) -> NDArray[np.float64]:
    """Move water by a factor, scaled by what the last days should have brought over what they brought.

    [unit and shape of `flow`]
    """
    moved = flow * factor
    owed, brought = _linear_store(flow, days), _linear_store(moved, days)
    # rivers run dry only in the first winter of the spin-up, before any snow has melted
    return np.asarray(moved * np.divide(owed, brought, out=np.ones_like(owed), where=brought > 0))


def storage_index(climate: ClimateTables, inflow: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Measure how much more water than normal the last months brought.

    Parameters
    ----------
    climate : ClimateTables
        Gives the memory and the stations' monthly means.
    inflow : mapping of str to ndarray
        Daily inflow per branch with spin-up. [per unit of the long-run mean], shape (weather, spin-up + 365)

    Returns
    -------
    ndarray
        Natural logarithm of remembered over normal inflow. [1], shape (weather, 365)
    """
    days = climate.scalar("price.storage_days")
    normal = with_spin_up(
        np.mean([positive_curve(climate.monthly[f"inflow_{branch}_mean_pu"]) for branch in BRANCHES], axis=0)
    )
    drawn = np.mean([inflow[branch] for branch in BRANCHES], axis=0)
    return np.log(this_year(_linear_store(drawn, days)) / this_year(_linear_store(normal[None, :], days)))
