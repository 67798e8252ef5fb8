"""Workbooks that were right, broken at random: in one of their parts, or in the bytes of the whole."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from hypothesis import strategies as st

from simulator import Region, read_scenario
from simulator.inputs.sheets import workbook_bytes
from simulator.inputs.workbook import load_workbook_scenario
from tests.bad_inputs.mutations import CHANGES, MOST_CHANGES, SCENARIOS, Change, broken, reads_or_refuses
from tests.inputs.test_scenario_messages import region
from tests.inputs.test_workbook import PLAIN, RICH, with_part

ODD_PARTS: Final = tuple(
    part.encode()
    for part in (
        *('<c t="s"><v>99999</v></c>', '<c t="d"><v>x</v></c>', '<c t="e"><v>#REF!</v></c>', '<c r="ZZZ9999999"/>'),
        *("<f>1+1</f>", "<v>1e400</v>", "<v>nan</v>", "<v/>", '<c t="b"><v>2</v></c>', '<row r="-1">', '<row r="x">'),
        *("</sheetData>", "<!DOCTYPE x>", '<!ENTITY a "a">', "&a;", "&#0;", "<![CDATA[x]]>", 'encoding="utf-7"'),
        *('s="99"', 'Id="rId9"', 'Target="../../x"', 'Target="http://h/x"', 'numFmtId="22"', 'date1904="1"', "<" * 300),
    )
)


@cache
def books() -> tuple[bytes, ...]:
    """Return workbooks that are right: a plain one, one with everything, and one that comes along."""
    texts = (RICH, SCENARIOS[0].decode())
    return (PLAIN, *(workbook_bytes(read_scenario(text, "book.toml", region())) for text in texts))


def put_in_odd(content: bytes, chance: random.Random) -> bytes:
    """Put something into a part that a sheet would not hold there, before or after a bracket."""
    at = content.find(b"<", chance.randrange(len(content) + 1))
    at = at if at >= 0 else len(content)
    return content[:at] + chance.choice(ODD_PARTS) + content[at:]


def swap_tags(content: bytes, chance: random.Random) -> bytes:
    """Let two pieces between brackets change places."""
    pieces = content.split(b"<")
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"<".join(pieces)


def broken_books() -> st.SearchStrategy[bytes]:
    """Draw a workbook with a few changes in one part, or with the bytes of the whole changed."""
    changes = st.lists(st.sampled_from((*CHANGES, put_in_odd, swap_tags)), min_size=1, max_size=MOST_CHANGES)
    in_parts = st.builds(_changed, st.sampled_from(books()), changes, st.integers(0, 2**32))
    return st.one_of(in_parts, in_parts, in_parts, broken(books()))


def _changed(content: bytes, changes: list[Change], seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    with ZipFile(BytesIO(content)) as parts:
        name = chance.choice(parts.namelist())
        part = parts.read(name)
    for change in changes:
        part = change(part, chance)
    return with_part(content, name, part)


def reads_or_refuses_book(content: bytes, folder: Path, known: Region) -> bool:
    """Read a workbook; return whether it was accepted."""
    path = folder / "fuzz.xlsx"
    path.write_bytes(content)
    return reads_or_refuses(lambda: load_workbook_scenario(path, known))
