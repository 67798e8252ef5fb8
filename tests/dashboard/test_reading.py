"""The page of sources in both languages: method and glossary in the reader's own, and what is not is marked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import store
from simulator.present.documents import METHOD, glossary, sections
from simulator.present.text import LANGUAGES, text

SECONDS = 600
OTHER = {"nb": "en", "en": "nb"}
PAGE = "from simulator.dashboard import PAGES; PAGES['sources'][1]()"


def shown(part: str, language: str, **choices: str) -> AppTest:
    """Open one part of the page of sources."""
    at = AppTest.from_string(PAGE, default_timeout=SECONDS)
    for name, value in ({"language": language, "sources_part": part} | choices).items():
        at.session_state[name] = value
    at.run()
    assert not at.exception
    return at


def tables(at: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in at.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_is_in_the_language_of_the_page(language: str) -> None:
    at = shown("method", language)
    wanted, foreign = (sections(store.document(METHOD[one])) for one in (language, OTHER[language]))
    assert [one.label for one in at.expander] == [section.heading for section in wanted]
    read = [str(block.value) for block in at.markdown]
    assert [section.heading for section in wanted if section.body not in read] == []
    assert [section.heading for section in foreign if section.body in read] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_explains_in_the_language_of_the_page(language: str) -> None:
    read = tables(shown("glossary", language))
    wanted, foreign = (glossary(store.document("glossary.md"), one) for one in (language, OTHER[language]))
    cells = [unescape(one) for one in re.findall(rf'<span lang="{language}">([^<]*)</span>', read)]
    assert [one for one in wanted["meaning"] if one not in cells] == []
    assert [one for one in foreign["meaning"] if one in cells] == []
    assert read.count('<span class="name"><span lang="nb">') == len(wanted)
    assert len(re.findall(r'<td data-head="[^"]*"><span lang="en">', read)) >= len(wanted)


def test_a_norwegian_word_of_a_meaning_is_found() -> None:
    read = tables(shown("glossary", "nb", glossary_search="forbi turbinene"))
    assert read.count("<tr>") == 2 and "minstevannføring" in read


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_and_notes_of_the_register_are_marked_as_english(language: str) -> None:
    read = tables(shown("register", language))
    rows = store.register(language)
    assert len(re.findall(r'<td data-head="[^"]*"><span lang="en">[^<]+</span>', read)) == len(rows)
    assert read.count("<p class='small' lang='en'>") == (rows["note"] != "").sum() > 0
    assert "<p class='small'>" not in read


def test_sources_and_notes_of_contested_numbers_are_marked_as_english() -> None:
    read = tables(shown("contested", "nb"))
    numbers = store.contested()
    assert read.count('<p class="small" lang="en">') == 2 * len(numbers)
    assert read.count("<p class='small' lang='en'>") == sum(bool(one.note) for one in numbers) > 0


def test_no_word_says_that_method_or_glossary_are_in_english() -> None:
    said = [text(f"{page}.lead", "nb", shown=1, count=2) for page in ("method_page", "glossary_page")]
    assert not any("engelsk" in one for one in said)
    assert "engelsk" in text("page.sources.language_note", "nb")
