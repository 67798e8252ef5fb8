"""What can be wrong with an input, and the one error that carries all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from simulator.words import ENGLISH, in_language, printable, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in an input, said so that its author can mend it.

    Parameters
    ----------
    code : str
        Stable identifier such as ``unknown_kind``.
    file : str
        Name of the file as the author knows it.
    place : str
        Key, row or line inside the file, for example ``establishments[2].capacity_mw``.
    found : str
        What stands there now: a sentence of the catalogues, or what the author wrote.
    remedy : str
        What would be right: a sentence of the catalogues. Tables of ``data/`` are for developers; they get English.

    Examples
    --------
    >>> print(Problem(code="negative", file="a.toml", place="capacity_mw", found="-4", remedy="give 0 or more"))
    a.toml: capacity_mw: found -4; give 0 or more

    Notes
    -----
    What the author wrote is quoted with unprintable letters escaped, so that a message cannot steer a terminal or turn
    the direction of a text.
    """

    code: str
    file: str
    place: str
    found: str
    remedy: str

    def __post_init__(self) -> None:
        """Escape what cannot be printed."""
        for field in fields(self):
            object.__setattr__(self, field.name, printable(getattr(self, field.name)))

    def __str__(self) -> str:
        """Say the problem in English, in one line."""
        return self.line(ENGLISH)

    def told(self, language: str) -> Problem:
        """Return the same problem, all of it in a language."""
        return replace(self, **{field.name: in_language(getattr(self, field.name), language) for field in fields(self)})

    def line(self, language: str) -> str:
        """Say the problem in one line: file, place, what was found, what would be right."""
        one = self.told(language)
        where = f"{one.file}: {one.place}: " if one.place else f"{one.file}: "
        return text("problem.line", language, where=where, found=one.found, remedy=one.remedy)


class InputError(Exception):
    """Everything that is wrong with the inputs, at once.

    Parameters
    ----------
    problems : iterable of Problem
        At least one.

    Raises
    ------
    ValueError
        If there is no problem to report.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("an InputError needs at least one Problem")
        super().__init__("\n".join(str(problem) for problem in self.problems))


def raise_if(problems: Iterable[Problem]) -> None:
    """Raise one `InputError` holding all problems, or return if there are none."""
    found = tuple(problems)
    if found:
        raise InputError(found)
