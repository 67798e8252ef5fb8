"""Door outwards: a scenario becomes the TOML text that reads back to the same scenario."""

from __future__ import annotations

from typing import Any

import tomli_w

from simulator.premises import Scenario


def scenario_text(scenario: Scenario) -> str:
    """Write a scenario as TOML, parents already merged.

    Returns
    -------
    str
        Reads back through `read_scenario` to the same scenario; the id comes from the file name, and own series are
        looked for beside it.
    """
    content = scenario.model_dump(exclude={"id", "based_on", "remove"}, exclude_none=True)
    content["overrides"] = dict(scenario.overrides)
    if not scenario.weather.series.files:
        del content["weather"]["series"]
    return tomli_w.dumps(_stated(content))


def scenario_content(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario states and no default, parents already merged: the least that reads back to the same.

    Examples
    --------
    >>> scenario_content(Scenario(id="dream", title="A dream"))
    {'title': 'A dream'}
    """
    content = scenario.model_dump(exclude={"id", "based_on", "remove"}, exclude_none=True, exclude_defaults=True)
    return _stated(content | {"overrides": dict(scenario.overrides)})


def content_text(content: dict[str, Any]) -> str:
    """Write such a content as TOML."""
    return tomli_w.dumps(content)


def _stated(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in _plain(content).items() if value not in ({}, [])}


def _plain(value: Any) -> Any:
    """Turn tuples into lists, as TOML has them."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value
