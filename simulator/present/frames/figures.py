"""Key figures as a person meets them: a name, a value, and what it might have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.present.frames.comparison import range_of, work_cases
from simulator.present.frames.goals import status_counts
from simulator.present.frames.slices import Seen, Spread, View, spread_of
from simulator.present.text import NO_BREAK, fmt, rounded, text
from simulator.stages.indicators import UNITS

TRIO: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure as it is printed everywhere: on the screen, in a workbook, on slides and on a page.

    Parameters
    ----------
    id, label, value, below, explain : str
        What it is called, the figure with its unit, a line below it and what it means.
    number : float or None
        The printed figure as a number, rounded; shares in per cent. None if there is none.
    digits : int
        Decimals printed.
    unit : str
        Unit of the code.
    low, high : float or None
        The printed range, each end rounded by itself.
    end_digits : tuple of int
        Decimals printed of the two ends.
    """

    id: str
    label: str
    value: str
    below: str
    explain: str
    number: float | None = None
    digits: int = 0
    unit: str = "count"
    low: float | None = None
    high: float | None = None
    end_digits: tuple[int, int] = (0, 0)


def measured(seen: Seen, view: View, name: str) -> Spread:
    """Return one indicator of one year over the weather years looked at."""
    return spread_of(seen.of_year(seen.indicator(name), view.year))


def power_figures(seen: Seen, view: View) -> tuple[Figure, ...]:
    """Write the three figures that never stand apart: year, winter and worst week."""
    return tuple(_power_figure(seen, view, name) for name in TRIO)


def _power_figure(seen: Seen, view: View, name: str) -> Figure:
    language, unit = view.language, UNITS[name]
    spread = measured(seen, view, name)
    explain = f"{text(f'indicator.{name}.explain', language)} {text('glossary.range', language)}"
    number, digits = rounded(spread.mean, unit)
    (low, low_digits), (high, high_digits) = rounded(spread.low, unit), rounded(spread.high, unit)
    return Figure(
        id=name,
        label=text(f"indicator.{name}.name", language),
        value=fmt(spread.mean, unit, None, language),
        below=_below(seen, view, name, spread),
        explain=explain,
        number=number,
        digits=digits,
        unit=unit,
        low=low,
        high=high,
        end_digits=(low_digits, high_digits),
    )


def _below(seen: Seen, view: View, name: str, spread: Spread) -> str:
    """Write what eight of ten weather years lie within, or the mean of all years where only some are looked at."""
    language, unit = view.language, UNITS[name]
    if seen.places is not None:
        mean = measured(Seen(seen.result), view, name).mean
        return text("figure.against_all", language, all=fmt(mean, unit, None, language))
    low, high = (fmt(value, unit, None, language) for value in (spread.low, spread.high))
    return text(
        "figure.eight_of_ten", language, low=low.removesuffix(f"{NO_BREAK}{text(f'unit.{unit}', language)}"), high=high
    )


def return_figures(seen: Seen, view: View) -> tuple[Figure, ...]:
    """Write what the region gets in return: work, work per energy, income and goals."""
    return _work(seen, view), _per_gwh(seen, view), _income(seen, view), _goals(seen, view)


def _work(seen: Seen, view: View) -> Figure:
    cases = work_cases(seen, view)
    low, central, high = (fmt(value, "count", None, view.language) for value in cases)
    numbers = [rounded(value, "count")[0] for value in cases]
    return Figure(
        id="jobs",
        label=text("figure.jobs", view.language),
        value=central,
        below=text("figure.low_high", view.language, low=low, high=high),
        explain=text("glossary.jobs", view.language),
        low=numbers[0],
        number=numbers[1],
        high=numbers[2],
    )


def _per_gwh(seen: Seen, view: View) -> Figure:
    language = view.language
    used = measured(seen, view, "power_used_by_establishments_gwh").mean
    ratio = measured(seen, view, "jobs_per_gwh").mean
    used_text = fmt(used, "GWh", None, language) if used > 0 else text("figure.no_use", language)
    return Figure(
        id="jobs_per_gwh",
        label=text("figure.per_gwh", language),
        value=fmt(ratio, "count", 1, language) if used > 0 else "–",
        below=f"{text('figure.used', language)}: {used_text}",
        explain=text("indicator.jobs_per_gwh.explain", language),
        number=rounded(ratio, "count", 1)[0] if used > 0 else None,
        digits=1,
    )


def _income(seen: Seen, view: View) -> Figure:
    name, language = "municipal_income_mnok", view.language
    first_year = seen.result.ledger.years[0]
    today = measured(seen, View(first_year, language, view.choose), name).mean
    low, mean, high = range_of(seen, view, name)
    number, digits = rounded(mean, "MNOK")
    ends = [rounded(end, "MNOK") for end in sorted((low, high))]
    return Figure(
        id=name,
        label=text(f"indicator.{name}.name", language),
        value=fmt(mean, "MNOK", None, language),
        below=text("figure.today", language, year=first_year, today=fmt(today, "MNOK", None, language)),
        explain=text(f"indicator.{name}.explain", language),
        number=number,
        digits=digits,
        unit="MNOK",
        low=ends[0][0],
        high=ends[1][0],
        end_digits=(ends[0][1], ends[1][1]),
    )


def _goals(seen: Seen, view: View) -> Figure:
    counts = status_counts(seen.result)
    return Figure(
        id="goals",
        label=text("figure.goals_reached", view.language),
        value=text("figure.goals_value", view.language, reached=counts["reached"], count=sum(counts.values())),
        below=text("figure.goals_rest", view.language, **counts),
        explain=text("page.goals.lead", view.language),
        number=float(counts["reached"]),
    )
