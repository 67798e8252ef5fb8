"""From results to small tidy tables and written figures, ready for a chart, a page or a report."""

import pandas as pd

from simulator.present.frames.bridge import bridge_rows, bridge_table, bridge_title, what_limits
from simulator.present.frames.comparison import (
    all_figures,
    bars,
    figure_explained,
    figure_name,
    range_of,
    scenario_months,
    titles,
    work,
    work_numbers,
    work_table,
)
from simulator.present.frames.figures import TRIO, Figure, measured, power_figures, return_figures
from simulator.present.frames.goals import (
    DISAGREEING,
    GOAL_GROUPS,
    STATUSES,
    disagreement,
    goals,
    is_milestone,
    status_counts,
)
from simulator.present.frames.grid import (
    Full,
    connections,
    establishments_cut,
    establishments_table,
    fullest,
    headroom,
    headroom_table,
)
from simulator.present.frames.income import (
    economics_table,
    income,
    income_by_group,
    income_by_source,
    income_table,
    municipality_numbers,
    municipality_table,
    ownership_table,
    recipients_table,
)
from simulator.present.frames.months import month_numbers, month_table, months
from simulator.present.frames.people import people_table
from simulator.present.frames.power import (
    difference,
    july_months,
    step_table,
    surplus_parts,
    waterfall,
    weeks,
)
from simulator.present.frames.register import CONFIDENCES, confidence_counts, matching, register, topic_name
from simulator.present.frames.slices import Seen, Spread, View, spread_of, weather_phrase

Frame = pd.DataFrame

__all__ = [
    "CONFIDENCES",
    "DISAGREEING",
    "GOAL_GROUPS",
    "STATUSES",
    "TRIO",
    "Figure",
    "Frame",
    "Full",
    "Seen",
    "Spread",
    "View",
    "all_figures",
    "bars",
    "bridge_rows",
    "bridge_table",
    "bridge_title",
    "confidence_counts",
    "connections",
    "difference",
    "disagreement",
    "economics_table",
    "establishments_cut",
    "establishments_table",
    "figure_explained",
    "figure_name",
    "fullest",
    "goals",
    "headroom",
    "headroom_table",
    "income",
    "income_by_group",
    "income_by_source",
    "income_table",
    "is_milestone",
    "july_months",
    "matching",
    "measured",
    "month_numbers",
    "month_table",
    "months",
    "municipality_numbers",
    "municipality_table",
    "ownership_table",
    "people_table",
    "power_figures",
    "range_of",
    "recipients_table",
    "register",
    "return_figures",
    "scenario_months",
    "spread_of",
    "status_counts",
    "step_table",
    "surplus_parts",
    "titles",
    "topic_name",
    "waterfall",
    "weather_phrase",
    "weeks",
    "what_limits",
    "work",
    "work_numbers",
    "work_table",
]
