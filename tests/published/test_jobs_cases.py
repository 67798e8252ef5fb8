"""Published input–output tables, location quotients and counts of work (PC-22, 24, 26, 27, 29)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.stages.jobs import (
    cilq,
    construction_share,
    flq_coefficients,
    flq_share,
    job_years,
    leontief_inverse,
    mean_jobs,
    output_multipliers,
    regional_size,
    slq,
    total_content,
    type_one_jobs,
    type_two_jobs,
)
from simulator.stages.plausibility import implausible_local_share

# PC-22: Germany 1995, Eurostat manual of input–output tables 2008, table 15.4. Output in EUR million.
GERMANY_FLOWS = np.array(
    [
        [1131, 25480, 1, 607, 710, 762],
        [7930, 304584, 64167, 41082, 11981, 30360],
        [426, 7334, 3875, 5296, 23457, 9155],
        [3559, 72717, 14190, 74399, 10835, 21008],
        [3637, 96115, 31027, 65755, 193176, 34223],
        [1552, 14986, 1747, 11225, 15058, 22070],
    ]
)
GERMANY_OUTPUT = np.array([43910, 1079446, 245606, 540063, 692487, 508918])
GERMANY_VALUE_ADDED = np.array([21664, 395022, 115624, 311407, 415426, 365017])
GERMANY_EMPLOYMENT = np.array([1096, 8381, 3236, 9251, 4258, 10206])
GERMANY_A = GERMANY_FLOWS / GERMANY_OUTPUT

TWO_SECTORS_A = np.array([[0.15, 0.25], [0.20, 0.05]])

# PC-26: a Finnish region and its nation.
REGION_PERSONS = np.array([170.0, 2227, 403, 821, 4896, 2484])
NATION_PERSONS = np.array([24019.0, 129248, 36320, 63521, 484087, 216831])


def test_germany_output_multipliers() -> None:
    expected = [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]
    np.testing.assert_allclose(output_multipliers(GERMANY_A), expected, atol=5e-5)


def test_germany_value_added_multipliers() -> None:
    expected = [0.8450, 0.7647, 0.8615, 0.9019, 0.9393, 0.9199]
    found = total_content(GERMANY_A, GERMANY_VALUE_ADDED / GERMANY_OUTPUT)
    np.testing.assert_allclose(found, expected, atol=5e-5)


def test_germany_employment_multipliers() -> None:
    expected = [0.0326, 0.0162, 0.0207, 0.0237, 0.0112, 0.0242]
    found = total_content(GERMANY_A, GERMANY_EMPLOYMENT / GERMANY_OUTPUT)
    np.testing.assert_allclose(found, expected, atol=5e-5)


def test_germany_type_one_employment_ratios() -> None:
    expected = [1.3071, 2.0823, 1.5697, 1.3855, 1.8181, 1.2078]
    np.testing.assert_allclose(type_one_jobs(GERMANY_A, GERMANY_EMPLOYMENT / GERMANY_OUTPUT), expected, atol=5e-5)


def test_miller_blair_coefficients_and_inverse() -> None:
    flows, output = np.array([[150, 500], [200, 100]]), np.array([1000, 2000])
    np.testing.assert_allclose(flows / output, TWO_SECTORS_A)
    np.testing.assert_allclose(leontief_inverse(TWO_SECTORS_A), [[1.2541, 0.3300], [0.2640, 1.1221]], atol=5e-5)


def test_miller_blair_new_demand() -> None:
    output = leontief_inverse(TWO_SECTORS_A) @ np.array([600, 1500])
    np.testing.assert_allclose(output, [1247.5248, 1841.5842], atol=5e-5)
    np.testing.assert_allclose(output * [0.30, 0.25], [374.2574, 460.3960], atol=5e-5)


def test_miller_blair_closed_for_households() -> None:
    closed = np.array([[0.15, 0.25, 0.05], [0.20, 0.05, 0.40], [0.30, 0.25, 0.05]])
    expected = [[1.365, 0.425, 0.251], [0.527, 1.348, 0.595], [0.570, 0.489, 1.289]]
    np.testing.assert_allclose(leontief_inverse(closed), expected, atol=5e-4)


def test_finnish_quotients() -> None:
    expected = [0.6138, 1.4943, 0.9622, 1.1209, 0.8771, 0.9935]
    np.testing.assert_allclose(slq(REGION_PERSONS, NATION_PERSONS), expected, atol=5e-5)
    assert regional_size(REGION_PERSONS, NATION_PERSONS) == pytest.approx(0.0115311, abs=5e-8)


@pytest.mark.parametrize(("delta", "expected"), [(0.1, 0.663522), (0.2, 0.440262), (0.3, 0.292123)])
def test_finnish_lambda(delta: float, expected: float) -> None:
    assert flq_share(regional_size(REGION_PERSONS, NATION_PERSONS), delta) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize(
    ("size_share", "expected"),
    [
        (0.01, (0.6542, 0.4280, 0.3461, 0.2800)),
        (0.05, (0.7669, 0.5882, 0.5151, 0.4511)),
        (0.1, (0.8200, 0.6725, 0.6089, 0.5514)),
        (0.2, (0.8750, 0.7656, 0.7161, 0.6699)),
        (0.5, (0.9478, 0.8983, 0.8745, 0.8514)),
        (1.0, (1.0, 1.0, 1.0, 1.0)),
    ],
)
def test_lambda_table(size_share: float, expected: tuple[float, ...]) -> None:
    found = [flq_share(size_share, delta) for delta in (0.1, 0.2, 0.25, 0.3)]
    np.testing.assert_allclose(found, expected, atol=5e-5)


def test_lambda_of_nord_osterdal() -> None:
    size_share = 7811 / 2863317
    found = [flq_share(size_share, delta) for delta in (0.165, 0.20, 0.22, 0.25, 0.29, 0.30)]
    np.testing.assert_allclose(found, [0.40, 0.33, 0.30, 0.25, 0.20, 0.19], atol=5e-3)


@given(arrays(float, 6, elements=st.integers(0, 10_000).map(float)), st.floats(0, 1))
def test_flq_never_exceeds_the_nation(regional_persons: np.ndarray, delta: float) -> None:
    regional = np.minimum(regional_persons + np.eye(6)[0], NATION_PERSONS)
    local = flq_coefficients(GERMANY_A, regional, national_persons=NATION_PERSONS, delta=delta)
    jobs = GERMANY_EMPLOYMENT / GERMANY_OUTPUT
    assert (local <= GERMANY_A).all()
    assert (local >= 0).all()
    assert (type_one_jobs(local, jobs) <= type_one_jobs(GERMANY_A, jobs) + 1e-12).all()


def test_plain_quotients_overstate_in_a_small_region() -> None:
    jobs = GERMANY_EMPLOYMENT / GERMANY_OUTPUT
    plain = GERMANY_A * np.minimum(slq(REGION_PERSONS, NATION_PERSONS), 1)[:, None]
    flegg = flq_coefficients(GERMANY_A, REGION_PERSONS, national_persons=NATION_PERSONS, delta=0.25)
    assert (type_one_jobs(plain, jobs) > type_one_jobs(flegg, jobs)).all()


def test_an_industry_that_is_missing_sells_nothing_and_buys_as_the_nation() -> None:
    quotients = cilq(np.array([0.0, 2.0]))
    np.testing.assert_array_equal(quotients, [[0.0, 0.0], [np.inf, 2.0]])


@given(arrays(float, (4, 4), elements=st.floats(0, 0.2)), arrays(float, 4, elements=st.floats(0.1, 2)))
def test_type_two_is_at_least_type_one_is_at_least_one(A: np.ndarray, jobs: np.ndarray) -> None:
    pay_share, household_share = np.full(4, 0.2), np.full(4, 0.2)
    one = type_one_jobs(A, jobs)
    two = type_two_jobs(A, jobs, pay_share=pay_share, household_share=household_share, spending_share=0.5)
    assert (one >= 1).all()
    assert (two >= one).all()


def test_a_sector_that_employs_nobody_has_no_ratio() -> None:
    assert np.isnan(type_one_jobs(TWO_SECTORS_A, np.array([0.0, 0.2]))[0])


def test_one_full_time_job_for_two_years() -> None:
    assert job_years(1, 2) == 2
    assert mean_jobs(2000, 2) == 1000


def test_building_work_of_two_years_is_a_thousand_in_each() -> None:
    spread = 2000 * construction_share(np.arange(2026, 2031), 2030, 2.0)
    np.testing.assert_array_equal(spread, [0, 0, 1000, 1000, 0])


def test_half_time_and_part_years() -> None:
    assert job_years(1, 1, 0.5) == 0.5
    assert job_years(4, 3 / 12) == 1


def test_implan_counts_heads_not_hours() -> None:
    annual_average_jobs = job_years(2, 6 / 12)
    half_time_as_a_head = job_years(1, 1)
    assert annual_average_jobs == 1
    assert half_time_as_a_head == 2 * job_years(1, 1, 0.5)


@pytest.mark.parametrize(("direct", "with_suppliers"), [(9.83, 12.67), (6.01, 10.63), (6.52, 9.65), (5.87, 8.94)])
def test_type_one_reproduces_the_epi_pairs(direct: float, with_suppliers: float) -> None:
    supplier_jobs = 1.0
    A = np.array([[0.0, 0.0], [(with_suppliers - direct) / supplier_jobs, 0.0]])
    found = type_one_jobs(A, np.array([direct, supplier_jobs]))[0]
    assert direct * found == pytest.approx(with_suppliers)


@pytest.mark.parametrize(("invested_mnok", "local_mnok"), [(487, 58.4), (480, 29), (480, 124), (2500, 560)])
def test_documented_wind_farms_are_believed(invested_mnok: float, local_mnok: float) -> None:
    assert not implausible_local_share("wind", local_mnok / invested_mnok, 0.30)


def test_a_wind_farm_half_bought_locally_is_not_believed() -> None:
    assert implausible_local_share("wind", 0.5, 0.30)
    assert not implausible_local_share("hydro", 0.5, 0.30)
