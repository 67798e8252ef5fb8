"""A waterfall with few enough steps to be read on one page or slide."""

from __future__ import annotations

from typing import Final

import pandas as pd

from simulator.present.frames.power import unique_labels
from simulator.present.text import figure, text

JOINED: Final = "establishment"
MOST_STEPS: Final = 14


def fewer_steps(rows: pd.DataFrame, language: str, *, most: int = MOST_STEPS) -> pd.DataFrame:
    """Join the smallest establishments to one step where there are too many; what is printed still adds up.

    Parameters
    ----------
    rows : DataFrame
        From `frames.waterfall`.
    language : str
    most : int
        Steps to keep; more than the steps that are no establishments.

    Returns
    -------
    DataFrame
        With the same columns.
    """
    excess = len(rows) - most
    owned = rows[rows["kind"] == JOINED]
    if excess <= 0 or len(owned) < 2:
        return rows
    joined = owned["change_gwh"].abs().nsmallest(min(excess + 1, len(owned))).index
    small = rows.loc[joined]
    last = rows.loc[owned.index[-1]].copy()
    last["step"], last["label"] = "others", text("take.others", language, count=len(small))
    for name in ("change_gwh", "printed_gwh"):
        last[name] = small[name].sum()
    digits = int(last["digits"])
    last["printed_gwh"] = round(last["printed_gwh"], digits)
    last["text"] = figure(last["printed_gwh"], digits, language, signed=True)
    kept = rows.drop(joined)
    after = int((kept.index <= owned.index[-1]).sum())
    whole = pd.concat([kept.iloc[:after], last.to_frame().T, kept.iloc[after:]], ignore_index=True).astype(rows.dtypes)
    return _stacked(whole)


def _stacked(rows: pd.DataFrame) -> pd.DataFrame:
    """Stack steps end to end anew."""
    ends = rows["change_gwh"].cumsum()
    rows["start_gwh"], rows["end_gwh"] = ends.shift(fill_value=0.0), ends
    rows.loc[rows.index[-1], ["start_gwh", "end_gwh"]] = [0.0, rows["change_gwh"].iloc[-1]]
    rows["text_gwh"] = rows[["start_gwh", "end_gwh"]].max(axis=1).clip(lower=0)
    rows["label"] = unique_labels(list(rows["label"]))
    return rows
