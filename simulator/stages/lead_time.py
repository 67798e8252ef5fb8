"""Formula: which class of connection a load belongs to, how long that takes and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

Limits = tuple[float, float, float]

CLASS: Final = "connection."
GRANTED: Final = "granted"
RESERVED: Final = "reserved"


class ConnectionClass(NamedTuple):
    """How long a connection of some size takes and what it costs: low, central, high. [MW], [years], [MNOK]"""

    id: str
    from_mw: float
    studies_years: Limits
    build_years: Limits
    cost_mnok: Limits


def connection_class(capacity_mw: float, ranges: Mapping[str, Limits]) -> ConnectionClass | None:
    """Return the class of a connection by its size; None below the first class.

    Parameters
    ----------
    capacity_mw : float
        Asked for. [MW]
    ranges : mapping of str to tuple of float
        Low, central, high of ``connection.<class>.from_mw``, ``studies_years``, ``build_years`` and ``cost_mnok``.

    Returns
    -------
    ConnectionClass or None

    References
    ----------
    .. [1] L-nett, published classes of connections: an example of another grid company.

    Examples
    --------
    >>> small = {"from_mw": (5, 5, 5), "studies_years": (0.1, 0.2, 0.3), "build_years": (0.5, 0.75, 1)}
    >>> ranges = {f"connection.small.{key}": value for key, value in (small | {"cost_mnok": (2, 8.5, 15)}).items()}
    >>> connection_class(8, ranges).cost_mnok, connection_class(4, ranges)
    ((2, 8.5, 15), None)
    """
    names = {name.split(".")[1] for name in ranges if name.startswith(CLASS) and name.endswith(".from_mw")}
    classes = [
        ConnectionClass(
            id=name,
            from_mw=ranges[f"{CLASS}{name}.from_mw"][1],
            studies_years=ranges[f"{CLASS}{name}.studies_years"],
            build_years=ranges[f"{CLASS}{name}.build_years"],
            cost_mnok=ranges[f"{CLASS}{name}.cost_mnok"],
        )
        for name in sorted(names)
    ]
    return max((one for one in classes if one.from_mw <= capacity_mw), key=lambda one: one.from_mw, default=None)


def lead_time_years(capacity_mw: float, queue: str | None, ranges: Mapping[str, Limits]) -> tuple[float, float]:
    """Return the shortest and the longest time from a request until a connection can stand.

    Parameters
    ----------
    capacity_mw : float
        Asked for. [MW]
    queue : str or None
        How far the request has come: who is ``granted`` waits no more, who is ``reserved`` has the studies behind.
    ranges : mapping of str to tuple of float
        As for `connection_class`.

    Returns
    -------
    tuple of float
        [years]
    """
    found = connection_class(capacity_mw, ranges)
    if found is None or queue == GRANTED:
        return 0.0, 0.0
    ahead = [found.build_years] if queue == RESERVED else [found.studies_years, found.build_years]
    return sum(part[0] for part in ahead), sum(part[-1] for part in ahead)
