"""Links: what is written is read back, short, whole or not at all, and harmless whoever wrote it."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_builders import SHIPPED, establishments, outages, projects, region, scenarios, titles

from simulator import InputError, Scenario, load_scenario, scenario_folder
from simulator.inputs import tokens
from simulator.inputs.source import LARGEST_FILE_BYTES
from simulator.inputs.tokens import LONGEST_TOKEN, read_token, scenario_token
from simulator.premises import OwnSeries, Weather

PARENTS = {name: load_scenario(scenario_folder() / f"{name}.toml", region()) for name in SHIPPED}


def merged(scenario: Scenario) -> Scenario:
    """Return a scenario without the name of its parent, whose content it holds."""
    return scenario.model_copy(update={"based_on": None, "remove": ()})


def written(words: object, *, raw: bytes | None = None) -> str:
    """Pack anything as a link would be packed, its checksum right."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, tokens.RAW)
    body = squeezer.compress(json.dumps(words).encode() if raw is None else raw) + squeezer.flush()
    return "1" + urlsafe_b64encode(tokens._check(body) + body).decode().rstrip("=")


def refusal(token: str) -> str:
    """Return the code of the one problem a link has."""
    with pytest.raises(InputError) as caught:
        read_token(token, region())
    assert caught.value.problems[0].file in {"link", "link.toml"}
    assert caught.value.problems[0].told("nb").remedy != caught.value.problems[0].remedy
    return caught.value.problems[0].code


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_is_five_letters(name: str) -> None:
    token = scenario_token(PARENTS[name], region())
    assert len(token) == 5
    assert read_token(token, region()) == PARENTS[name]


def test_no_two_scenarios_share_a_link() -> None:
    assert len({scenario_token(scenario, region()) for scenario in PARENTS.values()}) == len(SHIPPED)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(scenarios(), st.from_regex(r"\A[a-z][a-z0-9_]{0,20}\Z"))
def test_any_scenario_reads_back(scenario: Scenario, name: str) -> None:
    own = scenario.model_copy(update={"id": name})
    assert read_token(scenario_token(own, region()), region()) == own


@st.composite
def edits(draw: st.DrawFn) -> Scenario:
    """Draw an edited shipped scenario: renamed, entries dropped, turned, changed and added."""
    scenario = PARENTS[draw(st.sampled_from(SHIPPED))]
    kept = draw(st.lists(st.sampled_from(scenario.projects), unique=True)) if scenario.projects else []
    kept = [
        one.model_copy(update={"local_ownership_share": draw(st.sampled_from([one.local_ownership_share, 0.5]))})
        for one in kept
    ]
    rest = draw(st.lists(st.sampled_from(scenario.establishments), unique=True)) if scenario.establishments else []
    return scenario.model_copy(
        update={
            "title": draw(titles),
            "id": draw(st.sampled_from([scenario.id, "my_own"])),
            "weather": Weather(count=draw(st.integers(1, 40))),
            "projects": (*kept, *draw(st.lists(projects("zz_new"), max_size=1))),
            "establishments": (*draw(st.lists(establishments("zz_plant"), max_size=1)), *rest),
            "outages": tuple(draw(st.lists(outages("zz_out"), max_size=1))),
        }
    )


@settings(derandomize=True, max_examples=60, deadline=None)
@given(edits())
def test_an_edited_scenario_reads_back_in_order(scenario: Scenario) -> None:
    token = scenario_token(scenario, region())
    assert read_token(token, region()) == merged(scenario)


def test_one_lever_costs_few_letters() -> None:
    strategy = PARENTS["strategy"]
    larger = tuple(one.model_copy(update={"capacity_mw": one.capacity_mw + 1}) for one in strategy.projects[:1])
    edited = strategy.model_copy(update={"id": "my_own", "projects": (*larger, *strategy.projects[1:])})
    assert len(scenario_token(edited, region())) <= 100 < LONGEST_TOKEN


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.data())
def test_a_cut_or_changed_link_is_refused(data: st.DataObject) -> None:
    token = scenario_token(PARENTS["strategy"].model_copy(update={"id": "my_own"}), region())
    place = data.draw(st.integers(1, len(token) - 2))
    other = data.draw(st.sampled_from([letter for letter in "Abc019_-" if letter != token[place]]))
    changed = token[:place] + other + token[place + 1 :]
    for faulty in (token[:place], changed):
        assert refusal(faulty) == "token_form"


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"\A1[A-Za-z0-9_-]{0,60}\Z"))
def test_any_word_is_read_or_refused_in_words(token: str) -> None:
    known = {scenario_token(scenario, region()) for scenario in PARENTS.values()}
    if token not in known:
        with pytest.raises(InputError, match=r"copy the whole link|newer version"):
            read_token(token, region())


def test_a_later_version_says_so() -> None:
    assert refusal("2AAAAAAAA") == "token_version"


def test_an_unknown_short_word_is_refused() -> None:
    assert refusal("1AAAA") == "token_form"


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = written([], raw=b'["' + b"a" * 100 * LARGEST_FILE_BYTES + b'"]')
    assert len(bomb) > LONGEST_TOKEN
    assert refusal(bomb) == "too_large"
    assert refusal(written([], raw=b"[" + b" " * 20 * LARGEST_FILE_BYTES + b"1]")) == "too_large"


def test_a_bomb_is_refused_by_what_it_unfolds_to() -> None:
    bomb = written([], raw=b"[" + b" " * (2 * LARGEST_FILE_BYTES) + b"{}]")
    assert len(bomb) < LONGEST_TOKEN
    assert refusal(bomb) == "too_large"


NONSENSE = [
    [],
    7,
    [1],
    [[]],
    [{"title": None}],
    [{"a": [None]}],
    [{"title": "\ud800"}],
    ["a", "b", {}],
    [{}, {}, {}, {}],
]


@pytest.mark.parametrize("words", NONSENSE, ids=str)
def test_what_is_no_scenario_is_refused(words: object) -> None:
    assert refusal(written(words)) in {"token_form", "empty_file"}


def test_nesting_without_end_is_refused() -> None:
    assert refusal(written([], raw=b"[" * 50_000)) == "token_form"


def test_a_scenario_with_faults_is_told_them_all() -> None:
    token = written([{"title": "x", "id": "x", "projects": [{"id": "a"}], "nonsense": 1}])
    with pytest.raises(InputError) as caught:
        read_token(token, region())
    assert len(caught.value.problems) > 1


def test_a_link_to_a_scenario_that_has_changed_says_so() -> None:
    token = written([scenario_token(PARENTS["strategy"], region())[1:], "AAAA", {"title": "x"}])
    assert refusal(token) == "changed_parent"


def test_a_link_does_not_carry_files() -> None:
    series = Weather(series=OwnSeries(price_no1="own.csv"))
    with pytest.raises(InputError, match=r"own\.csv"):
        scenario_token(Scenario(id="a", title="A", weather=series), region())


def test_what_is_too_large_for_a_link_is_said() -> None:
    letters = "".join(chr(0x4E00 + 37 * place % 20000) for place in range(2000))
    with pytest.raises(InputError, match="send the file"):
        scenario_token(Scenario(id="a", title="A", description=letters), region())
