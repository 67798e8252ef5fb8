"""What the plants that stand today pay, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Plant, Region
from simulator.records import Ledger
from simulator.stages.income.evening import seven_year_mean, taxable_value_nok_per_kwh
from simulator.stages.income.formulas import concession_power_mnok, fee_mnok, property_tax_mnok

Floats = NDArray[np.float64]
MWH_PER_GWH = 1000.0


def plants_inside(region: Region, ledger: Ledger) -> tuple[Plant, ...]:
    """Return the plants of today that lie in the region, in the order of the ledger."""
    known = {plant.id: plant for plant in region.plants}
    return tuple(known[name] for name in ledger.plants if known[name].area)


def plant_flows(ledger: Ledger, plants: Sequence[Plant], numbers: Assumptions) -> dict[str, Floats]:
    """Return what plants of today pay by source, all that they earn accounted for.

    Parameters
    ----------
    ledger : Ledger
    plants : sequence of Plant
        From `plants_inside`.
    numbers : Assumptions
        Of one case; uses ``income.*``, see `large_hydro_flows`.

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (years, weather, plants); ``revenue`` among them.

    Notes
    -----
    Nobody publishes what the plants cost and what their owners keep: that part stands as ``rest_of_plants``. Plants
    below the size limit are taxed on book values that nobody publishes either.
    """
    chosen = [ledger.plants.index(plant.id) for plant in plants]
    mwh, value_nok = ledger.plant_mwh[..., chosen], ledger.plant_value_eur[..., chosen] * numbers["income.eur_nok"]
    limit_mw = numbers["income.natural_resource_tax_limit_mva"]
    flows = {name: np.zeros(mwh.shape) for name in ("property_tax_plants", "rest_of_plants")}
    for place, plant in enumerate(plants):
        if plant.capacity_mw < limit_mw:
            continue
        before = plant.mean_gwh * MWH_PER_GWH
        for source, mnok in large_hydro_flows(
            mwh[..., place], value_nok[..., place], np.ones(mwh.shape[:2]), before_mwh=before, numbers=numbers
        ).items():
            name = "property_tax_plants" if source == "property_tax" else source
            flows.setdefault(name, np.zeros(mwh.shape))[..., place] = mnok
        fee = plant.capacity_mw * numbers["income.concession_fee_mnok_per_mw"]
        flows.setdefault("concession_fee", np.zeros(mwh.shape))[..., place] = fee
    flows["revenue"] = value_nok / 1e6
    paid = sum((mnok for name, mnok in flows.items() if name != "revenue"), np.zeros(mwh.shape))
    flows["rest_of_plants"] = flows["revenue"] - paid
    return flows


def large_hydro_flows(
    mwh: Floats, value_nok: Floats, stands: Floats, *, before_mwh: float, numbers: Assumptions
) -> dict[str, Floats]:
    """Return what one hydropower plant above the size limit pays because it is large.

    Natural-resource tax and property tax follow seven years' output, each year the mean over its weather years.
    Concession power follows the weather year itself.

    Parameters
    ----------
    mwh, value_nok : ndarray
        Output and its market value. [MWh], [NOK], shape (years, weather)
    stands : ndarray
        1 where the plant is in operation. shape (years, weather)
    before_mwh : float
        Output a year before the first year. [MWh]
    numbers : Assumptions
        Of one case; uses ``income.natural_resource_tax_*``, ``income.property_*``, ``income.concession_power_*``,
        ``income.plant_operating_cost_nok_per_mwh``, ``income.resource_rent_tax_hydro_share`` and
        ``income.discount_rate_share``.

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (years, weather)

    Notes
    -----
    The county takes its part of natural-resource tax and concession power. Property tax is taken of the capitalised
    income after resource-rent tax, within the statutory limits; the discount rate stands for that of the tax rules,
    which was not found. MW stands for MVA.

    References
    ----------
    .. [1] research notes on power (not shipped; sources in data/), section 7.1.
    """
    count = np.maximum(stands.sum(axis=1), 1.0)
    mean_mwh = (mwh * stands).sum(axis=1) / count
    base_mwh = seven_year_mean(mean_mwh, before_mwh)[:, None] * stands
    mean_value = (value_nok * stands).sum(axis=1) / count
    price = np.divide(mean_value, mean_mwh, out=np.zeros(len(mean_mwh)), where=mean_mwh > 0)
    left = (price - numbers["income.plant_operating_cost_nok_per_mwh"]) * (
        1 - numbers["income.resource_rent_tax_hydro_share"]
    )
    worth = taxable_value_nok_per_kwh(
        left,
        rate_share=numbers["income.discount_rate_share"],
        limits_nok_per_kwh=(
            numbers["income.property_value_min_nok_per_kwh"],
            numbers["income.property_value_max_nok_per_kwh"],
        ),
    )
    municipal = numbers["income.concession_power_municipal_share"]
    gain = concession_power_mnok(
        mwh,
        value_nok,
        price_nok_per_mwh=numbers["income.concession_power_price_nok_per_mwh"],
        municipal_share=numbers["income.concession_power_share"],
    )
    return {
        "natural_resource_tax": fee_mnok(base_mwh, numbers["income.natural_resource_tax_municipal_nok_per_mwh"]),
        "natural_resource_tax_county": fee_mnok(base_mwh, numbers["income.natural_resource_tax_county_nok_per_mwh"]),
        "property_tax": property_tax_mnok(base_mwh, 1.0, rate_share=numbers["income.property_tax_rate_share"])
        * worth[:, None],
        "concession_power": gain * municipal,
        "concession_power_county": gain * (1 - municipal),
    }
