"""Everybody can use the screen: checked by axe-core on every page, in both themes and languages; keyboard; phone."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from simulator.dashboard import PAGES
from simulator.present.text import LANGUAGES
from tests.browser.conftest import Opener

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def broken(page: Any) -> list[str]:
    """Return which rules a page breaks, where, and why."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("name", "language", "dark"), list(product(PAGES, LANGUAGES, (False, True))))
def test_axe_finds_nothing(opened: Opener, name: str, language: str, *, dark: bool) -> None:
    page = opened(name, query=f"lang={language}", dark=dark)
    assert page.locator("html").get_attribute("lang") == language
    assert broken(page) == []
