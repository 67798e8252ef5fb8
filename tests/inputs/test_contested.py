"""Contested numbers: all the shipped ones are whole, and what is wrong with a file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import InputError, Region, load_region
from simulator.inputs.contested import load_contested

GOOD = """
[jobs]
number = "establishment.crypto.jobs_persons_per_mw"
one = 0.0
one_source = "a"
other = 0.5
other_source = "b"
"""


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


def test_the_shipped_ones_are_many_and_near_the_range_of_the_book(region: Region) -> None:
    found = load_contested(region.book)
    assert len(found) >= 6
    assert len({one.number for one in found}) == len(found)
    for one in found:
        number = region.book[one.number]
        assert "Assumption" not in " ".join(one.sources)
        assert any(number.low <= value <= number.high for value in one.both), one.id


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("crypto.jobs", "kripto.jobs", "jobs.number"),
        ("other = 0.5", "other = 0.0", "jobs.other"),
        ('"b"', '"a"', "jobs.other_source"),
        ('"b"', '""', "jobs.other_source"),
        ("one = 0.0", "", "jobs.one"),
        ("one = 0.0", "one = nan", "jobs.one"),
        ("one = 0.0", "one = 0.0\nhue = 1", "jobs.hue"),
    ],
)
def test_a_wrong_entry_is_refused(region: Region, tmp_path: Path, before: str, after: str, place: str) -> None:
    assert before in GOOD
    (tmp_path / "contested.toml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_contested(region.book, tmp_path)
    assert place in {problem.place for problem in told.value.problems}


def test_the_right_entry_is_read(region: Region, tmp_path: Path) -> None:
    (tmp_path / "contested.toml").write_text(GOOD, encoding="utf-8")
    (one,) = load_contested(region.book, tmp_path)
    assert one.both == (0.0, 0.5)
    assert one.sources == ("a", "b")
