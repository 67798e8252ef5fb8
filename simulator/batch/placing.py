"""How a file that was written beside its place comes into place, even where another program holds what lies there."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from simulator.errors import InputError, Problem
from simulator.inputs.source import reason_of
from simulator.words import said

# Numbers of Windows: access denied, and in use by another program: a spreadsheet, a virus scanner, a synchroniser.
HELD: Final = (5, 32)
WAITS_S: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 1.85)  # five seconds in all


def is_held(fault: OSError | ValueError) -> bool:
    """Tell whether another program of Windows holds a file."""
    return isinstance(fault, PermissionError) and getattr(fault, "winerror", None) in HELD


def put_in_place(half: Path, path: Path) -> None:
    """Rename a finished file to its place; where another program holds the place, try again for five seconds.

    Raises
    ------
    OSError
        If it cannot be; then the half is gone and what lay there is as it was.
    """
    try:
        for wait_s in WAITS_S:
            try:
                half.replace(path)
            except PermissionError as fault:
                if not is_held(fault):
                    raise
                time.sleep(wait_s)
            else:
                return
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> Path:
    """Write a text in one stroke, in UTF-8 and with the line ends that it has."""
    return write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file in one stroke: it is there complete or not at all.

    Raises
    ------
    OSError
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(path.suffix + ".part")
    half.write_bytes(content)
    put_in_place(half, path)
    return path


def unwritable(folder: Path, fault: OSError | ValueError) -> InputError:
    """Say that results could not be written, and where."""
    if is_held(fault):
        found, remedy = said("found.held_file"), said("remedy.close_file")
    else:
        found, remedy = reason_of(fault), said("remedy.writable_folder")
    return InputError([Problem(code="unwritable", file=str(folder), place="", found=found, remedy=remedy)])
