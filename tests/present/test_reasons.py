"""Why plants with a reservoir run as they do: one reason a day, and one that the figures bear out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulator import HourDigest
from simulator.hours import DAYS_PER_YEAR
from simulator.present.reasons import reason_of, reasons, reasons_table
from simulator.present.text import LANGUAGES, text

NOTHING = {"short": 0, "dear": 12, "full": 0}
WEEK = 7


@pytest.fixture(scope="module")
def whole(digest: HourDigest) -> pd.DataFrame:
    """The reasons of every whole week under every weather year."""
    starts = range(0, DAYS_PER_YEAR - WEEK + 1, WEEK)
    years = range(len(digest.weather_years))
    return pd.concat([reasons(digest, weather, day, "nb") for weather in years for day in starts])


@pytest.mark.parametrize(
    ("hours", "filling", "by_value", "reason"),
    [
        ({"short": 1, "dear": 24, "full": 24}, 1.0, True, "short"),
        ({"dear": 24, "full": 24}, 0.98, True, "spilling"),
        ({"dear": 24, "full": 24}, 0.12, True, "empty"),
        ({"dear": 0}, 0.5, False, "curve"),
        ({"dear": 12, "full": 12}, 0.5, True, "blocked"),
        ({"dear": 18, "full": 11}, 0.5, True, "dear"),
        ({"dear": 11, "full": 24}, 0.5, True, "mixed"),
        ({"dear": 7}, 0.5, True, "mixed"),
        ({"dear": 6}, 0.5, True, "cheap"),
    ],
)
def test_what_leaves_no_choice_comes_first(hours: dict[str, int], filling: float, by_value: bool, reason: str) -> None:
    assert reason_of(NOTHING | hours, filling, 0.1, by_value=by_value) == reason


def test_water_is_sold_on_dear_days_and_kept_on_cheap_ones(whole: pd.DataFrame) -> None:
    used = whole.groupby("reason")["mw"].mean()
    assert {"dear", "mixed", "cheap"} <= set(used.index)
    assert used["dear"] > 1.3 * used["mixed"] > 1.3 * used["cheap"]


def test_price_and_water_value_are_those_of_the_hours(digest: HourDigest, whole: pd.DataFrame) -> None:
    first = whole[whole["day"] == 0]
    np.testing.assert_allclose(first["price_eur_mwh"], digest.reservoir_price_eur_mwh[:, :24].mean(axis=1), rtol=1e-6)
    np.testing.assert_allclose(first["water_value_eur_mwh"], digest.water_value_eur_mwh[:, 0])
    assert (whole["water_value_eur_mwh"] >= 0).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_it_in_words(digest: HourDigest, language: str) -> None:
    table = reasons_table(reasons(digest, 0, 40, language), language)
    assert list(table.columns) == [
        text(f"dispatch_reason.column_{name}", language) for name in ("day", "mw", "price", "worth", "why")
    ]
    assert len(table) == WEEK
    assert "{" not in "".join(table[text("dispatch_reason.column_why", language)])


def test_where_water_has_no_value_a_curve_is_named(digest: HourDigest) -> None:
    blind = replace(digest, water_value_eur_mwh=np.full_like(digest.water_value_eur_mwh, np.nan))
    rows = reasons(blind, 0, 40, "en")
    assert set(rows["reason"]) <= {"short", "spilling", "empty", "curve"}
    assert set(reasons_table(rows, "en")[text("dispatch_reason.column_worth", "en")]) == {"–"}
