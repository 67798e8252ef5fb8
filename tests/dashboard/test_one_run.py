"""What a reader does next breaks off the run of the page before, and waits until that has let go of the session.

Both would write what the session keeps; now and then one then fails in the middle of a page.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
MOVES = 5
PAGE = """
import streamlit as st

@st.cache_resource
def runs():
    return {"now": 0, "most": 0}

found = runs()
found["now"] += 1
found["most"] = max(found["most"], found["now"])
try:
    for _ in range(50):
        sum(range(500_000))
        st.session_state.get("anything")
    st.metric("Most runs at once", found["most"])
finally:
    found["now"] -= 1
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a page that counts its runs, with the settings of this program."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "page.py").write_text(PAGE, encoding="utf-8")
    words = ["streamlit", "run", str(tmp_path / "page.py"), f"--server.port={port}"]
    with subprocess.Popen([sys.executable, "-u", "-m", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert any("URL:" in line for line in server.stdout)
            yield f"127.0.0.1:{port}"
        finally:
            server.kill()  # nothing is to be saved


async def move_again_and_again(address: str) -> str:
    """Ask for the page as soon as it has begun, some times; return what it says when it comes to its end."""
    asked, begun = BackMsg(), 0
    asked.rerun_script.page_name = ""
    async with connect(f"ws://{address}/_stcore/stream", origin=f"http://{address}", max_queue=None) as line:  # type: ignore[arg-type]
        await line.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(line.recv(), PATIENCE_SECONDS))
            if message.WhichOneof("type") == "new_session" and begun < MOVES:
                begun += 1
                await line.send(asked.SerializeToString())
            elif message.delta.new_element.WhichOneof("type") == "metric":
                return message.delta.new_element.metric.body


def test_no_two_runs_of_one_reader_go_on_at_once(address: str) -> None:
    with ThreadPoolExecutor(1) as apart:  # the driver of a browser, in other tests, has a loop in this thread
        assert apart.submit(lambda: asyncio.run(move_again_and_again(address))).result() == "1"
