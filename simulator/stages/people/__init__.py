"""The room for people: a cohort model by municipality and single years of age (docs/method.md, people)."""

from simulator.stages.people.cohort import balance, follow_people, still_aged
from simulator.stages.people.needed import people_needed
from simulator.stages.people.start import estimate_ages

__all__ = ["balance", "estimate_ages", "follow_people", "people_needed", "still_aged"]
