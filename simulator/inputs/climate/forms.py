"""What the climate tables must hold: names of columns, rows and scalars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.hours import HOURS_PER_DAY, MONTHS_PER_YEAR
from simulator.premises.weather import COMPONENTS

BRANCHES: Final = tuple(name.removeprefix("inflow_") for name in COMPONENTS if name.startswith("inflow_"))
ZONES: Final = ("no1", "no3")
INFLOW_COLUMNS: Final = ("mean_pu", "model_mm_day", "model_power", "log_std")
PRICE_SCALARS: Final = ("mean_eur_mwh", "slow_log_std", "fast_persistence", "on_storage", "on_wind")
SEASONS: Final = ("winter", "summer")
DAY_KINDS: Final = ("weekday", "weekend")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """What one CSV table must look like: its key column, the rows in order, and the columns of numbers."""

    name: str
    key: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]


MONTHLY: Final = TableForm(
    name="monthly",
    key="month",
    rows=tuple(str(month + 1) for month in range(MONTHS_PER_YEAR)),
    columns=(
        "temperature_mean_c",
        "temperature_std_c",
        "temperature_skew",
        "temperature_slow_share",
        "temperature_half_range_c",
        "temperature_hourly_std_c",
        "precipitation_mean_mm_day",
        "precipitation_wet_day_share",
        "precipitation_on_temperature",
        "wind_on_temperature",
        "wind_on_precipitation",
        "clear_radiation_w_m2",
        "clearness_mean",
        "clearness_std",
        "clearness_on_temperature",
        "clearness_on_precipitation",
        "solar_snow_free_share",
        "price_on_temperature",
        "inflow_anomaly_slow_share",
        *(f"wind_{zone}_mean_pu" for zone in ZONES),
        *(f"price_{zone}_{column}" for zone in ZONES for column in ("month_factor", "model_factor", "fast_log_std")),
        *(f"inflow_{branch}_{column}" for branch in BRANCHES for column in INFLOW_COLUMNS),
    ),
)
HOURLY: Final = TableForm(
    name="hourly",
    key="hour",
    rows=tuple(str(hour) for hour in range(HOURS_PER_DAY)),
    columns=(
        *(f"temperature_{season}_shape" for season in SEASONS),
        *(f"price_{zone}_{season}_{kind}" for zone in ZONES for season in SEASONS for kind in DAY_KINDS),
    ),
)
CATCHMENTS: Final = TableForm(
    name="branches",
    key="branch",
    rows=BRANCHES,
    columns=(
        "elevation_min_m",
        "elevation_median_m",
        "elevation_max_m",
        "lapse_c_per_100m",
        "snowfall_below_c",
        "melt_above_c",
        "melt_mm_per_degree_day",
        "snow_catch_factor",
        "field_capacity_mm",
        "soil_exponent",
        "evaporation_mm_per_degree_day",
        "fast_days",
        "slow_days",
        "slow_share",
        "common_share",
        "anomaly_common_share",
        "anomaly_fast_days",
        "anomaly_slow_days",
        "precipitation_exponent",
        "rank_weight",
    ),
)
SCALARS: Final = (
    "temperature.reference_elevation_m",
    "temperature.fast_days",
    "temperature.slow_days",
    "temperature.hourly_root_slow",
    "temperature.hourly_root_fast",
    "temperature.floor_start_c",
    "temperature.floor_c",
    "precipitation.persistence",
    "precipitation.slow_days",
    "precipitation.slow_share",
    "inflow.fast_account_days",
    "inflow.slow_account_days",
    "wind.root_slow",
    "wind.root_fast",
    "wind.ceiling_pu",
    "wind.zone_correlation",
    *(f"wind.{zone}.{name}" for zone in ZONES for name in ("mean_pu", "logit_std")),
    "solar.mean_pu",
    "solar.ceiling_pu",
    "solar.latitude_degrees",
    "solar.longitude_degrees",
    "solar.tilt_degrees",
    "solar.transmittance",
    "solar.air_mass_exponent",
    "solar.diffuse_share",
    "solar.clearness_persistence",
    "solar.hourly_persistence",
    "solar.hourly_share",
    "price.displacement_eur_mwh",
    "price.slow_days",
    "price.slow_correlation",
    "price.spike_persistence",
    "price.spike_share",
    "price.fast_correlation",
    "price.fast_skew",
    "price.storage_days",
    *(f"price.{zone}.{name}" for zone in ZONES for name in PRICE_SCALARS),
)
