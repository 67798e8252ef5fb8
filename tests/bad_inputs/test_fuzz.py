"""Whatever happens to a file that was right, it is read, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bad_inputs.broken_books import books, broken_books, reads_or_refuses_book
from tests.bad_inputs.mutations import (
    SCENARIOS,
    SERIES,
    broken,
    reads_or_refuses_scenario,
    reads_or_refuses_series,
)
from tests.inputs.test_scenario_messages import region


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books")


def test_files_that_nothing_happened_to_are_read(folder: Path) -> None:
    assert all(reads_or_refuses_book(content, folder, region()) for content in books())
    assert all(reads_or_refuses_scenario(content, region()) for content in SCENARIOS)
    assert all(reads_or_refuses_series(content, decimal_comma=False) for content in SERIES if b"," not in content)


@settings(derandomize=True, max_examples=400)
@given(broken(SCENARIOS))
def test_a_broken_scenario_is_read_or_refused(content: bytes) -> None:
    reads_or_refuses_scenario(content, region())


@settings(derandomize=True, max_examples=60)
@given(broken(SERIES), st.booleans())
def test_a_broken_series_is_read_or_refused(content: bytes, decimal_comma: bool) -> None:
    reads_or_refuses_series(content, decimal_comma)


@settings(derandomize=True, max_examples=60)
@given(content=broken_books())
def test_a_broken_workbook_is_read_or_refused(content: bytes, folder: Path) -> None:
    reads_or_refuses_book(content, folder, region())


@settings(derandomize=True, max_examples=300)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, decimal_comma: bool) -> None:
    reads_or_refuses_scenario(content, region())
    reads_or_refuses_series(content, decimal_comma)
