"""What projects and establishments cost, phase by phase and line by line, and the work that is done once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import PHASES, CostLine
from simulator.records.laws import TOLERANCE_SHARE, freeze, require_at_least, require_finite
from simulator.records.units import JobYears

Floats = NDArray[np.float64]

ONCE: Final = tuple(phase for phase in PHASES if phase != "operation")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhaseWork:
    """Spending by phase, line and year, how much of it stays in the region, and the work of the phases that end.

    Work in operation is in `Jobs` and nowhere else: it is counted in persons, not in job-years.

    Parameters
    ----------
    years : tuple of int
    entries : tuple of str
        Ids of projects and establishments, in the order of `Jobs`.
    lines : tuple of CostLine
        Every line of every entry, phase by phase.
    owners : tuple of int
        Position of the entry of each line.
    spending_mnok : ndarray
        [MNOK], shape (cases, years, weather, lines)
    local_share : ndarray
        Part of each line that is paid in the region. [share], shape (cases, lines)
    on_site_job_years, supplier_job_years, induced_job_years : ndarray
        Work in the region at the site, at suppliers and from spent pay, by the phases in `ONCE`.
        [job-years], shape (phases, cases, years, weather, entries)

    Raises
    ------
    ValueError
        If a figure is negative or not finite, more stays in the region than is spent, or the lines of an entry in a
        phase are not the whole of what it costs.
    """

    years: tuple[int, ...]
    entries: tuple[str, ...]
    lines: tuple[CostLine, ...]
    owners: tuple[int, ...]
    spending_mnok: Floats
    local_share: Floats
    on_site_job_years: Floats
    supplier_job_years: Floats
    induced_job_years: Floats

    def __post_init__(self) -> None:
        """Check sign, finiteness and that the lines are the whole; make read-only."""
        for name in ("spending_mnok", "local_share", "on_site_job_years", "supplier_job_years", "induced_job_years"):
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            freeze(values)
        require_at_least("outside share", 1.0 - self.local_share)
        for (owner, phase), share in self._sums().items():
            if abs(share - 1) > TOLERANCE_SHARE:
                raise ValueError(f"lines of {self.entries[owner]} in {phase} are {share:.6g} of what it costs")

    @property
    def local_mnok(self) -> Floats:
        """What is paid in the region. [MNOK], shape (cases, years, weather, lines)"""
        return np.asarray(self.spending_mnok * self.local_share[:, None, None, :])

    @property
    def outside_mnok(self) -> Floats:
        """What leaves the region; with the local part it is all that is spent. [MNOK], same shape"""
        return np.asarray(self.spending_mnok - self.local_mnok)

    def phase_mnok(self, phase: str) -> Floats:
        """Return what a phase costs each entry. [MNOK], shape (cases, years, weather, entries)"""
        found = np.zeros((*self.spending_mnok.shape[:-1], len(self.entries)))
        for place, (line, owner) in enumerate(zip(self.lines, self.owners, strict=True)):
            if line.phase == phase:
                found[..., owner] += self.spending_mnok[..., place]
        return found

    def work(self, phase: str) -> JobYears:
        """Return the regional work of one phase on site and at suppliers, spent pay not included.

        [job-years], shape (cases, years, weather, entries)
        """
        place = ONCE.index(phase)
        return JobYears(self.on_site_job_years[place] + self.supplier_job_years[place])

    def _sums(self) -> dict[tuple[int, str], float]:
        """Return the sum of the shares of every entry in every phase."""
        sums: dict[tuple[int, str], float] = {}
        for line, owner in zip(self.lines, self.owners, strict=True):
            sums[owner, line.phase] = sums.get((owner, line.phase), 0.0) + line.share
        return sums
