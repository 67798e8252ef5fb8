"""Commands that ask a scenario back: how large, what first, which mix, and do contested numbers decide it?"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.progress import Progress

from simulator.batch.plan import scenario_paths
from simulator.batch.store import not_reached
from simulator.commands.running import DONE
from simulator.errors import Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.contested import load_contested
from simulator.inputs.levers import load_levers
from simulator.inputs.messages import unknown
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Establishment, Region, Scenario
from simulator.present.duels import duels_in_terminal
from simulator.present.frames import broken_sentence, duels_finding, fit_sentence, mend_line, not_enough_sentence
from simulator.present.portfolio import portfolio_in_terminal
from simulator.present.text import fmt, text, titled
from simulator.questions.choosing import Limit, Rule
from simulator.questions.duel import fight_duels
from simulator.questions.hosting import (
    CONDITIONS,
    MOST_EVALUATIONS,
    Between,
    largest_that_fits,
)
from simulator.questions.needed import MEASURES, Terms, mends_for_each
from simulator.questions.portfolio import AIMS, MOST, Aim, candidates_of, find_portfolio, one_in_each
from simulator.recall import Recall
from simulator.records import Result
from simulator.simulation import simulate


def show_fit(words: argparse.Namespace) -> int:
    """Find the largest establishment that fits, and say what stops it.

    Raises
    ------
    InputError
        If the kind or the area is not known, or the year lies outside the horizon.
    """
    region = load_region()
    (path,) = scenario_paths(words.files)
    scenario = load_scenario(path, region)
    raise_if(_asked_wrongly(words, scenario, region))
    assumptions, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()
    asked = Establishment(
        id="asked", kind=words.kind, title="asked", area=words.area, capacity_mw=1.0, start_year=words.year
    )
    between = Between(words.conditions, words.share)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(scenario.id, total=MOST_EVALUATIONS)

        def evaluate(one: Scenario) -> Result:
            """Run it, and tell between which sizes the answer lies so far."""
            result = simulate(one, assumptions, region, weather, recall=recall)
            between.note(one, result)
            low, high = (fmt(end, "MW", None, words.language) for end in (between.low, between.high))
            told = text("fit.trying", words.language, number=between.runs, low=low, high=high)
            progress.update(task, advance=1, description=told)
            return result

        found = largest_that_fits(
            scenario, asked, year=words.year, conditions=words.conditions, share=words.share, evaluate=evaluate
        )
    console = Console()
    said = fit_sentence(found, words.kind, words.area, words.year, words.language).replace("**", "")
    console.print(said, highlight=False, markup=False, soft_wrap=True)
    console.print(text("fit.runs", words.language, count=found.evaluations), highlight=False, markup=False)
    return DONE


def show_needed(words: argparse.Namespace) -> int:
    """Say what does not hold, and how much of each measure alone would mend it.

    Raises
    ------
    InputError
        If a condition is not known, or the year lies outside the horizon.
    """
    region = load_region()
    (path,) = scenario_paths(words.files)
    scenario = load_scenario(path, region)
    raise_if(_asked_wrongly(words, scenario, region))
    weather, recall, console = load_weather(scenario.weather), Recall(), Console()

    def evaluate(one: Scenario) -> Result:
        return simulate(one, resolve(region, one), region, weather, recall=recall)

    def say(sentence: str) -> None:
        console.print(sentence.replace("**", ""), highlight=False, markup=False, soft_wrap=True)

    terms = Terms(words.year, words.conditions, words.share, evaluate)
    measures = [lever for lever in load_levers(region) if lever.moves in MEASURES]
    units = {lever.id: lever.unit for lever in measures}
    found = mends_for_each(scenario, measures, terms, region=region)
    if not found:
        say(text("need.nothing", words.language))
    for margin, mends in found:
        say(broken_sentence(margin, words.language))
        for mend in mends:
            if mend.least is not None:
                say(f"  {mend_line(mend, units[mend.lever], words.language)}")
        say(f"  {not_enough_sentence(mends, words.language)}")
    return DONE


def show_portfolio(words: argparse.Namespace) -> int:
    """Find the best mix of the candidates of a file, and show what it is made of and what comes near it.

    Raises
    ------
    InputError
        If a limit or a candidate is not known, or the year lies outside the horizon.
    """
    region = load_region()
    (path,) = scenario_paths(words.files)
    scenario = load_scenario(path, region)
    raise_if(_asked_wrongly(words, scenario, region))
    assumptions, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()
    aim = _aim(words, scenario, region)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(scenario.id, total=1 + len(candidates_of(scenario)) + aim.checks)

        def evaluate(one: Scenario) -> Result:
            progress.advance(task)
            return simulate(one, assumptions, region, weather, recall=recall)

        found = find_portfolio(scenario, aim, Terms(words.year, CONDITIONS, words.share, evaluate))
    console = Console()
    for part in portfolio_in_terminal(found, scenario, aim.figure, year=words.year, language=words.language):
        console.print(part, highlight=False, markup=False, soft_wrap=isinstance(part, str))
    return DONE


def _aim(words: argparse.Namespace, scenario: Scenario, region: Region) -> Aim:
    """Read what is to be as large as possible, and what must be kept."""
    names = tuple(one.id for one in candidates_of(scenario))
    rules = [Rule(tuple(pair), 0, 1) for pair in words.apart]
    rules += [Rule(names, 0, words.at_most)] if words.at_most is not None else []
    rules += one_in_each(scenario, region) if words.each_municipality else []
    return Aim(
        figure=AIMS[words.maximise],
        limits=tuple(Limit(name, most=to) if name in MOST else Limit(name, least=to) for name, to in words.limits),
        rules=tuple(rules),
        within_share=words.within,
        checks=words.checks,
    )


def show_duels(words: argparse.Namespace) -> int:
    """Run a scenario at both values of every contested number, and say which conclusions hang on them.

    Raises
    ------
    InputError
        If the year lies outside the horizon.
    """
    region = load_region()
    (path,) = scenario_paths(words.files)
    scenario = load_scenario(path, region)
    raise_if([] if words.year in scenario.horizon.years else [not_reached(f"--year {words.year}", scenario)])
    contested, weather, recall = load_contested(region.book), load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Result:
        return simulate(one, resolve(region, one), region, weather, recall=recall)

    with Progress(console=Console(stderr=True), transient=True) as progress:
        fought = fight_duels(scenario, contested, year=words.year, evaluate=evaluate)
        duels = list(progress.track(fought, total=len(contested), description=scenario.id))
    console = Console()
    console.print(duels_in_terminal(duels, region.book, words.language))
    finding = duels_finding(duels, titled(scenario.title, words.language), words.year, words.language)
    console.print(finding, highlight=False, markup=False, soft_wrap=True)
    return DONE


def _asked_wrongly(words: argparse.Namespace, scenario: Scenario, region: Region) -> list[Problem]:
    """Say what the question names that is not there."""
    known = {
        "kind": list(region.establishment_kinds),
        "area": [area.id for area in region.areas],
        "year": [str(year) for year in scenario.horizon.years],
    }
    asked = [(name, str(getattr(words, name)), choices) for name, choices in known.items() if hasattr(words, name)]
    asked += [("conditions", name, list(CONDITIONS)) for name in getattr(words, "conditions", ())]
    asked += [("limits", name, [*CONDITIONS, *MOST]) for name, _ in getattr(words, "limits", ())]
    able = [one.id for one in candidates_of(scenario)]
    asked += [("apart", name, able) for pair in getattr(words, "apart", ()) for name in pair]
    return [
        Problem(
            code=f"unknown_{name}",
            file=words.question,
            place=f"--{name}",
            found=repr(found),
            remedy=unknown(found, choices, name),
        )
        for name, found, choices in asked
        if found not in choices
    ]
