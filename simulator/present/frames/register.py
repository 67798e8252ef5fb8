"""Every number that the model rests on, with its range, source and word of confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

import pandas as pd

from simulator.premises import Quantity
from simulator.present.text import CENT, PER_CENT_UNITS, figure, known, text, with_unit

CONFIDENCES: Final = ("measured", "estimate", "assumption")
FAMILIES: Final[Mapping[str, str]] = {
    "establishment": "kind",
    "project": "technology",
    "grid": "grid",
    "connection": "connection_class",
}
SHARE: Final = "1"
MOST_DIGITS: Final = 3


def register(book: Mapping[str, Quantity], language: str) -> pd.DataFrame:
    """List every assumption with its words.

    Returns
    -------
    DataFrame
        Columns id, topic, name, value, range, year, confidence, confidence_name, source, note; figures written out.
    """
    rows = [
        {
            "id": name,
            "topic": name.split(".")[0],
            "name": number_name(name, language),
            "value": written_number(name, number.value, number.unit, language),
            "range": _range(number, language),
            "year": str(number.year),
            "confidence": number.confidence,
            "confidence_name": text(f"confidence.{number.confidence}", language),
            "source": number.source,
            "note": number.note,
        }
        for name, number in book.items()
    ]
    return pd.DataFrame(rows)


def written_number(name: str, value: float, unit: str, language: str) -> str:
    """Write one value of a number with its unit.

    Examples
    --------
    >>> written_number("labour.displaced_share", 0.15, "1", "en")
    '15%'
    """
    return with_unit(_figure(value, unit, language), _unit(unit, name), language)


def number_name(name: str, language: str) -> str:
    """Name one assumption; its id stands in where the catalogue has no words for it.

    Examples
    --------
    >>> number_name("establishment.wood.build_years", "en")
    'Wood products: building time'
    """
    topic, *rest = name.split(".")
    if topic in FAMILIES and len(rest) > 1:
        keys = f"{FAMILIES[topic]}.{rest[0]}", f"{topic}_number.{rest[1]}"
        if all(known(key, language) for key in keys):
            owner, what = (text(key, language) for key in keys)
            return f"{owner[0].upper()}{owner[1:]}: {what}"
    key = f"number.{name}"
    return text(key, language) if known(key, language) else name


def topic_name(topic: str, language: str) -> str:
    """Name one group of assumptions."""
    key = f"topic.{topic}"
    return text(key, language) if known(key, language) else topic


def _unit(unit: str, name: str) -> str:
    """Return the unit to write; a share is written as per cent unless it is a plain factor."""
    return "share" if unit == SHARE and name.endswith("_share") else unit


def _scale(unit: str) -> float:
    return CENT if unit in {*PER_CENT_UNITS, SHARE} else 1.0


def _figure(value: float, unit: str, language: str) -> str:
    if unit == "year":
        return f"{value:.0f}"
    scaled = value * _scale(unit)
    return figure(scaled, _digits(scaled), language)


def _digits(value: float) -> int:
    """Return as many decimals as the number was given with, at most three.

    Examples
    --------
    >>> _digits(0.25), _digits(7811.0)
    (2, 0)
    """
    return next((digits for digits in range(MOST_DIGITS) if abs(round(value, digits) - value) < 1e-9), MOST_DIGITS)


def _range(number: Quantity, language: str) -> str:
    if number.low == number.high:
        return "–"
    low, high = (_figure(value, number.unit, language) for value in (number.low, number.high))
    return f"{low} {text('word.to', language)} {high}"


def confidence_counts(book: Mapping[str, Quantity]) -> dict[str, int]:
    """Count the assumptions of each word of confidence."""
    found = Counter(number.confidence for number in book.values())
    return {word: found[word] for word in CONFIDENCES}


def matching(rows: pd.DataFrame, *, topic: str | None, confidences: list[str], search: str) -> pd.DataFrame:
    """Keep the rows of one topic, of some words of confidence, and that hold all words searched for."""
    kept = rows if topic is None else rows[rows["topic"] == topic]
    if confidences:
        kept = kept[kept["confidence"].isin(confidences)]
    hay = (kept["id"] + " " + kept["name"] + " " + kept["source"] + " " + kept["note"]).str.lower()
    for word in search.lower().split():
        kept = kept[hay.loc[kept.index].str.contains(word, regex=False)]
    return kept
