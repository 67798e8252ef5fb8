"""The map: what stands in it was computed, every area and line is there, and the borders are those of the region."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import numpy as np
import pandas as pd
import pytest

from simulator import InputError, Region
from simulator.inputs.outline import load_outline
from simulator.inputs.places import data_folder
from simulator.premises import Outline
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.text import text

AREA_KM2 = {"tynset": 1880.32, "tolga": 1122.06}  # Statistics Norway, through Wikipedia


@pytest.fixture(scope="module")
def outline(region: Region) -> Outline:
    return load_outline(region)


@pytest.fixture
def rows(strategy: Seen, view: View, region: Region, outline: Outline) -> pd.DataFrame:
    return frames.grid_map(strategy, view, region, outline)


def test_what_areas_have_left_sums_to_the_surplus_of_the_region(rows: pd.DataFrame, strategy: Seen, view: View) -> None:
    whole = float(strategy.of_year(strategy.indicator("surplus_gwh"), view.year).mean())
    areas = rows[rows["part"] == "area"]
    assert list(areas["id"]) == list(strategy.result.ledger.areas)
    assert areas["gwh"].sum() == pytest.approx(whole)
    assert (areas["size_gwh"] == areas["gwh"].abs()).all()


def test_every_line_and_exchange_point_is_drawn_between_its_ends(rows: pd.DataFrame, region: Region) -> None:
    spots = rows[rows["part"].isin(["area", "exit"])].set_index("id")[["x_km", "y_km"]]
    ends = {line.id: (line.area_from, line.area_to) for line in region.links}
    ends |= {one.id: (one.area, one.id) for one in region.exchanges}
    drawn = rows[rows["part"].isin(["line", "way"])].set_index("id")
    assert set(drawn.index) == set(ends)
    for name, (here, there) in ends.items():
        assert list(drawn.loc[name, ["x_km", "y_km"]]) == list(spots.loc[here])
        assert list(drawn.loc[name, ["to_x_km", "to_y_km"]]) == list(spots.loc[there])


def test_a_line_is_full_from_one_hour_a_year_and_says_how_many(
    strategy: Seen, view: View, region: Region, outline: Outline
) -> None:
    found = strategy.result.connections
    full = np.zeros_like(found.link_full_hours)
    full[:, :, found.links.index("tolga_os"), 0], full[:, :, found.links.index("tolga_os"), 1] = 40.0, 2.0
    full[:, :, found.links.index("rendalen_alvdal"), 0] = 0.9
    changed = Seen(replace(strategy.result, connections=replace(found, link_full_hours=full)))
    lines = frames.grid_map(changed, view, region, outline).set_index("id")
    assert lines.loc["tolga_os", ["tone", "hours"]].tolist() == ["full", 42.0]
    assert lines.loc["tolga_os", "label"].startswith("42")
    share = strategy.of_year(strategy.result.ledger.link_loading_share, view.year).mean(axis=0)
    assert lines.loc["rendalen_alvdal", "tone"] == "open"
    assert lines.loc["rendalen_alvdal", "label"].startswith(f"{100 * share[found.links.index('rendalen_alvdal')]:.0f}")


def test_the_table_says_every_figure_of_the_map(rows: pd.DataFrame, view: View) -> None:
    table = frames.grid_map_table(rows, view.language)
    shown = rows[rows["part"].isin(["area", "line", "way"])]
    assert sorted(table[text("where.what", view.language)]) == sorted(shown["name"])
    written = " ".join(table.to_numpy().ravel())
    assert all(label.split("\n")[-1] in written for label in rows["label"] if label != "–")


def test_the_words_name_the_areas_with_most_and_least(
    rows: pd.DataFrame, strategy: Seen, view: View, region: Region
) -> None:
    areas = rows[rows["part"] == "area"].sort_values("gwh")
    said = sentences.alt_grid_map(rows, strategy, view, region.links)
    assert said.index(areas["name"].iloc[-1]) < said.index(areas["name"].iloc[0])


@pytest.mark.parametrize("name", AREA_KM2)
def test_borders_enclose_the_published_area(rows: pd.DataFrame, name: str) -> None:
    """The formula for polygons, on the map's own kilometres: the projection is right, and the border whole."""
    x, y = rows[(rows["part"] == "border") & (rows["id"] == name)][["x_km", "y_km"]].to_numpy().T
    enclosed = 0.5 * abs(x @ np.roll(y, -1) - y @ np.roll(x, -1))
    assert enclosed == pytest.approx(AREA_KM2[name], rel=0.02)


def test_areas_stand_within_their_municipality(region: Region, outline: Outline) -> None:
    for area in region.areas:
        spot, border = outline.areas[area.id], outline.borders[area.municipality]
        lon, lat = border.T
        next_lon, next_lat = np.roll(lon, -1), np.roll(lat, -1)
        crossing = (lat > spot.lat) != (next_lat > spot.lat)
        at = lon + (spot.lat - lat) * (next_lon - lon) / np.where(crossing, next_lat - lat, 1.0)
        assert (crossing & (spot.lon < at)).sum() % 2 == 1, area.id


def test_everything_wrong_with_the_table_is_told_at_once(region: Region, tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    copyfile(data_folder() / path.name, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("exchange,no3_orkla")]
    path.write_text("\n".join([*kept, "area,os,1,11.3,abc,right,assumption,none"]), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_outline(region, tmp_path)
    assert [one.place.split(",")[-1].strip() for one in told.value.problems]
    assert "lat" in str(told.value)
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(InputError, match="no3_orkla"):
        load_outline(region, tmp_path)
