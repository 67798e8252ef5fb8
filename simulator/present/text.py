"""Words and numbers as a person reads them: two catalogues, one way to write a figure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from simulator.words import LANGUAGES, NO_BREAK, SEPARATORS, catalogue, known, text

__all__ = [
    "LANGUAGES",
    "MINUS",
    "NO_BREAK",
    "catalogue",
    "figure",
    "fmt",
    "known",
    "rounded",
    "text",
    "titled",
    "with_unit",
]

TITLES: Final = "shipped."
MINUS: Final = "\u2212"
PER_CENT_UNITS: Final = ("share", "points", "1/year")
WHOLE_UNITS: Final = (
    "persons",
    "count",
    "year",
    "establishments",
    "areas",
    "projects",
    "FTE",
    "fte",
    "job-years",
    "jobs/year",
    "jobs",
    "share",
    "points",
    "GWh/year",
    "hours",
)
YES_OR_NO: Final = "reached"
CENT: Final = 100
WHOLE_FROM: Final = 20.0


def fmt(value: float, unit: str, digits: int | None = None, language: str = "nb", *, signed: bool = False) -> str:
    r"""Write a figure with its unit as the language does.

    Parameters
    ----------
    value : float
        [unit]; shares are 0–1 and written as per cent.
    unit : str
        Unit of the code, see ``[unit]`` of the catalogues.
    digits : int, optional
        Decimals; none from 20 up and for what is counted whole, otherwise one.
    language : str
        One of `LANGUAGES`.
    signed : bool
        Write a plus as well.

    Examples
    --------
    >>> fmt(-12345.6, "GWh") == "\u221212\u00a0346\u00a0GWh"
    True
    >>> fmt(0.305, "share", 1, "en"), fmt(1.25, "MNOK/MW", 2, "en")
    ('30.5%', '1.25\xa0million NOK per MW')
    """
    if unit == YES_OR_NO:
        return _yes_or_no(value, language)
    number, places = rounded(value, unit, digits)
    return with_unit(figure(number, places, language, signed=signed), unit, language)


def titled(words: str, language: str) -> str:
    """Say the title or description of what comes along in a language; what anybody else wrote stands as it is.

    Examples
    --------
    >>> titled("Hele strategien", "en"), titled("Sagbruk på Os", "en")
    ('The whole strategy', 'Sagbruk på Os')
    """
    key = _titles().get(words)
    return text(key, language) if key else words


@cache
def _titles() -> Mapping[str, str]:
    return {words: key for key, words in catalogue("nb").items() if key.startswith(TITLES)}


def rounded(value: float, unit: str, digits: int | None = None) -> tuple[float, int]:
    """Return the number that `fmt` writes, and its decimals.

    Returns
    -------
    number : float
        As printed; shares in per cent.
    digits : int
        Decimals printed.

    Examples
    --------
    >>> rounded(601.6, "GWh"), rounded(0.305, "share", 1), rounded(-3.14159, "GWh")
    ((602.0, 0), (30.5, 1), (-3.1, 1))
    """
    scaled = value * CENT if unit in PER_CENT_UNITS else value
    places = _digits(scaled, unit) if digits is None else digits
    return round(scaled, places) + 0.0, places


def figure(value: float, digits: int, language: str = "nb", *, signed: bool = False) -> str:
    """Write a bare number: grouped by thousands, real minus, never a negative zero.

    Examples
    --------
    >>> figure(-0.04, 1), figure(72, 0, signed=True), figure(1234.5, 1, "en")
    ('0,0', '+72', '1,234.5')
    """
    thousands, decimal = SEPARATORS[language]
    rounded = round(value, digits) + 0.0
    written = f"{abs(rounded):,.{digits}f}".translate({ord(","): thousands, ord("."): decimal})
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + written


def with_unit(number: str, unit: str, language: str) -> str:
    """Put the unit's word after a written number.

    Examples
    --------
    >>> with_unit("2024", "year", "nb")
    '2024'
    """
    word = text(f"unit.{unit}", language)
    if not word:
        return number
    space = "" if language == "en" and word.startswith("%") else NO_BREAK
    return f"{number}{space}{word}"


def _digits(scaled: float, unit: str) -> int:
    return 0 if unit in WHOLE_UNITS or scaled == 0 or abs(scaled) >= WHOLE_FROM else 1


def _yes_or_no(value: float, language: str) -> str:
    """Say yes or no, or in how many weather years if they differ."""
    if value in {0.0, 1.0}:
        return text("word.yes" if value else "word.no", language)
    return fmt(value, "share", None, language)
