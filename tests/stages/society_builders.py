"""A hand-made region small enough to check in the head, for the rooms on jobs, labour and income."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR, MONTHS_PER_YEAR
from simulator.premises import (
    AGES,
    COMPONENTS,
    Area,
    Assumptions,
    CostLine,
    Demography,
    Establishment,
    Horizon,
    InputOutput,
    Kind,
    Plant,
    Project,
    Range,
    Region,
    Scenario,
    WeatherYears,
)
from simulator.records import Income, Labour, Ledger
from simulator.stages.income import collect_income
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import settle_labour
from simulator.stages.people import follow_people

SECTORS = ("CON", "ELE", "ICT", "FIS", "IMR")
WEATHER = 4
Floats = NDArray[np.float64]

RANGES: Mapping[str, tuple[float, float, float]] = {
    "establishment.data_centre.jobs_persons_per_mw": (0.2, 0.6, 2.4),
    "establishment.data_centre.jobs_persons_per_site": (0.0, 0.0, 0.0),
    "establishment.data_centre.capital_mnok_per_mw": (40.0, 60.0, 80.0),
    "establishment.data_centre.construction_job_years_per_mnok": (0.5, 0.8, 1.0),
    "establishment.data_centre.planning_years": (1.0, 2.0, 3.0),
    "establishment.data_centre.planning_local_share": (0.1, 0.3, 0.5),
    "establishment.data_centre.construction_local_share": (0.1, 0.2, 0.5),
    "establishment.data_centre.operation_local_share": (0.26, 0.4, 0.6),
    "establishment.data_centre.retirement_local_share": (0.2, 0.4, 0.6),
    "establishment.data_centre.promise_to_reality_share": (0.0, 0.5, 1.0),
    "establishment.data_centre.displaced_share": (0.1, 0.15, 0.2),
    "establishment.data_centre.build_years": (1.0, 2.0, 3.0),
    "establishment.data_centre.ramp_up_years": (0.0, 1.0, 2.0),
    "project.wind.capital_mnok_per_mw": (12.0, 15.0, 18.0),
    "project.wind.operating_cost_nok_per_mwh": (80.0, 100.0, 120.0),
    "project.wind.lifetime_years": (20.0, 25.0, 30.0),
    "project.wind.operating_persons_per_mw": (0.04, 0.06, 0.08),
    "project.wind.construction_job_years_per_mnok": (0.2, 0.28, 0.4),
    "project.wind.planning_years": (2.0, 3.0, 5.0),
    "project.wind.planning_local_share": (0.1, 0.3, 0.5),
    "project.wind.construction_local_share": (0.1, 0.2, 0.5),
    "project.wind.operation_local_share": (0.26, 0.4, 0.6),
    "project.wind.retirement_local_share": (0.2, 0.4, 0.6),
    "project.wind.build_years": (2.0, 2.0, 2.0),
    "project.wind.land_rent_mnok_per_mw": (0.01, 0.02, 0.03),
    "project.wind.property_tax_mnok_per_mw": (0.05, 0.1, 0.12),
    "labour.employment_ratio_share": (0.9, 0.92, 0.95),
    "labour.net_migration_persons": (-58.0, 0.0, 44.0),
    "labour.in_commuter_share": (0.1, 0.2, 0.35),
    "labour.lives_where_works_share": (0.5, 0.7, 0.85),
    "labour.reserve_persons": (8.0, 10.0, 12.0),
    "labour.unemployed_persons": (6.0, 6.0, 6.0),
    "labour.returning_commuters_persons": (0.0, 2.0, 4.0),
    "labour.in_migration_per_year_persons": (10.0, 20.0, 30.0),
    "labour.dwelling_size_persons": (1.3, 1.7, 2.2),
    "labour.builders_free_share": (0.1, 0.2, 0.3),
    "labour.builders_reach_share": (0.0, 0.25, 0.5),
    "labour.displaced_share": (0.1, 0.15, 0.2),
    "labour.household_size_persons": (1.3, 1.7, 2.2),
    "labour.public_jobs_per_inhabitant": (0.03, 0.06, 0.1),
    "labour.recruiting_failure_share": (0.1, 0.2, 0.3),
    "labour.persons_per_fte": (1.1, 1.15, 1.25),
    "labour.employed_persons_2024": (7800.0, 7811.0, 7815.0),
    "people.children_per_woman": (1.4, 1.6, 1.8),
    "people.age_at_birth_years": (30.0, 30.5, 31.0),
    "people.age_at_birth_spread_years": (5.0, 5.2, 5.4),
    "people.women_share": (0.46, 0.48, 0.5),
    "jobs.retention_share": (0.2, 0.3, 0.4),
    "jobs.household_retention_share": (0.35, 0.5, 0.65),
    "jobs.household_spending_share": (0.5, 0.57, 0.6),
    "jobs.planning_cost_share": (0.01, 0.02, 0.05),
    "jobs.retirement_cost_share": (0.0, 0.05, 0.1),
    "jobs.retirement_years": (1.0, 2.0, 2.0),
    "income.price_year": (2024.0, 2024.0, 2024.0),
    "income.eur_nok": (11.0, 11.5, 12.0),
    "income.discount_rate_share": (0.05, 0.06, 0.08),
    "income.natural_resource_tax_municipal_nok_per_mwh": (11.0, 11.0, 11.0),
    "income.natural_resource_tax_limit_mva": (10.0, 10.0, 10.0),
    "income.property_tax_rate_share": (0.007, 0.007, 0.007),
    "income.property_value_min_nok_per_kwh": (0.95, 0.95, 0.95),
    "income.property_value_max_nok_per_kwh": (2.74, 2.74, 2.74),
    "income.concession_power_share": (0.1, 0.1, 0.1),
    "income.concession_power_municipal_share": (0.6, 2 / 3, 0.7),
    "income.concession_power_price_nok_per_mwh": (110.0, 123.0, 130.0),
    "income.wind_production_fee_nok_per_mwh": (20.0, 23.0, 25.0),
    "income.corporate_tax_share": (0.22, 0.22, 0.22),
    "income.resource_rent_tax_hydro_share": (0.45, 0.45, 0.45),
    "income.resource_rent_tax_wind_share": (0.25, 0.25, 0.25),
    "income.establishment_property_tax_share": (0.003, 0.005, 0.007),
    "income.establishment_taxable_share": (0.2, 0.3, 0.5),
    "income.tax_per_inhabitant_mnok": (0.03, 0.035, 0.04),
    "income.equalisation_share": (0.5, 0.6, 0.7),
    "income.natural_resource_tax_county_nok_per_mwh": (2.0, 2.0, 2.1),
    "income.concession_fee_mnok_per_mw": (0.0, 0.0, 0.0),
    "income.wind_rent_municipal_share": (0.0, 0.5, 0.5),
    "income.plant_operating_cost_nok_per_mwh": (20.0, 40.0, 60.0),
    "income.heat_price_nok_per_mwh": (100.0, 300.0, 600.0),
    "income.local_spending_share": (0.2, 0.4, 0.6),
    "income.nok_per_local_job_mnok": (1.0, 1.1, 1.2),
    "tariff.grid_energy_nok_per_mwh": (20.0, 100.0, 176.0),
    "tariff.grid_capacity_nok_per_kw": (150.0, 500.0, 500.0),
    "tariff.consumption_tax_nok_per_mwh": (71.3, 71.3, 147.3),
    "tariff.reduced_tax_least_mw": (0.5, 0.5, 0.5),
    "income.value_added_per_job_mnok": (0.9, 1.3, 1.8),
    "tariff.consumption_tax_reduced_nok_per_mwh": (5.8, 6.0, 71.3),
}


def assumptions(**changes: float | tuple[float, float, float]) -> Assumptions:
    """Return the numbers above; a change names its id with ``__`` for the dot, one value for all three cases."""
    stated = {name: Range(*values) for name, values in RANGES.items()}
    for name, value in changes.items():
        cases = value if isinstance(value, tuple) else (value, value, value)
        stated[name.replace("__", ".")] = Range(*cases)
    return Assumptions(stated)


def input_output() -> InputOutput:
    """Return five sectors: three that are found here, fish, and the rent owners pay to themselves."""
    A = np.array(
        [
            [0.20, 0.05, 0.02, 0.01, 0.10],
            [0.02, 0.10, 0.03, 0.02, 0.01],
            [0.03, 0.02, 0.15, 0.01, 0.01],
            [0.00, 0.00, 0.01, 0.20, 0.00],
            [0.00, 0.00, 0.00, 0.00, 0.00],
        ]
    )
    return InputOutput(
        sectors=SECTORS,
        A=A,
        pay_share=np.array([0.3, 0.15, 0.3, 0.1, 0.0]),
        jobs_per_mnok=np.array([0.35, 0.12, 0.36, 0.15, 0.0]),
        household_share=np.array([0.05, 0.10, 0.20, 0.05, 0.13]),
        imputed_rent_share=0.13,
        national_persons=np.array([2000.0, 200.0, 1200.0, 180.0, 0.0]),
        regional_persons=np.array([72.0, 8.0, 11.0, 0.0, 0.0]),
        import_share=np.array([0.1, 0.1, 0.1, 0.1, 0.1]),
        tax_share=np.array([0.02, 0.02, 0.02, 0.02, 0.02]),
        value_added_share=0.88 - A.sum(axis=0),
    )


def area(name: str, municipality: str) -> Area:
    """Return one grid area."""
    return Area(id=name, municipality=municipality, name=name, market="NO1")


def plant(name: str, municipality: str, *, place: str, capacity_mw: float) -> Plant:
    """Return one hydropower plant."""
    return Plant(
        id=name,
        name=name,
        municipality=municipality,
        area=place,
        commissioned="1971",
        capacity_mw=capacity_mw,
        mean_gwh=100.0,
        owner="",
        local_share=0.0,
        confidence="estimate",
        source="",
        note="",
    )


def demography() -> Demography:
    """Return a count of 2024 with ten people of each age in the north, one in the south, and round rates."""
    ages = np.arange(AGES)
    arriving = np.where((ages >= 20) & (ages < 40), 0.05, 0.0)
    return Demography(
        year=2024,
        persons=np.outer([10.0, 1.0], np.ones(AGES)),
        age_counts=(),
        death_share=np.where(ages < 67, 0.001, 0.05),
        leaving_share=np.where((ages >= 15) & (ages < 25), 0.1, 0.02),
        arriving_share=arriving,
    )


def cost_lines(kind: str) -> tuple[CostLine, ...]:
    """Return one or two lines for every phase of a kind."""
    stated = (
        ("planning", "studies", "supply", "ICT", 1.0, (0.1, 0.3, 0.5)),
        ("construction", "roads", "on_site", "CON", 0.5, (0.2, 0.4, 0.8)),
        ("construction", "machines", "supply", "ICT", 0.5, (0.0, 0.0, 0.2)),
        ("operation", "on_site_staff", "on_site", "PAY", 0.4, (0.5, 0.7, 0.9)),
        ("operation", "upkeep", "supply", "CON", 0.6, (0.1, 0.2, 0.4)),
        ("retirement", "dismantling", "on_site", "CON", 1.0, (0.2, 0.4, 0.6)),
    )
    return tuple(
        CostLine(
            kind=kind,
            phase=phase,
            line=line,
            layer=layer,
            sector=sector,
            share=share,
            local_low=local[0],
            local_central=local[1],
            local_high=local[2],
        )
        for phase, line, layer, sector, share, local in stated
    )


def region() -> Region:
    """Return two municipalities, three areas, and a large, a small and an outside plant."""
    # Population axes: municipality, 1 January 2024 to 2026, all ages and 20–66.
    people = np.array([[[900.0, 500.0], [890.0, 495.0], [880.0, 490.0]], [[100.0, 60.0], [110.0, 65.0], [120.0, 70.0]]])
    return Region(
        municipalities=("north", "south"),
        areas=(area("north_a", "north"), area("north_b", "north"), area("south", "south")),
        links=(),
        exchanges=(),
        plants=(
            plant("large", "north", place="north_b", capacity_mw=60.0),
            plant("small", "south", place="south", capacity_mw=3.0),
            plant("outside", "elsewhere", place="", capacity_mw=80.0),
        ),
        waterways=(),
        consumption=(),
        load_shapes={},
        filling_share={},
        population=people,
        population_years=(2024, 2025, 2026),
        age_groups=("total", "20-66"),
        demography=demography(),
        employed_residents=np.array([6000.0, 1811.0]),
        input_output=input_output(),
        project_kinds={"wind": Kind(id="wind", sector="ELE", profile="wind", group="renewable")},
        establishment_kinds={"data_centre": Kind(id="data_centre", sector="ICT", profile="flat", group="data_centre")},
        goals=(),
        book={},
        cost_lines=(*cost_lines("project.wind"), *cost_lines("establishment.data_centre")),
    )


def weather(count: int = WEATHER) -> WeatherYears:
    """Return still air, and lots spread evenly over the weather years in every column."""
    lots = np.tile(((np.arange(count) + 0.5) / count)[:, None], (1, 7))
    return WeatherYears(
        series={name: np.zeros((count, HOURS_PER_YEAR)) for name in COMPONENTS},
        lots=lots,
        names=tuple(str(number) for number in range(count)),
        seed=1,
    )


def data_centre(**changes: Any) -> Establishment:
    """Return 100 MW in the north from 2028."""
    stated: dict[str, Any] = {
        "id": "hall",
        "kind": "data_centre",
        "title": "Hall",
        "area": "north_a",
        "capacity_mw": 100.0,
    }
    return Establishment(**(stated | {"start_year": 2028} | changes))


def wind_farm(**changes: Any) -> Project:
    """Return 100 MW in the south from 2027."""
    stated: dict[str, Any] = {"id": "ridge", "kind": "wind", "title": "Ridge", "area": "south", "capacity_mw": 100.0}
    return Project(**(stated | {"start_year": 2027} | changes))


def scenario(*entries: Project | Establishment) -> Scenario:
    """Return a scenario of eight years with some entries."""
    return Scenario(
        title="A few things",
        horizon=Horizon(first_year=2024, last_year=2031),
        projects=tuple(entry for entry in entries if isinstance(entry, Project)),
        establishments=tuple(entry for entry in entries if isinstance(entry, Establishment)),
    )


def settled_labour(
    of: Scenario, where: Region, numbers: Assumptions, *, income_persons: Floats | float = 0.0
) -> Labour:
    """Return the labour market of a scenario, with jobs that new income pays."""
    jobs = count_jobs(of, where, assumptions=numbers, weather=weather())
    shape = jobs.operating_persons.shape
    return settle_labour(
        jobs,
        follow_people(of, where, numbers),
        of,
        region=where,
        assumptions=numbers,
        income_persons=np.broadcast_to(income_persons, shape).copy(),
    )


def ledger(of: Scenario, where: Region, **changes: Any) -> Ledger:
    """Return a ledger of zeros, with the axes of a scenario, and what a test sets in it."""
    years, plants = len(of.horizon.years), len(where.plants)
    monthly = np.zeros((years, WEATHER, MONTHS_PER_YEAR))
    yearly = np.zeros((years, WEATHER))
    empty = Ledger(
        years=of.horizon.years,
        technologies=("hydro",),
        groups=("homes",),
        areas=tuple(one.id for one in where.areas),
        plants=tuple(one.id for one in where.plants),
        projects=tuple(one.id for one in of.projects),
        establishments=tuple(one.id for one in of.establishments),
        exchanges=(),
        links=(),
        link_loading_share=np.zeros((years, WEATHER, 0)),
        production_mwh=monthly[:, :, None, :],
        consumption_mwh=monthly[:, :, None, :],
        import_mwh=monthly,
        export_mwh=monthly,
        curtailed_mwh=monthly,
        unserved_mwh=monthly,
        spill_mwh=yearly,
        storage_loss_mwh=yearly,
        transit_mwh=yearly,
        grid_loss_mwh=yearly,
        worst_week_mwh=yearly,
        worst_week_day=yearly.astype(np.int64),
        peak_load_mw=yearly,
        unserved_hours=yearly,
        general_unserved_hours=yearly,
        establishment_cut_mwh=yearly,
        area_surplus_mwh=np.zeros((years, WEATHER, len(where.areas))),
        plant_mwh=np.zeros((years, WEATHER, plants)),
        plant_value_eur=np.zeros((years, WEATHER, plants)),
        plant_flat_eur=np.zeros((years, WEATHER, plants)),
        project_flat_eur=np.zeros((years, WEATHER, len(of.projects))),
        project_winter_mwh=np.zeros((years, WEATHER, len(of.projects))),
        project_curtailed_mwh=np.zeros((years, WEATHER, len(of.projects))),
        river_lost_mwh=yearly,
        matched_mwh=yearly,
        establishment_matched_mwh=yearly,
        backup_mwh=yearly,
        waste_heat_mwh=yearly,
        waste_heat_used_mwh=yearly,
        heating_mwh=yearly,
        price_stopped_mwh=yearly,
        cooling_mwh=yearly,
        freed_mwh=yearly,
        shiftable_mw=yearly,
        project_mwh=np.zeros((years, WEATHER, len(of.projects))),
        project_value_eur=np.zeros((years, WEATHER, len(of.projects))),
        establishment_mwh=np.zeros((years, WEATHER, len(of.establishments))),
        establishment_value_eur=np.zeros((years, WEATHER, len(of.establishments))),
        export_value_eur=yearly,
        exchange_peak_mw=np.zeros((years, WEATHER, 0, 2)),
    )
    return dataclasses.replace(empty, **changes)


def collected(
    *entries: Project | Establishment, numbers: Assumptions | None = None, where: Region | None = None, **stated: Any
) -> Income:
    """Return the income of a scenario of these entries with these sums in the ledger."""
    of, place = scenario(*entries), where or region()
    return collect_income(
        ledger(of, place, **stated),
        of,
        region=place,
        assumptions=numbers or assumptions(),
        weather=weather(),
    )
