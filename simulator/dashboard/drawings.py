"""Draws of the whole model in the workshop: a few at a time, so that nobody waits for them and anybody can stop."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from simulator import Region, Scenario, WeatherYears
from simulator.batch.drawing import DrawPlan, Setup, set_up
from simulator.dashboard.workshop import SOON, Workshop
from simulator.uncertainty import Drawn, Outcome, collect_draws, draw_results

AT_ONCE: Final = 4  # draws in one piece of work: about half a second


@dataclass(slots=True)
class Drawing:
    """Draws of one scenario that are being worked out, in order, a piece at a time.

    Each piece lays the next one into the workshop when it is done, so that one pair of hands at most is at it.
    """

    scenario: Scenario
    plan: DrawPlan
    outcomes: list[Outcome] = field(default_factory=list)
    stopped: bool = False
    fault: Exception | None = None
    setup: Setup | None = None
    readers: set[Hashable] = field(default_factory=set)

    @property
    def over(self) -> bool:
        """Tell whether nothing more will come."""
        return self.stopped or self.fault is not None or len(self.outcomes) >= self.plan.count

    def stop(self) -> None:
        """Draw no more after the piece in hand; what has come stays."""
        self.stopped = True

    def leave(self, reader: Hashable) -> None:
        """Take a reader off; what nobody else looks at is stopped."""
        if reader in self.readers:
            self.readers.discard(reader)
            self.stopped = self.stopped or not self.readers

    def begin(self, workshop: Workshop, region: Region, weather: WeatherYears, *, reader: Hashable = None) -> None:
        """Lay the first piece into the workshop."""

        def work() -> None:
            try:
                self._piece(region, weather)
            except Exception as fault:  # told on the page
                self.fault = fault
            if not self.over:
                workshop.put(SOON, work, reader=reader)

        workshop.put(SOON, work, reader=reader)

    def collected(self, region: Region) -> Drawn:
        """Put together what has come so far.

        Raises
        ------
        Exception
            What went wrong in a draw.
        """
        if self.fault is not None:
            raise self.fault
        found = list(self.outcomes)
        if self.setup is None:
            raise ValueError("nothing has been drawn yet")
        return collect_draws(self.scenario, region, futures=self.setup.futures, outcomes=found)

    def _piece(self, region: Region, weather: WeatherYears) -> None:
        if self.stopped:
            return
        self.setup = self.setup or set_up(self.scenario, self.plan, region, weather)
        first = len(self.outcomes)
        numbers = range(first, min(first + AT_ONCE, self.plan.count))
        given = (self.scenario, region, weather)
        self.outcomes += draw_results(
            *given, futures=self.setup.futures, numbers=numbers, operators=self.setup.operators
        )
