"""The power core beside the exact program and beside PyPSA, on the same systems, in one run.

    python -m benchmarks.power gaps [--years N]    gap to the exact optimum, bound and unserved energy
    python -m benchmarks.power peer                processor time and memory beside PyPSA (needs the extra "pypsa")

Prints tables in Markdown. Times are processor time of one thread; trust the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.power_case import VARIANTS, region_system, synthetic_system
from simulator.questions import solve_reference
from simulator.records import Dispatch, PowerSystem
from simulator.stages.dispatch import dispatch_power, learn_policy
from simulator.stages.dispatch.layout import lay_river
from simulator.stages.dispatch.loops.arrays import CHAIN

HORIZON, WEATHER = 17, 30


@dataclass(frozen=True)
class Gap:
    """One scenario-year: shares of the water value, and MWh that nobody delivers."""

    name: str
    gap_share: float
    certified_share: float
    unserved_mwh: tuple[float, float]
    seconds: tuple[float, float]


def water_value_eur(system: PowerSystem, weather: int) -> float:
    """Return the year's inflow to the reservoirs, worth the mean price at all plants below. [EUR]"""
    river = lay_river(system.rivers, weather)
    inflow = river.inflow[river.reservoirs].sum(axis=1) * river.size[river.reservoirs, CHAIN]
    return float(inflow.sum() * system.price_eur_mwh[:, weather].mean())


def one_weather(system: PowerSystem, weather: int) -> PowerSystem:
    """Return the system under one of its weather years alone."""
    keep = slice(weather, weather + 1)
    supply, demand, rivers = system.supply, system.demand, system.rivers
    batteries = tuple(
        replace(one, power_mw=one.power_mw[keep].copy(), energy_mwh=one.energy_mwh[keep].copy())
        for one in supply.batteries
    )
    return replace(
        system,
        supply=replace(supply, generators=(), batteries=batteries, available_mw=supply.available_mw[keep].copy()),
        demand=replace(
            demand,
            mw=demand.mw[keep].copy(),
            establishment_mw=demand.establishment_mw[keep].copy(),
            group_mwh=demand.group_mwh[keep].copy(),
            establishment_mwh=demand.establishment_mwh[keep].copy(),
        ),
        rivers=replace(
            rivers,
            inflow_m3s=rivers.inflow_m3s[keep].copy(),
            flow_before_m3s=rivers.flow_before_m3s[keep].copy(),
            price_rank=rivers.price_rank[:, keep].copy(),
        ),
        price_eur_mwh=system.price_eur_mwh[:, keep].copy(),
    )


def timed(system: PowerSystem, **engine: object) -> tuple[Dispatch, float]:
    """Run once and return the processor time. [s]"""
    start = time.process_time()
    dispatch = dispatch_power(system, **engine)  # type: ignore[arg-type]
    return dispatch, time.process_time() - start


def gap_of(name: str, system: PowerSystem) -> Gap:
    """Hold one scenario-year against the exact program."""
    start = time.process_time()
    exact = solve_reference(system, 0)
    seconds = time.process_time() - start
    ours, own_seconds = timed(system, engine="foresight")
    value = water_value_eur(system, 0)
    cost, bound = float(ours.cost_eur[0]), float(ours.bound_eur[0])
    best = float(exact.cost_eur[0])
    slack = 1e-6 * max(abs(best), 1.0)
    if not bound - slack <= best <= cost + slack:
        raise AssertionError(f"{name}: bound {bound:.2f}, optimum {best:.2f}, ours {cost:.2f} are out of order")
    unserved = float(exact.unserved_mw.sum()), float(ours.unserved_mw.sum())
    return Gap(name, (cost - best) / value, (cost - bound) / value, unserved, (seconds, own_seconds))


def scenario_years(count: int) -> Iterator[tuple[str, PowerSystem]]:
    """Give scenario-years of the synthetic case, one variant after the other."""
    for number in range(count):
        variant = list(VARIANTS)[number % len(VARIANTS)]
        yield f"{variant} {number // len(VARIANTS)}", synthetic_system(variant, weather=1, seed=number // len(VARIANTS))


def show_gaps(count: int, regional: int) -> None:
    """Print gaps to the exact optimum, and what they come to."""
    systems = list(scenario_years(count))
    region = region_system(weather=regional) if regional else None
    systems += [(f"region {year}", one_weather(region, year)) for year in range(regional) if region]
    print("| scenario-year | gap, % of water value | certified, % | unserved MWh exact / ours | CPU s exact / ours |")
    print("| --- | ---: | ---: | ---: | ---: |")
    gaps = []
    for name, system in systems:
        gaps.append(gap := gap_of(name, system))
        row = f"| {name} | {100 * gap.gap_share:.4f} | {100 * gap.certified_share:.2f} "
        row += f"| {gap.unserved_mwh[0]:.1f} / {gap.unserved_mwh[1]:.1f} "
        print(f"{row}| {gap.seconds[0]:.1f} / {gap.seconds[1]:.3f} |", flush=True)
    shares = np.array([gap.gap_share for gap in gaps])
    certified = np.array([gap.certified_share for gap in gaps])
    print(
        f"\n{len(gaps)} scenario-years: gap median {100 * np.median(shares):.4f} %, worst {100 * shares.max():.4f} %;"
    )
    print(
        f"certified median {100 * np.median(certified):.2f} %, worst {100 * certified.max():.2f} % of the water value."
    )


def peer_figures(case: str) -> dict[str, float]:
    """Build and solve a case with PyPSA in a process of its own; return cost, processor time and memory."""
    words = [sys.executable, "-m", "benchmarks.power", "pypsa", "--case", case]
    answer = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    return {name: float(value) for name, value in json.loads(answer).items()}


def solve_with_pypsa(case: str) -> dict[str, float]:
    """Write a case to a folder, read and solve it with PyPSA; processor time counts reading, building and solving."""
    import pypsa  # noqa: PLC0415 - optional
    from simulator.present.pypsa_folder import write_pypsa_folder  # noqa: PLC0415 - wanted here only

    system = _case(case)
    with TemporaryDirectory() as folder:
        write_pypsa_folder(system, 0, Path(folder))
        start = time.process_time()
        network = pypsa.Network()
        network.import_from_csv_folder(folder)
        network.optimize(solver_name="highs", solver_options={"threads": 1, "output_flag": False})
        seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cost": float(network.objective), "seconds": seconds, "peak_mb": peak}


def show_peer() -> None:
    """Print processor time and memory of one year beside PyPSA, and what the whole horizon takes as a share of it."""
    for case in ("synthetic", "region"):
        system = _case(case)
        peer = peer_figures(case)
        timed(system, engine="foresight")
        ours, own = min((timed(system, engine="foresight") for _ in range(5)), key=lambda one: one[1])
        start = time.process_time()
        flat = solve_reference(system, 0, travel=False)
        exact = time.process_time() - start
        value = water_value_eur(system, 0)
        print(f"\n## {case}: one year, one weather\n")
        print("| tool | cost EUR | CPU s | PyPSA's CPU ÷ this | peak MB |\n| --- | ---: | ---: | ---: | ---: |")
        row = f"| {peer['cost']:.0f} | {peer['seconds']:.1f} | 1 | {peer['peak_mb']:.0f} |"
        print(f"| PyPSA, HiGHS (no travel times) {row}")
        row = f"| {flat.cost_eur[0]:.0f} | {exact:.1f} | {peer['seconds'] / exact:.1f} | |"
        print(f"| exact program (no travel times) {row}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = f"| {ours.cost_eur[0]:.0f} | {own:.3f} | {peer['seconds'] / own:.0f} | {peak:.0f} |"
        print(f"| foresight, bound included {row}")
        print(f"\nwater value {value:.0f} EUR")
        _show_horizon(case, peer["seconds"])


def _show_horizon(case: str, peer_seconds: float) -> None:
    many = (
        synthetic_system("normal", weather=WEATHER, seed=0) if case == "synthetic" else region_system(weather=WEATHER)
    )
    foresight = timed(many, engine="foresight")[1]
    start = time.process_time()
    learned = learn_policy(many)
    learning = time.process_time() - start
    policy = timed(many, engine="policy", learned=learned)[1]
    print("\n| what | CPU s | share of PyPSA's one year |\n| --- | ---: | ---: |")
    for name, seconds in (
        (f"foresight, year in view ({WEATHER} weather years)", foresight),
        (f"foresight, {HORIZON} x {WEATHER}", HORIZON * foresight),
        ("policy, year in view, with learning", learning + policy),
        (f"policy, {HORIZON} x {WEATHER}, with learning", HORIZON * (learning + policy)),
    ):
        print(f"| {name} | {seconds:.2f} | {seconds / peer_seconds:.3f} |")


def _case(case: str) -> PowerSystem:
    return synthetic_system("normal", weather=1, seed=0) if case == "synthetic" else region_system(weather=1)


def main() -> None:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["gaps", "peer", "pypsa"])
    parser.add_argument("--years", type=int, default=60)
    parser.add_argument("--regional", type=int, default=0)
    parser.add_argument("--case", default="synthetic")
    words = parser.parse_args()
    if words.what == "gaps":
        show_gaps(words.years, words.regional)
    elif words.what == "peer":
        show_peer()
    else:
        print(json.dumps(solve_with_pypsa(words.case)))


if __name__ == "__main__":
    main()
