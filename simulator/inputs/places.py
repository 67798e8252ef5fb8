"""Where the shipped data and scenarios lie, in a checkout and in an installed package."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path, PurePath
from typing import Final

from simulator.errors import InputError, Problem
from simulator.words import Said, said

# Names that Windows keeps for devices, whatever the ending ("Naming Files, Paths, and Namespaces" of its maker).
RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
MOST_LISTED: Final = 200
_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder of the region's tables."""
    return _shipped("data")


def scenario_folder() -> Path:
    """Return the folder of the shipped scenarios."""
    return _shipped("scenarios")


def example_folder() -> Path:
    """Return the folder of the shipped examples that the front end begins with."""
    return _shipped("examples")


def document_folder() -> Path:
    """Return the folder of the pages that the front end shows."""
    return _shipped("docs")


def _shipped(name: str) -> Path:
    """Prefer the checkout; an installed wheel carries a copy inside the package."""
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def app_file() -> Path:
    """Return the front end's script."""
    inside = _PACKAGE / "shipped" / "app.py"
    return inside if inside.is_file() else _PACKAGE.parent / "app.py"


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a file name for a device.

    Examples
    --------
    >>> is_reserved("nul.csv"), is_reserved("null.csv")
    (True, False)
    """
    return PurePath(name).name.split(".")[0].rstrip().lower() in RESERVED


def leads_out(path: Path) -> bool:
    """Tell whether a file is a link to something outside the folder in which it lies."""
    return not path.resolve().is_relative_to(path.parent.resolve())


def find_beside(file: str, folders: Iterable[Path]) -> Path:
    """Find a plain file that a scenario names; the first folder that has it counts.

    Parameters
    ----------
    file : str
        Bare name.
    folders : iterable of Path

    Returns
    -------
    Path

    Raises
    ------
    InputError
        If no folder has it, or it leads out of its folder, or Windows could not have a file of this name.
    """
    if is_reserved(file):
        raise _refusal("reserved_name", file, repr(file), said("remedy.reserved_name"))
    there: list[str] = []
    for folder in folders:
        path = folder / file
        if path.is_file():
            if leads_out(path):
                raise _refusal("outside_folder", file, said("found.outside_folder"), said("remedy.inside_folder"))
            return path
        there += [one.name for one in islice(folder.glob("*.csv"), MOST_LISTED)]
    meant = next((one for one in there if one.lower() == file.lower()), "")
    guess = said("remedy.did_you_mean", thing=said("thing.file"), close=meant)
    remedy = guess if meant else said("remedy.file_beside_scenario")
    raise _refusal("no_file", file, said("found.no_such_file"), remedy)


def _refusal(code: str, file: str, found: str, remedy: Said) -> InputError:
    return InputError([Problem(code=code, file=file, place="", found=found, remedy=remedy)])
