"""Bad inputs by their id: how a case is written down, and what its refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from simulator import InputError, Scenario, load_scenario
from simulator.words import NO_BREAK
from tests.inputs.test_scenario_messages import PROJECT, TITLE, assert_said, region, table

Words = str | bytes


def case(identity: str, *contents: Words, says: tuple[str, ...] = ()) -> ParameterSet:
    """Write down one bad input: contents that all end the same way, and what the message must say."""
    return pytest.param(contents, says, id=identity)


def project(**changes: str | None) -> str:
    """Write a scenario of one project."""
    return TITLE + table("projects", PROJECT, **changes)


def written(folder: Path, content: Words, name: str = "test.toml") -> Path:
    """Write a file as it is, line ends and letters untouched."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def accepted(folder: Path, content: Words) -> Scenario:
    """Read a scenario that is right."""
    return load_scenario(written(folder, content), region())


def refused(folder: Path, content: Words) -> list[str]:
    """Return the lines that say what is wrong with a scenario, checked to be whole and printable in both languages."""
    path = written(folder, content)
    with pytest.raises(InputError) as caught:
        load_scenario(path, region())
    for problem in caught.value.problems:
        assert_said(problem)
        assert problem.line("en").isprintable()
        assert problem.line("nb").replace(NO_BREAK, " ").isprintable()
    return [problem.line("en") for problem in caught.value.problems]


def assert_refused(folder: Path, contents: tuple[Words, ...], says: tuple[str, ...]) -> None:
    """Check that every content is refused in one line that says all the words."""
    for content in contents:
        (line,) = refused(folder, content)
        missing = [word for word in says if word not in line]
        assert not missing, (missing, line)
