"""Break files of every sort at random, many times, and count: `python -m benchmarks.fuzz [EXAMPLES [SEED]]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from simulator import load_region
from tests.bad_inputs.broken_books import broken_books, reads_or_refuses_book
from tests.bad_inputs.mutations import (
    SCENARIOS,
    SERIES,
    broken,
    reads_or_refuses_scenario,
    reads_or_refuses_series,
)

EXAMPLES = 20_000
SCENARIOS_FOR_EACH_OTHER = 10  # a series or a workbook is read in ten times the time of a scenario


def main(examples: int = EXAMPLES, start: int = 0) -> None:
    """Read what was broken; print how many were accepted and refused, and the longest time of the processor. [s]"""
    region = load_region()
    counts: Counter[str] = Counter()
    longest = {"scenario": 0.0, "series": 0.0, "workbook": 0.0}

    def count(sort: str, begun: float, *, accepted: bool) -> None:
        counts[f"{sort} {'accepted' if accepted else 'refused'}"] += 1
        longest[sort] = max(longest[sort], process_time() - begun)

    @seed(start)
    @_many(examples)
    @given(broken(SCENARIOS))
    def scenarios(content: bytes) -> None:
        begun = process_time()
        count("scenario", begun, accepted=reads_or_refuses_scenario(content, region))

    @seed(start)
    @_many(examples // SCENARIOS_FOR_EACH_OTHER)
    @given(content=broken(SERIES), decimal_comma=st.booleans())
    def series(content: bytes, *, decimal_comma: bool) -> None:
        begun = process_time()
        count("series", begun, accepted=reads_or_refuses_series(content, decimal_comma=decimal_comma))

    @seed(start)
    @_many(examples // SCENARIOS_FOR_EACH_OTHER)
    @given(broken_books())
    def workbooks(content: bytes) -> None:
        begun = process_time()
        count("workbook", begun, accepted=reads_or_refuses_book(content, folder, region))

    scenarios()
    series()
    with TemporaryDirectory() as name:
        folder = Path(name)
        workbooks()
    for name, number in sorted(counts.items()):
        print(f"{name}: {number:,}")
    for sort, seconds in longest.items():
        print(f"longest {sort}: {seconds:.3f} s")


def _many(examples: int) -> settings:
    """Return settings for a long run: no clock, no store of examples."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
