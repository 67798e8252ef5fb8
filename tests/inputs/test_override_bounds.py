"""Numbers that a scenario sets itself, on either side of what can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import InputError, Region, read_scenario
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs.plan import Axis, load_plan


def codes(name: str, value: float, region: Region) -> list[str]:
    try:
        read_scenario(f'title = "T"\n[overrides]\n"{name}" = {value!r}\n', "test.toml", region)
    except InputError as fault:
        return [problem.code for problem in fault.problems]
    return []


def remedy(name: str, value: float, region: Region) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(f'title = "T"\n[overrides]\n"{name}" = {value!r}\n', "test.toml", region)
    return str(caught.value.problems[0].remedy)


SHARE = "labour.in_commuter_share"  # 0.1 to 0.35
DISPLACED = "labour.displaced_share"  # 0 to 0.3
HOURS = "demand.shift_hours"  # 1 to 12
SIZE = "goals.large_establishment_mw"  # 5 to 20
GROWTH = "demand.growth_households_share"  # -0.008 to 0.008
DELAY = "realisation.delay_years"  # 0 to 4
EFFICIENCY = "project.battery.round_trip_share"


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        (SHARE, 0.0, []),  # a share may be nothing
        (SHARE, 1.0, []),
        (SHARE, 1.01, ["not_a_share"]),
        (SHARE, -0.01, ["negative_override"]),
        (DISPLACED, 0.0, []),
        (DISPLACED, -0.01, ["negative_override"]),
        (SIZE, 0.0, []),
        (SIZE, -1.0, ["negative_override"]),
        (SIZE, 5000.0, []),
        (HOURS, 0.0, ["zero_override"]),
        (HOURS, 0.5, []),
        (HOURS, -1.0, ["negative_override"]),
        (HOURS, 100.0, []),
        (GROWTH, -0.02, []),
        (GROWTH, 0.0, []),
        (GROWTH, 1.0, []),
        (GROWTH, 1.01, ["not_a_share"]),
        (GROWTH, 50.0, ["not_a_share"]),  # such a growth ended in a traceback
        (GROWTH, -1.0, []),
        (GROWTH, -1.01, ["not_a_share"]),
        (DELAY, 0.0, []),
        (DELAY, -1.0, ["negative_override"]),
        (EFFICIENCY, 0.01, []),
        (EFFICIENCY, 0.0099, ["not_an_efficiency"]),
        (EFFICIENCY, 1.0, []),
        (EFFICIENCY, 1.001, ["not_an_efficiency"]),
        ("production.hydro_least_efficiency_share", 0.0, ["not_an_efficiency"]),
    ],
)
def test_what_a_number_may_be(name: str, value: float, found: list[str], region: Region) -> None:
    assert codes(name, value, region) == found


def test_what_would_be_right_is_said(region: Region) -> None:
    assert remedy(DISPLACED, -0.1, region) == remedy(SHARE, -0.1, region) != remedy(HOURS, -0.1, region)
    assert remedy(DELAY, -0.1, region) != remedy(HOURS, -0.1, region)  # a delay may be nothing
    assert "0.35" in remedy(SHARE, 35.0, region)
    assert "1000" not in remedy(SHARE, 100_000.0, region) and "0." not in remedy(SHARE, 1.01, region)


def test_no_share_passes_what_the_weather_gives(region: Region) -> None:
    name = "project.wind.capacity_factor_share"
    most = region.book["production.wind_full_load_hours_most_hours"].value / HOURS_PER_YEAR
    assert codes(name, most - 1e-6, region) == []
    assert codes(name, most + 1e-6, region) == ["above_weather"]
    assert codes("project.bio.capacity_factor_share", 1.0, region) == []


def project(region: Region, *lines: str) -> list[str]:
    head = ("[[projects]]", 'id = "p"', 'kind = "wind"', 'title = "P"', 'area = "Tynset"', "start_year = 2030")
    text = "\n".join(('title = "T"', *head, *lines)) + "\n"
    try:
        read_scenario(text, "test.toml", region)
    except InputError as fault:
        return [problem.code for problem in fault.problems]
    return []


@pytest.mark.parametrize(
    ("gwh", "found"), [(60.0, []), (60.01, ["above_weather"]), (87.6, ["above_weather"]), (87.61, ["above_nameplate"])]
)
def test_no_project_gives_more_than_its_weather(gwh: float, found: list[str], region: Region) -> None:
    assert region.book["production.wind_full_load_hours_most_hours"].value == 6000
    assert project(region, "capacity_mw = 10", f"mean_gwh = {gwh}") == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("end_year = 2031",), []),
        (("end_year = 2030",), ["ends_before_start"]),
        (("end_year = 2032", "delay_years = 1"), []),
        (("end_year = 2032", "delay_years = 2"), ["ends_before_start"]),
        (("head_m = 10",), ["not_hydropower"]),
        (("max_flow_m3s = 10",), ["not_hydropower"]),
    ],
)
def test_what_a_project_may_be(lines: tuple[str, ...], found: list[str], region: Region) -> None:
    assert project(region, "capacity_mw = 10", *lines) == found


@pytest.mark.parametrize(
    ("first", "last", "step", "count"),
    [(0, 10, 1, 11), (0, 10, 3, 4), (0, 1, 0.1, 11), (2, 2, 5, 1), (3, 2, 1, 0), (0, 1e308, 1e-9, 10**15 + 1)],
)
def test_an_axis_is_counted_whatever_its_ends(first: float, last: float, step: float, count: int) -> None:
    axis = Axis.model_validate({"set": "weather.seed", "from": float(first), "to": float(last), "step": float(step)})
    assert axis.count == count
    if count <= 11:
        assert len(axis.stated) == count


def test_an_axis_of_too_many_steps_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    for last, step in (("1e308", "1e-9"), ("1.7e308", "1.0")):
        text = (
            f'scenarios = ["reference"]\n[[grid]]\nset = "weather.seed"\nfrom = -1.7e308\nto = {last}\nstep = {step}\n'
        )
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_plan(path)
        assert [problem.code for problem in caught.value.problems] == ["values"]
