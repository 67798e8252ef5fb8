"""What the room for income hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.economics import Bills, ProjectEconomics
from simulator.records.jobs import CASES
from simulator.records.laws import freeze, require_finite

Floats = NDArray[np.float64]

# Who gets what is paid. What goes to a municipality, a landowner or a local owner stays in the region; of suppliers
# nobody knows, and all the rest leaves it.
SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "natural_resource_tax": "municipality",
        "property_tax_plants": "municipality",
        "concession_power": "municipality",
        "concession_fee": "municipality",
        "wind_production_fee": "municipality",
        "resource_rent_municipal": "municipality",
        "project_property_tax": "municipality",
        "establishment_property_tax": "municipality",
        "inhabitants_tax": "municipality",
        "local_land_rent": "landowner",
        "local_dividends": "local_owner",
        "natural_resource_tax_county": "county",
        "concession_power_county": "county",
        "corporate_tax": "state",
        "resource_rent_tax": "state",
        "outside_dividends": "outside_owner",
        "operating_cost": "supplier",
        "capital_cost": "lender",
        "kept_by_company": "company",
        "rest_of_plants": "not_split",
    }
)
RECIPIENTS: Final = tuple(dict.fromkeys(SOURCES.values()))
IN_REGION: Final = ("municipality", "landowner", "local_owner")
EVENED_OUT: Final = ("natural_resource_tax", "inhabitants_tax")
PAYERS: Final = ("plants", "projects", "establishments", "inhabitants")
TOLERANCE_MNOK: Final = 1e-9
CENTRAL: Final = CASES.index("central")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Income:
    """Who pays how much to whom, in million NOK of the price year; money is neither lost nor invented.

    Parameters
    ----------
    years : tuple of int
    payers, groups : tuple of str
        Ids of plants of today, projects, establishments, and ``inhabitants`` once for each municipality last; the group
        of each, one of `PAYERS`.
    municipalities : tuple of str
    price_year : int
    paid_mnok : ndarray
        By source, in the order of `SOURCES`. Every case is one coherent world: low has the rates that bring least
        and the costs that are highest. [MNOK], shape (cases, sources, payers, years, weather)
    revenue_mnok : ndarray
        Market value of what plants and projects deliver; they are the first payers.
        [MNOK], shape (cases, plants and projects, years, weather)
    hosts_share : ndarray
        Part of each payer that lies in each municipality. [share], shape (municipalities, payers)
    evened_share : ndarray
        Part of the sources in `EVENED_OUT` that the state takes back from the municipalities. [share], shape (cases,)

    public_persons, private_persons : ndarray
        Jobs that new municipal income and new dividends pay, where the money comes.
        [persons], shape (cases, municipalities, years, weather)
    bills : Bills
        What power costs establishments.
    economics : tuple of ProjectEconomics
        What each project is worth.

    Raises
    ------
    ValueError
        If what everybody gets differs from what a plant or project earns, or a figure is not finite.
    """

    years: tuple[int, ...]
    payers: tuple[str, ...]
    groups: tuple[str, ...]
    municipalities: tuple[str, ...]
    price_year: int
    paid_mnok: Floats
    revenue_mnok: Floats
    hosts_share: Floats
    evened_share: Floats
    public_persons: Floats
    private_persons: Floats
    bills: Bills
    economics: tuple[ProjectEconomics, ...] = ()

    def __post_init__(self) -> None:
        """Check that all that is earned is paid to somebody; make read-only."""
        require_finite("income", self.paid_mnok)
        require_finite("revenue", self.revenue_mnok)
        sellers = self.revenue_mnok.shape[1]
        gap = np.abs(self.paid_mnok[:, :, :sellers].sum(axis=1) - self.revenue_mnok)
        scale = max(1.0, float(np.abs(self.revenue_mnok).max(initial=0.0)))
        if gap.max(initial=0.0) > TOLERANCE_MNOK * scale:
            _, place, year, weather = np.unravel_index(gap.argmax(), gap.shape)
            raise ValueError(
                f"{self.payers[place]} pays {gap.max():.6g} MNOK more or less than it earns in {self.years[year]}, "
                f"weather year {weather}"
            )
        freeze(self.paid_mnok, self.revenue_mnok, self.hosts_share, self.evened_share)

    @property
    def paid_persons(self) -> Floats:
        """All jobs that new income pays. [persons], shape (cases, municipalities, years, weather)"""
        return np.asarray(self.public_persons + self.private_persons)

    @property
    def sources(self) -> tuple[str, ...]:
        """Names along the source axis."""
        return tuple(SOURCES)

    @property
    def mnok(self) -> Floats:
        """Central figures by municipality. [MNOK], shape (sources, municipalities, years, weather)"""
        return np.asarray(np.einsum("spyw,mp->smyw", self.paid_mnok[CENTRAL], self.hosts_share))

    def of(self, *sources: str) -> Floats:
        """Return the sum of some sources, payer by payer. [MNOK], shape (cases, payers, years, weather)"""
        return np.asarray(self.paid_mnok[:, [self.sources.index(source) for source in sources]].sum(axis=1))

    def to(self, *recipients: str, groups: tuple[str, ...] = PAYERS) -> Floats:
        """Return what some recipients get from some groups of payers. [MNOK], shape (cases, payers, years, weather)"""
        chosen = np.array([group in groups for group in self.groups])
        return np.asarray(self.of(*sources_of(*recipients)) * chosen[:, None, None])

    def municipal_mnok(self, *, net: bool = False, groups: tuple[str, ...] = PAYERS) -> Floats:
        """Return what each municipality gets, before or after the state has evened incomes out.

        Parameters
        ----------
        net : bool
            True to leave out what the state takes back of the sources in `EVENED_OUT`.
        groups : tuple of str
            Whose payments are counted.

        Returns
        -------
        ndarray
            [MNOK], shape (cases, municipalities, years, weather)
        """
        paid = self.to("municipality", groups=groups)
        if net:
            chosen = np.array([group in groups for group in self.groups])[:, None, None]
            paid = paid - self.of(*EVENED_OUT) * chosen * self.evened_share[:, None, None, None]
        return np.asarray(np.einsum("cpyw,mp->cmyw", paid, self.hosts_share))


def sources_of(*recipients: str) -> tuple[str, ...]:
    """Return the sources that go to some recipients.

    Examples
    --------
    >>> sources_of("landowner", "county")
    ('local_land_rent', 'natural_resource_tax_county', 'concession_power_county')
    """
    return tuple(source for source, recipient in SOURCES.items() if recipient in recipients)
