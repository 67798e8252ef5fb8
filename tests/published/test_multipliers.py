"""The multipliers of ``facts/multipliers.csv``, remade from the national table in ``data/io_table.csv``."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulator.premises import InputOutput
from simulator.stages.jobs import (
    Multipliers,
    flq_multipliers,
    flq_share,
    local_multipliers,
    national_multipliers,
    spending_pattern,
    without_more_milk,
)

DATA = Path(__file__).parents[2] / "data"

# facts/multipliers.csv: sector, national I, II, local I low, central, high, local II low, central, high.
EXPECTED = {
    "AGR": (1.31, 1.41, 1.03, 1.06, 1.08, 1.05, 1.07, 1.11),
    "FOR": (1.42, 1.56, 1.06, 1.09, 1.13, 1.08, 1.13, 1.18),
    "FIS": (3.06, 3.58, 1.17, 1.27, 1.39, 1.21, 1.35, 1.50),
    "OGM": (1.89, 2.48, 1.12, 1.19, 1.26, 1.22, 1.34, 1.47),
    "FOO": (3.59, 4.11, 1.29, 1.45, 1.62, 1.34, 1.53, 1.74),
    "WOO": (2.12, 2.50, 1.15, 1.24, 1.33, 1.20, 1.32, 1.45),
    "PRO": (2.47, 3.05, 1.18, 1.29, 1.40, 1.25, 1.40, 1.56),
    "MAN": (1.66, 2.02, 1.09, 1.14, 1.19, 1.15, 1.23, 1.32),
    "ELE": (1.64, 2.08, 1.09, 1.14, 1.19, 1.16, 1.25, 1.35),
    "WAS": (2.08, 2.51, 1.14, 1.22, 1.31, 1.20, 1.31, 1.44),
    "CON": (2.03, 2.43, 1.13, 1.21, 1.29, 1.18, 1.29, 1.41),
    "TRA": (1.31, 1.53, 1.04, 1.07, 1.09, 1.08, 1.13, 1.18),
    "TRN": (1.70, 2.05, 1.10, 1.15, 1.21, 1.15, 1.24, 1.33),
    "ACC": (1.24, 1.37, 1.03, 1.05, 1.07, 1.05, 1.08, 1.11),
    "ICT": (1.73, 2.14, 1.10, 1.16, 1.22, 1.16, 1.25, 1.36),
    "FRE": (2.04, 2.57, 1.14, 1.21, 1.30, 1.21, 1.34, 1.48),
    "BUS": (1.36, 1.63, 1.05, 1.08, 1.11, 1.10, 1.15, 1.21),
    "PUB": (1.13, 1.35, 1.02, 1.03, 1.04, 1.06, 1.09, 1.13),
    "OTH": (1.24, 1.42, 1.04, 1.06, 1.08, 1.07, 1.10, 1.14),
}
# facts/multipliers.csv: FLQ with δ 0.22 and the assumed employment of the region, type I and II.
FLQ = {
    "AGR": (1.04, 1.05),
    "FOR": (1.25, 1.29),
    "FIS": (1.00, 1.06),
    "OGM": (1.62, 1.81),
    "FOO": (2.02, 2.11),
    "WOO": (1.26, 1.35),
    "PRO": (1.60, 1.74),
    "MAN": (1.17, 1.26),
    "ELE": (1.07, 1.19),
    "WAS": (1.19, 1.28),
    "CON": (1.21, 1.29),
    "TRA": (1.06, 1.12),
    "TRN": (1.13, 1.21),
    "ACC": (1.05, 1.08),
    "ICT": (1.23, 1.34),
    "FRE": (1.24, 1.37),
    "BUS": (1.07, 1.15),
    "PUB": (1.02, 1.09),
    "OTH": (1.05, 1.10),
}
RETENTION = {"low": (0.20, 0.35), "central": (0.30, 0.50), "high": (0.40, 0.65)}
SPENDING = 0.57
IMPUTED_RENT = 0.12993
ROUNDING = 0.0058  # half a printed digit, and what coefficients printed with five decimals move (three of 152 need it)
FLQ_ROUNDING = 0.009  # the employment behind it is printed in whole persons


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one shipped table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def table() -> InputOutput:
    """Return the national table of 2021."""
    rows = {row["row"]: row for row in rows_of("io_table")}
    prior = {row["sector"]: float(row["regional_persons"]) for row in rows_of("employment")}
    sectors = (*EXPECTED, "IMR")
    across = {
        name: np.array([float(rows[name][code]) for code in sectors])
        for name in ("D1", "EMPC", "EMP", "IMP", "TAX", "VA")
    }
    return InputOutput(
        sectors=sectors,
        A=np.array([[float(rows[seller][buyer]) for buyer in sectors] for seller in sectors]),
        pay_share=across["D1"],
        jobs_per_mnok=across["EMPC"],
        household_share=np.array([float(rows[code]["HH_CONS"]) for code in sectors]),
        imputed_rent_share=IMPUTED_RENT,
        national_persons=across["EMP"],
        regional_persons=np.array([prior[sector] for sector in sectors]),
        import_share=across["IMP"],
        tax_share=across["TAX"],
        value_added_share=across["VA"],
    )


def local(case: str) -> Multipliers:
    """Return local multipliers of one case."""
    firms, homes = RETENTION[case]
    return local_multipliers(table(), firms, household_retention_share=homes, spending_share=SPENDING)


@pytest.mark.parametrize("sector", EXPECTED)
def test_national_multipliers(sector: str) -> None:
    found, position = national_multipliers(table(), SPENDING), table().sectors.index(sector)
    assert found.type_one[position] == pytest.approx(EXPECTED[sector][0], abs=ROUNDING)
    assert found.type_two[position] == pytest.approx(EXPECTED[sector][1], abs=ROUNDING)


@pytest.mark.parametrize("sector", EXPECTED)
@pytest.mark.parametrize(("number", "case"), list(enumerate(RETENTION)))
def test_local_multipliers(sector: str, number: int, case: str) -> None:
    found, position = local(case), table().sectors.index(sector)
    assert found.type_one[position] == pytest.approx(EXPECTED[sector][2 + number], abs=ROUNDING)
    assert found.type_two[position] == pytest.approx(EXPECTED[sector][5 + number], abs=ROUNDING)


@pytest.mark.parametrize("sector", FLQ)
def test_flq_multipliers(sector: str) -> None:
    found, position = flq(0.22), table().sectors.index(sector)
    assert found.type_one[position] == pytest.approx(FLQ[sector][0], abs=FLQ_ROUNDING)
    assert found.type_two[position] == pytest.approx(FLQ[sector][1], abs=FLQ_ROUNDING)


def test_the_smallest_part_is_that_of_the_facts() -> None:
    # Section 3.2: 0.00273 of all employed in 2024; the table of 2021 has fewer employed in the nation.
    assert table().regional_persons.sum() / 2863317 == pytest.approx(0.00273, abs=5e-6)
    assert flq_share(7811 / 2863317, 0.35) == pytest.approx(0.144, abs=5e-4)
    assert np.log2(1 + 7811 / 2863317) == pytest.approx(0.00393, abs=5e-6)


@pytest.mark.parametrize(("case", "expected"), [("low", 1.17), ("central", 1.26), ("high", 1.37)])
def test_food_without_more_milk(case: str, expected: float) -> None:
    firms, homes = RETENTION[case]
    fewer = without_more_milk(table())
    found = local_multipliers(fewer, firms, household_retention_share=homes, spending_share=SPENDING)
    position = table().sectors.index("FOO")
    assert found.type_two[position] == pytest.approx(expected, abs=0.005)
    assert table().A[table().sectors.index("AGR"), position] > 0


EMPLOYMENT = arrays(float, 20, elements=st.integers(0, 50_000).map(float))


@given(EMPLOYMENT, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60)
def test_flq_never_exceeds_the_nation_for_any_region(persons: np.ndarray, delta: float, homes: float) -> None:
    anywhere = replace(table(), regional_persons=np.minimum(persons + 1.0 * (table().national_persons > 0), most()))
    found = flq_multipliers(anywhere, delta, household_retention_share=homes, spending_share=SPENDING)
    nation = national_multipliers(table(), SPENDING)
    at_work = table().jobs_per_mnok > 0
    assert (found.type_one[at_work] <= nation.type_one[at_work] + 1e-9).all()
    assert (found.type_two[at_work] <= nation.type_two[at_work] + 1e-9).all()
    assert (found.type_one[at_work] >= 1 - 1e-12).all()
    assert (found.type_two[at_work] >= found.type_one[at_work] - 1e-12).all()


@given(EMPLOYMENT, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30)
def test_a_higher_delta_keeps_less(persons: np.ndarray, one: float, other: float) -> None:
    anywhere = replace(table(), regional_persons=np.minimum(persons + 1.0, most()))
    low, high = (
        flq_multipliers(anywhere, delta, household_retention_share=0.5, spending_share=SPENDING).type_one[:-1]
        for delta in sorted((one, other))
    )
    assert (high <= low + 1e-9).all()


@given(st.integers(0, 18), st.floats(0, 1))
@settings(max_examples=20)
def test_a_sector_that_is_not_here_has_no_suppliers(absent: int, delta: float) -> None:
    persons = table().regional_persons.copy()
    persons[absent] = 0.0
    gone = replace(table(), regional_persons=persons)
    found = flq_multipliers(gone, delta, household_retention_share=0.5, spending_share=SPENDING)
    assert found.type_one[absent] == pytest.approx(1, abs=1e-12)


def most() -> np.ndarray:
    """Return all employed persons of the nation; a region has no more. [persons], shape (sectors,)"""
    return table().national_persons


def flq(delta: float) -> Multipliers:
    """Return multipliers by Flegg's quotient for the region as it is assumed to be."""
    return flq_multipliers(table(), delta, household_retention_share=0.5, spending_share=SPENDING)


def test_households_buy_for_one_krone_without_imputed_rent() -> None:
    pattern = spending_pattern(table())
    assert pattern[table().sectors.index("IMR")] == 0
    assert pattern.sum() == pytest.approx((table().household_share.sum() - IMPUTED_RENT) / (1 - IMPUTED_RENT), abs=1e-5)


def test_keeping_more_never_lowers_what_spent_pay_adds_to_building_work() -> None:
    # `count_jobs` shows II / I − 1 of regional building work apart; its cases must stay in order under any override.
    position = table().sectors.index("CON")
    shares = np.linspace(0, 1, 11)
    ratio = np.array([[_pay_ratio(firms, homes, position) for homes in shares] for firms in shares])
    assert (np.diff(ratio, axis=0) >= -1e-12).all()
    assert (np.diff(ratio, axis=1) >= 0).all()


def _pay_ratio(firms: float, homes: float, position: int) -> float:
    """Return II / I of one sector."""
    found = local_multipliers(table(), firms, household_retention_share=homes, spending_share=SPENDING)
    return float(found.type_two[position] / found.type_one[position])


@pytest.mark.parametrize(
    ("sector", "direct_persons", "total_fte"),
    [
        ("ICT", 30, 38),
        ("ICT", 120, 150),
        ("ICT", 50, 63),
        ("PRO", 8, 11),
        ("FIS", 20, 27),
        ("WAS", 180, 236),
        ("FOO", 150, 230),
        ("ELE", 6, 8),
    ],
)
def test_examples_of_what_the_goals_would_take(sector: str, direct_persons: float, total_fte: float) -> None:
    # facts/jobs-facts.md section 2.4: whole jobs, from multipliers that were themselves rounded to 0.01.
    rounding = 0.5 + 0.005 * direct_persons
    found = direct_persons * local("central").type_two[table().sectors.index(sector)]
    assert found == pytest.approx(total_fte, abs=rounding)
