"""Formula: full-load hours and capacity factor, and when nobody should believe them."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.hours import HOURS_PER_YEAR


def full_load_hours(energy_mwh: float, capacity_mw: float) -> float:
    """Return the hours at nameplate that would give the same energy.

    Parameters
    ----------
    energy_mwh : float
        Energy of one year. [MWh]
    capacity_mw : float
        Nameplate, above zero. [MW]

    Returns
    -------
    float
        [hours]

    Raises
    ------
    ValueError
        If there is no capacity.

    Examples
    --------
    Odal wind farm and Furuseth solar park, as published.

    >>> full_load_hours(500_000, 160)
    3125.0
    >>> round(full_load_hours(6_400, 7))
    914
    """
    if not capacity_mw > 0:
        raise ValueError(f"full-load hours need a capacity above zero, not {capacity_mw:g} MW")
    return energy_mwh / capacity_mw


def capacity_factor_share(energy_mwh: float, capacity_mw: float) -> float:
    """Return mean output over nameplate in a year of 8,760 hours.

    Parameters
    ----------
    energy_mwh : float
        Energy of one year. [MWh]
    capacity_mw : float
        Nameplate, above zero. [MW]

    Returns
    -------
    float
        [share]

    Examples
    --------
    >>> round(capacity_factor_share(500_000, 160), 3)
    0.357
    """
    return full_load_hours(energy_mwh, capacity_mw) / HOURS_PER_YEAR


def implausible_full_load_hours(technology: str, hours: float, limits_hours: Mapping[str, float]) -> bool:
    """Tell whether a project claims more full-load hours than its kind of weather can give here.

    Parameters
    ----------
    technology : str
        Kind of project: ``wind``, ``solar_ground`` and so on.
    hours : float
        Claimed, as from `full_load_hours`. [hours]
    limits_hours : mapping of str to float
        Highest believable value by technology, from ``production.<technology>_full_load_hours_limit_hours``; a technology
        without a limit is held to the year alone. [hours]

    Returns
    -------
    bool
        True if a warning is due.

    Examples
    --------
    >>> limits_hours = {"wind": 5000.0, "solar_ground": 1200.0}
    >>> implausible_full_load_hours("wind", 5001, limits_hours)
    True
    >>> implausible_full_load_hours("solar_ground", 914, limits_hours)
    False
    """
    return hours > limits_hours.get(technology, HOURS_PER_YEAR)
