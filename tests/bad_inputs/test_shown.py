"""Words of others on screens and in files, and the machine it runs on (ids V, E, W, L and X)."""

from __future__ import annotations

import ast
import csv
import io
import pickle
import tomllib
import zipfile
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.dashboard.scenarios import plain
from simulator.inputs.workbook import MOST_PARTS, load_workbook_scenario
from tests.bad_inputs.cases import Words, case, refused, region, written
from tests.inputs.test_scenario_messages import ESTABLISHMENT, PROJECT, TITLE, table
from tests.inputs.test_workbook import PLAIN, book_of, told, with_part, with_parts

HOME = Path(__file__).parents[2]
CONFIG = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
SHORT = "[horizon]\nfirst_year = 2034\nlast_year = 2034\n[weather]\ncount = 1\n"
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "＠")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("![x](http://host/p.png)", id="V02"),
        pytest.param("[klikk](javascript:alert(1)) http://host", id="V03"),
        pytest.param("<b>fet</b> <a href='http://host'>a</a>", id="V05"),
    ],
)
def test_words_of_others_are_no_markup(words: str) -> None:
    shown = plain(words)
    signs = [at for at, sign in enumerate(shown) if sign in "[]()<>!:"]
    assert signs
    assert all(shown[at - 1] == "\\" for at in signs)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        pytest.param("client", "showErrorDetails", "none", id="V08"),
        pytest.param("client", "showErrorLinks", False, id="V08-links"),
        pytest.param("client", "showErrorDetails", "none", id="L15"),
        pytest.param("server", "enableCORS", True, id="L08"),
        pytest.param("server", "enableXsrfProtection", True, id="L08-xsrf"),
        pytest.param("server", "xsrfCookieSameSite", "strict", id="L08-cookie"),
        pytest.param("server", "address", "127.0.0.1", id="L08-address"),
        pytest.param("server", "maxMessageSize", 20, id="L03-message"),
        pytest.param("server", "enableStaticServing", False, id="L08-static"),
        pytest.param("server", "allowedHosts", ["127.0.0.1", "localhost"], id="L09"),
        pytest.param("server", "maxUploadSize", 2, id="L03"),
        pytest.param("browser", "gatherUsageStats", False, id="W08"),
    ],
)
def test_the_front_end_keeps_to_itself(section: str, key: str, value: object) -> None:
    assert CONFIG[section][key] == value


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a scenario whose every text would be calculated by a spreadsheet."""
    folder = tmp_path_factory.mktemp("risky")
    content = f'title = "=1+1"\ndescription = "@A1"\n{SHORT}'
    content += table("projects", PROJECT, title='"=cmd|calc"', start_year="2034", area='"Os"')
    content += table("establishments", ESTABLISHMENT, title='"+SUM(1)"', start_year="2034")
    path = written(folder, content)
    assert main(["run", str(path), "--out", str(folder / "out")]) == 0
    return folder / "out"


@pytest.mark.parametrize("sign", [pytest.param(RISKY, id="E02")])
def test_no_text_of_a_result_is_calculated_by_a_spreadsheet(sign: tuple[str, ...], results: Path) -> None:
    files = sorted(results.glob("*.csv"))
    assert files
    for path in files:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            for cell in row:
                assert not cell.startswith(sign) or _is_number(cell), (path.name, cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("word", [pytest.param(("nan", "inf", "-inf"), id="E05")])
def test_no_file_of_results_holds_what_is_no_number(word: tuple[str, ...], results: Path) -> None:
    for path in results.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert not {cell.lower() for cell in row} & set(word), path.name


@pytest.mark.parametrize("name", [pytest.param("=x.toml", id="E08"), "@x.toml", "＝x.toml", "CON.toml", "nul.b.toml"])
def test_a_file_whose_name_cannot_be_an_id_is_refused(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, TITLE, name)
    assert main(["validate", str(path)]) == 2


@pytest.mark.parametrize("module", [pytest.param("zoneinfo", id="W01"), pytest.param("locale", id="W02")])
def test_nothing_here_knows_of_time_zones_or_locales(module: str) -> None:
    """Neither can be missing, or change what is read and written."""
    for path in (HOME / "simulator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert module not in names, path.name


def zipped() -> bytes:
    """Return a zip whose member would be written outside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("../a.toml", TITLE)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("L02", b"\x89PNG\r\n\x1a\n", "#!/bin/sh\nrm -rf x\n", says=("test.toml",)),
        case("L06", zipped(), says=("test.toml",)),
        case("L14", pickle.dumps({"title": "Test"}), b"PAR1\0\0PAR1", says=("test.toml",)),
    ],
)
def test_a_file_of_another_sort_is_no_scenario(
    contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path
) -> None:
    for content in contents:
        lines = refused(tmp_path, content)
        assert all(word in line for line in lines for word in says)
    assert [path.name for path in tmp_path.iterdir()] == ["test.toml"]


def many_parts() -> bytes:
    """Return a workbook of far too many parts."""
    return with_parts(PLAIN, {f"xl/media/{number}.bin": b"x" for number in range(MOST_PARTS)})


def empty_rows() -> bytes:
    """Return a workbook of far too many empty rows."""
    return book_of(lambda book: [book["scenario"].cell(number, 1, " ") for number in range(5, 1_200)])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_workbook", id="X01"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "not_workbook", id="X02"),
        pytest.param(with_part(PLAIN, "xl/media/a.bin", bytes(20_000_000)), "too_large", id="X04"),
        pytest.param(many_parts(), "too_large", id="X07"),
        pytest.param(empty_rows(), "too_many", id="X14"),
        pytest.param(book_of(lambda book: book["scenario"].append(["title", "=1+1"])), "formula", id="X08"),
        pytest.param(book_of(lambda book: book["scenario"].insert_rows(1)), "no_column", id="X10"),
        pytest.param(book_of(lambda book: book.create_sheet("Ark2")), "unknown_sheet", id="X11"),
    ],
)
def test_a_workbook_that_is_something_else_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    assert any(line.startswith(f"{code} ") for line in told(content, tmp_path, region()))


@pytest.mark.parametrize("row", [pytest.param(2, id="X13")])
def test_hidden_rows_are_read_like_all_rows(row: int, tmp_path: Path) -> None:
    def hide(book: object) -> None:
        book["scenario"].row_dimensions[row].hidden = True  # type: ignore[index]

    (tmp_path / "book.xlsx").write_bytes(book_of(hide))
    assert load_workbook_scenario(tmp_path / "book.xlsx", region()).title
