"""The trade-off between kinds: the published examples, and what the table says of every kind."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, resolve
from simulator.premises import Scenario
from simulator.present.frames import kinds_frame, kinds_table
from simulator.present.frames.kinds import UNITS
from simulator.present.kinds import kinds_in_terminal
from simulator.stages.jobs import KindJobs, compare_kinds

CENTRAL = 1


@pytest.fixture(scope="module")
def found(region: Region) -> KindJobs:
    """Return the shipped trade-off."""
    return compare_kinds(region, resolve(region, Scenario(title="None")))


def place_of(found: KindJobs, kind: str, *, more_milk: bool = False) -> int:
    """Return where a kind stands."""
    return next(at for at, name in enumerate(found.kinds) if (name, found.extra_local_milk[at]) == (kind, more_milk))


# Research notes on jobs, section 2.4: size, direct and total as printed. Multipliers there were rounded to 0.01 first.
EXAMPLES = [
    ("data_centre_unknown", False, 50.0, 30, 38),
    ("data_centre_tenant", False, 50.0, 120, 150),
    ("data_centre_hyperscale", False, 100.0, 50, 63),
    ("crypto", False, 20.0, 3, 4),
    ("hydrogen", False, 20.0, 8, 11),
    ("land_based_fish", False, 4.4, 20, 27),
    ("circular_park", False, 15.0, 180, 236),
    ("food_dairy", False, 3.0, 150, 189),
    ("food_dairy", True, 3.0, 150, 230),
]


@pytest.mark.parametrize(("kind", "more_milk", "size_mw", "direct", "total"), EXAMPLES)
def test_typical_sites_give_the_published_jobs(
    found: KindJobs, kind: str, more_milk: bool, size_mw: float, direct: int, total: int
) -> None:
    at = place_of(found, kind, more_milk=more_milk)
    assert found.size_mw[at] == size_mw
    assert round(float(found.direct_persons[CENTRAL, at])) == direct
    rounding = 0.5 + 0.005 * direct
    assert found.total_persons[CENTRAL, at] == pytest.approx(total, abs=rounding)


def test_hundred_megawatts_of_wind_and_sixty_gigawatt_hours_of_small_hydro(found: KindJobs) -> None:
    wind, hydro = place_of(found, "wind"), place_of(found, "small_hydro")
    per_mw = [persons[CENTRAL, wind] / found.size_mw[wind] for persons in (found.direct_persons, found.total_persons)]
    per_gwh = [
        persons[CENTRAL, hydro] / found.energy_gwh[hydro] for persons in (found.direct_persons, found.total_persons)
    ]
    assert [round(100 * one) for one in per_mw] == [6, 8]
    assert [round(60 * one) for one in per_gwh] == [2, 3]


@pytest.mark.parametrize(
    ("kind", "more_milk", "digits", "per_mw"),
    [
        ("data_centre_unknown", False, 2, 0.75),
        ("data_centre_tenant", False, 1, 3.0),
        ("data_centre_hyperscale", False, 2, 0.63),
        ("crypto", False, 1, 0.2),
        ("hydrogen", False, 2, 0.56),
        ("circular_park", False, 0, 16),
        ("food_dairy", False, 0, 63),
    ],
)
def test_total_per_megawatt_is_as_printed(
    found: KindJobs, kind: str, more_milk: bool, digits: int, per_mw: float
) -> None:
    at = place_of(found, kind, more_milk=more_milk)
    assert round(float(found.total_persons[CENTRAL, at] / found.size_mw[at]), digits) == per_mw


def test_fish_is_published_per_average_megawatt(found: KindJobs) -> None:
    at = place_of(found, "land_based_fish")
    average_mw = found.energy_gwh[at] * 1000 / 8760
    assert round(float(average_mw), 1) == 3.5
    assert round(float(found.total_persons[CENTRAL, at] / average_mw)) == 8


def test_kinds_differ_by_a_factor_of_about_fifty(found: KindJobs) -> None:
    crypto, cells = place_of(found, "crypto"), place_of(found, "battery_factory")
    per_mw = found.direct_persons[CENTRAL] / found.size_mw
    assert per_mw[cells] / per_mw[crypto] == pytest.approx(50, rel=0.1)


def test_every_kind_is_there_with_cases_in_order(found: KindJobs, region: Region) -> None:
    assert set(found.kinds) == {*region.project_kinds, *region.establishment_kinds}
    assert (np.diff(found.direct_persons, axis=0) >= 0).all()
    assert (found.total_persons >= found.direct_persons).all()


def test_twice_the_typical_size_gives_the_same_per_megawatt_but_for_jobs_per_site(region: Region) -> None:
    def per_mw(size_mw: float, kind: str) -> float:
        overridden = Scenario(title="Large", overrides=((f"establishment.{kind}.capacity_mw", size_mw),))
        table = compare_kinds(region, resolve(region, overridden))
        at = place_of(table, kind)
        return float(table.total_persons[CENTRAL, at] / table.size_mw[at])

    assert per_mw(40.0, "crypto") == pytest.approx(per_mw(20.0, "crypto"), rel=1e-12)
    assert per_mw(270.0, "hydrogen") < per_mw(20.0, "hydrogen")


def test_tidy_rows_hold_site_mw_and_gwh_and_leave_out_what_is_not(found: KindJobs) -> None:
    rows = kinds_frame(found)
    of_kind = {kind: part.set_index(["layer", "per"])["central"] for kind, part in rows.groupby("kind")}
    assert set(of_kind["crypto"].index) == {(layer, per) for layer in ("direct", "total") for per in UNITS}
    assert set(of_kind["battery"].index) == {("direct", "mw"), ("total", "mw")}
    assert of_kind["crypto"]["direct", "mw"] == pytest.approx(0.15)
    crypto_gwh_per_mw = 0.95 * 8.76
    assert of_kind["crypto"]["direct", "gwh"] == pytest.approx(0.15 / crypto_gwh_per_mw)


@pytest.mark.parametrize(("language", "words"), [("nb", "kryptoutvinning"), ("en", "crypto mining")])
def test_the_screen_and_the_terminal_show_the_same(found: KindJobs, language: str, words: str) -> None:
    rows = kinds_table(found, language)
    assert len(rows) == len(found.kinds) == kinds_in_terminal(found, language).row_count
    assert words in set(rows.iloc[:, 0])
    assert rows.iloc[0, 4] == "158 (48–217)"
    assert rows.iloc[-1, 5] == "–"
