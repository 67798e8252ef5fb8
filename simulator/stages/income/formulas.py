"""Money formulas: annuity, captured price, levelised cost, and the taxes of a power plant.

They take plain numbers and arrays and know nothing of scenarios.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NOK_PER_MNOK: Final = 1e6
KWH_PER_MWH: Final = 1e3


def annuity(rate: float, years: float) -> float:
    """Return the equal yearly payment that pays back one unit of capital with interest.

    Parameters
    ----------
    rate : float
        Real interest rate; 0 gives equal instalments. [share a year]
    years : float
        How long it is paid back, above 0. [years]

    Returns
    -------
    float
        [share of the capital, a year]

    References
    ----------
    .. [1] Short, Packey and Holt, *A Manual for the Economic Evaluation of Energy Efficiency and Renewable Energy
       Technologies*, NREL 1995, uniform capital recovery factor.

    Examples
    --------
    >>> round(annuity(0.07, 25), 7), annuity(0.0, 20)
    (0.0858105, 0.05)
    """
    if rate == 0:
        return 1 / years
    return float(rate / -np.expm1(-years * np.log1p(rate)))


def captured_price(value_eur: Floats, energy_mwh: Floats) -> Floats:
    """Return the mean price that a plant got for what it delivered, hour by hour.

    Parameters
    ----------
    value_eur : ndarray
        Sum of price × energy over the hours. [EUR], any shape
    energy_mwh : ndarray
        [MWh], same shape

    Returns
    -------
    ndarray
        0 where nothing was delivered. [EUR/MWh], same shape

    Examples
    --------
    >>> captured_price(np.array([100.0, 0.0]), np.array([4.0, 0.0]))
    array([25.,  0.])
    """
    return np.divide(value_eur, energy_mwh, out=np.zeros_like(value_eur), where=energy_mwh > 0)


def levelised_cost(
    capital_mnok_per_mw: float, operating_cost_nok_per_mwh: float, *, full_load_hours: float, annuity_share: float
) -> float:
    """Return what one MWh costs over the life of a plant.

    Parameters
    ----------
    capital_mnok_per_mw : float
        [MNOK/MW]
    operating_cost_nok_per_mwh : float
        [NOK/MWh]
    full_load_hours : float
        Yearly production over capacity, above 0. [hours/year]
    annuity_share : float
        See `annuity`. [share a year]

    Returns
    -------
    float
        [NOK/MWh]

    References
    ----------
    .. [1] Short, Packey and Holt, NREL 1995, simplified levelised cost of energy.

    Examples
    --------
    >>> levelised_cost(10.0, 100.0, full_load_hours=2500, annuity_share=0.05)
    300.0
    """
    return capital_mnok_per_mw * NOK_PER_MNOK * annuity_share / full_load_hours + operating_cost_nok_per_mwh


def fee_mnok(energy_mwh: Floats, rate_nok_per_mwh: float) -> Floats:
    """Return a tax or fee that is paid per MWh.

    Parameters
    ----------
    energy_mwh : ndarray
        [MWh], any shape
    rate_nok_per_mwh : float
        [NOK/MWh]

    Returns
    -------
    ndarray
        [MNOK], same shape

    Examples
    --------
    >>> fee_mnok(np.array([100_000.0]), 11.0)
    array([1.1])
    """
    return energy_mwh * (rate_nok_per_mwh / NOK_PER_MNOK)


def property_tax_mnok(mean_mwh: Floats, value_nok_per_kwh: float, *, rate_share: float) -> Floats:
    """Return the property tax of hydropower plants whose value is set per kWh of mean production.

    Parameters
    ----------
    mean_mwh : ndarray
        Mean production a year. [MWh], any shape
    value_nok_per_kwh : float
        Taxable value per kWh of yearly mean production. [NOK/kWh]
    rate_share : float
        Tax rate. [share of the value, a year]

    Returns
    -------
    ndarray
        [MNOK], same shape

    References
    ----------
    .. [1] research notes on power (not shipped; sources in data/), section 7.1.

    Examples
    --------
    >>> property_tax_mnok(np.array([100_000.0]), 2.0, rate_share=0.005)
    array([1.])
    """
    return mean_mwh * (KWH_PER_MWH * value_nok_per_kwh * rate_share / NOK_PER_MNOK)


def concession_power_mnok(
    energy_mwh: Floats, value_nok: Floats, *, price_nok_per_mwh: float, municipal_share: float
) -> Floats:
    """Return what municipalities gain by power they may buy at the concession price and sell at the market's.

    Parameters
    ----------
    energy_mwh, value_nok : ndarray
        Production of a plant and its worth at market prices. [MWh], [NOK], same shape
    price_nok_per_mwh : float
        Price that municipalities pay. [NOK/MWh]
    municipal_share : float
        Part of production that municipalities may buy. [share]

    Returns
    -------
    ndarray
        Never below zero: nobody has to buy. [MNOK], same shape

    References
    ----------
    .. [1] research notes on power (not shipped; sources in data/), section 7.1.

    Examples
    --------
    >>> concession_power_mnok(np.array([1e5]), np.array([5e7]), price_nok_per_mwh=100.0, municipal_share=0.05)
    array([2.])
    """
    gain_nok = municipal_share * (value_nok - price_nok_per_mwh * energy_mwh)
    return np.maximum(gain_nok, 0.0) / NOK_PER_MNOK
