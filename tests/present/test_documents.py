"""The method and the glossary as the front end shows them: all of it, in both languages, and no link leads nowhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from simulator.inputs.places import document_folder
from simulator.present.documents import METHOD, glossary, searched, sections
from simulator.words import LANGUAGES
from tests.present.translating import differences, numbers

ROOT = Path(__file__).resolve().parents[2]
PAGES = {language: (document_folder() / name).read_text(encoding="utf-8") for language, name in METHOD.items()}
WORDS = (document_folder() / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_the_method_is_shown_whole(language: str) -> None:
    found = sections(PAGES[language])
    assert [one.heading for one in found] == re.findall(r"^## (.+)$", PAGES[language], re.MULTILINE)
    assert sum(len(one.body.splitlines()) for one in found) > 0.8 * len(PAGES[language].splitlines())
    for one in found:
        assert one.body, one.heading
        assert not re.search(r"\]\((?!https?:)", one.body), one.heading
        assert not re.search(r"(?<!\\)\$\d", one.body), one.heading
        assert one.body.count("$") % 2 == 0, one.heading


def test_the_method_says_the_same_in_both_languages() -> None:
    assert differences(PAGES["en"], PAGES["nb"]) == []


@pytest.mark.parametrize(
    ("written", "changed", "kind"),
    [
        ("sannsynlighet 0,4 står", "sannsynlighet 0,5 står", "numbers"),
        ("8\u00a0760 timer", "8\u00a0761 timer", "numbers"),
        ("(−12 til", "(12 til", "numbers"),
        ("innenfor 10⁻¹⁰", "innenfor 10⁻⁹", "numbers"),
        ("× (1 − tap)", "(1 − tap)", "signs"),
        ("`bound_eur`", "`bound_nok`", "code"),
        ("== 45  #", "== 44  #", "code"),
        (r"c^\top x", r"c x", "formulas"),
        ("(https://pypsa.org)", "(https://example.org)", "links"),
        ("](#trekninger-av-hele-modellen)", "](#trekninger)", "links"),
        ("| `spill_gwh` | GWh |", "`spill_gwh` GWh", "lines"),
        ("## Siden da\n", "### Siden da\n", "sections"),
    ],
)
def test_a_difference_between_the_languages_is_found(written: str, changed: str, kind: str) -> None:
    assert written in PAGES["nb"]
    found = differences(PAGES["en"], PAGES["nb"].replace(written, changed))
    assert any(one.startswith(f"{kind}:") for one in found), found


def test_sections_that_changed_places_are_found() -> None:
    lead, *parts = re.split(r"^(?=## )", PAGES["nb"], flags=re.MULTILINE)
    parts[3], parts[4] = parts[4], parts[3]
    assert differences(PAGES["en"], lead + "".join(parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_glossary_is_read(language: str) -> None:
    rows = glossary(WORDS, language)
    lines = [line for line in WORDS.splitlines() if line.startswith("|")]
    assert len(rows) == len(lines) - 2 * WORDS.count("\n|---") and len(rows) > 50
    assert not rows.map(lambda cell: "`" in cell).any().any()
    assert rows.map(bool).all().all()


def test_the_glossary_says_the_same_in_both_languages() -> None:
    english, norwegian = glossary(WORDS, "en"), glossary(WORDS, "nb")
    assert english[["term", "code"]].equals(norwegian[["term", "code"]])
    for one, other in zip(english.itertuples(), norwegian.itertuples(), strict=True):
        assert numbers(str(one.meaning), "en") == numbers(str(other.meaning), "nb"), one.term
        assert one.meaning != other.meaning, one.term
    known: dict[str, str] = {}
    for unit, said in zip(english["unit"], norwegian["unit"], strict=True):
        for part, word in zip(unit.split(", "), said.split(", "), strict=True):
            assert known.setdefault(part, word) == word, "one unit has one name in each language"


def test_searching_keeps_rows_with_every_word() -> None:
    rows = glossary(WORDS, "nb")
    found = searched(rows, "Kraftoverskudd")
    assert 0 < len(found) < len(rows)
    assert searched(rows, "").equals(rows)
    assert searched(rows, "kraftoverskudd xyzzy").empty


def test_searching_looks_at_what_is_shown() -> None:
    wanted = {"nb": "forbi turbinene", "en": "passes the turbines"}
    for language, other in (("nb", "en"), ("en", "nb")):
        (term,) = searched(glossary(WORDS, language), wanted[language])["term"]
        assert term == "minstevannføring"
        assert searched(glossary(WORDS, language), wanted[other]).empty


def test_the_pages_come_along_with_the_package() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    carried = build["wheel"]["force-include"]
    for name in (*METHOD.values(), "glossary.md"):
        assert carried[f"docs/{name}"] == f"simulator/shipped/docs/{name}"
