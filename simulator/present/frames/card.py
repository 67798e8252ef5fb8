"""The four answers about a scenario under test: power, connection, jobs, income; each with its verdict and remedy."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from simulator.hours import HOURS_PER_WEEK, HOURS_PER_YEAR, WINTER_HOURS
from simulator.present.frames.figures import TRIO, measured
from simulator.present.frames.grid import establishments_cut, fullest
from simulator.present.frames.slices import Floats, Seen, View
from simulator.present.text import fmt, rounded, text
from simulator.stages.indicators import MWH_PER_GWH

Tone = Literal["good", "tight", "bad", "plain"]
SYMBOLS: Final = {"good": "✔", "tight": "▲", "bad": "✖", "plain": "●"}
SPANS: Final = dict(zip(TRIO, (HOURS_PER_YEAR, WINTER_HOURS, HOURS_PER_WEEK), strict=True))
WEEK: Final = "worst_week_surplus_gwh"
SHORT: Final = dict(zip(TRIO, ("year", "winter", "week"), strict=True))
LAYERS: Final = ("direct_persons", "indirect_persons", "induced_persons")


class Line(NamedTuple):
    """One figure of an answer: what it is, its value, and a word below it."""

    name: str
    value: str
    below: str = ""


class Answer(NamedTuple):
    """One of the four answers."""

    id: str
    title: str
    tone: Tone
    verdict: str
    lines: tuple[Line, ...]
    remedy: str = ""

    @property
    def symbol(self) -> str:
        """A sign that says the tone without colour."""
        return SYMBOLS[self.tone]


def power_answer(seen: Seen, base: Seen, view: View) -> Answer:
    """Say what is left in the year, the winter and the worst week, and what would make it enough."""
    language = view.language
    spreads = {name: measured(seen, view, name) for name in TRIO}
    before = {name: measured(base, view, name).mean for name in TRIO}
    short = [name for name in TRIO if spreads[name].mean < 0]
    risky = [name for name in TRIO if spreads[name].low < 0]
    tone: Tone = "bad" if set(short) - {WEEK} else "tight" if risky or short else "good"
    lines = tuple(
        Line(
            text(f"card.{name}", language),
            fmt(spread.mean, "GWh", None, language),
            _since(spread.mean, before[name], "GWh", language),
        )
        for name, spread in spreads.items()
    )
    remedy = ""
    if short:
        name = max(short, key=lambda one: -spreads[one].mean / SPANS[one])
        gap = -spreads[name].mean
        flat_mw = gap * MWH_PER_GWH / SPANS[name]
        remedy = text(
            f"card.remedy_{name}",
            language,
            energy=fmt(gap, "GWh", None, language),
            power=fmt(flat_mw, "MW", None, language),
        )
    elif risky:
        low = fmt(-min(spreads[name].low for name in risky), "GWh", None, language)
        remedy = text("card.remedy_dry", language, energy=low)
    said = f"card.short_{'_'.join(SHORT[name] for name in short)}" if short else f"card.power_{tone}"
    return Answer("power", text("card.power", language), tone, text(said, language), lines, remedy)


def estimated_answer(seen: Seen, view: View) -> Answer:
    """Say about how much is left, in round figures and without a verdict, while it is being worked out."""
    language, lines = view.language, []
    for name in TRIO:
        about = fmt(rounded_about(measured(seen, view, name).mean), "GWh", 0, language)
        below = text("card.estimated_below", language)
        lines.append(Line(text(f"card.{name}", language), text("card.about", language, value=about), below))
    count = seen.result.scenario.weather.count
    said = text("card.estimated", language, count=count)
    return Answer("power", text("card.power", language), "plain", said, tuple(lines))


def rounded_about(value: float) -> float:
    """Round to two figures, and to whole ones.

    Examples
    --------
    >>> rounded_about(723.7), rounded_about(-12.4), rounded_about(-0.6)
    (720.0, -12.0, -1.0)
    """
    digits = 1 - math.floor(math.log10(abs(value))) if value else 0
    return round(value, min(digits, 0))


def connection_answer(seen: Seen, view: View) -> Answer:
    """Say whether the grid carries the establishments, what binds, and what would mend it."""
    language = view.language
    rows = establishments_cut(seen, view)
    general = measured(seen, view, "general_unserved_hours").mean
    title = text("card.connection", language)
    if rows.empty:
        return Answer("connection", title, "plain", text("card.connection_none", language, year=view.year), ())
    limit = seen.result.assumptions["connection.cut_limit_hours"]
    worst = rows.iloc[int(rows["cut_hours"].argmax())]
    hours = float(worst["cut_hours"])
    tone: Tone = "good" if hours == 0 and general == 0 else "tight" if hours <= limit and general == 0 else "bad"
    lines = [
        Line(text("card.cut_hours", language), fmt(hours, "hours", None if hours >= 1 or not hours else 1, language)),
        Line(
            text("card.always" if hours else "card.peak", language),
            fmt(float(worst["firm_mw"]), "MW", None, language),
            str(worst["name"]),
        ),
    ]
    full = fullest(seen, view)
    if full is not None:
        name = text(f"grid.{full.id}", language)
        lines.append(Line(text("card.binding", language), name, fmt(full.hours, "hours", None, language)))
    remedy = "" if tone == "good" else _mend(seen, float(worst["firm_mw"]), hours, limit, view)
    verdict = text(f"card.connection_{tone}", language, limit=fmt(limit, "hours", None, language))
    return Answer("connection", title, tone, verdict, tuple(lines), remedy)


def _mend(seen: Seen, firm_mw: float, hours: float, limit: float, view: View) -> str:
    """Say what would let the grid carry it: a stronger line, a smaller site, or an agreement on cuts."""
    full, language = fullest(seen, view), view.language
    line = text(f"grid.{full.id}", language) if full else text("card.no_line", language)
    key = "card.mend_conditions" if hours <= limit else "card.mend"
    return text(
        key,
        language,
        line=line,
        power=fmt(firm_mw, "MW", None, language),
        hours=fmt(hours, "hours", None, language),
    )


def jobs_answer(seen: Seen, base: Seen, view: View) -> Answer:
    """Say how much work it brings, kind by kind, with its range; building work stands apart."""
    language, jobs = view.language, seen.result.jobs
    total, before = (_cases(one.result.jobs.operating_persons, one, view) for one in (seen, base))
    lines = [_ranged(text(f"card.{name}", language), _of(name, seen, view), "persons", language) for name in LAYERS]
    building = _cases(jobs.construction_job_years.sum(axis=-1), seen, view)
    lines.append(_ranged(text("card.building", language, year=view.year), building, "job-years", language))
    verdict = text(
        "card.jobs_total",
        language,
        central=fmt(total[1], "count", 0, language),
        low=fmt(total[0], "count", 0, language),
        high=fmt(total[2], "count", 0, language),
        change=_since(total[1], before[1], "count", language),
    )
    return Answer("jobs", text("card.jobs", language), "plain", verdict, tuple(lines))


def income_answer(seen: Seen, base: Seen, view: View) -> Answer:
    """Say what the municipalities get in the year, against where it began; the whole horizon must be known."""
    language, name = view.language, "municipal_income_mnok"
    now, before = measured(seen, view, name).mean, measured(base, view, name).mean
    low, _, high = _cases(seen.result.indicators.spread[name], seen, view)
    net, net_before = (measured(one, view, "municipal_income_net_mnok").mean for one in (seen, base))
    lines = (
        Line(text("card.gross", language), fmt(now, "MNOK", None, language), _between(low, high, "MNOK", language)),
        Line(
            text("card.net", language),
            fmt(net, "MNOK", None, language),
            _since(net, net_before, "MNOK", language),
        ),
    )
    (printed, digits), (began, other) = (rounded(value, "MNOK") for value in (now, before))
    change, digits = round(printed - began, 1), max(digits, other)
    key = "card.income_more" if change > 0 else "card.income_less" if change < 0 else "card.income_same"
    verdict = text(key, language, change=fmt(abs(change), "MNOK", digits, language))
    return Answer("income", text("card.income", language), "plain", verdict, lines)


def waiting_answer(language: str) -> Answer:
    """Stand where the income will be, until the whole horizon is known."""
    return Answer("income", text("card.income", language), "plain", text("card.income_waits", language), ())


def _of(name: str, seen: Seen, view: View) -> tuple[float, float, float]:
    return _cases(getattr(seen.result.jobs, name).sum(axis=-1), seen, view)


def _cases(values: Floats, seen: Seen, view: View) -> tuple[float, float, float]:
    """Return low, central and high of the year, means over the weather years looked at."""
    low, central, high = (float(seen.weather(case).mean()) for case in values[:, seen.year_place(view.year)])
    return low, central, high


def _ranged(name: str, cases: tuple[float, float, float], unit: str, language: str) -> Line:
    low, central, high = cases
    return Line(name, fmt(central, unit, 0, language), _between(low, high, "count", language))


def _between(low: float, high: float, unit: str, language: str) -> str:
    return text("card.between", language, low=fmt(low, "count", None, language), high=fmt(high, unit, None, language))


def _since(now: float, before: float, unit: str, language: str) -> str:
    """Say how a figure differs from where the scenario began: the difference of what is printed."""
    (printed, digits), (began, other) = (rounded(value, unit) for value in (now, before))
    change, digits = printed - began, max(digits, other)
    if round(change, digits) == 0:
        return text("card.unchanged", language)
    return text("card.since", language, change=fmt(change, unit, digits, language, signed=True))
