"""What a plan comes to: every case that it asks for, one after the other, each under an address made of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import reduce
from glob import has_magic
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator import uncertainty
from simulator.batch.plan import scenario_paths
from simulator.batch.store import code_hash, data_hashes, not_reached, series_hashes
from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.changes import Lane, lay, read_lane
from simulator.inputs.correlations import load_correlations
from simulator.inputs.messages import Finding, Heritage, tell, unknown
from simulator.inputs.plan import Plan, Sample, load_plan
from simulator.inputs.scenario import load_scenario
from simulator.inputs.source import Source
from simulator.premises import Correlation, Range, Region, Scenario

WORLD_LETTERS: Final = 16
UNSEEN: Final = frozenset({"id", "based_on", "remove", "title", "description"})  # a new title is no new case


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One run that a plan asks for.

    Parameters
    ----------
    address : str
        SHA-256 of everything that decides the figures.
    world : str
        Beginning of the SHA-256 of code and tables, to tell old figures from new ones.
    scenario : Scenario
        Changes made.
    changes : str
        What the plan set, as JSON: key to value.
    years : tuple of int
        What is kept.
    """

    address: str
    world: str
    scenario: Scenario
    changes: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variants:
    """One scenario of a plan, and all that is tried with it."""

    scenario: Scenario
    lanes: tuple[Lane, ...]
    ranges: Mapping[str, Range]
    series: Mapping[str, str]


def world_hash() -> str:
    """Return the beginning of one SHA-256 over the code and every table."""
    content = code_hash() + json.dumps(data_hashes())
    return hashlib.sha256(content.encode()).hexdigest()[:WORLD_LETTERS]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Order:
    """A plan, read and checked against its scenarios: gives its cases as often as asked, and holds none of them."""

    variants: tuple[Variants, ...]
    years: tuple[int, ...]
    sample: Sample | None = None
    correlations: tuple[Correlation, ...] = ()
    world: str = field(default_factory=world_hash)

    @property
    def planned(self) -> int:
        """How many cases the plan asks for, those that are the same counted each time."""
        draws = self.sample.count if self.sample is not None else 1
        return draws * sum(prod(len(lane.values) for lane in one.lanes) for one in self.variants)

    def __iter__(self) -> Iterator[Case]:
        """Yield every case: the last axis moves fastest, draws faster still."""
        for one in self.variants:
            drawn = sampled(one.ranges, self.sample, self.correlations)
            for values in product(*(lane.values for lane in one.lanes)):
                yield from (self._case(one, values, point) for point in points(drawn, self.sample))

    def _case(self, one: Variants, values: tuple[Any, ...], point: Mapping[str, float]) -> Case:
        """Make the changes of one case."""
        laid = zip(one.lanes, values, strict=True)
        scenario = reduce(lambda made, change: lay(made, change[0].spot, change[1]), laid, one.scenario)
        if point:
            overrides = tuple(sorted({**dict(scenario.overrides), **point}.items()))
            scenario = scenario.model_copy(update={"overrides": overrides})
        changes = {lane.key: value for lane, value in zip(one.lanes, values, strict=True)}
        changes |= {f"overrides.{name}": value for name, value in point.items()}
        return Case(
            address=address_of(scenario, one.series, years=self.years, world=self.world),
            world=self.world,
            scenario=scenario,
            changes=json.dumps(changes, ensure_ascii=False),
            years=self.years,
        )


def address_of(scenario: Scenario, series: Mapping[str, str], *, years: tuple[int, ...], world: str) -> str:
    """Return the SHA-256 of everything that decides the figures of a case.

    Parameters
    ----------
    scenario : Scenario
        Its title, description and id do not count.
    series : mapping of str to str
        SHA-256 of each own series.
    years : tuple of int
    world : str
        Of code and tables.

    Examples
    --------
    >>> one, renamed = Scenario(title="a"), Scenario(title="b")
    >>> address_of(one, {}, years=(2035,), world="") == address_of(renamed, {}, years=(2035,), world="")
    True
    """
    said = scenario.model_dump_json(exclude=set(UNSEEN))
    return hashlib.sha256(json.dumps([world, years, dict(series), said]).encode()).hexdigest()


def sampled(
    ranges: Mapping[str, Range], sample: Sample | None, correlations: tuple[Correlation, ...]
) -> Mapping[str, NDArray[np.float64]]:
    """Draw the numbers of a sample. [their own units], each of shape (draws,)"""
    if sample is None:
        return {}
    return uncertainty.sample_points(
        ranges, sample.count, seed=sample.seed, method=sample.method, correlations=correlations
    )


def points(drawn: Mapping[str, NDArray[np.float64]], sample: Sample | None) -> Iterator[dict[str, float]]:
    """Yield the numbers of each draw; one empty draw where nothing is drawn."""
    for place in range(sample.count if sample is not None else 1):
        yield {name: float(values[place]) for name, values in drawn.items()}


def read_order(path: Path, region: Region) -> Order:
    """Read a plan and all that it names.

    Parameters
    ----------
    path : Path
        Files that it names are looked for beside it.
    region : Region

    Raises
    ------
    InputError
        With everything that is wrong with the plan or its scenarios, before anything is run.
    """
    plan, source = load_plan(path)
    variants: list[Variants] = []
    problems: list[Problem] = []
    for scenario_path in scenario_paths(_beside(path.parent, name) for name in plan.scenarios):
        try:
            variants.append(_variants(scenario_path, plan, source, region))
        except InputError as fault:
            problems += [problem for problem in fault.problems if problem not in problems]
    raise_if(problems)
    correlations = load_correlations(region.book) if plan.sample is not None else ()
    return Order(variants=tuple(variants), years=plan.years, sample=plan.sample, correlations=correlations)


def _beside(folder: Path, name: str) -> str:
    """Prefer what lies beside the plan; any other name is that of a shipped scenario, or of nothing."""
    there = folder / name
    return str(there) if there.exists() or has_magic(name) else name


def _variants(path: Path, plan: Plan, source: Source, region: Region) -> Variants:
    """Read one scenario, and what the plan tries with it.

    Raises
    ------
    InputError
    """
    scenario = load_scenario(path, region)
    read = [read_lane(scenario, axis, region, ("grid", index)) for index, axis in enumerate(plan.grid)]
    lanes = tuple(lane for lane, _ in read if lane is not None)
    findings = [finding for _, found in read for finding in found] + _unmatched(plan, region)
    problems = tell(findings, source, Heritage("", {}))
    problems += [not_reached(str(year), scenario) for year in plan.years if year not in scenario.horizon.years]
    raise_if(problems)
    ranges = _ranges(scenario, plan, region)
    return Variants(scenario=scenario, lanes=lanes, ranges=ranges, series=series_hashes(scenario))


def _unmatched(plan: Plan, region: Region) -> list[Finding]:
    """Find names in a sample that no number has."""
    included = plan.sample.include if plan.sample is not None else ()
    return [
        Finding("unknown_number", ("sample", "include"), repr(name), unknown(name, region.book, "number"))
        for name in included
        if not any(fnmatchcase(number, name) for number in region.book)
    ]


def _ranges(scenario: Scenario, plan: Plan, region: Region) -> dict[str, Range]:
    """Return the ranges to draw from; what the scenario or an axis sets has none."""
    if plan.sample is None:
        return {}
    still = {axis.key.removeprefix("overrides.") for axis in plan.grid}
    return {
        name: between
        for name, between in resolve(region, scenario).ranges.items()
        if between.low < between.high
        and name not in still
        and any(fnmatchcase(name, wanted) for wanted in plan.sample.include)
    }
