"""A workshop without hands, for tests that look at the order of work."""

from __future__ import annotations

from simulator.dashboard.answers import Answers
from simulator.dashboard.workshop import Workshop


class Shelf(Workshop):
    """Its pieces lie still until a test does one."""

    def __init__(self) -> None:
        super().__init__(hands=())

    def step(self) -> None:
        assert self.left
        _, piece = self.take()
        piece()


def shelf(answers: Answers) -> Shelf:
    assert isinstance(answers._workshop, Shelf)
    return answers._workshop
