"""The rules for local multipliers side by side, and food with and without more milk."""

from __future__ import annotations

import numpy as np
import pytest
from society_builders import assumptions, input_output

from simulator import Region, WeatherYears, resolve
from simulator.premises import Establishment, Scenario
from simulator.present.multipliers import multipliers_frame, multipliers_table
from simulator.stages.jobs import METHODS, MultiplierTable, count_jobs, multiplier_table

CENTRAL = 1


@pytest.fixture(scope="session")
def side_by_side(region: Region) -> MultiplierTable:
    """The shipped table, by every rule."""
    return multiplier_table(region.input_output, resolve(region, Scenario(title="None")))


def test_cases_rise_and_no_rule_passes_the_nation(side_by_side: MultiplierTable) -> None:
    at_work = [place for place, code in enumerate(side_by_side.sectors) if code != "IMR"]
    for figures in (side_by_side.type_one[at_work], side_by_side.type_two[at_work]):
        assert (np.diff(figures, axis=-1) >= -1e-12).all()
        assert (figures <= figures[:, :1] + 1e-9).all()
        assert (figures >= 1 - 1e-12).all()
    assert (side_by_side.type_two[at_work] >= side_by_side.type_one[at_work]).all()


def test_the_retention_bracket_and_flq_overlap(side_by_side: MultiplierTable) -> None:
    # The figures that docs/method.md argues with.
    kept = dict(zip(METHODS, side_by_side.kept_share, strict=True))
    np.testing.assert_allclose(kept["retention"], [0.13, 0.20, 0.28], atol=5e-3)
    np.testing.assert_allclose(kept["flq"], [0.17, 0.24, 0.30], atol=5e-3)
    np.testing.assert_allclose(kept["aflq"], [0.20, 0.27, 0.33], atol=6e-3)
    assert kept["cilq"][CENTRAL] == pytest.approx(0.64, abs=5e-3)
    assert kept["slq"][CENTRAL] == pytest.approx(0.70, abs=6e-3)
    assert kept["national"] == pytest.approx(1)


def test_every_rule_works_on_a_table_that_can_be_checked_in_the_head() -> None:
    found = multiplier_table(input_output(), assumptions(jobs__flq_delta=(0.165, 0.22, 0.29)))
    assert found.type_one.shape == (5, len(METHODS), 3)
    fish = found.sectors.index("FIS")
    for method in ("slq", "cilq", "flq", "aflq"):
        np.testing.assert_allclose(found.type_one[fish, METHODS.index(method)], 1)
    assert (found.type_one[fish, METHODS.index("retention")] > 1).all()


@pytest.mark.parametrize(("more_milk", "expected"), [(False, (1.17, 1.26, 1.37)), (True, (1.34, 1.53, 1.74))])
def test_a_dairy_with_and_without_more_milk(
    more_milk: bool, expected: tuple[float, ...], region: Region, weather: WeatherYears
) -> None:
    dairy = Establishment(
        id="dairy",
        kind="food_dairy",
        title="Dairy",
        area="tynset_no1",
        capacity_mw=3.0,
        start_year=2028,
        ramp_up_years=0,
        extra_local_milk=more_milk,
    )
    scenario = Scenario(title="Milk", establishments=(dairy,))
    jobs = count_jobs(scenario, region, resolve(region, scenario), weather)
    total = jobs.operating_persons[:, -1, 0] / jobs.direct_persons[:, -1, 0, 0]
    np.testing.assert_allclose(total, expected, atol=0.01)
    # 150 jobs on site: 189 without more milk, 230 with it.
    assert round(float(jobs.operating_persons[CENTRAL, -1, 0])) in ({229, 230} if more_milk else {189})


def test_milk_changes_nothing_outside_food(region: Region, weather: WeatherYears) -> None:
    hall = Establishment(
        id="hall", kind="data_centre_tenant", title="Hall", area="tynset_no1", capacity_mw=10.0, start_year=2028
    )
    plain, milky = (Scenario(title="Hall", establishments=(one,)) for one in (hall, _with_milk(hall)))
    one, other = (count_jobs(each, region, resolve(region, each), weather) for each in (plain, milky))
    np.testing.assert_array_equal(one.operating_persons, other.operating_persons)


def _with_milk(one: Establishment) -> Establishment:
    return one.model_copy(update={"extra_local_milk": True})


def test_the_frame_lists_every_sector_rule_and_case(side_by_side: MultiplierTable) -> None:
    listed = multipliers_frame(side_by_side)
    assert len(listed) == 19 * len(METHODS) * 3
    row = listed.query("sector == 'FOO' and method == 'flq' and case == 'central'").iloc[0]
    assert row["type_one"] == pytest.approx(2.02, abs=0.01)


@pytest.mark.parametrize(("language", "word"), [("nb", "Næringsmidler"), ("en", "Food and drink")])
def test_the_printed_table_has_both_languages(side_by_side: MultiplierTable, language: str, word: str) -> None:
    shown = multipliers_table(side_by_side, language)
    assert shown.row_count == 21
    assert word in list(shown.columns[0].cells)
