"""Older forms of scenario files, and what each key of them is called today."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from simulator.inputs.source import Source, parse


class Move(NamedTuple):
    """A key that has moved: in which table it stood, its old name, and its new one; None if nothing replaces it."""

    table: str
    old: str
    new: str | None


class Moved(NamedTuple):
    """One key that was moved: the line it stands on, its old name and its new one."""

    line: int
    old: str
    new: str | None


# Both stood in files of schema version 1 in November 2026. Promised jobs were called full-time equivalents, but every
# promise that was read counts people; the number stays. A year by which apprentices are doubled became contracts a year
# in the table ``apprentices``, which one number cannot be turned into.
MOVES: Final = (
    Move(r"establishments\[\d+\]", "jobs_fte", "jobs_persons"),
    Move(r"milestones", "apprentices_doubled", None),
)


def migrate_text(source: Source) -> tuple[str, tuple[Moved, ...]]:
    r"""Rewrite the keys of an older form, line by line, so that comments and order stay.

    Parameters
    ----------
    source : Source
        The file as it is.

    Returns
    -------
    text : str
        The same text where nothing has moved. A key that nothing replaces is kept as a comment.
    moved : tuple of Moved

    Raises
    ------
    InputError
        If the file is no TOML.

    Examples
    --------
    >>> text, moved = migrate_text(Source("a.toml", "[[establishments]]\njobs_fte = 20  # promised"))
    >>> text.split("\n")[1], moved[0].new
    ('jobs_persons = 20  # promised', 'jobs_persons')
    """
    parse(source)
    lines, moved = source.text.split("\n"), []
    for place, line in source.lines.items():
        move = move_of(place)
        if move is not None:
            lines[line - 1] = _rewritten(lines[line - 1], move)
            moved.append(Moved(line, move.old, move.new))
    return "\n".join(lines), tuple(sorted(moved))


def move_of(place: str) -> Move | None:
    """Return the move of the key at a place; None if it has not moved.

    Examples
    --------
    >>> move_of("establishments[2].jobs_fte").new, move_of("establishments[2].id")
    ('jobs_persons', None)
    """
    return next((move for move in MOVES if re.fullmatch(rf"{move.table}\.{move.old}", place)), None)


def _rewritten(line: str, move: Move) -> str:
    """Rename the key of a line, or make the line a comment."""
    return f"# {line}" if move.new is None else line.replace(move.old, move.new, 1)
