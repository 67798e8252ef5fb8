"""The run that tries mutants for `benchmarks.mutants`: this process, warm, forks once for each."""

from __future__ import annotations

import ast
import gc
import math
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest

from benchmarks.mutant_kinds import Lines, sites_of
from benchmarks.mutant_survey import ROOT, Names, Surveyed

SPARE_S, SPARE_FACTOR = 6, 4  # a test that takes longer than this beyond its usual time never ends
MOST_S = 30  # of tests for one mutant; what these do not see counts as not seen
WALL_FACTOR = 20  # other work may run beside
# Who answers for which side of the core: its own tests, those against published figures, and the golden files.
SHARED = ("simulator/", "tests/published/", "tests/golden/")
SIDES = {
    "simulator/inputs/": (
        *SHARED,
        "tests/inputs/",
        "tests/bad_inputs/",
        "tests/test_tables",
        "tests/questions/",
        "tests/uncertainty/",
    ),
    "simulator/": (*SHARED, "tests/stages/", "tests/properties/"),
}
MORE_BYTES = 4_000_000_000
SEVERAL = "several names at once"
KEPT = ("killed", "timed out", "survived", "unseen", "not tried")


class Mutant(NamedTuple):
    """One mistake: file, number there, what it is, the lines run with it; the name if it is a constant of a module."""

    file: str
    number: int
    kind: str
    told: str
    lines: Lines
    constant: str = ""


class Outcome(NamedTuple):
    """What became of a mutant: one of `KEPT`, by which test, in which time. [s]"""

    status: str
    by: str = ""
    seconds: float = 0.0


def mutants_of(file: str, names: Names) -> list[Mutant]:
    """Return every mutant of a file, but for constants that are read on import or named several at once."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    constants = {place: _target(statement) for statement in tree.body for place in _places(statement)}
    mutants = []
    for number, site in enumerate(sites_of(tree)):
        constant = constants.get((site.node.lineno, site.node.col_offset), "")  # type: ignore[attr-defined]
        if constant not in {*names.on_import, SEVERAL}:
            mutants.append(Mutant(file, number, site.kind, site.told(), site.lines, constant))
    return mutants


def _places(statement: ast.stmt) -> Iterator[tuple[int, int]]:
    """Yield the places of a constant's value."""
    if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
        yield from ((node.lineno, node.col_offset) for node in ast.walk(statement.value) if isinstance(node, ast.expr))


def _target(statement: ast.stmt) -> str:
    target = statement.target if isinstance(statement, ast.AnnAssign) else getattr(statement, "targets", [None])[0]
    return getattr(target, "id", SEVERAL)


class Trial:
    """Tries mutants; a plugin of pytest that takes the place of its loop over tests."""

    def __init__(
        self, mutants: list[Mutant], surveyed: Surveyed, names: Names, told: Callable[[Mutant, Outcome], None]
    ) -> None:
        self.mutants, self.surveyed, self.names, self.told = mutants, surveyed, names, told
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails."""
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork for every mutant and run the tests that can see it, until one fails; without mutants, fork once."""
        items = {item.nodeid: item for item in session.items}
        functions = live_functions()
        gc.collect()
        gc.freeze()
        import_module("simulator.stages.dispatch").compile_kernels()  # every child has them then
        if not self.mutants:
            calm = self._tried([items[test] for test in self.surveyed.seconds if test in items], lambda: True)
            print(f"all tests without a mutant: {calm.status} {calm.by}")
        for mutant in self.mutants:
            places = self.names.inside[mutant.constant] if mutant.constant else [(mutant.file, mutant.lines)]
            answering = next(tests for side, tests in SIDES.items() if mutant.file.startswith(side))
            seeing = self.surveyed.tests_of(places)
            chosen = self._within([items[test] for test in seeing if test in items and test.startswith(answering)])
            begun = time.monotonic()
            unseen = Outcome("not tried" if self.surveyed.only_on_import(places) else "unseen")
            outcome = self._tried(chosen, lambda one=mutant: change(one, functions)) if chosen else unseen
            self.told(mutant, outcome._replace(seconds=round(time.monotonic() - begun, 2)))
        return True

    def _within(self, items: list[pytest.Item]) -> list[pytest.Item]:
        """Return the first of some tests, as many as take no longer than `MOST_S`; one at least."""
        until = accumulate(self.surveyed.seconds[item.nodeid] for item in items)
        return [
            item for place, (item, took) in enumerate(zip(items, until, strict=True)) if took <= MOST_S or not place
        ]

    def _tried(self, items: list[pytest.Item], change_it: Callable[[], bool]) -> Outcome:
        """Run tests in a child of this process until one fails."""
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            self._run(items, change_it, write)
        os.close(write)
        with os.fdopen(read) as stream:
            by = stream.read()
        _, ended = os.waitpid(child, 0)
        if os.WIFSIGNALED(ended):
            slow = os.WTERMSIG(ended) in {signal.SIGXCPU, signal.SIGALRM}
            return Outcome("timed out" if slow else "killed", by or f"signal {os.WTERMSIG(ended)}")
        return Outcome(("survived", "killed", "not tried")[os.waitstatus_to_exitcode(ended)], by)

    def _run(self, items: list[pytest.Item], change_it: Callable[[], bool], write: int) -> None:
        """Be the child: never returns."""
        code = 1
        try:
            _bound_memory()
            self.failed.clear()
            if not change_it():
                os._exit(2)
            for item, following in zip(items, [*items[1:], None], strict=True):
                _bound_time(SPARE_S + SPARE_FACTOR * self.surveyed.seconds[item.nodeid])
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    os.write(write, self.failed[0].encode())
                    os._exit(1)
            code = 0
        except BaseException as fault:  # whatever a mutant raises, it is seen
            os.write(write, type(fault).__name__.encode())
        finally:
            os._exit(code)


def _bound_memory() -> None:
    """Bound the memory of this process, and let it be silent."""
    resource: Any = import_module("resource")  # which Windows has not
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MORE_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _bound_time(seconds: float) -> None:
    """Bound the processor time from now on, and by far that of the clock."""
    resource: Any = import_module("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))
    signal.alarm(math.ceil(WALL_FACTOR * seconds))


Functions = dict[tuple[Any, ...], list[FunctionType]]


def live_functions() -> Functions:
    """Return every function in memory that comes from the project, by where its code stands."""
    found: Functions = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(ROOT / "simulator")):
            found[_place(one.__code__)].append(one)
    return found


def _place(code: CodeType) -> tuple[Any, ...]:
    columns = (column for _, _, column, _ in code.co_positions() if column)
    return code.co_filename, code.co_qualname, code.co_firstlineno, next(columns, 0), len(code.co_code)


def change(mutant: Mutant, functions: Functions) -> bool:
    """Put a mutant into the functions and modules in memory; false if none of them has it."""
    path = ROOT / mutant.file
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    site = next(site for number, site in enumerate(sites_of(tree)) if number == mutant.number)
    if mutant.constant:
        statement = next(one for one in tree.body if _target(one) == mutant.constant)
        site.change()
        return _set_constant(mutant, compile(ast.Module([statement], []), str(path), "exec", dont_inherit=True))
    site.change()
    before = compile(source, str(path), "exec", dont_inherit=True)
    after = compile(tree, str(path), "exec", dont_inherit=True)
    changed = 0
    for old, new in _pairs(before, after):
        for function in functions.get(_place(old), ()):
            if len(function.__code__.co_freevars) == len(new.co_freevars):
                function.__code__ = new
                changed += 1
    return changed > 0


def _pairs(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the code of every function that differs, with its counterpart."""
    if before == after:
        return
    if before.co_name != "<module>":
        yield before, after
    old, new = ([one for one in code.co_consts if isinstance(one, CodeType)] for code in (before, after))
    if len(old) == len(new):
        for first, second in zip(old, new, strict=True):
            yield from _pairs(first, second)


def _set_constant(mutant: Mutant, statement: CodeType) -> bool:
    """Give a constant its other value wherever it was imported."""
    home = vars(sys.modules[mutant.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")])
    old = home[mutant.constant]
    exec(statement, home)  # noqa: S102 - our own source
    new = home[mutant.constant]
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(mutant.constant) is old:
            setattr(module, mutant.constant, new)
    return True
