"""Work on a Dask cluster that somebody else began: on one machine, under SLURM or on Kubernetes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import cache
from itertools import islice
from typing import Any, Final

from simulator.batch.cases import Case
from simulator.batch.evaluate import Evaluate, Finished, Start, finish
from simulator.errors import InputError, Problem
from simulator.words import said

GLANCE_S: Final = 0.25
REACH_S: Final = 10.0
IN_HAND: Final = 2  # cases per thread of the cluster, so that none waits for us


def work_on_cluster(
    cases: Iterable[Case], start: Start, *, address: str, stopped: Callable[[], object] = bool
) -> Generator[Finished, None, None]:
    """Work out cases on a cluster, a bounded number of them at a time.

    Dask tries a case again whose worker died, and gives it up after some; it sets no limit of time.

    Parameters
    ----------
    cases, start, stopped
        See `simulator.batch.workers.work_here`.
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Yields
    ------
    Finished
        As they are done, in any order.

    Raises
    ------
    InputError
        If Dask is not installed or there is no scheduler at the address.
    """
    client, wait = _client(address)
    with client:
        cases = iter(cases)
        pending: dict[Any, Case] = {}
        while not stopped():
            room = IN_HAND * max(1, sum(client.nthreads().values())) - len(pending)
            for case in islice(cases, max(0, room)):
                pending[client.submit(finish_there, start, case, key=case.address, pure=False)] = case
            if not pending:
                return
            for future in _ready(wait, pending):
                yield _finished(future, pending.pop(future))


def _client(address: str) -> tuple[Any, Any]:
    """Reach the scheduler.

    Raises
    ------
    InputError
    """
    try:
        from distributed import Client, wait  # noqa: PLC0415 - optional: only for those who have a cluster

        return Client(address, timeout=REACH_S), wait  # type: ignore[no-untyped-call]
    except ModuleNotFoundError:
        found, remedy = said("found.no_dask"), said("remedy.install_dask")
    except (OSError, ValueError):
        found, remedy = said("found.no_scheduler"), said("remedy.address_of_scheduler")
    raise InputError(
        [Problem(code="no_cluster", file="batch", place=f"--address {address}", found=found, remedy=remedy)]
    )


def _ready(wait: Any, pending: dict[Any, Case]) -> list[Any]:
    """Return what is done, after a short while at most."""
    try:
        return list(wait(list(pending), timeout=GLANCE_S, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return []


def _finished(future: Any, case: Case) -> Finished:
    """Fetch what became of a case."""
    fault = future.exception()
    if fault is not None:
        return Finished(case, None, f"{type(fault).__name__}: {fault}", 0.0)
    finished: Finished = future.result()
    return finished


def finish_there(start: Start, case: Case) -> Finished:
    """Work out one case in a process of the cluster."""
    return finish(case, bench(start))


@cache
def bench(start: Start) -> Evaluate:
    """Begin once in every process."""
    return start()
