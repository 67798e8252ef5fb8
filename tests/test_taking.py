"""Handing out from the command line: files, links, and what is said when something is amiss."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from pptx import Presentation

from simulator import Region, read_scenario
from simulator.cli import main
from simulator.inputs.tokens import read_token

SHORT = 'title = "Kort"\n[horizon]\nfirst_year = 2034\nlast_year = 2035\n[weather]\ncount = 2\n'
ADDRESS = "https://kraft.example.no/"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "short.toml"
    path.write_text(SHORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def taken(short: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Order everything once, in English, and return where it is."""
    out = tmp_path_factory.mktemp("out")
    words = [
        "--card",
        "a/card.pdf",
        "--excel",
        "book.xlsx",
        "--slides",
        "deck.pptx",
        "--pictures",
        "p",
        "--qr",
        "q.svg",
    ]
    order = [words[place] if place % 2 == 0 else str(out / words[place]) for place in range(len(words))]
    order += ["--address", ADDRESS, "--date", "2026-11-23", "--language", "en"]
    assert main(["take", str(short), *order]) == 0
    return out


def test_everything_is_there_once_in_one_stroke(taken: Path) -> None:
    names = sorted(path.name for path in taken.rglob("*") if path.is_file())
    pictures = [
        f"short_{name}_2035_en.{kind}"
        for name in ("income", "months", "waterfall", "weeks", "work")
        for kind in ("png", "svg")
    ]
    assert names == sorted(["card.pdf", "book.xlsx", "deck.pptx", "q.svg", *pictures])


def test_date_and_language_are_those_asked_for(taken: Path) -> None:
    document = pypdfium2.PdfDocument((taken / "a" / "card.pdf").read_bytes())
    said = document[0].get_textpage().get_text_range()
    document.close()
    assert "23 November 2026" in said
    assert "What is decided" in said
    assert openpyxl.load_workbook(io.BytesIO((taken / "book.xlsx").read_bytes())).sheetnames[0] == "Summary"
    assert Presentation(str(taken / "deck.pptx")).core_properties.language == "en-GB"
    assert "23 November 2026" in (taken / "p" / "short_months_2035_en.svg").read_text(encoding="utf-8")


def test_a_link_goes_out_and_comes_back(
    short: Path, region: Region, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["link", str(short), "--address", ADDRESS]) == 0
    link = capsys.readouterr().out.strip()
    assert link.startswith(f"{ADDRESS}?s=1")
    back = tmp_path / "back.toml"
    assert main(["from-link", link, "--out", str(back)]) == 0
    again = read_scenario(back.read_text(encoding="utf-8"), "short.toml", region)
    assert again == read_scenario(SHORT, "short.toml", region)
    assert read_token(link.partition("?s=")[2], region) == again


def test_a_word_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "strategy"]) == 0
    assert main(["from-link", capsys.readouterr().out.strip()]) == 0
    assert 'title = "Hele strategien"' in capsys.readouterr().out


def test_a_cut_link_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["from-link", f"{ADDRESS}?s=1abcdefgh"]) == 2
    assert "copy the whole link" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give one of --card"),
        (["--qr", "q.svg"], "give the address"),
        (["--card", "c.pdf", "--year", "2050"], "2050"),
    ],
)
def test_what_is_missing_in_an_order_is_told(
    words: list[str],
    said: str,
    short: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["take", str(short), *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told(
    short: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["take", str(short), "--card", str(tmp_path / "file" / "c.pdf")]) == 2
    assert "that can be written to" in capsys.readouterr().err


def test_own_series_give_a_card_without_a_link_but_no_square(
    short: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    series = tmp_path / "load.csv"
    series.write_text("0.5\n" * 8760, encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(
        SHORT + '[[establishments]]\nid = "e"\nkind = "wood"\ntitle = "E"\narea = "Os"\ncapacity_mw = 1\n'
        'start_year = 2034\nload_series = "load.csv"\n',
        encoding="utf-8",
    )
    assert main(["take", str(own), "--card", str(tmp_path / "c.pdf")]) == 0
    assert main(["take", str(own), "--qr", str(tmp_path / "q.svg"), "--address", ADDRESS]) == 2
    assert "load.csv" in capsys.readouterr().err
