"""What the hours of all horizon years sum to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR
from simulator.records.laws import TOLERANCE_MW

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """What the hours of all horizon years sum to; no hours are kept.

    Parameters
    ----------
    years, technologies, groups, areas, plants, projects, establishments, exchanges, links : tuple
        Names along the axes.
    production_mwh : ndarray
        Delivered to the grid, after curtailment. [MWh], shape (years, weather, technologies, 12)
    consumption_mwh : ndarray
        [MWh], shape (years, weather, groups, 12)
    import_mwh, export_mwh, unserved_mwh : ndarray
        [MWh], shape (years, weather, 12)
    curtailed_mwh : ndarray
        What wind, sun and rivers could not deliver because the grid was full. [MWh], shape (years, weather, 12)
    establishment_cut_mwh : ndarray
        The part of the unserved energy that establishments go without. [MWh], shape (years, weather)
    spill_mwh : ndarray
        Energy of the water that found no room in the region's reservoirs; floods that pass a run-of-river intake are
        not counted. [MWh], shape (years, weather)
    transit_mwh : ndarray
        What comes in and goes out in the same hour, not counted in import and export. [MWh], shape (years, weather)
    grid_loss_mwh : ndarray
        Sent into the lines less what arrives. [MWh], shape (years, weather)
    storage_loss_mwh : ndarray
        Charged less discharged by batteries. [MWh], shape (years, weather)
    worst_week_mwh, worst_week_day : ndarray
        Lowest surplus of seven days in a row, and its first day (0 = 1 January). shape (years, weather)
    peak_load_mw, unserved_hours, general_unserved_hours : ndarray
        Highest load; hours in which anybody goes without; hours in which others than establishments do.
        [MW], [hours], [hours], shape (years, weather)
    area_surplus_mwh : ndarray
        [MWh], shape (years, weather, areas)
    plant_mwh, plant_value_eur : ndarray
        shape (years, weather, plants)
    project_mwh, project_value_eur : ndarray
        Delivered, after curtailment. shape (years, weather, projects)
    plant_flat_eur, project_flat_eur : ndarray
        The same energy at the plain mean price of the year; value over this is the captured price. [EUR]
    project_winter_mwh, project_curtailed_mwh : ndarray
        What each project delivers in October–March; what it could not deliver. [MWh], shape (years, weather, projects)
    river_lost_mwh : ndarray
        What run-of-river plants of today could not deliver. [MWh], shape (years, weather)
    establishment_mwh, establishment_value_eur : ndarray
        Use, and its worth at the price of the hour. shape (years, weather, establishments)
    export_value_eur : ndarray
        Surplus that leaves, at the price of the hour; transit is left out. [EUR], shape (years, weather)
    matched_mwh, establishment_matched_mwh : ndarray
        Load that the region's own production meets in the same hour; of establishments, after everybody else.
        [MWh], shape (years, weather)
    backup_mwh, waste_heat_mwh, waste_heat_used_mwh : ndarray
        Cut energy covered by own back-up; heat that establishments give off; the part that somebody wants then.
        [MWh], shape (years, weather)
    heating_mwh, price_stopped_mwh, cooling_mwh, freed_mwh : ndarray
        Load that follows the cold, load that stood still at high prices, use for cooling servers, energy freed by
        efficiency measures.
        [MWh], shape (years, weather)
    shiftable_mw : ndarray
        Load that can wait. [MW], shape (years, weather)
    link_loading_share : ndarray
        Highest flow of the year over capacity, line by line. [share], shape (years, weather, links)
    exchange_peak_mw : ndarray
        Highest import and highest export of each exchange point. [MW], shape (years, weather, exchanges, 2)

    Raises
    ------
    ValueError
        If production, consumption and exchange do not add up.
    """

    years: tuple[int, ...]
    technologies: tuple[str, ...]
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    plants: tuple[str, ...]
    projects: tuple[str, ...]
    establishments: tuple[str, ...]
    exchanges: tuple[str, ...]
    links: tuple[str, ...]
    production_mwh: Floats
    consumption_mwh: Floats
    import_mwh: Floats
    export_mwh: Floats
    curtailed_mwh: Floats
    unserved_mwh: Floats
    establishment_cut_mwh: Floats
    spill_mwh: Floats
    transit_mwh: Floats
    grid_loss_mwh: Floats
    storage_loss_mwh: Floats
    worst_week_mwh: Floats
    worst_week_day: Ints
    peak_load_mw: Floats
    unserved_hours: Floats
    general_unserved_hours: Floats
    area_surplus_mwh: Floats
    plant_mwh: Floats
    plant_value_eur: Floats
    project_mwh: Floats
    plant_flat_eur: Floats
    project_value_eur: Floats
    project_flat_eur: Floats
    project_winter_mwh: Floats
    project_curtailed_mwh: Floats
    river_lost_mwh: Floats
    establishment_mwh: Floats
    establishment_value_eur: Floats
    export_value_eur: Floats
    matched_mwh: Floats
    establishment_matched_mwh: Floats
    backup_mwh: Floats
    waste_heat_mwh: Floats
    waste_heat_used_mwh: Floats
    heating_mwh: Floats
    price_stopped_mwh: Floats
    cooling_mwh: Floats
    freed_mwh: Floats
    shiftable_mw: Floats
    link_loading_share: Floats
    exchange_peak_mw: Floats

    def __post_init__(self) -> None:
        """Check the annual balance of every year and weather year."""
        left = self.production_mwh.sum(axis=(2, 3)) + self.import_mwh.sum(axis=2) + self.unserved_mwh.sum(axis=2)
        right = self.consumption_mwh.sum(axis=(2, 3)) + self.export_mwh.sum(axis=2)
        right = right + self.storage_loss_mwh + self.grid_loss_mwh
        gap = np.abs(left - right)
        if not gap.max(initial=0.0) <= TOLERANCE_MW * HOURS_PER_YEAR:
            year, weather = np.unravel_index(gap.argmax(), gap.shape)
            raise ValueError(
                f"annual balance open by {gap.max():.6g} MWh in {self.years[year]}, weather year {weather}"
            )

    @property
    def surplus_mwh(self) -> Floats:
        """Production less consumption. [MWh], shape (years, weather, 12)"""
        return np.asarray(self.production_mwh.sum(axis=2) - self.consumption_mwh.sum(axis=2))
