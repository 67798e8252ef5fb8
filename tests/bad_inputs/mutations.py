"""Files that were right, broken at random: for quick tests and for long runs (`python -m benchmarks.fuzz`)."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st

from simulator import InputError, Region, read_scenario, scenario_folder
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs.series import hours_of
from simulator.inputs.source import source_of
from simulator.words import NO_BREAK
from tests.inputs.test_scenario_messages import assert_said

SCENARIOS: Final = tuple(path.read_bytes() for path in sorted(scenario_folder().glob("*.toml")))
SERIES: Final = tuple(f"{line}\n".encode() * HOURS_PER_YEAR for line in ("0.5", "0,5", "1;2", "-3.25", "1e-3"))
TOKENS: Final = tuple(
    token.encode()
    for token in (
        *("[", "]", "[[", "]]", "{", "}", "=", '"', "'", '"""', "'''", "#", ".", ",", ";", "\\", "\t", "\r", "\n", "_"),
        *("nan", "inf", "1e400", "-1e400", "1e-320", "-0.0", "9" * 90, "9" * 400, "0x" + "f" * 90, "1_000", "1 000"),
        *("[" * 40, "{a=" * 12, "a." * 12, "true", "yes", "null", "1979-05-27T07:32:00Z", "\\u0000", "\\ud800"),
        *("title", "based_on", "remove", "overrides", "id", "series", "phases", "strategy", "../x", "x" * 200),
        *("\u202e", "\u200b", "\ufeff", "\u2028", "−5", "１２", "\u00a0", "e\u0301", "\U0001f4a5", "\x00", "\x1b[31m"),
    )
)
MOST_CHANGES: Final = 6
Change = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, chance: random.Random) -> bytes:
    """Change one byte."""
    at = chance.randrange(len(content) or 1)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def drop_line(content: bytes, chance: random.Random) -> bytes:
    """Leave a line out."""
    lines = content.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def double_line(content: bytes, chance: random.Random) -> bytes:
    """Write a line twice."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[: at + 1], *lines[at:]])


def swap_words(content: bytes, chance: random.Random) -> bytes:
    """Let two words change places."""
    words = content.split(b" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


def put_in(content: bytes, chance: random.Random) -> bytes:
    """Put something odd anywhere."""
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def put_for_value(content: bytes, chance: random.Random) -> bytes:
    """Give one key an odd value."""
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    key, sign, _ = lines[at].partition(b"=")
    lines[at] = key + sign + b" " + chance.choice(TOKENS)
    return b"\n".join(lines)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """Leave out the end."""
    return content[: chance.randrange(len(content) + 1)]


CHANGES: Final[tuple[Change, ...]] = (
    flip,
    drop_line,
    double_line,
    swap_words,
    put_in,
    put_for_value,
    cut_off,
)


def broken(originals: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Draw a file that was right, with a few changes."""
    changes = st.lists(st.sampled_from(CHANGES), min_size=1, max_size=MOST_CHANGES)
    return st.builds(_changed, st.sampled_from(originals), changes, st.integers(0, 2**32))


def _changed(content: bytes, changes: list[Change], seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    for change in changes:
        content = change(content, chance)
    return content


def reads_or_refuses(read: Callable[[], object]) -> bool:
    """Read something; return whether it was accepted. Nothing but an `InputError` that can be said may come out."""
    try:
        read()
    except InputError as fault:
        for problem in fault.problems:
            assert_said(problem)
            assert problem.line("nb").replace(NO_BREAK, " ").isprintable()
        return False
    return True


def reads_or_refuses_scenario(content: bytes, region: Region) -> bool:
    """Read a scenario; return whether it was accepted."""

    def read() -> None:
        text = source_of("fuzz.toml", content.decode(errors="surrogateescape")).text
        read_scenario(text, "fuzz.toml", region)

    return reads_or_refuses(read)


def reads_or_refuses_series(content: bytes, decimal_comma: bool) -> bool:
    """Read a series of one or two columns; return whether it was accepted."""
    return reads_or_refuses(lambda: hours_of("fuzz.csv", content, columns=(1, 2), decimal_comma=decimal_comma))
