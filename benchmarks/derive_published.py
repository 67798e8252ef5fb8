"""Derive ``published.csv`` and ``quantiles.csv`` of ``data/climate`` from the real series, which are never committed.

Run ``python -m benchmarks.derive_published <folder of series> data/climate``. Rows of ``published.csv`` that name a
record are computed anew; rows without one were copied by hand from publications and stay as they are.

The tolerance of a computed row is the sampling error (95 %) of a record of that length: years are left out one at a
time (jackknife), and the standard error is stretched by Student's t for the number of years.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import t as student

from benchmarks.climate_statistics import (
    WEEKS,
    Floats,
    Series,
    measure,
    months_of,
    thinned,
    weekly,
    weekly_anomaly,
    weekly_log,
)
from benchmarks.fit_inflow import station_flow
from simulator.hours import DAYS_PER_WEEK, HOURS_PER_DAY, HOURS_PER_YEAR, MONTH_OF_DAY

CONFIDENCE: Final = 0.975
NORMAL: Final = 1.96
WINTER: Final = "winter_2012"
FEBRUARY: Final = 2
LEAP_DAY: Final = 29
BRANCHES: Final = ("glomma", "folla", "orkla")
PRICES: Final = "price_load_wind_hourly_no1_no3_2019_2025.csv.gz"
WEATHER: Final = "weather_daily_atnasjoen_2005_2014.csv.gz"
SEASONS: Final = {"winter": (11, 0, 1), "spring": (2, 3, 4), "summer": (5, 6, 7), "autumn": (8, 9, 10)}
MOST_POINTS: Final = 60


def main(series: Path, climate: Path) -> None:
    """Compute and write both tables."""
    records = {name: read(series) for name, read in RECORDS.items()}
    table = pd.read_csv(climate / "published.csv", dtype=str, keep_default_na=False)
    for number, row in table[table["record"] != ""].iterrows():
        asked = row["component"], row["statistic"], row["months"]
        value, error = (
            winter_2012(series, *asked) if row["record"] == WINTER else with_error(records[row["record"]], *asked)
        )
        table.loc[number, ["published", "tolerance"]] = f"{value:.4g}", f"{error:.2g}"
    table.to_csv(climate / "published.csv", index=False, lineterminator="\n")
    quantile_table(records).to_csv(climate / "quantiles.csv", index=False, lineterminator="\n")


def with_error(record: Series, component: str, statistic: str, months: str) -> tuple[float, float]:
    """Compute a statistic and its sampling error (95 %), by leaving out one year at a time.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11.
    """
    count = len(record[component])
    keep = ~np.eye(count, dtype=bool)
    parts = [measure({name: values[some] for name, values in record.items()}, component, statistic, months)
             for some in keep]  # fmt: skip
    error = np.sqrt((count - 1) * np.var(parts))
    return measure(record, component, statistic, months), float(student.ppf(CONFIDENCE, count - 1) * error)


def winter_2012(series: Path, component: str, statistic: str, months: str) -> tuple[float, float]:
    """Compute how often weeks of one year were low in several things at once, and the error of so few weeks.

    Wind was modelled for 2012 only and has no calendar of its own; its winter is taken as flat. The error is that of
    a share of as many independent weeks.
    """
    table = _hourly(series / "wind_solar_ev_hourly_2012.csv.gz", 2012, 2012)
    weeks = np.isin(MONTH_OF_DAY, months_of(months))[: WEEKS * DAYS_PER_WEEK : DAYS_PER_WEEK]
    record = RECORDS["li_bru_runoff"](series)
    wind = weekly(years_of(table["wind_cf_model_sp277_hh100_no1"], years=range(2012, 2013)))[0]
    found = {"temperature": weekly_anomaly(record["temperature"])[2012 - 2005], "wind_no1": wind}
    found |= {f"inflow_{name}": weekly_log(record[f"inflow_{name}"])[2012 - 2005] for name in BRANCHES}
    names = (component, *statistic.removeprefix("low_together_").split("+"))
    low = np.logical_and.reduce([found[name][weeks] <= np.quantile(found[name][weeks], 1 / 3) for name in names])
    return float(low.mean()), float(NORMAL * np.sqrt(low.mean() * (1 - low.mean()) / weeks.sum()))


def years_of(daily_or_hourly: pd.Series, *, years: range) -> Floats:
    """Shape a series into model years; a day's value stands for each of its hours. shape (years, 8760)"""
    days = daily_or_hourly[~((daily_or_hourly.index.month == FEBRUARY) & (daily_or_hourly.index.day == LEAP_DAY))]
    values = days[[year in years for year in days.index.year]].interpolate().ffill().bfill().to_numpy()
    steps = len(values) // len(years)
    return np.repeat(values.reshape(len(years), steps), HOURS_PER_YEAR // steps, axis=1)


def _read(path: Path, *, shift_hours: int = 0) -> pd.DataFrame:
    """Read a series with its clock, moved from UTC to UTC+1 if hourly."""
    table = pd.read_csv(path, index_col=0)
    table.index = pd.DatetimeIndex(pd.to_datetime(table.index)).tz_localize(None) + pd.Timedelta(hours=shift_hours)
    return table


def _hourly(path: Path, first: int, last: int) -> pd.DataFrame:
    """Read an hourly series of whole years, every hour there."""
    table = _read(path, shift_hours=1)
    hours = pd.date_range(f"{first}-01-01", f"{last}-12-31 23:00", freq="h")
    return table[~table.index.duplicated()].reindex(hours)


def _li_bru(series: Path, years: range = range(2005, 2015)) -> Series:
    """Temperature, Li bru, daily."""
    return {"temperature": years_of(_read(series / WEATHER)["temp_libru_780m_degC"], years=years)}


def _runoff(series: Path, years: range = range(1986, 2015)) -> Series:
    """Run-off of the stations of three branches, daily, over their mean."""
    flow = _read(series / "streamflow_daily_1985_2014.csv.gz")
    return {f"inflow_{name}": years_of(station_flow(flow, name), years=years) for name in BRANCHES}


def _sun(series: Path) -> Series:
    """Radiation, temperature and run-off of the same years, daily."""
    years = range(2006, 2013)
    sun = years_of(_read(series / WEATHER)["globrad_wfdei_mean_W_per_m2"], years=years)
    return {"solar": sun, **_li_bru(series, years), **_runoff(series, years)}


def _stugusjoen(series: Path) -> Series:
    """Temperature, Stugusjøen, hourly: September 2010 to August 2014 as four years, each cut at the turn of August."""
    table = _read(series / "temperature_hourly_tydal_2010_2014.csv.gz", shift_hours=1)["temp_stugusjoen_627m_degC"]
    table = table[~table.index.duplicated()].reindex(pd.date_range("2010-09-01", "2014-08-31 23:00", freq="h"))
    table = table[~((table.index.month == FEBRUARY) & (table.index.day == LEAP_DAY))].interpolate().bfill().ffill()
    values = table.to_numpy().reshape(-1, HOURS_PER_YEAR)
    before = int((pd.Timestamp("2011-12-31") - pd.Timestamp("2011-08-31")).days) * HOURS_PER_DAY
    return {"temperature": np.roll(values, -before, axis=1)}


def _market(series: Path) -> Series:
    """Prices of both areas, hourly."""
    table = _hourly(series / PRICES, 2019, 2025)
    return {
        f"price_{zone}": years_of(table[f"price_eur_mwh_{zone}"], years=range(2019, 2026)) for zone in ("no1", "no3")
    }


def _market_wind(series: Path) -> Series:
    """Prices, load and wind forecasts over their running maximum, hourly, since wind was forecast in both areas."""
    table = _hourly(series / PRICES, 2019, 2025)
    years = range(2021, 2026)
    wind = {"load": years_of(table["load_mw_no1"], years=years)}
    for zone in ("no1", "no3"):
        forecast = table[f"wind_forecast_mw_{zone}"]
        highest = forecast.rolling(HOURS_PER_YEAR, center=True, min_periods=HOURS_PER_YEAR // 4).max()
        wind[f"wind_{zone}"] = years_of(forecast / highest, years=years)
    return {name: values[2:] for name, values in _market(series).items()} | wind


def _system(series: Path) -> Series:
    """Nordic system price, hourly; it stands for the price of NO1 before the areas parted."""
    table = _hourly(series / "price_hourly_nordic_system_2013_2018.csv.gz", 2013, 2018)
    return {"price_no1": years_of(table["price_nordic_system_eur_per_mwh"], years=range(2013, 2019))}


RECORDS: Final[dict[str, Callable[[Path], Series]]] = {
    "li_bru": _li_bru,
    "stugusjoen": _stugusjoen,
    "runoff": _runoff,
    "li_bru_runoff": lambda series: {**_li_bru(series), **_runoff(series, range(2005, 2015))},
    "sun": _sun,
    "market": _market,
    "market_wind": _market_wind,
    "system_price": _system,
}


def quantile_table(records: dict[str, Series]) -> pd.DataFrame:
    """Tabulate quantiles of thinned samples: as many points as the record holds nearly independent values."""
    rows = []
    for record, component, step_days in QUANTILES:
        hours = records[record][component]
        for season, months in SEASONS.items():
            sample = thinned(hours, step_days=step_days, months=months)
            points = min(len(sample), MOST_POINTS)
            shares = (np.arange(points) + 0.5) / points
            rows += [
                (component, season, step_days, round(share, 4), float(f"{value:.4g}"), record)
                for share, value in zip(shares, np.quantile(sample, shares), strict=True)
            ]
    return pd.DataFrame(rows, columns=["component", "season", "step_days", "share", "value", "record"])


QUANTILES: Final = (
    ("li_bru", "temperature", 10),
    ("runoff", "inflow_glomma", 45),
    ("runoff", "inflow_folla", 45),
    ("runoff", "inflow_orkla", 45),
    ("market_wind", "wind_no1", 5),
    ("market_wind", "wind_no3", 5),
)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
