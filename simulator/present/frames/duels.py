"""Contested numbers, both values side by side, and whether it matters which of them is true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from simulator.premises import Contested, Quantity
from simulator.present.frames.register import number_name, written_number
from simulator.present.text import text
from simulator.questions.duel import CARRIED, FIRM, LEFT, OFTEN, SELDOM, SHORT, SIGNS, Duel

WORDS: Final = (LEFT, SHORT, FIRM, SELDOM, OFTEN)
FLIPS, STANDS, UNUSED = "flips", "stands", "unused"


def outcome(duel: Duel) -> str:
    """Say how a duel ended: a conclusion flips, all stand, or nothing in the scenario uses the number."""
    return FLIPS if duel.flips else STANDS if duel.moved else UNUSED


def contested_rows(
    contested: Sequence[Contested], duels: Sequence[Duel], book: Mapping[str, Quantity], language: str
) -> pd.DataFrame:
    """List every contested number with its two values and, where it was asked, what hangs on them.

    Parameters
    ----------
    contested : sequence of Contested
    duels : sequence of Duel
        Those that are known; may be empty.
    book : mapping of str to Quantity
        Gives the unit of each number.
    language : str

    Returns
    -------
    DataFrame
        Columns id, name, one, one_source, other, other_source, note, outcome (empty where nobody asked), answer (a
        sentence), flips (one line each, joined by line breaks); everything written out.
    """
    known = {duel.contested.id: duel for duel in duels}
    return pd.DataFrame([_row(one, known.get(one.id), book, language) for one in contested])


def _row(one: Contested, duel: Duel | None, book: Mapping[str, Quantity], language: str) -> dict[str, str]:
    values = [written_number(one.number, value, book[one.number].unit, language) for value in one.both]
    said = {"outcome": "", "answer": "", "flips": ""}
    if duel is not None:
        how = outcome(duel)
        said = {
            "outcome": how,
            "answer": text(f"duel.{how}", language, count=len(duel.moved)),
            "flips": "\n".join(_flip(flip.subject, flip.with_one, flip.with_other, language) for flip in duel.flips),
        }
    return {
        "id": one.id,
        "name": number_name(one.number, language),
        "one": values[0],
        "one_source": one.one_source,
        "other": values[1],
        "other_source": one.other_source,
        "note": one.note,
        **said,
    }


def _flip(subject: str, with_one: str, with_other: str, language: str) -> str:
    """Write one conclusion that flips: what it is about, then both verdicts."""
    words = {"one": verdict_word(with_one, language), "other": verdict_word(with_other, language)}
    return text("duel.flip", language, name=subject_name(subject, language), **words)


def subject_name(subject: str, language: str) -> str:
    """Name what a conclusion is about."""
    if subject == CARRIED:
        return text("duel.grid_carries", language)
    return text(f"indicator.{subject}.name" if subject in SIGNS else f"goal.{subject}.name", language)


def verdict_word(said: str, language: str) -> str:
    """Write what is concluded, as it stands inside a sentence."""
    return text(f"duel.{said}" if said in WORDS else f"status.{said}.name", language).lower()


def duels_finding(duels: Sequence[Duel], title: str, year: int, language: str) -> str:
    """Say in a sentence on how many of the contested numbers a conclusion hangs."""
    flips = sum(outcome(duel) == FLIPS for duel in duels)
    key = "duel.finding" if flips else "duel.finding_none"
    return text(key, language, flips=flips, count=len(duels), title=title, year=year)
