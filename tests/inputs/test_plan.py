"""Plans of batches: what is right becomes cases, everything wrong is told at once, before anything is run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator import InputError, Region, Scenario
from simulator.batch.cases import address_of, read_order
from simulator.inputs.changes import UnknownKeyError, find_spot, lay
from simulator.inputs.plan import Axis

HOME = Path(__file__).resolve().parents[2]
OWN = """
title = "Eget"
[[establishments]]
id = "dairy"
kind = "food_dairy"
title = "Meieri"
area = "Alvdal"
capacity_mw = 3
start_year = 2028
"""
GOOD = """
scenarios = ["own.toml"]
years = [2035, 2040]
[[grid]]
set = "establishments.dairy.capacity_mw"
values = [3, 4.5]
[[grid]]
set = "establishments.dairy.start_year"
from = 2028
to = 2030
step = 1
"""


def write(folder: Path, plan: str, own: str = OWN) -> Path:
    (folder / "own.toml").write_text(own, encoding="utf-8")
    path = folder / "plan.toml"
    path.write_text(plan, encoding="utf-8")
    return path


def problems(folder: Path, plan: str, region: Region) -> str:
    with pytest.raises(InputError) as caught:
        read_order(write(folder, plan), region)
    return "\n".join(map(str, caught.value.problems))


def test_axes_multiply_and_the_last_moves_fastest(tmp_path: Path, region: Region) -> None:
    order = read_order(write(tmp_path, GOOD), region)
    cases = list(order)
    tried = [
        (case.scenario.establishments[0].capacity_mw, case.scenario.establishments[0].start_year) for case in cases
    ]
    assert tried == [(mw, year) for mw in (3.0, 4.5) for year in (2028, 2029, 2030)]
    assert order.planned == len({case.address for case in cases}) == 6
    assert json.loads(cases[0].changes) == {
        "establishments.dairy.capacity_mw": 3.0,
        "establishments.dairy.start_year": 2028,
    }
    assert cases[0].years == (2035, 2040)


def test_a_plan_is_read_as_often_as_asked_and_gives_the_same(tmp_path: Path, region: Region) -> None:
    order = read_order(write(tmp_path, GOOD), region)
    assert [case.address for case in order] == [case.address for case in order]


def test_a_new_title_is_no_new_case_but_a_new_number_is(tmp_path: Path, region: Region) -> None:
    plain, renamed, larger = (
        Scenario(title="a"),
        Scenario(title="b", id="b"),
        Scenario(title="a", new_homes_per_year=1.0),
    )
    one, two, three = (address_of(each, {}, years=(2035,), world="w") for each in (plain, renamed, larger))
    assert one == two != three
    assert len({one, address_of(plain, {"wind_no1": "f"}, years=(2035,), world="w")}) == 2
    assert (
        len({one, address_of(plain, {}, years=(2036,), world="w"), address_of(plain, {}, years=(2035,), world="x")})
        == 3
    )


def test_areas_may_be_written_as_people_write_them(tmp_path: Path, region: Region) -> None:
    plan = 'scenarios = ["own.toml"]\n[[grid]]\nset = "establishments.dairy.area"\nvalues = ["Tynset", "Os"]\n'
    areas = [case.scenario.establishments[0].area for case in read_order(write(tmp_path, plan), region)]
    assert areas[0] == "tynset_no1"
    assert areas[1].startswith("os")


def test_samples_are_drawn_from_the_ranges_of_included_numbers(tmp_path: Path, region: Region) -> None:
    plan = 'scenarios = ["own.toml"]\n[sample]\ncount = 5\nseed = 1\nmethod = "random"\ninclude = ["labour.*"]\n'
    cases = list(read_order(write(tmp_path, plan), region))
    assert len({case.address for case in cases}) == 5
    for name, value in cases[0].scenario.overrides:
        assert name.startswith("labour.")
        assert region.book[name].low <= value <= region.book[name].high
    longer = list(read_order(write(tmp_path, plan.replace("count = 5", "count = 7")), region))
    assert [case.address for case in longer[:5]] == [case.address for case in cases]


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol"])
def test_spread_samples_are_spread(tmp_path: Path, region: Region, method: str) -> None:
    name = "labour.household_size_persons"
    plan = f'scenarios = ["own.toml"]\n[sample]\ncount = 8\nmethod = "{method}"\ninclude = ["{name}"]\n'
    values = sorted(dict(case.scenario.overrides)[name] for case in read_order(write(tmp_path, plan), region))
    number = region.book[name]
    assert values[1] < number.value < values[-2]


def test_an_axis_over_a_number_wins_over_its_draw(tmp_path: Path, region: Region) -> None:
    name = "labour.household_size_persons"
    plan = f'scenarios = ["own.toml"]\n[[grid]]\nset = "overrides.{name}"\nvalues = [1.5]\n[sample]\ncount = 2\n'
    assert {dict(case.scenario.overrides)[name] for case in read_order(write(tmp_path, plan), region)} == {1.5}


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ("years = [2035]", "scenarios: found nothing; give this key"),
        ("", "scenarios: found nothing; give this key"),
        ('scenaros = ["own.toml"]', "did you mean scenarios?"),
        ("scenarios = []", "give one or more"),
        ('scenarios = ["lost.toml"]', "no scenario file"),
        ('scenarios = ["own.toml"]\nyears = [2050]', "2050"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "a"\nvalus = [1]', "did you mean values?"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "a"', "give values, or from, to and step"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "a"\nvalues = [1]\nfrom = 1', "give values, or from, to and step"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "a"\nfrom = 2\nto = 1\nstep = 1', "0 values"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "a"\nfrom = 0\nto = 1\nstep = 1e-9', "give 1 to 10,000 values"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "weather.sed"\nvalues = [1]', "did you mean seed?"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "establishments.diary.capacity_mw"\nvalues = [1]', "mean dairy?"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "projects.a.capacity_mw"\nvalues = [1]', "own has no projects"),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "overrides.labour.nothing"\nvalues = [1]', "unknown assumption"),
        (
            'scenarios = ["own.toml"]\n[[grid]]\nset = "establishments.dairy.capacity_mw"\nvalues = [1, 99000]',
            "line 4, grid[1].values[2]: found 99000 (own); give at most 2000",
        ),
        (
            'scenarios = ["own.toml"]\n[[grid]]\nset = "establishments.dairy.area"\nvalues = ["Tynst"]',
            "did you mean tynset",
        ),
        ('scenarios = ["own.toml"]\n[[grid]]\nset = "weather.seed"\nvalues = [1.5]', "give a whole number"),
        ('scenarios = ["own.toml"]\n[sample]\ncount = 0', "give at least 1"),
        ('scenarios = ["own.toml"]\n[sample]\ncount = 1\ninclude = ["labor.*"]', "unknown number"),
        ('scenarios = ["own.toml"]\n[sample]\ncount = 1\nmethod = "guess"', "random"),
        ('scenarios = ["own.toml"\n', "mend the TOML"),
    ],
)
def test_what_is_wrong_is_told_with_place_and_remedy(tmp_path: Path, region: Region, plan: str, told: str) -> None:
    assert told in problems(tmp_path, plan, region)


def test_everything_wrong_is_told_at_once(tmp_path: Path, region: Region) -> None:
    told = problems(tmp_path, GOOD.replace("[3, 4.5]", "[-1, 4.5, -2]").replace("start_year", "start_yer"), region)
    assert told.count("give at least 0") == 2
    assert "did you mean start_year?" in told


def test_a_plan_that_is_not_there(tmp_path: Path, region: Region) -> None:
    with pytest.raises(InputError, match="give the path of a plan"):
        read_order(tmp_path / "none.toml", region)


def test_steps_hold_both_ends_and_whole_numbers_stay_whole() -> None:
    axis = Axis.model_validate({"set": "a", "from": 0.1, "to": 0.5, "step": 0.1})
    assert axis.stated == (0.1, 0.2, 0.3, 0.4, 0.5)
    assert Axis.model_validate({"set": "a", "from": 1, "to": 6, "step": 2}).stated == (1, 3, 5)


def test_keys_of_every_sort_can_be_set(region: Region) -> None:
    base = Scenario(title="a")
    for key, value in (("operation", "rule"), ("horizon.last_year", 2035), ("overrides.jobs.retention_share", 0.5)):
        changed = lay(base, find_spot(base, key, region), value)
        assert changed != base
    with pytest.raises(UnknownKeyError):
        find_spot(base, "title", region)


def test_the_example_is_right(region: Region) -> None:
    assert read_order(HOME / "examples" / "plan.toml", region).planned == 24
