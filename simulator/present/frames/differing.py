"""What scenarios decide differently: entry by entry, field by field; and which numbers about the world they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from simulator.inputs.forms import CENT, is_per_cent
from simulator.inputs.messages import ENTRIES
from simulator.premises import Phase, Quantity, Scenario
from simulator.premises.parts import Part
from simulator.present.frames.comparison import titles
from simulator.present.frames.entries import entry_line
from simulator.present.frames.register import number_name, written_number
from simulator.present.frames.slices import Seen
from simulator.present.text import figure, known, text, titled

TABLES: Final = ("horizon", "weather", "milestones", "apprentices")
PLAIN: Final = ("operation", "migration", "new_homes_per_year", "realisation")
APART: Final = ("id", "series")  # an id tells an entry from others; measured series are told by the notes
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("kind", "technology", "choice.kind"),
    "area": ("area", "municipality"),
    "municipality": ("municipality",),
    "link": ("grid",),
    "sector": ("group",),
    "load_shape": ("shape",),
}
ABSENT: Final = "–"
MOST_DIGITS: Final = 4


class Difference(NamedTuple):
    """One thing that is not the same in all scenarios: what, which field of it, and what each scenario says.

    ``said`` holds None where a scenario does not have the entry at all.
    """

    part: str
    entry: str
    field: str
    said: tuple[Any, ...]

    @property
    def present(self) -> tuple[bool, ...]:
        """Which scenarios have it."""
        return tuple(value is not None for value in self.said)


class Unstated(NamedTuple):
    """Stands for a field that a scenario has and leaves open, which is not the same as an entry that is missing."""


def decisions_apart(scenarios: Sequence[Scenario]) -> tuple[Difference, ...]:
    """Find every decision in which scenarios differ.

    An entry that some scenarios lack is one difference, with its whole line; one that all have differs field by field.
    """
    found: list[Difference] = []
    for part in ENTRIES:
        sets = [{one.id: one for one in getattr(scenario, part)} for scenario in scenarios]
        for name in dict.fromkeys(name for entries in sets for name in entries):
            found += _of_entry(part, [entries.get(name) for entries in sets])
    for part in TABLES:
        found += _fields(part, "", [getattr(scenario, part) for scenario in scenarios])
    for name in PLAIN:
        found += _unlike("", "", name, [getattr(scenario, name) for scenario in scenarios])
    return tuple(found)


def _of_entry(part: str, entries: Sequence[Any]) -> Iterator[Difference]:
    there = [entry for entry in entries if entry is not None]
    if len(there) < len(entries):
        yield Difference(part, there[0].title, "", tuple(entries))
    yield from _fields(part, there[0].title, entries)


def _fields(part: str, title: str, entries: Sequence[Any]) -> Iterator[Difference]:
    """Yield the fields in which those differ that have the entry."""
    model = type(next(entry for entry in entries if entry is not None))
    for name in model.model_fields:
        if name not in APART:
            yield from _unlike(part, title, name, [_value(entry, name) for entry in entries])


def _value(entry: Any, name: str) -> Any:
    if entry is None:
        return None
    value = getattr(entry, name)
    return Unstated() if value is None or value == () else value


def _unlike(part: str, title: str, name: str, values: Sequence[Any]) -> Iterator[Difference]:
    stated = values if part else [Unstated() if value is None else value for value in values]
    there = [value for value in stated if value is not None]
    if any(value != there[0] for value in there):
        yield Difference(part, title, name, tuple(stated))


def decisions_table(seen: Sequence[Seen], zero: int, language: str) -> pd.DataFrame:
    """Write every decision in which the scenarios differ.

    Parameters
    ----------
    seen : sequence of Seen
    zero : int
        Position of the scenario that the others are compared with.
    language : str

    Returns
    -------
    DataFrame
        What is decided, which field, how it differs, then one column per scenario; no row if all is the same.
    """
    heads = marked_titles(seen, zero, language)
    rows = [
        {
            text("differs.what", language): _what(one, language),
            text("differs.how", language): how(one.present, titles(seen, language), language)
            if not one.field
            else text("differs.unlike", language),
            **dict(zip(heads, (written(one, value, language) for value in one.said), strict=True)),
        }
        for one in decisions_apart([one.scenario for one in seen])
    ]
    return pd.DataFrame(rows)


def _what(one: Difference, language: str) -> str:
    """Name what differs: the entry, and the field if it is one of them."""
    family = f"differs.part_{one.part}" if one.part else "differs.part_whole"
    name = titled(one.entry, language) or text(family, language)
    return f"{name}: {field_name(one.field, language)}" if one.field else name


def field_name(name: str, language: str) -> str:
    """Name a field of a scenario; milestones have names of their own."""
    return text(f"field.{name}", language) if known(f"field.{name}", language) else text(f"differs.{name}", language)


def how(present: Sequence[bool], names: Sequence[str], language: str) -> str:
    """Say how scenarios differ: only one has it, some lack it, or all have it and it is not the same.

    Examples
    --------
    >>> how([True, False], ["A", "B"], "en"), how([True, True], ["A", "B"], "en")
    ('only in A', 'differs')
    """
    having = [name for name, has in zip(names, present, strict=True) if has]
    lacking = [name for name, has in zip(names, present, strict=True) if not has]
    if not lacking:
        return text("differs.unlike", language)
    if len(having) == 1:
        return text("differs.only", language, title=having[0])
    return text("differs.not_in", language, title=", ".join(lacking))


def written(one: Difference, value: Any, language: str) -> str:
    """Write what one scenario says."""
    if value is None:
        return ABSENT
    if not one.field and isinstance(value, Part):
        return entry_line(one.part, value, language, titled(one.entry, language)).replace("**", "")
    if isinstance(value, Unstated):
        return text("field.unset", language)
    return _plain(one.field, value, language)


def _plain(name: str, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return text(f"word.{'yes' if value else 'no'}", language)
    if isinstance(value, float):
        return _number(value * CENT if is_per_cent(name) else value, language)
    if isinstance(value, Phase):
        return f"{value.year}: {_number(value.capacity_mw, language)}"
    if isinstance(value, tuple):
        return "; ".join(_plain(name, each, language) for each in value)
    families = (*WORDS.get(name, ()), f"choice.{name}")
    keys = (f"{family}.{value}" for family in families)
    return next((text(key, language) for key in keys if known(key, language)), str(value))


def _number(value: float, language: str) -> str:
    digits = next((digits for digits in range(MOST_DIGITS) if round(value, digits) == round(value, 4)), MOST_DIGITS)
    return figure(value, digits, language)


def assumptions_table(seen: Sequence[Seen], zero: int, book: Mapping[str, Quantity], language: str) -> pd.DataFrame:
    """Write every number about the world that is not the same in all scenarios.

    Returns
    -------
    DataFrame
        Name, which scenarios state a value of their own, then the value that each uses; no row if all is the same.
    """
    heads, names = marked_titles(seen, zero, language), titles(seen, language)
    rows = []
    for number in dict.fromkeys(name for one in seen for name, _ in one.scenario.overrides):
        values = [one.result.assumptions[number] for one in seen]
        own = [number in dict(one.scenario.overrides) for one in seen]
        if len(set(values)) > 1:
            cells = [written_number(number, value, book[number].unit, language) for value in values]
            row = {text("differs.number", language): number_name(number, language)}
            row[text("differs.own", language)] = ", ".join(name for name, has in zip(names, own, strict=True) if has)
            rows.append(row | dict(zip(heads, cells, strict=True)))
    return pd.DataFrame(rows)


def marked_titles(seen: Sequence[Seen], zero: int, language: str) -> list[str]:
    """Return the titles, the one that others are compared with marked."""
    names = titles(seen, language)
    return [text("table.zero", language, title=name) if at == zero else name for at, name in enumerate(names)]
