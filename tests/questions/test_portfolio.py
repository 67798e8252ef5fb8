"""The best mix: never below any choice that keeps the limits, in made-up effects and in the real region."""

from __future__ import annotations

from functools import partial
from itertools import chain, combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, Result, Scenario, load_scenario, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Establishment, Horizon, Project, Weather
from simulator.present.text import text
from simulator.questions.choosing import Choice, Effects, Limit, Rule, another, better, choose_best, front
from simulator.questions.hosting import CONDITIONAL, CONDITIONS, FIRM
from simulator.questions.needed import Terms
from simulator.questions.portfolio import (
    INVESTMENT,
    JOBS,
    UNFILLED,
    Aim,
    candidates_of,
    figures_of,
    find_portfolio,
    one_in_each,
    with_chosen,
)
from simulator.recall import Recall

EXAMPLE = Path(__file__).parents[2] / "examples" / "candidates.toml"
FIGURES = ("jobs", "surplus", "cost")
TENTHS = st.integers(-50, 50).map(lambda tenths: tenths / 10)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Return a small question: up to six candidates, limits, a rule."""
    count = draw(st.integers(1, 6))
    names = tuple(f"c{place}" for place in range(count))
    alone = np.array([[draw(TENTHS) for _ in names] for _ in FIGURES])
    worst = frozenset({"surplus"}) if draw(st.booleans()) else frozenset()
    effects = Effects(names=names, figures=FIGURES, base=np.array([0.0, draw(TENTHS), 0.0]), alone=alone, worst=worst)
    least = draw(st.integers(0, 1))
    rule = Rule(tuple(draw(st.sets(st.sampled_from(names), min_size=1))), least, draw(st.integers(1, count)))
    limits = (Limit("surplus", least=draw(TENTHS)), Limit("cost", most=draw(TENTHS)))
    return Choice(effects=effects, figure="jobs", limits=limits, rules=(rule,))


def every_choice(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(names, count) for count in range(len(names) + 1)))


def kept(choice: Choice, chosen: tuple[str, ...]) -> bool:
    together = choice.effects.together(chosen)
    obeyed = all(rule.least <= len({*chosen} & {*rule.members}) <= rule.most for rule in choice.rules)
    changed = all({*cut.drop} - {*chosen} or {*cut.take} & {*chosen} for cut in choice.cuts)
    return obeyed and changed and not any(limit.broken_by(together[limit.figure]) for limit in choice.limits)


@given(choices())
def test_the_best_is_that_of_trying_every_choice(choice: Choice) -> None:
    values = [
        choice.effects.together(chosen)["jobs"] for chosen in every_choice(choice.effects.names) if kept(choice, chosen)
    ]
    best = choose_best(choice)
    assert (best is None) == (not values)
    if best is not None:
        assert kept(choice, best)
        assert choice.effects.together(best)["jobs"] == pytest.approx(max(values))


@given(choices())
def test_no_single_candidate_that_keeps_the_limits_is_better(choice: Choice) -> None:
    best = choose_best(choice)
    for name in choice.effects.names:
        if kept(choice, (name,)):
            assert best is not None
            assert choice.effects.together(best)["jobs"] >= choice.effects.together((name,))["jobs"] - 1e-6


@given(choices(), TENTHS, TENTHS, TENTHS)
def test_one_candidate_more_never_lowers_the_best(choice: Choice, jobs: float, surplus: float, cost: float) -> None:
    old = choice.effects
    wider = Effects(
        names=(*old.names, "new"),
        figures=old.figures,
        base=old.base,
        alone=np.column_stack([old.alone, [jobs, surplus, cost]]),
        worst=old.worst,
    )
    before = choose_best(choice)
    if before is not None:
        after = choose_best(Choice(effects=wider, figure="jobs", limits=choice.limits, rules=choice.rules))
        assert after is not None
        assert wider.together(after)["jobs"] >= old.together(before)["jobs"] - 1e-6


@settings(max_examples=20)
@given(choices())
def test_cuts_list_every_choice_once_in_falling_order(choice: Choice) -> None:
    count, last, seen = sum(kept(choice, chosen) for chosen in every_choice(choice.effects.names)), np.inf, set()
    question = choice
    while (chosen := choose_best(question)) is not None:
        value = choice.effects.together(chosen)["jobs"]
        assert value <= last + 1e-6
        seen.add(chosen)
        last, question = value, question.with_cut(another(choice.effects, chosen))
    assert len(seen) == count


@given(choices(), st.data())
def test_a_refused_choice_takes_only_choices_with_it_that_cannot_mend_it(choice: Choice, data: st.DataObject) -> None:
    """Where each candidate moves a figure one way, whatever else is there, no choice that keeps the limit is lost."""
    names = choice.effects.names
    strength = {name: data.draw(st.floats(0.1, 9)) for name in names}
    broken = Limit("surplus", least=data.draw(TENTHS))

    def real(chosen: tuple[str, ...]) -> float:
        """Another world with the same signs."""
        moves = dict(zip(names, choice.effects.of("surplus"), strict=True))
        return float(sum(np.sign(moves[name]) * strength[name] for name in chosen))

    chosen = data.draw(st.sampled_from(every_choice(names)))
    if broken.broken_by(real(chosen)):
        cut = choice.with_cut(better(choice.effects, chosen, broken, real(chosen)))
        only_cut = Choice(effects=cut.effects, figure="jobs", cuts=cut.cuts)
        assert not kept(only_cut, chosen)
        assert all(broken.broken_by(real(one)) for one in every_choice(names) if not kept(only_cut, one))


@given(choices())
def test_nothing_on_the_front_has_more_of_both_than_another_choice(choice: Choice) -> None:
    points = [choice.effects.together(chosen) for chosen in front(choice, "surplus", 6)]
    every = [choice.effects.together(one) for one in every_choice(choice.effects.names) if kept(choice, one)]
    for point in points:
        assert not any(
            other["jobs"] > point["jobs"] + 1e-3 and other["surplus"] > point["surplus"] + 1e-3 for other in every
        )
    assert [point["jobs"] for point in points] == sorted((point["jobs"] for point in points), reverse=True)


def test_no_candidates_are_a_choice_of_nothing_or_none() -> None:
    nothing = Effects(names=(), figures=("jobs",), base=np.array([3.0]), alone=np.zeros((1, 0)))
    assert choose_best(Choice(effects=nothing, figure="jobs")) == ()
    assert choose_best(Choice(effects=nothing, figure="jobs", limits=(Limit("jobs", least=4.0),))) is None
    assert choose_best(Choice(effects=nothing, figure="jobs", rules=(Rule((), 1, 2),))) is None


# A made-up region: surplus falls twice as fast where two halls meet ----------------------------------------------


def entry(kind: type[Project | Establishment], name: str, mw: float, **other: Any) -> Any:
    sort = "wind" if kind is Project else "data_centre_tenant"
    return kind(id=name, kind=sort, title=name, area="os", capacity_mw=mw, start_year=2030, **other)


HALLS = tuple(entry(Establishment, name, mw) for name, mw in (("north", 30.0), ("south", 25.0)))
STANDING = entry(Establishment, "standing", 10.0, status="building")
WIND = entry(Project, "wind", 20.0)
SMALL = Scenario(
    title="Liten",
    horizon=Horizon(first_year=2034, last_year=2040),
    weather=Weather(count=2),
    establishments=(*HALLS, STANDING),
    projects=(WIND,),
)


def answered(one: Scenario, *, crowding: float = 0.0) -> Any:
    """Answer as a region in which halls use power and give jobs, wind gives power, and halls together need more."""
    halls, winds = sum(hall.full_mw for hall in one.establishments), sum(wind.full_mw for wind in one.projects)
    crowd = crowding * max(len(one.establishments) - 2, 0)
    values = {
        "surplus_gwh": 50.0 - halls + winds - crowd,
        "jobs_direct_persons": 2 * halls,
        "unfilled_persons": halls / 10,
        "municipal_income_mnok": halls,
    }
    names = (*CONDITIONS[:3], "jobs_direct_persons", "jobs_indirect_persons", "jobs_induced_persons")
    spread = {name: np.full((1, 2), values.get(name, 0.0)) for name in (*names, *values)}
    return SimpleNamespace(
        scenario=one,
        indicators=SimpleNamespace(values=spread),
        connections=SimpleNamespace(establishment_cut_hours=np.zeros((1, 2, 1))),
        ledger=SimpleNamespace(general_unserved_hours=np.zeros((1, 2))),
        assumptions={
            "connection.cut_limit_hours": 100.0,
            "project.wind.capital_mnok_per_mw": 10.0,
            "establishment.data_centre_tenant.capital_mnok_per_mw": 100.0,
        },
    )


def asked(*limits: Limit, crowding: float = 0.0, **other: Any) -> Any:
    aim = Aim(limits=(Limit("surplus_gwh", least=0.0), *limits), **other)
    return find_portfolio(SMALL, aim, Terms(2035, CONDITIONS, 0.9, partial(answered, crowding=crowding)))


def test_without_crowding_the_sum_is_the_whole_truth() -> None:
    found = asked()
    assert found.found[0].chosen == ("wind", "north", "south") and not found.refused
    assert {name: found.found[0].gap(name) for name in found.found[0].full} == pytest.approx(
        dict.fromkeys(found.found[0].full, 0.0)
    )
    assert found.exhausted


def test_what_the_whole_simulation_refuses_is_said_and_another_choice_is_found() -> None:
    found = asked(crowding=30.0)
    assert [one.chosen for one in found.refused] == [("wind", "north", "south")]
    assert found.refused[0].broken == ("surplus_gwh",) and found.refused[0].gap("surplus_gwh") == pytest.approx(-30.0)
    assert found.found[0].full[JOBS] == max(one.full[JOBS] for one in found.found)
    assert "north" in found.found[0].chosen and "south" not in found.found[0].chosen
    assert all({"north", "south"} - {*chosen} for chosen in found.front)


def test_limits_on_money_and_labour_bind() -> None:
    assert "north" not in asked(Limit(INVESTMENT, most=3999.0)).found[0].chosen
    assert asked(Limit(UNFILLED, most=1.0)).found[0].chosen in {(), ("wind",)}
    assert asked(Limit(JOBS, least=1e6)).found == ()


def test_too_few_checks_are_said() -> None:
    assert not asked(checks=1, within_share=1.0).exhausted
    assert asked(checks=99, within_share=1.0).exhausted


def test_what_is_being_built_is_no_candidate_and_stays() -> None:
    assert [one.id for one in candidates_of(SMALL)] == ["wind", "north", "south"]
    assert [one.id for one in with_chosen(SMALL, ["south"]).establishments] == ["south", "standing"]


# The real region ----------------------------------------------------------------------------------------------------


def test_the_example_in_the_real_region(region: Region) -> None:
    """On two years and two weather years: effects nearly add up, and every municipality gets one."""
    scenario = load_scenario(EXAMPLE, region).model_copy(
        update={"horizon": Horizon(first_year=2034, last_year=2035), "weather": Weather(count=2), "operation": "rule"}
    )
    assumptions, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Result:
        return simulate(one, assumptions, region, weather, recall=recall)

    limits = (Limit("surplus_gwh", least=800.0), Limit(CONDITIONAL, least=0.0), Limit(INVESTMENT, most=3000.0))
    aim = Aim(limits=limits, rules=one_in_each(scenario, region), checks=2)
    terms = Terms(2035, CONDITIONS, 0.9, evaluate)
    found = find_portfolio(scenario, aim, terms)
    assert len(found.effects.names) == 22
    best = found.found[0]
    assert abs(best.gap("surplus_gwh")) < 10.0 and abs(best.gap(JOBS)) < 1.0 and best.gap(INVESTMENT) == 0.0
    assert best.full == figures_of(evaluate(with_chosen(scenario, best.chosen)), terms)
    assert all({*rule.members} & {*best.chosen} for rule in aim.rules) and len(aim.rules) == 6
    single = found.effects.of(JOBS)[found.effects.of(INVESTMENT) <= 3000.0].max()
    assert best.linear[JOBS] >= single
    assert found.effects.of(FIRM).max() <= 0.0


FEW = """
title = "Få"
operation = "rule"
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
[[establishments]]
id = "mill"
kind = "wood"
title = "Mølle"
area = "Os"
capacity_mw = 1
start_year = 2034
"""


def test_the_command_prints_the_mix_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "few.toml"
    file.write_text(FEW, encoding="utf-8")
    for language in ("nb", "en"):
        words = ["portfolio", str(file), "--language", language, "--at-most", "1", "--each-municipality"]
        assert main([*words, "--limits", "surplus_gwh", "investment_mnok=900"]) == 0
        said = capsys.readouterr().out
        assert "Mølle" in said and text("portfolio.front_note", language)[:20] in said


def test_the_command_tells_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["portfolio", str(EXAMPLE), "--limits", "surplus_gw=3", "--apart", "wood_os", "wod_tolga", "--year", "1990"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert all(place in said for place in ("--limits", "--apart", "--year", "did you mean surplus_gwh", "wood_tolga"))


@pytest.mark.parametrize("words", ["surplus_gwh=many", "surplus_gwh=1=2"])
def test_a_limit_that_is_no_number_is_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["portfolio", str(EXAMPLE), "--limits", words])
    assert "is no number" in capsys.readouterr().err
