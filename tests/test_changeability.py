"""What CONTRIBUTING.md promises of adding things: done to a copy of tables and catalogues, it works.

One short run answers for all: a kind of establishment, a technology, a goal and an indicator that did not exist before.
"""

from __future__ import annotations

import re
import shutil
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import pandas as pd
import pytest

from simulator import Region, Result, load_region, load_weather, read_scenario, resolve, simulate, words
from simulator.inputs.places import data_folder
from simulator.present import charts, frames
from simulator.present.text import LANGUAGES, text
from simulator.present.theme import Look
from simulator.stages.indicators import room
from simulator.stages.indicators.accounts import indicator

PRESENT = Path(words.__file__).parent / "present"
SCENARIO = """
title = "Nytt"
[horizon]
first_year = 2034
last_year = 2034
[weather]
count = 1
[[establishments]]
id = "mill"
kind = "sawmill"
title = "Sagbruk"
area = "Os"
capacity_mw = 4
start_year = 2034
[[projects]]
id = "kites"
kind = "kite"
title = "Drager"
area = "Tolga"
capacity_mw = 10
start_year = 2034
"""
HOW_TO = (Path(__file__).parents[1] / "docs" / "how_to.md").read_text(encoding="utf-8").partition("## Add a goal")[2]
HOW_TO = HOW_TO.replace("worst_week_2035", "own_goal")  # whoever has followed the page has that one already
GOAL = re.findall(r"```text\n\s*(.+)\n", HOW_TO)
GOAL_WORDS = [textwrap.dedent(words) for words in re.findall(r"```toml\n(.+?)\n *```", HOW_TO, flags=re.DOTALL)]
NEW_WORDS = """
[kind]
[technology]
[indicator.production_twice_gwh]
name = "To ganger produksjonen"
explain = "Alt to ganger."
"""


def copied(folder: Path, file: str, old: str, new: str) -> None:
    """Add to a table of kinds one that has the numbers of another."""
    path = folder / file
    content = path.read_text(encoding="utf-8")
    one = re.findall(rf"^\[{old}(?:\.\w+)?\]\n(?:(?!\[).*\n?)*", content, flags=re.MULTILINE)
    assert len(one) > 10
    more = "".join(one).replace(f"[{old}]", f'[{new}]\ncosts_as = "{old}"').replace(f"[{old}.", f"[{new}.")
    path.write_text(f"{content.rstrip()}\n\n{more}", encoding="utf-8")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The tables, with a kind of establishment, a technology and a goal added as the recipes say."""
    folder = tmp_path_factory.mktemp("changed") / "data"
    shutil.copytree(data_folder(), folder)
    copied(folder, "establishment_kinds.toml", "wood", "sawmill")
    copied(folder, "project_kinds.toml", "wind", "kite")
    goals = folder / "goals.csv"
    goals.write_text(f"{goals.read_text(encoding='utf-8').rstrip()}\n{GOAL[0]}\n", encoding="utf-8")
    return load_region(folder)


@pytest.fixture(scope="module", autouse=True)
def changed() -> Iterator[None]:
    """The list of indicators with one more line, the catalogues with a few more words."""
    twice = indicator("production_twice_gwh", "GWh", "more", lambda a: a.ledger.production_mwh.sum(axis=(2, 3)) / 500)
    added = tomllib.loads(NEW_WORDS)
    added["kind"]["sawmill"], added["technology"]["kite"] = "Sagbruk", "Drage"
    flat = {
        language: dict(words.catalogue(language)) | dict(words._flat(added | tomllib.loads(goal), ""))
        for language, goal in zip(("nb", "en"), GOAL_WORDS, strict=True)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "INDICATORS", (*room.INDICATORS, twice))
        patch.setattr(words, "catalogue", flat.__getitem__)
        yield


@pytest.fixture(scope="module")
def result(region: Region, changed: None) -> Result:
    scenario = read_scenario(SCENARIO, "new.toml", region)
    return simulate(scenario, resolve(region, scenario), region, load_weather(scenario.weather))


def test_a_kind_of_establishment_is_one_table_and_words(region: Region, result: Result) -> None:
    numbers = resolve(region, result.scenario)
    assert numbers["establishment.sawmill.jobs_persons_per_mw"] == numbers["establishment.wood.jobs_persons_per_mw"]
    assert region.lines_of("establishment.sawmill", "operation")
    assert result.indicators.at("power_used_by_establishments_gwh", 2034).min() > 0
    assert text("kind.sawmill", "nb") == "Sagbruk"


def test_a_technology_is_one_table_and_words(region: Region, result: Result) -> None:
    assert region.project_kinds["kite"].profile == "wind"
    assert result.ledger.project_mwh.sum() > 0  # there is no other project
    assert text("technology.kite", "nb") == "Drage"


def test_a_goal_is_one_row_and_words(result: Result) -> None:
    rows = frames.goals(result, "nb").set_index("id")
    assert len(GOAL) == 1
    assert list(rows.loc["own_goal", ["group", "name"]]) == ["power", "Ingen uke i minus"]
    assert rows.index[rows["group"] == "power"][-1] == "own_goal"
    assert rows.loc["own_goal", "sentence"].startswith("Den verste uken i 2034 gir ")
    status = rows.loc["own_goal", "status"]
    assert f"own_goal.{status}" in {key.removeprefix("goal.") for key in words.catalogue("en")}


def test_an_indicator_is_one_line_and_words(result: Result) -> None:
    twice, once = (result.indicators.at(name, 2034) for name in ("production_twice_gwh", "production_gwh"))
    assert twice == pytest.approx(2 * once)
    assert text("indicator.production_twice_gwh.name", "nb") == "To ganger produksjonen"


def test_a_chart_is_a_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    def chart_new(rows: alt.NamedData | pd.DataFrame, look: Look) -> alt.LayerChart:
        return alt.layer(alt.Chart(rows).mark_bar(color=look.colours["paper"]).encode(x="mw:Q"))

    more = {**charts.BUILDERS, **charts.builders_of(SimpleNamespace(chart_new=chart_new))}
    monkeypatch.setattr(charts, "BUILDERS", more)
    assert charts.template("new", Look("nb"))["data"] == {"name": charts.ROWS}


def test_a_word_is_the_same_key_in_both_catalogues(tmp_path: Path) -> None:
    for language in LANGUAGES:
        content = (PRESENT / f"{language}.toml").read_text(encoding="utf-8")
        path = tmp_path / f"{language}.toml"
        path.write_text(f'{content}\n[greeting]\nhello = "{language}: {{name}}"\n', encoding="utf-8")
        flat = dict(words._flat(tomllib.loads(path.read_text(encoding="utf-8")), ""))
        assert flat["greeting.hello"] == f"{language}: {{name}}"
        assert flat.keys() - words.catalogue(language).keys() == {"greeting.hello"}
