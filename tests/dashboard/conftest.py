"""What every test of the screen leaves as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from streamlit.components.v2 import manifest_scanner

MAIN: Final = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Put the main module back: a page run in a test takes its place, and a process started later would look for it."""
    yield
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once() -> Iterator[None]:
    """Every page that is run in a test looks through all packages for components of Streamlit; they stay the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
