"""Draws outlive the processes that work them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import Scenario
from simulator.batch import drawing
from simulator.batch.drawing import DrawPlan
from tests.batch.stand_ins import part_that_dies, part_that_dies_once


@pytest.mark.parametrize("part", [part_that_dies_once, part_that_dies])
def test_every_draw_comes_once_though_a_process_dies(
    part: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEEN_HERE", str(tmp_path / "been_here"))
    monkeypatch.setattr(drawing, "draw_part", part)
    parts = [range(first, first + 2) for first in (0, 2, 4)]
    found = drawing._in_workers(Scenario(title="t"), DrawPlan(count=6, seed=1), parts, 2)
    assert sorted(number for one in found for number in one) == list(range(6))
