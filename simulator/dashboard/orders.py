"""One scenario that is being worked out: how far it has come, who waits for it, and when it is given up."""

from __future__ import annotations

from collections.abc import Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field

from simulator import Result, Scenario


class GivenUpError(Exception):
    """Nobody works on an order any more: it took too long, or its reader has asked for much else since then."""


@dataclass(slots=True)
class Order:
    """One scenario being worked out: how many of its years are left, which nobody has begun, and who waits for it."""

    scenario: Scenario
    left: int
    urgency: int
    waiting: set[int]
    future: Future[Result] = field(default_factory=Future)
    owners: set[Hashable] = field(default_factory=set)
    seconds: float = 0.0

    def leave(self, reader: Hashable) -> None:
        """Take a reader off; what nobody else waits for is given up."""
        self.owners = {owner for owner in self.owners if reader_of(owner) != reader}
        if not self.owners:
            self.give_up()

    def give_up(self) -> None:
        """Do no more of it, and tell whoever waits."""
        self.end(GivenUpError())

    def answer(self, result: Result) -> None:
        """Hand over the answer; what was given up meanwhile stays so."""
        if not self.future.done():
            self.future.set_result(result)
            self.owners.clear()

    def end(self, fault: Exception) -> None:
        """Tell whoever waits what went wrong; what is answered or ended stays so."""
        if not self.future.done():
            self.future.set_exception(fault)
            self.owners.clear()

    @property
    def wanted(self) -> bool:
        """Tell whether it is still worth working on."""
        return bool(self.owners) and not self.future.done()

    @property
    def done_share(self) -> float:
        """How much of it is done. [share]"""
        return 1.0 if self.future.done() else 1.0 - self.left / max(len(self.scenario.horizon.years), 1)


def reader_of(owner: Hashable) -> Hashable:
    """Return who asks, whatever the place on the screen.

    Examples
    --------
    >>> reader_of(("anna", "overview")), reader_of("anna"), reader_of(None)
    ('anna', 'anna', None)
    """
    return owner[0] if isinstance(owner, tuple) else owner
