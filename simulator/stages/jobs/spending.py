"""What a phase is spent on, how much of that is paid in the region, and the work that it pays for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import PAY, CostLine, InputOutput, Project, Worlds
from simulator.stages.jobs.entries import Entry, kind_of
from simulator.stages.jobs.regional import Multipliers

Floats = NDArray[np.float64]


class Layers(NamedTuple):
    """Work at the site, at suppliers in the region, and from spent pay. [job-years] or [job-years/MNOK]"""

    on_site: Floats
    suppliers: Floats
    induced: Floats


def local_parts(lines: Sequence[CostLine], local_share: Floats) -> Floats:
    """Return how much of each line is paid in the region if that much of the whole phase is.

    Parameters
    ----------
    lines : sequence of CostLine
        Of one kind and phase; their shares sum to 1.
    local_share : ndarray
        Part of the cost of the phase that is paid in the region. [share], shape (cases,)

    Returns
    -------
    ndarray
        [share], shape (cases, lines)

    Notes
    -----
    Between none, low, central, high and all, every line moves in step: the lines always sum to the part asked for.

    Examples
    --------
    >>> def line(name, low, central, high):
    ...     local = {"local_low": low, "local_central": central, "local_high": high}
    ...     return CostLine(kind="", phase="", line=name, layer="", sector="", share=0.5, **local)
    >>> local_parts([line("roads", 0.2, 0.4, 1.0), line("machines", 0, 0, 0)], np.array([0.1, 0.35, 0.75]))
    array([[0.2, 0. ],
           [0.7, 0. ],
           [1. , 0.5]])
    """
    known = np.array([[0.0, line.local_low, line.local_central, line.local_high, 1.0] for line in lines]).reshape(-1, 5)
    sums = np.minimum(np.array([line.share for line in lines]) @ known, 1.0)
    return np.array([np.interp(local_share, sums, part) for part in known]).reshape(len(lines), len(local_share)).T


def phase_local_share(entry: Entry, phase: str, assumptions: Worlds) -> Floats:
    """Return the part of the cost of a phase that is paid in the region: as the entry states, else as usual.

    Parameters
    ----------
    entry : Project or Establishment
        A project may state it for its construction.
    phase : str
    assumptions : Worlds
        Uses ``<kind>.<phase>_local_share``.

    Returns
    -------
    ndarray
        [share], shape (cases,)
    """
    usual = assumptions.cases(f"{kind_of(entry)}.{phase}_local_share")
    if phase == "construction" and isinstance(entry, Project) and entry.local_purchase_share is not None:
        return np.full(usual.shape, entry.local_purchase_share)
    return usual


def work_per_mnok(lines: Sequence[CostLine], local_share: Floats, *, local: Multipliers, table: InputOutput) -> Layers:
    """Return the regional work that a million NOK of a phase pays for.

    Each line buys from one industry, at the jobs per million NOK of that industry. Work on site is that of the firms
    that come to the site; what they buy in turn, and everything from the other lines, is at suppliers.

    Parameters
    ----------
    lines : sequence of CostLine
        Of one kind and phase.
    local_share : ndarray
        See `phase_local_share`. [share], shape (cases,)
    local : Multipliers
        Of the region. [jobs per job], shape (cases, sectors)
    table : InputOutput
        Uses ``jobs_per_mnok``.

    Returns
    -------
    Layers
        Pay of staff on site buys nothing and is left out. [job-years/MNOK], shape (cases,)

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 3.2 (9) and 8; NREL, *JEDI*: three layers.
    """
    bought = [line for line in lines if line.sector != PAY]
    sectors = np.array([table.sectors.index(line.sector) for line in bought], dtype=int)
    spent_mnok = local_parts(lines, local_share)[:, [line.sector != PAY for line in lines]]
    own = spent_mnok * np.array([line.share for line in bought]) * table.jobs_per_mnok[sectors]
    type_one, type_two = (np.nan_to_num(kind[:, sectors]) for kind in local)
    on_site = own @ np.array([line.layer == "on_site" for line in bought], dtype=float)
    return Layers(
        on_site=np.asarray(on_site),
        suppliers=np.asarray((own * type_one).sum(axis=1) - on_site),
        induced=np.asarray((own * (type_two - type_one)).sum(axis=1)),
    )
