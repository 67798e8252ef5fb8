"""From the book of ranged numbers to the assumptions of one run."""

from __future__ import annotations

from simulator.premises import Assumptions, Range, Region, Scenario


def resolve(region: Region, scenario: Scenario) -> Assumptions:
    """Take every number's own range, and the scenario's value where it overrides one.

    An overridden number has no range of its own: low, central and high are what the scenario says.

    Returns
    -------
    Assumptions
    """
    ranges = {name: Range(number.low, number.value, number.high) for name, number in region.book.items()}
    ranges |= {name: Range(value, value, value) for name, value in scenario.overrides}
    return Assumptions(ranges)
