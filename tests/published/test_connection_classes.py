"""Published classes of connections (PC-36), and what follows for a plan."""

from __future__ import annotations

import pytest

from simulator import Region, read_scenario
from simulator.stages.lead_time import Limits, connection_class, lead_time_years
from simulator.stages.plausibility import doubtful

MONTHS = 12
CODES = {"early_connection", "perhaps_twice", "weak_part", "no_line"}
MEASURE = """
[[grid]]
id = "m"
title = "More"
link = "tolga_os"
added_mw = 90
year = 2030
"""
ENTRY = """
[[establishments]]
id = "{id}"
kind = "data_centre_tenant"
title = "Hall"
area = "Tynset"
capacity_mw = {mw}
start_year = {start}
"""


@pytest.fixture(scope="module")
def ranges(region: Region) -> dict[str, Limits]:
    return {name: (number.low, number.value, number.high) for name, number in region.book.items()}


def notes(region: Region, *entries: str) -> list[tuple[str, str, str]]:
    """Return code, place and advice of what is doubtful about connections."""
    scenario = read_scenario('title = "Test"\n' + "".join(entries), "test.toml", region)
    found = doubtful(scenario, region)
    return [(one.code, one.place, one.remedy) for one in found if one.code in CODES]


def entry(identity: str = "hall", mw: float = 80, start: int = 2030, more: str = "") -> str:
    return ENTRY.format(id=identity, mw=mw, start=start) + more + "\n"


@pytest.mark.parametrize(
    ("mw", "studies_months", "build_years", "cost_mnok"),
    [
        (5, (1, 4), (0.5, 1), (2, 15)),
        (9.9, (1, 4), (0.5, 1), (2, 15)),
        (10, None, (1, 1.5), (20, 50)),
        (20, (6, 12), (2, 5), (70, 150)),
        (49, (6, 12), (2, 5), (70, 150)),
        (80, (12, None), (3, 7), (150, None)),
    ],
)
def test_the_published_table(
    ranges: dict[str, Limits],
    mw: float,
    studies_months: tuple[int, int | None] | None,
    build_years: tuple[float, float],
    cost_mnok: tuple[float, float | None],
) -> None:
    found = connection_class(mw, ranges)
    assert found is not None
    assert (found.build_years[0], found.build_years[-1]) == build_years
    assert found.cost_mnok[0] == cost_mnok[0]
    assert cost_mnok[1] in {None, found.cost_mnok[-1]}
    if studies_months is not None:
        assert found.studies_years[0] * MONTHS == pytest.approx(studies_months[0], abs=0.01)
        longest = studies_months[1]
        assert longest is None or found.studies_years[-1] * MONTHS == pytest.approx(longest, abs=0.01)


def test_small_loads_have_no_class(ranges: dict[str, Limits]) -> None:
    assert connection_class(4.9, ranges) is None
    assert lead_time_years(4.9, None, ranges) == (0, 0)


def test_the_wait_is_shorter_the_further_a_request_has_come(ranges: dict[str, Limits]) -> None:
    waits = [lead_time_years(80, queue, ranges) for queue in ("requested", "reserved", "granted")]
    assert waits == [(4, 9), (3, 7), (0, 0)]
    assert lead_time_years(80, None, ranges) == lead_time_years(80, "none", ranges) == (4, 9)


@pytest.mark.parametrize(
    ("start", "more", "told"),
    [
        (2028, "", False),
        (2027, "", True),
        (2028, "request_year = 2026", True),
        (2030, "request_year = 2026", False),
        (2027, 'queue = "reserved"', False),
        (2026, 'queue = "reserved"', True),
        (2024, 'queue = "granted"', False),
        (2024, 'status = "building"', False),
    ],
)
def test_a_start_before_the_grid_can_be_ready_is_noted(region: Region, start: int, more: str, told: bool) -> None:
    found = notes(region, entry(start=start, more=more))
    assert [code for code, _, _ in found] == ["early_connection"] * told
    assert all("years; start in" in advice for _, _, advice in found)


def test_eight_megawatts_may_come_where_sixty_may_not(region: Region) -> None:
    found = notes(region, entry("small", 8, 2026), entry("big", 60, 2026))
    assert [(code, place) for code, place, _ in found] == [("early_connection", "big")]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (entry("other", 80), True),
        (entry("other", 82, 2032), True),
        (entry("other", 40), False),
        (entry("other", 80).replace("Tynset", "Os"), False),
        (entry("other", 80, 2030, 'queue_id = "B"'), False),
    ],
)
def test_what_may_be_one_plan_is_noted(region: Region, other: str, told: bool) -> None:
    assert bool(notes(region, entry(more='queue_id = "A"'), other)) == told


def test_one_that_follows_another_is_no_twin(region: Region) -> None:
    assert not notes(region, entry(more="end_year = 2035"), entry("other", 80, 2035))


@pytest.mark.parametrize(
    ("kinds", "beyond"),
    [((), None), (("line",), "50 of 90"), (("transformer",), "90 of 90"), (("line", "transformer"), None)],
)
def test_a_wire_that_its_transformers_hold_back_is_noted(
    region: Region, kinds: tuple[str, ...], beyond: str | None
) -> None:
    entries = [MEASURE.replace('"m"', f'"m_{kind}"') + f'kind = "{kind}"\n' for kind in kinds]
    scenario = read_scenario('title = "Test"\n' + "".join(entries or [MEASURE]), "test.toml", region)
    found = [one.found for one in doubtful(scenario, region) if one.code == "weak_part"]
    assert len(found) == (beyond is not None)
    assert all(one.startswith(beyond or "") for one in found)


@pytest.mark.parametrize(
    ("year", "kind", "told"), [(2032, "transmission", False), (2029, "transmission", True), (2032, "line", True)]
)
def test_a_milestone_without_its_line_is_noted(region: Region, year: int, kind: str, told: bool) -> None:
    found = notes(region, MEASURE + f'kind = "{kind}"\n[milestones]\ntransmission = {year}\n')
    assert ("no_line" in {code for code, _, _ in found}) == told
