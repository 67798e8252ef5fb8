"""Rivers and lines in order: a net that is none is refused, a tree is rooted whatever the order of its lines."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.premises import Region
from simulator.stages.grid import root_tree
from simulator.stages.hydro import upstream_first

AREAS = ("a", "b", "c", "d", "e")


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Draw the lines of a tree over all areas, either end first, in any order."""
    lines = []
    for place in range(1, len(AREAS)):
        ends = (AREAS[place], AREAS[draw(st.integers(0, place - 1))])
        lines.append(ends if draw(st.booleans()) else ends[::-1])
    return draw(st.permutations(lines))


@given(trees())
def test_every_tree_is_rooted_children_first(lines: list[tuple[str, str]]) -> None:
    order, parent, link = root_tree(lines, AREAS)
    assert sorted(order) == list(range(len(AREAS)))
    assert order[-1] == 0 and parent[0] == link[0] == -1
    place = {area: list(order).index(area) for area in range(len(AREAS))}
    for area in range(1, len(AREAS)):
        assert place[area] < place[int(parent[area])]
        assert {AREAS[area], AREAS[parent[area]]} == set(lines[link[area]])
    assert sorted(link) == [-1, *range(len(lines))]


@given(trees(), st.data())
@settings(max_examples=40)
def test_a_ring_is_refused(lines: list[tuple[str, str]], data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.sampled_from(AREAS), min_size=2, max_size=2, unique=True))
    with pytest.raises(ValueError, match=r"the grid has a ring at [a-e]; it must be radial"):
        root_tree([*lines, (one, other)], AREAS)


def test_areas_without_a_line_are_named() -> None:
    with pytest.raises(ValueError, match=r"^no line reaches c, e$"):
        root_tree([("a", "b"), ("b", "d")], AREAS)


def test_rivers_are_ordered_from_the_source_down_whatever_the_order_of_the_table(region: Region) -> None:
    rng = np.random.default_rng(1)
    for _ in range(10):
        steps = tuple(region.waterways[int(place)] for place in rng.permutation(len(region.waterways)))
        names = [step.id for step in upstream_first(steps)]
        assert sorted(names) == sorted(step.id for step in region.waterways)
        for step in steps:
            for target in filter(None, (step.turbine_to, step.spill_to)):
                assert names.index(step.id) < names.index(target)


def test_a_river_in_a_circle_is_refused(region: Region) -> None:
    first, second = region.waterways[:2]
    circle = tuple(
        dataclasses.replace(step, turbine_to=target.id, spill_to="")
        for step, target in ((first, second), (second, first))
    )
    with pytest.raises(ValueError, match=f"waterways form a circle: {first.id}, {second.id}"):
        upstream_first(circle)
