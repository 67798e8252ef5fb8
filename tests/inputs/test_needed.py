"""The list of needed numbers names everything that the rooms ask for, and nothing that is not given."""

from __future__ import annotations

import re
from pathlib import Path

import simulator
from simulator import load_region
from simulator.inputs.needed import NEEDED, TARIFFS

ASKED = re.compile(r'(?:(?:assumptions|numbers)(?:\[|\.cases\()|rates\()"([a-z_]+\.[a-z0-9_]+)"')


def test_every_number_that_is_asked_for_is_needed() -> None:
    stages = Path(simulator.__file__).parent / "stages"
    asked = {name for path in stages.rglob("*.py") for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    examples = {"labour.household_size"}
    assert asked - examples <= {*NEEDED, *TARIFFS}
    assert len(asked) > 20


def test_every_needed_number_is_given() -> None:
    assert {*NEEDED, *TARIFFS} <= load_region().book.keys()
