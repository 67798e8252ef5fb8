"""Door for links: a scenario becomes one short word in no language, and the word becomes the scenario again.

A shipped scenario is five signs: the version and a fingerprint of its id. Any other is the version, a checksum and the
packed difference to the shipped scenario it is nearest to, or to an empty one, whichever is shorter.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import crc32
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from simulator.errors import InputError, Problem
from simulator.inputs.places import scenario_folder
from simulator.inputs.scenario import load_scenario, read_scenario
from simulator.inputs.source import LARGEST_FILE_BYTES, Content
from simulator.inputs.writing import content_text, scenario_content
from simulator.premises import Region, Scenario
from simulator.words import Said, said

FIRST_LETTER: Final = "1"
LONGEST_TOKEN: Final = 4096
CODE_LETTERS: Final = 4
CHECK_BYTES: Final = 3
RAW: Final = -zlib.MAX_WBITS  # no head and no tail: the checksum is our own
LETTERS: Final = re.compile(r"[A-Za-z0-9_-]+")
NAME: Final = "link"
BROKEN: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def scenario_token(scenario: Scenario, region: Region) -> str:
    """Write a scenario as one short word that reopens it.

    Parameters
    ----------
    scenario : Scenario
    region : Region
        What the shipped scenarios are read with.

    Returns
    -------
    str
        Letters, digits, ``-`` and ``_``; five of them for a shipped scenario.

    Raises
    ------
    InputError
        If the scenario rests on files of its own, or is too large for a link.

    Examples
    --------
    >>> from simulator import load_region, load_scenario, scenario_folder
    >>> region = load_region()
    >>> token = scenario_token(load_scenario(scenario_folder() / "strategy.toml", region), region)
    >>> len(token), read_token(token, region).id
    (5, 'strategy')
    """
    shipped = _shipped(region)
    if shipped.get(scenario.id) == scenario:
        return FIRST_LETTER + _code(scenario.id)
    _refuse_own_files(scenario)
    own = {**scenario_content(scenario), "id": scenario.id}
    written = [_packed([_difference({}, own)])]
    for name, parent in shipped.items():
        base = _base(parent)
        written.append(_packed([_code(name), _fingerprint(base), _difference(base, own)]))
    token = min(written, key=len)
    if len(token) > LONGEST_TOKEN:
        raise _too_long(token, said("remedy.send_the_file", most=LONGEST_TOKEN))
    return token


def read_token(token: str, region: Region) -> Scenario:
    """Read a scenario from a link, which may come from anybody.

    Parameters
    ----------
    token : str
        What `scenario_token` wrote.
    region : Region

    Returns
    -------
    Scenario
        Checked like a file. Of a scenario that was based on another, all is there but the name of its parent.

    Raises
    ------
    InputError
        If the word is not whole, of a later version, too large, or not a scenario.
    """
    rest = _checked_form(token)
    shipped = _shipped(region)
    if len(rest) == CODE_LETTERS:
        return _of_code(rest, shipped)
    try:
        own = _content(_unpacked(rest), shipped)
        name = own.pop("id", NAME)
        text = content_text(own)
        text.encode()
        return read_scenario(text, f"{name}.toml", region)
    except BROKEN:
        raise _broken("found.link_without_scenario") from None


def _checked_form(token: str) -> str:
    """Return what follows the version, of a word that may be looked into."""
    if len(token) > LONGEST_TOKEN:
        raise _too_long(token, said("remedy.letters_at_most", most=LONGEST_TOKEN))
    if not LETTERS.fullmatch(token) or len(token) <= CODE_LETTERS:
        raise _broken("found.link_cut")
    if token[0] != FIRST_LETTER:
        raise _refusal("token_version", said("found.link_of_kind", kind=repr(token[0])), said("remedy.newer_version"))
    return token[1:]


def _of_code(code: str, shipped: Mapping[str, Scenario]) -> Scenario:
    for name, scenario in shipped.items():
        if _code(name) == code:
            return scenario
    raise _broken("found.link_to_unknown")


@lru_cache(maxsize=2)
def _shipped(region: Region) -> Mapping[str, Scenario]:
    """Read the scenarios that come along, once for a region."""
    return {path.stem: load_scenario(path, region) for path in sorted(scenario_folder().glob("*.toml"))}


def _code(name: str) -> str:
    return urlsafe_b64encode(sha256(name.encode()).digest()).decode()[:CODE_LETTERS]


def _base(parent: Scenario) -> Content:
    return {**scenario_content(parent), "id": parent.id}


def _fingerprint(content: Content) -> str:
    return _code(_canonical(content).decode())


def _canonical(value: Any) -> bytes:
    return json.dumps(_short(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _short(value: Any) -> Any:
    """Write 80.0 as 80: the model of a scenario knows which keys are not whole."""
    if isinstance(value, dict):
        return {key: _short(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_short(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _packed(words: list[Any]) -> str:
    raw = _canonical(words)
    squeezer = zlib.compressobj(9, zlib.DEFLATED, RAW)
    body = squeezer.compress(raw) + squeezer.flush()
    return FIRST_LETTER + urlsafe_b64encode(_check(body) + body).decode().rstrip("=")


def _check(body: bytes) -> bytes:
    return crc32(body).to_bytes(4, "big")[:CHECK_BYTES]


def _unpacked(rest: str) -> list[Any]:
    """Undo `_packed`; nothing larger than a scenario file is ever unfolded.

    Raises
    ------
    InputError
    """
    try:
        packed = urlsafe_b64decode(rest + "=" * (-len(rest) % 4))
    except ValueError:
        packed = b""
    body = packed[CHECK_BYTES:]
    if not body or _check(body) != packed[:CHECK_BYTES]:
        raise _broken("found.link_cut")
    try:
        unfolder = zlib.decompressobj(RAW)
        raw = unfolder.decompress(body, LARGEST_FILE_BYTES)
    except zlib.error:
        raise _broken("found.link_not_unfolded") from None
    if not unfolder.eof:
        raise _refusal(
            "too_large", said("found.link_without_end"), said("remedy.bytes_at_most", most=LARGEST_FILE_BYTES)
        )
    return list(json.loads(raw))


def _content(words: list[Any], shipped: Mapping[str, Scenario]) -> Content:
    """Lay the difference over what it was taken from.

    Raises
    ------
    InputError
        If that has changed since.
    """
    if len(words) == 1:
        return dict(_laid_over({}, words[0]))
    code, fingerprint, change = words
    base = _base(_of_code(code, shipped))
    if _fingerprint(base) != fingerprint:
        found = said("found.link_older", name=repr(base["id"]))
        raise _refusal("changed_parent", found, said("remedy.ask_sender"))
    return dict(_laid_over(base, change))


def _difference(base: Content, own: Content) -> Content:
    """Return what must be laid over ``base`` to get ``own``; none stands for what is left out."""
    change: Content = {key: None for key in base if key not in own}
    for key, value in own.items():
        before = base.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            within = _difference(before, value)
            change |= {key: within} if within else {}
        elif _are_entries(value):
            entries = _entries(before or [], value)
            change |= {key: entries} if value != before else {}
        elif key not in base or value != before:
            change[key] = value
    return change


def _are_entries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and "id" in entry for entry in value)


def _entries(before: list[Content], now: list[Content]) -> list[Any]:
    """Write each entry as the place of the same one before, as that place and what differs, or as it is."""
    places = {entry["id"]: place for place, entry in enumerate(before)}
    written: list[Any] = []
    for entry in now:
        place = places.get(entry["id"])
        if place is None:
            written.append(entry)
        else:
            change = _difference(before[place], entry)
            written.append([place, change] if change else place)
    return written


def _laid_over(base: Content, change: Content) -> Content:
    """Undo `_difference`."""
    whole = {key: value for key, value in base.items() if change.get(key, value) is not None}
    for key, value in change.items():
        before = base.get(key)
        if isinstance(value, dict):
            whole[key] = _laid_over(before if isinstance(before, dict) else {}, value)
        elif (isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value)) or _are_entries(
            before
        ):
            whole[key] = [] if value is None else [_entry(before or [], entry) for entry in value]
        elif value is not None:
            whole[key] = value
    return {key: value for key, value in whole.items() if value != []}


def _entry(before: list[Content], entry: Any) -> Content:
    if isinstance(entry, dict):
        return entry
    if isinstance(entry, list):
        place, change = entry
        return _laid_over(before[place], change)
    return dict(before[entry])


def _refuse_own_files(scenario: Scenario) -> None:
    """Refuse what a link cannot carry.

    Raises
    ------
    InputError
    """
    curves = [one.load_series for one in scenario.establishments if one.load_series]
    names = [*scenario.weather.series.files.values(), *curves]
    if names:
        raise _refusal("own_series", said("found.own_series", names=", ".join(names)), said("remedy.send_as_files"))


def _too_long(token: str, remedy: Said) -> InputError:
    return _refusal("too_large", said("found.link_letters", count=len(token)), remedy)


def _broken(found: str) -> InputError:
    return _refusal("token_form", said(found), said("remedy.copy_link"))


def _refusal(code: str, found: Said, remedy: Said) -> InputError:
    return InputError([Problem(code=code, file=said("place.link"), place="", found=found, remedy=remedy)])
