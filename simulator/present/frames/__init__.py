"""From results to small tidy tables and written figures, ready for a chart, a page or a report."""

import pandas as pd

from simulator.present.frames.bridge import bridge_rows, bridge_table, bridge_title, what_limits
from simulator.present.frames.card import (
    Answer,
    connection_answer,
    income_answer,
    jobs_answer,
    power_answer,
    waiting_answer,
)
from simulator.present.frames.comparison import (
    all_figures,
    bars,
    figure_explained,
    figure_name,
    scenario_months,
    titles,
    work,
    work_table,
)
from simulator.present.frames.entries import entry_line
from simulator.present.frames.figures import TRIO, Figure, measured, power_figures, return_figures
from simulator.present.frames.goals import DISAGREEING, GOAL_GROUPS, STATUSES, disagreement, goals, status_counts
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
    municipality_table,
    ownership_table,
    recipients_table,
)
from simulator.present.frames.kinds import kinds_frame, kinds_table
from simulator.present.frames.people import people_table
from simulator.present.frames.places import places_outlook
from simulator.present.frames.power import (
    difference,
    july_months,
    month_table,
    months,
    step_table,
    surplus_parts,
    waterfall,
    weeks,
)
from simulator.present.frames.register import CONFIDENCES, confidence_counts, matching, register, topic_name
from simulator.present.frames.skills import apprentices, skills_table
from simulator.present.frames.slices import Seen, Spread, View, spread_of, weather_phrase

Frame = pd.DataFrame

__all__ = [
    "CONFIDENCES",
    "DISAGREEING",
    "GOAL_GROUPS",
    "STATUSES",
    "TRIO",
    "Answer",
    "Figure",
    "Frame",
    "Full",
    "Seen",
    "Spread",
    "View",
    "all_figures",
    "apprentices",
    "bars",
    "bridge_rows",
    "bridge_table",
    "bridge_title",
    "confidence_counts",
    "connection_answer",
    "connections",
    "difference",
    "disagreement",
    "economics_table",
    "entry_line",
    "establishments_cut",
    "establishments_table",
    "figure_explained",
    "figure_name",
    "fullest",
    "goals",
    "headroom",
    "headroom_table",
    "income",
    "income_answer",
    "income_by_group",
    "income_by_source",
    "income_table",
    "jobs_answer",
    "july_months",
    "kinds_frame",
    "kinds_table",
    "matching",
    "measured",
    "month_table",
    "months",
    "municipality_table",
    "ownership_table",
    "people_table",
    "places_outlook",
    "power_answer",
    "power_figures",
    "recipients_table",
    "register",
    "return_figures",
    "scenario_months",
    "skills_table",
    "spread_of",
    "status_counts",
    "step_table",
    "surplus_parts",
    "titles",
    "topic_name",
    "waiting_answer",
    "waterfall",
    "weather_phrase",
    "weeks",
    "what_limits",
    "work",
    "work_table",
]
