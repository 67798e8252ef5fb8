"""The trade-off: what a megawatt and a gigawatt-hour give in work, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.present.text import fmt, text
from simulator.records import CASES
from simulator.stages.jobs import KindJobs

Floats = NDArray[np.float64]

KIND_COLUMNS: Final = ("group", "kind", "extra_local_milk", "layer", "per", "unit", *CASES)
NONE: Final = "–"
CENTRAL: Final = CASES.index("central")
FEW: Final = 10.0
UNITS: Final = {"site": "persons", "mw": "persons/MW", "gwh": "persons/GWh"}


def kinds_frame(found: KindJobs) -> pd.DataFrame:
    """List work per site of typical size, per MW and per GWh of every kind.

    Returns
    -------
    DataFrame
        Columns group (project, establishment), kind, extra_local_milk, layer (direct, total), per (site, mw, gwh),
        unit, low, central, high. A kind that delivers no energy has no row per GWh, a project none per site.
    """
    return pd.DataFrame(list(_rows(found)), columns=list(KIND_COLUMNS))


def _rows(found: KindJobs) -> Iterator[dict[str, object]]:
    for place, kind in enumerate(found.kinds):
        uses = found.uses_power[place]
        head: dict[str, object] = {"group": "establishment" if uses else "project", "kind": kind}
        head["extra_local_milk"] = found.extra_local_milk[place]
        for layer, persons in (("direct", found.direct_persons), ("total", found.total_persons)):
            for per, amount in _amounts(found, place):
                unit = "persons" if per == "site" else f"persons/{per.upper().replace('GWH', 'GWh')}"
                yield (
                    head
                    | {"layer": layer, "per": per, "unit": unit}
                    | dict(zip(CASES, persons[:, place] / amount, strict=True))
                )


def _amounts(found: KindJobs, place: int) -> list[tuple[str, float]]:
    """Return what work of one kind is divided by: one site, its MW, its GWh where there are any."""
    site = [("site", 1.0)] if found.uses_power[place] else []
    energy = float(found.energy_gwh[place])
    return [*site, ("mw", float(found.size_mw[place])), *([("gwh", energy)] if energy > 0 else [])]


def kinds_table(found: KindJobs, language: str) -> pd.DataFrame:
    """Write the trade-off as a table, most local work per MW first.

    Returns
    -------
    DataFrame
        Six columns with written heads: kind, typical size, work on site and in all per MW, in all per GWh, and whether
        the kind uses or delivers power. Low and high in brackets.
    """
    per_mw = found.total_persons[CENTRAL] / found.size_mw
    heads = [
        text(f"kinds.{head}", language) for head in ("kind", "power", "size", "direct_mw", "total_mw", "total_gwh")
    ]
    order = np.argsort(-per_mw, kind="stable")
    return pd.DataFrame([_written(found, int(place), language) for place in order], columns=heads)


def _written(found: KindJobs, place: int, language: str) -> list[str]:
    size, energy = found.size_mw[place], found.energy_gwh[place]
    direct, total = found.direct_persons[:, place], found.total_persons[:, place]
    uses = found.uses_power[place]
    return [
        kind_name(found, place, language),
        text("kinds.uses" if uses else "kinds.delivers", language),
        fmt(float(size), "MW", None, language) if uses else NONE,
        _cell(direct / size, language),
        _cell(total / size, language),
        _cell(total / energy, language) if energy > 0 else NONE,
    ]


def kind_name(found: KindJobs, place: int, language: str) -> str:
    """Name a kind; food industry also by where its milk comes from."""
    kind = found.kinds[place]
    name = text(f"{'kind' if found.uses_power[place] else 'technology'}.{kind}", language)
    if found.kinds.count(kind) == 1:
        return name
    return text("kinds.more_milk" if found.extra_local_milk[place] else "kinds.same_milk", language, kind=name)


def _cell(cases: Floats, language: str) -> str:
    """Write the central figure, low and high in brackets, to two digits where it is small."""
    low, central, high = (fmt(float(one), "count", 2 if one < FEW else 0, language) for one in cases)
    return f"{central} ({low}–{high})"
