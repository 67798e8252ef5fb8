"""Cost lines: the one home of local shares, for every phase of every kind, and the work that they pay for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, cost_lines, data_centre, input_output, wind_farm
from society_builders import region as hand_made

from simulator import InputError, Region, resolve
from simulator.inputs.places import data_folder
from simulator.inputs.region import load_region
from simulator.premises import PAY, PHASES, Assumptions, Scenario
from simulator.stages.jobs import (
    cost_per_job_mnok,
    local_multipliers,
    local_parts,
    phase_local_share,
    work_per_mnok,
)
from simulator.stages.jobs.building import construction_work
from simulator.stages.jobs.counting import case_multipliers

SHIPPED = load_region()
KINDS = [f"project.{kind}" for kind in SHIPPED.project_kinds]
KINDS += [f"establishment.{kind}" for kind in SHIPPED.establishment_kinds]
ENDS = ("local_low", "local_central", "local_high")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_of_every_kind_has_lines_and_their_sum_stands_in_the_book(kind: str, phase: str) -> None:
    lines = SHIPPED.lines_of(kind, phase)
    assert sum(line.share for line in lines) == pytest.approx(1)
    known = SHIPPED.book[f"{kind}.{phase}_local_share"]
    sums = [sum(line.share * getattr(line, end) for line in lines) for end in ENDS]
    np.testing.assert_allclose([known.low, known.value, known.high], sums)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("phase", PHASES)
@given(local_share=st.floats(0, 1))
@settings(max_examples=10, deadline=None)
def test_the_lines_sum_to_whatever_local_share_is_asked_for(kind: str, phase: str, local_share: float) -> None:
    lines = SHIPPED.lines_of(kind, phase)
    parts = local_parts(lines, np.array([local_share, min(1.0, local_share + 0.01)]))
    assert (parts >= 0).all() and (parts <= 1 + 1e-12).all()
    assert (np.diff(parts, axis=0) >= -1e-12).all()
    assert parts[0] @ [line.share for line in lines] == pytest.approx(local_share, abs=1e-9)


@pytest.mark.parametrize("count", [1, 3, 7])
def test_local_parts_are_found_for_any_number_of_cases(count: int) -> None:
    lines = SHIPPED.lines_of("project.wind", "construction")
    assert local_parts(lines, np.linspace(0, 1, count)).shape == (count, len(lines))
    assert local_parts((), np.linspace(0, 1, count)).shape == (count, 0)


def test_a_builder_is_on_site_and_buys_from_suppliers() -> None:
    lines = [line for line in cost_lines("project.wind") if line.phase == "construction"]
    table = input_output()
    local = local_multipliers(table, 0.3, household_retention_share=0.5, spending_share=0.57)
    cases = replace_axis(local.type_one), replace_axis(local.type_two)
    found = work_per_mnok(lines, np.array([0.2]), local=type(local)(*cases), table=table)
    con = table.sectors.index("CON")
    assert found.on_site == pytest.approx(0.5 * 0.4 * 0.35)
    assert found.suppliers == pytest.approx(0.5 * 0.4 * 0.35 * (local.type_one[con] - 1))
    assert found.induced == pytest.approx(0.5 * 0.4 * 0.35 * (local.type_two[con] - local.type_one[con]))


def replace_axis(values: np.ndarray) -> np.ndarray:
    """Give figures by sector an axis of one case, without the industry that has no jobs."""
    return np.nan_to_num(values)[None, :]


def test_nothing_bought_here_is_no_work_here(region: Region) -> None:
    local = case_multipliers(region.input_output, resolve(region, Scenario(title="None")))
    for kind in KINDS:
        found = work_per_mnok(
            region.lines_of(kind, "construction"), np.zeros(3), local=local, table=region.input_output
        )
        assert not any(layer.any() for layer in found)


def test_pay_of_staff_buys_nothing(region: Region) -> None:
    # People on site are the direct jobs of the room; counting their pay as a purchase would count them twice.
    lines = region.lines_of("establishment.food_dairy", "operation")
    local = case_multipliers(region.input_output, resolve(region, Scenario(title="None")))
    share = np.full(3, 0.3)
    found = work_per_mnok(lines, share, local=local, table=region.input_output)
    dearer = [replace(line, sector="CON") if line.sector == PAY else line for line in lines]
    assert (work_per_mnok(dearer, share, local=local, table=region.input_output).on_site > found.on_site).all()
    assert not found.on_site.any()


def test_only_the_building_of_a_project_can_be_stated() -> None:
    stated = wind_farm(local_purchase_share=0.12)
    np.testing.assert_array_equal(phase_local_share(stated, "construction", assumptions()), [0.12] * 3)
    np.testing.assert_array_equal(phase_local_share(stated, "operation", assumptions()), [0.26, 0.4, 0.6])
    np.testing.assert_array_equal(phase_local_share(wind_farm(), "construction", assumptions()), [0.1, 0.2, 0.5])


@pytest.mark.parametrize("kind", list(SHIPPED.establishment_kinds))
def test_purchases_of_an_establishment_give_the_supplier_jobs_of_its_multiplier(kind: str, region: Region) -> None:
    """Two roads to one figure: what a job's purchases pay for, and the multiplier of its industry less the job."""
    table = region.input_output
    local = case_multipliers(table, resolve(region, Scenario(title="None")))
    sector = region.establishment_kinds[kind].sector
    share = region.book[f"establishment.{kind}.operation_local_share"]
    per_mnok = work_per_mnok(
        region.lines_of(f"establishment.{kind}", "operation"),
        np.array([share.low, share.value, share.high]),
        local=local,
        table=table,
    )
    by_lines = per_mnok.suppliers * cost_per_job_mnok(table, sector)
    by_multiplier = local.type_one[:, table.sectors.index(sector)] - 1
    # Small lines are one, and power is left out of the lines: a tenth, and two hundredths of a job.
    np.testing.assert_allclose(by_lines, by_multiplier, rtol=0.12, atol=0.02)


def test_local_parts_of_an_establishments_purchases_are_the_retention_of_the_multipliers(region: Region) -> None:
    keep = region.book["jobs.retention_share"]
    for line in region.cost_lines:
        if line.kind.startswith("establishment") and line.phase == "operation" and line.layer == "supply":
            local = (line.local_low, line.local_central, line.local_high)
            assert local in {(keep.low, keep.value, keep.high), (0, 0, 0)}, line


def test_staff_who_live_here_are_the_resident_share_of_the_kind(region: Region) -> None:
    for kind in region.establishment_kinds:
        (pay,) = (line for line in region.lines_of(f"establishment.{kind}", "operation") if line.sector == PAY)
        known = region.book[f"establishment.{kind}.resident_share"]
        assert (pay.local_low, pay.local_central, pay.local_high) == (known.low, known.value, known.high), kind


class Drawn(Assumptions):
    """Numbers with seven worlds instead of three cases."""

    @property
    def count(self) -> int:
        """How many worlds."""
        return 7

    def cases(self, name: str) -> np.ndarray:
        """Return seven values from low to high. shape (7,)"""
        return np.linspace(self.ranges[name].low, self.ranges[name].high, 7)


def test_building_work_is_counted_for_any_number_of_worlds() -> None:
    drawn = Drawn(assumptions().ranges)
    where = hand_made()
    local = case_multipliers(where.input_output, drawn)
    work = construction_work((wind_farm(), data_centre()), range(2024, 2032), drawn, region=where, local=local)
    assert all(part.shape == (7, 8, 2) for part in work)
    built = (work.on_site + work.suppliers).sum(axis=1)
    assert (np.diff(built, axis=0) > 0).all()
    np.testing.assert_allclose(
        (work.on_site + work.suppliers + work.outside).sum(axis=1)[:, 1], 6000 * np.linspace(0.5, 1, 7)
    )


@pytest.mark.parametrize(
    ("kind", "documented"),
    [
        ("wind", (0.06, 0.12, 0.25)),  # Hitra, Bessaker (PC-29), and the developer's claim at Kjølberget
        ("small_hydro", (0.25, 1 / 3, 0.4)),  # NOK 5 bn of 15 bn to local contractors (Småkraftforeninga 2016)
        ("hydro_upgrade", (85 / 900,) * 3),  # Tolga (PC-29)
    ],
)
def test_lines_meet_the_documented_local_purchases(kind: str, documented: tuple[float, ...], region: Region) -> None:
    known = region.book[f"project.{kind}.construction_local_share"]
    assert known.low <= max(documented) and known.high >= min(documented)


def test_an_upgrade_buys_what_tolga_bought(region: Region) -> None:
    assert region.book["project.hydro_upgrade.construction_local_share"].value == pytest.approx(85 / 900, abs=1e-3)


def test_a_kind_can_be_spent_like_another_and_its_own_lines_come_first(tmp_path: Path) -> None:
    copied = tmp_path / "data"
    shutil.copytree(data_folder(), copied)
    kinds = copied / "project_kinds.toml"
    content = kinds.read_text(encoding="utf-8")
    kinds.write_text(content.replace("[small_hydro]\n", '[small_hydro]\ncosts_as = "bio"\n'), encoding="utf-8")
    lines = copied / "cost_lines.csv"
    kept = [line for line in lines.read_text(encoding="utf-8").splitlines() if "project.small_hydro,oper" not in line]
    lines.write_text("\n".join(kept) + "\n", encoding="utf-8")
    region = load_region(copied)
    names = {
        (kind, phase): [line.line for line in region.lines_of(f"project.{kind}", phase)]
        for kind in ("bio", "small_hydro")
        for phase in ("construction", "operation")
    }
    assert names["small_hydro", "operation"] == names["bio", "operation"]
    assert names["small_hydro", "construction"] != names["bio", "construction"]
    kinds.write_text(content.replace("[small_hydro]\n", '[small_hydro]\ncosts_as = "biomass"\n'), encoding="utf-8")
    with pytest.raises(InputError, match="biomass"):
        load_region(copied)
