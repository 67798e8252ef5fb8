"""More load never leaves more power: the law that "how large fits?" rests on, through the whole model."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rich.progress import Progress

from simulator import Recall, Region, Scenario, WeatherYears, load_region, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Establishment, Weather
from simulator.present.text import NO_BREAK
from simulator.questions.hosting import ENERGY, with_establishment

YEAR = 2035
ROUNDING_GWH = 1e-6


@cache
def given_world() -> tuple[Region, WeatherYears, Recall]:
    """Return the shipped region under three weather years."""
    return load_region(), load_weather(Weather(count=3)), Recall()


def left(kind: str, area: str, capacity_mw: float, operation: str) -> NDArray[np.float64]:
    """Return what is left of the year, the winter and the worst week. [GWh], shape (figures, weather)"""
    region, weather, recall = given_world()
    scenario = Scenario(title="t", weather=Weather(count=3), operation=operation)
    hall = Establishment(id="hall", kind=kind, title="t", area=area, capacity_mw=1.0, start_year=YEAR)
    asked = with_establishment(scenario, hall, capacity_mw, YEAR)
    result = simulate(asked, resolve(region, asked), region, weather, recall=recall)
    return np.stack([result.indicators.at(name, YEAR) for name in ENERGY])


@pytest.mark.parametrize("operation", ["rule", "policy"])
@settings(deadline=None, derandomize=True, max_examples=12)
@given(st.data())
def test_more_megawatts_never_raise_the_surplus(operation: str, data: st.DataObject) -> None:
    region = given_world()[0]
    kind = data.draw(st.sampled_from(sorted(region.establishment_kinds)))
    area = data.draw(st.sampled_from([one.id for one in region.areas]))
    size, more = data.draw(st.floats(0.5, 200.0)), data.draw(st.floats(0.1, 200.0))
    assert (left(kind, area, size + more, operation) <= left(kind, area, size, operation) + ROUNDING_GWH).all()


def test_the_command_says_after_every_run_between_which_sizes_the_answer_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Heard(Progress):
        def update(self, *_: Any, description: Any = None, **__: Any) -> None:
            said.append(description.replace(NO_BREAK, " "))

    monkeypatch.setattr("simulator.commands.asking.Progress", Heard)
    file = tmp_path / "few.toml"
    file.write_text('title = "Few"\noperation = "rule"\n[weather]\ncount = 2\n', encoding="utf-8")
    assert main(["fits", str(file), "--area", "tynset_no1", "--language", "en"]) == 0
    assert said[0] == "So far: between 0 MW and 1,500 MW (run 1)"
    assert said[1].endswith("(run 2)") and "50" in said[1]
    ends = [[float(end) for end in re.findall(r"([\d.]+) MW", one.replace(",", ""))] for one in said]
    assert all(one[0] <= other[0] < other[1] <= one[1] for one, other in itertools.pairwise(ends))
