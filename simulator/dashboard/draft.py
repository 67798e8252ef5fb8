"""The scenario under test: where it began, every step since, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from simulator.premises import Scenario

MOST_STEPS: Final = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario with its history.

    Parameters
    ----------
    base : str
        Name in the catalogue that it began with.
    steps : tuple of Scenario
        The first is the base itself.
    place : int
        Which of the steps is looked at.

    Examples
    --------
    >>> a, b = Scenario(title="A"), Scenario(title="B")
    >>> draft = Draft("a", (a,)).then(b)
    >>> draft.undone().now.title, draft.undone().redone().now.title
    ('A', 'B')
    """

    base: str
    steps: tuple[Scenario, ...]
    place: int = 0

    @property
    def now(self) -> Scenario:
        """The scenario as it stands."""
        return self.steps[self.place]

    @property
    def start(self) -> Scenario:
        """The scenario that it began with."""
        return self.steps[0]

    @property
    def changed(self) -> bool:
        """Tell whether it differs from what it began with."""
        return self.now != self.start

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self.place > 0

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to take again."""
        return self.place < len(self.steps) - 1

    def then(self, scenario: Scenario) -> Draft:
        """Take a step; what had been undone is gone. The oldest steps but the first are forgotten."""
        if scenario == self.now:
            return self
        steps = (*self.steps[: self.place + 1], scenario)
        if len(steps) > MOST_STEPS:
            steps = (steps[0], *steps[2:])
        return replace(self, steps=steps, place=len(steps) - 1)

    def undone(self) -> Draft:
        """Take one step back, if there is one."""
        return replace(self, place=max(self.place - 1, 0))

    def redone(self) -> Draft:
        """Take one step again, if there is one."""
        return replace(self, place=min(self.place + 1, len(self.steps) - 1))
