"""Any written table, laid out for a terminal."""

from __future__ import annotations

import pandas as pd
from rich.table import Table


def rows_in_terminal(rows: pd.DataFrame, title: str, caption: str = "") -> Table:
    """Lay out a table whose cells are written out; the first column is names, the others figures."""
    shown = Table(title=title, caption=caption or None, title_justify="left", caption_justify="left")
    for place, name in enumerate(rows.columns):
        shown.add_column(str(name), justify="right" if place else "left")
    for cells in rows.itertuples(index=False):
        shown.add_row(*map(str, cells))
    return shown
