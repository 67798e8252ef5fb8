"""Every chart can be taken along as a picture, and nothing is drawn before it is asked for."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from simulator.dashboard import PAGES, souvenirs
from simulator.dashboard.souvenirs import FORMS, Told, picture
from simulator.present import frames
from simulator.present.hour_sentences import alt_own_load
from simulator.present.takehome.handout import written_date
from simulator.present.text import LANGUAGES, text
from tests.dashboard.test_app import opened

WITHOUT_CHARTS = {"sources"}
TOLD = Told("alt", "Hvor blir kraften av?", "Strategi. GWh i året.", "Kilde: strategi.", ("Strategi",))


def offered(at: AppTest) -> list[str]:
    """Return which pictures can be taken along, by the key of chart and form."""
    keys = [str(one.proto.id) for one in at.get("download_button")]
    return [key for key in keys if any(f"-{form}_" in key for form in FORMS)]


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_of_a_page_can_be_taken_along_in_both_forms(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(souvenirs, "chart_svg", pytest.fail)  # nothing is drawn before somebody asks
    at = opened(page)
    assert not at.exception
    charts = at.get("vega_lite_chart")
    assert bool(charts) is (page not in WITHOUT_CHARTS)
    assert len(offered(at)) == len(FORMS) * len(charts)


def test_no_chart_is_shown_past_the_offer() -> None:
    doors = {path.name: path.read_text(encoding="utf-8") for path in Path(souvenirs.__file__).parent.glob("*.py")}
    assert [name for name, code in doors.items() if re.search(r"st\.\w+_chart\(", code)] == ["pieces.py"]
    assert {name for name, code in doors.items() if "draw_chart(" in code} == {"pieces.py", "presenter.py"}


def rows() -> pd.DataFrame:
    return pd.DataFrame({"day": [40.0], "surplus_gwh": [-1.5], "kind": ["deficit"], "text": ["-1,5"]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_carries_what_it_is_about_and_todays_date_in_the_language(language: str) -> None:
    drawn = picture("weeks", rows(), TOLD, language, "svg")
    words = " ".join(" ".join(ET.fromstring(drawn).itertext()).split())  # noqa: S314 - our own picture
    today = written_date(date.today(), language)  # noqa: DTZ011 - as printed
    for said in (TOLD.title, TOLD.below, TOLD.source, today, *TOLD.slots, text("week.axis_surplus", language)):
        assert said in words, said
    assert Image.open(io.BytesIO(picture("weeks", rows(), TOLD, language, "png"))).format == "PNG"


def test_where_there_is_no_figure_there_is_no_picture() -> None:
    def script() -> None:
        import pandas as pd  # noqa: PLC0415 - this function is run as a script of its own

        from simulator.dashboard import pieces  # noqa: PLC0415
        from simulator.dashboard.souvenirs import Told  # noqa: PLC0415

        nothing, table = pd.DataFrame({"value": []}), pd.DataFrame({"Måned": ["januar"]})
        pieces.show_chart("months", nothing, Told("", "", "", ""), "nb", table=table)

    at = AppTest.from_function(script, default_timeout=600).run()
    assert not at.exception
    assert offered(at) == []
    assert [one.label for one in at.expander] == [text("control.show_figures", "nb")]


# An own hourly curve ----------------------------------------------------------------


FLAT = "1\n" * 8759


def ask_curve() -> None:
    """Ask for a curve, as a script of its own."""
    import streamlit as st  # noqa: PLC0415 - this function is run as a script of its own

    from simulator.dashboard import fields  # noqa: PLC0415

    fields.ask_curve(None, st.session_state["language"], 1)


def brought(content: str, language: str) -> AppTest:
    at = AppTest.from_function(ask_curve, default_timeout=600)
    at.session_state["language"] = language
    at.run()
    at.file_uploader(key="curve_1").set_value(("kurve.csv", content.encode(), "text/csv")).run()
    assert not at.exception
    return at


@pytest.mark.parametrize(
    ("language", "shown"), [("nb", ["1,00", "2,50", "4,00", "5\u00a0475"]), ("en", ["1.00", "2.50", "4.00", "5,475"])]
)
def test_a_curve_is_shown_before_it_is_used(language: str, shown: list[str]) -> None:
    at = brought("1\n4\n" * 4380, language)
    names = ("least", "mean", "highest", "full_load_hours")
    assert [one.label for one in at.metric] == [text(f"curve.{name}", language) for name in names]
    assert [str(one.value) for one in at.metric] == shown
    assert not at.error
    (chart,) = at.get("vega_lite_chart")
    assert chart.proto.alt == alt_own_load(frames.own_load([1.0, 4.0] * 4380, language), language)
    assert "62" in chart.proto.alt  # per cent: 2.5 of 4
    assert text("curve.axis", language) in json.loads(chart.proto.spec)["layer"][0]["encoding"]["y"]["title"]
    assert len(offered(at)) == len(FORMS)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("1\n" * 8000, {"nb": "8 000 linjer", "en": "8,000 lines"}),
        (f"{FLAT}tull\n", {"nb": "linje 8760 'tull'", "en": "line 8760 'tull'"}),
        ("0\n" * 8760, {"nb": "bare nuller", "en": "only zeros"}),
        (f"{FLAT}-1\n", {"nb": "linje 8760 -1", "en": "line 8760 -1"}),
    ],
    ids=["too short", "no number", "only noughts", "below nought"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_curve_is_said_and_nothing_is_shown_of_it(
    content: str, found: dict[str, str], language: str
) -> None:
    at = brought(content, language)
    assert [one.value.replace("\\", "") for one in at.error] == [
        text("control.upload_problems", language, file="kurve.csv")
    ]
    assert found[language] in " ".join(at.table[0].value.to_string(header=False).replace("\\", "").split())
    assert not at.metric
    assert not at.get("vega_lite_chart")
