"""Do the tests see small mistakes in the core? `python -m benchmarks.mutants survey | calm | try | again | report`.

    survey [TEST …]     run the tests once and note who runs which line, and what is never run (build/mutants/);
                        some tests alone are added to the survey before
    calm                run all tests as for a mutant, but without one: none must fail
    try [--sample N] [--seed N] [--only PATH] [--out FILE]
                        try mutants of stages, records and inputs, drawn at random from all of them
    again [FILE]        try once more what survived or was unseen, after new tests and a new survey
    report [FILE] [--survivors]
                        count what became of them, by room

Needs fork, and bounds memory as Linux does.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, configuration, settings

from benchmarks.mutant_runs import KEPT, Mutant, Outcome, Trial, mutants_of
from benchmarks.mutant_survey import ROOT, Survey, read_names, read_survey

CORE = ("simulator/stages", "simulator/records", "simulator/inputs")
LOOPS = "simulator/stages/dispatch/loops"
TESTS = (
    *(f"tests/{name}" for name in ("stages", "inputs", "published", "properties", "bad_inputs", "golden")),
    "tests/test_tables_power.py",
    "tests/test_tables_society.py",
    "tests/questions/test_levers.py",
    "tests/uncertainty/test_sampling.py",
    *CORE,
)
# They start processes of their own, which know of no mutant, or are about batches and pages.
NOT_HERE = ("batch", "command_line", "machine", "page", "restart", "dispatch_compiled")
WHOLE_SIMULATIONS = {"reference"}  # fixtures that take longer than all else together
KEPT_IN = ROOT / "build" / "mutants"


class Choice:
    """Leaves out tests of which the list above says so; a plugin of pytest."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose."""
        away = {f"test_{name}.py" for name in NOT_HERE}
        items[:] = [
            item
            for item in items
            if item.path.name not in away and not WHOLE_SIMULATIONS & set(getattr(item, "fixturenames", ()))
        ]


def run_tests(plugin: object, scratch: str, tests: Sequence[str] = TESTS) -> int:
    """Start pytest in this process, the same examples every time."""
    configuration.set_hypothesis_home_dir(scratch)
    seen = (Phase.explicit, Phase.generate)  # nobody looks for the least example of a mutant
    settings.register_profile("mutants", database=None, phases=seen, report_multiple_bugs=False)
    settings.load_profile("mutants")
    words = ("-q", "-s", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov")
    words += (
        f"--basetemp={scratch}/tests",
        "--hypothesis-seed=0",
        "--tb=no",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    )
    return int(pytest.main([*words, *(str(ROOT / test) for test in tests)], plugins=[Choice(), plugin]))


def survey(tests: list[str]) -> int:
    """Run tests once and note who runs which line."""
    watch = Survey()
    watch.begin()
    with tempfile.TemporaryDirectory() as scratch:
        code = run_tests(watch, scratch, tests or TESTS)
    found = watch.end()
    print(f"{len(found.seconds)} tests pass, {sum(found.seconds.values()):.0f} s of processor time")
    print(*(f"fails: {test}" for test in sorted(watch.failed)), sep="\n")
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    if tests:
        found = found.joined_to(read_survey(KEPT_IN / "survey.json"))
    else:
        for package, share in watch.covered(KEPT_IN / "not_run.txt", CORE).items():
            print(f"{package}: {share:.1f} % of lines and branches are run by these tests")
    found.write(KEPT_IN / "survey.json")
    return code


def room_of(file: str) -> str:
    """Return the room that a file belongs to."""
    parts = Path(file).with_suffix("").parts[1:]
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def every_mutant() -> dict[str, list[Mutant]]:
    """Return all mutants of the core by room."""
    names, rooms = read_names(), defaultdict(list)
    for path in sorted(path for top in CORE for path in (ROOT / top).rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith(LOOPS):
            rooms[room_of(file)] += mutants_of(file, names)
    return rooms


def draw(count: int, seed: int, only: str) -> list[Mutant]:
    """Draw mutants at random, from each room as many as its share; all of them if ``count`` is 0."""
    rooms, drawn = every_mutant(), []
    total = sum(len(mutants) for mutants in rooms.values())
    for room, mutants in rooms.items():
        wanted = round(count * len(mutants) / total) if count else len(mutants)
        drawn += random.Random(f"{seed} {room}").sample(mutants, wanted)  # noqa: S311 - no secret
    drawn = [mutant for mutant in drawn if mutant.file.startswith(only)]
    random.Random(seed).shuffle(drawn)  # noqa: S311 - so that a run that is stopped is a sample, too
    return drawn


def try_all(mutants: list[Mutant], out: Path) -> int:
    """Try mutants and write a line for each."""
    with out.open("a", encoding="utf-8") as stream, tempfile.TemporaryDirectory() as scratch:

        def told(mutant: Mutant, outcome: Outcome) -> None:
            stream.write(json.dumps({**mutant._asdict(), **outcome._asdict()}) + "\n")
            stream.flush()

        return run_tests(Trial(mutants, read_survey(KEPT_IN / "survey.json"), read_names(), told), scratch)


def read_outcomes(paths: list[Path]) -> dict[tuple[str, int], dict[str, object]]:
    """Read what was tried; a later line about the same mutant counts."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    found = [json.loads(line) for line in lines]
    return {(one["file"], one["number"]): one for one in found}


def report(path: Path, *, survivors: bool) -> None:
    """Print what became of the mutants by room, and the score with the range of chance."""
    outcomes = read_outcomes([path])
    rooms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes.values():
        rooms[room_of(str(one["file"]))][str(one["status"])] += 1
    rooms["all"] = sum(rooms.values(), Counter())
    print("| room | tried |", " | ".join(KEPT), "| score |")
    print("|---|" + "---:|" * (len(KEPT) + 2))
    for room, counts in sorted(rooms.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        tried = counts.total() - counts["not tried"]
        seen = counts["killed"] + counts["timed out"]
        cells = " | ".join(str(counts[status]) for status in KEPT)
        print(f"| {room} | {tried} | {cells} | {seen / tried if tried else 1:.1%} |")
    low, high = wilson(seen, tried)
    print(f"\n95 % range of the score by chance of the sample: {low:.1%} to {high:.1%}")
    golden = sum("golden" in str(one["by"]) for one in outcomes.values() if one["status"] == "killed")
    print(f"killed by a golden file alone, after all tests of the core: {golden}")
    for one in sorted(outcomes.values(), key=lambda one: (str(one["file"]), str(one["lines"]))) if survivors else ():
        if one["status"] not in {"killed", "timed out"}:
            told = " ".join(str(one["told"]).split())
            print(f"{one['status']:9} {one['file']}:{one['lines'][0]} #{one['number']} {one['kind']}: {told}")  # type: ignore[index]


def wilson(seen: int, tried: int, z: float = 1.96) -> tuple[float, float]:
    """Return the range of a share that chance of sampling leaves, after Wilson (1927)."""
    if not tried:
        return 0.0, 1.0
    share, spread = seen / tried, z * z / tried
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / tried + spread / (4 * tried)) / (1 + spread)
    return middle - half, middle + half


def main(words: list[str]) -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("survey", "calm", "try", "again", "report"))
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, default=KEPT_IN / "tried.jsonl")
    parser.add_argument("--survivors", action="store_true")
    given = parser.parse_args(words)
    if given.what == "survey":
        return survey(given.names)
    given.file = Path(given.names[0]) if given.names else given.out
    if given.what == "calm":
        return try_all([], given.out)
    if given.what == "report":
        report(given.file, survivors=given.survivors)
        return 0
    if given.what == "try":
        known = read_outcomes([given.out]) if given.out.exists() else {}
        drawn = [one for one in draw(given.sample, given.seed, given.only) if (one.file, one.number) not in known]
        return try_all(drawn, given.out)
    return try_all(alive_in(given.file), given.file)


def alive_in(path: Path) -> list[Mutant]:
    """Return what no test saw, as it stands in the files of today, which may have changed since."""
    names, found = read_names(), []
    for one in read_outcomes([path]).values():
        if one["status"] in {"survived", "unseen"}:
            before = Mutant(**{name: one[name] for name in Mutant._fields})  # type: ignore[arg-type]
            same = [other for other in mutants_of(before.file, names) if other[2:4] == before[2:4]]
            found += [min(same, key=lambda other: abs(other.number - before.number))] if same else []
    return found


if __name__ == "__main__":
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))
    raise SystemExit(main(sys.argv[1:]))
