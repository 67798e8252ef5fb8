"""Files of hours that are something else (ids C and T)."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs import series as door
from simulator.inputs.scenario import load_scenario
from simulator.inputs.series import Bounds, hours_of
from simulator.inputs.weather import PHYSICAL, doubtful_series
from tests.bad_inputs.cases import Words, case, written
from tests.inputs.test_scenario_messages import TITLE, assert_said, region

YEAR = ("1",) * HOURS_PER_YEAR
NUMBER = "a number, without blanks"


def at(line: int, word: str) -> str:
    """Write a year of hours with something else on one line."""
    return "\n".join((*YEAR[: line - 1], word, *YEAR[line:]))


def many(line: str, count: int = HOURS_PER_YEAR) -> str:
    """Write one line again and again."""
    return f"{line}\n" * count


def after(head: str) -> str:
    """Write a year of hours below a line."""
    return "\n".join((head, *YEAR))


def told(content: Words, **how: object) -> str:
    """Return all that is said about a refused file, in few lines, each in both languages."""
    with pytest.raises(InputError) as caught:
        hours_of("own.csv", content if isinstance(content, bytes) else content.encode(), **how)  # type: ignore[arg-type]
    assert len(caught.value.problems) <= door.MOST_TOLD + 1
    for problem in caught.value.problems:
        assert_said(problem)
    return "\n".join(problem.line("en") for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("C01", b"", b"\n\n\r\n", says=("an empty file", "8,760 lines, no heading")),
        case("C01-heading", "mw\n", says=("1 lines", "'mw'", "remove the heading")),
        case("C03", "t,mw\n" + many("t,1,5"), many("1,5"), says=("line 1", "2 numbers", "decimal_comma = true")),
        case("C04", many("1.5;", 99) + many("1,5;", 8661), says=("a point on line 1 and a comma on line 100",)),
        case("C07", "område\n1\n".encode("latin-1"), says=("line 1", "byte 0xe5", "UTF-8")),
        case("C09", after("sep=;"), says=("line 1", "remove the heading", "8,760 lines")),
        case("C10", after("# kilde: NVE"), says=("line 1", "'# kilde: NVE'", "remove the heading")),
        case("C12", at(7, "1\0"), at(7, "\0"), says=("line 7", r"\x00", NUMBER)),
        case("C13", "mw,mw\n" + many("1,1"), says=("line 1", "2 numbers")),
        case("C15", after("Time"), after("tid"), says=("line 1", "remove the heading")),
        case("C16", "mw\n" + many("1,1"), says=("line 2", "2 numbers", "1 as on line 1")),
        case("C18", after("mw") + "\n" + after("mw"), says=("17,522 lines", "line 8762", "'mw'")),
        case("C19", "\n".join((*YEAR, "Sum")), "\n".join((*YEAR, "Totalt;8760")), says=("line 8761", NUMBER)),
        case(
            "C21",
            *(at(4, word) for word in (" ", "NA", "N/A", "null", "-", "#N/A", "#VERDI!", "#DIV/0!", "nan", "inf")),
            says=("line 4", NUMBER),
        ),
        case(
            "C25",
            *(at(4, word) for word in ("0x10", "1_000", "TRUE", "5%", "1e999", "１２", "²", "١", "\x1f.5", "\u00a05")),
            says=("line 4", NUMBER),
        ),
        case("C33", many("1," * 1_000_000, 1), many("1," * 1_000), says=("line 1", "numbers", "give 1 on every line")),
        case("C34", gzip.compress(b"1\n" * 10_000_000), says=("byte 0x8b", "UTF-8")),
        case("C36", at(4, "=HYPERLINK(1)"), at(4, "@SUM(A1)"), says=("line 4", NUMBER)),
        case("T01", "\n".join(YEAR[1:]), says=("8,759 lines", "every hour of a year")),
        case("T04", many("1", 17_520), says=("17,520 lines", "half hours")),
        case("T04-quarters", many("1", 35_040), says=("quarters",)),
        case("T04-days", many("1", 365), says=("hours, not days",)),
        case("T12", many("1", 8_784), says=("leave out 29 February",)),
        case(
            "T15",
            *(many(f"{day}{sign}1") for day in ("01.02.2030", "2030-02-01 00:00", "1/2/2030 00:00") for sign in ";\t,"),
            says=("line 1", "no time stamps"),
        ),
        case("T16", many("47484;1"), says=("line 1", "2 numbers", "give 1")),
        case("T21", at(9, "2030-06-30T23:59:60Z"), says=("line 9", "no time stamps")),
    ],
)
def test_what_is_no_year_of_hours_is_refused(contents: tuple[Words, ...], says: tuple[str, ...]) -> None:
    for content in contents:
        line = told(content)
        missing = [word for word in says if word not in line]
        assert not missing, (missing, line)


def test_decimal_commas_with_points_between_thousands_are_refused() -> None:
    assert "one decimal sign" in told(many("1.234,5"), decimal_comma=True)
    assert "one decimal sign" in told(many("2,5", 8_759) + "1.234", decimal_comma=True)


@pytest.mark.parametrize("content", [pytest.param(b"\xef\xbb\xbf" + many("1").encode(), id="C06")])
def test_a_byte_order_mark_is_dropped(content: bytes) -> None:
    assert hours_of("own.csv", content).mean == 1


@pytest.mark.parametrize("most", [pytest.param(1_000, id="C31")])
def test_a_file_that_is_too_large_is_not_read_to_its_end(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "LARGEST_SERIES_BYTES", most)
    assert f"more than {most:,} bytes" in told(many("1"))
    assert len(door._content(written(tmp_path, many("1"), "own.csv"))) == most + 1


def test_a_file_of_far_too_many_lines_is_not_looked_through() -> None:
    assert told(many("x", door.MOST_LINES + 1)).count("\n") == 0


@pytest.mark.parametrize("low", [pytest.param(0, id="C24")])
def test_less_than_nothing_is_refused_or_counted(low: int) -> None:
    assert "line 4: found -1; give 0 to" in told(at(4, "-1"), bounds=Bounds(low=low))
    assert hours_of("own.csv", at(4, "-1").encode(), bounds=PHYSICAL["wind"]).clamped == 1


def notes(folder: Path, component: str, values: list[float]) -> dict[str, str]:
    """Return what is doubted about an own series."""
    written(folder, "".join(f"{value}\n" for value in values), "own.csv")
    content = f'{TITLE}[weather]\ncount = 2\n[weather.series]\n{component} = "own.csv"\n'
    doubts = doubtful_series(load_scenario(written(folder, content), region()).weather, eur_nok=11.5)
    for doubt in doubts:
        assert_said(doubt)
    return {doubt.code: str(doubt.found) for doubt in doubts}


MOVING = [0.25, 0.5] * (HOURS_PER_YEAR // 2)


@pytest.mark.parametrize("hours", [pytest.param(49, id="C27")])
def test_a_value_that_stands_still_is_doubted(hours: int, tmp_path: Path) -> None:
    still = [*MOVING[:100], *[0.75] * hours, *MOVING[100 + hours :]]
    assert notes(tmp_path, "wind_no1", still) == {"stands_still": f"0.75 for {hours} hours in a row from line 101"}
    assert notes(tmp_path, "wind_no1", [*MOVING[:100], *[0.75] * 48, *MOVING[148:]]) == {}
    assert "8,760 hours" in notes(tmp_path, "price_no1", [40.0] * HOURS_PER_YEAR)["stands_still"]


@pytest.mark.parametrize("component", [pytest.param("solar", id="C30")])
def test_a_sun_at_midnight_is_doubted(component: str, tmp_path: Path) -> None:
    assert notes(tmp_path, component, MOVING).keys() == {"night_sun"}
    day = [0.0] * 8 + [0.1, 0.2, 0.3, 0.5, 0.5, 0.3, 0.2, 0.1] + [0.0] * 8
    assert notes(tmp_path, component, day * 365) == {}
    assert notes(tmp_path, "wind_no1", MOVING) == {}


def prices(mean: float) -> list[float]:
    """Return a year of prices of a mean. [EUR/MWh]"""
    return [mean * factor for factor in (0.5, 1.5)] * (HOURS_PER_YEAR // 2)


@pytest.mark.parametrize(
    ("mean", "says"),
    [
        pytest.param(450.0, "mean 450 EUR/MWh, which is 518 øre/kWh", id="U04"),
        pytest.param(0.45, "mean 0.45 EUR/MWh, which is 0.517 øre/kWh", id="U04-kwh"),
        pytest.param(45.0, "", id="U05"),
    ],
)
def test_a_price_of_the_level_of_another_unit_is_doubted(mean: float, says: str, tmp_path: Path) -> None:
    """Øre/kWh are so near EUR/MWh that nobody can tell them apart by their level."""
    assert notes(tmp_path, "price_no3", prices(mean)) == ({"unusual_price": says} if says else {})
