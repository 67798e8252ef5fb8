"""What a reader can take along: a link, the scenario file, a page, a workbook, slides and pictures, made on demand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from simulator import InputError, Scenario
from simulator.dashboard import store
from simulator.inputs.tokens import scenario_token
from simulator.inputs.writing import scenario_text
from simulator.present.frames import Seen, View
from simulator.present.takehome import (
    Handout,
    as_png,
    build_handout,
    card_pdf,
    scenario_pictures,
    write_slides,
    write_workbook,
)
from simulator.present.text import text

FORMS: Final = {
    "card": ("pdf", "application/pdf"),
    "slides": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "workbook": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pictures": ("zip", "application/zip"),
}


@lru_cache(maxsize=256)
def token_of(scenario: Scenario) -> str:
    """Return the short word that reopens a scenario; none if no link can hold it."""
    try:
        return scenario_token(scenario, store.answers().region)
    except InputError:
        return ""


def link_of(scenario: Scenario, language: str) -> str:
    """Return the address that reopens a scenario on another machine; none if no link can hold it."""
    token = token_of(scenario)
    here = str(st.context.url or "").split("?")[0]
    return f"{here}?{urlencode({'s': token, 'lang': language})}" if token else ""


def show_takeaway(seen: Seen, view: View) -> None:
    """Show the link and what can be taken along, for one scenario in one language; all print the same figures."""
    scenario, language = seen.scenario, view.language
    with st.expander(text("takeaway.title", language), icon=":material/download:"):
        link = link_of(scenario, language)
        st.markdown(text("takeaway.link" if link else "takeaway.no_link", language))
        if link:
            st.code(link, language=None, wrap_lines=True)
        row = st.container(horizontal=True)
        makers: dict[str, Callable[[Handout], bytes]] = {
            "card": card_pdf,
            "slides": write_slides,
            "workbook": write_workbook,
            "pictures": lambda handout: zipped_pictures(seen, handout),
        }
        for name, (ending, mime) in FORMS.items():
            row.download_button(
                text(f"takeaway.{name}", language),
                data=_made(makers[name], seen, view, link),
                file_name=f"{scenario.id or 'scenario'}_{view.year}_{language}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"take_{name}",
            )
        row.download_button(
            text("takeaway.file", language),
            data=scenario_text(scenario),
            file_name=f"{scenario.id or 'scenario'}.toml",
            mime="application/toml",
            on_click="ignore",
            key="take_file",
        )


def _made(write: Callable[[Handout], bytes], seen: Seen, view: View, link: str) -> Callable[[], bytes]:
    """Return what makes a file once the button is pressed."""

    def make() -> bytes:
        day = date.today()  # noqa: DTZ011 - the day where the file is made
        token, address = token_of(seen.scenario), link.split("?", maxsplit=1)[0]
        handout = build_handout(seen, view, store.answers().region, day=day, token=token, address=address)
        return write(handout)

    return make


def zipped_pictures(seen: Seen, handout: Handout) -> bytes:
    """Put every chart into one file, as SVG and as PNG; title, source and day are printed on them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, drawn in scenario_pictures(seen, handout).items():
            archive.writestr(f"{name}.svg", drawn)
            archive.writestr(f"{name}.png", as_png(drawn))
    return packed.getvalue()
