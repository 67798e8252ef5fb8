"""The screen: the only code that imports streamlit. Pages lay out what `present` has written and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from simulator.dashboard import compare, door, goals, overview, presenter, sources, store, trial, uncertainty
from simulator.dashboard.address import settle, spoken
from simulator.present.text import text

PAGES: Final[Mapping[str, tuple[str, Callable[[], None]]]] = MappingProxyType(
    {
        "overview": ("oversikt", overview.page),
        "trial": ("test", trial.page),
        "compare": ("sammenlign", compare.page),
        "goals": ("maal", goals.page),
        "uncertainty": ("usikkerhet", uncertainty.page),
        "presenter": ("presenter", presenter.page),
        "sources": ("kilder", sources.page),
    }
)


def main() -> None:
    """Show the page that was asked for, to those who may see it."""
    language = spoken()
    st.set_page_config(page_title=text("app.name", language), page_icon=str(store.icon()), layout="wide")
    if door.is_shut(language):
        return
    language = settle()
    pages = [
        st.Page(show, title=text(f"page.{name}.menu", language), url_path=path, default=name == "overview")
        for name, (path, show) in PAGES.items()
    ]
    chosen = st.navigation(pages, position="top")
    chosen.run()
    door.show_way_out(language)
