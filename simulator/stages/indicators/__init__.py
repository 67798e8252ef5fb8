"""Room: the list of figures that everybody looks at, each defined once (docs/method.md, indicators)."""

from simulator.stages.indicators.accounts import MWH_PER_GWH, Accounts, Indicator, pooled_ratio
from simulator.stages.indicators.room import INDICATORS, UNITS, count_parts, measure, winter_sum

__all__ = [
    "INDICATORS",
    "MWH_PER_GWH",
    "UNITS",
    "Accounts",
    "Indicator",
    "count_parts",
    "measure",
    "pooled_ratio",
    "winter_sum",
]
