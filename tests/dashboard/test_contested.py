"""Does a conclusion flip where sources disagree? Asked on the page of sources, and held against the core."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from simulator import Region, Result, Scenario, load_weather, resolve, simulate
from simulator.dashboard import store
from simulator.present.text import LANGUAGES, text
from simulator.questions.duel import verdicts_of, with_number
from simulator.recall import Recall
from tests.dashboard.test_app import opened

YEAR = 2035
# One whose figures move and nothing flips, one that decides about jobs, one about power, one that nothing uses.
ASKED = ("tenant_data_centre_jobs", "circular_park_jobs", "raskiftet_output", "crypto_jobs")


def told(at: AppTest) -> list[str]:
    """Return the rows of the page, one for each contested number."""
    (table,) = (body for block in at.get("html") if "<table" in (body := str(block.proto.body)))
    return [unescape(re.sub("<[^>]+>", " ", row)) for row in table.split("<tr")[2:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contested_number_says_whether_a_conclusion_flips_and_which(
    language: str, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [next(one for one in store.contested() if one.id == name) for name in ASKED]
    monkeypatch.setattr(store, "contested", lambda: numbers)
    scenario, recall = store.shipped(True)["strategy"], Recall()

    def answered(one: Scenario) -> Result:
        return simulate(one, resolve(region, one), region, load_weather(one.weather), recall=recall)

    at = opened("sources", language=language, scenario="strategy", year=YEAR, sources_part="contested")
    assert all(text("duel.not_asked", language) in row for row in told(at))
    at.button(key="duel_ask").click().run()
    assert not at.exception
    flipping = 0
    for number, row in zip(numbers, told(at), strict=True):
        one, other = (verdicts_of(answered(with_number(scenario, number.number, side)), YEAR) for side in number.both)
        turned = [(a.subject, a.said, b.said) for a, b in zip(one, other, strict=True) if a.said != b.said]
        moved = sum(a.figure != b.figure for a, b in zip(one, other, strict=True))
        flipping += bool(turned)
        key = "flips" if turned else "stands" if moved else "unused"
        assert text(f"duel.{key}", language, count=moved) in row
        for subject, *said in turned:
            words = [text(f"status.{one}.name", language).lower() for one in said]
            name = text(f"goal.{subject}.name", language)
            assert text("duel.flip", language, name=name, one=words[0], other=words[1]) in row
    assert flipping == 2
    title = {"nb": "Hele strategien", "en": "The whole strategy"}[language]
    finding = text("duel.finding", language, flips=flipping, count=len(ASKED), title=title, year=YEAR)
    assert f"**{finding}**" in [one.value for one in at.markdown]
