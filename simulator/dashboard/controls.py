"""What a person chooses: language, scenarios, year, weather; kept in the address so that a link is a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from simulator import InputError, Problem, Result, Scenario
from simulator.dashboard import store
from simulator.dashboard.address import WEATHERS, remember, settle
from simulator.dashboard.answers import drawn_weather
from simulator.dashboard.scenarios import catalogue, plain, take_in, title_of
from simulator.present import sentences
from simulator.present.frames import Seen, View
from simulator.present.text import LANGUAGES, text, titled
from simulator.present.theme import LARGEST_SET
from simulator.words import said

LARGEST_UPLOAD_MB: Final = 1
MOST_FILES: Final = 20
# What every page does to the browser's own page: says which language it speaks, which a reader of screens needs, lets
# every table be reached by keyboard, since a wide one scrolls sideways, and is written anew when the machine's theme
# turns.
MANNERS: Final = st.components.v2.component(
    "manners",
    js="""export default ({ data, setTriggerValue }) => {
      document.documentElement.lang = data.language
      const reach = () => document.querySelectorAll("[data-testid=stTable] > div:not([tabindex])")
        .forEach(one => { one.tabIndex = 0 })
      const watch = new MutationObserver(reach)
      watch.observe(document.body, { childList: true, subtree: true })
      reach()
      const app = document.querySelector("[data-testid=stApp]"), theme = () => getComputedStyle(app).colorScheme
      let worn = theme()
      const turn = new MutationObserver(() => theme() !== worn && setTriggerValue("theme", worn = theme()))
      turn.observe(app, { attributes: true })
      return () => [watch, turn].forEach(one => one.disconnect())
    }""",
)


def opened(page: str) -> str:
    """Begin a page: settle the choices, write the question and the language switch.

    Returns
    -------
    str
        The language.
    """
    language = settle()
    top = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    top.markdown(f"**{text('app.name', language)}**", width="content")
    top.segmented_control(
        text("app.language", language),
        LANGUAGES,
        format_func=lambda code: text(f"app.{code}", language),
        key="language",
        required=True,
        label_visibility="collapsed",
    )
    st.title(text(f"page.{page}.title", language), anchor=False)
    if broken := st.session_state.pop("broken_link", ()):
        st.warning(text("notice.link", language))
        st.table(problem_rows(broken, language), hide_index=True)
    remember()
    MANNERS(data={"language": language}, key="manners", on_theme_change=lambda: None)
    return language


def choose_scenario(language: str) -> str:
    """Let one scenario be chosen."""
    return str(
        st.selectbox(
            text("control.scenario", language),
            list(catalogue()),
            format_func=partial(title_of, language=language),
            key="scenario",
        )
    )


def choose_scenarios(language: str) -> list[str]:
    """Let up to four scenarios be chosen; the order of choosing decides colours and what is compared with."""
    st.pills(
        text("control.scenarios", language),
        list(catalogue()),
        selection_mode="multi",
        format_func=lambda name: plain(title_of(name, language)),
        key="chosen",
        on_change=_settle_order,
        help=text("control.scenarios_help", language),
    )
    if st.session_state.pop("too_many", False):
        st.warning(text("control.too_many", language))
    return list(st.session_state["order"])


def _settle_order() -> None:
    state = st.session_state
    picked = list(state["chosen"])
    order = [name for name in state["order"] if name in picked] + [
        name for name in picked if name not in state["order"]
    ]
    state["too_many"] = len(order) > LARGEST_SET
    state["order"] = order[:LARGEST_SET]
    state["chosen"] = order[:LARGEST_SET]


def choose_year(scenarios: Sequence[Scenario], language: str) -> int:
    """Let a year be chosen that every scenario has."""
    first = max(scenario.horizon.first_year for scenario in scenarios)
    last = min(scenario.horizon.last_year for scenario in scenarios)
    if first >= last:
        return first
    st.session_state["year"] = min(max(st.session_state["year"], first), last)
    return int(st.slider(text("control.year", language), first, last, key="year"))


def choose_weather(language: str) -> str:
    """Let the kind of weather be chosen."""
    return str(
        st.segmented_control(
            text("control.weather", language),
            WEATHERS,
            format_func=lambda choose: text(f"control.weather_{choose}", language),
            key="weather",
            required=True,
            wrap=True,
            help=text("control.weather_help", language),
        )
    )


def looked_at(result: Result, view: View) -> Seen:
    """Choose the weather years to look at; all of them where the scenario has none of the kind."""
    return Seen(result, store.weather_places(result.scenario.weather, view.choose) or None)


def tell_cut(seen: Sequence[Seen], view: View) -> None:
    """Say where the grid cannot deliver what a scenario asks for."""
    for one in seen:
        words = sentences.cut(one, view)
        if words:
            st.warning(plain(words))


def tell_weather(seen: Sequence[Seen], view: View) -> None:
    """Say when a scenario was computed for some weather only, and when that makes a comparison unfair."""
    for one in seen:
        own = one.scenario.weather.choose
        if own not in {"all", view.choose}:
            key = f"notice.only_{own}" if view.choose == "all" else "notice.other_weather"
            st.info(text(key, view.language, title=plain(titled(one.scenario.title, view.language)), count=one.count))
    if len({one.scenario.weather.choose if one.places is None else view.choose for one in seen}) > 1:
        st.warning(text("notice.unlike_weather", view.language))


def add_own(language: str) -> None:
    """Let somebody bring scenario files, and say everything that is wrong with them."""
    with st.expander(text("control.upload", language)):
        st.file_uploader(
            text("control.upload_label", language),
            type=["toml"],
            accept_multiple_files=True,
            max_upload_size=LARGEST_UPLOAD_MB,
            key="brought",
            on_change=_take_in,
        )
        for title in st.session_state.get("taken_in", ()):
            st.success(text("control.upload_done", language, title=plain(title)))
        tell_refused(st.session_state.get("refused", {}), language)


def tell_refused(refused: Mapping[str, Sequence[Problem]], language: str) -> None:
    """Say everything that is wrong with files that were brought."""
    for file, problems in refused.items():
        st.error(text("control.upload_problems", language, file=plain(file)))
        st.table(problem_rows(problems, language), hide_index=True)


def problem_rows(problems: Sequence[Problem], language: str) -> list[dict[str, str]]:
    """Write what is wrong with a file as rows: place, what stands there, what would be right."""
    heads = [text(f"control.upload_{part}", language) for part in ("place", "found", "remedy")]
    rows = [(one.place, one.found, one.remedy) for one in (problem.told(language) for problem in problems)]
    return [{head: plain(cell) or "–" for head, cell in zip(heads, row, strict=True)} for row in rows]


def files_brought(key: str) -> tuple[Sequence[Any], dict[str, Sequence[Problem]]]:
    """Return the files that somebody brought, none of them where they are too many at once, and what is wrong then."""
    files = st.session_state[key] or []
    if len(files) <= MOST_FILES:
        return files, {}
    names = f"{files[0].name} … {files[-1].name}"
    found, remedy = said("found.files", count=len(files)), said("remedy.files_at_once", most=MOST_FILES)
    return [], {names: [Problem(code="too_many", file=names, place="", found=found, remedy=remedy)]}


def _take_in() -> None:
    """Read what was brought; what can be read is chosen at once."""
    state = st.session_state
    files, state["refused"] = files_brought("brought")
    state["taken_in"] = []
    for file in files:
        try:
            scenario = store.read_upload(file.name, file.getvalue())
        except InputError as error:
            state["refused"][file.name] = error.problems
            continue
        take_in(scenario)
        state["taken_in"].append(scenario.title)


def footer(scenario: Scenario, language: str) -> None:
    """Say what the figures are."""
    st.divider()
    years = len(scenario.horizon.years)
    st.caption(text("app.footer", language, years=years, weather=drawn_weather(scenario.weather).count))
