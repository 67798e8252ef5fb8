"""One run of the tests that notes who runs which line, for `benchmarks.mutants`."""

from __future__ import annotations

import ast
import functools
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import coverage
import pytest

from benchmarks.mutant_kinds import FUNCTIONS, Lines

ROOT = Path(__file__).resolve().parents[1]
BETWEEN = "between tests"


@dataclass(frozen=True)
class Surveyed:
    """Who runs what.

    Parameters
    ----------
    seconds : dict of str to float
        Processor time of each test that passes. [s]
    lines : dict
        Who runs each line, by file and line: tests, and work that tests share.
    stands_on : dict of str to list of str
        What each of them uses of shared work: fixtures and caches.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]
    stands_on: dict[str, list[str]]

    def tests_of(self, places: list[tuple[str, Lines]]) -> list[str]:
        """Return the tests that run some of these lines, alone or through shared work; files of quick tests first."""
        seen = {
            who
            for file, (first, last) in places
            for line in range(first, last + 1)
            for who in self.lines.get(file, {}).get(line, ())
        }
        waiting = list(seen)
        while waiting:
            new = self._users.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        tests = [test for test in self.seconds if test in seen]
        files: dict[str, list[float]] = defaultdict(list)
        for test in tests:
            files[_file_of(test)].append(self.seconds[test])
        mean = {file: sum(took) / len(took) for file, took in files.items()}
        return sorted(tests, key=lambda test: (mean[_file_of(test)], _file_of(test)))

    def only_on_import(self, places: list[tuple[str, Lines]]) -> bool:
        """Tell whether these lines run, but only while modules are imported, where no mutant can be put in."""
        found = [
            self.lines.get(file, {}).get(line) for file, (first, last) in places for line in range(first, last + 1)
        ]
        return any(who is not None for who in found) and not any(found)

    def joined_to(self, before: Surveyed) -> Surveyed:
        """Return another survey with this one added to it; what both name is as this one says."""
        lines = {file: dict(found) for file, found in before.lines.items()}
        for file, found in self.lines.items():
            there = lines.setdefault(file, {})
            for line, who in found.items():
                there[line] = sorted({*there.get(line, ()), *who})
        seconds, stands_on = before.seconds | self.seconds, dict(before.stands_on)
        for user, works in self.stands_on.items():
            stands_on[user] = sorted({*stands_on.get(user, ()), *works})
        return Surveyed(seconds, lines, stands_on)

    @cached_property
    def _users(self) -> dict[str, set[str]]:
        users = defaultdict(set)
        for user, works in self.stands_on.items():
            for work in works:
                users[work].add(user)
        return users

    def write(self, path: Path) -> None:
        """Put it away."""
        kept = {"seconds": self.seconds, "lines": self.lines, "stands_on": self.stands_on}
        path.write_text(json.dumps(kept), encoding="utf-8")


def read_survey(path: Path) -> Surveyed:
    """Take out what was put away."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    lines = {file: {int(line): who for line, who in found.items()} for file, found in kept["lines"].items()}
    return Surveyed(kept["seconds"], lines, kept["stands_on"])


def _file_of(test: str) -> str:
    return test.split("::", maxsplit=1)[0]


class Survey:
    """Notes who runs which line; a plugin of pytest. Work that tests share, fixtures and caches, has its own names."""

    def __init__(self) -> None:
        sources, loops = [str(ROOT / "simulator")], ["*/dispatch/loops/*"]
        self.coverage = coverage.Coverage(data_file=None, config_file=False, branch=True, source=sources, omit=loops)
        self.stack = [BETWEEN]
        self.seconds: dict[str, float] = {}
        self.stands_on: dict[str, set[str]] = defaultdict(set)
        self.failed: set[str] = set()

    def begin(self) -> None:
        """Begin to watch; must come before the project is imported."""
        real = functools.lru_cache

        def lru_cache(maxsize: Any = 128) -> Any:
            if callable(maxsize):
                return self._watched(maxsize, real)
            return lambda function: self._watched(function, real(maxsize))

        functools.lru_cache = lru_cache  # type: ignore[assignment]
        functools.cache = lru_cache(None)  # type: ignore[assignment]
        self.coverage.start()

    def _watched(self, function: Callable[..., Any], cached: Callable[..., Any]) -> Any:
        """Cache a function of ours so that what it works out has a name, and whoever asks for it stands on that."""
        if not function.__module__.startswith("simulator"):
            return cached(function)

        @functools.wraps(function)
        def work(*given: Any) -> Any:
            with Named(self, _name_of(function, given)):
                return function(*given)

        known = cached(work)

        @functools.wraps(function)
        def ask(*given: Any) -> Any:
            self.stands_on[self.stack[-1]].add(_name_of(function, given))
            return known(*given)

        return ask

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Put a test under its name, and note its time and fixtures."""
        before = time.process_time()
        with Named(self, item.nodeid):
            result = yield
        self.seconds[item.nodeid] = time.process_time() - before
        about = getattr(item, "_fixtureinfo", None)
        for name, found in about.name2fixturedefs.items() if about else ():
            self.stands_on[item.nodeid].add(f"fixture {name} of {found[-1].baseid}")
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """Put shared fixtures under a name of their own."""
        if fixturedef.scope == "function":
            return (yield)
        with Named(self, f"fixture {fixturedef.argname} of {fixturedef.baseid}"):
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails without any mutant."""
        if report.failed:
            self.failed.add(report.nodeid)

    def covered(self, path: Path, packages: Iterable[str]) -> dict[str, float]:
        """Return the part of lines and branches that were run, by package; write what was not to a file. [%]"""
        with path.open("w", encoding="utf-8") as stream:
            return {
                package: self.coverage.report(
                    include=[f"{ROOT / package}/*"], file=stream, show_missing=True, skip_covered=True
                )
                for package in packages
            }

    def end(self) -> Surveyed:
        """Return what was noted; tests that fail anyway are left out."""
        self.coverage.stop()
        data, lines = self.coverage.get_data(), {}
        for file in data.measured_files():
            by_line = data.contexts_by_lineno(file)
            name = Path(file).relative_to(ROOT).as_posix()
            lines[name] = {line: sorted(set(who) - {"", BETWEEN}) for line, who in by_line.items()}
        seconds = {test: took for test, took in self.seconds.items() if test not in self.failed}
        return Surveyed(seconds, lines, {who: sorted(works) for who, works in self.stands_on.items()})


class Named:
    """Puts what runs meanwhile under a name."""

    def __init__(self, survey: Survey, name: str) -> None:
        self.survey, self.name = survey, name

    def __enter__(self) -> None:
        """Begin."""
        self.survey.stack.append(self.name)
        self.survey.coverage.switch_context(self.name)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Go back to the name before."""
        self.survey.stack.pop()
        self.survey.coverage.switch_context(self.survey.stack[-1])


def _name_of(function: Callable[..., Any], given: tuple[Any, ...]) -> str:
    return f"cache {function.__qualname__} {hash(given)}"


class Names(NamedTuple):
    """Where names are read: in functions, by name; and those that are read while a module is imported."""

    inside: dict[str, list[tuple[str, Lines]]]
    on_import: set[str]


def read_names() -> Names:
    """Look through the package for who reads which name."""
    names = Names(defaultdict(list), set())
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        note_names(ast.parse(path.read_text(encoding="utf-8")), path.relative_to(ROOT).as_posix(), names, inside=False)
    return names


def note_names(node: ast.AST, file: str, names: Names, *, inside: bool) -> None:
    """Note the names that a tree reads."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if inside:
            names.inside[node.id].append((file, (node.lineno, node.lineno)))
        else:
            names.on_import.add(node.id)
    if isinstance(node, ast.Attribute) and inside:
        names.inside[node.attr].append((file, (node.lineno, node.lineno)))
    body = node.body if isinstance(node, FUNCTIONS) else []
    within = {id(part) for part in (body if isinstance(body, list) else [body])}  # its head is read on import
    for child in ast.iter_child_nodes(node):
        note_names(child, file, names, inside=inside or id(child) in within)
