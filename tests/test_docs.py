"""What the documents say is there is there: links, paragraphs, indicators, goals, keys, examples, features."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from pydantic import BaseModel

from simulator import Region
from simulator.cli import build_parser
from simulator.inputs.validation import ENTRIES, TABLES
from simulator.premises import Decision, OwnSeries, Phase, Scenario
from simulator.present.text import catalogue
from simulator.stages.indicators import UNITS

HOME = Path(__file__).parents[1]
PAGES = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md")])
TUTORIAL = HOME / "docs" / "tutorial.md"
CODE = sorted(
    [*(HOME / "simulator").rglob("*.py"), *(HOME / "tests").rglob("*.py"), *(HOME / "benchmarks").glob("*.py")]
)
MODELS: tuple[type[BaseModel], ...] = (Scenario, OwnSeries, Phase, Decision, *({**ENTRIES, **TABLES}).values())
FEATURES = 146


def page(name: str) -> str:
    return (HOME / "docs" / name).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def links(path: Path) -> list[str]:
    """Return the targets of a page's links that lead to a file."""
    targets = re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text(encoding="utf-8")))
    targets += re.findall(r"^\[[^\]]+\]: (\S+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(path: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    heads = re.findall(r"^#+ (.+)$", without_code(path.read_text(encoding="utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(path: Path) -> list[str]:
    """Return the links of a page that lead nowhere."""
    broken = []
    for target in links(path):
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    return broken


def blocks(path: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def feature_rows() -> list[tuple[int, str, str]]:
    """Return number, answer and evidence of every row of the feature table."""
    found = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", page("features.md"), flags=re.MULTILINE)
    return [(int(number), answer, evidence) for number, answer, evidence in found]


def files_named(evidence: str) -> list[str]:
    return [name for name in re.findall(r"`([\w./]+)`", evidence) if "/" in name or (HOME / name).is_file()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert broken_links(path) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    lost = tmp_path / "lost.md"
    lost.write_text("# Here\n[a](nowhere.md) [b](#here) [c](#there) [d](https://example.org)", encoding="utf-8")
    assert broken_links(lost) == ["nowhere.md", "#there"]


def test_every_paragraph_that_is_cited_exists() -> None:
    there = set(re.findall(r"^## §(\d+) ", page("conventions.md"), flags=re.MULTILINE))
    cited = {
        number
        for path in (*CODE, *PAGES)
        for number in re.findall(r"conventions(?:\.md)?`? §(\d+)", path.read_text(encoding="utf-8"))
    }
    assert cited
    assert cited <= there
    assert there == {str(number) for number in range(1, len(there) + 1)}


@pytest.mark.parametrize("indicator", UNITS)
def test_every_indicator_is_in_the_method(indicator: str) -> None:
    assert f"| `{indicator}` | {UNITS[indicator]} |" in page("method.md")


def test_every_goal_is_in_the_method(region: Region) -> None:
    method = page("method.md")
    assert [goal.id for goal in region.goals if f"| `{goal.id}` | `{goal.indicator}` |" not in method] == []


def test_every_room_that_is_cited_has_its_section() -> None:
    sections = {head.lower() for head in re.findall(r"^## (.+)$", page("method.md"), flags=re.MULTILINE)}
    cited = {
        room for path in CODE for room in re.findall(r"docs/method\.md`*, (\w+)\)", path.read_text(encoding="utf-8"))
    }
    assert cited
    assert cited <= sections


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_of_a_scenario_is_in_the_user_guide(model: type[BaseModel]) -> None:
    told = set(
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]+) \|", page("user_guide.md"), flags=re.MULTILINE)))
    )
    assert model.model_fields.keys() - told == set()


def test_every_kind_shape_and_line_is_in_the_user_guide(region: Region) -> None:
    guide = page("user_guide.md")
    names = [*region.project_kinds, *region.establishment_kinds]
    names += [part.id for part in (*region.links, *region.exchanges)]
    assert [name for name in names if f"`{name}`" not in guide] == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(block, id=f"{path.name}-{place}")
        for path in PAGES
        if path != TUTORIAL
        for place, block in enumerate(blocks(path))
    ],
)
def test_examples_run(source: str) -> None:
    exec(compile(source, "example", "exec"), {})  # noqa: S102 - our own pages


def test_the_tutorial_runs_from_top_to_bottom() -> None:
    known: dict[str, object] = {}
    for place, block in enumerate(blocks(TUTORIAL)):
        exec(compile(block, f"tutorial, piece {place + 1}", "exec"), known)  # noqa: S102 - our own page
    assert known["best"]


def test_what_the_evening_names_stands_on_the_screen() -> None:
    """Every label of the page is a word of the catalogue; tests/browser/test_evening.py presses them."""
    named = set(re.findall(r"`([^`]+)`", page("evening.md"))) - {"slik skrift", "python3 start.py"}
    assert len(named) > 15
    assert named - set(catalogue("nb").values()) == set()


def test_every_feature_of_the_peers_is_answered() -> None:
    rows = feature_rows()
    assert [number for number, _, _ in rows] == list(range(1, FEATURES + 1))
    assert {answer for _, answer, _ in rows} == {"yes", "partly", "no"}


def test_every_yes_names_a_file_and_every_file_named_is_there() -> None:
    for number, answer, evidence in feature_rows():
        named = files_named(evidence)
        assert named or answer != "yes", f"feature {number} names no file"
        missing = [name for name in named if not (HOME / name).is_file()]
        assert not missing, f"feature {number} names {missing}"


def test_the_count_of_features_is_right() -> None:
    count = Counter(answer for _, answer, _ in feature_rows())
    said = re.search(r"Count: (\d+) yes, (\d+) partly, (\d+) no", page("features.md"))
    assert said is not None
    assert [int(number) for number in said.groups()] == [count["yes"], count["partly"], count["no"]]


def test_the_readme_knows_every_shipped_scenario() -> None:
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    shipped = [path.stem for path in (HOME / "scenarios").glob("*.toml")]
    assert [name for name in shipped if f"| `{name}` |" not in readme] == []


def test_the_confidence_of_numbers_is_counted_right(region: Region) -> None:
    count = Counter(number.confidence for number in region.book.values())
    said = re.search(
        r"Of the (\d+) numbers .*?, (\d+) are measured, (\d+) are estimates and (\d+) are assumptions",
        (HOME / "README.md").read_text(encoding="utf-8"),
    )
    assert said is not None
    assert [int(number) for number in said.groups()] == [
        len(region.book),
        count["measured"],
        count["estimate"],
        count["assumption"],
    ]


def commands_in(source: str) -> list[str]:
    """Return what an example types after `start.py`, if it is a command of the program."""
    own = ("setup", "check", "test", "")
    typed = re.findall(r"^(?:\$ )?python3 start\.py ?(.*?)(?:   .*)?$", source, re.MULTILINE)
    return [line for line in typed if line.split(" ")[0] not in own]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_of_an_example_exists(path: Path) -> None:
    for line in commands_in(path.read_text(encoding="utf-8")):
        assert build_parser().parse_args(shlex.split(line)).command, line


def test_an_example_that_does_not_exist_is_found() -> None:
    (line,) = commands_in("$ python3 start.py fit reference\n")
    with pytest.raises(SystemExit):
        build_parser().parse_args(shlex.split(line))
