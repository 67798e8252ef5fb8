"""What a scenario holds, entry by entry: added, changed, copied, removed, taken back; in list and answers."""

from __future__ import annotations

from html import unescape
from typing import Any, NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from simulator import Scenario
from simulator.dashboard import store
from simulator.dashboard.scenarios import plain
from simulator.inputs.messages import ENTRIES
from simulator.premises import IndustrialArea
from simulator.present import frames
from simulator.present.frames import Seen, View
from simulator.present.text import text
from tests.dashboard.test_app import SECONDS
from tests.dashboard.test_trial import answers, button, scenario_in

VIEW = View(store.FIRST_YEAR_SHOWN)
LINE = "alvdal_tynset_no1"  # full in the scenario that is begun with
AREAS = tuple(IndustrialArea(id=f"area{n}", title="A", municipality="os", ready_year=2034) for n in range(2))
WITH_HALL = store.shipped(True)["hyperscale_200mw"]
# What begins before the horizon is refused; all of it at once, so that the line is full.
HALL = WITH_HALL.establishments[0].model_copy(update={"start_year": 2034, "ramp_up_years": 0.0})
BEGUN = WITH_HALL.model_copy(update={"establishments": (HALL,), "industrial_areas": AREAS})


class Form(NamedTuple):
    """What is filled in, and which field is then changed to what."""

    filled: dict[str, Any]
    field: str
    changed: Any


FORMS = {
    "projects": Form(
        {"kind": "wind", "area": "rendalen", "capacity_mw": 60.0, "start_year": 2034}, "capacity_mw", 90.5
    ),
    "establishments": Form({"kind": "wood", "area": "os", "capacity_mw": 40.0, "start_year": 2034}, "start_year", 2036),
    "efficiency": Form({"sector": "households", "freed_gwh": 30.0, "start_year": 2034}, "freed_gwh", 45.0),
    "industrial_areas": Form({"municipality": "tynset", "ready_year": 2034}, "ready_year", 2036),
    "grid": Form({"link": LINE, "added_mw": 60.0, "year": 2034}, "added_mw", 160.0),
    "outages": Form({"link": LINE, "months": (1, 2), "remaining_mw": 10.0}, "months", (1, 2, 3)),
}


def shown() -> None:
    from simulator.dashboard import PAGES  # noqa: PLC0415 - this function is run as a script of its own

    PAGES["trial"][1]()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    known = {**store.shipped(True), "begun": BEGUN}
    monkeypatch.setattr(store, "shipped", lambda *_: known)
    at = AppTest.from_function(shown, default_timeout=SECONDS)
    for name, value in {"rehearsal": True, "language": "nb", "trial": "begun"}.items():
        at.session_state[name] = value
    return at.run()


def fill(at: AppTest, values: dict[str, Any]) -> None:
    """Fill fields as a reader does, and apply them."""
    opening = at.session_state["drawer"][-1]
    for name, value in values.items():
        lists = [one for one in at.selectbox if one.key == f"field_{name}_{opening}"]
        if lists:
            lists[0].set_value(value)
        else:
            written = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).replace(".", ",")
            at.text_input(key=f"field_{name}_{opening}").set_value(written)
    at.button(key="apply_entry").click().run()


def told(at: AppTest, part: str, expected: tuple[Any, ...]) -> str:
    """See that the page holds these entries and shows them; that it answers that scenario; return what it answers."""
    assert not at.exception
    wanted = BEGUN.model_copy(update={part: expected})
    assert scenario_in(at) == wanted
    listed = [str(one.value) for one in at.markdown]
    for one in expected:
        assert frames.entry_line(part, one, "nb", plain(one.title)) in listed
    said = unescape(answers(at))
    for answer in answered(wanted):
        assert answer.verdict in said
        assert all(line.value in said for line in answer.lines)
    goals = counted(wanted)
    assert goals in listed
    return f"{said} {goals}"


def answered(scenario: Scenario) -> list[frames.Answer]:
    """Return the four answers as the model gives them to a scenario that was written by hand."""
    seen, begun = (Seen(store.answers().ask(one).future.result()) for one in (scenario, BEGUN))
    return [
        frames.power_answer(seen, begun, VIEW),
        frames.connection_answer(seen, VIEW),
        frames.jobs_answer(seen, begun, VIEW),
        frames.income_answer(seen, begun, VIEW),
    ]


def counted(scenario: Scenario) -> str:
    now, before = (frames.status_counts(store.answers().ask(one).future.result()) for one in (scenario, BEGUN))
    return text("trial.goals_said", "nb", **{**now, "before": before["reached"], "count": sum(now.values())})


@pytest.mark.parametrize("part", ENTRIES)
def test_entries_are_added_changed_copied_removed_and_taken_back(at: AppTest, part: str) -> None:
    form, had = FORMS[part], getattr(BEGUN, part)
    begun = told(at, part, had)
    at.button(key=f"add_{part}").click().run()
    fill(at, {"title": "Nytt *her*", **form.filled})
    new = ENTRIES[part](id=f"{part}_1", title="Nytt *her*", **form.filled)
    added = told(at, part, (*had, new))
    assert added != begun
    at.button(key=f"edit_{part}_{new.id}").click().run()
    fill(at, {form.field: form.changed})
    other = new.model_copy(update={form.field: form.changed})
    changed = told(at, part, (*had, other))
    assert changed != added
    at.button(key=f"copy_{part}_{new.id}").click().run()
    copy = other.model_copy(update={"id": f"{part}_2", "title": text("entries.copy_of", "nb", title=new.title)})
    told(at, part, (*had, other, copy))
    at.button(key=f"remove_{part}_{new.id}").click().run()
    told(at, part, (*had, copy))
    for expected in ((*had, other, copy), (*had, other), (*had, new), had):
        button(at, text("trial.undo", "nb")).click().run()
        last = told(at, part, expected)
    assert last == begun


def test_an_owner_is_said_as_it_was_written_and_moves_no_figure(at: AppTest) -> None:
    before = answers(at)
    at.button(key=f"edit_establishments_{HALL.id}").click().run()
    fill(at, {"owner": "Lokalt *AS* [her](x)"})
    assert scenario_in(at).establishments[0].owner == "Lokalt *AS* [her](x)"
    lines = [str(one.value) for one in at.markdown if str(one.value).endswith(plain("Lokalt *AS* [her](x)"))]
    assert len(lines) == 1
    assert answers(at) == before


def test_the_drawer_and_what_stands_in_it_outlive_a_page_written_anew(at: AppTest) -> None:
    at.button(key=f"edit_establishments_{HALL.id}").click().run()
    title = f"field_title_{at.session_state['drawer'][-1]}"
    at.text_input(key=title).set_value("Min egen").run()
    at.slider(key="year").set_value(2035).run()
    assert at.text_input(key=title).value == "Min egen"
    assert scenario_in(at) == BEGUN


def test_the_drawer_shuts_when_another_scenario_takes_the_place_of_its_entry(at: AppTest) -> None:
    at.button(key=f"edit_establishments_{HALL.id}").click().run()
    assert any(one.key == "apply_entry" for one in at.button)
    at.session_state["trial"] = "reference"
    at.run()
    assert not at.exception
    assert scenario_in(at) != BEGUN
    assert not any(one.key == "apply_entry" for one in at.button)
