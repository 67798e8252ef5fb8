"""One tool on one system in a process of its own, so that its time and its memory are its own.

python -m benchmarks.alone pypsa|exact|foresight --case synthetic|region

Prints cost, processor time and the highest memory as JSON. Called by ``benchmarks.power``.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.power_case import CASES, make_case
from simulator.stages.dispatch import dispatch_power


def peak_mb() -> float:
    """Return the highest memory of this process so far. [MB]"""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def solve_with_pypsa(case: str) -> dict[str, float]:
    """Solve a case with PyPSA; processor time counts reading the folder, building and solving, not its making."""
    import pypsa  # noqa: PLC0415 - only where it is measured

    from simulator.present.pypsa_folder import LEAST, write_pypsa_folder  # noqa: PLC0415
    from simulator.questions import missing_cost_eur  # noqa: PLC0415

    system = make_case(case)
    with TemporaryDirectory() as folder:
        write_pypsa_folder(system, 0, Path(folder))
        start = time.process_time()
        network = pypsa.Network()
        network.import_from_csv_folder(folder)
        read = time.process_time()
        network.optimize(solver_name="highs", solver_options={"threads": 1, "output_flag": False})
        end = time.process_time()
    sent = network.links_t.p0
    least = sent[[name for name in sent if name.startswith(LEAST)]].to_numpy().sum()
    cost = network.objective + missing_cost_eur(system) * least
    return {"cost": float(cost), "seconds": end - start, "read": read - start}


def solve_exactly(case: str) -> dict[str, float]:
    """Solve a case by the exact program."""
    from simulator.questions import solve_reference  # noqa: PLC0415 - only where it is measured

    system = make_case(case)
    start = time.process_time()
    exact = solve_reference(system, 0)
    return {"cost": float(exact.cost_eur[0]), "seconds": time.process_time() - start}


def foresee(case: str) -> dict[str, float]:
    """Run foresight on a case, once to load the compiled loops, then the best of five."""
    system = make_case(case)
    start = time.process_time()
    cost = float(dispatch_power(system, engine="foresight").cost_eur[0])
    first, times = time.process_time() - start, []
    for _ in range(5):
        start = time.process_time()
        dispatch_power(system, engine="foresight")
        times.append(time.process_time() - start)
    return {"cost": cost, "seconds": min(times), "first": first}


TOOLS = {"pypsa": solve_with_pypsa, "exact": solve_exactly, "foresight": foresee}


def main() -> None:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("--case", choices=CASES, required=True)
    words = parser.parse_args()
    print(json.dumps({**TOOLS[words.tool](words.case), "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
