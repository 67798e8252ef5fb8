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
    return tomli_w.dumps({key: value for key, value in _plain(content).items() if value not in ({}, [])})


def _plain(value: Any) -> Any:
    """Turn tuples into lists, as TOML has them."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value
