"""Commands about one conclusion of a scenario: what would reach a goal, and which numbers could turn it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.console import Console
from rich.progress import Progress

from simulator.batch.plan import scenario_paths
from simulator.batch.store import not_reached
from simulator.commands.running import DONE
from simulator.errors import Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.levers import load_levers
from simulator.inputs.messages import unknown
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Assumptions, Region, Scenario
from simulator.present.frames import flip_lines, flips_finding, no_way, way_lines, ways_finding
from simulator.present.text import text
from simulator.questions.closing import gap, ways_to
from simulator.questions.duel import CARRIED, SIGNS, Evaluate, verdicts_of
from simulator.questions.flipping import flip_points, numbers_to_move
from simulator.questions.needed import in_year
from simulator.recall import Recall
from simulator.records import Result
from simulator.simulation import simulate


def show_ways(words: argparse.Namespace) -> int:
    """Say how far each lever alone must be moved to reach a goal, or how much of the gap it closes.

    Raises
    ------
    InputError
        If the goal is not known, or is a milestone that no lever moves.
    """
    region = load_region()
    goals = {goal.id: goal for goal in region.goals if goal.kind != "milestone"}
    raise_if(_not_among("goal", words.goal, goals))
    scenario, evaluate = _asked(words, region)
    goal, say = goals[words.goal], _Saying(words.language)
    if gap(evaluate(scenario), goal) <= 0:
        say(text("ways.still", words.language, goal=text(f"goal.{goal.id}.name", words.language)))
        return DONE
    levers = load_levers(region)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        tried = ways_to(goal, scenario, levers, region=region, evaluate=evaluate)
        ways = list(progress.track(tried, total=len(levers), description=goal.id))
    say(ways_finding(goal.id, ways, words.language))
    for line in way_lines(ways, {lever.id: lever for lever in levers}, words.language):
        say(f"  {line.said}")
    say(no_way(ways, words.language))
    return DONE


def show_flips(words: argparse.Namespace) -> int:
    """Say at which value of each number a conclusion turns.

    Raises
    ------
    InputError
        If the conclusion is not known, or the year lies outside the horizon.
    """
    region = load_region()
    subjects = [*SIGNS, CARRIED, *(goal.id for goal in region.goals)]
    raise_if(_not_among("subject", words.subject, subjects))
    scenario, evaluate = _asked(words, region)
    raise_if([] if words.year in scenario.horizon.years else [not_reached(f"--year {words.year}", scenario)])
    power = words.subject in {*SIGNS, CARRIED}
    scenario = in_year(scenario, words.year) if power else scenario
    assumptions = resolve(region, scenario)
    numbers = _numbers(scenario, assumptions, power=power, both=words.power)
    said = next(one.said for one in verdicts_of(evaluate(scenario), words.year) if one.subject == words.subject)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        found = flip_points(
            words.subject, scenario, numbers, year=words.year, assumptions=assumptions, evaluate=evaluate
        )
        tried = progress.track(found, total=len(numbers), description=words.subject)
        points = [point for _, of_number in tried for point in of_number]
    say = _Saying(words.language)
    say(flips_finding(words.subject, said, points, len(numbers), words.language))
    for line in flip_lines(points, region.book, words.language):
        say(f"  {line}")
    return DONE


def _numbers(scenario: Scenario, assumptions: Assumptions, *, power: bool, both: bool) -> tuple[str, ...]:
    """Return the numbers to move: those of power for power, all others for goals, or both if that is asked for."""
    kinds = (True, False) if both else (power,)
    return tuple(name for kind in kinds for name in numbers_to_move(scenario, assumptions, power=kind))


def _asked(words: argparse.Namespace, region: Region) -> tuple[Scenario, Evaluate]:
    """Read the scenario, and return it with what answers it and its likes."""
    (path,) = scenario_paths(words.files)
    scenario = load_scenario(path, region)
    weather, recall = load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Result:
        return simulate(one, resolve(region, one), region, weather, recall=recall)

    return scenario, evaluate


def _not_among(name: str, found: str, known: Iterable[str]) -> list[Problem]:
    """Say that what was named is not known, and what comes nearest."""
    choices = list(known)
    remedy = unknown(found, choices, name)
    wrong = Problem(code=f"unknown_{name}", file="", place=f"--{name}", found=repr(found), remedy=remedy)
    return [] if found in choices else [wrong]


class _Saying:
    """Print sentences as plain lines; nothing for an empty one."""

    def __init__(self, language: str) -> None:
        self.console, self.language = Console(), language

    def __call__(self, sentence: str) -> None:
        if sentence:
            self.console.print(sentence.replace("**", ""), highlight=False, markup=False, soft_wrap=True)
