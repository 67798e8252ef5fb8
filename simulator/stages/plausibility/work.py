"""When a claim about jobs, or about what is bought in the region, is hard to believe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from simulator.errors import Problem
from simulator.premises import Comparable, Establishment, Project, Region, Scenario
from simulator.stages.plausibility.note import note
from simulator.words import Said, said

WIND: Final = "wind"
FOOD: Final = "FOO"
CENT: Final = 100
PER_SIZE: Final = (".jobs_persons_per_mw", ".jobs_persons_per_site", ".operating_persons_per_mw")


def implausible_local_share(technology: str, local_share: float, limit_share: float) -> bool:
    """Tell whether more local work is claimed for a wind farm than any documented case has had.

    Parameters
    ----------
    technology : str
        Technology of the project, such as ``wind``.
    local_share : float
        Part of the investment said to be bought in the region. [share]
    limit_share : float
        Highest believable value, ``jobs.wind_local_share_limit_share``. [share]

    Returns
    -------
    bool
        True if the user ought to be warned; always False for other technologies, where no limit is documented.

    References
    ----------
    .. [1] ``cases/published-cases.md`` PC-29: Norwegian wind farms had 6–12 % local, 21–26 % national purchases.

    Examples
    --------
    >>> implausible_local_share("wind", 0.45, 0.30), implausible_local_share("wind", 0.12, 0.30)
    (True, False)
    """
    return technology == WIND and local_share > limit_share


def promises(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about promises above what is observed or what comparable cases delivered, and far below it."""
    for one in scenario.establishments:
        if one.jobs_persons is None:
            continue
        least, most = _observed(one, region)
        cases = [case for case in region.comparables if case.kind == one.kind]
        delivered = _delivered(cases, one.full_mw)
        limit = most if delivered is None else min(most, delivered)
        found = said("found.promised", jobs=f"{one.jobs_persons:g}")
        if one.jobs_persons > limit:
            advice = said("remedy.cases_at_most", jobs=f"{limit:.0f}", cases=_named(cases))
            yield note("bold_promise", scenario, one.id, found, advice)
        if one.jobs_persons < least:
            advice = said("remedy.cases_at_least", jobs=f"{least:.0f}")
            yield note("low_promise", scenario, one.id, found, advice)


def jobs_per_mw(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about jobs per MW or site that the scenario sets outside what was observed, on either side."""
    for name, value in scenario.overrides:
        number = region.book.get(name)
        if number is None or not name.endswith(PER_SIZE) or number.low <= value <= number.high:
            continue
        advice = said("remedy.cases_between", low=float(number.low), high=float(number.high), unit=number.unit)
        yield note("jobs_per_mw", scenario, name, f"{value:g} {number.unit}", advice)


def local_shares(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about more local purchases than documented for wind, or than the cost lines of any other kind give."""
    stated = dict(scenario.overrides)
    wind_limit = region.book["jobs.wind_local_share_limit_share"].value
    families = (("project", scenario.projects), ("establishment", scenario.establishments))
    for kind, one in ((f"{family}.{one.kind}", one) for family, entries in families for one in entries):
        usual = region.book[f"{kind}.construction_local_share"]
        share = one.local_purchase_share if isinstance(one, Project) else None
        if share is None:
            share = stated.get(f"{kind}.construction_local_share", usual.value)
        wind = one.kind == WIND
        if implausible_local_share(one.kind, share, wind_limit) or (not wind and share > usual.high):
            found = said("found.bought_here", percent=round(CENT * share))
            advice = _too_local(wind_limit if wind else usual.high, documented=wind)
            yield note("local_share", scenario, one.id, found, advice)


def _too_local(limit_share: float, *, documented: bool) -> Said:
    """Say why a local share is too high."""
    return said("remedy.not_seen" if documented else "remedy.cost_lines", percent=round(CENT * limit_share))


def milk(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about more local milk for something that makes no food."""
    for one in scenario.establishments:
        if one.extra_local_milk and region.establishment_kinds[one.kind].sector != FOOD:
            yield note("milk_without_food", scenario, one.id, f"extra_local_milk, {one.kind}", said("remedy.only_food"))


def kept_jobs(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about food industry that counts every job as new: documented investments mostly kept jobs."""
    for one in scenario.establishments:
        if region.establishment_kinds[one.kind].sector == FOOD and one.retained_share is None:
            yield note("all_jobs_new", scenario, one.id, said("found.all_new"), said("remedy.retained"))


def _observed(one: Establishment, region: Region) -> tuple[float, float]:
    """Return the fewest and the most jobs that the kind's observed range gives at this size. [persons]"""
    per_mw, per_site = (region.book[f"establishment.{one.kind}.jobs_persons_per_{what}"] for what in ("mw", "site"))
    return per_mw.low * one.full_mw + per_site.low, per_mw.high * one.full_mw + per_site.high


def _delivered(cases: Sequence[Comparable], full_mw: float) -> float | None:
    """Return the most that a case delivered, taken to this size where its own is known; None without cases."""
    found = [
        case.delivered_persons if case.capacity_mw is None else case.delivered_persons / case.capacity_mw * full_mw
        for case in cases
        if case.delivered_persons is not None
    ]
    return max(found, default=None)


def _named(cases: Sequence[Comparable]) -> str:
    """Name the cases with what they promised and delivered; nothing without cases."""
    told = [_case(case) for case in cases if case.delivered_persons is not None]
    listed = reduce(lambda before, case: said("found.and_case", before=before, case=case), told) if told else ""
    return said("found.cases", cases=listed) if told else ""


def _case(case: Comparable) -> str:
    promised = "" if case.promised_persons is None else said("found.of_promised", jobs=case.promised_persons)
    size = "" if case.capacity_mw is None else said("found.on_mw", mw=case.capacity_mw)
    return said("found.case", name=case.name, jobs=float(case.delivered_persons or 0), promised=promised, size=size)
