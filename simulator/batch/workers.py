"""Work on this machine: processes of our own, each with one case at a time, a pipe and a limit of time.

The pools of the standard library lose what they hold when one process dies, and cannot stop one that hangs; pebble can,
but leaves hanging processes behind when the whole run is killed.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Final

from simulator.batch.cases import Case
from simulator.batch.evaluate import Finished, Start, finish
from simulator.words import said

GLANCE_S: Final = 0.25  # how long a stop may go unseen
START_LIMIT_S: Final = 300.0
RECYCLED_AFTER: Final = 500
READY: Final = "ready"


@dataclass(slots=True, eq=False)
class Worker:
    """One process, our end of the pipe to it, and what it has in hand."""

    child: SpawnProcess
    line: Connection
    deadline: float
    ready: bool = False
    case: Case | None = None
    served: int = 0

    def end(self) -> None:
        """End it at once; what it had in hand is lost."""
        self.child.kill()
        self.child.join()
        self.line.close()


def work_here(
    cases: Iterable[Case],
    start: Start,
    *,
    jobs: int,
    limit_s: float = float("inf"),
    stopped: Callable[[], object] = bool,
    recycled_after: int = RECYCLED_AFTER,
) -> Generator[Finished, None, None]:
    """Work out cases in several processes.

    Parameters
    ----------
    cases : iterable of Case
        Taken one by one, as processes become free.
    start : callable
        Called once in every process; gives what works out a case. Of a module, since processes are begun afresh.
    jobs : int
        Processes.
    limit_s : float
        Longest time of one case. [s]
    stopped : callable
        Asked several times a second; once it says so, what is in hand is dropped.
    recycled_after : int
        Cases after which a process is replaced.

    Yields
    ------
    Finished
        As they are done, in any order. A case whose process died is tried once more.

    Raises
    ------
    RuntimeError
        If no process comes to work.
    """
    crew = Crew(iter(cases), start, limit_s, recycled_after)
    try:
        crew.workers = [crew.hire() for _ in range(jobs)]
        while not stopped():
            crew.hand_out()
            if crew.over:
                return
            yield from crew.hear()
    finally:
        for worker in crew.workers:
            worker.end()


@dataclass(slots=True, eq=False)
class Crew:
    """All processes of one run, and what is still to be handed out."""

    cases: Iterator[Case]
    start: Start
    limit_s: float
    recycled_after: int
    workers: list[Worker] = field(default_factory=list)
    again: list[Case] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    stillborn: int = 0
    exhausted: bool = False

    def hire(self) -> Worker:
        """Begin a process."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=serve, args=(theirs, self.start), daemon=True)
        child.start()
        theirs.close()  # so that the end of the process is the end of the pipe
        return Worker(child, ours, time.monotonic() + START_LIMIT_S)

    @property
    def over(self) -> bool:
        """Tell whether nothing is in hand and nothing is left."""
        return self.exhausted and not self.again and not any(worker.case for worker in self.workers)

    def hand_out(self) -> None:
        """Give every idle process a case; replace those that served long."""
        for place, worker in enumerate(self.workers):
            if worker.served >= self.recycled_after and worker.case is None:
                worker.end()
                self.workers[place] = self.hire()
        for worker in [one for one in self.workers if one.ready and one.case is None]:
            worker.case = self.again.pop() if self.again else next(self.cases, None)
            if worker.case is not None:
                self._give(worker, worker.case)
            else:
                self.exhausted = True

    def _give(self, worker: Worker, case: Case) -> None:
        worker.deadline = time.monotonic() + self.limit_s
        try:
            worker.line.send(case)
        except OSError:  # it died while it was idle: the end of the pipe is heard next
            return

    def hear(self) -> Iterator[Finished]:
        """Yield what has been finished, has died or has taken too long."""
        heard = wait([worker.line for worker in self.workers], timeout=GLANCE_S)
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.line in heard:
                yield from self._hear(worker)
            elif now > worker.deadline and (worker.case or not worker.ready):
                yield from self._replace(worker, said("reason.too_long", seconds=round(self.limit_s, 3)))

    def _hear(self, worker: Worker) -> Iterator[Finished]:
        try:
            message = worker.line.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if message == READY:
            worker.ready, self.stillborn = True, 0
            return
        worker.case, worker.served = None, worker.served + 1
        yield message

    def _bury(self, worker: Worker) -> Iterator[Finished]:
        """Replace a process that ended by itself; try its case once more, since the case may not be to blame."""
        worker.child.join()
        case, code = worker.case, str(worker.child.exitcode)
        if case is not None and case.address not in self.tried:
            self.tried.add(case.address)
            self.again.append(case)
            worker.case = None
        yield from self._replace(worker, said("reason.died", code=code))

    def _replace(self, worker: Worker, reason: str) -> Iterator[Finished]:
        worker.end()
        if not worker.ready:
            self.stillborn += 1
            if self.stillborn > len(self.workers):
                raise RuntimeError(f"no process comes to work: {reason}")
        self.workers[self.workers.index(worker)] = self.hire()
        if worker.case is not None:
            yield Finished(worker.case, None, reason, self.limit_s)


def serve(line: Connection, start: Start) -> None:
    """Work out what comes through the pipe until it ends: the whole life of a process."""
    for number in (signal.SIGINT, signal.SIGTERM):  # both go to the whole group; the parent decides
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    evaluate = start()
    line.send(READY)
    while True:
        try:
            line.send(finish(line.recv(), evaluate))
        except (EOFError, OSError):
            return


def _end_with_parent() -> None:
    """End this process when the one that began it is gone, even in the midst of a case that hangs."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)
