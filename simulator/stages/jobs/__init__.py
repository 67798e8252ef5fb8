"""Room: the work that projects and establishments bring, kinds never mixed."""

from simulator.stages.jobs.counting import count_jobs
from simulator.stages.jobs.kinds import KindJobs, compare_kinds
from simulator.stages.jobs.methods import METHODS, MultiplierTable, flq_multipliers, multiplier_table
from simulator.stages.jobs.multipliers import (
    closed_for_households,
    leontief_inverse,
    output_multipliers,
    total_content,
    type_one_jobs,
    type_two_jobs,
)
from simulator.stages.jobs.phases import cost_per_job_mnok, count_phases, operating_costs, phase_costs, phase_share
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
from simulator.stages.jobs.spending import local_parts, phase_local_share, work_per_mnok
from simulator.stages.jobs.sweeping import swept_contents, swept_multipliers
from simulator.stages.jobs.totals import count_job_totals
from simulator.stages.jobs.work import construction_share, job_years, mean_jobs

__all__ = [
    "METHODS",
    "KindJobs",
    "MultiplierTable",
    "Multipliers",
    "aflq_coefficients",
    "cilq",
    "cilq_coefficients",
    "closed_for_households",
    "compare_kinds",
    "construction_share",
    "cost_per_job_mnok",
    "count_job_totals",
    "count_jobs",
    "count_phases",
    "flq_coefficients",
    "flq_multipliers",
    "flq_share",
    "job_years",
    "leontief_inverse",
    "local_multipliers",
    "local_parts",
    "mean_jobs",
    "multiplier_table",
    "national_multipliers",
    "operating_costs",
    "output_multipliers",
    "phase_costs",
    "phase_local_share",
    "phase_share",
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
    "work_per_mnok",
]
