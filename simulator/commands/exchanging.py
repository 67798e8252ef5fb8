"""Commands that hand scenarios and results to other programs."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Final

from rich.console import Console

from simulator.batch.plan import scenario_paths
from simulator.batch.store import save_file
from simulator.commands.running import exit_code, results_of, run_with_progress
from simulator.inputs.iamc import load_codes
from simulator.inputs.region import load_region
from simulator.inputs.schema import scenario_schema
from simulator.present.iamc import iamc_table
from simulator.stages.indicators import UNITS

DONE: Final = 0


def export_iamc(words: argparse.Namespace) -> int:
    """Run scenarios and write one IAMC table.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    codes = load_codes(UNITS)
    outcomes = run_with_progress(scenario_paths(words.files), load_region(), words.messages)
    results = results_of(outcomes)
    if results:
        save_file(words.out, iamc_table(results, codes).to_csv(index=False, float_format="%.12g"))
        Console().print(f"written: {words.out}", markup=False, highlight=False, soft_wrap=True)
    return exit_code(outcomes)


def show_schema(words: argparse.Namespace) -> int:
    """Print the JSON Schema of a scenario file, or write it.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    schema = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    if words.out is None:
        sys.stdout.write(schema)
        return DONE
    save_file(words.out, schema)
    Console().print(f"written: {words.out}", markup=False, highlight=False, soft_wrap=True)
    return DONE
