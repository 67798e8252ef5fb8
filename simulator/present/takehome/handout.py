"""One record of everything that is handed out: what workbook, slides, pictures and page all read, written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from simulator.premises import Establishment, Project, Quantity, Region, Scenario
from simulator.present import frames
from simulator.present.comparison import KEY_FIGURES
from simulator.present.frames import CONFIDENCES, Figure, Seen, View
from simulator.present.sentences import connection_answer
from simulator.present.takehome.source import source_line
from simulator.present.text import figure, fmt, rounded, text, titled
from simulator.stages.indicators import UNITS

# Which numbers of the book a key figure rests on, by topic.
POWER: Final = ("production", "hydro", "dispatch", "demand", "project", "establishment")
GRID: Final = (*POWER, "grid", "connection")
WORK: Final = ("establishment", "project", "jobs", "labour", "people")
MONEY: Final = ("income", "tariff", "project", "establishment")
GRID_FIGURES: Final = (
    "unserved_gwh",
    "unserved_hours",
    "general_unserved_hours",
    "longest_cut_hours",
    "firm_headroom_mw",
    "full_line_hours",
)
PEOPLE_FIGURES: Final = (
    "jobs",
    "jobs_direct_persons",
    "jobs_indirect_persons",
    "jobs_induced_persons",
    "jobs_per_gwh",
    "employed_persons",
    "participation_share",
    "recruited_share",
    "population_persons",
)
YEARLY: Final = (*KEY_FIGURES, "jobs")
RESTS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(YEARLY, POWER),
    **dict.fromkeys(("connection", *GRID_FIGURES), GRID),
    **dict.fromkeys(PEOPLE_FIGURES, WORK),
    "municipal_income_mnok": MONEY,
    "goals": ("goals", *POWER, *WORK),
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Handout:
    """Results of one scenario as they are printed, in one language.

    Parameters
    ----------
    look_at : View
        Year and language.
    scenario : Scenario
    day : date
        Printed as the date; given, never read from a clock.
    weather : str
        Over which weather years the figures are means.
    decided : tuple of str
        What the scenario builds, one line each.
    figures : tuple of Figure
        Year, winter and worst week, then work, work per energy, income and goals.
    connection : tuple of str
        The short answer on the grid, and one sentence.
    steps, months, work, goals, assumptions, yearly, municipalities : DataFrame
        Tables; numbers rounded as printed.
    confidence : mapping of str to str
        Word of confidence by key figure.
    source : str
        One line that says where the figures come from.
    link, token : str
        Address that opens the scenario, empty if there is none; and its word alone, empty if no link can hold it.
    """

    look_at: View
    scenario: Scenario
    day: date
    weather: str
    decided: tuple[str, ...]
    figures: tuple[Figure, ...]
    connection: tuple[str, str]
    steps: pd.DataFrame
    months: pd.DataFrame
    work: pd.DataFrame
    goals: pd.DataFrame
    assumptions: pd.DataFrame
    yearly: pd.DataFrame
    municipalities: pd.DataFrame
    confidence: Mapping[str, str]
    source: str
    link: str
    token: str

    @property
    def language(self) -> str:
        """Language of all words."""
        return self.look_at.language

    @property
    def title(self) -> str:
        """Title of the scenario in this language."""
        return titled(self.scenario.title, self.language)

    @property
    def description(self) -> str:
        """What the scenario is about, in this language."""
        return titled(self.scenario.description, self.language)

    @property
    def printed_on(self) -> str:
        """The date, written out."""
        return written_date(self.day, self.language)

    def figure(self, name: str) -> Figure:
        """Return one key figure by its id."""
        return next(one for one in self.figures if one.id == name)

    def say(self, key: str, **values: object) -> str:
        """Return words of this language."""
        return text(key, self.language, **values)


def build_handout(seen: Seen, view: View, region: Region, *, day: date, token: str = "", address: str = "") -> Handout:
    """Write down once what is handed out of one result.

    Parameters
    ----------
    seen : Seen
    view : View
        The year is drawn to the nearest of the horizon.
    region : Region
        Sources of the assumptions, and names of lines.
    day : date
        Printed as the date.
    token : str
        From `scenario_token`; empty if the scenario cannot be a link.
    address : str
        Of the front end, for the link; without one there is only the token.
    """
    language = view.language
    year = seen.result.ledger.years[seen.year_place(view.year)]
    view = View(year, language, view.choose)
    used = used_numbers(seen.scenario, region.book)
    weather = frames.weather_phrase(seen, view)
    return Handout(
        look_at=view,
        scenario=seen.scenario,
        day=day,
        weather=weather,
        decided=decided(seen.scenario, language),
        figures=(*frames.power_figures(seen, view), *frames.return_figures(seen, view)),
        connection=connection_answer(seen, view, region.links),
        steps=frames.waterfall(seen, view),
        months=frames.months(seen, view),
        work=frames.work_numbers(seen, view),
        goals=numbered_goals(seen, language),
        assumptions=numbered_register(used, language),
        yearly=yearly_figures(seen, view),
        municipalities=frames.municipality_numbers(seen, view),
        confidence={name: confidence_of(topics, used, language) for name, topics in RESTS_ON.items()},
        source=source_line(seen.scenario, view, weather),
        link=f"{address}?s={token}&lang={language}" if address and token else "",
        token=token,
    )


def written_date(day: date, language: str) -> str:
    """Write a date as the language does.

    Examples
    --------
    >>> written_date(date(2026, 11, 23), "nb"), written_date(date(2026, 11, 23), "en")
    ('23. november 2026', '23 November 2026')
    """
    return text("take.date", language, day=day.day, month=text(f"month_long.{day.month}", language), year=day.year)


def decided(scenario: Scenario, language: str) -> tuple[str, ...]:
    """List what a scenario builds: establishments, new power, grid, in the order of its file."""
    built: tuple[Establishment | Project, ...] = (*scenario.establishments, *scenario.projects)
    sized = [(one.title, one.full_mw, one.opening_year) for one in built]
    sized += [(one.title, one.added_mw, one.year) for one in scenario.grid]
    lines = [
        text("take.decided_mw", language, title=titled(title, language), size=_size(mw, language), year=year)
        for title, mw, year in sized
    ]
    lines += [
        text("take.decided", language, title=titled(one.title, language), year=one.start_year)
        for one in scenario.efficiency
    ]
    return tuple(lines) or (text("take.nothing_decided", language),)


def _size(mw: float, language: str) -> str:
    return fmt(mw, "MW", 0 if float(mw).is_integer() else None, language)


def used_numbers(scenario: Scenario, book: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """Return the assumptions that a scenario uses: of the kinds that it builds, its own values where it has them."""
    own = dict(scenario.overrides)
    return {
        name: _with_own(number, own[name], scenario) if name in own else number
        for name, number in book.items()
        if scenario.uses(name)
    }


def _with_own(number: Quantity, value: float, scenario: Scenario) -> Quantity:
    source = f"{scenario.id}.toml ({number.value:g}: {number.source})"
    return replace(number, value=value, low=value, high=value, source=source, confidence="assumption")


def written_range(one: Figure, handout: Handout, *, short: bool = False) -> str:
    """Write the range of a key figure, without its unit; nothing if it has none."""
    if one.low is None or one.high is None:
        return ""
    ends = zip((one.low, one.high), one.end_digits, strict=True)
    low, high = (figure(end, digits, handout.language) for end, digits in ends)
    return f"{low} {handout.say('word.to')} {high}" if short else handout.say("figure.low_high", low=low, high=high)


def confidence_of(topics: tuple[str, ...], used: Mapping[str, Quantity], language: str) -> str:
    """Return the word of confidence of a figure: the commonest among the assumptions it rests on, the weaker of two.

    A figure that the model computes is never called measured.
    """
    counts = Counter(number.confidence for key, number in used.items() if key.split(".")[0] in topics)
    weakest_first = reversed(CONFIDENCES[1:])
    return text(f"confidence.{max(weakest_first, key=lambda word: counts[word])}", language)


def yearly_figures(seen: Seen, view: View) -> pd.DataFrame:
    """List every key figure of every year as it would be printed.

    Returns
    -------
    DataFrame
        Columns name, unit, digits, then one per year with the rounded number; shares in per cent.
    """
    rows = []
    years = seen.result.ledger.years
    for name in YEARLY:
        unit = UNITS.get(name, "count")
        means = [frames.range_of(seen, View(year, view.language), name)[1] for year in years]
        printed = [rounded(mean, unit) for mean in means]
        label = text("figure.jobs" if name == "jobs" else f"indicator.{name}.name", view.language)
        row: dict[str | int, object] = {"id": name, "name": label, "unit": text(f"unit.{unit}", view.language)}
        row["digits"] = max(digits for _, digits in printed)
        rows.append(row | {year: number for year, (number, _) in zip(years, printed, strict=True)})
    return pd.DataFrame(rows)


def numbered_goals(seen: Seen, language: str) -> pd.DataFrame:
    """List the goals with their words, and value and target as numbers beside them; yes is 1.

    Returns
    -------
    DataFrame
        `frames.goals`, and columns number, target_number, digits.
    """
    rows = frames.goals(seen.result, language).set_index("id")
    for goal in seen.result.goals:
        unit = "share" if goal.unit == "1" and not frames.is_milestone(goal) else goal.unit
        target, digits = rounded(goal.target, unit)
        number = None if goal.value is None else rounded(goal.value, unit)[0]
        rows.loc[goal.id, ["number", "target_number", "digits"]] = [number, target, digits]
    return rows.reset_index()


def numbered_register(used: Mapping[str, Quantity], language: str) -> pd.DataFrame:
    """List assumptions with their words, and value, low and high as numbers beside them, in the unit of the book."""
    rows = frames.register(used, language)
    for name in ("low", "high"):
        rows[name] = [getattr(number, name) for number in used.values()]
    rows["number"] = [number.value for number in used.values()]
    rows["unit"] = [text(f"unit.{number.unit}", language) for number in used.values()]
    return rows
