"""Charts as data: tidy rows in, `altair` out. Draws nothing that the rows do not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import altair as alt
import pandas as pd

from simulator.present.charts import comparison, gathering, goals, hours, jobs_power, mixes, power, uncertainty, where
from simulator.present.charts.parts import ROWS, Rows, named_rows
from simulator.present.theme import Look

CHART: Final = "chart_"
TEMPLATES_KEPT: Final = 256

Builder = Callable[[Rows, Look], alt.LayerChart]


def builders_of(*drawers: object) -> dict[str, Builder]:
    """Return every function ``chart_…`` of some files, by the rest of its name."""
    return {
        name.removeprefix(CHART): build
        for drawer in drawers
        for name, build in vars(drawer).items()
        if name.startswith(CHART)
    }


BUILDERS: Final[Mapping[str, Builder]] = MappingProxyType(
    builders_of(power, comparison, jobs_power, hours, gathering, goals, uncertainty, mixes, where)
)


def template(name: str, look: Look) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, its rows to be given by the name `ROWS`.

    Building a chart takes 50-140 ms and depends on nothing but its look: done once, then only rows are sent. What is
    returned is the caller's own.
    """
    return deepcopy(_built(name, look))


@lru_cache(maxsize=TEMPLATES_KEPT)
def _built(name: str, look: Look) -> dict[str, Any]:
    return dict(BUILDERS[name](named_rows(), look).to_dict())


def has_figures(rows: pd.DataFrame) -> bool:
    """Tell whether there is a figure to draw; nothing but nought is one.

    Examples
    --------
    >>> has_figures(pd.DataFrame({"mw": [0.0]})), has_figures(pd.DataFrame({"mw": [float("nan")]}))
    (True, False)
    """
    return bool(rows.select_dtypes("number").notna().to_numpy().any())


__all__ = ["BUILDERS", "ROWS", "has_figures", "named_rows", "template"]
