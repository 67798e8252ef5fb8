"""Slides as data: what a scenario has to say, one finding at a time, to be read from the back of a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from simulator.premises import Lever, Region, Scenario
from simulator.present import frames, sentences
from simulator.present.charts.comparison import INCOME_COLOURS, INCOME_KINDS
from simulator.present.frames import TRIO, Frame, Seen, View
from simulator.present.rounding import rounded_parts
from simulator.present.stage import KeyFigure, Picture, Slide, Stage
from simulator.present.takehome.source import source_line
from simulator.present.takehome.steps import fewer_steps
from simulator.present.text import figure, fmt, rounded, text, titled
from simulator.questions.levers import standing

OF_ONE: Final = ("power", "months", "week", "connection", "jobs", "income", "goals")
OF_SEVERAL: Final = ("compare_power", "compare_return")
WHOLE_HORIZON: Final = ("income", "goals", "compare_return")
MOST_STEPS: Final = 8
SITES: Final = "sites"  # stands for the lever of the establishments that the scenario has most of
LEVERS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys((*OF_ONE, *OF_SEVERAL), SITES) | {"months": "wind", "week": "wind", "goals": "new_homes"}
)
WORK_TONES: Final = ("part1", "part2", "part3")
MONTH_TONES: Final = MappingProxyType(
    {"months_production": "surplus", "months_today": "consumption", "months_establishments": "establishment"}
)


def plan(compared: int, tables: int) -> tuple[str, ...]:
    """Return the kinds of slides in order: of one scenario, side by side, the room, and the way home.

    Parameters
    ----------
    compared : int
        How many scenarios stand side by side.
    tables : int
        How many tables have brought a scenario.

    Examples
    --------
    >>> plan(1, 0)[-2:], plan(2, 3)[-3:]
    (('goals', 'take'), ('compare_return', 'gathering', 'take'))
    """
    several = OF_SEVERAL if compared > 1 else ()
    return (*OF_ONE, *several, *(("gathering",) if tables else ()), "take")


def lever_of(kind: str, scenario: Scenario, levers: Sequence[Lever], region: Region) -> Lever | None:
    """Return the lever that matters for a slide; of establishments, the kind that the scenario has most of."""
    wanted = LEVERS.get(kind)
    if wanted == SITES:
        sites = [lever for lever in levers if lever.moves == "establishments"]
        return max(sites, key=lambda lever: standing(lever, scenario, region))
    return next((lever for lever in levers if lever.id == wanted), None)


def build_slide(kind: str, stage: Stage) -> Slide:
    """Make one slide of one scenario or of several side by side."""
    return MAKERS[kind](stage)


def gathering_slide(seen: Sequence[Seen], view: View) -> Slide:
    """Make the slide of the room: least, middle and most of what the tables brought."""
    rows, language = frames.gathering(seen, view), view.language
    surplus = rows[rows["figure"] == TRIO[0]].iloc[0]
    said = {key: fmt(float(surplus[key]), "GWh", None, language) for key in ("low", "middle", "high")}
    listed = "; ".join(f"{row['name']}: {row['summary']}" for _, row in rows.drop_duplicates("figure").iterrows())
    about = text("gathering.about", language, count=len(seen), year=view.year)
    return Slide(
        kind="gathering",
        about=about,
        question=text("gathering.question", language),
        headline=text("gathering.headline", language, **said),
        pictures=(Picture("gathering", rows, f"{text('gathering.alt', language)} {listed}"),),
        source=source_line(seen[0].scenario, view, frames.weather_phrase(seen[0], view)),
    )


def take_slide(stage: Stage) -> Slide:
    """Make the last slide, beside which the way to the scenario is shown."""
    headline = stage.say("take_headline", title=titled(stage.shown.scenario.title, stage.view.language))
    return _slide("take", stage, headline)


def _slide(
    kind: str,
    stage: Stage,
    headline: str,
    figures: Sequence[KeyFigure] = (),
    *,
    pictures: Sequence[Picture] = (),
    caution: str = "",
) -> Slide:
    view, scenario = stage.view, stage.shown.scenario
    weather = frames.weather_phrase(stage.shown, view)
    words = {"title": titled(scenario.title, view.language), "year": stage.year, "weather": weather}
    source = source_line(scenario, View(stage.year, view.language, view.choose), weather)
    return Slide(
        kind=kind,
        about=stage.say("about_changed" if stage.changed else "about", **words),
        question=stage.say(f"{kind}_question", year=stage.year),
        headline=headline,
        figures=tuple(figures),
        pictures=tuple(pictures),
        source=f"{source} {stage.say('changed')}" if stage.changed else source,
        caution=caution,
    )


def _power(stage: Stage) -> Slide:
    shown, view = stage.shown, stage.view
    figures = [_figure(one, stage) for one in frames.power_figures(shown, view)]
    surplus, _, week = (frames.measured(shown, view, name).mean for name in TRIO)
    case = "_".join("left" if value >= 0 else "short" for value in (surplus, week))
    words = {"amount": stage.fmt(abs(surplus), "GWh"), "week": stage.fmt(abs(week), "GWh")}
    rows = fewer_steps(frames.waterfall(shown, view), view.language, most=MOST_STEPS)
    picture = Picture("waterfall", rows, sentences.alt_waterfall(rows, view), stage.say("waterfall", year=stage.year))
    headline = stage.say(f"power_{case}", year=stage.year, **words)
    return _slide("power", stage, headline, figures, pictures=[picture])


def _figure(one: frames.Figure, stage: Stage) -> KeyFigure:
    value = figure(one.number or 0.0, one.digits, stage.view.language)
    label = text(f"card.{one.id}", stage.view.language)
    return KeyFigure(label, value, text(f"unit.{one.unit}", stage.view.language), one.below)


def _months(stage: Stage) -> Slide:
    rows, language = frames.months(stage.shown, stage.view), stage.view.language
    surplus = rows.drop_duplicates("month").set_index("month")["surplus_gwh"]
    short = int((surplus < 0).sum())
    words = {"month": text(f"month_long.{surplus.idxmin()}", language), "count": short}
    amount = stage.fmt(abs(float(surplus.min())), "GWh")
    sums = {part: float(rows.loc[rows["part"] == part, "gwh"].sum()) for part in MONTH_TONES}
    signed = [gwh if part == "months_production" else -gwh for part, gwh in sums.items()]
    printed = rounded_parts(signed, round(sum(signed)), 0)
    figures = [
        KeyFigure(text(f"chart.{part}", language), figure(abs(gwh), 0, language), text("unit.GWh", language), tone=tone)
        for (part, tone), gwh in zip(MONTH_TONES.items(), printed, strict=True)
        if gwh
    ]
    picture = Picture("months", rows, sentences.alt_months(rows, stage.view))
    headline = stage.say("months_short" if short else "months_left", amount=amount, **words)
    return _slide("months", stage, headline, figures, pictures=[picture])


def _week(stage: Stage) -> Slide:
    rows, language = frames.weeks(stage.shown, stage.view), stage.view.language
    surplus, unit = rows["surplus_gwh"], text("unit.GWh", language)
    short, count = int((surplus < 0).sum()), len(rows)
    figures = []
    for key, value in (("week_mean", float(surplus.mean())), ("week_worst", float(surplus.min()))):
        number, digits = rounded(value, "GWh")
        figures.append(KeyFigure(stage.say(key), figure(number, digits, language), unit))
    said = stage.say("week_count", short=short, count=count)
    figures.append(KeyFigure(stage.say("week_short_years"), said))
    picture = Picture("weeks", rows, sentences.alt_weeks(rows, stage.view))
    headline = stage.say("week_short" if short else "week_left", short=short, count=count)
    return _slide("week", stage, headline, figures, pictures=[picture])


def _connection(stage: Stage) -> Slide:
    answer, view = frames.connection_answer(stage.shown, stage.view), stage.view
    figures = [KeyFigure(line.name, line.value, below=line.below) for line in answer.lines]
    rows = frames.headroom_bars(frames.headroom(stage.shown, view), view.language)
    title = stage.say("room")
    picture = Picture("bars", rows, sentences.alt_bars(_each(rows), title, view), title)
    headline = f"{answer.symbol} {answer.verdict}"
    return _slide("connection", stage, headline, figures, pictures=[picture], caution=answer.remedy)


def _each(rows: Frame) -> Frame:
    """Number the rows, so that each is told."""
    return rows.assign(slot=range(1, len(rows) + 1))


def _jobs(stage: Stage) -> Slide:
    view, language = stage.view, stage.view.language
    low, central, high = frames.work_cases(stage.shown, view)
    numbers = frames.work_numbers(stage.shown, view)
    figures = [
        KeyFigure(
            str(row["kind"]),
            figure(row["central"], 0, language),
            below=text(
                "card.between",
                language,
                low=figure(row["low"], 0, language),
                high=figure(row["high"], 0, language),
            ),
            tone=tone,
        )
        for row, tone in zip(numbers.to_dict("records"), WORK_TONES, strict=False)
    ]
    rows = frames.work(stage.pair, view)
    title = text("chart.jobs_axis", language)
    picture = Picture("work", rows, sentences.alt_bars(rows, title, view))
    words = dict(
        zip(("low", "central", "high"), (stage.fmt(one, "count") for one in (low, central, high)), strict=True)
    )
    headline = stage.say("jobs_headline", **words)
    return _slide("jobs", stage, headline, figures, pictures=[picture], caution=sentences.cut(stage.shown, view))


def _income(stage: Stage) -> Slide:
    view, language = stage.view, stage.view.language
    groups = frames.income_by_group(stage.shown, view)
    *municipal, local = (groups[kind] for kind in INCOME_KINDS)
    whole = float(round(sum(municipal)))
    printed = [*rounded_parts(municipal, whole, 0), float(round(local))]
    unit = text("unit.MNOK", language)
    figures = [
        KeyFigure(text(f"income_group.{kind}", language), figure(mnok, 0, language), unit, tone=tone)
        for kind, tone, mnok in zip(INCOME_KINDS, INCOME_COLOURS, printed, strict=True)
        if mnok
    ]
    rows = frames.income(stage.pair, view)
    picture = Picture("income", rows, sentences.alt_bars(rows, text("chart.income_axis", language), view))
    headline = stage.say("income_headline", amount=fmt(whole, "MNOK", 0, language), year=stage.year)
    return _slide("income", stage, headline, figures, pictures=[picture], caution=sentences.cut(stage.shown, view))


def _goals(stage: Stage) -> Slide:
    language = stage.view.language
    counts = frames.status_counts(stage.shown.result)
    figures = [
        KeyFigure(text(f"status.{status}.name", language), figure(count, 0, language), tone=status)
        for status, count in counts.items()
    ]
    rows = frames.goals(stage.shown.result, language)
    order = {status: place for place, status in enumerate(("missed", "close", "not_stated"))}
    open_goals = rows[rows["status"].isin(list(order))]
    open_goals = open_goals.sort_values("status", key=lambda one: one.map(order), kind="stable", ignore_index=True)
    headline = stage.say("goals_headline", reached=counts["reached"], count=sum(counts.values()))
    return _slide("goals", stage, headline, figures, pictures=[Picture("", open_goals, "", stage.say("goals_open"))])


def _compare_power(stage: Stage) -> Slide:
    surplus, week = (frames.bars(stage.compared, stage.view, name) for name in (TRIO[0], TRIO[2]))
    best = int(surplus["value"].argmax())
    words = {"surplus": surplus["value"][best], "week": week["value"][best]}
    written = {name: stage.fmt(float(value), "GWh") for name, value in words.items()}
    headline = stage.say("compare_power_headline", title=surplus["title"][best], year=stage.year, **written)
    return _slide("compare_power", stage, headline, pictures=_bars(stage, (TRIO[0], TRIO[2])))


def _compare_return(stage: Stage) -> Slide:
    work = frames.bars(stage.compared, stage.view, "jobs")
    best = int(work["value"].argmax())
    jobs = stage.fmt(float(work["value"][best]), "persons")
    headline = stage.say("compare_return_headline", title=work["title"][best], jobs=jobs)
    return _slide("compare_return", stage, headline, pictures=_bars(stage, ("jobs", "municipal_income_mnok")))


def _bars(stage: Stage, names: Sequence[str]) -> list[Picture]:
    language = stage.view.language
    found = []
    for name in names:
        rows, title = frames.bars(stage.compared, stage.view, name), frames.figure_name(name, language)
        found.append(Picture("bars", rows, sentences.alt_bars(rows, title, stage.view), title))
    return found


MAKERS: Final[Mapping[str, Callable[[Stage], Slide]]] = MappingProxyType(
    {
        "power": _power,
        "months": _months,
        "week": _week,
        "connection": _connection,
        "jobs": _jobs,
        "income": _income,
        "goals": _goals,
        "compare_power": _compare_power,
        "compare_return": _compare_return,
        "take": take_slide,
    }
)
