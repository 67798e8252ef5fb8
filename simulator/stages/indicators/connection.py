"""Figures of the grid: who is cut, where there is room, what is full, what is lost (docs/method.md, indicators)."""

from __future__ import annotations

from typing import Final

from simulator.stages.indicators.accounts import MWH_PER_GWH, Indicator, indicator

CONNECTION_INDICATORS: Final[tuple[Indicator, ...]] = (
    indicator("establishment_cut_gwh", "GWh", "less", lambda a: a.ledger.establishment_cut_mwh / MWH_PER_GWH),
    indicator("establishment_cut_hours", "hours", "less", lambda a: a.connections.cut_hours),
    indicator("longest_cut_hours", "hours", "less", lambda a: a.connections.area_longest_cut_hours.max(axis=-1)),
    indicator("firm_headroom_mw", "MW", "more", lambda a: a.connections.firm_headroom_mw.max(axis=-1)),
    indicator("conditional_headroom_mw", "MW", "more", lambda a: a.connections.conditional_headroom_mw.max(axis=-1)),
    indicator("full_line_hours", "hours", "less", lambda a: a.connections.most_full_hours),
    indicator("grid_loss_gwh", "GWh", "less", lambda a: a.ledger.grid_loss_mwh / MWH_PER_GWH),
    indicator("transit_gwh", "GWh", "neither", lambda a: a.ledger.transit_mwh / MWH_PER_GWH),
    indicator("coincidence_share", "share", "neither", lambda a: a.connections.coincidence_share),
)
