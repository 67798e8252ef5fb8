"""Weather years: many possible years, hour by hour, in which cold, calm and dry coincide as measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR

COMPONENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "temperature": "°C",
        "inflow_glomma": "per unit of the long-run mean",
        "inflow_folla": "per unit of the long-run mean",
        "inflow_orkla": "per unit of the long-run mean",
        "inflow_local": "per unit of the long-run mean",
        "wind_no1": "per unit of capacity",
        "wind_no3": "per unit of capacity",
        "solar": "per unit of capacity",
        "price_no1": "EUR/MWh",
        "price_no3": "EUR/MWh",
    }
)

YearName = Literal["dry", "median", "wet"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WeatherYears:
    """W weather years of every component, the same for every scenario.

    Parameters
    ----------
    series : mapping of str to ndarray
        One array per name in `COMPONENTS`, read-only. [see COMPONENTS], shape (weather, 8760)
    lots : ndarray
        Stratified uniform numbers that decide in which weather years an uncertain project is realised.
        [0–1], shape (weather, lots)
    names : tuple of str
        One name per weather year.
    seed : int
        Seed that the years were drawn with.
    drawn : WeatherYears, optional
        The whole draw, where these years were chosen from a larger one: what is normal is told by all of it.
    order : ndarray, optional
        Positions of the years from driest to wettest; needed to name a dry, median or wet year. shape (weather,)

    Raises
    ------
    ValueError
        If a component is missing, has another shape, or holds a value that is not finite.
    """

    series: Mapping[str, NDArray[np.float64]]
    lots: NDArray[np.float64]
    names: tuple[str, ...]
    seed: int
    drawn: WeatherYears | None = None
    order: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        """Check shapes and finiteness; make everything read-only."""
        missing = COMPONENTS.keys() - self.series.keys()
        if missing:
            raise ValueError(f"weather components missing: {', '.join(sorted(missing))}")
        for name, values in self.series.items():
            if values.shape != (len(self.names), HOURS_PER_YEAR):
                raise ValueError(f"{name} has shape {values.shape}, expected ({len(self.names)}, {HOURS_PER_YEAR})")
            if not np.isfinite(values).all():
                raise ValueError(f"{name} holds a value that is not finite")
        # One memory layout for all: compiled loops are compiled per layout, and hours in a row are read fastest.
        series = {name: np.ascontiguousarray(values, dtype=float) for name, values in self.series.items()}
        for values in (*series.values(), self.lots):
            values.flags.writeable = False
        object.__setattr__(self, "series", MappingProxyType(series))
        if self.order is not None and sorted(self.order) != list(range(len(self.names))):
            raise ValueError(f"the order from dry to wet is {self.order}, not each of {len(self.names)} years once")

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """Return one component. [see COMPONENTS], shape (weather, 8760)"""
        return self.series[name]

    @property
    def market_price_eur_mwh(self) -> NDArray[np.float64]:
        """Prices of both markets, NO1 first. [EUR/MWh], shape (markets, weather, 8760)"""
        return np.stack([self["price_no1"], self["price_no3"]])

    @property
    def count(self) -> int:
        """Number of weather years."""
        return len(self.names)

    @property
    def normal(self) -> WeatherYears:
        """The years that tell what is normal: the whole draw."""
        return self.drawn or self

    def ranked(self, order: NDArray[np.int64]) -> WeatherYears:
        """Return the same years with their order from driest to wettest."""
        return replace(self, order=order)

    def named(self, name: YearName) -> int:
        """Return the position of the driest, the median or the wettest year.

        Parameters
        ----------
        name : {"dry", "median", "wet"}
            Of an even number of years, the drier of the two in the middle is the median.

        Raises
        ------
        ValueError
            If the years are not ranked.
        """
        if self.order is None:
            raise ValueError("the years are not ranked from dry to wet")
        last = len(self.order) - 1
        return int(self.order[{"dry": 0, "median": last // 2, "wet": last}[name]])

    def select(self, years: NDArray[np.int64]) -> WeatherYears:
        """Return some of the years, in the order asked for, with lots that are stratified again."""
        places = np.argsort(np.argsort(self.lots[years], axis=0), axis=0)
        return WeatherYears(
            series={name: values[years].copy() for name, values in self.series.items()},
            lots=(places + 0.5) / len(years),
            names=tuple(self.names[year] for year in years),
            seed=self.seed,
            drawn=self.normal,
            order=None if self.order is None else np.argsort(np.argsort(self.order)[years]),
        )
