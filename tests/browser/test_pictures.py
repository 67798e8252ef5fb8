"""Pictures of charts taken along from pages in a real browser: opened again, they say what they are of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from simulator.present.takehome.handout import written_date
from simulator.present.takehome.pictures import CHART_WIDTH, SCALE
from simulator.present.text import text
from simulator.version import VERSION
from tests.browser.conftest import Opener
from tests.browser.reading import idle, saved

pytestmark = pytest.mark.browser


def unfolded(page: Page, key: str, label: str, language: str) -> Locator:
    """Open what is folded away below a chart; return the place it stands in."""
    fold = page.get_by_test_id("stExpander").filter(has=page.locator(f".st-key-png_{key}"))
    fold.get_by_text(text(label, language), exact=True).click()
    expect(fold.get_by_role("button", name=text("picture.png", language))).to_be_visible()
    idle(page)
    return fold


def taken(page: Page, fold: Locator, form: str, language: str) -> Path:
    kept = saved(page, fold.get_by_role("button", name=text(f"picture.{form}", language)))
    assert kept.suggested_filename.endswith(f"_{language}.{form}")
    return Path(kept.path())


@pytest.mark.parametrize(
    ("name", "language", "key", "label", "title"),
    [
        ("compare", "nb", "scenario_months", "control.picture", "chart.scenario_months"),
        ("uncertainty", "en", "chances", "control.figures_and_picture", "uncertainty.chances_title"),
    ],
)
def test_a_chart_is_taken_along_in_both_forms_with_what_it_is_about(
    opened: Opener, name: str, language: str, key: str, label: str, title: str
) -> None:
    page = opened(name, query=f"lang={language}")
    fold = unfolded(page, key, label, language)
    drawn = taken(page, fold, "svg", language).read_text(encoding="utf-8")
    words = " ".join(" ".join(ET.fromstring(drawn).itertext()).split())  # noqa: S314 - our own picture
    assert text(title, language) in words
    assert f"{text('app.name', language)} {VERSION}" in words
    assert "reference" in words
    today = date.today()  # noqa: DTZ011 - as printed
    assert any(written_date(day, language) in words for day in (today, today - timedelta(days=1)))
    with Image.open(taken(page, fold, "png", language)) as picture:
        assert picture.format == "PNG"
        assert picture.width > SCALE * CHART_WIDTH
