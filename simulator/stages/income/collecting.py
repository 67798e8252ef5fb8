"""Collect what municipalities and local owners earn, source by source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Project, Region, Scenario, WeatherYears
from simulator.records import CASES, Income, Labour, Ledger
from simulator.stages.income.dividends import WIND, belongs, local_dividends
from simulator.stages.income.formulas import (
    concession_power_mnok,
    fee_mnok,
    property_tax_mnok,
)
from simulator.stages.income.places import by_municipality, entry_hosts, plant_hosts, population_share, standing

Floats = NDArray[np.float64]

EVERYBODY: Final = "total"
MWH_PER_GWH: Final = 1000.0
CENTRAL: Final = CASES.index("central")


def collect_income(
    ledger: Ledger,
    scenario: Scenario,
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
    labour: Labour,
) -> Income:
    """Collect the income that power, projects, establishments and new inhabitants give.

    Parameters
    ----------
    ledger : Ledger
        Production and its worth, plant by plant and project by project.
    scenario : Scenario
    region : Region
    assumptions : Assumptions
        Uses ``income.*`` and the costs and taxes of ``project.<kind>`` and ``establishment.<kind>``, central values.
    weather : WeatherYears
        Decides by lot in which weather years an uncertain entry is realised.
    labour : Labour
        Those who moved in, central case.

    Returns
    -------
    Income
        [MNOK], shape (sources, municipalities, years, weather)

    Notes
    -----
    Sources whose name begins with ``local_`` go to landowners and owners who live in the region; all others go to the
    municipalities. A sum over municipal income leaves ``local_`` out.

    Existing plants below the size limit are taxed on book values that nobody publishes and are left out; so are the
    county's parts, concession fees, the state's resource-rent tax, and income evened out between municipalities,
    except for the tax of new inhabitants. Prices are those of ``income.price_year``.

    References
    ----------
    .. [1] research notes on power, section 7.1, and on jobs, section 6 (not shipped; sources in data/).
    """
    by_source = {
        **plant_income(ledger, region, assumptions),
        **project_income(ledger, scenario.projects, region=region, assumptions=assumptions, weather=weather),
        "establishment_property_tax": establishment_property_tax(
            scenario.establishments, ledger.years, region=region, assumptions=assumptions, weather=weather
        ),
        "inhabitants_tax": inhabitants_tax(labour, region, assumptions),
    }
    return Income(
        years=ledger.years,
        sources=tuple(by_source),
        municipalities=region.municipalities,
        price_year=int(assumptions["income.price_year"]),
        mnok=np.stack(list(by_source.values())),
    )


def plant_income(ledger: Ledger, region: Region, assumptions: Assumptions) -> dict[str, Floats]:
    """Return what municipalities earn from the plants that stand today.

    Natural-resource tax and property tax follow mean production, for the law smooths them over five to seven years:
    the published mean stands for that. Concession power follows the weather year itself.

    Parameters
    ----------
    ledger : Ledger
    region : Region
    assumptions : Assumptions
        Uses ``income.natural_resource_tax_*``, ``income.property_*``, ``income.concession_power_*`` and
        ``income.eur_nok``.

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (municipalities, years, weather)

    Notes
    -----
    The taxable value per kWh is the middle between the statutory minimum and maximum; national totals say that many
    plants are taxed at the maximum, so the figure is cautious.
    """
    limit_mw = assumptions["income.natural_resource_tax_limit_mva"]
    hosts = plant_hosts(ledger.plants, region, limit_mw=limit_mw)
    published = {plant.id: plant.mean_gwh * MWH_PER_GWH for plant in region.plants}
    mean_mwh = np.broadcast_to([published[plant] for plant in ledger.plants], ledger.plant_mwh.shape)
    paid = {
        "natural_resource_tax": fee_mnok(mean_mwh, assumptions["income.natural_resource_tax_municipal_nok_per_mwh"]),
        "property_tax_plants": property_tax_mnok(
            mean_mwh, _taxable_value_nok_per_kwh(assumptions), rate_share=assumptions["income.property_tax_rate_share"]
        ),
        "concession_power": concession_power_mnok(
            ledger.plant_mwh,
            ledger.plant_value_eur * assumptions["income.eur_nok"],
            price_nok_per_mwh=assumptions["income.concession_power_price_nok_per_mwh"],
            municipal_share=_concession_share(assumptions),
        ),
    }
    return {source: by_municipality(mnok, hosts) for source, mnok in paid.items()}


def project_income(
    ledger: Ledger, projects: Sequence[Project], *, region: Region, assumptions: Assumptions, weather: WeatherYears
) -> dict[str, Floats]:
    """Return what new energy projects pay to their municipality, to landowners and to local owners.

    Parameters
    ----------
    ledger : Ledger
    projects : sequence of Project
        In the order of the ledger.
    region : Region
    assumptions : Assumptions
        Uses ``income.wind_production_fee_nok_per_mwh`` and ``project.<kind>.property_tax_mnok_per_mw`` and
        ``.land_rent_mnok_per_mw``; see `local_dividends`.
    weather : WeatherYears

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (municipalities, years, weather)

    Notes
    -----
    What is paid per MW begins with operation and ends with it; building time pays nothing here.
    """
    stands = standing(projects, ledger.years, weather)
    wind = np.array([belongs(project, WIND, region) for project in projects], dtype=float)
    fee = fee_mnok(ledger.project_mwh, assumptions["income.wind_production_fee_nok_per_mwh"])
    paid = {
        "wind_production_fee": fee * wind,
        "project_property_tax": stands * _per_project(projects, "property_tax_mnok_per_mw", assumptions),
        "local_land_rent": stands * _per_project(projects, "land_rent_mnok_per_mw", assumptions),
        "local_dividends": local_dividends(ledger, projects, region=region, assumptions=assumptions),
    }
    hosts = entry_hosts(projects, region)
    return {source: by_municipality(mnok, hosts) for source, mnok in paid.items()}


def establishment_property_tax(
    establishments: Sequence[Establishment],
    years: Sequence[int],
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
) -> Floats:
    """Return the property tax of new establishments, on the taxable part of what was built.

    Parameters
    ----------
    establishments : sequence of Establishment
    years : sequence of int
    region : Region
    assumptions : Assumptions
        Uses ``establishment.<kind>.capital_mnok_per_mw``, ``income.establishment_taxable_share`` and
        ``income.establishment_property_tax_share``.
    weather : WeatherYears

    Returns
    -------
    ndarray
        [MNOK], shape (municipalities, years, weather)
    """
    taxed = assumptions["income.establishment_taxable_share"] * assumptions["income.establishment_property_tax_share"]
    per_mw = np.array([assumptions[f"establishment.{one.kind}.capital_mnok_per_mw"] for one in establishments])
    built = [[sum(mw for start, mw in one.steps if start <= year) for one in establishments] for year in years]
    capital = per_mw * np.array(built).reshape(len(years), len(establishments))
    mnok = standing(establishments, years, weather) * (taxed * capital)[:, None, :]
    return by_municipality(mnok, entry_hosts(establishments, region))


def inhabitants_tax(labour: Labour, region: Region, assumptions: Assumptions) -> Floats:
    """Return the tax of new inhabitants that is left after the state has evened incomes out.

    Tax follows where a person lives on 1 January, so those who came for last year's jobs count. They settle as
    people live today: no table of commuting between the six municipalities was found.

    Parameters
    ----------
    labour : Labour
    region : Region
    assumptions : Assumptions
        Uses ``labour.household_size_persons``, ``income.tax_per_inhabitant_mnok`` and ``income.equalisation_share``.

    Returns
    -------
    ndarray
        [MNOK], shape (municipalities, years, weather)
    """
    moved_in = labour.in_migrant_persons[CENTRAL] * assumptions["labour.household_size_persons"]
    registered = np.concatenate([np.zeros_like(moved_in[:1]), moved_in[:-1]])
    kept_mnok = assumptions["income.tax_per_inhabitant_mnok"] * (1 - assumptions["income.equalisation_share"])
    return population_share(region, EVERYBODY)[:, None, None] * (registered * kept_mnok)


def _taxable_value_nok_per_kwh(assumptions: Assumptions) -> float:
    """Return the middle between the statutory limits of a plant's taxable value. [NOK per kWh a year]"""
    low, high = (assumptions[f"income.property_value_{end}_nok_per_kwh"] for end in ("min", "max"))
    return (low + high) / 2


def _concession_share(assumptions: Assumptions) -> float:
    """Return the part of production that municipalities may buy at the concession price. [share]"""
    return assumptions["income.concession_power_share"] * assumptions["income.concession_power_municipal_share"]


def _per_project(projects: Sequence[Project], number: str, assumptions: Assumptions) -> Floats:
    """Return capacity × a number of the kind per MW. [MNOK], shape (projects,)"""
    return np.array([one.capacity_mw * assumptions[f"project.{one.kind}.{number}"] for one in projects])
