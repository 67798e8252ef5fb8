"""Messages about wrong files: no sentence in the code, every sentence and every problem in both languages."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from simulator import Problem
from simulator.inputs.validation import FORMS, LIMITS
from simulator.present.text import LANGUAGES, NO_BREAK, catalogue
from simulator.stages.plausibility.checks import PARTS
from simulator.words import Said, cut, in_language, said

PACKAGE: Final = Path(__file__).resolve().parents[2] / "simulator"
SECTIONS: Final = "found|remedy|place|thing|bounds"
# Doors to the tables of data/, whose problems only developers can cause: they speak English.
DEVELOPERS: Final = re.compile(
    r"inputs/(cases|climate/\w+|connections|contested|correlations|costs|education|hosts|iamc|levers|needed|people|quantities|region|society|tables)\.py"
)
TELLERS: Final = {"Problem", "Finding", "problem", "_problem", "note", "_refusal", "_orphan", "_too_long", "_broken"}
TOLD: Final = {"found", "remedy", "advice"}
SENTENCE: Final = re.compile(r"[a-z]{2,}[,;:]? [a-z]{2,}")
# What stands at the open end of a key that is put together.
ENDS: Final = {
    "remedy.form_": set(FORMS),
    "remedy.limit_": set(LIMITS),
    "thing.": {"key", "id", "scenario", "sector", "assumption", "number", *PARTS}  # by name
    | {"kind", "load_shape", "area", "municipality", "link"}  # last word of a place
    | {"year", "conditions", "limits", "apart", "figure"}  # asked for on the command line
    | {"sheet"},  # of a workbook
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not DEVELOPERS.fullmatch(name):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def keys_of(tree: ast.Module) -> Iterator[str]:
    """Yield every key of a message that a module names, those put together with every end they can have."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if re.match(rf"({SECTIONS})\.", start):
                yield from (start + end for end in ENDS[start])
        elif isinstance(node, ast.Constant) and re.fullmatch(rf"({SECTIONS})\.\w*[a-z0-9]", str(node.value)):
            yield str(node.value)


def sentences_of(tree: ast.Module) -> Iterator[str]:
    """Yield every sentence that a module writes out where it tells what is wrong."""
    for node in ast.walk(tree):
        told: list[ast.AST] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TELLERS:
            told = [*node.args, *(word.value for word in node.keywords)]
        if isinstance(node, ast.Assign):
            names = {one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
            told = [node.value] if names & TOLD else []
        for part in told:
            for one in ast.walk(part):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and SENTENCE.search(one.value):
                    yield one.value


def test_every_message_has_its_words_in_every_language() -> None:
    keys = {key for _, tree in sources() for key in keys_of(tree)}
    assert len(keys) > 100
    for language in LANGUAGES:
        assert not keys - {key for key in catalogue(language) if re.match(rf"({SECTIONS})\.", key)}


def test_no_sentence_about_a_file_stands_in_the_code() -> None:
    written = [f"{name}: {words}" for name, tree in sources() for words in sentences_of(tree)]
    assert not written


@pytest.mark.parametrize(
    "source",
    [
        'Problem(code="a", file=f, place="", found="nothing at all", remedy=r)',
        'yield Finding("a", place, found, f"give {low} or more than that")',
        'found, remedy = str(year), "end after the start"',
        'source.problem("a", "", said("found.nothing"), "mend it soon")',
    ],
)
def test_a_sentence_in_the_code_is_found(source: str) -> None:
    assert list(sentences_of(ast.parse(source)))


def test_a_key_without_words_is_found() -> None:
    (key,) = keys_of(ast.parse('said("remedy.no_such_sentence")'))
    assert key not in catalogue("nb")
    with pytest.raises(KeyError):
        said(key)
    with pytest.raises(KeyError):
        list(keys_of(ast.parse('said(f"remedy.other_{kind}")')))


def test_no_message_is_left_in_english() -> None:
    same = {"place.link", "thing.id", "thing.scenario", "found.gwh_from_mw", "bounds.temperature", "bounds.price"}
    alike = {"found.cases", "found.and_case", "found.case", "remedy.list_tables"}
    for key, words in catalogue("nb").items():
        if re.match(rf"({SECTIONS})\.", key) and key not in same | alike:
            assert words != catalogue("en")[key], key


def test_english_words_can_be_printed() -> None:
    assert all(words.isprintable() for key, words in catalogue("en").items() if re.match(rf"({SECTIONS})\.", key))


def test_a_problem_is_said_in_a_language() -> None:
    problem = Problem(
        code="unknown_kind",
        file="a.toml",
        place=said("place.line_key", line="4", where="projects[1].kind"),
        found="'vind'",
        remedy=said("remedy.did_you_mean", thing=said("thing.kind"), close="wind"),
    )
    assert str(problem) == "a.toml: line 4, projects[1].kind: found 'vind'; unknown kind; did you mean wind?"
    assert problem.line("en") == str(problem)
    assert problem.line("nb") == "a.toml: linje 4, projects[1].kind: fant 'vind'; ukjent slag; mente du wind?"
    assert problem.told("nb").told("en") == problem.told("nb")


def test_numbers_follow_the_language_but_not_what_is_typed_into_a_file() -> None:
    possible = said("remedy.most_in_all_hours", gwh=1234.5, hours=8760)
    assert "1,234.5 GWh" in possible and "8,760 hours" in possible
    assert f"1{NO_BREAK}234,5 GWh" in in_language(possible, "nb")
    assert "mente du 0.4?" in in_language(said("remedy.share", guess="0.4"), "nb")


@pytest.mark.parametrize("again", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])  # noqa: S301 - our own
def test_a_copy_can_be_said_as_well(again: object) -> None:
    sentence = cut(said("found.own_series", names="a.csv"), 12)
    assert in_language(again(sentence), "nb") == in_language(sentence, "nb") == "egne serier…"  # type: ignore[operator]


def test_a_long_sentence_is_cut_in_every_language() -> None:
    long = cut(said("remedy.use_one_of", thing=said("thing.key"), among="abc, " * 200), 400)
    assert isinstance(long, Said)
    assert len(long) == len(in_language(long, "nb")) == 400
    assert len(cut("x" * 500, 400)) == 400


def test_a_problem_writes_thousands_as_its_language_does() -> None:
    lines = said("found.lines", count=8784)
    problem = Problem(
        code="wrong_length", file="a.csv", place="", found=lines, remedy=said("remedy.use_one_of", thing="", among="")
    )
    assert [problem.told(language).found for language in LANGUAGES] == [f"8{NO_BREAK}784 linjer", "8,784 lines"]


def test_what_an_author_wrote_cannot_steer_a_terminal_in_any_language() -> None:
    sentence = said("found.own_series", names="a\u202eb\x1b[31m")
    for language in LANGUAGES:
        assert in_language(sentence, language).isprintable()
