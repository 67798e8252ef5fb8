"""One line about each entry of a scenario: what, where, how much, from when."""

from __future__ import annotations

from typing import Any

from simulator.present.text import fmt, text


def entry_line(part: str, entry: Any, language: str, title: str, owner: str = "") -> str:
    """Write an entry as one line.

    Parameters
    ----------
    part : str
        Name of the list in the scenario that it stands in.
    entry : Part
        A project, an establishment, an area or a measure.
    language : str
    title : str
        Its title, made safe for where the line is to stand.
    owner : str
        Who owns it, made safe as well; left out where nobody is named.
    """
    words = {"establishments": "kind", "projects": "technology", "efficiency": "group"}
    kind = getattr(entry, "sector", None) or getattr(entry, "kind", None)
    year = next(
        (found for name in ("opening_year", "start_year", "ready_year", "year") if (found := _of(entry, name))), None
    )
    mw, gwh = (
        next((v for name in names if (v := _of(entry, name)) is not None), 0.0)
        for names in (("full_mw", "added_mw"), ("freed_gwh",))
    )
    line = text(
        f"entries.line_{part}",
        language,
        title=title,
        kind=text(f"{words[part]}.{kind}", language) if part in words else "",
        area=_place(entry, language),
        power=fmt(mw, "MW", None, language),
        energy=fmt(gwh, "GWh", None, language),
        year=year or text("entries.every_year", language),
    )
    return f"{line} · {owner}" if owner else line


def _of(entry: Any, name: str) -> Any:
    return getattr(entry, name, None)


def _place(entry: Any, language: str) -> str:
    for name, family in (("link", "grid"), ("municipality", "municipality"), ("area", "area")):
        if _of(entry, name) is not None:
            return text(f"{family}.{_of(entry, name)}", language)
    return ""
