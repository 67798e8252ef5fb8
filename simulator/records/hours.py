"""What a screen needs of the hours of one horizon year: regional sums, bounded in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAYS_PER_YEAR, HOURS_PER_YEAR
from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

SOURCES_OF_POWER: Final = ("river", "reservoir", "wind", "solar", "other")
TOLERANCE_MW: Final = 1e-3  # single precision: seven digits of some hundred MW
HOURLY: Final = ("consumption", "establishment", "import", "export", "unserved")
SIGNED: Final = ("storage", "grid_loss")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HourDigest:
    """Regional sums of every hour of one horizon year under every weather year, in single precision.

    Thirty weather years take about 20 MB; the year itself, area by area, takes some hundred.

    Parameters
    ----------
    year : int
        Horizon year.
    weather_years : tuple of str
        Names of the weather years.
    driest_first : tuple of int
        Their positions from the driest to the wettest.
    production_mw : ndarray
        Delivered, by `SOURCES_OF_POWER`: river plants, plants with a reservoir, wind, sun, the rest.
        [MW], shape (weather, sources, 8760)
    consumption_mw, establishment_mw : ndarray
        What others than new establishments want, and what these want. [MW], shape (weather, 8760)
    import_mw, export_mw : ndarray
        Without transit, which comes in and goes out in the same hour. Same unit and shape
    unserved_mw, grid_loss_mw : ndarray
        Same unit and shape
    storage_mw : ndarray
        Positive when batteries discharge. Same unit and shape
    loading_share : ndarray
        Of the fullest exchange point, transit included: import first, then export. [share], shape (weather, 2, 8760)
    import_limit_mw, export_limit_mw : float
        What all exchange points may carry together when nothing is out. [MW]
    exchanges : tuple of str
        Names of the exchange points.
    exchange_mw : ndarray
        Out of the region at each point, negative inwards. [MW], shape (weather, exchanges, 8760)
    exchange_limit_mw : ndarray
        What each may carry when nothing is out: import first, then export. [MW], shape (exchanges, 2)
    reservoir_share : ndarray
        Energy stored in the region's reservoirs at the start of each day and at the end. [share of what fits],
        shape (weather, 366)
    lowest_share : float
        Filling that no reservoir goes below. [share]
    reservoir_price_eur_mwh : ndarray
        Market price where the region's plants with a reservoir sell, by their power. [EUR/MWh], shape (weather, 8760)
    water_value_eur_mwh : ndarray
        What their operators hold water to be worth in store at the start of each day, by the same weights; NaN where
        they go by no value. [EUR/MWh], shape (weather, 365)
    temperature_c, inflow_mw : ndarray
        Daily means: at the station of the weather years; energy of the inflow in the region's plants, floods included.
        [°C], [MW], shape (weather, 365)

    Raises
    ------
    ValueError
        If any hour does not close, exchange points do not sum to the exchange of the region, or a figure is out of its
        bounds.
    """

    year: int
    weather_years: tuple[str, ...]
    driest_first: tuple[int, ...]
    production_mw: Singles
    consumption_mw: Singles
    establishment_mw: Singles
    import_mw: Singles
    export_mw: Singles
    unserved_mw: Singles
    grid_loss_mw: Singles
    storage_mw: Singles
    loading_share: Singles
    import_limit_mw: float
    export_limit_mw: float
    exchanges: tuple[str, ...]
    exchange_mw: Singles
    exchange_limit_mw: Floats
    reservoir_share: Floats
    lowest_share: float
    reservoir_price_eur_mwh: Singles
    water_value_eur_mwh: Floats
    temperature_c: Floats
    inflow_mw: Floats

    def __post_init__(self) -> None:
        """Check shapes and signs, and close every hour."""
        count = len(self.weather_years)
        if sorted(self.driest_first) != list(range(count)):
            raise ValueError(f"the order from dry to wet is {self.driest_first}, not each of {count} years once")
        if self.production_mw.shape != (count, len(SOURCES_OF_POWER), HOURS_PER_YEAR):
            raise ValueError(f"production has shape {self.production_mw.shape}")
        for name in ("production", *HOURLY):
            require_at_least(f"{name}_mw", getattr(self, f"{name}_mw"), -TOLERANCE_MW)
        require_at_least("reservoir_share", self.reservoir_share)
        require_at_least("room in the reservoirs", 1 - self.reservoir_share)
        require_finite("temperature_c", self.temperature_c)
        for name in ("temperature_c", "water_value_eur_mwh"):
            if getattr(self, name).shape != (count, DAYS_PER_YEAR):
                raise ValueError(f"{name} has shape {getattr(self, name).shape}")
        self._close()
        freeze(*(getattr(self, f"{name}_mw") for name in ("production", *HOURLY, *SIGNED)))
        freeze(self.loading_share, self.exchange_mw, self.reservoir_share, self.temperature_c, self.inflow_mw)
        freeze(self.reservoir_price_eur_mwh, self.water_value_eur_mwh)

    def _close(self) -> None:
        """Hold the law: production + import + unserved + discharge = consumption + export + loss."""
        for weather, name in enumerate(self.weather_years):
            gap = self.surplus_of(weather)
            for part, sign in (("import", 1), ("unserved", 1), ("storage", 1), ("export", -1), ("grid_loss", -1)):
                gap += sign * getattr(self, f"{part}_mw")[weather]
            hour = int(np.abs(gap).argmax())
            if not abs(gap[hour]) <= TOLERANCE_MW:
                raise ValueError(f"hours open by {gap[hour]:.6g} MW in {name}, hour {hour}")
            across = self.exchange_mw[weather].sum(axis=0, dtype=np.float64)
            if not np.abs(across - self.export_mw[weather] + self.import_mw[weather]).max() <= TOLERANCE_MW:
                raise ValueError(f"exchange points do not sum to the exchange of the region in {name}")

    def surplus_of(self, weather: int) -> Floats:
        """Return production less consumption of one weather year. [MW], shape (8760,)"""
        made = self.production_mw[weather].sum(axis=0, dtype=np.float64)
        return np.asarray(made - self.consumption_mw[weather] - self.establishment_mw[weather])

    @property
    def surplus_mw(self) -> Floats:
        """Production less consumption. [MW], shape (weather, 8760)"""
        return np.stack([self.surplus_of(weather) for weather in range(len(self.weather_years))])

    @property
    def surplus_mwh(self) -> Floats:
        """What the hours of each weather year sum to. [MWh], shape (weather,)"""
        return np.asarray(self.surplus_mw.sum(axis=-1))
