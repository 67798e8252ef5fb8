"""The tool that plants small mistakes: each kind is planted where it should be, and only there, and is seen at once."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import mutant_runs
from benchmarks.mutant_kinds import sites_of
from benchmarks.mutant_runs import Mutant, change, live_functions, mutants_of
from benchmarks.mutant_survey import Names, Surveyed, note_names
from benchmarks.mutants import wilson

NOBODY = Names({}, set())


def told(source: str) -> list[str]:
    return [site.told() for site in sites_of(ast.parse(source))]


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("x = a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ("x = a is not b", ["a is not b → a is b"]),
        ("x = 0 <= a < b", ["0 <= a < b → 0 < a < b", "0 <= a < b → 0 <= a <= b", "0 → 1"]),
        ("x = a * 2.5", ["a * 2.5 → a / 2.5", "2.5 → 3.5"]),
        ("x += y", ["x += y → x -= y"]),
        ("x = not a", ["not a → a"]),
        ("x = a and b", ["a and b → a or b"]),
        ("x = True", ["True → False"]),
        ("x = max(a, b)", ["max → min"]),
        ("x = a.max()", ["a.max → a.min"]),
        ("x = a.max", []),
        ("x = 1 if a else b", ["a → not a", "1 → 2"]),
        ("x = [a for a in b if c]", ["c → not c"]),
        ("return a", ["return a → return None"]),
        ("return None", []),
        ("check(a)", ["check(a) → pass"]),
        ("raise ValueError(f'{a + 1}')", ["raise ValueError(f'{a + 1}') → pass"]),
        ("x = 'a' 'b'", []),
        ("x: list[int | None] = a", []),
        ("x = zip(a, b, strict=True)", []),
        ("x = lambda a=1: a - b", ["a - b → a + b"]),
    ],
)
def test_every_small_mistake_is_made_and_no_other(line: str, changes: list[str]) -> None:
    assert told(f"def f(a=1, *, b: int = 2) -> None:\n    'Say 1 + 1.'\n    {line}\n") == changes


def test_of_what_runs_on_import_only_numbers_are_changed() -> None:
    assert told("MOST = 5\nNAMES = ('a', 'b')\nclass A:\n    x: int = 3\nTABLE = {1: 2}\n") == ["5 → 6"]


SOURCE = """
LIMIT = 5


class Box:
    def __init__(self, size):
        self.size = size

    @property
    def twice(self):
        return self.size * 2


def fits(size):
    def within(most):
        return size <= most

    return within(LIMIT)


kept = [lambda size: size + 1, lambda size: size + 2]
"""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a module that is written, imported and known to the tool as part of the package."""
    monkeypatch.setattr(mutant_runs, "ROOT", tmp_path)
    path = tmp_path / "simulator" / "planted.py"
    path.parent.mkdir()
    path.write_text(SOURCE, encoding="utf-8")
    module = ModuleType("simulator.planted")
    exec(compile(SOURCE, str(path), "exec"), vars(module))  # noqa: S102 - the text above
    monkeypatch.setitem(sys.modules, "simulator.planted", module)
    return module


def put_in(told: str) -> bool:
    """Put one mistake into the module."""
    (mutant,) = [one for one in mutants_of("simulator/planted.py", NOBODY) if one.told == told]
    return change(mutant, live_functions())


def test_a_mistake_reaches_whoever_holds_the_function(planted: ModuleType) -> None:
    held, box = planted.fits, planted.Box(3)
    assert (held(5), box.twice) == (True, 6)
    assert put_in("size <= most → size < most")
    assert put_in("self.size * 2 → self.size / 2")
    assert (held(5), held(4), box.twice) == (False, True, 1.5)


def test_a_mistake_reaches_the_one_function_of_a_line(planted: ModuleType) -> None:
    assert put_in("size + 2 → size - 2")
    assert [one(5) for one in planted.kept] == [6, 3]


def test_a_constant_changes_wherever_it_was_imported(planted: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("other")
    other.LIMIT = planted.LIMIT  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "other", other)
    assert put_in("5 → 6")
    assert (planted.LIMIT, other.LIMIT, planted.fits(6)) == (6, 6, True)


def test_what_nothing_in_memory_holds_is_not_planted() -> None:
    (first, *_) = mutants_of("simulator/records/laws.py", NOBODY)
    assert isinstance(first, Mutant)
    assert not change(first._replace(constant=""), {})


def test_a_name_is_read_in_a_function_or_on_import() -> None:
    names = Names(defaultdict(list), set())
    source = "@kept(MOST)\ndef f(a=FIRST):\n    return a + INSIDE\nTABLE = [ROW, lambda: LATER]\n"
    note_names(ast.parse(source), "f.py", names, inside=False)
    assert names.on_import == {"kept", "MOST", "FIRST", "ROW"}
    assert {name: names.inside[name] for name in ("INSIDE", "LATER")} == {
        "INSIDE": [("f.py", (3, 3))],
        "LATER": [("f.py", (4, 4))],
    }
    kept = Names({}, {"LIMIT"})
    assert {one.constant for one in mutants_of("simulator/records/laws.py", kept)} >= {"", "TOLERANCE_MW"}
    assert "TOLERANCE_MW" not in {
        one.constant for one in mutants_of("simulator/records/laws.py", Names({}, {"TOLERANCE_MW"}))
    }


def test_tests_are_found_through_what_they_share() -> None:
    stands_on = {"t::one": ["fixture a"], "t::two": [], "fixture a": ["cache b"], "u::three": ["cache b"]}
    lines = {"f.py": {1: ["cache b"], 2: ["t::two"], 3: [], 4: ["fixture a", "gone::four"]}}
    surveyed = Surveyed({"t::one": 2.0, "t::two": 1.0, "u::three": 0.5}, lines, stands_on)
    assert surveyed.tests_of([("f.py", (1, 1))]) == ["u::three", "t::one"]
    assert surveyed.tests_of([("f.py", (2, 3))]) == ["t::two"]
    assert surveyed.tests_of([("f.py", (4, 4))]) == ["t::one"]
    assert surveyed.only_on_import([("f.py", (3, 3))]) and not surveyed.only_on_import([("f.py", (2, 3))])
    assert not surveyed.only_on_import([("f.py", (9, 9))])


def test_a_survey_of_new_tests_is_added() -> None:
    before = Surveyed({"t::one": 1.0}, {"f.py": {1: ["t::one"], 2: []}}, {"t::one": ["fixture a"]})
    after = Surveyed({"t::two": 2.0}, {"f.py": {2: ["t::two"]}, "g.py": {1: ["fixture a"]}}, {"t::one": ["cache b"]})
    joined = after.joined_to(before)
    assert joined.tests_of([("f.py", (1, 2))]) == ["t::one", "t::two"]
    assert joined.tests_of([("g.py", (1, 1))]) == ["t::one"]
    assert joined.stands_on["t::one"] == ["cache b", "fixture a"]
    assert before.lines["f.py"][2] == []


def test_the_range_of_a_share_is_that_of_wilson() -> None:
    # Newcombe (1998), table I, method 3: 81 of 263
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
