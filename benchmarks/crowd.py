"""Many sessions that move a slider at once, over the wire that a browser uses; called by ``benchmarks.screen``.

A browser for each would measure twenty browsers on two cores. A session here says what a browser says, and reads what
it would draw: so what is measured is the server.
"""

from __future__ import annotations

import asyncio
import math
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import TypeVar
from urllib.parse import urlsplit

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.asyncio.client import ClientConnection, connect

LARGEST_MESSAGE = 40_000_000
SECONDS_BETWEEN_MOVES = 2.0  # as people at a table move a slider and look
SEED = 7
PEOPLE = 20
LONGEST_WAIT_SECONDS = 300
FOR_EVER = sys.maxsize  # moves
LAST_HEARD = 12  # messages told of where a page does not come to its end


@dataclass(slots=True)
class Move:
    """What one move took, until the first key figure came and until the last chart. [s]

    ``begun`` is when it began, ``answered`` how long until the figure was no first estimate any more, where that was
    looked at.
    """

    figure: float
    charts: float
    begun: float = 0.0
    answered: float = 0.0


@dataclass(slots=True)
class Session:
    """One reader of a page, as the server sees them.

    Parameters
    ----------
    socket : ClientConnection
    page, query : str
        Path of the page and the rest of its address.
    sliders : dict
        Identity, lowest, highest value and step of every slider by its label, as far as it was sent.
    charts : int
        How many charts the page sends before what needs the whole horizon.
    """

    socket: ClientConnection
    page: str
    query: str
    charts: int
    sliders: dict[str, tuple[str, float, float, float]] = field(default_factory=dict)
    states: WidgetStates = field(default_factory=WidgetStates)

    async def run(self) -> Move:
        """Ask for the page as it is set, and read until its last chart has come."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self.page, self.query
        asked.rerun_script.widget_states.CopyFrom(self.states)
        start, figure, charts, begun = time.perf_counter(), 0.0, 0, False
        heard = deque[ForwardMsg](maxlen=LAST_HEARD)
        await self.socket.send(asked.SerializeToString())
        while charts < self.charts:
            message = await self.heard(heard)
            kind = message.WhichOneof("type")
            begun = begun or kind == "new_session"  # what comes before belongs to the run that was broken off
            if not begun or kind != "delta":
                continue
            element = message.delta.new_element
            shown = element.WhichOneof("type")
            if shown == "exception":
                raise RuntimeError(f"{self.page}?{self.query} with {self.states} fails: {element.exception.message}")
            if shown == "slider":
                one = element.slider
                self.sliders[one.label] = (one.id, one.min, one.max, one.step)
            figure = figure or (time.perf_counter() - start if _is_figure(shown, element.html.body) else 0.0)
            charts += shown == "vega_lite_chart"
        return Move(figure, time.perf_counter() - start, start)

    async def heard(self, before: deque[ForwardMsg]) -> ForwardMsg:
        """Read one message, and note it; where none comes, tell who waited for what and what came last."""
        try:
            raw = await asyncio.wait_for(self.socket.recv(), LONGEST_WAIT_SECONDS)
        except TimeoutError:
            last = "\n".join(str(message)[:300] for message in before)
            raise TimeoutError(f"{self.page}?{self.query} with {self.states} waits; last heard:\n{last}") from None
        message = ForwardMsg.FromString(raw)
        before.append(message)
        return message

    def places(self, label: str) -> list[float]:
        """Return every place of a slider that begins with some words."""
        _, low, high, step = self.sliders[self.named(label)]
        return [low + place * step for place in range(int((high - low) / step) + 1)]

    def named(self, label: str) -> str:
        """Return the whole label of a slider that begins with some words."""
        return next(name for name in self.sliders if name.startswith(label))

    async def move(self, label: str, value: float) -> Move:
        """Put a slider somewhere."""
        identity = self.sliders[self.named(label)][0]
        del self.states.widgets[:]
        state = self.states.widgets.add()
        state.id = identity
        state.double_array_value.data.append(value)
        return await self.run()


Reader = TypeVar("Reader", bound=Session)


def _is_figure(shown: str | None, body: str) -> bool:
    return shown == "metric" or (shown == "html" and 'class="answer"' in body)


async def read(address: str, page: str, query: str, charts: int, kind: type[Reader] = Session) -> Reader:
    """Open a page for a new session, or a kind of one.

    What comes while a person looks is read, too, as a browser does: a server gives up whoever does not read.
    """
    parts = urlsplit(address)
    stream = f"ws://{parts.netloc}/_stcore/stream"
    socket = await connect(stream, origin=address, max_size=LARGEST_MESSAGE, max_queue=None, close_timeout=1)
    session = kind(socket, page, query, charts)
    await session.run()
    return session


@dataclass(frozen=True, slots=True)
class Where:
    """What people look at and move.

    ``page`` is its path, ``queries`` the rest of its address, which they take in turns, ``charts`` how many it sends;
    ``label`` the first words of the slider that each moves a step on, from a place of its own. Each puts the slider
    ``apart`` somewhere else before that, and whenever the first has gone round: so nobody meets what others asked for.
    """

    page: str
    queries: tuple[str, ...]
    charts: int
    label: str
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How people move.

    ``moves`` and ``minutes`` are how often each moves and for how long, at most. All of them begin at the same moments
    if ``together``, which people never do: else each looks for a while of its own before every move, between half and
    one and a half times ``seconds``. They begin ``begins`` steps further on than others do, so that they need not meet
    what those have asked for.
    """

    moves: int
    minutes: float = math.inf
    together: bool = False
    seconds: float = SECONDS_BETWEEN_MOVES
    begins: int = 0

    @property
    def endless(self) -> bool:
        """Tell whether somebody goes on until all others are done."""
        return self.moves == FOR_EVER and self.minutes == math.inf

    def pauses(self, place: int) -> Iterator[float]:
        """Return how long a person waits before each move, the same in every run. [s]"""
        chance = np.random.default_rng((SEED, place))
        while True:
            yield self.seconds * (1.0 if self.together else chance.uniform(0.5, 1.5))


async def moved(session: Session, where: Where, person: int, pace: Pace) -> list[Move]:
    """Move a slider again and again, as people do."""
    places, pauses, found = session.places(where.label), pace.pauses(person), list[Move]()
    begins = person * len(places) // PEOPLE + pace.begins
    start = time.perf_counter()
    for number in range(pace.moves):
        if where.apart and number % len(places) == 0:
            others = session.places(where.apart)
            await session.move(where.apart, others[(person + PEOPLE * (number // len(places))) % len(others)])
        await asyncio.sleep(next(pauses))
        if time.perf_counter() - start > 60 * pace.minutes:
            break
        found.append(await session.move(where.label, places[(begins + number) % len(places)]))
    return found


async def _gathered(address: str, where: Where, paces: Sequence[Pace]) -> list[list[Move]]:
    queries = islice(cycle(where.queries), len(paces))
    sessions = [await read(address, where.page, query, where.charts) for query in queries]
    people = list(enumerate(zip(sessions, paces, strict=True)))
    endless = [asyncio.create_task(moved(one, where, person, pace)) for person, (one, pace) in people if pace.endless]
    try:
        return await asyncio.gather(
            *(moved(one, where, person, pace) for person, (one, pace) in people if not pace.endless)
        )
    finally:
        for one in endless:
            one.cancel()
        for session in sessions:
            await session.socket.close()
        await asyncio.gather(*endless, return_exceptions=True)  # what they were reading has ended with the socket


def crowd(address: str, where: Where, *, paces: Sequence[Pace]) -> list[list[Move]]:
    """Let some people open a page and move a slider at once.

    Parameters
    ----------
    address : str
    where : Where
    paces : sequence of Pace
        One for each of them.

    Returns
    -------
    list
        The moves of each who comes to an end, in order.
    """
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has a loop of its own in this thread
        return apart.submit(asyncio.run, _gathered(address, where, paces)).result()
