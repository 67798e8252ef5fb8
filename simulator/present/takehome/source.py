"""One line that says where printed figures come from: program and version, scenarios, years, weather."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.premises import Scenario
from simulator.present import frames
from simulator.present.frames import Seen, View
from simulator.present.text import text, titled
from simulator.version import VERSION


def source_line(scenario: Scenario, view: View, weather: str) -> str:
    """Say where figures of one scenario and year come from."""
    return source_words([scenario], str(view.year), weather, view.language)


def source_of(seen: Sequence[Seen], view: View) -> str:
    """Say where figures of one scenario, or of several side by side, come from."""
    weather = frames.weather_phrase(seen[0], view)
    return source_words([one.scenario for one in seen], str(view.year), weather, view.language)


def source_of_years(seen: Seen, language: str) -> str:
    """Say where figures of every year of a horizon come from."""
    years, weather = seen.scenario.horizon.years, text("weather_phrase.each", language, count=seen.count)
    return source_words([seen.scenario], f"{years[0]}–{years[-1]}", weather, language)


def source_words(scenarios: Sequence[Scenario], when: str, weather: str, language: str) -> str:
    """Say where figures come from.

    Parameters
    ----------
    scenarios : sequence of Scenario
    when, weather : str
        Which years and which weather they are for, in words.
    language : str
    """
    words = {"app": text("app.name", language), "version": VERSION, "when": when, "weather": weather}
    names = [one.id or titled(one.title, language) for one in scenarios]
    if len(names) == 1:
        return text("take.source", language, name=names[0], **words)
    return text("take.sources", language, names=", ".join(names), **words)
