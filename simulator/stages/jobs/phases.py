"""Spending and work of every phase: planning, construction, operation and retirement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import PHASES, Assumptions, CostLine, Establishment, InputOutput, Region, Scenario, WeatherYears
from simulator.realisation import realised
from simulator.records import ONCE, Jobs, Ledger, PhaseWork
from simulator.stages.jobs.building import building_share, capital_mnok, step_share
from simulator.stages.jobs.counting import case_multipliers
from simulator.stages.jobs.entries import Entry, columns, kind_of
from simulator.stages.jobs.regional import Multipliers
from simulator.stages.jobs.spending import Layers, local_parts, phase_local_share, work_per_mnok
from simulator.stages.jobs.work import construction_share

Floats = NDArray[np.float64]

NOK_PER_MNOK: Final = 1e6
POWER: Final = "ELE"


def count_phases(
    jobs: Jobs,
    ledger: Ledger,
    scenario: Scenario,
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
) -> PhaseWork:
    """Split what every phase of every entry costs into lines, and count the work of the phases that end.

    Parameters
    ----------
    jobs : Jobs
        Its building work is the work of construction; its direct jobs tell what an establishment costs to run.
    ledger : Ledger
        Uses what each project delivers. [MWh]
    scenario : Scenario
    region : Region
        Uses ``cost_lines`` and the input–output table.
    assumptions : Assumptions
        Uses capital, ``planning_years``, ``build_years`` and ``<phase>_local_share`` of each kind,
        ``operating_cost_nok_per_mwh`` of projects, ``jobs.planning_cost_share``, ``jobs.retirement_cost_share``,
        ``jobs.retirement_years`` and the retention shares of `count_jobs`.
    weather : WeatherYears
        Decides by lot in which weather years an uncertain entry is realised.

    Returns
    -------
    PhaseWork

    Notes
    -----
    Capital is central in all cases (see `capital_mnok`), and so are times: a longer one spreads the same work and is
    neither low nor high. Planning comes before building and on top of the
    capital; retirement begins in the year in which operation ends, and an entry without one is not retired.
    """
    entries: tuple[Entry, ...] = (*scenario.projects, *scenario.establishments)
    local = case_multipliers(region.input_output, assumptions)
    costs = phase_costs(jobs, ledger, entries, region=region, assumptions=assumptions, weather=weather)
    owned = [
        (owner, line)
        for owner, entry in enumerate(entries)
        for phase in PHASES
        for line in region.lines_of(kind_of(entry), phase)
    ]
    lines, owners = tuple(line for _, line in owned), tuple(owner for owner, _ in owned)
    layers = _layers(jobs, entries, costs, region=region, assumptions=assumptions, local=local)
    return PhaseWork(
        years=jobs.years,
        entries=jobs.entries,
        lines=lines,
        owners=owners,
        spending_mnok=_by_line(costs, lines, owners),
        local_share=_local_share(entries, region, assumptions, cases=len(local.type_one)),
        on_site_job_years=layers.on_site,
        supplier_job_years=layers.suppliers,
        induced_job_years=layers.induced,
    )


def phase_costs(
    jobs: Jobs,
    ledger: Ledger,
    entries: Sequence[Entry],
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
) -> dict[str, Floats]:
    """Return what each phase costs each entry in every year.

    Returns
    -------
    dict of str to ndarray
        By phase. [MNOK], shape (cases, years, weather, entries)
    """
    stands = columns([realised(one.probability, one.id, weather) for one in entries], weather.count)
    capital = np.array([capital_mnok(one, assumptions) for one in entries], dtype=float)
    parts = {
        "planning": assumptions.cases("jobs.planning_cost_share"),
        "construction": np.ones(assumptions.count),
        "retirement": assumptions.cases("jobs.retirement_cost_share"),
    }
    costs = {}
    for phase, part in parts.items():
        spread = columns([phase_share(one, phase, jobs.years, assumptions)[:, 0] for one in entries], len(jobs.years))
        costs[phase] = (part[:, None] * capital)[:, None, None, :] * spread[:, None, :] * stands
    return costs | {"operation": operating_costs(jobs, ledger, entries, region=region, assumptions=assumptions)}


def phase_share(entry: Entry, phase: str, years: Sequence[int], assumptions: Assumptions) -> Floats:
    """Return how much of a phase that ends falls in every year.

    Parameters
    ----------
    entry : Project or Establishment
    phase : str
        One of `ONCE`.
    years : sequence of int
    assumptions : Assumptions
        Uses ``planning_years`` and ``build_years`` of the kind and ``jobs.retirement_years``.

    Returns
    -------
    ndarray
        Over all calendar years it sums to 1, or to 0 if there is no retirement. [share], shape (years, 1)
    """
    kind = kind_of(entry)
    if phase == "planning":
        before = assumptions[f"{kind}.build_years"]
        return step_share(entry, years, assumptions[f"{kind}.planning_years"], ends_before_years=before)
    if phase == "construction":
        return building_share(entry, years, assumptions)
    length = assumptions["jobs.retirement_years"]
    if entry.end_year is None:
        return np.zeros((len(years), 1))
    return construction_share(np.array(years)[:, None], entry.end_year + (length or 1.0), length)


def operating_costs(
    jobs: Jobs, ledger: Ledger, entries: Sequence[Entry], *, region: Region, assumptions: Assumptions
) -> Floats:
    """Return what operation costs: of a project by what it delivers, of an establishment by who works there.

    Parameters
    ----------
    jobs : Jobs
        Uses ``direct_persons``.
    ledger : Ledger
        Uses ``project_mwh``.
    entries : sequence of Project or Establishment
    region : Region
        Uses the input–output table.
    assumptions : Assumptions
        Uses ``project.<kind>.operating_cost_nok_per_mwh``.

    Returns
    -------
    ndarray
        Power of establishments, land rent, taxes and profit are not in it. [MNOK], shape (cases, years, weather,
        entries)
    """
    table = region.input_output
    per_job = [cost_per_job_mnok(table, code) for code in jobs.sectors]
    costs = jobs.direct_persons * np.array(per_job)
    for place, entry in enumerate(entries):
        if not isinstance(entry, Establishment):
            stated = entry.operating_cost_nok_per_mwh
            usual = assumptions.cases(f"project.{entry.kind}.operating_cost_nok_per_mwh")
            nok_per_mwh = usual if stated is None else np.full(len(usual), stated)
            costs[..., place] = ledger.project_mwh[..., place] * nok_per_mwh[:, None, None] / NOK_PER_MNOK
    return np.asarray(costs)


def cost_per_job_mnok(table: InputOutput, sector: str) -> float:
    """Return what an industry pays for staff, goods, services and product taxes per person at work, power apart.

    Parameters
    ----------
    table : InputOutput
        Uses ``pay_share``, ``value_added_share``, ``jobs_per_mnok`` and the row of power in ``A``.
    sector : str

    Returns
    -------
    float
        Output less operating surplus less power, per person. [MNOK/person]

    Notes
    -----
    Power is left out because establishments here use far more of it than their industry; `Bills` knows what they pay.
    """
    place = table.sectors.index(sector)
    surplus = table.value_added_share[place] - table.pay_share[place]
    power = table.A[table.sectors.index(POWER), place]
    return float((1 - surplus - power) / table.jobs_per_mnok[place])


def _by_line(costs: dict[str, Floats], lines: Sequence[CostLine], owners: Sequence[int]) -> Floats:
    """Spread costs over lines. [MNOK], shape (cases, years, weather, lines)"""
    spending = np.zeros((*costs["operation"].shape[:-1], len(lines)))
    for place, (line, owner) in enumerate(zip(lines, owners, strict=True)):
        spending[..., place] = line.share * costs[line.phase][..., owner]
    return spending


def _local_share(entries: Sequence[Entry], region: Region, assumptions: Assumptions, *, cases: int) -> Floats:
    """Return the local part of every line of every entry. [share], shape (cases, lines)"""
    parts = [
        local_parts(region.lines_of(kind_of(entry), phase), phase_local_share(entry, phase, assumptions))
        for entry in entries
        for phase in PHASES
    ]
    return np.concatenate([np.zeros((cases, 0)), *parts], axis=1)


def _layers(
    jobs: Jobs,
    entries: Sequence[Entry],
    costs: dict[str, Floats],
    *,
    region: Region,
    assumptions: Assumptions,
    local: Multipliers,
) -> Layers:
    """Return the work of the phases that end: of construction as counted already, of the others by what is bought.

    [job-years], each of shape (phases, cases, years, weather, entries)
    """
    built = (jobs.construction_direct_job_years, jobs.construction_supplier_job_years)
    counted = {"construction": Layers(*built, jobs.construction_induced_job_years)}
    for phase in ONCE:
        if phase not in counted:
            per_mnok = [
                work_per_mnok(
                    region.lines_of(kind_of(one), phase),
                    phase_local_share(one, phase, assumptions),
                    local=local,
                    table=region.input_output,
                )
                for one in entries
            ]
            parts = (columns([one[part] for one in per_mnok], len(local.type_one)) for part in range(3))
            counted[phase] = Layers(*(costs[phase] * part[:, None, None, :] for part in parts))
    return Layers(*(np.stack([counted[phase][part] for phase in ONCE]) for part in range(3)))
