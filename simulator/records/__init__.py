"""Vocabulary II, what is computed: each record refuses to exist when its law is broken."""

from simulator.records.answer import GoalCheck, Indicators, Result
from simulator.records.connection import WAYS, Connections
from simulator.records.dispatch import Balance, Dispatch, MarketTerms, PowerSystem, PowerYear
from simulator.records.economics import Bills, ProjectEconomics
from simulator.records.income import EVENED_OUT, IN_REGION, PAYERS, RECIPIENTS, SOURCES, Income, sources_of
from simulator.records.jobs import CASES, Jobs
from simulator.records.labour import Labour
from simulator.records.ledger import Ledger
from simulator.records.power import Battery, Demand, EstablishmentLoad, Generator, HeatDemand, Supply
from simulator.records.systems import HydroSystem, Network

__all__ = [
    "CASES",
    "EVENED_OUT",
    "IN_REGION",
    "PAYERS",
    "RECIPIENTS",
    "SOURCES",
    "WAYS",
    "Balance",
    "Battery",
    "Bills",
    "Connections",
    "Demand",
    "Dispatch",
    "EstablishmentLoad",
    "Generator",
    "GoalCheck",
    "HeatDemand",
    "HydroSystem",
    "Income",
    "Indicators",
    "Jobs",
    "Labour",
    "Ledger",
    "MarketTerms",
    "Network",
    "PowerSystem",
    "PowerYear",
    "ProjectEconomics",
    "Result",
    "Supply",
    "sources_of",
]
