"""Commands that ask how sure the figures are: draws, what moves most, what fails, and what would be regretted."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from simulator import uncertainty  # SALib is loaded when it is first asked for
from simulator.batch.drawing import DrawPlan, draw_scenario, futures_of, save_draws
from simulator.batch.plan import scenario_paths
from simulator.batch.store import not_reached
from simulator.commands.running import DONE
from simulator.errors import Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.chances import by_status
from simulator.inputs.messages import unknown
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Goal, Region, Scenario
from simulator.present import frames
from simulator.present.comparison import BETTER
from simulator.present.futures_sentences import box_sentence, how_drawn_whole, parts_sentence, reach_sentence
from simulator.present.rows import rows_in_terminal
from simulator.present.text import text, titled
from simulator.uncertainty import (
    Drawn,
    explain_goal,
    figures_of,
    judged_goals,
    learn_operators,
    measure_regret,
    most_moving,
    moving_numbers,
    of_one_year,
    promises_of,
    reach_chances,
    shared_figures,
    spread_weather,
    swing_each,
)
from simulator.words import said

SWUNG: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh", "jobs_direct_persons")
NEW_PRODUCTION: Final = "new_production"


def show_draws(words: argparse.Namespace) -> int:
    """Draw scenarios, say within what their figures lie and how likely their goals are, and write the draws."""
    region, plan = load_region(), _plan(words)
    scenarios = _scenarios(words, region)
    draws = _drawn(scenarios if words.whole else [of_one_year(one, words.year) for one in scenarios], plan, words)
    for scenario, drawn in zip(scenarios, draws, strict=True):
        _show_drawn(scenario, drawn, region, words)
    if words.out is not None:
        save_draws(words.out, draws, plan, region)
        Console().print(f"written to {words.out}", markup=False, highlight=False, soft_wrap=True)
    return DONE


def show_sensitivity(words: argparse.Namespace) -> int:
    """Move every number alone from its low to its high, and share out the variance among those that move most."""
    region = load_region()
    (scenario,) = _scenarios(words, region)
    one, weather = of_one_year(scenario, words.year), load_weather(scenario.weather)
    assumptions, few = resolve(region, one), spread_weather(weather, min(words.weather_years, weather.count))
    operators = learn_operators(one, assumptions, region, weather)
    figures = figures_of(one, region, few, indicators=SWUNG, year=words.year, operators=operators)
    names = moving_numbers(one, assumptions)
    with _progress() as progress:
        swings = list(progress.track(swing_each(figures, assumptions, names), len(names), description=one.id))
    chosen = most_moving(swings, words.most)
    kept = [next(swing for swing in swings if swing.name == name) for name in chosen]
    table, console = frames.swing_table(kept, SWUNG, region.book, words.language), Console()
    console.print(rows_in_terminal(table, text("futures.swings", words.language, title=one.title, year=words.year)))
    if words.shares:
        shares = uncertainty.share_of_ranges(figures, assumptions, chosen, count=words.shares, seed=words.seed)
        for place, indicator in enumerate(SWUNG):
            rows = frames.shares_table(shares.names, shares.first[place], shares.whole[place], words.language)
            name = text(f"indicator.{indicator}.name", words.language)
            console.print(rows_in_terminal(rows, text("futures.shares", words.language, name=name)))
    return DONE


def show_discovered(words: argparse.Namespace) -> int:
    """Say what was true in most of the futures in which a goal is missed."""
    region, plan = load_region(), _plan(words)
    (scenario,) = _scenarios(words, region)
    goal = _goal(words, region)
    one = of_one_year(scenario, goal.by or words.year)
    drawn_from = one if goal in judged_goals(one, region) else scenario
    (drawn,) = _drawn([drawn_from], plan, words)
    futures = futures_of(plan, region, load_weather(scenario.weather).count)
    found = explain_goal(drawn, futures, goal.id, moving_numbers(scenario, resolve(region, scenario)))
    _say(box_sentence(found, goal.id, scenario, region.book, words.language))
    return DONE


def show_regret(words: argparse.Namespace) -> int:
    """Hold scenarios against each other in the same worlds: how much worse than the best each may turn out."""
    region, plan = load_region(), _plan(words)
    scenarios = _scenarios(words, region)
    raise_if(_not_comparable(scenarios, words.indicator))
    draws = _drawn([of_one_year(one, words.year) for one in scenarios], plan, words)
    raise_if([] if words.indicator in draws[0].indicators else [_no_indicator(words.indicator, draws[0].indicators)])
    values = shared_figures(draws, words.indicator, words.year)
    regret = measure_regret(
        [one.id for one in scenarios], values, better="less" if BETTER[words.indicator] == "less" else "more"
    )
    titles = {one.id: titled(one.title, words.language) for one in scenarios}
    table = frames.regret_table(regret, titles, words.indicator, words.language)
    name = text(f"indicator.{words.indicator}.name", words.language)
    title = text("futures.regret", words.language, name=name, year=words.year)
    Console().print(rows_in_terminal(table, title, text("futures.regret_note", words.language)))
    return DONE


def _show_drawn(scenario: Scenario, drawn: Drawn, region: Region, words: argparse.Namespace) -> None:
    console, language = Console(), words.language
    rows = frames.parts_of_variance(drawn, words.year, language)
    caption = how_drawn_whole(drawn, words.method, language)
    title = text("futures.drawn", language, title=titled(scenario.title, language), year=words.year)
    console.print(rows_in_terminal(frames.drawn_table(rows, language), title, caption))
    chances = frames.drawn_chances_table(frames.drawn_chances(drawn, language), language)
    console.print(rows_in_terminal(chances, text("futures.chances", language)))
    _say(parts_sentence(rows, language))
    goal = next(one for one in region.goals if one.id == NEW_PRODUCTION)
    promises = promises_of(scenario, region, resolve(region, scenario))
    reached = reach_chances(promises, [goal.by or words.year], goal.target)
    _say(reach_sentence(float(reached[0]), goal, language))


def _say(sentence: str) -> None:
    Console().print(sentence.replace("**", ""), highlight=False, markup=False, soft_wrap=True)


def _plan(words: argparse.Namespace) -> DrawPlan:
    return DrawPlan(words.count, words.seed, words.method)


def _scenarios(words: argparse.Namespace, region: Region) -> list[Scenario]:
    """Read the scenarios, with chances by status if that is asked for.

    Raises
    ------
    InputError
        If one is not right, or does not reach the year.
    """
    scenarios = [load_scenario(path, region) for path in scenario_paths(words.files)]
    raise_if(not_reached(f"--year {words.year}", one) for one in scenarios if words.year not in one.horizon.years)
    return [by_status(one, region) for one in scenarios] if words.by_status else scenarios


def _drawn(scenarios: Sequence[Scenario], plan: DrawPlan, words: argparse.Namespace) -> list[Drawn]:
    draws = []
    with _progress() as progress:
        for scenario in scenarios:
            advance = partial(progress.advance, progress.add_task(scenario.id, total=plan.count))
            draws.append(draw_scenario(scenario, plan, workers=words.workers, report=advance))
    return draws


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)


def _goal(words: argparse.Namespace, region: Region) -> Goal:
    """Find the goal asked for.

    Raises
    ------
    InputError
        If there is no such goal.
    """
    goals = {goal.id: goal for goal in region.goals}
    if words.goal not in goals:
        remedy = unknown(words.goal, list(goals), "goal")
        raise_if([Problem(code="unknown_goal", file="discover", place="--goal", found=repr(words.goal), remedy=remedy)])
    return goals[words.goal]


def _not_comparable(scenarios: Sequence[Scenario], indicator: str) -> list[Problem]:
    """Say what keeps scenarios from being held against each other."""
    judged = tuple(name for name, better in BETTER.items() if better != "neither")
    if indicator not in judged:
        return [_no_indicator(indicator, judged)]
    other = [one for one in scenarios if one.weather != scenarios[0].weather]
    found, remedy = said("found.other_weather"), said("remedy.same_weather", other=scenarios[0].id)
    return [Problem(code="other_weather", file=one.id, place="weather", found=found, remedy=remedy) for one in other]


def _no_indicator(indicator: str, among: Sequence[str]) -> Problem:
    remedy = unknown(indicator, list(among), "indicator")
    return Problem(code="unknown_indicator", file="regret", place="--indicator", found=repr(indicator), remedy=remedy)
