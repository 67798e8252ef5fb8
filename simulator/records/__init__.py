"""Vocabulary II, what is computed: each record refuses to exist when its law is broken."""

from simulator.records.answer import Evidence, GoalCheck, Indicators, Result
from simulator.records.bridge import BRIDGE_STEPS, Bridge
from simulator.records.connection import WAYS, Connections
from simulator.records.dispatch import Balance, Dispatch, MarketTerms, PowerSystem, PowerYear
from simulator.records.economics import Bills, ProjectEconomics
from simulator.records.hours import SOURCES_OF_POWER, HourDigest
from simulator.records.income import EVENED_OUT, IN_REGION, PAYERS, RECIPIENTS, SOURCES, Income, sources_of
from simulator.records.jobs import CASES, Jobs, JobTotals
from simulator.records.labour import LIMITS, WAYS_OF_FILLING, Labour
from simulator.records.ledger import Ledger
from simulator.records.people import People, PeopleNeeded
from simulator.records.phases import ONCE, PhaseWork
from simulator.records.places import WORK_LAYERS, Places
from simulator.records.power import Battery, Demand, EstablishmentLoad, Generator, HeatDemand, Supply
from simulator.records.skills import Skills
from simulator.records.systems import HydroSystem, Network
from simulator.records.units import Fte, JobYears, Persons

__all__ = [
    "BRIDGE_STEPS",
    "CASES",
    "EVENED_OUT",
    "IN_REGION",
    "LIMITS",
    "ONCE",
    "PAYERS",
    "RECIPIENTS",
    "SOURCES",
    "SOURCES_OF_POWER",
    "WAYS",
    "WAYS_OF_FILLING",
    "WORK_LAYERS",
    "Balance",
    "Battery",
    "Bills",
    "Bridge",
    "Connections",
    "Demand",
    "Dispatch",
    "EstablishmentLoad",
    "Evidence",
    "Fte",
    "Generator",
    "GoalCheck",
    "HeatDemand",
    "HourDigest",
    "HydroSystem",
    "Income",
    "Indicators",
    "JobTotals",
    "JobYears",
    "Jobs",
    "Labour",
    "Ledger",
    "MarketTerms",
    "Network",
    "People",
    "PeopleNeeded",
    "Persons",
    "PhaseWork",
    "Places",
    "PowerSystem",
    "PowerYear",
    "ProjectEconomics",
    "Result",
    "Skills",
    "Supply",
    "sources_of",
]
