"""First estimates of what a reader moves a known scenario to: shown at once, until the answer is there."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

from simulator import Region, Result, Scenario, WeatherYears
from simulator.dashboard.workshop import NEXT, Workshop
from simulator.questions.estimating import Footing, estimate, near, stand_on
from simulator.questions.hosting import ENERGY
from simulator.recall import Recall
from simulator.threads import RIGHT_OF_WAY

LOG: Final = logging.getLogger(__name__)
FEWEST_YEARS: Final = 10  # of weather; fewer are answered as fast
MOST_FOOTINGS: Final = 32  # 2 MB each


class Estimates:
    """What estimates stand on, by the scenario that they begin from; each prepared once for everybody."""

    def __init__(self, region: Region, workshop: Workshop, recall: Recall) -> None:
        self._region, self._workshop, self._recall = region, workshop, recall
        self._footings: OrderedDict[Scenario, Footing | None] = OrderedDict()
        self._lock = Lock()

    def of(self, scenario: Scenario, base: Scenario) -> Result | None:
        """Estimate the surplus of a scenario, within some hundredths of a second.

        Parameters
        ----------
        scenario, base : Scenario
            Of one and the same year.

        Returns
        -------
        Result or None
            With the indicators of `ENERGY` only; None where nothing is prepared to estimate from, or where the
            estimate fails: the answer then tells why.
        """
        with self._lock:
            footing = self._footings.get(base)
        if footing is None or not near(scenario, footing):
            return None
        try:
            with RIGHT_OF_WAY.taken():
                return estimate(scenario, footing, self._region, names=ENERGY, recall=self._recall)
        except Exception:
            LOG.exception("no estimate of %s", scenario.id)
            return None

    def stand_on(self, known: Result, weather: WeatherYears, *, reader: Hashable = None) -> None:
        """Prepare estimates from the answer of one year of a scenario, after all figures that somebody waits for."""
        base = known.scenario
        with self._lock:
            if base in self._footings or base.weather.count < FEWEST_YEARS:
                return
            self._footings[base] = None
            while len(self._footings) > MOST_FOOTINGS:
                self._footings.popitem(last=False)

        def work() -> None:
            footing = stand_on(known, self._region, weather, recall=self._recall)
            with self._lock:
                self._footings[base] = footing

        self._workshop.put(NEXT, work, reader=reader)
