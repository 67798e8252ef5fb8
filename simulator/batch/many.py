"""A whole batch: what the store lacks is worked out, kept as it comes, and counted so that nothing is lost unseen."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from math import inf
from typing import Any, Final, NamedTuple

import pyarrow as pa

from simulator.batch.case_store import Store
from simulator.batch.cases import Case, Order
from simulator.batch.evaluate import Finished
from simulator.batch.parts import digest, table_of
from simulator.errors import Problem

Executor = Callable[[Iterator[Case]], Generator[Finished, None, None]]

DONE: Final = 0
UNWRITABLE: Final = 2
SOME_FAILED: Final = 3
STOPPED: Final = 128  # and the number of the signal: 130 or 143
MOST_TOLD: Final = 100
GROUP_CASES: Final = 64
GROUP_S: Final = 2.0


class Shard(NamedTuple):
    """One part of the cases, parted by their addresses: number ``number`` of ``of``, counted from 1."""

    number: int = 1
    of: int = 1

    def has(self, address: str) -> bool:
        """Tell whether a case belongs here.

        Examples
        --------
        >>> [Shard(1, 2).has(f"{number:016x}") for number in range(4)]
        [True, False, True, False]
        """
        return int(address[:16], 16) % self.of == self.number - 1


@dataclass(slots=True, kw_only=True, eq=False)
class Report:
    """What became of every planned case.

    Parameters
    ----------
    planned : int
    repeated : int
        The same as one before.
    elsewhere : int
        Of other shards.
    before : int
        In the store from earlier runs.
    done : int
        Now.
    failed : int
    failures : list of dict
        The first hundred, each with address, scenario, changes and reason.
    stopped : int
        Number of the signal that ended the run, 0 if none did.
    fault : Exception or None
        Why nothing more could be written.
    """

    planned: int = 0
    repeated: int = 0
    elsewhere: int = 0
    before: int = 0
    done: int = 0
    failed: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)
    stopped: int = 0
    fault: OSError | None = None

    @property
    def wanted(self) -> int:
        """How many cases are to be worked out."""
        return self.planned - self.repeated - self.elsewhere - self.before

    @property
    def not_run(self) -> int:
        """How many are still to be worked out, failed ones left aside."""
        return self.wanted - self.done - self.failed

    @property
    def code(self) -> int:
        """Return what the command ends with."""
        if self.fault is not None:
            return UNWRITABLE
        if self.stopped:
            return STOPPED + self.stopped
        return SOME_FAILED if self.failed else DONE

    def fail(self, finished: Finished) -> None:
        """Count a case that failed, and keep its reason."""
        self.failed += 1
        if len(self.failures) < MOST_TOLD:
            case = finished.case
            about = {"address": case.address, "scenario": case.scenario.id, "changes": case.changes}
            self.failures.append({**about, "reason": finished.reason})

    def as_json(self, set_aside: Iterable[Problem]) -> dict[str, Any]:
        """Return the report for programs; what failed is in order of scenario and changes, whoever was done first."""
        counts = {
            name: getattr(self, name)
            for name in ("planned", "repeated", "elsewhere", "before", "done", "failed", "not_run", "code")
        }
        failures = sorted(self.failures, key=lambda one: (one["scenario"], one["changes"], one["address"]))
        return counts | {"failures": failures, "set_aside": [asdict(problem) for problem in set_aside]}


def count_cases(order: Order, store: Store, shard: Shard) -> Report:
    """Count what a plan asks for and what is there already; nothing is worked out."""
    report, seen = Report(), set[bytes]()
    for case in order:
        report.planned += 1
        key = digest(case.address)
        if key in seen:
            report.repeated += 1
        elif not shard.has(case.address):
            report.elsewhere += 1
        elif case.address in store:
            report.before += 1
        seen.add(key)
    return report


def missing(order: Order, store: Store, shard: Shard) -> Iterator[Case]:
    """Yield every case of a shard that the store lacks, each once."""
    given: set[bytes] = set()
    for case in order:
        key = digest(case.address)
        if shard.has(case.address) and case.address not in store and key not in given:
            given.add(key)
            yield case


def run_cases(
    order: Order,
    store: Store,
    executor: Executor,
    *,
    shard: Shard = Shard(),  # noqa: B008 - frozen
    stopped: Callable[[], int] = int,
    watch: Callable[[Report], None] = lambda _: None,
) -> Report:
    """Work out what the store lacks, and keep it.

    Parameters
    ----------
    order : Order
    store : Store
        Open; what it holds is not worked out again.
    executor : callable
        Works out cases as they are taken.
    shard : Shard
    stopped : callable
        Number of a signal once one has come, 0 before.
    watch : callable
        Given the report after every case.

    Returns
    -------
    Report
    """
    report = count_cases(order, store, shard)
    group = Group(store, report)
    if report.wanted:
        finished = executor(missing(order, store, shard))
        try:
            for one in finished:
                group.take(one)
                watch(report)
            group.keep()
            store.join()
        except OSError as fault:
            report.fault = fault
        finally:
            finished.close()
    report.stopped = stopped() if report.not_run else 0
    return report


@dataclass(slots=True, eq=False)
class Group:
    """Finished cases that are written together, so that many short ones do not make many small files."""

    store: Store
    report: Report
    tables: list[pa.Table] = field(default_factory=list)
    seconds: float = 0.0
    kept_at: float = -inf

    def take(self, finished: Finished) -> None:
        """Take one finished case, and write if enough have come or the last writing is long ago.

        Raises
        ------
        OSError
        """
        case = finished.case
        if finished.rows is None:
            self.report.fail(finished)
            return
        about = {"address": case.address, "world": case.world, "scenario": case.scenario.id, "changes": case.changes}
        self.tables.append(table_of(finished.rows, **about))
        self.seconds += finished.seconds
        if len(self.tables) >= GROUP_CASES or time.monotonic() - self.kept_at > GROUP_S:
            self.keep()

    def keep(self) -> None:
        """Write what has come.

        Raises
        ------
        OSError
        """
        if self.tables:
            self.store.append(self.tables, seconds=self.seconds)
            self.report.done += len(self.tables)
        self.tables, self.seconds, self.kept_at = [], 0.0, time.monotonic()
