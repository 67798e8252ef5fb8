"""How sure the figures are, as tidy rows: bands in order, draws that sum to one, the largest swing first."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.present import frames
from simulator.present.frames import Seen, View
from simulator.uncertainty import JobOdds


@pytest.mark.parametrize("name", frames.FANS)
def test_bands_of_a_fan_lie_inside_one_another(strategy: Seen, name: str, view: View) -> None:
    rows = frames.fan(strategy, name, view.language)
    order = rows[["outer_low", "inner_low", "middle", "inner_high", "outer_high"]].to_numpy()
    assert (np.diff(order, axis=1) >= -1e-9).all()
    assert list(rows["year"]) == list(strategy.result.ledger.years)


def test_shares_of_draws_sum_to_one(odds: JobOdds, view: View) -> None:
    rows = frames.work_bins(odds, view)
    assert rows.loc[rows["part"] == "bin", "share"].sum() == pytest.approx(1)


def test_the_largest_swing_stands_first(odds: JobOdds, view: View) -> None:
    rows = frames.tornado(odds, view)
    ends = rows.groupby("id", sort=False)[["persons", "central_persons"]]
    swings = (ends.max().max(axis=1) - ends.min().min(axis=1)).to_numpy()
    assert (np.diff(swings) <= 1e-9).all()
    assert set(rows["side"]) <= {"low", "high"}


def test_chances_are_shares_and_said_in_words(strategy: Seen, view: View) -> None:
    rows = frames.chances(strategy.result, view.language)
    assert rows["chance_share"].between(0, 1).all()
    assert rows["word"].str.len().gt(0).all()
