"""Room: the work that projects and establishments bring, kinds never mixed."""

from simulator.stages.jobs.counting import count_jobs
from simulator.stages.jobs.methods import METHODS, MultiplierTable, flq_multipliers, multiplier_table
from simulator.stages.jobs.multipliers import (
    closed_for_households,
    leontief_inverse,
    output_multipliers,
    total_content,
    type_one_jobs,
    type_two_jobs,
)
from simulator.stages.jobs.quotients import (
    aflq_coefficients,
    cilq,
    cilq_coefficients,
    flq_coefficients,
    flq_share,
    regional_size,
    slq,
    slq_coefficients,
)
from simulator.stages.jobs.regional import (
    Multipliers,
    local_multipliers,
    national_multipliers,
    retained,
    spending_pattern,
    without_more_milk,
)
from simulator.stages.jobs.spending import line_costs
from simulator.stages.jobs.sweeping import swept_contents, swept_multipliers
from simulator.stages.jobs.totals import count_job_totals
from simulator.stages.jobs.work import construction_share, job_years, mean_jobs

__all__ = [
    "METHODS",
    "MultiplierTable",
    "Multipliers",
    "aflq_coefficients",
    "cilq",
    "cilq_coefficients",
    "closed_for_households",
    "construction_share",
    "count_job_totals",
    "count_jobs",
    "flq_coefficients",
    "flq_multipliers",
    "flq_share",
    "job_years",
    "leontief_inverse",
    "line_costs",
    "local_multipliers",
    "mean_jobs",
    "multiplier_table",
    "national_multipliers",
    "output_multipliers",
    "regional_size",
    "retained",
    "slq",
    "slq_coefficients",
    "spending_pattern",
    "swept_contents",
    "swept_multipliers",
    "total_content",
    "type_one_jobs",
    "type_two_jobs",
    "without_more_milk",
]
