"""Fields of an entry as a reader fills them in: made from the same model that checks the file, so none is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from simulator import InputError, Region
from simulator.dashboard import controls, pieces, store
from simulator.dashboard.scenarios import plain
from simulator.dashboard.souvenirs import Told
from simulator.inputs.forms import CENT, Wrong, bare, is_per_cent, options_of
from simulator.inputs.loads import curve_of, preview_figures
from simulator.premises import OwnCurve, Phase
from simulator.present import frames
from simulator.present.hour_sentences import alt_own_load
from simulator.present.text import figure, text
from simulator.present.text import known as word_known
from simulator.version import VERSION

HIDDEN: Final = ("id", "load_series", "queue_id", "first_day", "last_day")
FIRST: Final[tuple[str, ...]] = (
    "title",
    "kind",
    "area",
    "municipality",
    "link",
    "sector",
    "capacity_mw",
    "added_mw",
    "freed_gwh",
    "start_year",
    "year",
    "ready_year",
    "remaining_mw",
    "jobs_persons",
    "mean_gwh",
    "local_ownership_share",
)
UNSET: Final = ""
# Fields that name something of the region: the family of words for it, and what there is.
REFERENCES: Final = MappingProxyType[str, tuple[str, Callable[[Region], Iterable[str]]]](
    {
        "Establishment.kind": ("kind", lambda region: region.establishment_kinds),
        "Project.kind": ("technology", lambda region: region.project_kinds),
        "area": ("area", lambda region: [area.id for area in region.areas]),
        "municipality": ("municipality", lambda region: region.municipalities),
        "link": ("grid", lambda region: [*(one.id for one in region.links), *(one.id for one in region.exchanges)]),
        "sector": ("group", lambda region: dict.fromkeys(row.sector for row in region.consumption)),
        "load_shape": ("shape", lambda region: region.load_shapes),
    }
)
Model = type[Any]


def arranged(model: Model) -> tuple[list[str], list[str]]:
    """Return the fields asked for first, and those behind "more fields"."""
    names = [name for name in model.model_fields if name not in HIDDEN]
    first = [name for name in FIRST if name in names]
    return first, [name for name in names if name not in first]


def option_word(name: str, value: Any, language: str) -> str:
    """Return how an option is said."""
    if value is None:
        return text("field.unset", language)
    if isinstance(value, bool):
        return text(f"word.{'yes' if value else 'no'}", language)
    return text(f"choice.{name}.{value}", language)


def names_known(name: str, model: Model, language: str) -> Mapping[str, str] | None:
    """Return what a field that refers to something may name, with the words for it; None if it refers to nothing."""
    place = f"{model.__name__}.{name}" if name == "kind" else name
    if place not in REFERENCES:
        return None
    family, listed = REFERENCES[place]
    return {one: text(f"{family}.{one}", language) for one in listed(store.answers().region)}


def ask(model: Model, name: str, entry: Any, language: str, opening: int) -> Any:
    """Show one field, filled with what the entry has; at every opening of the drawer it is a new one.

    Returns
    -------
    object
        What stands in it: an option, or words that `built` still has to read.
    """
    field = model.model_fields[name]
    value = getattr(entry, name) if entry is not None else None if field.is_required() else field.default
    label, key = text(f"field.{name}", language), f"field_{name}_{opening}"
    told = text(f"field_help.{name}", language) if word_known(f"field_help.{name}", language) else None
    known = names_known(name, model, language)
    if known is not None:
        options = [*([None] if bare(model, name)[1] else []), *known]
        return st.selectbox(
            label,
            options,
            index=options.index(value) if value in options else 0,
            format_func=lambda one: text("field.unset", language) if one is None else known[one],
            placeholder=text("field.unset", language),
            key=key,
            help=told,
        )
    choices = options_of(model, name)
    if choices is not None:
        words = {one: option_word(name, one, language) for one in choices}
        return st.selectbox(
            label,
            choices,
            index=choices.index(value),
            format_func=words.__getitem__,
            placeholder=text("field.unset", language),
            key=key,
            help=told,
        )
    return st.text_input(label, written(name, value, language), key=key, help=told)


def written(name: str, value: Any, language: str) -> str:
    """Write what an entry has, as a reader may change it: decimal comma in Norwegian, shares in per cent.

    Examples
    --------
    >>> written("capacity_mw", 12.5, "nb"), written("probability", 0.25, "nb"), written("start_year", 2030, "nb")
    ('12,5', '25', '2030')
    """
    if value is None or value == ():
        return UNSET
    if isinstance(value, tuple):
        return "; ".join(_step(one, language) for one in value)
    if isinstance(value, float):
        return _number(value * CENT if is_per_cent(name) else value, language)
    return str(value)


def _step(one: Any, language: str) -> str:
    return f"{one.year}: {_number(one.capacity_mw, language)}" if isinstance(one, Phase) else str(one)


def _number(value: float, language: str) -> str:
    """Write a number with the decimals that it has."""
    digits = next((digits for digits in range(6) if round(value, digits) == round(value, 6)), 6)
    return figure(value, digits, language).replace("\u00a0", "").replace("\u2212", "-")


def tell(wrong: Sequence[Wrong], language: str) -> None:
    """Say everything that is wrong, each with the name of its field."""
    lines = "\n".join(f"- **{text(f'field.{one.field}', language)}**: {_remedy(one, language)}" for one in wrong)
    st.error(f"{text('entries.refused', language)}\n\n{lines}")


def _remedy(one: Wrong, language: str) -> str:
    bound = "" if one.bound is None else _number(one.bound, language)
    return text(f"field.{one.code}", language, bound=bound, found=plain(one.found))


def ask_curve(entry: Any, language: str, opening: int) -> tuple[str, OwnCurve] | None:
    """Let somebody bring an own hourly curve, and show what it is before it is used."""
    with st.expander(text("curve.title", language)):
        brought = st.file_uploader(
            text("curve.label", language), type=["csv"], max_upload_size=1, key=f"curve_{opening}"
        )
        st.caption(text("curve.help", language))
        if brought is not None:
            try:
                curve = curve_of(brought.name, brought.getvalue())
            except InputError as error:
                st.error(text("control.upload_problems", language, file=plain(brought.name)))
                st.table(controls.problem_rows(error.problems, language), hide_index=True)
                return None
            show_curve(curve, language)
            return Path(brought.name).name, curve
        if entry is not None and entry.curve is not None:
            show_curve(entry.curve, language)
    return None


def show_curve(curve: OwnCurve, language: str) -> None:
    """Show least, mean, highest, full-load hours, and the year day by day."""
    shown = preview_figures(curve.values)
    cells = st.columns(4)
    for cell, (name, value) in zip(cells, shown._asdict().items(), strict=True):
        written_value = figure(value, 0 if name == "full_load_hours" else 2, language)
        cell.metric(text(f"curve.{name}", language), written_value)
    rows, below = frames.own_load(curve.values, language), text("curve.subtitle", language)
    st.caption(below)
    words = {"file": Path(curve.path).name, "app": text("app.name", language), "version": VERSION}
    alt, source = alt_own_load(rows, language), text("curve.source", language, **words)
    told = Told(alt, text("curve.title", language), below, source)
    pieces.show_chart("own_load", rows, told, language, table=frames.own_load_table(curve.values, language))
