"""The hours of a year sorted: of the region's surplus, or of what one exchange point carries."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from simulator.hours import HOURS_PER_YEAR
from simulator.present.frames.slices import HIGH_PERCENTILE, LOW_PERCENTILE, Floats
from simulator.present.text import figure, fmt, text
from simulator.records import HourDigest

HOURS_PER_BIN: Final = 40
LABEL_HOURS: Final = 1600  # half the width of a label
COLUMNS: Final = ("hours_above", "surplus_mw", "low_mw", "high_mw")


def duration(digest: HourDigest, weather: int, language: str, point: str | None = None) -> pd.DataFrame:
    """Sort the hours from the largest surplus to the largest shortage, or from most sent out to most brought in.

    Parameters
    ----------
    digest : HourDigest
    weather : int
        Which weather year is drawn.
    language : str
    point : str, optional
        An exchange point, of which the hours are sorted; the surplus of the region if left out.

    Returns
    -------
    DataFrame
        Columns hours (so many hours have more), surplus_mw (at a point: sent out), low_mw and high_mw (eight of ten
        weather years), weight_hours (times surplus_mw it sums to the year), import_limit_mw (below zero),
        export_limit_mw, holds_hours (not below zero), label_hours, text, import_text, export_text. 219 means of 40
        hours, and both ends as they are.
    """
    hourly, (bring_mw, send_mw) = _of(digest, point)
    ordered = -np.sort(-hourly, axis=-1)
    means = ordered.reshape(len(ordered), -1, HOURS_PER_BIN).mean(axis=-1)
    levels = np.concatenate([ordered[:, :1], means, ordered[:, -1:]], axis=1)
    low, high = np.percentile(levels, [LOW_PERCENTILE, HIGH_PERCENTILE], axis=0)
    middles = np.arange(means.shape[1]) * HOURS_PER_BIN + HOURS_PER_BIN / 2
    holds = int((ordered[weather] >= 0).sum() if point is None else (ordered[weather] > 0).sum())
    said = text("hours.holds" if point is None else "hours.sends", language, hours=fmt(holds, "hours", 0, language))
    words = {
        f"{way}_text": text(f"hours.{way}_limit", language, limit=fmt(mw, "MW", 0, language))
        for way, mw in (("import", bring_mw), ("export", send_mw))
    }
    columns = {
        "hours": np.concatenate([[0.0], middles, [float(HOURS_PER_YEAR)]]),
        "surplus_mw": levels[weather],
        "low_mw": low,
        "high_mw": high,
        "weight_hours": np.concatenate([[0.0], np.full(len(middles), float(HOURS_PER_BIN)), [0.0]]),
        "import_limit_mw": -bring_mw,
        "export_limit_mw": send_mw,
        "holds_hours": holds,
        "label_hours": float(np.clip(holds / 2, LABEL_HOURS, HOURS_PER_YEAR - LABEL_HOURS)),
        "text": said,
    }
    return pd.DataFrame(columns | words)


def _of(digest: HourDigest, point: str | None) -> tuple[Floats, tuple[float, float]]:
    """Return what is sorted, and what may come in and go out. [MW], shape (weather, 8760)"""
    if point is None:
        return digest.surplus_mw, (digest.import_limit_mw, digest.export_limit_mw)
    place = digest.exchanges.index(point)
    bring_mw, send_mw = digest.exchange_limit_mw[place]
    return digest.exchange_mw[:, place].astype(float), (float(bring_mw), float(send_mw))


def duration_table(rows: pd.DataFrame, language: str, *, at_point: bool = False) -> pd.DataFrame:
    """Write out how much is left, or sent out at a point, in so many hours, with the range of the weather years."""
    picked = rows.iloc[sorted({*range(0, len(rows), 20), len(rows) - 1})]
    figures = [[figure(mw, 0, language) for mw in picked[name]] for name in COLUMNS[1:]]
    heads = (COLUMNS[0], "sent_mw" if at_point else COLUMNS[1], *COLUMNS[2:])
    above = [fmt(float(hours), "hours", 0, language) for hours in picked["hours"]]
    return pd.DataFrame(
        {text(f"hours.column_{head}", language): column for head, column in zip(heads, [above, *figures], strict=True)}
    )
