"""Door for plans of many runs: which scenarios, which of their numbers are tried, and what is kept of each run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, Field, ValidationError

from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.messages import Finding, Heritage, Place, tell, unknown
from simulator.inputs.source import Content, Source, parse, read_source
from simulator.inputs.validation import frozen, remedy_of
from simulator.premises.parts import Part, Title, Year
from simulator.words import said

Method = Literal["random", "latin_hypercube", "sobol"]
STEPS: Final = ("from", "to", "step")
MOST_VALUES: Final = 10_000  # of one axis: a step that is far too small is a slip
UNCOUNTED: Final = 1e15  # more steps than this are told as so many
ALONE: Final = Heritage("", {})


class Axis(Part):
    """One key of the scenarios that is set to several values: listed, or from one end to the other in steps."""

    key: str = Field(alias="set", min_length=1, description="such as establishments.dairy.capacity_mw")
    values: tuple[Any, ...] | None = Field(default=None, min_length=1)
    first: float | None = Field(default=None, alias="from")
    last: float | None = Field(default=None, alias="to")
    step: float | None = Field(default=None, gt=0)

    @property
    def count(self) -> int:
        """How many values there are; 0 if too little is said."""
        if self.values is not None:
            return len(self.values)
        if self.first is None or self.last is None or self.step is None:
            return 0
        steps = min((self.last - self.first) / self.step + 1e-9, UNCOUNTED)
        return int(steps) + 1 if self.last >= self.first else 0

    @property
    def stated(self) -> tuple[Any, ...]:
        """What the key is set to, in order; years and other whole numbers stay whole."""
        if self.values is not None or self.first is None or self.step is None:
            return self.values or ()
        values = [round(self.first + place * self.step, 9) for place in range(self.count)]
        whole = self.first.is_integer() and self.step.is_integer()
        return tuple(int(value) for value in values) if whole else tuple(values)


class Sample(Part):
    """Worlds that are drawn: every included number from its own range."""

    count: int = Field(ge=1, le=1_000_000)
    seed: int = Field(default=2024, ge=0)
    method: Method = "latin_hypercube"
    include: tuple[str, ...] = Field(default=("*",), min_length=1, description="ids of numbers, or patterns")


class Plan(Part):
    """Scenarios times every axis times every draw."""

    title: Title | None = None
    scenarios: tuple[str, ...] = Field(min_length=1, description="files, folders, patterns, shipped names")
    years: tuple[Year, ...] = Field(default=(2035,), min_length=1, description="what is kept of each run")
    grid: tuple[Axis, ...] = ()
    sample: Sample | None = None


MODELS: Final[Mapping[str, type[BaseModel]]] = {"grid": Axis, "sample": Sample}


def load_plan(path: Path) -> tuple[Plan, Source]:
    """Read the plan of a batch.

    Parameters
    ----------
    path : Path
        TOML, UTF-8.

    Returns
    -------
    plan : Plan
    source : Source
        For messages about what the plan names.

    Raises
    ------
    InputError
        With every problem of form.
    """
    if not path.is_file():
        nothing, remedy = said("found.no_such_file"), said("remedy.path_of_plan")
        raise InputError([Problem(code="no_file", file=str(path), place="", found=nothing, remedy=remedy)])
    source = read_source(path)
    content = parse(source) if source.text.strip() else {}
    try:
        plan = Plan.model_validate(frozen(content))
    except ValidationError as fault:
        raise InputError(tell(map(_finding, fault.errors(include_url=False)), source, ALONE)) from None
    raise_if(tell(_unclear(plan, content), source, ALONE))
    return plan, source


def _finding(error: Mapping[str, Any]) -> Finding:
    """Say what is wrong with the form of one key."""
    kind, place = str(error["type"]), tuple(error["loc"])
    found = said("found.nothing") if kind == "missing" else repr(error["input"])[:80]
    if kind == "extra_forbidden":
        return Finding(kind, place, found, unknown(str(place[-1]), _keys(place), "key"))
    if kind == "too_short":
        return Finding(kind, place, found, said("remedy.one_or_more"))
    return Finding(kind, place, found, remedy_of(kind, place, error))


def _keys(place: Place) -> list[str]:
    model = MODELS[str(place[0])] if len(place) > 1 else Plan
    return [field.alias or name for name, field in model.model_fields.items()]


def _unclear(plan: Plan, content: Content) -> Iterator[Finding]:
    """Find axes that say too little or too much, and keys that are set twice."""
    seen: set[str] = set()
    for index, (axis, stated) in enumerate(zip(plan.grid, content.get("grid", ()), strict=True)):
        place = ("grid", index, "set")
        steps = [name for name in STEPS if name in stated]
        if bool(steps) == (axis.values is not None) or (steps and len(steps) < len(STEPS)):
            yield Finding("unclear_axis", place, repr(axis.key), said("remedy.values_or_steps"))
        elif not 1 <= axis.count <= MOST_VALUES:
            found = said("found.values", count=axis.count)
            yield Finding("values", place, found, said("remedy.values_between", most=MOST_VALUES))
        if axis.key in seen:
            yield Finding("twice", place, repr(axis.key), said("remedy.once"))
        seen.add(axis.key)
