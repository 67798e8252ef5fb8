"""The house rules of ``docs/``: who may import whom, how long things may be, and which words nobody uses."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import simulator

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "simulator"

# Floor of each module or package directly under simulator/; the front door stands between questions and batch.
FLOORS = {
    "words": -1,
    "errors": 0,
    "hours": 0,
    "recall": 0,
    "recursion": 0,
    "threads": 0,
    "version": 0,
    "premises": 1,
    "records": 2,
    "realisation": 2,
    "inputs": 3,
    "stages": 3,
    "society": 4,
    "simulation": 5,
    "questions": 6,
    "uncertainty": 6,
    "": 7,
    "batch": 8,
    "present": 8,
    "dashboard": 9,
    "commands": 9,
    "cli": 10,
    "__main__": 11,
}
LOWEST_SHARED_FLOOR = 6  # from questions up, neighbours on one floor may see each other
FORMULAS = {"profiles", "adequacy", "lead_time"}  # modules of stages/ that every room may use

# Where each library may be imported; a library that is not named here has no home yet.
LIBRARIES = {
    "numpy": r".*",
    "pandas": r"inputs|batch|present",
    "scipy": r"recursion|stages|questions|uncertainty|inputs\.climate",
    "SALib": r"uncertainty\.sobol",
    "numba": r"stages\.dispatch\.loops",
    "altair": r"present",
    "streamlit": r"dashboard|app",
    "starlette": r"dashboard\.server",
    "pydantic": r"premises|inputs",
    "tomli_w": r"inputs",
    "openpyxl": r"inputs",
    "rich": r"commands|present",
    "pyarrow": r"batch|present",
    "segno": r"present\.takehome",
    "vl_convert": r"present\.takehome",
    "pptx": r"present\.takehome",
    "xlsxwriter": r"present\.takehome",
}
OPTIONAL_LIBRARIES = {
    "dask": r"batch",
    "distributed": r"batch",
    "pypsa": r"present",
    "pyam": r"present",
}

COMPILED = "stages.dispatch.loops."  # plain loops over arrays: what one gives the next stands in its parameters
LONGEST_BODY, LONGEST_FILE, MOST_PARAMETERS = 40, 300, 6
MANY_PARAMETERS = "noqa: PLR0913"
LATE_IMPORT = "noqa: PLC0415"  # an optional library at its single door
FORBIDDEN = {
    "manager",
    "managers",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "util",
    "utils",
    "info",
    "process",
    "do",
    "misc",
    "df",
}


class Module(NamedTuple):
    """One source file: dotted name below simulator/, its text and its tree."""

    name: str
    source: str
    tree: ast.Module
    is_package: bool = False

    @property
    def top(self) -> str:
        """Return the module or package directly under simulator/."""
        return self.name.split(".")[0]


def sample(name: str, source: str, *, is_package: bool = False) -> Module:
    """Return a module that exists only in a test."""
    return Module(name, source, ast.parse(source), is_package)


def load_modules() -> dict[str, Module]:
    """Return every source file of the package, and app.py."""
    modules = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT / PACKAGE).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        modules[name] = sample(name, path.read_text(encoding="utf-8"), is_package=is_package)
    app = ROOT / "app.py"
    if app.is_file():
        modules["app"] = sample("app", app.read_text(encoding="utf-8"))
    return modules


MODULES = load_modules()


# Imports ----------------------------------------------------------------


def imported(module: Module) -> Iterator[str]:
    """Yield the full dotted name of everything a module imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = [PACKAGE, *module.name.split(".")] if module.name else [PACKAGE]
                here = here[: len(here) - node.level + module.is_package]
                base = ".".join([*here, base]).rstrip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def own_imports(module: Module) -> Iterator[str]:
    """Yield dotted names below simulator/ that a module imports; the front door is the empty name."""
    for name in imported(module):
        first, _, rest = name.partition(".")
        if first == PACKAGE:
            yield rest if rest.split(".")[0] in FLOORS else ""


def breaches_of_floors(module: Module) -> Iterator[str]:
    """Find imports that look upwards, or sideways where neighbours must not see each other."""
    if module.name == "app":
        yield from (f"app imports {name}" for name in own_imports(module) if not name.startswith("dashboard"))
        return
    if module.top not in FLOORS:
        yield f"{module.name} stands on no floor"
        return
    floor = FLOORS[module.top]
    for name in own_imports(module):
        top = name.split(".")[0]
        if top != module.top and (FLOORS[top] > floor or (FLOORS[top] == floor and floor < LOWEST_SHARED_FLOOR)):
            yield f"{module.name or PACKAGE} imports {name or PACKAGE}"


def breaches_of_rooms(module: Module) -> Iterator[str]:
    """Find rooms that look into other rooms."""
    parts = module.name.split(".")
    if parts[0] != "stages" or len(parts) < 2:
        return
    for name in own_imports(module):
        other = name.split(".")
        if other[0] == "stages" and len(other) > 1 and other[1] != parts[1] and other[1] not in FORMULAS:
            yield f"{module.name} imports {name}"


def breaches_of_formulas(module: Module) -> Iterator[str]:
    """Find formula modules that know more than numbers."""
    parts = module.name.split(".")
    if parts[0] == "stages" and parts[-1] in FORMULAS:
        yield from (f"{module.name} imports {name}" for name in own_imports(module) if not name.startswith("hours"))


def breaches_of_libraries(module: Module) -> Iterator[str]:
    """Find libraries outside their home."""
    for name in imported(module):
        library = name.split(".")[0]
        if library in sys.stdlib_module_names or library == PACKAGE:
            continue
        home = (LIBRARIES | OPTIONAL_LIBRARIES).get(library)
        if home is None:
            yield f"{module.name or PACKAGE} imports {library}, which has no home"
        elif library != "numpy" and not re.match(rf"({home})(\.|$)", module.name):
            yield f"{module.name or PACKAGE} imports {library}"


def breaches_by_late_imports(module: Module) -> Iterator[str]:
    """Find imports inside functions, but for an optional library that says so."""
    lines = module.source.splitlines()
    for function in functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and not _is_optional(node, lines[node.lineno - 1]):
                yield f"{module.name}.{function.name} imports in line {node.lineno}"


def _is_optional(node: ast.Import | ast.ImportFrom, line: str) -> bool:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return LATE_IMPORT in line and all(name.split(".")[0] in OPTIONAL_LIBRARIES for name in names)


# Sizes ----------------------------------------------------------------


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def breaches_by_long_bodies(module: Module) -> Iterator[str]:
    """Find functions that do not fit on a screen."""
    for function in functions(module):
        if body_lines(function) > LONGEST_BODY:
            yield f"{module.name}.{function.name} has {body_lines(function)} lines"


def breaches_by_long_files(module: Module) -> Iterator[str]:
    """Find files that are too long."""
    length = len(module.source.splitlines())
    if length > LONGEST_FILE:
        yield f"{module.name} has {length} lines"


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count parameters, without self and cls."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    return len([one for one in every if one.arg not in {"self", "cls"}])


def is_excused(module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function gives a reason for its many parameters."""
    head = module.source.splitlines()[function.lineno - 1 : function.body[0].lineno - 1]
    return any(re.search(rf"{MANY_PARAMETERS} - \w", line) for line in head)


def breaches_by_parameters(module: Module) -> Iterator[str]:
    """Find functions with too many parameters and no reason for it; compiled loops are left alone."""
    if module.name.startswith(COMPILED):
        return
    for function in functions(module):
        if parameters(function) > MOST_PARAMETERS and not is_excused(module, function):
            yield f"{module.name}.{function.name} has {parameters(function)} parameters"


# Words ----------------------------------------------------------------


def words(name: str) -> set[str]:
    """Split a name in snake_case or CamelCase into its words.

    Examples
    --------
    >>> sorted(words("load_df")), sorted(words("GridManager"))
    (['df', 'load'], ['grid', 'manager'])
    """
    return {word.lower() for part in name.split("_") for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", part)}


def names_given(module: Module) -> Iterator[str]:
    """Yield every name that a module gives to something, its own file's included."""
    yield from module.name.split(".")
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def breaches_by_words(module: Module) -> Iterator[str]:
    """Find words that nobody uses here."""
    for name in names_given(module):
        if words(name) & FORBIDDEN:
            yield f"{module.name} names something {name}"


CHECKS = (
    breaches_of_floors,
    breaches_of_rooms,
    breaches_of_formulas,
    breaches_of_libraries,
    breaches_by_late_imports,
    breaches_by_long_bodies,
    breaches_by_long_files,
    breaches_by_parameters,
    breaches_by_words,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_rules(check: Callable[[Module], Iterator[str]]) -> None:
    found = sorted({breach for module in MODULES.values() for breach in check(module)})
    assert not found, "\n".join(found)


def test_few_functions_are_excused_for_many_parameters() -> None:
    excused = [
        f"{module.name}.{function.name}"
        for module in MODULES.values()
        for function in functions(module)
        if parameters(function) > MOST_PARAMETERS and is_excused(module, function)
    ]
    assert len(excused) <= 8, excused


# Every check has a sample in which it fails ----------------------------------------------------------------


LONG = "def f():\n" + "    x = 1\n" * 41
DOCUMENTED = 'def f():\n    """Say.\n' + "\n" * 50 + '    """\n' + "    x = 1\n" * 40

BROKEN = [
    (breaches_of_floors, "errors", "import simulator.hours"),
    (breaches_of_floors, "premises.region", "from simulator.records import Supply"),
    (breaches_of_floors, "records.power", "from simulator.realisation import realised"),
    (breaches_of_floors, "realisation", "from simulator import records"),
    (breaches_of_floors, "records.power", "from simulator.stages.hydro import build_rivers"),
    (breaches_of_floors, "inputs.region", "from simulator.stages import hydro"),
    (breaches_of_floors, "stages.hydro", "from simulator.inputs.region import load_region"),
    (breaches_of_floors, "stages.hydro", "from ..inputs.region import load_region"),
    (breaches_of_floors, "stages.hydro", "from .. import inputs"),
    (breaches_of_floors, "stages.hydro", "import simulator.simulation"),
    (breaches_of_floors, "simulation", "from simulator.questions.hosting import hosting_mw"),
    (breaches_of_floors, "stages.hydro", "from simulator import load_region"),
    (breaches_of_floors, "questions.hosting", "import simulator"),
    (breaches_of_floors, "questions.hosting", "from simulator.present import charts"),
    (breaches_of_floors, "", "from simulator.present.charts import chart"),
    (breaches_of_floors, "present.charts", "from simulator.dashboard import store"),
    (breaches_of_floors, "batch.run", "def f():\n    from simulator.cli import main"),
    (breaches_of_floors, "somewhere", "x = 1"),
    (breaches_of_floors, "app", "from simulator import simulate"),
    (breaches_of_rooms, "stages.hydro", "from simulator.stages.grid import MARKETS"),
    (breaches_of_rooms, "stages.dispatch.room", "from simulator.stages.hydro import price_ranks"),
    (breaches_of_rooms, "stages.jobs.work", "from ..labour import settle_labour"),
    (breaches_of_rooms, "stages.hydro", "from simulator.stages import grid"),
    (breaches_of_formulas, "stages.profiles", "from simulator.premises import Region"),
    (breaches_of_libraries, "stages.hydro", "import pandas as pd"),
    (breaches_of_libraries, "records.power", "from scipy.signal import lfilter"),
    (breaches_of_libraries, "inputs.region", "import scipy"),
    (breaches_of_libraries, "inputs.climate_old", "import scipy"),
    (breaches_of_libraries, "stages.dispatch.room", "from numba import njit"),
    (breaches_of_libraries, "stages.other.loops.compiling", "from numba import njit"),
    (breaches_of_libraries, "loops", "from numba import njit"),
    (breaches_of_libraries, "dashboard.overview", "import altair as alt"),
    (breaches_of_libraries, "present.tables", "import streamlit as st"),
    (breaches_of_libraries, "records.power", "from pydantic import BaseModel"),
    (breaches_of_libraries, "batch.run", "import requests"),
    (breaches_by_late_imports, "batch.run", "def f():\n    import json"),
    (breaches_by_late_imports, "batch.run", "class A:\n    async def f(self):\n        from json import loads"),
    (breaches_by_late_imports, "batch.run", "def f():\n    import dask"),
    (breaches_by_late_imports, "batch.run", f"def f():\n    import numpy  # {LATE_IMPORT}"),
    (breaches_by_long_bodies, "hours", LONG),
    (breaches_by_long_bodies, "hours", "class A:\n" + "".join(f"    {line}\n" for line in LONG.splitlines())),
    (breaches_by_long_files, "hours", "x = 1\n" * 301),
    (breaches_by_parameters, "hours", "def f(a, b, c, d, /, e, *f, g): pass"),
    (breaches_by_parameters, "stages.dispatch.layout", "def f(a, b, c, d, e, f, g): pass"),
    (breaches_by_parameters, "hours", f"def f(a, b, c, d, e, f, g):  # {MANY_PARAMETERS}\n    pass"),
    (breaches_by_words, "stages.grid_utils", "x = 1"),
    (breaches_by_words, "hours", "class GridManager: pass"),
    (breaches_by_words, "hours", "def do_it(): pass"),
    (breaches_by_words, "hours", "def load(info): pass"),
    (breaches_by_words, "hours", "df = 1"),
    (breaches_by_words, "hours", "for process in (): pass"),
    (breaches_by_words, "hours", "import pandas as df"),
    (breaches_by_words, "hours", "def f(self): self.misc = 1"),
    (breaches_by_words, "hours", "x = [1 for helper in ()]"),
]

SOUND = [
    (
        breaches_of_floors,
        "records.power",
        "from simulator.premises import Scenario\nfrom simulator.records.laws import freeze",
    ),
    (breaches_of_floors, "present.charts", "from simulator import Result\nfrom simulator.batch import run"),
    (breaches_of_floors, "", "from simulator.uncertainty import draw\nfrom simulator.simulation import simulate"),
    (breaches_of_floors, "app", "from simulator.dashboard import main"),
    (breaches_of_rooms, "stages.hydro", "from simulator.stages.profiles import capped_profile"),
    (breaches_of_rooms, "stages.jobs.work", "from simulator.stages.jobs import counting\nfrom . import quotients"),
    (breaches_of_formulas, "stages.profiles", "import numpy\nfrom simulator.hours import HOURS_PER_YEAR"),
    (breaches_of_libraries, "inputs.climate.wind", "import scipy.signal\nimport json\nimport numpy"),
    (breaches_of_libraries, "stages.dispatch.loops.compiling", "from numba import njit"),
    (breaches_by_late_imports, "batch.run", f"import json\ndef f():\n    import dask  # {LATE_IMPORT} - optional"),
    (breaches_by_long_bodies, "hours", DOCUMENTED),
    (breaches_by_long_files, "hours", "x = 1\n" * 300),
    (breaches_by_parameters, "stages.dispatch.loops.hour", "def f(a, b, c, d, e, f, g): pass"),
    (breaches_by_parameters, "hours", "def f(self, a, b, c, d, *, e, f): pass"),
    (breaches_by_parameters, "hours", f"def f(  # {MANY_PARAMETERS} - one step\n    a, b, c, d, e, f, g\n):\n    pass"),
    (breaches_by_words, "hours", "from a import process\ndocument = information = processes = done = 1\nf(do=1)"),
]


def ids(case: object) -> str:
    """Name a sample by its check."""
    return getattr(case, "__name__", "")[9:]


@pytest.mark.parametrize(("check", "name", "source"), BROKEN, ids=ids)
def test_a_broken_sample_is_found(check: Callable[[Module], Iterator[str]], name: str, source: str) -> None:
    assert list(check(sample(name, source)))


@pytest.mark.parametrize(("check", "name", "source"), SOUND, ids=ids)
def test_a_sound_sample_is_left_alone(check: Callable[[Module], Iterator[str]], name: str, source: str) -> None:
    assert not list(check(sample(name, source)))


def test_a_package_resolves_its_relative_imports() -> None:
    package = sample("stages.jobs", "from .work import job_years\nfrom .. import hydro", is_package=True)
    assert list(imported(package)) == ["simulator.stages.jobs.work.job_years", "simulator.stages.hydro"]


def test_every_module_of_the_package_is_seen() -> None:
    assert {
        "",
        "errors",
        "stages.hydro",
        "stages.dispatch.loops.forward",
        "inputs.scenario",
        "records",
    } <= MODULES.keys()


# Starting ----------------------------------------------------------------


def loaded_by(statement: str) -> set[str]:
    """Return the libraries that a statement loads in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(answer.stdout.split())


def test_the_front_door_loads_no_front_end() -> None:
    loaded = loaded_by("from simulator import simulate")
    assert "numpy" in loaded
    assert not loaded & {"altair", "streamlit", "matplotlib", "pytest", "hypothesis"}


def test_help_answers_before_anything_heavy_is_loaded() -> None:
    loaded = loaded_by("from simulator.cli import build_parser; build_parser().format_help()")
    assert "argparse" in loaded
    assert not loaded & (LIBRARIES | OPTIONAL_LIBRARIES).keys()


def test_every_name_of_the_package_has_a_home() -> None:
    for name in simulator.__all__:
        assert getattr(simulator, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = simulator.nothing


def test_what_is_loaded_would_be_seen() -> None:
    assert "json" in loaded_by("import json.decoder")
