"""Turning points: at the value found the conclusion is another, a hundredth of the way less it is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Scenario, load_region, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Assumptions, Establishment, Horizon, Range, Weather
from simulator.present.frames import flip_lines, flips_finding
from simulator.questions.duel import verdicts_of, with_number
from simulator.questions.flipping import TOLERANCE_SHARE, flip_points, numbers_to_move
from simulator.recall import Recall

REGION = load_region()
SMALL = Scenario(
    title="Liten", operation="rule", weather=Weather(count=2), horizon=Horizon(first_year=2033, last_year=2035)
)
PER_MW = "establishment.circular_park.jobs_persons_per_mw"
PARK = Establishment(id="park", kind="circular_park", title="Park", area="alvdal", capacity_mw=4.0, start_year=2034)
PARKED = SMALL.model_copy(update={"establishments": (PARK,)})
NUMBER = "labour.net_migration_persons"

SHORT = """
title = "Kort"
operation = "rule"
horizon = { first_year = 2035, last_year = 2035 }
weather = { count = 1 }
"""


def deciding(turn: float, *, above: bool) -> Any:
    """Return what answers with a goal that is reached where one number lies beyond a value."""

    def evaluate(scenario: Scenario) -> Any:
        value = dict(scenario.overrides).get(NUMBER, 0.0)
        status = "reached" if (value >= turn if above else value <= turn) else "missed"
        zeros = SimpleNamespace(mean=lambda **_: 0.0)
        return SimpleNamespace(
            indicators=SimpleNamespace(at=lambda *_: zeros),
            goals=[SimpleNamespace(id="it", status=status, value=value)],
            ledger=SimpleNamespace(years=(2035,)),
            connections=SimpleNamespace(
                establishment_cut_hours=[SimpleNamespace(mean=lambda **_: SimpleNamespace(max=lambda **_: 0.0))]
            ),
            assumptions={"connection.cut_limit_hours": 1.0},
        )

    return evaluate


@settings(deadline=None)
@given(turn=st.floats(-60, 60), above=st.booleans())
def test_the_point_turns_the_conclusion_and_just_before_it_does_not(turn: float, above: bool) -> None:
    assumptions = Assumptions({NUMBER: Range(-58.0, 0.0, 44.0)})
    evaluate = deciding(turn, above=above)
    ((_, points),) = flip_points("it", SMALL, [NUMBER], year=2035, assumptions=assumptions, evaluate=evaluate)

    def said(value: float) -> str:
        return str(evaluate(with_number(SMALL, NUMBER, value)).goals[0].status)

    turned = [end for end in (-58.0, 44.0) if said(end) != said(0.0)]
    assert [point.end for point in points] == turned
    for point in points:
        assert said(point.at) == point.after != point.before == said(0.0)
        assert said(point.at - 1.0001 * TOLERANCE_SHARE * (point.end - point.central)) == point.before


def test_numbers_to_move_have_a_range_and_bear_on_the_scenario() -> None:
    assumptions = resolve(REGION, SMALL)
    power, others = (numbers_to_move(SMALL, assumptions, power=kind) for kind in (True, False))
    assert not set(power) & set(others)
    assert NUMBER in others
    assert not [name for name in (*power, *others) if name.startswith(("project.", "establishment."))]
    assert all(assumptions.ranges[name].low < assumptions.ranges[name].high for name in (*power, *others))


def test_the_real_region_turns_where_the_point_says() -> None:
    """Hundred jobs a year are missed with few per MW and reached with very many; a share of displaced ones cannot."""
    weather, recall = load_weather(PARKED.weather), Recall()

    def evaluate(one: Scenario) -> Any:
        return simulate(one, resolve(REGION, one), REGION, weather, recall=recall)

    ranges = {**resolve(REGION, PARKED).ranges, PER_MW: Range(0.0, 5.0, 2000.0)}
    numbers = [PER_MW, "labour.displaced_share"]
    found = dict(
        flip_points("jobs_per_year", PARKED, numbers, year=2035, assumptions=Assumptions(ranges), evaluate=evaluate)
    )
    assert found["labour.displaced_share"] == ()
    (point,) = found[PER_MW]
    step = TOLERANCE_SHARE * (point.end - point.central)
    for value, said in ((point.at, point.after), (point.at - step, point.before)):
        verdicts = verdicts_of(evaluate(with_number(PARKED, PER_MW, value)), 2035)
        assert next(one.said for one in verdicts if one.subject == "jobs_per_year") == said
    assert len(flip_lines([point], REGION.book, "nb")) == 1
    assert "2 uncertain numbers, 1 " in flips_finding("jobs_per_year", point.before, [point], 2, "en")


def test_the_command_names_what_is_wrong_and_what_turns(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "short.toml"
    file.write_text(
        'title = "K"\noperation = "rule"\nhorizon = { first_year = 2035, last_year = 2035 }\nweather = { count = 1 }\n'
    )
    assert main(["flips", str(file), "--subject", "surplus", "--language", "en"]) == 2
    assert "did you mean surplus_gwh?" in capsys.readouterr().err
    assert main(["flips", str(file), "--subject", "surplus_gwh", "--year", "2050", "--language", "en"]) == 2
    capsys.readouterr()
    assert main(["flips", str(file), "--subject", "participation_2035", "--language", "en"]) == 0
    assert "none of the " in capsys.readouterr().out
