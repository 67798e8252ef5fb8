"""What every test of the screen leaves as it was."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True)
def same_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the main module back: a page run in a test takes its place, and a process started later would look for it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
