"""Every fault in the tables of the region is told: file, place, what was found, and what would be right."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator import InputError, Problem, data_folder, load_region, load_weather
from simulator.inputs.climate import load_climate
from simulator.premises import Weather

TABLES = (
    "areas.csv",
    "plants.csv",
    "plant_hosts.csv",
    "waterways.csv",
    "consumption.csv",
    "load_shapes.csv",
    "load_shape_months.csv",
    "load_shapes_heat.csv",
    "filling.csv",
    "municipalities.csv",
    "population.csv",
    "population_ages.csv",
    "population_spans.csv",
    "death_rates.csv",
    "moving_rates.csv",
    "goals.csv",
    "employment.csv",
    "employment_municipalities.csv",
    "education.csv",
    "io_table.csv",
    "comparables.csv",
    "cost_lines.csv",
)
Age = tuple[int, int] | None
CATALOGUES = (
    "assumptions.toml",
    "tariffs.toml",
    "establishment_kinds.toml",
    "project_kinds.toml",
    "grid.toml",
    "connection_classes.toml",
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the tables, with the age of each file, to where they can be broken."""
    return Path(shutil.copytree(data_folder(), tmp_path_factory.mktemp("region") / "data"))


@pytest.fixture(scope="module")
def whole(copied: Path) -> dict[Path, tuple[Path, Age]]:
    """Tell every copy, the table it was made from, and its age and size as long as it is whole."""
    tables = {copied / path.relative_to(data_folder()): path for path in data_folder().rglob("*") if path.is_file()}
    return {copy: (path, told(path)) for copy, path in tables.items()}


@pytest.fixture
def folder(copied: Path, whole: dict[Path, tuple[Path, Age]]) -> Iterator[Path]:
    """Lend the copied tables; what was broken is made whole again."""
    yield copied
    for copy, (path, right) in whole.items():
        if told(copy) != right:
            shutil.copy2(path, copy)


def told(path: Path) -> Age:
    """Return what tells a file that was written since: its age and size; none if it is gone."""
    try:
        now = path.stat()
    except FileNotFoundError:
        return None
    return now.st_mtime_ns, now.st_size


def problems(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the tables, checking that every problem names file, place, finding and remedy."""
    with pytest.raises(InputError) as fault:
        load_region(folder)
    for problem in fault.value.problems:
        assert (folder / problem.file).suffix in {".csv", ".toml"}
        assert problem.code
        assert problem.found
        assert problem.remedy
        assert len(str(problem)) < 2000
    return fault.value.problems


def first(folder: Path, file: str) -> Problem:
    """Return the first problem of one file; it must say where."""
    found = [problem for problem in problems(folder) if problem.file == file]
    assert found, f"nothing told about {file}"
    assert found[0].place, f"no place: {found[0]}"
    return found[0]


def edit_rows(folder: Path, file: str, change: Callable[[list[list[str]]], None]) -> None:
    """Change the rows of a table; the header is row 0."""
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def set_cell(folder: Path, file: str, column: str, value: str, row: int = 1) -> None:
    """Write one cell."""

    def change(rows: list[list[str]]) -> None:
        rows[row][rows[0].index(column)] = value

    edit_rows(folder, file, change)


def replace_once(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence of a text."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_tables_are_right(folder: Path) -> None:
    assert len(load_region(folder).areas) == 8


# Whole files ----------------------------------------------------------------


@pytest.mark.parametrize("file", [*TABLES, *CATALOGUES])
def test_a_missing_file(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert file in {problem.file for problem in problems(folder)}


@pytest.mark.parametrize("file", [*TABLES, *CATALOGUES])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00\x01", b"<html></html>"])
def test_a_file_of_something_else(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    assert problems(folder)


@pytest.mark.parametrize("file", TABLES)
def test_a_header_without_rows(folder: Path, file: str) -> None:
    edit_rows(folder, file, lambda rows: rows.__delitem__(slice(1, None)))
    assert first(folder, file).found == "no rows"


@pytest.mark.parametrize("file", TABLES)
def test_a_byte_order_mark_and_windows_lines_are_accepted(folder: Path, file: str) -> None:
    path = folder / file
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert load_region(folder)


def test_a_table_in_another_alphabet(folder: Path) -> None:
    path = folder / "plants.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace"))
    assert any(problem.file == "plants.csv" for problem in problems(folder))


def test_an_endless_cell(folder: Path) -> None:
    set_cell(folder, "plants.csv", "note", "x" * 200_000)
    assert any(problem.file == "plants.csv" for problem in problems(folder))


# Columns and cells ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("areas.csv", "market"),
        ("plants.csv", "capacity_mw"),
        ("plants.csv", "source"),
        ("waterways.csv", "turbine_to"),
        ("consumption.csv", "gwh"),
        ("load_shapes.csv", "hour"),
        ("load_shape_months.csv", "month"),
        ("load_shapes_heat.csv", "heat_share_per_c"),
        ("filling.csv", "filling_share"),
        ("municipalities.csv", "id"),
        ("population.csv", "persons"),
        ("population_ages.csv", "age"),
        ("death_rates.csv", "men_share"),
        ("goals.csv", "target"),
        ("employment.csv", "regional_persons"),
        ("employment_municipalities.csv", "persons"),
        ("education.csv", "vocational_share"),
        ("io_table.csv", "CON"),
        ("io_table.csv", "HH_CONS"),
    ],
)
def test_a_missing_column(folder: Path, file: str, column: str) -> None:
    set_cell(folder, file, column, "renamed", row=0)
    problem = first(folder, file)
    assert column in problem.found
    assert column in problem.remedy


def test_a_column_twice(folder: Path) -> None:
    edit_rows(
        folder, "plants.csv", lambda rows: [row.append(row[rows[0].index("capacity_mw")]) for row in rows] and None
    )
    assert "capacity_mw" in first(folder, "plants.csv").found


NUMBERS = [
    ("plants.csv", "capacity_mw"),
    ("plants.csv", "mean_gwh"),
    ("plants.csv", "local_share"),
    ("waterways.csv", "energy_kwh_m3"),
    ("waterways.csv", "travel_hours"),
    ("consumption.csv", "year"),
    ("consumption.csv", "gwh"),
    ("load_shapes.csv", "factor"),
    ("load_shape_months.csv", "factor"),
    ("load_shapes_heat.csv", "heat_share_per_c"),
    ("filling.csv", "filling_share"),
    ("population.csv", "persons"),
    ("population_ages.csv", "persons"),
    ("population_spans.csv", "persons"),
    ("death_rates.csv", "women_share"),
    ("moving_rates.csv", "leaving_share"),
    ("goals.csv", "target"),
    ("employment.csv", "regional_persons"),
    ("io_table.csv", "CON"),
]


@pytest.mark.parametrize(("file", "column"), NUMBERS)
@pytest.mark.parametrize("value", ["ca. 5", "1,5", "nan", "1e999", "0x10", "#DIV/0!"])
def test_a_cell_that_is_no_number(folder: Path, file: str, column: str, value: str) -> None:
    set_cell(folder, file, column, value)
    problem = first(folder, file)
    assert problem.place == f"line 2, {column}"
    assert problem.found == repr(value)
    assert "number" in problem.remedy


def test_a_number_with_an_underscore_is_no_number(folder: Path) -> None:
    set_cell(folder, "plants.csv", "capacity_mw", "1_0")
    assert first(folder, "plants.csv").found == "'1_0'"


@pytest.mark.parametrize(("file", "column"), NUMBERS)
def test_an_empty_cell(folder: Path, file: str, column: str) -> None:
    set_cell(folder, file, column, "")
    assert column in first(folder, file).place


@pytest.mark.parametrize(
    ("file", "column", "value", "remedy"),
    [
        ("areas.csv", "market", "NO2", "NO1, NO3"),
        ("areas.csv", "id", "", "give a text"),
        ("plants.csv", "capacity_mw", "-1", "0 or more"),
        ("plants.csv", "local_share", "44", "share from 0 to 1"),
        ("plants.csv", "confidence", "guess", "measured, estimate, assumption"),
        ("plants.csv", "confidence", "", "measured, estimate, assumption"),
        ("plants.csv", "source", "", "give a text"),
        ("waterways.csv", "river", "inflow_rhine", "inflow_glomma"),
        ("waterways.csv", "minimum_share", "1.1", "share from 0 to 1"),
        ("waterways.csv", "travel_hours", "1.5", "whole number"),
        ("waterways.csv", "travel_hours", "0", "1 or more"),
        ("waterways.csv", "travel_hours", "-3", "1 or more"),
        ("consumption.csv", "gwh", "-5", "0 or more"),
        ("load_shapes.csv", "day_type", "monday", "weekday"),
        ("load_shapes.csv", "hour", "24", "0 to 23"),
        ("load_shape_months.csv", "month", "13", "1 to 12"),
        ("filling.csv", "month", "0", "1 to 12"),
        ("filling.csv", "filling_share", "57", "share from 0 to 1"),
        ("population.csv", "persons", "-3", "0 or more"),
        ("population.csv", "age_group", "15-200", "ages from 0 to 105"),
        ("population.csv", "age_group", "66-20", "the lower first"),
        ("population.csv", "age_group", "abc", "20-66 or 80+"),
        ("population_ages.csv", "age", "106", "0 to 105"),
        ("population_ages.csv", "age", "-1", "0 to 105"),
        ("population_ages.csv", "year", "2022", "one count"),
        ("population_spans.csv", "age_to", "200", "0 to 105"),
        ("death_rates.csv", "men_share", "54", "share from 0 to 1"),
        ("death_rates.csv", "age_from", "1", "go on from age 0"),
        ("moving_rates.csv", "arriving_share", "0.5", "sum to 1"),
        ("employment.csv", "regional_persons", "-1", "0 or more"),
        ("employment_municipalities.csv", "persons", "-1", "0 or more"),
        ("education.csv", "higher_share", "15", "share from 0 to 1"),
        ("education.csv", "group", "XYZ", "AGR"),
        ("goals.csv", "kind", "wish", "measured"),
        ("goals.csv", "better", "bigger", "more"),
    ],
)
def test_a_cell_that_cannot_be(folder: Path, file: str, column: str, value: str, remedy: str) -> None:
    set_cell(folder, file, column, value)
    problem = first(folder, file)
    assert column in problem.place or value in problem.found
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("filling.csv", "NO1,1,0.57,", "NO1,1,0,57,"),
        ("load_shape_months.csv", "households,1,1.0585", "households,1,1,0585"),
        ("plants.csv", ",43.1,205,", ",43,1,205,"),
    ],
)
def test_a_bare_decimal_comma_is_never_half_a_number(folder: Path, file: str, old: str, new: str) -> None:
    replace_once(folder, file, old, new)
    assert first(folder, file).place.startswith("line ")


def test_a_row_that_ends_early(folder: Path) -> None:
    edit_rows(folder, "plants.csv", lambda rows: rows[3].__delitem__(slice(8, None)))
    assert first(folder, "plants.csv").place.startswith("line 4")


# Names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("plants.csv", "area"),
        ("waterways.csv", "area"),
        ("waterways.csv", "plant"),
        ("waterways.csv", "turbine_to"),
        ("waterways.csv", "spill_to"),
        ("consumption.csv", "area"),
        ("consumption.csv", "sector"),
        ("areas.csv", "municipality"),
        ("population.csv", "municipality"),
        ("population_ages.csv", "municipality"),
        ("employment_municipalities.csv", "municipality"),
        ("education.csv", "group"),
        ("load_shapes_heat.csv", "shape"),
    ],
)
def test_a_name_that_points_nowhere(folder: Path, file: str, column: str) -> None:
    set_cell(folder, file, column, "atlantis")
    problem = next(one for one in problems(folder) if "atlantis" in f"{one.place} {one.found}")
    assert problem.place
    assert problem.remedy


@pytest.mark.parametrize("file", ["areas.csv", "plants.csv", "waterways.csv", "goals.csv", "municipalities.csv"])
def test_an_id_twice(folder: Path, file: str) -> None:
    edit_rows(folder, file, lambda rows: rows.append(list(rows[1])))
    problem = first(folder, file)
    assert problem.code == "duplicate"
    assert "once" in problem.remedy


@pytest.mark.parametrize(
    "file",
    [
        "consumption.csv",
        "population.csv",
        "population_ages.csv",
        "population_spans.csv",
        "death_rates.csv",
        "moving_rates.csv",
        "load_shapes.csv",
        "load_shape_months.csv",
        "load_shapes_heat.csv",
        "filling.csv",
        "employment.csv",
        "employment_municipalities.csv",
        "education.csv",
        "io_table.csv",
    ],
)
def test_a_row_twice_is_not_counted_twice(folder: Path, file: str) -> None:
    edit_rows(folder, file, lambda rows: rows.append(list(rows[1])))
    assert first(folder, file)


@pytest.mark.parametrize(
    ("file", "column"), [("filling.csv", "month"), ("load_shape_months.csv", "month"), ("load_shapes.csv", "hour")]
)
def test_a_month_or_hour_in_the_place_of_another(folder: Path, file: str, column: str) -> None:
    set_cell(folder, file, column, "5", row=2)
    assert first(folder, file)


@pytest.mark.parametrize(
    "file",
    [
        "filling.csv",
        "load_shape_months.csv",
        "load_shapes.csv",
        "load_shapes_heat.csv",
        "population.csv",
        "employment_municipalities.csv",
    ],
)
def test_a_missing_row(folder: Path, file: str) -> None:
    edit_rows(folder, file, lambda rows: rows.__delitem__(1))
    assert problems(folder)[0].place


def test_the_order_of_rows_is_irrelevant(folder: Path) -> None:
    right = load_region(folder)
    for file in ("load_shapes.csv", "load_shape_months.csv", "filling.csv", "population.csv"):
        edit_rows(folder, file, lambda rows: rows.__setitem__(slice(1, None), rows[:0:-1]))
    turned = load_region(folder)
    assert (turned.load_shapes["households"].hours == right.load_shapes["households"].hours).all()
    assert (turned.load_shapes["households"].months == right.load_shapes["households"].months).all()
    assert (turned.filling_share["NO1"] == right.filling_share["NO1"]).all()


@pytest.mark.parametrize("row", ["D1", "EMP", "EMPC", "CON", "IMR"])
def test_a_missing_row_of_the_national_table(folder: Path, row: str) -> None:
    edit_rows(folder, "io_table.csv", lambda rows: rows.remove(next(line for line in rows if line[0] == row)))
    assert row in first(folder, "io_table.csv").found


def test_a_column_of_the_national_table_that_does_not_sum_to_one(folder: Path) -> None:
    set_cell(folder, "io_table.csv", "FOO", "9.156537", row=1)
    problem = first(folder, "io_table.csv")
    assert problem.place == "column FOO"
    assert "sum" in problem.found
    assert "sum to 1" in problem.remedy


def test_a_negative_coefficient(folder: Path) -> None:
    set_cell(folder, "io_table.csv", "FOO", "-0.1", row=1)
    problem = first(folder, "io_table.csv")
    assert (problem.place, problem.found) == ("row AGR, FOO", "-0.1")


def test_a_sector_that_the_region_leaves_out(folder: Path) -> None:
    edit_rows(folder, "employment.csv", lambda rows: rows.remove(next(line for line in rows if line[0] == "BUS")))
    problem = first(folder, "employment.csv")
    assert "BUS" in problem.found
    assert "0 persons" in problem.remedy


def test_a_sector_that_the_nation_does_not_have(folder: Path) -> None:
    edit_rows(folder, "employment.csv", lambda rows: rows.append(["XYZ", *rows[1][1:]]))
    problem = first(folder, "employment.csv")
    assert problem.found == "XYZ"
    assert "AGR" in problem.remedy


def test_a_region_where_nobody_works(folder: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        for row in rows[1:]:
            row[rows[0].index("regional_persons")] = "0"

    edit_rows(folder, "employment.csv", change)
    assert "nobody" in first(folder, "employment.csv").found


def test_a_comparable_case_of_an_unknown_kind(folder: Path) -> None:
    set_cell(folder, "comparables.csv", "kind", "data_center")
    problem = first(folder, "comparables.csv")
    assert problem.found == "'data_center'"
    assert "crypto" in problem.remedy


@pytest.mark.parametrize(("value", "advice"), [("-5", "0 or more"), ("1,5", "decimal point"), ("about 10", "number")])
def test_jobs_of_a_comparable_case_that_are_no_count(folder: Path, value: str, advice: str) -> None:
    set_cell(folder, "comparables.csv", "delivered_persons", value)
    assert advice in first(folder, "comparables.csv").remedy


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("share", "0.6", "sum 1.1"),
        ("share", "70", "'70'"),
        ("sector", "XYZ", "'XYZ'"),
        ("sector", "PAY", "PAY in planning, on_site"),
        ("kind", "project.windmill", "'project.windmill'"),
        ("phase", "building", "'building'"),
        ("layer", "off_site", "'off_site'"),
        ("local_low", "0.5", "0.5, 0.15, 0.3"),
        ("local_high", "0,5", "'0,5'"),
        ("local_central", "", "''"),
        ("share", "-0.5", "'-0.5'"),
    ],
)
def test_a_cost_line_that_cannot_be(folder: Path, column: str, value: str, found: str) -> None:
    set_cell(folder, "cost_lines.csv", column, value)
    assert first(folder, "cost_lines.csv").found == found


def test_everything_wrong_with_cost_lines_is_told_at_once_with_place_and_remedy(folder: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        kind, phase, share, local = (rows[0].index(name) for name in ("kind", "phase", "share", "local_low"))
        for row in rows[1:]:
            if row[kind] == "project.wind" and row[phase] == "construction":
                row[share] = "0.1"
            if row[kind] == "project.bio" and row[phase] == "operation":
                row[local] = "1"
        rows[1:] = [row for row in rows[1:] if (row[kind], row[phase]) != ("establishment", "retirement")]

    edit_rows(folder, "cost_lines.csv", change)
    told = [one for one in problems(folder) if one.file == "cost_lines.csv"]
    sums = [one for one in told if one.code == "share_sum"]
    assert [(one.place, one.found, one.remedy) for one in sums] == [
        ("project.wind, construction", "sum 0.5", "give shares that sum to 1")
    ]
    assert {one.place for one in told if one.code == "unordered"} >= {"project.bio, operation, fuel"}
    gaps = [one for one in told if one.code == "no_lines"]
    assert len(gaps) == 13
    assert gaps[0].place == "establishment.data_centre_hyperscale, retirement"
    assert 'kind "establishment"' in gaps[0].remedy


def test_rivers_that_run_in_a_circle(folder: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        names, to = rows[0].index("id"), rows[0].index("turbine_to")
        rows[2][to], rows[1][to] = rows[1][names], rows[2][names]

    edit_rows(folder, "waterways.csv", change)
    assert "circle" in str(first(folder, "waterways.csv"))


@pytest.mark.parametrize(("old", "new"), [('to = "os"', 'to = "alvdal"'), ('from = "tolga"', 'from = "os"')])
def test_a_grid_that_is_no_tree(folder: Path, old: str, new: str) -> None:
    replace_once(folder, "grid.toml", old, new)
    assert first(folder, "grid.toml")


def test_a_line_to_nowhere(folder: Path) -> None:
    replace_once(folder, "grid.toml", 'to = "os"', 'to = "atlantis"')
    assert any(problem.found == "atlantis" and problem.place for problem in problems(folder))


# Catalogues of numbers ----------------------------------------------------------------


@pytest.mark.parametrize("file", CATALOGUES)
@pytest.mark.parametrize(
    ("change", "place", "remedy"),
    [
        (('confidence = "assumption"', 'confidence = "guess"'), "confidence", "measured"),
        (('confidence = "assumption"', ""), "confidence", "give confidence"),
        (("year = 2024", 'year = "2024"'), "year", "give a int"),
        (("low = ", "low = 1e12 #"), "", "low, value, high"),
        (("value = ", "value = nan #"), "", "low, value, high"),
        (("high = ", "high = inf #"), "", "low, value, high"),
        (("value = ", 'value = "5" #'), "value", "give a float"),
        (("value = ", "value = true #"), "value", "give a float"),
        (("source = ", 'source = " " #'), "source", "where the number comes from"),
        (("source = ", 'sources = "x" #'), "source", "source"),
        (("unit = ", "unit = 5 #"), "unit", "give a str"),
    ],
)
def test_a_faulty_number(folder: Path, file: str, change: tuple[str, str], place: str, remedy: str) -> None:
    old, new = change
    if file in {"grid.toml", "connection_classes.toml"}:
        _spread(folder / file)
    replace_once(folder, file, old, new)
    problem = first(folder, file)
    assert place in problem.place
    assert remedy in " ".join(one.remedy for one in problems(folder))


def _spread(path: Path) -> None:
    """Write the inline numbers of the grid as tables, so that one line is one key."""
    head, lines = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        if "= {" in line:
            name, content = line.split(" = {", 1)
            lines.append(f"[{head}.{name}]")
            # Only the source may hold commas, so it is cut out first.
            before, rest = content.rstrip(" }").split(', source = "', 1)
            source, after = rest.split('", year', 1)
            after, _, note = after.partition(', note = "')
            lines += [*before.split(","), f'source = "{source}"', *f"year{after}".split(",")]
            lines += [f'note = "{note}'] if note else []
        else:
            lines.append(line)
    path.write_text("\n".join(line.strip() for line in lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("project_kinds.toml", "[wind]\n", "[wind]\nfoo = 1\n"),
        ("project_kinds.toml", "profile = ", "profil = "),
        ("project_kinds.toml", "group = ", "# group = "),
        ("project_kinds.toml", 'profile = "wind"', 'profile = "waves"'),
        ("establishment_kinds.toml", 'profile = "flat"', 'profile = "flatt"'),
        ("establishment_kinds.toml", 'sector = "ICT"', 'sector = "IKT"'),
        ("grid.toml", 'from = "rendalen"', '# from = "rendalen"'),
        ("grid.toml", 'to = "alvdal"', '# to = "alvdal"'),
        ("grid.toml", 'area = "rendalen"', '# area = "rendalen"'),
        ("grid.toml", 'market = "NO1"', 'market = "NO9"'),
        ("grid.toml", "capacity_mw = ", "capacity = "),
        ("assumptions.toml", "[labour.employed_persons_2024]", "[labour]\nx = 1\n[labour.employed_persons_2024]"),
        ("assumptions.toml", "[labour.employed_persons_2024]", "x = 1\n[labour.employed_persons_2024]"),
        ("assumptions.toml", "[hydro.steering_ahead_hours]", "[hydro.stering_ahead_hours]"),
        ("project_kinds.toml", "[wind]\n", "wave = 1\n[wind]\n"),
    ],
)
def test_a_faulty_catalogue(folder: Path, file: str, old: str, new: str) -> None:
    replace_once(folder, file, old, new)
    assert file in {problem.file for problem in problems(folder)}


@pytest.mark.parametrize(
    ("file", "old", "new", "lacks", "alone"),
    [
        ("grid.toml", "loss_share = {", "lost_share = {", "rendalen_alvdal.loss_share", "rendalen_alvdal.lost_share"),
        ("project_kinds.toml", "[wind.winter_share]", "[wind.winter]", "wind.winter_share", "wind.winter"),
    ],
    ids=["line", "kind"],
)
def test_a_number_that_one_lacks_and_one_that_it_has_alone(
    folder: Path, file: str, old: str, new: str, lacks: str, alone: str
) -> None:
    """Things are held beside those of their own sort: a point of exchange lacks nothing that a line has."""
    replace_once(folder, file, old, new)
    told = {(one.code, one.place) for one in problems(folder) if one.file == file}
    assert told == {("missing_number", lacks), ("unknown_number", alone)}


# Several at once ----------------------------------------------------------------


def test_all_broken_tables_are_told_at_once(folder: Path) -> None:
    for file, column in NUMBERS:
        set_cell(folder, file, column, "broken")
    (folder / "areas.csv").unlink()
    replace_once(folder, "assumptions.toml", 'confidence = "measured"', 'confidence = "sure"')
    replace_once(folder, "project_kinds.toml", "year = 2024", 'year = "x"')
    told = {problem.file for problem in problems(folder)}
    assert told >= {file for file, _ in NUMBERS} | {"areas.csv", "assumptions.toml", "project_kinds.toml"}


def test_several_cells_of_one_row_are_told_at_once(folder: Path) -> None:
    for column in ("capacity_mw", "mean_gwh", "confidence"):
        set_cell(folder, "plants.csv", column, "broken")
    told = [problem.place for problem in problems(folder) if problem.file == "plants.csv"]
    assert told[:3] == ["line 2, capacity_mw", "line 2, mean_gwh", "line 2, confidence"]


# Climate tables ----------------------------------------------------------------


@pytest.mark.parametrize("file", ["monthly.csv", "hourly.csv", "branches.csv", "scalars.toml"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_a_climate_table_that_is_missing_or_something_else(folder: Path, file: str, content: bytes | None) -> None:
    path = folder / "climate" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as fault:
        load_weather(Weather(count=1), folder / "climate")
    assert file in {problem.file for problem in fault.value.problems}


@pytest.mark.parametrize("file", ["monthly.csv", "hourly.csv", "branches.csv"])
@pytest.mark.parametrize("value", ["", "text", "1,5", "nan", "inf"])
def test_a_climate_cell_that_is_no_number(folder: Path, file: str, value: str) -> None:
    edit_rows(folder / "climate", file, lambda rows: rows[1].__setitem__(1, value))
    with pytest.raises(InputError) as fault:
        load_climate(folder / "climate")
    assert fault.value.problems[0].file == file
    assert fault.value.problems[0].place


def test_parts_of_a_plant_that_do_not_sum_to_one(folder: Path) -> None:
    set_cell(folder, "plant_hosts.csv", "share", "0.6")
    problem = first(folder, "plant_hosts.csv")
    assert (problem.place, problem.found) == ("tolga", "a sum of 1.1")
    assert "sum to 1" in problem.remedy


def test_an_age_that_is_missing_is_told_with_its_place(folder: Path) -> None:
    edit_rows(folder, "population_ages.csv", lambda rows: rows.__delitem__(5))
    assert first(folder, "population_ages.csv").found == "nothing for alvdal, 4"


def test_a_span_of_ages_that_runs_backwards(folder: Path) -> None:
    set_cell(folder, "population_spans.csv", "age_from", "70")
    problem = first(folder, "population_spans.csv")
    assert problem.found == "70 to 61"
    assert "lower age first" in problem.remedy


def test_ages_that_end_too_early(folder: Path) -> None:
    edit_rows(folder, "death_rates.csv", lambda rows: rows.pop() and None)
    assert "last group end at 105" in first(folder, "death_rates.csv").remedy


@pytest.mark.parametrize("old", ["labour.reserve_persons", "employment.csv", "scenario output"])
def test_a_goal_that_stands_on_what_nobody_gives(folder: Path, old: str) -> None:
    path = folder / "goals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, "labour.nothing", 1), encoding="utf-8")
    (found,) = problems(folder)
    assert (found.code, found.found) == ("unknown_evidence", "labour.nothing")


def test_schooling_that_does_not_sum_to_one(folder: Path) -> None:
    path = folder / "education.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("FOO,0.35", "FOO,0.45"), encoding="utf-8")
    (found,) = problems(folder)
    assert (found.code, found.place, found.found) == ("share_sum", "group FOO", "sum 1.1")


def test_a_sector_or_group_without_schooling(folder: Path) -> None:
    path = folder / "education.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("FOO", "in_migrants"))]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    told = problems(folder)
    assert {one.file for one in told} == {"education.csv"}
    assert told[0].code == "missing_row"
    assert "FOO" in told[0].found or "in_migrants" in told[0].found


def test_municipalities_where_nobody_works(folder: Path) -> None:
    for row in range(1, 7):
        set_cell(folder, "employment_municipalities.csv", "persons", "0", row=row)
    (found,) = problems(folder)
    assert (found.code, found.file) == ("no_employment", "employment_municipalities.csv")


@pytest.mark.parametrize("parts", [("0.5", "0.4"), ("0.7", "0.4"), ("1", "1")])
def test_parts_of_a_shared_plant_that_do_not_sum_to_one(folder: Path, parts: tuple[str, str]) -> None:
    for row, part in enumerate(parts):
        set_cell(folder, "plant_hosts.csv", "share", part, row=row + 1)
    told = [one for one in problems(folder) if one.file == "plant_hosts.csv"]
    assert told and told[0].code == "shares_sum"
    assert "sum to 1" in told[0].remedy
