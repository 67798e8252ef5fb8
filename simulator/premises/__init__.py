"""Vocabulary I, what is given: the scenario, the assumptions, the region and the weather years."""

from simulator.premises.assumptions import Assumptions, Confidence, Quantity, Range, Worlds
from simulator.premises.contested import Contested
from simulator.premises.correlation import Correlation
from simulator.premises.costs import PAY, PHASES, CostLine
from simulator.premises.entries import (
    Decision,
    EfficiencyMeasure,
    Establishment,
    GridMeasure,
    IndustrialArea,
    Outage,
    OwnCurve,
    Phase,
    Project,
    capital_per_mw,
)
from simulator.premises.levers import Lever
from simulator.premises.outline import Outline, Spot
from simulator.premises.people import AGES, LEVELS, OLDEST, PEOPLE_GROUPS, AgeCount, Demography, age_span
from simulator.premises.region import (
    GOAL_GROUPS,
    Area,
    Comparable,
    Consumption,
    Exchange,
    Goal,
    InputOutput,
    Kind,
    Link,
    LoadShape,
    Plant,
    Region,
    Waterway,
)
from simulator.premises.remembered import GoalThen, Remembered
from simulator.premises.scenario import Apprentices, Horizon, Milestones, OwnSeries, Scenario, SeriesPlace, Weather
from simulator.premises.weather import COMPONENTS, WeatherYears

__all__ = [
    "AGES",
    "COMPONENTS",
    "GOAL_GROUPS",
    "LEVELS",
    "OLDEST",
    "PAY",
    "PEOPLE_GROUPS",
    "PHASES",
    "AgeCount",
    "Apprentices",
    "Area",
    "Assumptions",
    "Comparable",
    "Confidence",
    "Consumption",
    "Contested",
    "Correlation",
    "CostLine",
    "Decision",
    "Demography",
    "EfficiencyMeasure",
    "Establishment",
    "Exchange",
    "Goal",
    "GoalThen",
    "GridMeasure",
    "Horizon",
    "IndustrialArea",
    "InputOutput",
    "Kind",
    "Lever",
    "Link",
    "LoadShape",
    "Milestones",
    "Outage",
    "Outline",
    "OwnCurve",
    "OwnSeries",
    "Phase",
    "Plant",
    "Project",
    "Quantity",
    "Range",
    "Region",
    "Remembered",
    "Scenario",
    "SeriesPlace",
    "Spot",
    "Waterway",
    "Weather",
    "WeatherYears",
    "Worlds",
    "age_span",
    "capital_per_mw",
]
