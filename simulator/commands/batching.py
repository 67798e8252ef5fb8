"""The command that runs a plan of many cases, as far as it gets, and says what became of every one."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from simulator.batch.case_store import Store, look_into, open_store
from simulator.batch.cases import Case, Order, read_order
from simulator.batch.cluster import work_on_cluster
from simulator.batch.evaluate import Finished, Start, finish, open_bench
from simulator.batch.many import Executor, Report, Shard, count_cases, missing, run_cases
from simulator.batch.memory import share_of_memory, start_within
from simulator.batch.placing import unwritable, write_text
from simulator.batch.workers import work_here
from simulator.commands.lines import Lines
from simulator.commands.running import DONE, report
from simulator.errors import Problem, raise_if
from simulator.inputs.region import load_region
from simulator.stages.dispatch import compile_kernels
from simulator.words import in_language, said, text

ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
SECONDS_PER_MINUTE: Final = 60.0


@dataclass(slots=True)
class Stop:
    """Number of the signal that asked for an end, 0 before."""

    number: int = 0

    def __call__(self) -> int:
        """Return the number."""
        return self.number


def run_batch(words: argparse.Namespace) -> int:
    """Work out what the store lacks of a plan.

    Raises
    ------
    InputError
        If the plan or what it names is not right, or the folder of the store cannot be written to.
    """
    raise_if(asked_wrongly(words))
    words.shard = Shard(*words.shard)
    order = read_order(words.plan, load_region())
    if words.dry_run:
        return show_plan(order, look_into(words.out), words)
    try:
        store = open_store(words.out)
    except OSError as fault:
        raise unwritable(words.out, fault) from None
    report(store.set_aside, words.messages)
    with listening() as stop:
        came_of = with_progress(order, store, words, stop)
    tell(came_of, store, words)
    return came_of.code


def asked_wrongly(words: argparse.Namespace) -> list[Problem]:
    """Say which options do not go together."""
    if (words.executor == "dask") == bool(words.address):
        return []
    options = "--executor dask, --address"
    found, remedy = said("found.no_option", option=options), said("remedy.both_or_none")
    return [Problem(code="executor", file="batch", place="--address", found=found, remedy=remedy)]


def with_progress(order: Order, store: Store, words: argparse.Namespace, stop: Stop) -> Report:
    """Run with a bar on standard error that shows the remaining time; where that is no terminal, with plain lines."""
    shown = partial(run_cases, order, store, executor_of(words, stop), shard=words.shard, stopped=stop)
    console = Console(stderr=True)
    if words.quiet:
        return shown()
    if not console.is_terminal:
        return shown(watch=Lines(words.plan.stem, words.messages))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(words.plan.stem, total=None)

        def watch(seen: Report) -> None:
            failed = text("batch.failed", words.messages, count=seen.failed)
            name = f"{words.plan.stem} ({failed})" if seen.failed else words.plan.stem
            progress.update(task, total=seen.wanted, completed=seen.done + seen.failed, description=name)

        return shown(watch=watch)


def executor_of(words: argparse.Namespace, stop: Stop) -> Executor:
    """Return what works out cases: processes of this machine, or a cluster."""
    if words.executor == "dask":
        return partial(work_on_cluster, start=open_bench, address=words.address, stopped=stop)
    for name in ONE_THREAD:  # inherited by the processes: cases go side by side, not their sums
        os.environ.setdefault(name, "1")
    start = partial(start_within, words.memory or share_of_memory(words.jobs), open_bench)
    return partial(work_compiled, start=start, jobs=words.jobs, limit_s=words.limit, stopped=stop)


def work_compiled(cases: Iterable[Case], start: Start, **options: Any) -> Generator[Finished, None, None]:
    """Work out cases here once the hour loops are compiled: the first case of a process does not wait for them."""
    compile_kernels()
    yield from work_here(cases, start, **options)


@contextmanager
def listening() -> Iterator[Stop]:
    """Note signals that ask for an end instead of ending at once."""
    stop = Stop()

    def note(number: int, _: object) -> None:
        stop.number = number

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def show_plan(order: Order, store: Store, words: argparse.Namespace) -> int:
    """Say what a plan comes to and how long it may take; nothing is kept."""
    counted = count_cases(order, store, words.shard)
    seconds, basis = store.seconds_per_case, "batch.basis_store"
    if seconds is None and counted.wanted:
        compile_kernels()
        seconds, basis = finish(next(missing(order, store, words.shard)), open_bench()).seconds, "batch.basis_one"
    expected_s = counted.wanted * (seconds or 0.0) / words.jobs
    if words.json:
        said_so = counted.as_json(()) | {"seconds_per_case": seconds, "expected_seconds": expected_s}
        sys.stdout.write(json.dumps(said_so, ensure_ascii=False, indent=2) + "\n")
        return DONE
    say(counts_line(counted, words.messages))
    if seconds is not None:
        line = partial(text, "batch.estimate", words.messages)
        say(
            line(
                minutes=f"{expected_s / SECONDS_PER_MINUTE:.1f}",
                jobs=words.jobs,
                seconds=f"{seconds:.2f}",
                basis=text(basis, words.messages),
            )
        )
    return DONE


def tell(came_of: Report, store: Store, words: argparse.Namespace) -> None:
    """Print what became of the cases, and leave the report beside them."""
    content = json.dumps(came_of.as_json(store.set_aside), ensure_ascii=False, indent=2) + "\n"
    name = "_report.json" if words.shard.of == 1 else f"_report-{words.shard.number}-of-{words.shard.of}.json"
    try:
        write_text(store.folder / name, content)
    except OSError as fault:
        came_of.fault = came_of.fault or fault
    if came_of.fault is not None:
        report(unwritable(words.out, came_of.fault).problems, words.messages)
    if words.json:
        sys.stdout.write(content)
        return
    for one in came_of.failures:
        reason = in_language(one["reason"], words.messages)
        say(text("batch.failure", words.messages, scenario=one["scenario"], changes=one["changes"], reason=reason))
    say(counts_line(came_of, words.messages))
    if came_of.not_run:
        say(text("batch.go_on", words.messages))


def counts_line(came_of: Report, language: str) -> str:
    """Say how many cases there are, and what became of them."""
    names = ("planned", "repeated", "elsewhere", "before", "done", "failed", "not_run")
    always = {"planned", "before", "done", "failed", "not_run"}
    counts = {name: getattr(came_of, name) for name in names}
    shown = [text(f"batch.{name}", language, count=count) for name, count in counts.items() if count or name in always]
    return ", ".join(shown)


def say(line: str) -> None:
    """Print one line as it stands."""
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
