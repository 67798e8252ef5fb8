"""Parents that are not there, go in a circle or are something else (ids I)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_inputs.cases import Words, accepted, assert_refused, case, refused, written
from tests.inputs.test_scenario_messages import PROJECT, TITLE, table


def based(on: str, more: str = "") -> str:
    """Write a scenario with a parent."""
    return f'{TITLE}based_on = "{on}"\n{more}'


@pytest.fixture
def parents(tmp_path: Path) -> Path:
    """Return a folder with parents of several sorts."""
    written(tmp_path, TITLE + table("projects", PROJECT), "base.toml")
    written(tmp_path, TITLE + "schema_version = 2\n", "later.toml")
    written(tmp_path, based("c"), "b.toml")
    written(tmp_path, based("test"), "c.toml")
    return tmp_path


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("I01", based("test"), says=("test.toml: line 2, based_on", "test → test", "no circle")),
        case("I02", based("b"), says=("c.toml: line 2", "test → b → c → test", "no circle")),
        case("I04", based("strategi"), based("bas"), says=("line 2", "unknown scenario")),
        case("I05", based("later"), says=("later.toml: line 2, schema_version", "newer version")),
        case("I07", based("base", "[horizon]\nlats_year = 2030\n"), says=("test.toml: line 4", "last_year?")),
        case("I10", TITLE + 'based_on = ["base", "b"]\n', says=("line 2, based_on", "a text in quotes")),
    ],
)
def test_a_family_that_cannot_be_is_refused(contents: tuple[Words, ...], says: tuple[str, ...], parents: Path) -> None:
    assert_refused(parents, contents, says)


@pytest.mark.parametrize("identity", [pytest.param("ridge", id="I08")])
def test_an_entry_of_the_same_id_replaces_and_others_are_added(identity: str, parents: Path) -> None:
    child = based("base", table("projects", PROJECT, id=f'"{identity}"', capacity_mw="5"))
    assert [one.capacity_mw for one in accepted(parents, child).projects] == [5]
    child = based("base", table("projects", PROJECT, id='"other"', capacity_mw="5"))
    assert [one.capacity_mw for one in accepted(parents, child).projects] == [100, 5]


@pytest.mark.parametrize("key", [pytest.param("labour.in_comuter_share", id="I11")])
def test_a_number_that_nobody_has_gets_the_nearest(key: str, parents: Path) -> None:
    (line,) = refused(parents, TITLE + f'[overrides]\n"{key}" = 0.1\n')
    assert "did you mean labour.in_commuter_share?" in line
