"""Door for what a reader types: words in the fields of a form become an entry, everything wrong told at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from simulator.inputs.tables import NUMBER
from simulator.premises import Phase

CENT: Final = 100
LIMITS: Final = ("greater_than_equal", "greater_than", "less_than_equal", "less_than")
CODES: Final = {"missing": "missing", "int_type": "whole", "string_too_long": "too_long"}
BLANKS: Final = str.maketrans({"\u00a0": None, "\u2009": None, "\u202f": None, " ": None, "\u2212": "-"})


class Wrong(NamedTuple):
    """What is wrong with a field: a code, the bound that was passed if there is one, and what stands there."""

    field: str
    code: str
    bound: float | None = None
    found: str = ""


def is_per_cent(name: str) -> bool:
    """Tell whether a reader writes a field in per cent."""
    return name.endswith("_share") or name == "probability"


def bare(model: type[BaseModel], name: str) -> tuple[Any, bool]:
    """Return the type of a field without its option of being left out, and whether it has one."""
    annotation = model.model_fields[name].annotation
    if get_origin(annotation) in {Union, UnionType}:
        stated = next(one for one in get_args(annotation) if one is not type(None))
        return get_args(stated)[0] if get_origin(stated) is Annotated else stated, True
    return annotation, False


def options_of(model: type[BaseModel], name: str) -> list[Any] | None:
    """Return what may be chosen for a field of few options, None standing for not stated; None for any other field."""
    kind, optional = bare(model, name)
    if kind is not bool and get_origin(kind) is not Literal:
        return None
    known = [False, True] if kind is bool else list(get_args(kind))
    return [None, *known] if optional else known


def read_figure(words: str) -> float:
    r"""Read a number as a person writes it: comma or point, blanks between thousands, any minus.

    Raises
    ------
    ValueError
        If it is no number.

    Examples
    --------
    >>> read_figure("2 345,6"), read_figure("\u22123.5"), read_figure("1,000.5")
    (2345.6, -3.5, 1000.5)
    """
    plain = words.strip().translate(BLANKS)
    if "," in plain and "." in plain:
        plain = plain.replace(min((",", "."), key=plain.rindex), "")
    plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        raise ValueError(f"{words!r} is not a number")
    return float(plain)


def read_entry(model: type[BaseModel], identity: str, stated: Mapping[str, Any]) -> tuple[Any, list[Wrong]]:
    """Read what was filled in.

    Parameters
    ----------
    model : type of Part
        An entry of a scenario.
    identity : str
        Its id.
    stated : mapping of str to object
        Words of a field, or the option that was chosen; shares in per cent.

    Returns
    -------
    entry : Part or None
    wrong : list of Wrong
        Everything that is wrong, if there is no entry.
    """
    wrong: list[Wrong] = []
    values: dict[str, Any] = {"id": identity}
    for name, said in stated.items():
        try:
            read = _read(model, name, said)
        except ValueError:
            wrong.append(Wrong(name, "not_a_number", found=str(said)))
            continue
        if read is not None:
            values[name] = read
    try:
        entry = model.model_validate(values)
    except ValidationError as fault:
        told = {one.field for one in wrong}
        wrong += [found for one in fault.errors() if (found := _wrong(one)).field not in told]
        return None, wrong
    return (None, wrong) if wrong else (entry, [])


def _read(model: type[BaseModel], name: str, said: Any) -> Any:
    """Read one field; None if nothing is stated.

    Raises
    ------
    ValueError
        If it should be a number and is none.
    """
    kind, _ = bare(model, name)
    if not isinstance(said, str):
        return said
    if not said.strip():
        return None
    if kind is str or get_origin(kind) is Literal:
        return said
    if get_origin(kind) is tuple:
        return _steps(said) if name == "phases" else tuple(int(part) for part in said.replace(";", ",").split(","))
    number = read_figure(said)
    if kind is int:
        return int(number) if number.is_integer() else number
    return number / CENT if is_per_cent(name) else number


def _steps(said: str) -> tuple[Phase, ...]:
    """Read later steps, such as ``2031: 40; 2034: 80``."""
    pairs = [part.partition(":") for part in said.split(";") if part.strip()]
    return tuple(Phase(year=int(year), capacity_mw=read_figure(capacity)) for year, _, capacity in pairs)


def _wrong(error: Any) -> Wrong:
    """Say what is wrong with a field that was read."""
    name, kind = str(error["loc"][0]), str(error["type"])
    bound = next((float(value) for value in error.get("ctx", {}).values() if isinstance(value, int | float)), None)
    if kind not in LIMITS or bound is None:
        return Wrong(name, CODES.get(kind, "not_possible"))
    return Wrong(name, kind, bound * CENT if is_per_cent(name) else bound)
