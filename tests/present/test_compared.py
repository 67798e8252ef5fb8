"""Compared scenarios: work against power, municipality by municipality, and a zero point that can be chosen."""

from __future__ import annotations

import re

import numpy as np
import pytest

from simulator.present import frames
from simulator.present.frames import PLACE_FIGURES, Seen, View
from simulator.present.frames.jobs_power import ISO, MOST_LINES, POINT
from simulator.stages.indicators import MWH_PER_GWH

NUMBER = re.compile(r"[−\d][\d,.\u00a0]*")


def written_number(cell: str, language: str) -> float:
    thousands, decimal = ("\u00a0", ",") if language == "nb" else (",", ".")
    first = NUMBER.search(cell)
    assert first is not None
    return float(first[0].replace("−", "-").replace(thousands, "").replace(decimal, "."))


def test_points_hold_all_work_and_power_of_the_establishments(strategy: Seen, view: View) -> None:
    rows = frames.jobs_power([strategy], view)
    points = rows[rows["layer"] == POINT]
    used = strategy.of_year(strategy.result.ledger.establishment_mwh, view.year) / MWH_PER_GWH
    if (used > 0).all():
        assert points["gwh"].sum() == pytest.approx(used.sum(axis=-1).mean())
    assert len(points) == int((used > 0).any(axis=0).sum())
    for name in ("gwh", "jobs"):
        assert (points[f"low_{name}"] <= points[name] + 1e-9).all() and (
            points[name] <= points[f"high_{name}"] + 1e-9
        ).all()


def test_lines_are_of_equal_work_per_energy_and_end_at_the_edge(strategy: Seen, view: View) -> None:
    rows = frames.jobs_power([strategy], view)
    lines, points = rows[rows["layer"] == ISO], rows[rows["layer"] == POINT]
    assert 1 <= len(lines) <= MOST_LINES
    for gwh, jobs, label in zip(lines["gwh"], lines["jobs"], lines["label"], strict=True):
        assert written_number(label, view.language) == pytest.approx(jobs / gwh, rel=1e-6)
        assert gwh >= points["high_gwh"].max() or jobs >= points["high_jobs"].max()


def test_the_same_establishment_at_the_same_place_is_named_once(strategy: Seen, view: View) -> None:
    rows = frames.jobs_power([strategy, strategy], view)
    points = rows[rows["layer"] == POINT]
    assert (points.loc[points["slot"] == 1, "name"] == points.loc[points["slot"] == 1, "label"]).all()
    assert (points.loc[points["slot"] == 2, "name"] == "").all()


def test_nothing_is_drawn_where_nothing_stands(reference: Seen, view: View) -> None:
    bare = Seen(reference.result)
    if not bare.scenario.establishments:
        assert frames.jobs_power([bare], view).empty
        assert frames.jobs_power_table([bare], view).empty


def test_the_written_alternative_names_most_and_least(strategy: Seen, view: View) -> None:
    rows = frames.jobs_power([strategy], view)
    points = rows[rows["layer"] == POINT]
    ratio = points["jobs"] / points["gwh"]
    said = frames.jobs_power_alt([strategy], view)
    assert points["label"][ratio.idxmax()] in said and points["label"][ratio.idxmin()] in said
    assert len(frames.jobs_power_table([strategy], view)) == len(points)


@pytest.mark.parametrize("name", PLACE_FIGURES)
def test_municipalities_as_printed_sum_to_the_region_as_printed(
    name: str, reference: Seen, strategy: Seen, view: View
) -> None:
    table = frames.places_comparison([reference, strategy], view, name)
    assert len(table) == 7 and len(table.columns) == 3
    for column in table.columns[1:]:
        *parts, whole = (written_number(cell, view.language) for cell in table[column])
        assert sum(parts) == pytest.approx(whole, abs=1e-6)


def test_income_of_the_municipalities_is_the_key_figure(strategy: Seen, view: View) -> None:
    table = frames.places_comparison([strategy], view, "municipal_income_mnok")
    whole = written_number(table.iloc[-1, 1], view.language)
    assert whole == pytest.approx(frames.range_of(strategy, view, "municipal_income_mnok")[1], abs=0.05)


def test_any_scenario_can_be_the_zero_point(reference: Seen, strategy: Seen, view: View) -> None:
    pair = [reference, strategy]
    first, second = (frames.all_figures(pair, view, zero) for zero in (0, 1))
    assert not any("(" in cell for cell in first.iloc[:, 1])
    assert not any("(" in cell for cell in second.iloc[:, 2])
    assert any("(" in cell for cell in second.iloc[:, 1])
    with_change = [(a, b) for a, b in zip(first.iloc[:, 2], second.iloc[:, 1], strict=True) if "(" in a]
    signs = [(a[a.index("(") + 1], b[b.index("(") + 1]) for a, b in with_change]
    assert all({a, b} == {"+", "−"} for a, b in signs)


def test_the_waterfall_turned_round_has_every_step_turned(reference: Seen, strategy: Seen, view: View) -> None:
    there, back = frames.difference(reference, strategy, view), frames.difference(strategy, reference, view)
    one, other = (dict(zip(rows["step"], rows["change_gwh"], strict=True)) for rows in (there, back))
    for step in set(one) & set(other) - {"base", "other"}:
        assert np.isclose(one[step], -other[step])
    assert set(one) == set(other)
