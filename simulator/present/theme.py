"""One look for every chart: colours that everybody can tell apart, and the number format of the language.

Letters have at least 4.5 to 1 against every background they stand on, marks at least 3 to 1; what is filled more palely
has an edge that has (WCAG 2.2 AA). Colours that only a legend tells apart differ in lightness, too,
and for eyes that lack red, green or blue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from simulator.hours import MONTHS_PER_YEAR
from simulator.present.text import MINUS, NO_BREAK, text, with_unit
from simulator.words import SEPARATORS

LETTER, TITLE_LETTER = 13, 12
FONT: Final = '"Source Sans", "Source Sans Pro", sans-serif'
LARGEST_SET: Final = 4
FROM_AFAR: Final = 1.7  # letters of 13 px become 22 px: readable from the back row

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text": "#16212B",
        "quiet": "#4A5763",
        "grid": "#E3E8EC",
        "zero": "#16212B",
        "paper": "#FFFFFF",
        "existing": "#6B7885",
        "surplus": "#005B96",
        "deficit": "#BD4D1B",
        "new_production": "#006650",
        "sun": "#8E7448",
        "unserved": "#7A1FC9",
        "consumption": "#8895A1",
        "establishment": "#BD4D1B",
        "range": "#005B96",
        "reached": "#006650",
        "close": "#8F6600",
        "missed": "#B3261E",
        "not_stated": "#595959",
        "slot1": "#555555",
        "slot2": "#0A76B8",
        "slot3": "#D46A24",
        "slot4": "#4B2580",
        "part1": "#00467A",
        "part2": "#0E72B0",
        "part3": "#4A99CE",
        "part4": "#9A72C6",
        "between": "#F4F4F2",
    }
)
DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text": "#E8EDF2",
        "quiet": "#B4BFC9",
        "grid": "#2A3540",
        "zero": "#E8EDF2",
        "paper": "#10161C",
        "existing": "#93A1AE",
        "surplus": "#4FA3E0",
        "deficit": "#F2A477",
        "new_production": "#7FE3C4",
        "sun": "#DDB54E",
        "unserved": "#A94BE8",
        "consumption": "#5C6A77",
        "establishment": "#F2A477",
        "range": "#4FA3E0",
        "reached": "#7FE3C4",
        "close": "#DDB54E",
        "missed": "#F2A477",
        "not_stated": "#BDBDBD",
        "slot1": "#C9CED3",
        "slot2": "#4F9FDD",
        "slot3": "#F2A477",
        "slot4": "#9068C8",
        "part1": "#A9D6F8",
        "part2": "#5FA8DC",
        "part3": "#3A79AC",
        "part4": "#C9AFEC",
        "between": "#1E2831",
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """Which language, which background and which distance a chart is drawn for.

    Parameters
    ----------
    language : str
    dark : bool
    scale : float
        How much larger letters and lines are than on a screen near by; 1 on a page. From `FROM_AFAR` up, colours are
        explained beside the chart and never in a legend.

    Examples
    --------
    >>> Look("nb").size(13), Look("nb", scale=FROM_AFAR).size(13)
    (13, 22)
    """

    language: str
    dark: bool = False
    scale: float = 1.0

    @property
    def from_afar(self) -> bool:
        """Tell whether it is read from the back of a room."""
        return self.scale >= FROM_AFAR

    def size(self, near: float) -> float:
        """Return a size of a screen near by as it is for this distance, in whole pixels. [px]"""
        return round(near * self.scale)

    @property
    def colours(self) -> Mapping[str, str]:
        """Colours by what they stand for."""
        return DARK if self.dark else LIGHT

    def slot(self, place: int) -> str:
        """Return the fixed colour of a compared scenario, the first in grey as what others are compared with."""
        return self.colours[f"slot{place % LARGEST_SET + 1}"]


def locale(language: str) -> dict[str, Any]:
    """Return the number and time format of a language, as Vega wants it.

    Examples
    --------
    >>> locale("nb")["number"]["decimal"]
    ','
    """
    thousands, decimal = SEPARATORS[language]
    months = [text(f"month.{month}", language) for month in range(1, MONTHS_PER_YEAR + 1)]
    return {
        "number": {
            "decimal": decimal,
            "thousands": thousands,
            "grouping": [3],
            "currency": ["", f"{NO_BREAK}kr"],
            "minus": MINUS,
            "percent": with_unit("", "share", language),
        },
        "time": {
            "dateTime": "%d.%m.%Y %H:%M",
            "date": "%d.%m.%Y",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": [""] * 7,
            "shortDays": [""] * 7,
            "months": months,
            "shortMonths": months,
        },
    }


def chart_config(look: Look) -> dict[str, Any]:
    """Return the configuration that every chart shares."""
    colours = look.colours
    label = {
        "labelColor": colours["text"],
        "titleColor": colours["text" if look.from_afar else "quiet"],
        "labelFontSize": look.size(LETTER),
        "titleFontSize": look.size(TITLE_LETTER),
    }
    return {
        "locale": locale(look.language),
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": label
        | {
            "gridColor": colours["grid"],
            "domain": False,
            "ticks": False,
            "labelPadding": look.size(6),
            "titleFontWeight": "normal",
        },
        "legend": label
        | {
            "orient": "top",
            "title": None,
            "symbolType": "square",
            "labelLimit": 300,
        },
        "title": {"color": colours["text"], "fontSize": look.size(15), "anchor": "start"},
        "text": {"color": colours["text"], "fontSize": look.size(LETTER)},
        "mark": {"aria": False},  # a chart is read aloud by its alternative and its table, not mark by mark
        "bar": {"cornerRadius": 2},
    }
