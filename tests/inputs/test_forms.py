"""What a reader types into the fields of an entry: read as meant, or everything wrong told at once."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.inputs.forms import Wrong, bare, is_per_cent, options_of, read_entry, read_figure
from simulator.premises import Establishment, Project

HALL = {"kind": "data_centre_tenant", "title": "Hall", "area": "tynset_no1", "start_year": "2030", "capacity_mw": "10"}
RIDGE = {"kind": "wind", "title": "Ridge", "area": "tolga_os", "start_year": "2030", "capacity_mw": "10"}


def read(**stated: Any) -> Any:
    entry, wrong = read_entry(Establishment, "hall", HALL | stated)
    assert not wrong
    return entry


def wrong_with(model: type[Any] = Establishment, **stated: Any) -> list[Wrong]:
    entry, wrong = read_entry(model, "one", (HALL if model is Establishment else RIDGE) | stated)
    assert entry is None
    return wrong


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)))
def test_a_figure_is_read_as_people_write_it(value: float) -> None:
    english = f"{value:,.2f}"
    norwegian = english.replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    assert read_figure(norwegian) == value
    assert read_figure(english.replace(",", " ")) == value
    assert read_figure(f"{value:.2f}") == value


@pytest.mark.parametrize(("words", "value"), [("1.000,5", 1000.5), ("1,000.5", 1000.5), ("1.234.567,5", 1234567.5)])
def test_the_later_sign_is_the_decimal_one(words: str, value: float) -> None:
    assert read_figure(words) == value


@pytest.mark.parametrize("words", ["", "ten", "1.2.3", "1,2,3", "nan", "inf", "1e", "--1"])
def test_what_is_no_figure_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_figure(words)


def test_fields_are_read_as_what_they_are() -> None:
    hall = read(capacity_mw="12,5", probability="40", interruptible_share=" 25 ", phases="2032: 20,5; 2034:80;")
    assert (hall.id, hall.start_year, hall.capacity_mw) == ("hall", 2030, 12.5)
    assert (hall.probability, hall.interruptible_share) == (0.4, 0.25)
    assert [(step.year, step.capacity_mw) for step in hall.phases] == [(2032, 20.5), (2034, 80.0)]
    assert isinstance(hall.start_year, int)


def test_a_field_left_empty_is_not_stated() -> None:
    assert read(end_year="", phases=" ") == read()
    assert read(end_year=None) == read()
    assert read(end_year="2035").end_year == 2035


def test_what_was_chosen_is_taken_as_it_is() -> None:
    assert read(large=True).large is True
    assert read(large=False).large is False
    assert read(large=None).large is None


def test_everything_wrong_is_told_at_once() -> None:
    found = wrong_with(capacity_mw="ten", start_year="soon", end_year="2035", probability="140", title="")
    assert {one.field: one.code for one in found} == {
        "capacity_mw": "not_a_number",
        "start_year": "not_a_number",
        "probability": "less_than_equal",
        "title": "missing",
    }
    assert {one.found for one in found if one.code == "not_a_number"} == {"ten", "soon"}


def test_what_follows_a_wrong_field_is_read_all_the_same() -> None:
    assert [one.field for one in wrong_with(capacity_mw="ten", end_year="2035")] == ["capacity_mw"]
    assert [one.field for one in wrong_with(end_year="later")] == ["end_year"]


def test_a_bound_is_told_as_the_reader_writes_it() -> None:
    (share,) = wrong_with(interruptible_share="130")
    assert (share.field, share.code, share.bound) == ("interruptible_share", "less_than_equal", 100)
    (size,) = wrong_with(capacity_mw="-3")
    assert size.field == "capacity_mw" and size.code in {"greater_than", "greater_than_equal"} and size.bound == 0


def test_half_a_year_is_not_whole() -> None:
    (year,) = wrong_with(start_year="2030,5")
    assert (year.field, year.code) == ("start_year", "whole")
    assert read(start_year="2030,0").start_year == 2030


@pytest.mark.parametrize("steps", ["2032", "2032: many", "soon: 40", "2032 40"])
def test_steps_that_are_none_are_told(steps: str) -> None:
    assert wrong_with(phases=steps) == [Wrong("phases", "not_a_number", found=steps)]


def test_a_title_may_be_too_long() -> None:
    (title,) = wrong_with(title="x" * 10_000)
    assert (title.field, title.code, title.bound) == ("title", "too_long", None)


def test_only_some_fields_are_choices() -> None:
    assert options_of(Establishment, "capacity_mw") is None
    assert options_of(Establishment, "large") == [None, False, True]
    assert options_of(Establishment, "extra_local_milk") == [False, True]
    assert options_of(Establishment, "title") is None


def test_the_type_of_a_field_is_known_without_its_option() -> None:
    assert bare(Establishment, "end_year") == (int, True)
    assert bare(Establishment, "start_year") == (int, False)
    assert bare(Establishment, "large") == (bool, True)
    assert bare(Project, "local_ownership_share")[0] is float


def test_shares_and_probabilities_are_written_in_per_cent() -> None:
    assert is_per_cent("local_ownership_share") and is_per_cent("probability")
    assert not is_per_cent("capacity_mw") and not is_per_cent("start_year")


@given(
    st.text(max_size=20), st.sampled_from(["capacity_mw", "start_year", "probability", "phases", "end_year", "title"])
)
def test_any_words_are_read_or_told(words: str, name: str) -> None:
    entry, wrong = read_entry(Establishment, "hall", HALL | {name: words})
    assert (entry is None) == bool(wrong)
    assert all(one.field == name for one in wrong)
    if entry is not None and name == "capacity_mw":
        assert math.isfinite(entry.capacity_mw)
