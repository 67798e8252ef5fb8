"""Draws on the page: worked out a piece at a time, stopped between two, and the same as the command draws."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Scenario
from simulator.batch.drawing import DrawPlan, draw_scenario
from simulator.dashboard.answers import Answers
from simulator.premises import Horizon, Project, Weather
from tests.dashboard.shelf import Shelf, shelf

PLAN = DrawPlan(count=10, seed=2024)
WIND = Project(id="wind", kind="wind", title="Vind", area="tolga", capacity_mw=20.0, start_year=2034, probability=0.5)
SCENARIO = Scenario(
    title="Liten", horizon=Horizon(first_year=2035, last_year=2035), weather=Weather(count=2), projects=(WIND,)
)


@pytest.fixture
def answers(region: Region) -> Answers:
    return Answers(region, Shelf())


def test_pieces_give_what_the_command_draws(answers: Answers, region: Region) -> None:
    drawing = answers.draw(SCENARIO, PLAN)
    while shelf(answers).left:
        assert not drawing.over
        shelf(answers).step()
    assert drawing.over and len(drawing.outcomes) == PLAN.count
    assert answers.draw(SCENARIO, PLAN) is drawing and answers.draw_anew(SCENARIO, PLAN) is drawing
    np.testing.assert_array_equal(drawing.collected(region).figures, draw_scenario(SCENARIO, PLAN).figures)


def test_what_is_stopped_keeps_what_has_come_and_can_begin_anew(answers: Answers, region: Region) -> None:
    drawing = answers.draw(SCENARIO, PLAN)
    shelf(answers).step()
    drawing.stop()
    while shelf(answers).left:
        shelf(answers).step()
    assert drawing.over and 0 < len(drawing.collected(region).numbers) < PLAN.count
    again = answers.draw_anew(SCENARIO, PLAN)
    assert again is not drawing and not again.over and shelf(answers).left == 1


def test_what_goes_wrong_is_told_and_begins_anew(
    answers: Answers, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ArithmeticError("broken")

    monkeypatch.setattr("simulator.dashboard.drawings.set_up", broken)
    drawing = answers.draw(SCENARIO, PLAN)
    shelf(answers).step()
    assert drawing.over and not shelf(answers).left
    with pytest.raises(ArithmeticError, match="broken"):
        drawing.collected(region)
    assert answers.draw_anew(SCENARIO, PLAN) is not drawing
