"""What every test of the screen leaves as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import pytest

MAIN: Final = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Put the main module back: a page run in a test takes its place, and a process started later would look for it."""
    yield
    sys.modules["__main__"] = MAIN
