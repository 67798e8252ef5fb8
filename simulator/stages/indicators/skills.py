"""Figures on schooling and apprentices."""

from __future__ import annotations

from typing import Final

from simulator.premises import LEVELS
from simulator.stages.indicators.accounts import Indicator, indicator

SKILL_INDICATORS: Final[tuple[Indicator, ...]] = (
    indicator(
        "lacking_vocational_persons",
        "persons",
        "less",
        lambda a: a.skills.lacking_persons[LEVELS.index("vocational")],
    ),
    indicator("lacking_higher_persons", "persons", "less", lambda a: a.skills.lacking_persons[LEVELS.index("higher")]),
    indicator("apprentices_persons", "persons/year", "more", lambda a: a.skills.apprentices_persons),
    indicator("apprentice_growth_share", "share", "more", lambda a: a.skills.apprentice_growth_share),
)
