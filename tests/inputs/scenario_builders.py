"""Scenarios that can be, drawn at random."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

from simulator import Region, Scenario, load_region, scenario_folder
from simulator.premises import (
    EfficiencyMeasure,
    Establishment,
    GridMeasure,
    Horizon,
    IndustrialArea,
    Milestones,
    Outage,
    Phase,
    Project,
    Weather,
)

SHIPPED = sorted(path.stem for path in scenario_folder().glob("*.toml"))
FIRST, LAST = 2024, 2040
LEAST = 1e-9


@cache
def region() -> Region:
    """Return the region as shipped."""
    return load_region()


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw finite numbers within a range; what is almost nothing is nothing, as a file must say it."""
    return st.floats(low, high, allow_nan=False).map(lambda drawn: drawn if abs(drawn) >= LEAST else 0.0)


ids = st.from_regex(r"\A[a-z][a-z0-9_]{0,59}\Z")
letters = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))
titles = st.text(letters, min_size=1, max_size=80)
descriptions = st.text(letters | st.sampled_from("\n\r\t"), max_size=200)
years = st.integers(FIRST, LAST)
shares = numbers(0, 1)
statuses = st.sampled_from(["idea", "applied", "licensed", "building", "operating"])
areas = st.deferred(lambda: st.sampled_from([area.id for area in region().areas]))


def ends(start: int) -> st.SearchStrategy[int | None]:
    """Draw a year after the start, or none."""
    return st.none() | st.integers(start + 1, 2060)


@st.composite
def projects(draw: st.DrawFn, identity: str) -> Project:
    """Draw one project that can be."""
    capacity, start, delay = draw(numbers(0, 2000)), draw(years), draw(st.integers(0, 5))
    return Project(
        id=identity,
        kind=draw(st.sampled_from(sorted(region().project_kinds))),
        title=draw(titles),
        area=draw(areas),
        capacity_mw=capacity,
        mean_gwh=draw(st.none() | numbers(0, capacity)),
        storage_hours=draw(st.none() | numbers(0.1, 168)),
        start_year=start,
        end_year=draw(ends(start + delay)),
        delay_years=delay,
        capital_mnok=draw(st.none() | numbers(0, 100_000)),
        operating_cost_nok_per_mwh=draw(st.none() | numbers(0, 5000)),
        local_purchase_share=draw(st.none() | numbers(0, 1)),
        local_ownership_share=draw(shares),
        probability=draw(shares),
        status=draw(statuses),
    )


@st.composite
def establishments(draw: st.DrawFn, identity: str) -> Establishment:
    """Draw one establishment that can be."""
    start, delay = draw(years), draw(st.integers(0, 5))
    capacity_mw, price_share = draw(numbers(0, 1000)), draw(st.just(0.0) | numbers(0.01, 0.5))
    steps = range(draw(st.integers(0, 3)))
    return Establishment(
        id=identity,
        kind=draw(st.sampled_from(sorted(region().establishment_kinds))),
        title=draw(titles),
        area=draw(areas),
        capacity_mw=capacity_mw,
        start_year=start,
        end_year=draw(ends(start + delay)),
        delay_years=delay,
        phases=tuple(Phase(year=start + step + 1, capacity_mw=capacity_mw + 10 * (step + 1)) for step in steps),
        load_factor_share=draw(st.none() | shares),
        shiftable_share=draw(numbers(0, 0.5)),
        shift_hours=draw(st.none() | numbers(0.1, 168)),
        price_sensitive_share=price_share,
        price_limit_eur_mwh=draw(numbers(-500, 5000)) if price_share else None,
        interruptible_share=draw(shares),
        backup_mw=draw(numbers(0, 2000)),
        heat_demand_gwh=draw(st.none() | numbers(0, 1000)),
        ramp_up_years=draw(st.none() | numbers(0, 15)),
        load_shape=draw(st.none() | st.sampled_from(sorted(region().load_shapes))),
        jobs_persons=draw(st.none() | numbers(0, 5000)),
        extra_local_milk=draw(st.booleans()),
        large=draw(st.none() | st.booleans()),
        capital_mnok=draw(st.none() | numbers(0, 100_000)),
        queue=draw(st.sampled_from([None, "none", "requested", "reserved", "granted"])),
        queue_id=draw(st.sampled_from([None, identity])),
        request_year=draw(st.none() | years),
        probability=draw(shares),
        status=draw(statuses),
    )


@st.composite
def savings(draw: st.DrawFn, identity: str) -> EfficiencyMeasure:
    """Draw one efficiency measure that can be."""
    start = draw(years)
    return EfficiencyMeasure(
        id=identity,
        title=draw(titles),
        area=draw(st.none() | st.sampled_from(["rendalen", "tolga"])),
        sector=draw(st.sampled_from(["households", "services"])),
        freed_gwh=draw(numbers(0.01, 2)),
        start_year=start,
        full_year=draw(st.none() | st.integers(start, start + 5)),
    )


@st.composite
def sites(draw: st.DrawFn, identity: str) -> IndustrialArea:
    """Draw one industrial area that can be."""
    municipality = draw(st.sampled_from(region().municipalities))
    return IndustrialArea(
        id=identity,
        title=draw(titles),
        municipality=municipality,
        ready_year=draw(years),
        dormant=draw(st.booleans()),
    )


@st.composite
def measures(draw: st.DrawFn, identity: str) -> GridMeasure:
    """Draw one strengthening of the grid that can be."""
    links = [link.id for link in (*region().links, *region().exchanges)]
    return GridMeasure(
        id=identity,
        title=draw(titles),
        link=draw(st.sampled_from(links)),
        added_mw=draw(numbers(0.1, 5000)),
        year=draw(years),
        kind=draw(st.sampled_from([None, "transmission"])),
        cost_mnok=draw(st.none() | numbers(0, 100_000)),
    )


@st.composite
def outages(draw: st.DrawFn, identity: str) -> Outage:
    """Draw one outage that can be."""
    by_months = draw(st.booleans())
    days = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda day: day.strftime("%m-%d"))
    share = draw(st.none() | shares)
    return Outage(
        id=identity,
        title=draw(titles),
        link=draw(st.sampled_from([link.id for link in (*region().links, *region().exchanges)])),
        year=draw(st.none() | years),
        months=tuple(draw(st.lists(st.integers(1, 12), min_size=1, max_size=3))) if by_months else None,
        first_day=None if by_months else draw(days),
        last_day=None if by_months else draw(days),
        remaining_mw=draw(st.none() | numbers(0, 100)) if share is None else None,
        remaining_share=share,
    )


@st.composite
def overrides(draw: st.DrawFn) -> tuple[tuple[str, float], ...]:
    """Draw values within the ranges of some numbers."""
    names = draw(st.sets(st.sampled_from(sorted(region().book)), max_size=5))
    return tuple((name, draw(numbers(region().book[name].low, region().book[name].high))) for name in sorted(names))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw one scenario that can be."""
    identities = iter(draw(st.lists(ids, min_size=12, max_size=12, unique=True)))

    def some(entry: object) -> tuple[object, ...]:
        return tuple(draw(entry(next(identities))) for _ in range(draw(st.integers(0, 2))))

    return Scenario(
        title=draw(titles),
        description=draw(descriptions),
        horizon=Horizon(first_year=FIRST, last_year=LAST),
        weather=Weather(
            count=draw(st.integers(1, 200)),
            seed=draw(st.integers(0, 2**60)),
            choose=draw(st.sampled_from(["all", "dry", "median", "wet"])),
        ),
        projects=some(projects),
        establishments=some(establishments),
        efficiency=some(savings),
        industrial_areas=some(sites),
        grid=some(measures),
        outages=some(outages),
        milestones=Milestones(**draw(st.dictionaries(st.sampled_from(sorted(Milestones.model_fields)), years))),
        overrides=draw(overrides()),
    )
