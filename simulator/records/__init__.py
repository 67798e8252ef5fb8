"""Vocabulary II, what is computed: each record refuses to exist when its law is broken."""

from simulator.records.answer import GoalCheck, Indicators, Result
from simulator.records.connection import WAYS, Connections
from simulator.records.dispatch import Balance, Dispatch, MarketTerms, PowerSystem, PowerYear
from simulator.records.income import Income
from simulator.records.jobs import CASES, Jobs
from simulator.records.labour import Labour
from simulator.records.ledger import Ledger
from simulator.records.power import Battery, Demand, EstablishmentLoad, Generator, HeatDemand, Supply
from simulator.records.systems import HydroSystem, Network
from simulator.records.units import Fte, JobYears, Persons

__all__ = [
    "CASES",
    "WAYS",
    "Balance",
    "Battery",
    "Connections",
    "Demand",
    "Dispatch",
    "EstablishmentLoad",
    "Fte",
    "Generator",
    "GoalCheck",
    "HeatDemand",
    "HydroSystem",
    "Income",
    "Indicators",
    "JobYears",
    "Jobs",
    "Labour",
    "Ledger",
    "MarketTerms",
    "Network",
    "Persons",
    "PowerSystem",
    "PowerYear",
    "Result",
    "Supply",
]
