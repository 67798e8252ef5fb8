"""Break files steered by what of the readers has been reached: `python -m benchmarks.fuzz_steered SORT [-runs=N …]`.

Sorts: scenario, series, workbook. Needs atheris, which is not among the locked packages; other words go to libFuzzer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

atheris: Any = import_module("atheris")
with atheris.instrument_imports(include=["simulator.inputs"]):
    from simulator import load_region
    from tests.bad_inputs.broken_books import books, reads_or_refuses_book
    from tests.bad_inputs.mutations import SCENARIOS, SERIES, reads_or_refuses_scenario, reads_or_refuses_series


def main(sort: str, options: list[str]) -> None:
    """Read what libFuzzer makes of files that were right, until it is told to end."""
    region = load_region()
    with TemporaryDirectory() as scratch:
        seeds = Path(scratch, "seeds")
        seeds.mkdir()
        originals = {"scenario": SCENARIOS, "series": SERIES, "workbook": books()}[sort]
        for number, content in enumerate(originals):
            (seeds / str(number)).write_bytes(content)
        readers: dict[str, Callable[[bytes], object]] = {
            "scenario": lambda content: reads_or_refuses_scenario(content, region),
            "series": lambda content: reads_or_refuses_series(content, decimal_comma=len(content) % 2 == 0),
            "workbook": lambda content: reads_or_refuses_book(content, Path(scratch), region),
        }
        atheris.Setup([sys.argv[0], *options, str(seeds)], readers[sort])
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
