"""Numbers and units of a scenario that cannot be meant (ids N and U)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator import load_weather, resolve, simulate
from simulator.batch.run import check_file
from tests.bad_inputs.cases import Words, accepted, assert_refused, case, project, written
from tests.inputs.test_scenario_messages import PROJECT, TITLE, assert_said, region, table

SHORT = "[horizon]\nfirst_year = 2030\nlast_year = 2031\n[weather]\ncount = 1\n"


def power(*values: str) -> list[str]:
    """Write a scenario for each value of a capacity."""
    return [project(capacity_mw=value) for value in values]


def chance(*values: str) -> list[str]:
    """Write a scenario for each value of a share."""
    return [project(probability=value) for value in values]


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("N02", *power("inf", "-inf", "nan"), says=("line 7", "finite")),
        case("N03", *power("1e400"), says=("line 7", "finite")),
        case("N06", *power("9" * 50_000, "0x" + "f" * 50_000), says=("line 7", "endless word", "100 letters")),
        case(
            "N06-digits",
            *(TITLE + f"{key} = {'9' * 90}\n" for key in ("schema_version", "horizon.last_year", "weather.count")),
            says=("line 2", "give"),
        ),
        case("N08", *power("1 000", "1'000"), says=("line 7", "write the number as 1000")),
        case("N09", *power("−5", "\u00a05", "5\u00a0"), says=("line 7", "take away the sign U+", "column")),
        case("N12", project(kind='"battery"', storage_hours="0"), says=("line 9", "more than 0")),
        case("N14", *chance("1.0000001"), says=("line 9", "1.0000001", "give at most 1")),
        case("N15", *chance('"85 %"', "85 %", "85%"), says=("line 9", "write the number as 0.85")),
        case("U01", *power('"97 MW"', "97 MW", "97MW"), says=("line 7", "the unit stands in the key: 97")),
        case("U02", *power("97200"), says=("line 7", "at most 2000", "did you mean 97.2?")),
        case("U07", project(capacity="97"), says=("line 9", "did you mean capacity_mw?")),
    ],
)
def test_what_no_number_can_be_is_refused(contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path) -> None:
    assert_refused(tmp_path, contents, says)


def test_a_share_of_more_than_one_per_cent_is_guessed_only_where_it_is_likely(tmp_path: Path) -> None:
    assert_refused(tmp_path, tuple(chance("50")), ("did you mean 0.5?",))
    assert_refused(tmp_path, (TITLE + "overrides = {labour.in_commuter_share = 1.5}\n",), ("share from 0 to 1",))


@pytest.mark.parametrize("value", [pytest.param("-0.0", id="N11")])
def test_nothing_with_a_sign_is_nothing(value: str, tmp_path: Path) -> None:
    assert accepted(tmp_path, project(capacity_mw=value)).projects[0].capacity_mw == 0


@pytest.mark.parametrize("value", ["10.0000000001", "5.0000000000", "1.0000000000000004", "1_0.000000000"])
def test_zeros_behind_a_number_are_no_small_number(value: str, tmp_path: Path) -> None:
    assert accepted(tmp_path, project(capacity_mw=value)).projects[0].capacity_mw == float(value)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case(
            "N05",
            *power("1e-320", "1E-1_0", "0.0000000000001", "0.000_000_000_001"),
            project(storage_hours="1e-320"),
            TITLE + '[overrides]\n"labour.household_size_persons" = 1e-320\n',
            says=("almost nothing", "write 0"),
        ),
        case(
            "N05-efficiency",
            *(TITLE + f'[overrides]\n"project.battery.round_trip_share" = {share}\n' for share in ("0", "0.009", "-1")),
            says=("line 3", "give 0.01 to 1"),
        ),
    ],
)
def test_what_would_be_divided_by_nothing_is_refused(
    contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path
) -> None:
    assert_refused(tmp_path, contents, says)


def test_the_least_efficiency_runs_to_the_end(tmp_path: Path) -> None:
    battery = table("projects", PROJECT, kind='"battery"', storage_hours="1e-9")
    scenario = accepted(tmp_path, TITLE + SHORT + '[overrides]\n"project.battery.round_trip_share" = 0.01\n' + battery)
    result = simulate(scenario, resolve(region(), scenario), region(), load_weather(scenario.weather))
    assert all(np.isfinite(figures).all() for figures in result.indicators.values.values())


@pytest.mark.parametrize("hours", [pytest.param("0.01", id="U08")])
def test_a_battery_that_is_empty_at_once_is_doubted(hours: str, tmp_path: Path) -> None:
    content = project(kind='"battery"', capacity_mw="1000", storage_hours=hours)
    told = [note for note in check_file(written(tmp_path, content), region()).notes if note.code == "unusual_store"]
    assert [note.found for note in told] == ["0.01 hours at full power"]
    assert_said(told[0])
